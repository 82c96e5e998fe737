"""Columns of text: what stands in which, and the order in which lines and tables are read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hospplan.page.ink import Rectangle, Rule
from hospplan.page.lines import Line

_MIDDLE = (0.35, 0.65)
"""Part of the page's width in which the right column starts."""
_WIDE = 1.2
"""Characters of space that part two columns."""
_FEWEST = 5
"""Lines in each of two columns."""
_FULL = 0.7
"""Part of its column that a line of prose fills; half of the lines do."""
_NARROWEST = 8
"""Characters of a column at least."""
_ACROSS = 36.0
"""Points on both sides of the space between columns that a rule over both reaches."""
_INDENT = 36.0
"""Points of an indent of two characters, at most."""
_SAME_EDGE = 3.0
"""Points by which lines of a column start apart."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or a table (as the index of its box) with the column that it stands in."""

    item: Line | int
    column: int
    """0 is the whole page's width, 1 the left column, 2 the right one."""


def in_reading_order(
    lines: Sequence[Line],
    boxes: Sequence[Rectangle],
    rules: Sequence[Rule],
    width: float,
    known: float | None = None,
) -> tuple[list[Placed], float | None]:
    """
    The lines and tables of a page as they are read: those of two columns one column after the other.

    Rows of a list with two ends (组长：… 成员：…) are no columns: these are filled with prose.

    Args:
        lines: Those that stand in no table, from the top.
        boxes: Where the tables stand.
        rules: Horizontal rules outside of tables: one over both columns ends them, or is over them.
        width: Of the page.
        known: Where the right column of the page before starts, for a page whose right column is empty.

    Returns:
        Lines and tables in order, and where the right column starts, None where there are no two.
    """
    edge = _right_column(lines, width)
    candidates = [x for x in (edge, known) if x is not None]
    for x in candidates:
        across = [rule.at for rule in rules if rule.start < x - _ACROSS and rule.end > x + _ACROSS]
        placed = _in_columns(lines, boxes, x, across, may_be_empty=x == known)
        if placed is not None:
            return placed, x
    items: list[Line | int] = [*lines, *range(len(boxes))]
    items.sort(key=lambda item: _box(item, boxes).top if isinstance(item, int) else item.middle)
    return [Placed(item, 0) for item in items], None


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


def _box(item: Line | int, boxes: Sequence[Rectangle]) -> Rectangle:
    return boxes[item] if isinstance(item, int) else Rectangle(item.x0, item.top, item.x1, item.bottom)


def _right_column(lines: Sequence[Line], width: float) -> float | None:
    """Where most lines, or parts of lines behind a wide space, start in the middle of the page."""
    starts: Counter[int] = Counter()
    for line in lines:
        for x in (line.x0, *(line.edges[_after(line, at)] for at in wide_gaps(line))):
            if _MIDDLE[0] * width < x < _MIDDLE[1] * width:
                starts[round(x / _SAME_EDGE)] += 1
    if not starts:
        return None
    best, _ = max(starts.items(), key=lambda pair: (pair[1] + starts[pair[0] + 1], -pair[0]))
    if starts[best] + starts[best + 1] < _FEWEST:
        return None
    # Where paragraphs are short, most lines start with their indent: the edge is what some start left of it.
    least = best - round(_INDENT / _SAME_EDGE)
    return (
        min(start for start in (*starts, best) if start >= least and (starts[start] > 1 or start == best))
        * _SAME_EDGE
    )


def _after(line: Line, at: int) -> int:
    """Where the words behind a space start."""
    while line.text[at] == " ":
        at += 1
    return at


def _in_columns(
    lines: Sequence[Line],
    boxes: Sequence[Rectangle],
    x: float,
    across: Sequence[float],
    *,
    may_be_empty: bool,
) -> list[Placed] | None:
    """Lines and tables with the stretches of the page that have two columns read so; None where none has."""
    ordered: list[Line | int] = sorted([*lines, *range(len(boxes))], key=lambda item: _box(item, boxes).top)
    found: list[Placed] = []
    stretch: list[Line | int] = []
    is_parted = False

    def close() -> None:
        nonlocal is_parted
        placed = _stretch(stretch, boxes, x, may_be_empty=may_be_empty)
        is_parted = is_parted or any(one.column for one in placed)
        found.extend(placed)
        stretch.clear()

    passed = 0
    for item in ordered:
        above = sum(at < _box(item, boxes).bottom - 2 for at in across)
        if above > passed:
            close()
            passed = above
        if _sides(item, boxes, x) is None:
            close()
            found.append(Placed(item, 0))
        else:
            stretch.append(item)
    close()
    return found if is_parted else None


def _stretch(
    items: Sequence[Line | int], boxes: Sequence[Rectangle], x: float, *, may_be_empty: bool
) -> list[Placed]:
    """Items of which none crosses the space between the columns, in order."""
    left: list[Line | int] = []
    right: list[Line | int] = []
    for item in items:
        one, other = _sides(item, boxes, x) or (None, None)
        left += [] if one is None else [one]
        right += [] if other is None else [other]
    is_left, is_right = _is_column(left), _is_column(right)
    if (is_left and is_right) or (may_be_empty and is_left):  # a last page fills its right column in part
        return [*(Placed(item, 1) for item in left), *(Placed(item, 2) for item in right)]
    return [Placed(item, 0) for item in items]


def _sides(
    item: Line | int, boxes: Sequence[Rectangle], x: float
) -> tuple[Line | int | None, Line | int | None] | None:
    """What of an item stands left and right of the space before *x*; None where it crosses that."""
    box = _box(item, boxes)
    if box.x0 >= x - 2 * _SAME_EDGE:
        return None, item
    if box.x1 <= x - _SAME_EDGE:
        return item, None
    if isinstance(item, Line):
        for at in wide_gaps(item):
            end = _after(item, at)
            if item.edges[at] <= x and item.edges[end] >= x - 2 * _SAME_EDGE:
                return item.part(0, at), item.part(end, len(item.text))
    return None


def _is_column(items: Sequence[Line | int]) -> bool:
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < _FEWEST:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    full = sum(line.x1 - line.x0 >= _FULL * width and next(wide_gaps(line), None) is None for line in lines)
    return full * 2 >= len(lines) and all(line.size * _NARROWEST < width for line in lines)
