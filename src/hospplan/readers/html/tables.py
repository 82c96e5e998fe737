"""Tables of HTML: where each cell lies, and which tables only lay out a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.errors import LimitError
from hospplan.limits import Limits
from hospplan.readers.html.marks import BLOCKS, Element, is_silent, style_of, tag_of

_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
_BORDER = re.compile(r"border(?:-(?:top|bottom|left|right))?\s*:\s*([^;]{0,80})", re.IGNORECASE)
_NO_BORDER = re.compile(r"none|hidden|(?:^|\s)0(?:px|pt|in|cm|em)?(?:\s|$)", re.IGNORECASE)
_LARGEST_SPAN = 65_534
"""HTML standard, 4.9.11; a column span ends at a thousand."""
_WIDEST_SPAN = 1_000
_BLOCKS_OF_LAYOUT = 4
"""Paragraphs of one cell from which a table without rules holds a page, not data."""
_BLOCKS_OF_PAGE = 12
"""The same of a single cell with rules: more is a framed page and no box."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell where it lies."""

    row: int
    col: int
    row_span: int
    col_span: int
    element: Element


def rows_of(table: Element) -> Iterator[tuple[Element, Element]]:
    """The rows that are shown, head first and foot last, each with the group that it is in."""
    groups = sorted(
        (child for child in table if tag_of(child) in _GROUPS and not is_silent(child)),
        key=lambda group: _GROUPS[tag_of(group)],
    )
    loose = [child for child in table if tag_of(child) == "tr" and not is_silent(child)]
    if loose and not groups:
        yield from ((row, table) for row in loose)
        return
    for group in groups:
        yield from ((row, group) for row in group if tag_of(row) == "tr" and not is_silent(row))
    yield from ((row, table) for row in loose)


def cells_of(row: Element) -> list[Element]:
    """The cells of a row that are shown."""
    return [cell for cell in row if tag_of(cell) in ("td", "th") and not is_silent(cell)]


def place_cells(table: Element, limits: Limits) -> list[PlacedCell]:
    """
    The cells of *table* in row, then column order; none overlap (HTML standard, 4.9.12).

    A span that runs over the end of its group ends there, one that runs into another cell ends before it.

    Raises:
        LimitError: Too many columns, or too many cells.
    """
    rows = list(rows_of(table))
    last_of_group: dict[Element, int] = {group: at for at, (_, group) in enumerate(rows)}
    placed: list[PlacedCell] = []
    free_from: dict[int, int] = {}  # column → the first row in which no cell from above lies
    area = 0
    for at, (row, group) in enumerate(rows):
        col = 0
        for element in cells_of(row):
            while free_from.get(col, 0) > at:
                col += 1
            width = 1
            wanted = min(_span(element, "colspan", _WIDEST_SPAN) or 1, limits.table_columns)
            while width < wanted and free_from.get(col + width, 0) <= at:
                width += 1
            rest = last_of_group[group] - at + 1
            height = min(_span(element, "rowspan", _LARGEST_SPAN) or rest, rest)
            if col + width > limits.table_columns:
                raise LimitError(f"a table has over {limits.table_columns:,} columns")
            area += width
            if area > limits.table_cells or len(placed) >= limits.table_cells:
                raise LimitError(f"a table has over {limits.table_cells:,} cells")
            placed.append(PlacedCell(at, col, height, width, element))
            free_from.update(dict.fromkeys(range(col, col + width), at + height))
            col += width
    return placed


def _span(element: Element, name: str, largest: int) -> int:
    """A span; 0 where it goes to the end of the group, 1 where it is no number."""
    digits = (element.get(name) or "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return min(int(digits[:9]), largest)


def is_layout(table: Element) -> bool:
    """
    Whether a table only lays out a page, so that what its cells hold is read one after the other.

    A table with rules, or with cells of a line or two, holds data.
    """
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    filled = [cell for row, _ in rows_of(table) for cell in cells_of(row) if _has_ink(cell)]
    if not filled:
        return False
    most = max(map(_blocks, filled))
    is_nest = any(tag_of(inner) == "table" for cell in filled for inner in cell.iterdescendants("table"))
    if len(filled) == 1:
        return is_nest or most > _BLOCKS_OF_PAGE or not _has_rules(table)
    return (is_nest or most >= _BLOCKS_OF_LAYOUT) and not _has_rules(table)


def _has_ink(cell: Element) -> bool:
    return any(text.strip() for text in cell.itertext())


def _blocks(cell: Element) -> int:
    """Elements of a cell that part lines and hold no other that does; lines that br parts count too."""
    leaves = sum(
        1 for element in cell.iterdescendants() if tag_of(element) in BLOCKS and not _holds_block(element)
    )
    return leaves + sum(1 for _ in cell.iterdescendants("br")) // 2


def _holds_block(element: Element) -> bool:
    return any(tag_of(child) in BLOCKS for child in element)


def _has_rules(table: Element) -> bool:
    if (table.get("border") or "0").strip() not in ("", "0"):
        return True
    if (table.get("rules") or "").lower() in ("all", "rows", "cols", "groups"):
        return True
    cells = (cell for row, _ in rows_of(table) for cell in cells_of(row))
    return any(_draws(element) for element in (table, *cells))


def _draws(element: Element) -> bool:
    return any(
        not _NO_BORDER.search(match[1]) for match in _BORDER.finditer(style_of(element)) if match[1].strip()
    )
