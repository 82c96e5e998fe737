"""One page: which of its glyphs stand in tables, and the lines that are left, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

from hospplan.page.columns import in_reading_order
from hospplan.page.grid import CrowdedPageError, Grid, GridCell, find_grids, grids_of_cells, share_out
from hospplan.page.ink import Glyph, PageInk, Rectangle, Rule
from hospplan.page.lineless import LinelessTables, draft_region, find_regions
from hospplan.page.lines import Line, find_lines, with_powers
from hospplan.page.tables import Draft, draft_table, without_empty_ends

_MOST_FRAMES = 200
"""Grids of a page; where there are more, those of one cell are boxes to tick."""
_FILLED = 0.3
"""Part of its cells in which a table has text; with less it is a drawing."""
_HEAD_RULES = 2
"""Over and under the heads of a three-line table."""
_FOOT_LINES = 4
"""Lines of a page's foot under a table that goes on."""
_BORDER = 0.09
"""Part of the page's height from its edges in which a frame around the page lies."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a page leaves to the next."""

    gutter: float | None = None
    """Where the right one of two columns starts."""
    rule: Rule | None = None
    """A rule of a table without vertical rules that ends the page without one at its foot."""


@dataclass(frozen=True, slots=True)
class PageFlow:
    """The lines and tables of one page, before pages are compared."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    """Those that stand in no table, in reading order."""
    columns: tuple[int, ...]
    """For each line the column of the page that it stands in."""
    tables: tuple[tuple[int, Draft], ...]
    """Each with the number of lines that are read before it; tables inside a cell are kept by their table."""
    rules: tuple[Rule, ...]
    """Horizontal rules outside of tables."""
    carried: Carried
    """What the next page may go on with."""
    is_crowded: bool = False
    """It has so many rules that no tables were looked for."""


def read_flow(
    ink: PageInk, lineless: LinelessTables | None = None, carried: Carried | None = None
) -> PageFlow:
    """
    The lines and tables of one page.

    Args:
        ink: Its glyphs and rules.
        lineless: Tells tables without vertical rules; without it there are none.
        carried: What the page before leaves.
    """
    carried = carried or Carried()
    is_crowded = False
    try:
        grids = find_grids(ink.horizontals, ink.verticals) if ink.cells is None else grids_of_cells(ink.cells)
    except CrowdedPageError:
        grids, is_crowded = [], True
    if len(grids) > _MOST_FRAMES:
        grids = [grid for grid in grids if len(grid.cells) > 1]
        is_crowded = is_crowded or len(grids) > _MOST_FRAMES
        grids = grids[:_MOST_FRAMES]
    outside, placed = _ruled_tables(ink, grids)
    lines = find_lines(outside, ink.number, ink.frame)
    rules = tuple(
        rule
        for rule in ink.horizontals
        if not any(grid.holds((rule.start + rule.end) / 2, rule.at) for grid in grids)
    )
    open_rule = None
    if lineless is not None:
        lines, more, open_rule = _lineless_tables(lines, rules, ink.width, lineless, carried.rule)
        placed += more
    ordered, gutter = in_reading_order(lines, [box for box, _ in placed], rules, ink.width, carried.gutter)
    read: list[Line] = []
    columns: list[int] = []
    tables: list[tuple[int, Draft]] = []
    for one in ordered:
        if isinstance(one.item, int):
            tables.append((len(read), placed[one.item][1]))
        else:
            read.append(one.item)
            columns.append(one.column)
    return PageFlow(
        ink.number,
        ink.width,
        ink.height,
        tuple(read),
        tuple(columns),
        tuple(tables),
        rules,
        Carried(gutter, open_rule),
        is_crowded,
    )


def _ruled_tables(ink: PageInk, grids: Sequence[Grid]) -> tuple[list[Glyph], list[tuple[Rectangle, Draft]]]:
    """The glyphs that stand in no table, and the tables that stand in no other, each with its box."""
    while True:
        outside, inside = share_out(ink.glyphs, grids)
        drafts = [_draft(grid, glyphs, ink) for grid, glyphs in zip(grids, inside, strict=True)]
        around = [_around(grid, grids) for grid in grids]
        filled = [draft.texts for draft in drafts]
        for holder in around:
            if holder is not None:
                filled[holder] += 1
        kept = [
            grid
            for grid, draft, holder, texts in zip(grids, drafts, around, filled, strict=True)
            if _is_table(grid, draft, texts, ink, is_inner=holder is not None)
        ]
        if len(kept) == len(grids):
            break
        grids = kept  # what stood in a frame that is no table belongs to what is around it
    tables: list[tuple[Rectangle, Draft]] = []
    for grid, draft, holder in zip(grids, drafts, around, strict=True):
        if holder is None:
            tables.append((grid.box, draft))
        else:
            row, col = grids[holder].square(grid.xs[0] + 1, grid.ys[0] + 1)
            cells = drafts[holder].cells
            cell = next(c for c in cells if c.row <= row < c.row_end and c.col <= col < c.col_end)
            drafts[holder].inner.append((cell, draft))
    for draft in drafts:
        without_empty_ends(draft)
    return outside, tables


def _around(grid: Grid, grids: Sequence[Grid]) -> int | None:
    """The smallest grid that another lies in."""
    holders = [k for k, other in enumerate(grids) if other is not grid and _is_inside(grid, other)]
    return min(holders, key=lambda k: grids[k].area, default=None)


def _is_inside(inner: Grid, outer: Grid) -> bool:
    return (
        outer.area > inner.area
        and outer.holds(inner.xs[0] + 1, inner.ys[0] + 1)
        and outer.holds(inner.xs[-1] - 1, inner.ys[-1] - 1)
    )


def _draft(grid: Grid, glyphs: Sequence[Glyph], ink: PageInk) -> Draft:
    owner = {
        (row, col): cell
        for cell in grid.cells
        for row in range(cell.row, cell.row_end)
        for col in range(cell.col, cell.col_end)
    }
    members: dict[GridCell, list[Glyph]] = {}
    for glyph in glyphs:
        square = grid.square((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)
        members.setdefault(owner[square], []).append(glyph)
    lines = {cell: _cell_lines(found, ink) for cell, found in members.items()}
    return draft_table(grid, lines, ink.number)


def _cell_lines(glyphs: Sequence[Glyph], ink: PageInk) -> list[Line]:
    return [with_powers(line) for line in find_lines(glyphs, ink.number, ink.frame)]


def _is_table(grid: Grid, draft: Draft, texts: int, ink: PageInk, *, is_inner: bool) -> bool:
    """Whether a grid is a table: *texts* of its cells have text, or a table in them."""
    if len(draft.cells) == 1:
        high, low = grid.ys[0], ink.height - grid.ys[-1]
        is_border = high < _BORDER * ink.height and low < _BORDER * ink.height
        return draft.texts == 1 and not is_border and not is_inner
    heads = [cell for cell in draft.cells if cell.row == 0]
    return texts > 0 and (texts >= _FILLED * len(draft.cells) or all(cell.lines for cell in heads))


def _lineless_tables(
    lines: list[Line],
    rules: Sequence[Rule],
    width: float,
    lineless: LinelessTables,
    carried: Rule | None,
) -> tuple[list[Line], list[tuple[Rectangle, Draft]], Rule | None]:
    """
    Tables without vertical rules.

    Returns:
        The lines that are in none, the tables with their boxes, and a rule of the last where it ends the page open.
    """
    kept: list[Line] = []
    tables: list[tuple[Rectangle, Draft]] = []
    at = 0
    open_rule = None
    for region in find_regions(lines, rules, width, lineless.heads, carried):
        members = lines[region.start : region.end]
        draft = draft_region(members, region, lineless.columns(region.box))
        if draft is None:
            continue
        kept += lines[at : region.start]
        tables.append((region.box, draft))
        at = region.end
        # Ruled over and under its heads alone, or not at all, and with nothing but the page's foot under it.
        is_open = len(region.rules) in (0, _HEAD_RULES) and len(lines) - at <= _FOOT_LINES
        ends = Rule(region.box.top, region.box.x0, region.box.x1)
        open_rule = (region.rules[0] if region.rules else ends) if is_open else None
    return [*kept, *lines[at:]], tables, open_rule
