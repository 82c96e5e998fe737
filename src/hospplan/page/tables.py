"""Tables of pages: cells with their lines, and a table that goes on over pages as one."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from math import inf, isfinite

from hospplan.lexicon import Organs
from hospplan.models.source import Fragment, SourceCell, SourceTable
from hospplan.page.grid import Grid, GridCell
from hospplan.page.lines import Line
from hospplan.page.paragraphs import first_width
from hospplan.text.fold import fold
from hospplan.text.layout import NUMBER_MARK
from hospplan.text.wrap import CANNOT_END, CANNOT_START, CellWords, is_han, join_cell_lines

_SAME_EDGE = 5.0
"""Points by which a column's edge may move from page to page."""
_MOST_HEADS = 4
"""Rows of heads that a page may repeat."""
_DENSE = 0.8
"""Part of its rows in which a column has text, from which an empty cell in it says something."""
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十]+")
_TEXT_FOOT = 0.8
"""Part of a page's height down to which there is surely room for text."""
_ENDS = frozenset("。；！？;!?")
_PROSE = 12
"""Characters from which a cell holds a sentence and not a name."""
_ROOM = 1.5
"""Times the size of a line, the space at the edge of a cell in which another one would stand."""
_NO_SLACK = 0.1
"""The same where two cells stand against each other, which are more often two."""
_SLACK = 0.35
"""Characters by which a full line of a cell may be shorter than it had to be."""


@dataclass(slots=True)
class DraftCell:
    """A cell while its table grows: half-open rows and columns, its lines with the right edge that each had."""

    row: int
    col: int
    row_end: int
    col_end: int
    lines: list[tuple[Line, float]] = field(default_factory=list)
    top: float = -inf
    foot: float = inf
    """Its edges on its first and on its last page; infinite where no rules draw them."""

    @property
    def text(self) -> str:
        """All its lines without white space, folded."""
        return "".join(fold("".join(line.text.split())) for line, _ in self.lines)

    @property
    def is_single(self) -> bool:
        """Whether it is one row high."""
        return self.row_end - self.row == 1


@dataclass(slots=True)
class Draft:
    """A table while it grows from page to page."""

    xs: list[float]
    rows: int
    cells: list[DraftCell]
    page: int
    """Its first."""
    last_page: int
    inner: list[tuple[DraftCell, "Draft"]] = field(default_factory=list)
    """Tables inside a cell."""
    columns: "_Columns | None" = None
    """What its columns are like, counted while it grows."""
    ends: list[DraftCell] = field(default_factory=list)
    """Cells that reach its last row, once it has grown."""
    is_lineless: bool = False
    """Its columns were told by its words, so their edges are a few characters off."""

    def room_on_page(self, below: "Draft", height: float) -> bool:
        """Whether the page that it ends on, of this height, has room for the first row of the table *below*."""
        feet = [
            cell.foot for cell in self.ends or self.cells if cell.row_end == self.rows and isfinite(cell.foot)
        ]
        rows = [cell.foot - cell.top for cell in below.cells if cell.row == 0 and isfinite(cell.foot)]
        return bool(feet and rows) and max(feet) + min(rows) < _TEXT_FOOT * height

    @property
    def texts(self) -> int:
        """Cells with text."""
        return sum(bool(cell.lines) for cell in self.cells)


def draft_table(grid: Grid, lines: dict[GridCell, list[Line]], page: int) -> Draft:
    """The table that a grid and the lines in its cells make."""
    cells = [
        DraftCell(
            cell.row, cell.col, cell.row_end, cell.col_end, top=grid.ys[cell.row], foot=grid.ys[cell.row_end]
        )
        for cell in grid.cells
    ]
    left = [line.x0 - grid.xs[cell.col] for cell, found in lines.items() for line in found]
    padding = min((space for space in left if space > 0), default=0.0)
    for cell, drafted in zip(grid.cells, cells, strict=True):
        limit = grid.xs[cell.col_end] - padding
        drafted.lines = [(line, limit) for line in lines.get(cell, ())]
    return Draft(list(grid.xs), len(grid.ys) - 1, cells, page, page)


def without_empty_ends(draft: Draft) -> None:
    """Take away a first or last row of one cell without text or table: a rule of the page's head or foot made it."""
    width = len(draft.xs) - 1
    holders = {id(cell) for cell, _ in draft.inner}
    for row in (draft.rows - 1, 0):
        ends = [cell for cell in draft.cells if cell.row <= row < cell.row_end]
        is_empty = len(ends) == 1 and not ends[0].lines and id(ends[0]) not in holders
        if is_empty and ends[0].col_end - ends[0].col == width > 1 and ends[0].is_single and draft.rows > 1:
            draft.cells.remove(ends[0])
            draft.rows -= 1
            if row == 0:
                for cell in draft.cells:
                    cell.row -= 1
                    cell.row_end -= 1


def take_spill(draft: Draft, lines: Sequence[Line]) -> bool:
    """
    Add lines that stand under a table to the cells that they spill out of; false, and nothing, if they are others.

    A program that cuts a merged cell at the end of a page may print its text on, over the last rule.
    """
    hosts = [cell for cell in draft.cells if cell.row_end == draft.rows and cell.lines]
    spilled: dict[int, list[tuple[Line, float]]] = {}
    for line in lines:
        at = next((k for k, cell in enumerate(hosts) if _spills(cell, spilled.get(k, []), line)), None)
        if at is None:
            return False
        spilled.setdefault(at, []).append((line, hosts[at].lines[-1][1]))
    for at, more in spilled.items():
        hosts[at].lines += more
        hosts[at].foot = more[-1][0].bottom
    return bool(spilled)


def _spills(cell: DraftCell, spilled: Sequence[tuple[Line, float]], line: Line) -> bool:
    last, limit = (spilled or cell.lines)[-1]
    first = cell.lines[0][0]
    return (
        line.size == last.size
        and abs(line.x0 - first.x0) <= 1
        and line.x1 <= limit + 1
        and line.top - max(last.bottom, cell.foot if not spilled else 0) <= _ROOM * line.size
        and limit - last.x1 < first_width(line) + _SLACK * last.size
        and NUMBER_MARK.match(fold(line.text)) is None
    )


def joined(above: Draft, below: Draft, words: CellWords) -> Draft | None:
    """
    The two as one table that goes on over a page break; None where they are two.

    *above* is added to in place; what it costs goes with the size of *below*, however many pages went before.
    """
    if above.is_lineless and below.is_lineless and len(above.xs) == len(below.xs):
        below = replace(below, xs=above.xs)
    edges = _common_edges(above.xs, below.xs)
    if edges is None:
        return None
    upper, lower = _on(above, edges), _on(below, edges)
    lower = _without_repeated_heads(upper, lower)
    upper.last_page = below.last_page
    if not lower.cells:
        return upper
    columns = upper.columns or _Columns(upper.cells)
    ends = upper.ends or [cell for cell in upper.cells if cell.row_end == upper.rows]
    pairs = _pairs(ends, lower)
    is_cut = _is_cut_row(upper, lower, pairs, columns, words)
    if not is_cut and len(upper.cells) == len(lower.cells) == 1:
        return None  # two frames (专栏)
    shift = upper.rows - (1 if is_cut else 0)
    upper.rows = shift + lower.rows
    taken: set[int] = set()
    longer: list[DraftCell] = []
    for over, under in pairs:
        is_merge = not over.is_single or not under.is_single
        if over.lines and under.lines:
            # Of two single cells nothing tells one from two: a word may end just where its line does.
            goes_on = (is_merge or _is_one_a_line(over, under)) and _flows(over, under, words)
        else:
            goes_on = (is_merge or columns.has_merges(over)) and (bool(over.lines) or columns.is_dense(over))
        if is_cut or goes_on:
            columns.count(over, -1)
            over.row_end = shift + under.row_end
            over.lines += under.lines
            over.foot = under.foot
            columns.count(over, 1)
            taken.add(id(under))
            longer.append(over)
    fresh = [cell for cell in lower.cells if id(cell) not in taken]
    for cell in fresh:
        cell.row += shift
        cell.row_end += shift
        columns.count(cell, 1)
    upper.cells += fresh
    grown = {id(under): over for over, under in pairs if id(under) in taken}
    upper.inner += [(grown.get(id(cell), cell), inner) for cell, inner in lower.inner]
    upper.columns = columns
    upper.ends = [cell for cell in (*longer, *fresh) if cell.row_end == upper.rows]
    return upper


def _common_edges(above: Sequence[float], below: Sequence[float]) -> list[float] | None:
    """The edges of the columns of both; None where the two share too few to be one table."""
    if abs(above[0] - below[0]) > _SAME_EDGE or abs(above[-1] - below[-1]) > _SAME_EDGE:
        return None
    edges = list(above)
    shared = 0
    for edge in below:
        if any(abs(edge - known) <= _SAME_EDGE for known in above):
            shared += 1
        else:
            edges.append(edge)
    # Both outer edges and most of the inner ones: fewer columns on one page only merge what the other parts.
    return sorted(edges) if shared * 3 >= 2 * min(len(above), len(below)) else None


def _on(draft: Draft, edges: Sequence[float]) -> Draft:
    """The same table with its columns counted between *edges*."""
    if len(edges) == len(draft.xs):
        return draft
    places = [min(range(len(edges)), key=lambda k: abs(edges[k] - x)) for x in draft.xs]
    for cell in draft.cells:
        cell.col, cell.col_end = places[cell.col], places[cell.col_end]
    return replace(draft, xs=list(edges), columns=None)


def _without_repeated_heads(above: Draft, below: Draft) -> Draft:
    """The lower table without the rows at its top that repeat those of the upper one."""
    most = min(_MOST_HEADS, below.rows, above.rows)
    tops = [list(takewhile(lambda cell: cell.row < most, draft.cells)) for draft in (above, below)]
    repeated = 0
    for count in range(1, most + 1):
        first, second = (
            {(c.row, c.col, c.row_end, c.col_end): c.text for c in top if c.row < count} for top in tops
        )
        if first == second and any(first.values()) and all(end <= count for _, _, end, _ in first):
            repeated = count
    if not repeated:
        return below
    kept = [cell for cell in below.cells if cell.row >= repeated]
    for cell in kept:
        cell.row -= repeated
        cell.row_end -= repeated
    return replace(below, rows=below.rows - repeated, cells=kept)


def _pairs(ends: Sequence[DraftCell], lower: Draft) -> list[tuple[DraftCell, DraftCell]]:
    """Cells of the last row and of the first that stand over each other."""
    last = {(cell.col, cell.col_end): cell for cell in ends}
    first = takewhile(lambda cell: cell.row == 0, lower.cells)
    return [(last[cell.col, cell.col_end], cell) for cell in first if (cell.col, cell.col_end) in last]


class _Columns:
    """What the columns of a table are like, to tell what an empty cell means."""

    def __init__(self, cells: Iterable[DraftCell]) -> None:
        self._filled: Counter[tuple[int, int]] = Counter()
        self._all: Counter[tuple[int, int]] = Counter()
        self._merged: Counter[tuple[int, int]] = Counter()
        for cell in cells:
            self.count(cell, 1)

    def count(self, cell: DraftCell, sign: int) -> None:
        """Count a cell in, or with a *sign* of -1 out."""
        key = (cell.col, cell.col_end)
        height = cell.row_end - cell.row
        self._all[key] += sign * height
        self._filled[key] += sign * height if cell.lines else 0
        self._merged[key] += sign * (height > 1)

    def is_dense(self, cell: DraftCell) -> bool:
        """Whether nearly all rows of its column have text, it left out."""
        key = (cell.col, cell.col_end)
        height = cell.row_end - cell.row
        others = self._all[key] - height
        return others > 0 and self._filled[key] - (height if cell.lines else 0) >= _DENSE * others

    def has_merges(self, cell: DraftCell) -> bool:
        """Whether some cell of its column covers several rows."""
        return self._merged[cell.col, cell.col_end] > 0


def _is_cut_row(
    upper: Draft,
    lower: Draft,
    pairs: Sequence[tuple[DraftCell, DraftCell]],
    columns: _Columns,
    words: CellWords,
) -> bool:
    """
    Whether the page break cut a row: what its first line below has goes on with what stands above.

    Each cell below is empty or may go on; one at least goes on in the middle of a sentence, or the others leave a
    cell empty that each row fills.
    """
    first = [cell for cell in lower.cells if cell.row == 0]
    if len(pairs) != len(first) or not any(cell.lines for cell in first):
        return False
    filled = [(over, under) for over, under in pairs if over.lines and under.lines]
    if upper.is_lineless and len(filled) * 2 > len(pairs):
        return False  # where no rules tell how wide a column is, only gaps tell a row that goes on
    flowing = [(over, under) for over, under in filled if _flows(over, under, words)]
    is_prose = any(len(over.text) >= _PROSE for over, _ in flowing)
    for over, under in filled:
        # Two whole names may be one list: beside prose that goes on they do too.
        goes_on = _flows(over, under, words) or _is_sub_item(over, under)
        if not goes_on and not (is_prose and _may_flow(over, under)):
            return False
    if any(over.is_single or under.is_single for over, under in flowing):
        return True
    if len(pairs) == 1:
        return bool(filled)
    leaves_gap = any(
        over.lines and over.is_single and not under.lines and columns.is_dense(over) for over, under in pairs
    )
    return leaves_gap and bool(filled) and upper.rows > 1


def _flows(over: DraftCell, under: DraftCell, words: CellWords) -> bool:
    """Whether the text of a cell goes on in the cell under it."""
    if not over.lines or not under.lines:
        return False
    last, first = over.lines[-1][0], under.lines[0][0]
    head, tail = fold(first.text), fold(last.text)
    if NUMBER_MARK.match(head):
        return False
    if _is_one_a_line(over, under):
        return True
    room = over.foot - last.bottom, first.top - under.top
    if any(isfinite(space) and space > _ROOM * last.size for space in room):
        return False  # there was room for another line
    if head[0] in CANNOT_START or tail[-1] in CANNOT_END:
        return True
    return _may_flow(over, under) and not words.are_names(words.last_name(tail), head)


def _may_flow(over: DraftCell, under: DraftCell) -> bool:
    """Whether the line above is full and in the middle of a sentence, and none of its own starts below."""
    (last, limit), first = over.lines[-1], under.lines[0][0]
    head, tail = fold(first.text), fold(last.text)
    if NUMBER_MARK.match(head) or tail[-1] in _ENDS or (tail[-1].isdigit() and head[0].isdigit()):
        return False
    return limit - last.x1 < first_width(first) + _NO_SLACK * last.size


def _is_one_a_line(over: DraftCell, under: DraftCell) -> bool:
    """Whether two cells are set one character a line (中⏎医⏎特 | 色), as a narrow column of groups is."""
    lines = [line.text for cell in (over, under) for line, _ in cell.lines]
    return len(over.lines) > 1 and all(len(text) == 1 and is_han(text) for text in lines)


def _is_sub_item(over: DraftCell, under: DraftCell) -> bool:
    """Whether the cell below starts with an item of the list that the cell above it begins (3.1 … | 3.1.4 …)."""
    mark = NUMBER_MARK.match(fold(under.lines[0][0].text))
    if mark is None:
        return False
    first = NUMBER_MARK.match(fold(over.lines[0][0].text))
    if first is None:
        return any(NUMBER_MARK.match(fold(line.text)) for line, _ in over.lines[1:])
    outer, inner = first[0].strip(" .、"), mark[0].strip(" .、")
    shape = _NUMBERS.sub("#", mark[0])
    marks = [match[0] for line, _ in over.lines if (match := NUMBER_MARK.match(fold(line.text)))]
    alike = sum(_NUMBERS.sub("#", other) == shape for other in marks)
    is_list = alike > (_NUMBERS.sub("#", first[0]) == shape)
    return is_list or inner.startswith(f"{outer}.")


def to_source(draft: Draft, organs: Organs, parent: tuple[int, int, int] | None = None) -> SourceTable:
    """The table as readers hand it on, its cells' lines joined to texts."""
    return SourceTable(
        cells=tuple(_source_cell(cell, organs) for cell in draft.cells), page=draft.page, parent=parent
    )


def _source_cell(cell: DraftCell, organs: Organs) -> SourceCell:
    lines = cell.lines
    text = ""
    fragments: list[Fragment] = []
    if lines:
        is_full = [
            limit - line.x1 < first_width(following) + _SLACK * line.size
            for (line, limit), (following, _) in pairwise(lines)
        ]
        text = join_cell_lines(
            [line.text for line, _ in lines],
            (*organs.department_suffixes, *organs.organisation_suffixes),
            whole_names=organs.whole_names,
            surnames=organs.surnames,
            is_full=[*is_full, False],
        )
        at = 0
        for line, _ in lines:
            at = text.index(line.text, at)  # only spaces and line feeds stand between
            fragments.append(line.fragment(at))
            at += len(line.text)
    return SourceCell(
        row=cell.row,
        col=cell.col,
        row_span=cell.row_end - cell.row,
        col_span=cell.col_end - cell.col,
        text=text,
        fragments=tuple(fragments),
    )
