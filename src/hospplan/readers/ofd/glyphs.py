"""
The characters of an OFD page as glyphs with boxes.

A text object tells where each character starts. How wide it is stands in the font alone, which is not opened: the
smallest step that a font makes after a character on the page is its width.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice
from math import hypot, inf
from typing import NamedTuple

from hospplan.page.ink import Glyph
from hospplan.readers.ofd.letter_widths import common_width, is_wide, may_be_wide
from hospplan.readers.ofd.text import STANDING, Mark
from hospplan.text.drawn import drawn_readings

_ASCENT = 0.88
"""Part of a character's square above the line that it stands on."""
_LARGEST_WIDTH = 1.35
"""Times its common width that a Latin character is at most: a longer step has a space in it."""
_BAND = 8.0
_SAME_LINE = 1.0
"""Points by which marks of one line may differ in height."""
_NEARBY = 20
"""Marks that are looked at for the next one on a line."""
_OVERPRINT = 0.15
"""Part of its size by which a space that is drawn twice, with bold words, is moved."""


def glyphs_of(marks: Sequence[Mark]) -> list[tuple[Glyph, int | None]]:
    """Each mark with ink, or of white space, as a glyph on the paper before it is turned, with its angle."""
    widths = _Widths(marks)
    readings = drawn_readings()
    spaces = _Spaces()
    glyphs = []
    for mark in marks:
        text = mark.text
        if text in readings or len(text) > 1:
            text = "".join(readings.get(char, char) for char in text)
            if not text or (text == " " and spaces.has(mark)):
                continue
        (across_x, across_y), (up_x, up_y) = mark.across, mark.up
        width = widths.of(mark)
        if across_y == up_x == 0 and across_x > 0 > up_y:  # upright, as nearly all are
            low, size = mark.y - (1 - _ASCENT) * up_y, -up_y
            glyph = Glyph(text, mark.x, low - size, mark.x + width * across_x, low, size, mark.y)
            glyphs.append((glyph, mark.angle))
            continue
        xs = (mark.x - (1 - _ASCENT) * up_x, mark.x + _ASCENT * up_x)
        ys = (mark.y - (1 - _ASCENT) * up_y, mark.y + _ASCENT * up_y)
        more_x, more_y = width * across_x, width * across_y
        box = (
            min(xs) + min(0.0, more_x),
            min(ys) + min(0.0, more_y),
            max(xs) + max(0.0, more_x),
            max(ys) + max(0.0, more_y),
        )
        glyphs.append((Glyph(text, *box, hypot(up_x, up_y), mark.y), mark.angle))
    return glyphs


class _Spaces:
    """The spaces of a page; words that are drawn twice to look bold have theirs twice."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def has(self, mark: Mark) -> bool:
        """Whether a space was seen where this one is; it is from now on."""
        side = _OVERPRINT * hypot(*mark.up)
        x, y = int(mark.x // side), int(mark.y // side)
        is_known = any((x + right, y + down) in self._seen for right in (-1, 0, 1) for down in (-1, 0, 1))
        self._seen.add((x, y))
        return is_known


class _Widths:
    """How wide the marks of a page are."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._smallest: dict[tuple[str, str], float] = {}
        """Font and narrow character → the smallest step after it, as part of the size."""
        for mark in marks:
            if mark.step is not None and not is_wide(mark.text):
                key = (mark.font, mark.text)
                self._smallest[key] = min(self._smallest.get(key, mark.step), mark.step)
        self._starts: dict[tuple[int, int], list[tuple[float, float]]] | None = None

    def of(self, mark: Mark) -> float:
        """The width of a mark as part of its size: what is left of the step to the next one is space."""
        if is_wide(mark.text):
            width = 1.0
        else:
            common = sum(map(common_width, mark.text))
            most = 1.0 if may_be_wide(mark.text) else _LARGEST_WIDTH * common
            learned = self._smallest.get((mark.font, mark.text))
            if learned is None:  # it ends its object wherever it stands: up to the next one, if that is near
                following = self._to_next(mark)
                if following is None or following > _LARGEST_WIDTH * most:
                    return common
                return min(following, most)
            width = min(learned, most)
        return width if mark.step is None else min(width, mark.step)

    def _to_next(self, mark: Mark) -> float | None:
        """From a mark to the next one on its line, as part of its size."""
        if self._starts is None:
            self._starts = {}
            for other in self._marks:
                place = _along(other)
                self._starts.setdefault(place.band, []).append((place.start, place.height))
            for starts in self._starts.values():
                starts.sort()
        size = hypot(*mark.across)
        direction, start, height = _along(mark)
        nearest = inf
        for band in {(direction, int((height + shift) // _BAND)) for shift in (-_SAME_LINE, _SAME_LINE)}:
            starts = self._starts.get(band, [])
            at = bisect_right(starts, (start + STANDING * size, inf))
            beside = (
                other for other, own in islice(starts, at, at + _NEARBY) if abs(own - height) <= _SAME_LINE
            )
            nearest = min(nearest, next(beside, inf))
        return (nearest - start) / size if nearest < inf else None


class _Along(NamedTuple):
    """Where a mark stands by the direction in which its line runs."""

    direction: int
    """Which it is, in hundredths of a full step to the right."""
    start: float
    height: float
    """Points."""

    @property
    def band(self) -> tuple[int, int]:
        """Marks of one line are in the same band, or in two that touch."""
        return (self.direction, int(self.height // _BAND))


def _along(mark: Mark) -> _Along:
    across_x, across_y = mark.across
    size = hypot(across_x, across_y)
    x, y = across_x / size, across_y / size
    return _Along(round(100 * x), mark.x * x + mark.y * y, mark.y * x - mark.x * y)
