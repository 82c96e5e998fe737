"""The heads of a table: what each column holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from hospplan.lexicon import Columns, Lexicon
from hospplan.models.document import Cell, Table
from hospplan.phrases.period import Calendar, Span, find_periods
from hospplan.text.fold import fold

_BRACKET = re.compile(r"\(([^()]*)\)")
# Of heads that end in words of two kinds the earlier kind here wins: 责任领导 is a leader, 目标任务 a task.
_ORDER = (
    "index",
    "attribute",
    "remark",
    "leader",
    "lead",
    "support",
    "responsible",
    "deadline",
    "baseline",
    "actual",
    "unit",
    "task",
    "content",
    "target",
    "indicator",
    "project",
    "group",
)


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


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells by place; a merged cell stands in each place that it covers."""

    rows: int
    cols: int
    at: Mapping[tuple[int, int], Cell]

    @classmethod
    def of(cls, table: Table) -> "Grid":
        """The grid of *table*."""
        at = {
            (r, c): cell
            for cell in table.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.col, cell.col + cell.col_span)
        }
        return cls(1 + max((r for r, _ in at), default=-1), 1 + max((c for _, c in at), default=-1), at)


def read_heads(table: Table, grid: Grid, calendar: Calendar, lexicon: Lexicon) -> tuple[Head, ...]:
    """The heads of a table's columns; a row that spans the table is its caption and no head."""
    heads: list[Head] = []
    for col in range(grid.cols):
        cells: list[Cell] = []
        for row in range(table.header_rows):
            cell = grid.at.get((row, col))
            if cell is not None and cell not in cells and cell.col_span < max(2, grid.cols):
                cells.append(cell)
        text = "".join(re.sub(r"\s+", "", fold(cell.text)) for cell in cells)
        bracket = _BRACKET.search(text)
        name = _BRACKET.sub("", text)
        periods = [p for p in find_periods(name, calendar, lexicon) if p.span is not None]
        span = periods[-1].span if periods else None
        bare = name
        for period in reversed(periods):
            bare = bare[: period.start] + bare[period.end :]
        role = _role(bare, lexicon)
        if span is not None and (role is None or not bare):
            # 2020年 | 2025年: the year alone tells what stands and what is planned
            is_past = calendar.year is not None and span.end.year < calendar.year
            role = role or ("baseline" if is_past else "target")
        heads.append(Head(col, text, role, bracket[1] if bracket else None, span, tuple(c.id for c in cells)))
    return tuple(heads)


def _role(text: str, lexicon: Lexicon) -> str | None:
    table = _words(lexicon)
    if text in table:
        return table[text]
    for length in range(min(len(text), 8), 1, -1):
        role = table.get(text[-length:])
        if role is not None:
            return role
    return None


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Mapping[str, str]:
    known = {f.name for f in fields(Columns)}
    words: dict[str, str] = {}
    for role in reversed(_ORDER):
        if role in known:
            words.update(dict.fromkeys(getattr(lexicon.columns, role), role))
    return words
