"""Tables in plain text: cells that start with a tab, lines of cells parted by tabs, cells between pipes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hospplan.errors import LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.source import SourceCell, SourceTable
from hospplan.text.fold import fold
from hospplan.text.wrap import join_cell_lines

Cell = tuple[str, ...]
"""The lines of a cell."""
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table where it stands: lines from *start* to *stop* (half-open), rows of cells of lines."""

    start: int
    stop: int
    rows: list[Row]


_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_AFTER_TABLE = re.compile(
    r"附[件表]\s?\d*(?:\s|:|$)|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[章条]|抄送|注:|说明:|备注:"
)
_CONTENTS = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第.{1,4}[章节]).* \d{1,3}\s*"
)
"""A line of a table of contents, folded: 一、总体要求⇥1."""
_GAP = 4
"""Blank lines that no empty paragraph of a cell explains."""
_MOST_LINES = 12
"""Of one row."""
_BAND = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)).{1,40}")
"""A row of one cell that heads those below, folded."""
_LONG = 60
"""Characters of a line that is prose after a table rather than more of its last cell."""


def find_grids(lines: Sequence[str], *, pipes_only: bool = False) -> Iterator[Grid]:
    """Tables of the lines, in order; each line is looked at a bounded number of times."""
    at = 0
    last_cell = max((i for i, line in enumerate(lines) if line.startswith("\t")), default=-1)
    while at < len(lines):
        grid, stop = None, at + 1
        line = lines[at]
        if "|" in line:
            grid, stop = _read_pipes(lines, at)
        elif pipes_only or "\t" not in line:
            pass
        elif line.startswith("\t") and "\t" not in line[1:]:
            grid, stop = _read_cells(lines, at, last_cell)
        elif "\t" in line.strip():
            grid, stop = _read_tabbed(lines, at)
        if grid is not None:
            yield grid
        at = stop


def _read_cells(lines: Sequence[str], start: int, last_cell: int) -> tuple[Grid | None, int]:
    """
    Cells that start with a tab.

    Paragraphs of a cell are joined by two line feeds, cells by one and a tab, rows by two and a tab. So an
    odd number of line feeds before a tab starts a cell (over one: after empty paragraphs), an even one a row.
    """
    rows: list[list[list[str]]] = [[[lines[start][1:]]]]
    stop, blanks, at = start + 1, 0, start + 1
    while at < len(lines):
        line = lines[at]
        if line.startswith("\t"):
            if blanks > _GAP:
                break
            if blanks % 2:
                rows.append([])
            rows[-1].append([line[1:]])
        elif not line.strip():
            blanks += 1
            at += 1
            continue
        elif blanks > 1 or _is_after(line, rows, is_last=at > last_cell):
            break
        else:
            rows[-1][-1].append(line)
        at, blanks, stop = at + 1, 0, at + 1
    return _grid(start, stop, [[tuple(cell) for cell in row] for row in rows]), stop


def _is_after(line: str, rows: list[list[list[str]]], *, is_last: bool) -> bool:
    """Whether a line after a whole row is no more of its last cell, though no blank line says so."""
    if len(rows) < 2 or len(rows[-1]) != len(rows[-2]):
        return False
    return _AFTER_TABLE.match(fold(line.strip())) is not None or (is_last and len(line) >= _LONG)


def _read_tabbed(lines: Sequence[str], start: int) -> tuple[Grid | None, int]:
    """
    Lines that are rows, their cells parted by tabs: what a spreadsheet gives when it is copied.

    A row may take several lines (a cell has line breaks), have fewer cells (the rest is empty), or be a band.
    """
    tabs = lines[start].count("\t")
    if lines[start].startswith("\t"):
        return None, start + 1
    stop = start + 1
    rows: list[Row] = [_split_tabs(lines[start:stop])]
    while stop < len(lines):
        is_parted = not lines[stop].strip(" ")  # some converters write a blank line after each
        following = stop + 1 if is_parted and stop + 1 < len(lines) else stop
        end = _row_end(lines, following, tabs)
        if end is None:
            break
        rows.append(_split_tabs(lines[following:end]))
        if 1 < len(rows[-1]) <= tabs:
            rows[-1].extend([("",)] * (tabs + 1 - len(rows[-1])))
        stop = end
    filled = [line for line in lines[start:stop] if line.strip()]
    are_labels = any(fold(row[0][0].rstrip()).endswith(":") for row in rows)  # 组长：⇥王明
    is_contents = all(_CONTENTS.fullmatch(fold(line)) for line in filled)
    if are_labels or is_contents or (tabs == 1 and len(rows) < 3):
        return None, stop
    return _grid(start, stop, rows), stop


def _row_end(lines: Sequence[str], at: int, tabs: int) -> int | None:
    """Where the row ends that starts at *at*, in a table whose rows have that many *tabs*; None where none starts."""
    count = lines[at].count("\t")
    if (end := _whole_row_end(lines, at, tabs)) is not None or count > tabs or not lines[at].strip():
        return end
    is_row = count > 0 or _BAND.fullmatch(fold(lines[at].strip())) is not None
    goes_on = is_row and at + 1 < len(lines) and _whole_row_end(lines, at + 1, tabs) is not None
    return at + 1 if goes_on else None


def _whole_row_end(lines: Sequence[str], at: int, tabs: int) -> int | None:
    """Where the lines from *at* on, the first of which has a tab, hold just that many *tabs*; None where they don't."""
    total, end = lines[at].count("\t"), at + 1
    while 0 < total < tabs and end < min(len(lines), at + _MOST_LINES) and lines[end].strip():
        total += lines[end].count("\t")
        end += 1
    return end if total == tabs else None


def _split_tabs(lines: Sequence[str]) -> Row:
    """The cells of a row; one that a line end stands in has several lines."""
    row: Row = []
    for line in lines:
        first, *others = line.split("\t")
        row[-1:] = [(*row[-1], first)] if row else [(first,)]
        row.extend((cell,) for cell in others)
    return row


def _read_pipes(lines: Sequence[str], start: int) -> tuple[Grid | None, int]:
    """A table of Markdown: a row of heads, a row of dashes, and rows as long as lines have pipes."""
    if start + 1 >= len(lines):
        return None, start + 1
    dashes = lines[start + 1]
    if "|" not in dashes or "-" not in dashes or _DELIMITER.fullmatch(dashes) is None:
        return None, start + 1
    heads = _split_pipes(lines[start])
    if len(heads) != len(_split_pipes(dashes)):
        return None, start + 1
    stop = start + 2
    while stop < len(lines) and "|" in lines[stop] and lines[stop].strip():
        stop += 1
    rows = [heads, *map(_split_pipes, lines[start + 2 : stop])]
    if not any(line for cell in heads for line in cell):
        rows = rows[1:]  # pandoc writes an empty row of heads for a table without any
    if not rows:
        return None, stop
    for row in rows:
        row.extend([("",)] * (len(heads) - len(row)))
    return Grid(start, stop, rows), stop


def _split_pipes(line: str) -> Row:
    line = line.strip().removeprefix("|")
    cells = _PIPE.split(line)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [tuple(part.strip() for part in _LINE_BREAK.split(cell.replace("\\|", "|"))) for cell in cells]


def _grid(start: int, stop: int, rows: list[Row]) -> Grid | None:
    """A grid if the rows are one: most are of one length, the others of one cell that spans the table."""
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    if not lengths:
        return None
    count = lengths.most_common(1)[0][1]
    spanning = sum(len(row) == 1 for row in rows)
    if count < 2 or (count + spanning) * 5 < len(rows) * 4:
        return None
    texts = [cell[-1].strip() for row in rows for cell in row if cell[-1].strip()]
    if not texts or sum(text[-1] in "。；！？" for text in texts) * 2 > len(texts):
        return None  # paragraphs of prose that start with a tab
    return Grid(start, stop, rows)


def to_table(grid: Grid, lexicon: Lexicon, limits: Limits, *, starts_page: bool) -> SourceTable:
    """
    The table of a grid; a row of one cell spans it.

    Raises:
        LimitError: More cells or columns than *limits* allow.
    """
    width = max(len(row) for row in grid.rows)
    if width > limits.table_columns:
        raise LimitError(f"a table has {width} columns, more than {limits.table_columns}", mend=_MEND)
    count = sum(len(row) for row in grid.rows)
    if count > limits.table_cells:
        raise LimitError(f"a table has {count} cells, more than {limits.table_cells}", mend=_MEND)
    organs = lexicon.organs
    endings = (*organs.department_suffixes, *organs.organisation_suffixes)
    return SourceTable(
        cells=tuple(
            SourceCell(
                row=at,
                col=col,
                row_span=1,
                col_span=width if len(row) == 1 else 1,
                text=join_cell_lines(cell, endings, whole_names=organs.whole_names, surnames=organs.surnames),
            )
            for at, row in enumerate(grid.rows)
            for col, cell in enumerate(row)
        ),
        merges="lost",
        starts_page=starts_page,
    )


_MEND = "split the document"
