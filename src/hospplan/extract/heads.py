"""The heads of a table: what each column holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from hospplan.lexicon import Lexicon
from hospplan.models.document import Cell, Table
from hospplan.phrases.period import Calendar, Span, find_periods
from hospplan.text.fold import fold

_BRACKET = re.compile(r"\(([^()]*)\)")
_LONGEST_WORD = 10
_KINDS = (
    *("index", "attribute", "remark", "leader", "lead", "support", "responsible", "deadline"),
    *("weight", "growth", "baseline", "actual", "unit", "task", "content", "target", "indicator", "project"),
    *("group", "subject"),
)
"""Keys of data/columns.toml; of a word that stands in two of them the first kind here wins."""


@dataclass(frozen=True, slots=True)
class Head:
    """One column's head."""

    col: int
    text: str
    """Folded, without white space and line breaks; the texts of several rows joined."""
    role: str | None
    """A key of data/columns.toml, or None."""
    brackets: tuple[str, ...]
    """What stands in its brackets: a unit, mostly."""
    span: Span | None
    """The days of a year in the head: 2025年目标."""
    cells: tuple[str, ...]
    """Ids of the head's cells."""
    texts: tuple[str, ...] = ()
    """What each of its rows says, outermost first, without brackets."""
    aspects: tuple[str, ...] = ()
    """Those of its rows that name neither a kind of column nor a year: 市级, 占比."""
    is_by_year: bool = False
    """The year alone tells whether the column holds what stands or what is planned."""


class Grid:
    """A table's cells by place; a merged cell stands in each place that it covers."""

    def __init__(self, table: Table) -> None:
        """The grid of *table*."""
        self.is_lossy = table.merges == "lost"
        self.rows = max((cell.row for cell in table.cells), default=-1) + 1
        self.cols = max((cell.col for cell in table.cells), default=-1) + 1
        self.cells: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for col in range(cell.col, min(cell.col + cell.col_span, self.cols)):
                    self.cells[row, col] = cell

    def text(self, row: int, col: int) -> str:
        """The text of the cell that covers a place, "" where none does."""
        cell = self.cells.get((row, col))
        return cell.text if cell is not None else ""

    def row(self, row: int) -> list[Cell]:
        """The cells that cover a row, each once, in order."""
        found = (self.cells.get((row, col)) for col in range(self.cols))
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def is_caption(self, row: int) -> bool:
        """Whether one cell fills the row."""
        return self.cols > 1 and len(self.row(row)) == 1 and self.row(row)[0].col_span > 1


def column_kind(head: str, lexicon: Lexicon) -> tuple[str, int]:
    """
    The kind of column that a head names, and how long the word is that says so.

    The kind is a key of data/columns.toml, or "" where the head ends in no known word. The longest word that ends
    the head decides; of a word in two lists the kind that stands first in `_KINDS`.
    """
    for length in range(min(len(head), _LONGEST_WORD), 0, -1):
        kind = _words(lexicon).get(head[-length:])
        if kind is not None and (length > 1 or length == len(head)):
            return kind, length
    return "", 0


def read_heads(table: Table, grid: Grid, calendar: Calendar, lexicon: Lexicon) -> tuple[Head, ...]:
    """The heads of a table's columns; a row that spans the table is its caption and no head."""
    rows = [row for row in range(table.header_rows) if not grid.is_caption(row)]
    return tuple(_head(grid, rows, col, calendar, lexicon) for col in range(grid.cols))


def _head(grid: Grid, rows: list[int], col: int, calendar: Calendar, lexicon: Lexicon) -> Head:
    cells = list(dict.fromkeys(cell for row in rows if (cell := grid.cells.get((row, col))) is not None))
    said = [re.sub(r"\s+", "", fold(cell.text)) for cell in cells]
    text = "".join(said)
    brackets = tuple(match[1] for match in _BRACKET.finditer(text))
    rows_of_head = [_row_of_head(words, calendar, lexicon) for words in said]
    spans = [row.span for row in rows_of_head if row.span is not None]
    span = spans[-1] if spans else None
    whole = column_kind("".join(row.bare for row in rows_of_head), lexicon)[0]
    own = (row.kind for row in reversed(rows_of_head) if row.kind)
    role = whole or next(own, None) or _marked_kind(brackets, lexicon)
    is_by_year = role is None and any(row.is_year for row in rows_of_head)
    if is_by_year and span is not None:
        # 2020年 | 2025年: the year alone tells what stands and what is planned
        now = calendar.year or (calendar.plan.start.year if calendar.plan and calendar.plan.start else None)
        role = "baseline" if now is not None and span.end.year < now else "target"
    aspects = tuple(row.bare for row in rows_of_head if not row.kind and not row.is_year and row.bare)
    texts = tuple(_BRACKET.sub("", words) for words in said)
    return Head(col, text, role, brackets, span, tuple(c.id for c in cells), texts, aspects, is_by_year)


@dataclass(frozen=True, slots=True)
class _RowOfHead:
    """What one of the rows of a head says."""

    kind: str | None
    span: Span | None
    bare: str
    """Without brackets and periods."""
    is_year: bool
    """It is a year and nothing else."""


def _row_of_head(words: str, calendar: Calendar, lexicon: Lexicon) -> _RowOfHead:
    bare = _BRACKET.sub("", words)
    periods = [p for p in find_periods(bare, calendar, lexicon) if p.span is not None]
    inside = [p for p in find_periods(words, calendar, lexicon) if p.span is not None]  # 基期值（2020年）
    for period in reversed(periods):
        bare = bare[: period.start] + bare[period.end :]
    kind = column_kind(bare, lexicon)[0] or None
    is_year = bool(periods) and (not bare or bare in _YEAR_TAILS)
    span = next((p.span for p in reversed(periods or inside)), None)
    return _RowOfHead(kind, span, bare, is_year)


_YEAR_TAILS = ("底", "末", "数", "值", "数值", "年底", "年末", "水平", "指标数", "数据", "全年")
"""What stands behind a year in a head and adds nothing to it."""


def _marked_kind(brackets: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """2020年（基期）: a year's bracket may say what its column holds."""
    kinds = (column_kind(bracket, lexicon)[0] for bracket in brackets)
    return next((kind for kind in kinds if kind in ("baseline", "actual", "target")), None)


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for kind in reversed(_KINDS):
        words.update(dict.fromkeys(getattr(lexicon.columns, kind), kind))
    return words
