"""Worksheets as documents: title lines over a table, the table, notes under it; one sheet after the other."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from hospplan.errors import EmptySourceError, LimitError
from hospplan.lexicon import Organs
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.models.source import Source, SourceCell, SourceParagraph, SourceTable
from hospplan.text.wrap import join_cell_lines

Place = tuple[int, int]
"""Row and column, from 0."""
_NOTE = re.compile(r"[*＊]?(?:注|备注|说明|填表|填报|制表|审核|联系|报送)")
_SHOWN = 12
_GAP = 1_000
"""Rows after which a gap is one, hidden or not."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One sheet as its file has it."""

    name: str
    cells: Mapping[Place, str]
    """Filled cells, as they are shown."""
    merges: Sequence[tuple[int, int, int, int]] = ()
    """First row, first column, last row, last column, all in the merge."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    unvalued: tuple[str, ...] = ()
    """Cells whose formula has no stored value: B7."""


@dataclass(frozen=True, slots=True)
class Composed:
    """The blocks of a workbook, and what was noticed."""

    blocks: tuple[SourceParagraph | SourceTable, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Grid:
    """A sheet without what is hidden, its rows and columns counted anew."""

    rows: list[dict[int, str]] = field(default_factory=list)
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict)
    covered: set[Place] = field(default_factory=set)
    width: int = 0


def compose_worksheets(sheets: Sequence[Worksheet], organs: Organs, limits: Limits) -> Composed:
    """
    The blocks of all sheets that are shown, in order; the first block of each carries its name.

    Raises:
        EmptySourceError: No shown sheet has a filled cell.
        LimitError: A sheet has too many cells or columns.
    """
    blocks: list[SourceParagraph | SourceTable] = []
    for sheet in sheets:
        if not sheet.is_hidden:
            found = list(_blocks(_grid(sheet, limits), organs))
            if found:
                blocks += [replace(found[0], sheet=sheet.name), *found[1:]]
    if not blocks:
        hidden = any(sheet.is_hidden and sheet.cells for sheet in sheets)
        mend = "show the sheets that hold it" if hidden else None
        raise EmptySourceError("the workbook holds no text in a sheet that is shown", mend=mend)
    return Composed(tuple(blocks), tuple(_findings(sheets)))


def workbook_source(data: bytes, name: str, media_type: str, composed: Composed) -> Source:
    """The source of a workbook, of whichever format."""
    return Source(
        name=name,
        media_type=media_type,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        pages=None,
        blocks=composed.blocks,
        findings=composed.findings,
    )


def _findings(sheets: Sequence[Worksheet]) -> Iterator[Finding]:
    hidden = [sheet.name for sheet in sheets if sheet.is_hidden and sheet.cells]
    if hidden:
        message = f"hidden sheets were left out: {', '.join(hidden[:_SHOWN])}"
        yield Finding(code="hidden-cells", severity="warning", message=message)
    for sheet in sheets:
        if sheet.is_hidden:
            continue
        lost = [
            place
            for place in sheet.cells
            if place[0] in sheet.hidden_rows or place[1] in sheet.hidden_columns
        ]
        if lost:
            rows = _numbers({row for row, _ in lost if row in sheet.hidden_rows})
            columns = ", ".join(
                column_name(c) for c in sorted({c for _, c in lost if c in sheet.hidden_columns})[:_SHOWN]
            )
            what = " and ".join(
                f"{kind} {which}" for kind, which in (("rows", rows), ("columns", columns)) if which
            )
            message = f"hidden {what} of the sheet {sheet.name} were left out"
            yield Finding(code="hidden-cells", severity="warning", message=message)
        if sheet.unvalued:
            cells = ", ".join(sheet.unvalued[:_SHOWN])
            message = (
                f"formulas of the sheet {sheet.name} have no stored value ({cells});"
                " open the workbook in Excel or WPS and save it"
            )
            yield Finding(code="formula-unvalued", severity="warning", message=message)


def _numbers(rows: Iterable[int]) -> str:
    """Rows as a reader counts them, runs of them as 3-5."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and runs[-1][1] == row:
            runs[-1][1] = row + 1
        else:
            runs.append([row + 1, row + 1])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:_SHOWN]]
    return ", ".join(shown)


def column_name(column: int) -> str:
    """A, B … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _grid(sheet: Worksheet, limits: Limits) -> _Grid:
    """What is shown of a sheet; columns without any text are left out, as gaps for the eye."""
    heads = {(merge[0], merge[1]): merge for merge in sheet.merges}
    filled = {
        (row, col): text
        for (row, col), text in sheet.cells.items()
        if text.strip() and row not in sheet.hidden_rows and col not in sheet.hidden_columns
    }
    if len(filled) > limits.table_cells:
        raise LimitError(f"the sheet {sheet.name} has over {limits.table_cells:,} filled cells")
    rows = sorted({row for row, _ in filled})
    columns = sorted({col for _, col in filled})
    if len(rows) * len(columns) > limits.table_cells:
        raise LimitError(f"the sheet {sheet.name} spans over {limits.table_cells:,} cells")
    if len(columns) > limits.table_columns:
        raise LimitError(f"the sheet {sheet.name} has over {limits.table_columns:,} columns")
    at_column = {col: at for at, col in enumerate(columns)}
    grid = _Grid(width=len(columns))
    at_row: dict[int, int] = {}
    tall = sorted((merge[0], merge[2]) for merge in sheet.merges if merge[2] > merge[0])
    begun, reach, last = 0, -1, -1
    for row in rows:
        while begun < len(tall) and tall[begun][0] <= last:
            reach = max(reach, tall[begun][1])
            begun += 1
        # An empty row that is shown parts two tables, unless a merge bridges it.
        if (
            at_row
            and reach < row
            and any(r not in sheet.hidden_rows for r in range(last + 1, min(row, last + _GAP)))
        ):
            grid.rows.append({})
        last = row
        at_row[row] = len(grid.rows)
        grid.rows.append({})
    for (row, col), text in filled.items():
        grid.rows[at_row[row]][at_column[col]] = text
    _span(grid, heads, at_row, at_column)
    return grid


def _span(
    grid: _Grid,
    heads: Mapping[Place, tuple[int, int, int, int]],
    at_row: Mapping[int, int],
    at_column: Mapping[int, int],
) -> None:
    """Enter the merges, as far as rows and columns are left of them."""
    rows, columns = sorted(at_row), sorted(at_column)
    for first_row, first_col, last_row, last_col in heads.values():
        inner_rows = [at_row[row] for row in rows if first_row <= row <= last_row]
        inner_columns = [at_column[col] for col in columns if first_col <= col <= last_col]
        if not inner_rows or not inner_columns or len(inner_rows) * len(inner_columns) == 1:
            continue
        top, left = inner_rows[0], inner_columns[0]
        places = {(r, c) for r in range(top, inner_rows[-1] + 1) for c in inner_columns}
        if places & grid.covered or any(place in grid.spans for place in places):
            continue  # a file whose merges overlap
        grid.spans[top, left] = (inner_rows[-1] - top + 1, len(inner_columns))
        grid.covered |= places - {(top, left)}


def _blocks(grid: _Grid, organs: Organs) -> Iterator[SourceParagraph | SourceTable]:
    """The sheet's stretches between empty rows: single lines as paragraphs, the rest as tables."""
    start = 0
    for at in range(len(grid.rows) + 1):
        if at == len(grid.rows) or (
            not grid.rows[at] and not any((at, c) in grid.covered for c in range(grid.width))
        ):
            yield from _stretch(grid, start, at, organs)
            start = at + 1


def _stretch(grid: _Grid, start: int, end: int, organs: Organs) -> Iterator[SourceParagraph | SourceTable]:
    first = start
    while first < end and _is_line(grid, first):
        first += 1
    last = end
    while last > first and _is_line(grid, last - 1) and _is_note(grid, last - 1):
        last -= 1
    if first == last:
        first = last = end  # nothing but lines
    for at in range(start, first):
        yield from _lines(grid.rows[at])
    if first < last:
        yield _table(grid, first, last, organs)
    for at in range(last, end):
        yield from _lines(grid.rows[at])


def _is_line(grid: _Grid, at: int) -> bool:
    """Whether a row holds one text alone, and no cell of a merge that reaches over rows."""
    if len(grid.rows[at]) != 1 or any(
        (at, c) in grid.covered and not _is_beside(grid, at, c) for c in range(grid.width)
    ):
        return False
    (col,) = grid.rows[at]
    return grid.spans.get((at, col), (1, 1))[0] == 1


def _is_beside(grid: _Grid, at: int, col: int) -> bool:
    """Whether a covered cell belongs to a merge of its own row."""
    return any(
        (at, left) in grid.spans and left + grid.spans[at, left][1] > col for left in range(col, -1, -1)
    )


def _is_note(grid: _Grid, at: int) -> bool:
    """Whether a single line at the foot of a table says something about it: 注：…, or goes over most of its width."""
    ((col, text),) = grid.rows[at].items()
    wide = grid.spans.get((at, col), (1, 1))[1] * 2 > grid.width
    return _NOTE.match(text.strip()) is not None or (wide and grid.width > 1)


def _lines(row: Mapping[int, str]) -> Iterator[SourceParagraph]:
    for text in row.values():
        for line in text.splitlines():
            if line.strip():
                yield SourceParagraph(line.strip())


def _table(grid: _Grid, start: int, end: int, organs: Organs) -> SourceTable:
    columns = [
        c
        for c in range(grid.width)
        if any(c in grid.rows[at] or (at, c) in grid.covered for at in range(start, end))
    ]
    at_column = {col: at for at, col in enumerate(columns)}
    cells = [
        SourceCell(
            at - start,
            at_column[col],
            *_inside(grid, at, col, end, at_column),
            _cell_text(grid.rows[at].get(col, ""), organs),
        )
        for at in range(start, end)
        for col in columns
        if (at, col) not in grid.covered
    ]
    return SourceTable(tuple(cells))


def _inside(grid: _Grid, at: int, col: int, end: int, at_column: Mapping[int, int]) -> tuple[int, int]:
    height, width = grid.spans.get((at, col), (1, 1))
    return min(height, end - at), sum(c in at_column for c in range(col, col + width))


def _cell_text(text: str, organs: Organs) -> str:
    lines = text.splitlines()
    if len(lines) <= 1:
        return text.strip()
    return join_cell_lines(
        lines, organs.department_suffixes, whole_names=organs.whole_names, surnames=organs.surnames
    )
