"""Glyphs to lines: what stands on one height is read from left to right, with the spaces that a reader sees."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from operator import attrgetter
from statistics import median
from typing import Self

from hospplan.models.source import Fragment, Frame
from hospplan.page.ink import Glyph

_SAME_HEIGHT = 0.35
"""Part of the font's size by which the feet of one line's characters differ, with two fonts in it."""
_OVERPRINT = 0.15
"""Part of the font's size by which a character printed twice, to look bold, is moved."""
_WORD_GAP = 0.18
"""Part of the font's size that parts two Latin words without a space between them."""
_SPACE_GAP = 0.22
"""The same for Chinese characters; a space is a fourth of the size in Times New Roman."""
_SECOND_SPACE = 0.15
_SCRIPT_GAP = 0.6
"""The same between Chinese and Latin, where programs leave a fourth by themselves."""
_TWO_SPACES = 0.3
"""Part of the font's size by which a gap is wider from which it is two spaces or more."""
_FEWEST_GAPS = 3
_GRID_GAP = 1.3
"""Part of the font's size that a program leaves at most that gives a character two places of a grid."""
_FEWEST_GRID_GAPS = 4
_SMALL = 0.86
"""Size of a raised character, against its line's."""


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one height of a page, in reading order."""

    page: int
    frame: Frame
    text: str
    """Without white space at its ends."""
    edges: "array[float]"
    """Where each character starts, and where the last one ends: one more than there are characters."""
    top: float
    bottom: float
    base: float
    """The height that it stands on."""
    size: float
    """Of most of its characters."""
    raised: tuple[int, ...] = ()
    """Places of raised small characters: calls of footnotes, powers."""
    sure: "array[float] | None" = None
    """How surely each character was recognised, from 0 to 1; None where none had to be."""

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Its right end."""
        return self.edges[-1]

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    def fragment(self, start: int) -> Fragment:
        """The line as the stretch of a block that starts at *start*."""
        return Fragment(
            start, start + len(self.text), self.page, self.frame, self.top, self.bottom, self.edges, self.sure
        )

    def part(self, start: int, end: int) -> "Line":
        """A stretch of the line, its ends stripped."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        end = start + len(text)
        raised = tuple(at - start for at in self.raised if start <= at < end)
        edges = self.edges[start : end + 1]
        sure = None if self.sure is None else self.sure[start:end]
        return replace(self, text=text, edges=edges, raised=raised, sure=sure)

    def without(self, places: Iterable[int]) -> "Line":
        """The line without the characters at *places*."""
        gone = set(places)
        kept = [at for at in range(len(self.text)) if at not in gone]
        edges = array("f", [*(self.edges[at] for at in kept), self.edges[kept[-1] + 1] if kept else self.x0])
        text = "".join(self.text[at] for at in kept)
        raised = tuple(kept.index(at) for at in self.raised if at not in gone)
        sure = None if self.sure is None else array("f", [self.sure[at] for at in kept])
        return replace(self, text=text, edges=edges, raised=raised, sure=sure)


_POWERS = str.maketrans("0123456789+-−n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁽⁾")


def with_powers(line: Line) -> Line:
    """The line with its raised digits as such (10⁴, m³), so that none is read as one more digit of a number."""
    if not line.raised:
        return line
    raised = set(line.raised)
    text = "".join(c.translate(_POWERS) if at in raised else c for at, c in enumerate(line.text))
    return replace(line, text=text)


class _Row:
    """Glyphs on one height while they are gathered."""

    __slots__ = ("base", "glyphs", "size")

    def __init__(self, glyph: Glyph) -> None:
        self.glyphs = [glyph]
        self.base, self.size = glyph.base, glyph.size


def find_lines(glyphs: Sequence[Glyph], page: int, frame: Frame) -> list[Line]:
    """The lines of *glyphs*, from the top of the page; rows of two columns side by side are one line each."""
    rows = _merge(_runs(glyphs))
    return [line for row in rows if (line := _line(row, page, frame)) is not None]


def _runs(glyphs: Sequence[Glyph]) -> list[_Row]:
    """Glyphs that are drawn one after the other on one height."""
    runs: list[_Row] = []
    base = size = inf
    add = None
    for glyph in glyphs:
        own_size, own_base = glyph[5], glyph[6]  # by place: this is asked of every glyph
        if (
            add is not None
            and abs(own_base - base) < _SAME_HEIGHT * own_size
            and size * 0.6 < own_size < size * 1.7
        ):
            add(glyph)
        else:
            row = _Row(glyph)
            base, size, add = own_base, own_size, row.glyphs.append
            runs.append(row)
    return runs


def _merge(runs: list[_Row]) -> list[_Row]:
    """Runs of one height as one row, from the top; small raised runs go to the row that they stand in."""
    runs.sort(key=lambda row: row.base)
    rows: list[_Row] = []
    for run in runs:
        near = next(
            (
                row
                for row in rows[:-6:-1]
                if abs(run.base - row.base) < _SAME_HEIGHT * min(run.size, row.size)
            ),
            None,
        )
        if near is None:
            rows.append(run)
            continue
        if run.size > near.size:
            near.base, near.size = run.base, run.size
        near.glyphs += run.glyphs
    return _with_raised(rows)


def _with_raised(rows: list[_Row]) -> list[_Row]:
    """Rows with those of small raised (or lowered) characters in the row whose height they share."""
    kept: list[_Row] = []
    for at, row in enumerate(rows):
        host = next(
            (
                other
                for other in (*rows[at + 1 : at + 3], *kept[:-3:-1])
                if row.size <= _SMALL * other.size
                and other.base - other.size < row.base < other.base + 0.4 * other.size
                and len(row.glyphs) <= max(6, len(other.glyphs) // 2)
            ),
            None,
        )
        if host is None:
            kept.append(row)
        else:
            host.glyphs += row.glyphs
    return kept


def _line(row: _Row, page: int, frame: Frame) -> Line | None:
    glyphs = sorted(row.glyphs, key=_left)
    sizes = {glyph.size for glyph in glyphs}
    size = sizes.pop() if len(sizes) == 1 else median(glyph.size for glyph in glyphs)
    small, raised_base = _SMALL * size, row.base - 0.15 * size
    word_gap, script_gap = _WORD_GAP * size, _SCRIPT_GAP * size
    gaps: _Gaps | None = None
    texts: list[str] = []
    edges: list[float] = []
    raised: list[int] = []
    unsure: dict[int, float] = {}
    top, bottom, end = inf, -inf, 0.0
    last = None
    for place, glyph in enumerate(glyphs):
        text, x0, high, x1, low, own_size, base, sure = glyph
        if last is not None:
            if (
                text == last.text
                and x0 - last.x0 < min(_OVERPRINT * size, 0.5 * (last.x1 - last.x0))
                and text != " "
            ):
                continue
            gap = x0 - last.x1
            # Between Chinese and Latin a fourth of the size is nothing: most lines are not looked at closer.
            is_wide = gap > word_gap and (
                gap > script_gap or last.text == " " or text.isascii() == last.text.isascii()
            )
            if is_wide and text != " ":
                gaps = gaps or _Gaps.of(glyphs, size)
                is_usual = place in gaps.stretched
                spaces = 0 if is_usual else _spaces(last.text, text, gap - gaps.usual, size, gaps.jitter)
                texts += " " * spaces
                edges += [last.x1 + k * gap / spaces for k in range(spaces)]
        if text.isspace():
            if not texts or x1 - x0 < 0.05 * size:
                continue
        else:
            end = x1
            top, bottom = min(top, high), max(bottom, low)
            if own_size <= small and base < raised_base and texts:
                raised.append(len(texts))
        if sure < 1:
            unsure[len(texts)] = sure
        texts.append(text[0])
        edges.append(x0)
        for k in range(1, len(text)):  # of a ligature
            texts.append(text[k])
            edges.append(x0 + k * (x1 - x0) / len(text))
        last = glyph
    while texts and texts[-1].isspace():
        texts.pop()
        edges.pop()
    if not texts:
        return None
    edges.append(end)
    sures = array("f", [unsure.get(at, 1.0) for at in range(len(texts))]) if unsure else None
    return Line(
        page, frame, "".join(texts), array("f", edges), top, bottom, row.base, size, tuple(raised), sures
    )


_left = attrgetter("x0")


@dataclass(frozen=True, slots=True)
class _Gaps:
    """What is usual between the characters of a line."""

    usual: float
    """Above nothing where the line is justified."""
    jitter: float
    stretched: frozenset[int]
    """Characters, by their place, in front of which a stretch of the line is set wide: three in a row or more."""

    @classmethod
    def of(cls, glyphs: Sequence[Glyph], size: float) -> Self:
        """
        The gaps of a line from left to right.

        Latin letters and digits are not moved apart. Of the others more than a third stand at the usual distance,
        also in a row of a table, whose words are far from each other.
        """
        found = [
            (at, b.x0 - a.x1)
            for at, (a, b) in enumerate(pairwise(glyphs), start=1)
            if not (a.text.isspace() or b.text.isspace() or (a.text.isascii() and b.text.isascii()))
            and b.x0 - a.x1 > -0.3 * size
        ]
        if len(found) < _FEWEST_GAPS:
            return cls(0.0, 0.0, frozenset())
        gaps = sorted(gap for _, gap in found)
        usual = gaps[(len(gaps) - 1) * 35 // 100]
        if usual > size and usual > 1.5 * gaps[0]:
            usual = gaps[0]  # a few words far from each other, not a line spread over its width (分散对齐)
        around = [abs(gap - usual) for gap in gaps if abs(gap - usual) < _SPACE_GAP * size]
        return cls(max(0.0, usual), median(around) if around else 0.0, frozenset(_stretched(found, size)))


def _stretched(found: Sequence[tuple[int, float]], size: float) -> Iterator[int]:
    """Places in runs of like gaps, as a program leaves that fills a grid of characters (字符网格) or a narrow line."""
    run: list[tuple[int, float]] = []
    for at, gap in [*found, (-1, -inf)]:
        is_wide = 0.1 * size < gap < _GRID_GAP * size
        is_narrow = gap < _SCRIPT_GAP * size
        likeness = (
            0.6 if is_narrow else 0.06
        )  # a gap as wide as a character is one only beside others just like it
        if is_wide and (not run or (at == run[-1][0] + 1 and abs(gap - run[0][1]) < likeness * run[0][1])):
            run.append((at, gap))
            continue
        if len(run) >= (_FEWEST_GAPS if run and run[0][1] < _SCRIPT_GAP * size else _FEWEST_GRID_GAPS):
            yield from (place for place, _ in run)
        run = [(at, gap)] if is_wide else []


def _spaces(left: str, right: str, gap: float, size: float, jitter: float) -> int:
    """How many spaces a reader sees in a gap that is wider than usual by *gap*: none, one, or two for more."""
    if left.isspace():
        return int(gap > _SECOND_SPACE * size)  # the library leaves out the second of two spaces
    is_latin = left[-1].isascii(), right[0].isascii()
    if all(is_latin):
        least = _WORD_GAP if left[-1].isalnum() and right[0].isalnum() else _SCRIPT_GAP
    elif any(is_latin):
        least = _SCRIPT_GAP
    else:
        least = _SPACE_GAP
    least = max(least * size, 3 * jitter)
    return 0 if gap <= least else 1 if gap <= least + _TWO_SPACES * size else 2
