"""Columns of text: which part of a line belongs to which, and the order in which they are read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from hospplan.page.lines import Line

_MIDDLE = (0.3, 0.7)
"""Part of the page's width in which the space between two columns lies."""
_WIDE = 1.2
"""Characters of space that part two columns."""
_FEWEST = 6
"""Lines side by side that make two columns."""
_FULL = 0.7
"""Part of its column that a line of prose fills; most lines do."""
_STEP = 6.0
"""Points by which the space between columns may move."""


def in_reading_order(lines: Sequence[Line], width: float) -> tuple[list[Line], list[int]]:
    """
    The lines of a page, those of two columns one column after the other, and the column of each.

    0 is the whole page's width, 1 the left column, 2 the right one. Rows of a list with two ends (组长：… 成员：…)
    are no columns: those are filled with prose.
    """
    gutter = _gutter(lines, width)
    if gutter is None:
        return list(lines), [0] * len(lines)
    ordered: list[Line] = []
    columns: list[int] = []
    for is_parted, members in groupby(lines, key=lambda line: _cut(line, gutter) is not None):
        stretch = list(members)
        sides = [cut for line in stretch if is_parted and (cut := _cut(line, gutter)) is not None]
        left = [one for one, _ in sides if one is not None]
        right = [other for _, other in sides if other is not None]
        if not is_parted or not (_is_prose(left) and _is_prose(right)):
            ordered += stretch
            columns += [0] * len(stretch)
            continue
        ordered += left + right
        columns += [1] * len(left) + [2] * len(right)
    return ordered, columns


def wide_gaps(line: Line, width: float = _WIDE) -> Iterator[int]:
    """Places of the spaces in a line that are wider than *width* characters."""
    edges = line.edges
    at = line.text.find(" ")
    while at >= 0:
        end = at
        while line.text[end + 1 : end + 2] == " ":
            end += 1
        if edges[end + 1] - edges[at] > width * line.size:
            yield at
        at = line.text.find(" ", end + 1)


def _gutter(lines: Sequence[Line], page_width: float) -> float | None:
    """The middle of the space that most often parts lines in the middle of the page."""
    places: Counter[int] = Counter()
    for line in lines:
        for at in wide_gaps(line):
            x = (line.edges[at] + line.edges[at + 1]) / 2
            if _MIDDLE[0] * page_width < x < _MIDDLE[1] * page_width:
                places[round(x / _STEP)] += 1
    if not places:
        return None
    best, _ = places.most_common(1)[0]
    if sum(places[best + step] for step in (-1, 0, 1)) < _FEWEST:
        return None
    return best * _STEP


def _cut(line: Line, x: float) -> tuple[Line | None, Line | None] | None:
    """The parts of a line on either side of *x*; None where the line crosses it."""
    if line.x1 <= x:
        return line, None
    if line.x0 >= x:
        return None, line
    for at in wide_gaps(line):
        end = at + 1
        while line.text[end] == " ":
            end += 1
        if line.edges[at] - _STEP <= x <= line.edges[end] + _STEP:
            return line.part(0, at), line.part(end, len(line.text))
    return None


def _is_prose(lines: Sequence[Line]) -> bool:
    if len(lines) < _FEWEST:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    full = sum(
        line.x1 - line.x0 >= _FULL * (right - left) and next(wide_gaps(line), None) is None for line in lines
    )
    return full * 2 > len(lines) and all(line.size * 8 < right - left for line in lines)
