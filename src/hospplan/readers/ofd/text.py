"""The characters of OFD text objects: where the pen is put down for each of them (GB/T 33190-2016, clause 11)."""

import re
from collections.abc import Iterator, Sequence
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from hospplan.page.figures import Matrix, moved
from hospplan.page.upright import SKEW
from hospplan.readers.ofd.letter_widths import common_width
from hospplan.readers.ofd.xml import read_number
from hospplan.readers.safe_xml import Element
from hospplan.text.drawn import drawn_readings

STANDING = 0.05
"""Part of the size: a smaller step goes elsewhere than along the line."""
_SMALLEST = 0.1
"""Points of a character; smaller ones nobody reads."""
_MOST_GLYPHS = 16
"""Of one character; a larger number is a slip."""
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{4})|\\)")


class Mark(NamedTuple):
    """One character, or those of a ligature, before its width is known."""

    text: str
    x: float
    y: float
    """Where the pen is put down, in points on the paper."""
    across: tuple[float, float]
    """A step of its size along its foot, in points on the paper."""
    up: tuple[float, float]
    """A step of its size from its foot to its head."""
    step: float | None
    """How far the next character is along its foot, as part of its size; None where that is not told."""
    font: str
    angle: int | None
    """Quarter turns counter-clockwise in degrees; None where it lies askew."""


class _Group(NamedTuple):
    """Characters that one glyph, or several, draw together."""

    text: str
    glyphs: int = 1


def read_marks(item: Element, matrix: Matrix) -> Iterator[Mark]:
    """
    The characters of one text object in the order of its codes.

    Args:
        item: The TextObject.
        matrix: From its own coordinates (millimetres, y downwards) to points on the paper.
    """
    size = read_number(item.get("Size"), 0.0)
    wide = size * read_number(item.get("HScale"), 1.0)
    along = _direction(item.get("CharDirection"))
    course = _direction(item.get("ReadDirection"))
    across = _shifted(wide * along[0], wide * along[1], matrix)
    up = _shifted(size * along[1], -size * along[0], matrix)
    if size <= 0 or min(hypot(*across), hypot(*up)) < _SMALLEST:
        return
    angle = _quarter(across)
    font = item.get("Font", "")
    x = y = 0.0
    for code, groups in _codes(item):
        x, y = read_number(code.get("X"), x), read_number(code.get("Y"), y)
        at_x, at_y = x, y
        for group, (step_x, step_y, is_told) in zip(groups, _steps(code, groups, course, wide), strict=True):
            step = (step_x * along[0] + step_y * along[1]) / wide
            told = step if is_told and step > STANDING else None
            px, py = moved(at_x, at_y, matrix)
            yield Mark(group.text, px, py, across, up, told, font, angle)
            at_x, at_y = at_x + step_x, at_y + step_y


def _direction(told: str | None) -> tuple[float, float]:
    """Where one goes who turns clockwise by so many degrees from looking to the right; y runs downwards."""
    turn = radians(read_number(told, 0.0) % 360)
    return (cos(turn), sin(turn))


def _shifted(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """A step, not a place: what a matrix moves by is left out."""
    a, b, c, d, _, _ = matrix
    return (a * x + c * y, b * x + d * y)


def _quarter(across: tuple[float, float]) -> int | None:
    turned = degrees(atan2(-across[1], across[0])) % 360
    quarter = round(turned / 90)
    return quarter % 4 * 90 if abs(turned - 90 * quarter) <= SKEW else None


def _codes(item: Element) -> Iterator[tuple[Element, list[_Group]]]:
    """Each TextCode with its characters as glyphs draw them; a CGTransform counts over all codes of the object."""
    transforms = sorted(
        (
            (
                int(read_number(transform.get("CodePosition"), 0)),
                max(1, int(read_number(transform.get("CodeCount"), 1))),
                max(1, min(_MOST_GLYPHS, int(read_number(transform.get("GlyphCount"), 1)))),
            )
            for transform in item.iterfind("CGTransform")
        ),
        reverse=True,
    )
    start = 0
    for code in item.iterfind("TextCode"):
        text = _unescaped(code.text or "")
        yield code, list(_grouped(text, start, transforms))
        start += len(text)


def _unescaped(text: str) -> str:
    """The characters of a TextCode: a backslash stands before the code of one that XML can't hold (11.3)."""
    if "\n" in text:  # a program that indents its XML has laid lines around the text
        text = "".join(line.strip() for line in text.splitlines())
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else "\\", text) if "\\" in text else text


def _grouped(text: str, start: int, transforms: list[tuple[int, int, int]]) -> Iterator[_Group]:
    """
    The characters of a code that begins at *start* of its object, those of a ligature together.

    Transforms that are behind are taken off their list. As many glyphs as characters, or several for several, are one
    for each: which draws which is not told.
    """
    if not transforms:
        yield from map(_Group, text)
        return
    at = 0
    while at < len(text):
        while transforms and transforms[-1][0] < start + at:
            transforms.pop()
        if transforms and transforms[-1][0] == start + at and 1 in transforms[-1][1:]:
            _, codes, glyphs = transforms.pop()
            yield _Group(text[at : at + codes], glyphs)
            at += codes
        else:
            yield _Group(text[at])
            at += 1


def _steps(
    code: Element, groups: Sequence[_Group], course: tuple[float, float], wide: float
) -> Iterator[tuple[float, float, bool]]:
    """
    From each glyph to the next, in millimetres, and whether the file tells it.

    DeltaX and DeltaY have a step for each character but the last, of some programs for each glyph, or each UTF-16 unit.
    Where they end, a font's common width leads on in the direction of reading.
    """
    counts = [len(group.text) for group in groups]
    glyphs = [group.glyphs for group in groups]
    most = 2 * sum(counts) + sum(glyphs)
    xs, ys = _deltas(code.get("DeltaX"), most), _deltas(code.get("DeltaY"), most)
    told = max(len(xs), len(ys))
    if told != sum(counts) - 1:
        units = [len(group.text.encode("utf-16-le", "surrogatepass")) // 2 for group in groups]
        counts = next((other for other in (glyphs, units) if sum(other) - 1 == told), counts)
    xs += [0.0] * (told - len(xs))
    ys += [0.0] * (told - len(ys))
    readings = drawn_readings()
    at = 0
    for group, count in zip(groups, counts, strict=True):
        if at >= told:
            step = wide * sum(0.0 if readings.get(char) == "" else common_width(char) for char in group.text)
            yield step * course[0], step * course[1], False
        elif count == 1:
            yield xs[at], ys[at], True
        else:
            yield sum(xs[at : at + count]), sum(ys[at : at + count]), True
        at += count


def _deltas(text: str | None, most: int) -> list[float]:
    """The steps of a DeltaX or DeltaY, not more than *most*: "g 3 2.5" stands for 2.5 2.5 2.5."""
    if not text:
        return []
    steps: list[float] = []
    words = iter(text.replace(",", " ").replace("g", " g ").split())
    for word in words:
        if len(steps) >= most:
            break
        if word == "g":
            times = int(read_number(next(words, None), 0))
            steps += [read_number(next(words, None), 0.0)] * min(max(0, times), most - len(steps))
        else:
            steps.append(read_number(word, 0.0))
    return steps
