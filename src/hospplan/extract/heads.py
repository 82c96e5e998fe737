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
    *("baseline", "actual", "unit", "task", "content", "target", "indicator", "project", "group"),
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
    bracket: str | None
    """What stands in its bracket: a unit, mostly."""
    span: Span | None
    """The days of a year in the head: 2025年目标."""
    cells: tuple[str, ...]
    """Ids of the head's cells."""


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
    heads: list[Head] = []
    for col in range(grid.cols):
        rows = (row for row in range(table.header_rows) if not grid.is_caption(row))
        cells = list(dict.fromkeys(cell for row in rows if (cell := grid.cells.get((row, col))) is not None))
        text = "".join(re.sub(r"\s+", "", fold(cell.text)) for cell in cells)
        bracket = _BRACKET.search(text)
        name = _BRACKET.sub("", text)
        periods = [p for p in find_periods(name, calendar, lexicon) if p.span is not None]
        span = periods[-1].span if periods else None
        bare = name
        for period in reversed(periods):
            bare = bare[: period.start] + bare[period.end :]
        role = column_kind(bare, lexicon)[0] or None
        if span is not None and (role is None or not bare):
            # 2020年 | 2025年: the year alone tells what stands and what is planned
            now = calendar.year or (
                calendar.plan.start.year if calendar.plan and calendar.plan.start else None
            )
            is_past = now is not None and span.end.year < now
            role = role or ("baseline" if is_past else "target")
        heads.append(Head(col, text, role, bracket[1] if bracket else None, span, tuple(c.id for c in cells)))
    return tuple(heads)


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for kind in reversed(_KINDS):
        words.update(dict.fromkeys(getattr(lexicon.columns, kind), kind))
    return words
