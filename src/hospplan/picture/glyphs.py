"""Characters of read lines as glyphs: their sizes, the line that they stand on, and the space that each takes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from hospplan.page.ink import Glyph
from hospplan.picture.boxes import usual_height
from hospplan.picture.lines import ReadLine
from hospplan.picture.sheet import Pixels
from hospplan.picture.whites import whites

_INK_HIGH = 0.92
"""Part of its size that a Chinese character's ink is high."""
_DIGIT_HIGH = 0.72
"""The same of digits and capital letters."""
_BRACKET_HIGH = 0.95
"""The same of brackets."""
_BRACKETS = frozenset("()[]{}（）〔〕【】《》/|")
_FEWEST_STEPS = 3
"""From one Chinese character to the next, that tell a line's size."""
_SLACK = 1.03
"""Times the size that its height tells that a line's characters stand apart at most: further ones are spread."""
_BASE = 0.38
"""Part of its size by which a character's foot stands under the middle of its line."""
_STEPS = 4
"""Steps of a point in which sizes are counted."""
_ALIKE = 0.08
"""Part by which the sizes of two lines that are set in one differ as they are measured."""
_LOW = frozenset("一-—–_~～…·.,、。，‘’“”'=")
"""What is lower than its line: its ink does not tell the size."""
_NEAR = 0.22
"""The same of a line that is measured by its height."""
_OWN_WHITE = 0.22
"""White between two characters that belongs to them, as a part of their size: 日 is narrow in its square."""
_LATIN_WHITE = 0.1
"""The same between two letters or digits."""
_HALF_WHITE = 0.55
"""White beside a mark, on whichever side a font leaves it, of which one half of its square or more is empty."""
_SEEN = 0.12
"""Further white from which a gap is told; what of it is a space, the room of pages decides."""
_FEWEST_SPREAD = 3
"""Gaps in a row that are those of a line spread over its width, not spaces."""
_MARKS = frozenset("，。、；：！？,.;:!?（）()《》〈〉「」『』【】〔〕[]“”‘’·…—")


@dataclass(frozen=True, slots=True)
class _Measured:
    """A line with what was measured of it, in pixels."""

    line: ReadLine
    middle: float
    """Of its height."""
    size: float
    is_sure: bool
    """Its size is told by the steps of its characters, not by its height alone."""


def to_glyphs(lines: Sequence[ReadLine], ink: Pixels, dpi: float) -> tuple[Glyph, ...]:
    """
    The glyphs of a page's lines, in points.

    Args:
        lines: As they were read.
        ink: Where the page has ink.
        dpi: Pixels an inch.
    """
    usual = usual_height([line.box for line in lines])
    measured = [_measure(line, usual) for line in lines if line.text]
    sizes = _sizes(measured, 72 / dpi)
    return tuple(
        glyph
        for one, size in zip(measured, sizes, strict=True)
        for glyph in _glyphs(one, size, ink, 72 / dpi)
    )


def _measure(line: ReadLine, usual: float) -> _Measured:
    box, text = line.box, line.text
    high = float(box.bottom - box.top)
    if _LOW.issuperset(text):
        size = usual / _INK_HIGH
    elif any(char >= "\u3400" for char in text) or not any(char.isalnum() for char in text):
        size = high / _INK_HIGH
    else:
        size = high / (_BRACKET_HIGH if _BRACKETS & set(text) else _DIGIT_HIGH)
    steps = [b - a for a, b in pairwise(line.middles)]
    steps = [
        step for step, left, right in zip(steps, text, text[1:], strict=False) if min(left, right) >= "\u3400"
    ]
    if len(steps) >= _FEWEST_STEPS:
        # Where a character's middle is, is known to a sixth of its size: the mean is surer than any one step.
        half = median(steps)
        step = fmean(step for step in steps if step < 1.5 * half)
        size = min(step, _SLACK * size)
    return _Measured(line, (box.top + box.bottom) / 2, size, len(steps) >= _FEWEST_STEPS)


def _sizes(measured: Sequence[_Measured], scale: float) -> list[float]:
    """
    The size of each line in points: those alike within what measuring errs are the size of most of them.

    A short line (85%。) is measured by its height alone: it has the size of a longer one that is near.
    """
    raw = [_in_steps(one.size * scale) for one in measured]
    sure = _clusters([(size, one) for size, one in zip(raw, measured, strict=True) if one.is_sure])
    unsure: list[tuple[float, _Measured]] = []
    for size, one in zip(raw, measured, strict=True):
        if size in sure or one.is_sure:
            continue
        near = min(sure.values(), key=lambda other: abs(other - size), default=0.0)
        if abs(near - size) <= _NEAR * size:
            sure[size] = near
        else:
            unsure.append((size, one))
    found = {**_clusters(unsure), **sure}
    return [found[size] for size in raw]


def _clusters(lines: Sequence[tuple[float, _Measured]]) -> dict[float, float]:
    """For each measured size the one that most characters of those alike have."""
    weights: Counter[float] = Counter()
    for size, one in lines:
        weights[size] += len(one.line.text)
    found: dict[float, float] = {}
    while weights:
        best = max(
            weights, key=lambda size: (sum(weights[near] for near in weights if _is_alike(near, size)), -size)
        )
        members = sorted(size for size in weights if _is_alike(size, best))
        middle = median([size for size in members for _ in range(weights[size])])
        for size in members:
            found[size] = max(1.0, round(middle * 2) / 2)
            del weights[size]
    return found


def _in_steps(size: float) -> float:
    return round(size * _STEPS) / _STEPS


def _is_alike(one: float, other: float) -> bool:
    return abs(one - other) <= _ALIKE * other


def _glyphs(one: _Measured, size: float, ink: Pixels, scale: float) -> list[Glyph]:
    """The glyphs of a line: each reaches to the next, but for white that a reader sees."""
    box, text = one.line.box, one.line.text
    between = whites(one.line, ink)
    gaps = _gaps(text, [end - start for start, end in between], size / scale)
    lefts, rights = [float(box.x0)], []
    for (start, end), gap in zip(between, gaps, strict=True):
        rights.append(box.x0 + (start + end - gap) / 2)
        lefts.append(box.x0 + (start + end + gap) / 2)
    rights.append(float(box.x1))
    middle = one.middle * scale
    top, bottom, base = middle - size / 2, middle + size / 2, middle + _BASE * size
    return [
        Glyph(char, x0 * scale, top, max(x1, x0 + 0.1) * scale, bottom, size, base, sure)
        for char, x0, x1, sure in zip(text, lefts, rights, one.line.sureness, strict=True)
    ]


def _gaps(text: str, between: Sequence[float], size: float) -> list[float]:
    """
    How much of the white before each further character belongs to none of the two beside it; 0 for what is nothing.

    Where many in a row have such a gap the line is spread over its width (分散对齐), and none of them is a space.
    """
    gaps: list[float] = []
    for white, left, right in zip(between, text, text[1:], strict=False):
        is_latin = left.isascii() and right.isascii()
        own = _LATIN_WHITE if is_latin else _OWN_WHITE
        marks = 0 if is_latin else (left in _MARKS) + (right in _MARKS)
        gap = white - (own + _HALF_WHITE * marks) * size
        gaps.append(gap if gap > _SEEN * size else 0.0)
    start = 0
    for at in range(len(gaps) + 1):
        is_spread = at < len(gaps) and gaps[at] > 0 and not (text[at].isascii() or text[at + 1].isascii())
        # Beside a mark a gap of a spread line is hidden in the mark's own white.
        if is_spread or (at < len(gaps) and at > start and _MARKS & {text[at], text[at + 1]}):
            continue
        if at - start >= _FEWEST_SPREAD:
            gaps[start:at] = [0.0] * (at - start)
        start = at + 1
    return gaps
