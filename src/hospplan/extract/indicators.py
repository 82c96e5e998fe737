"""
Measures in tables of indicators.

Most have a row for each indicator and a column for each year or role; some the other way about (crosswise): a row
for each department or year, a column for each indicator.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hospplan.extract.heads import Grid, Head, column_kind, read_heads
from hospplan.extract.indicator_rules import (
    CAPTION_NAME,
    MEASURED_NAME,
    SHARE_NAME,
    SUB_INDICATOR,
    TABLE_WORD,
)
from hospplan.extract.periods import inferred_period, to_period
from hospplan.extract.roles import SectionRole, Setting, Settings, heading_role
from hospplan.extract.table_units import (
    NONE,
    Named,
    TableUnit,
    binding_of,
    bracket_unit,
    general_unit,
    read_name,
    unit_of,
)
from hospplan.extract.value_cells import CellValue, is_negative, read_values
from hospplan.extract.values import per_in
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Block, Cell, Document, Part, Table
from hospplan.models.facts import FoundMeasure
from hospplan.models.plan import Period
from hospplan.models.values import Binding, Comparator, MeasureRole
from hospplan.phrases.period import Span, find_periods
from hospplan.phrases.quantity import find_quantities
from hospplan.phrases.task_title import number_at
from hospplan.text.fold import fold

SURE = 0.99
_LONGEST_VALUE = 40
"""Characters of the longest cell that is read as a value; a longer one is prose."""
_ROWS_WITH_ASPECTS = 2
_AMOUNTS = ("金额", "数量", "数值", "数", "值", "绝对数", "总数", "数额", "指标值")
"""Heads that say no more than that a value stands below."""
_NOTHING = frozenset({"—", "-", "－", "——", "--", "/", "／", "无"})
"""Cells that say that there is no value."""
_LETTER_GRADE = re.compile("[A-E][+-]{0,2}级?")
_PROSE = ("content", "subject")
"""Columns before those of years that name no indicators."""
_LINES_ABOVE = 2
"""Lines over a table that may give its unit."""
_VALUES = ("target", "actual", "baseline")
_NUMERIC_SHARE = 2
"""One cell in so many must hold a number, so that the columns are columns of values."""
_LONGEST_COLUMN_NAME = 16


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """What was read from one table."""

    measures: tuple[FoundMeasure, ...]
    taken: frozenset[str]
    """Ids of the cells that have been read: heads, names, units, values."""


def find_indicators(document: Document, settings: Settings, lexicon: Lexicon) -> Iterator[IndicatorTable]:
    """The tables of indicators, in document order; other tables give nothing."""
    for part in document.parts:
        above = _lines_above(part)
        for table in part.tables:
            if not table.cells or table.header_rows == 0:
                continue
            reader = _Reader(table, settings, above.get(table.id, ()), lexicon)
            read = reader.by_row() or reader.crosswise()
            if read is not None:
                yield read


def _lines_above(part: Part) -> dict[str, tuple[str, ...]]:
    """Table → the short lines right above it."""
    found: dict[str, tuple[str, ...]] = {}
    lines: list[Block] = []
    for block in part.blocks:
        if block.table is None:
            lines = [*lines[1 - _LINES_ABOVE :], block]
        else:
            found[block.table] = tuple(line.text for line in lines if len(line.text) <= _LONGEST_VALUE)
            lines = []
    return found


class _Reader:
    """One table being read."""

    def __init__(self, table: Table, settings: Settings, above: tuple[str, ...], lexicon: Lexicon) -> None:
        self.table = table
        self.lexicon = lexicon
        self.grid = Grid(table)
        self.setting = settings.at(Anchor(table.cells[0].id, 0, 0))
        self.heads = read_heads(table, self.grid, self.setting.calendar, lexicon)
        self.body = range(table.header_rows, self.grid.rows)
        titles = [self.grid.text(row, 0) for row in range(table.header_rows) if self.grid.is_caption(row)]
        self.unit = general_unit((*titles, table.caption, *above), lexicon)
        """What a line over the table says that all values are counted in."""
        self.bounds = {
            head.col: bounds for head in self.heads if (bounds := self._bounds_of(head)) is not None
        }
        """Columns that hold the bounds of the values beside them (≥, 不低于), each with that of a row."""
        self.role = self._role_of_caption() or self.setting.role

    def _bounds_of(self, head: Head) -> dict[int, Comparator] | None:
        """Row → bound of a column that holds bounds and nothing else, whatever its head; else None."""
        known = self.lexicon.bounds.all_before()
        texts = {row: fold(self.grid.text(row, head.col)).strip() for row in self.body}
        said = {row: text for row, text in texts.items() if text and text not in _NOTHING}
        if not said or any(text not in known and text != "=" for text in said.values()):
            return None
        return {row: known.get(text, "eq") for row, text in said.items()}

    def _role_of_caption(self) -> SectionRole | None:
        caption = fold(self.table.caption or "")
        return heading_role(TABLE_WORD.regex(self.lexicon).sub("", caption), self.lexicon)

    # A row an indicator

    def by_row(self) -> IndicatorTable | None:
        """The table as one of a row for each indicator, or None where it is none."""
        values = self._value_heads()
        names = [h for h in self.heads if h.role == "indicator"] or self._named_by_place(values)
        if not names or not any(h.role in _VALUES for h in values) or not self._is_mostly_numbers(values):
            return None
        measures: list[FoundMeasure] = []
        taken = {cell for head in self.heads for cell in head.cells}
        for half in _halves(names, values, [h for h in self.heads if h.role == "unit"]):
            parent: Anchor | None = None
            above: Named | None = None
            for row in self.body:
                above = self._named_above(row, half, above)
                found = list(self._read_row(row, half, parent, above))
                if found and found[0].parent is None:
                    parent = found[-1].value_anchor
                measures.extend(found)
        for row in self.body:
            cells = ((head, self.grid.cells.get((row, head.col))) for head in self.heads if head.role)
            taken |= {
                cell.id
                for head, cell in cells
                if cell is not None and (head.role not in _VALUES or len(cell.text) <= _LONGEST_VALUE)
            }
        return IndicatorTable(tuple(measures), frozenset(taken))

    def _value_heads(self) -> list[Head]:
        """The columns of values, years of a report's table taken for results."""
        values = [h for h in self.heads if h.role in (*_VALUES, "growth") and h.col not in self.bounds]
        base = self._base_year(values)
        values = [replace(h, role="baseline") if h is base else h for h in values]
        if self.role == "result":
            values = [replace(h, role="actual") if h.is_by_year and h.role == "target" else h for h in values]
        else:
            values = self._beyond_base(values)
        # bounds (≥40, 80以上) are mostly of what is aimed at
        values = [replace(h, role="target") if h.is_by_year and self._is_bounded(h) else h for h in values]
        if not any(h.role == "target" for h in values):
            # figures of past years that no target is compared with are results
            values = [replace(h, role="actual") if h.role == "baseline" else h for h in values]
        return values

    def _beyond_base(self, values: list[Head]) -> list[Head]:
        """The columns of values, years behind a stated base taken for targets: 2019年现状 | 2022年 | 2024年."""
        stated = [
            h.span.end for h in values if h.span and not h.is_by_year and h.role in ("baseline", "actual")
        ]
        if not stated:
            return values
        return [
            replace(h, role="target") if h.is_by_year and h.span and h.span.end > max(stated) else h
            for h in values
        ]

    def _base_year(self, values: list[Head]) -> Head | None:
        """
        Where nothing tells the year of the text, the first of several years that lie apart: 2015年 | 2020年 | 2030年.

        Years that follow each other (2021年 | 2022年 | 2023年) are as likely goals for each of them.
        """
        years = [(h.span.end.year, h) for h in values if h.is_by_year and h.span is not None]
        calendar = self.setting.calendar
        if calendar.year is not None or (calendar.plan and calendar.plan.start) or len(years) < 2:
            return None
        (first, head), (second, _), *_ = sorted(years, key=lambda pair: pair[0])
        return head if second - first > 1 else None

    def _is_bounded(self, head: Head) -> bool:
        """Whether most values of a column have a bound."""
        texts = (fold(self.grid.text(row, head.col)) for row in self.body)
        found = [q.is_bounded for t in texts for q in find_quantities(t, self.lexicon) if q.kind == "number"]
        return sum(found) * 2 >= len(found) > 0

    def _named_by_place(self, values: list[Head]) -> list[Head]:
        """
        The column that names the indicators, whatever its head.

        Beside a column of units the first column of words; beside columns of years the last before them.
        """
        if not values:
            return []
        named = [h for h in self.heads if h.role in (None, "project", "task", "content", "group", "subject")]
        if any(h.role == "unit" for h in self.heads):
            return named[:1]
        if not any(h.is_by_year for h in values):
            return []
        before = [h for h in named if h.col < values[0].col and h.role not in _PROSE and self._is_words(h)]
        return before[-1:]

    def _is_words(self, head: Head) -> bool:
        texts = [text for row in self.body if (text := self.grid.text(row, head.col).strip())]
        return bool(texts) and all(not text[0].isdigit() for text in texts)

    def _is_mostly_numbers(self, values: list[Head]) -> bool:
        cells = (self.grid.text(row, h.col).strip() for row in self.body for h in values)
        texts = [text for text in cells if text and text not in _NOTHING]
        short = sum(
            (any(c.isdigit() for c in text) and len(text) <= _LONGEST_VALUE)
            or _LETTER_GRADE.fullmatch(fold(text)) is not None
            for text in texts
        )
        return bool(texts) and _NUMERIC_SHARE * short >= len(texts)

    def _named(self, cell: Cell | None) -> tuple[Named, bool]:
        """The name in a cell, and whether the cell says that it is a part of the one above."""
        if cell is None:
            return Named(""), False
        sub = SUB_INDICATOR.regex(self.lexicon).match(fold(cell.text).lstrip())
        text = cell.text.lstrip()[sub.end() if sub else 0 :]
        placed = number_at(text, 0, self.lexicon)
        return read_name(text[placed.title_start if placed else 0 :], self.lexicon), sub is not None

    def _named_above(self, row: int, half: "_Half", above: Named | None) -> Named | None:
        """
        The indicator that the rows below it divide, as long as they only tell of whom: 每千人口床位数（张） | 医院.

        Such a row has no unit of its own, and its name is none of a quantity.
        """
        named, _ = self._named(self.grid.cells.get((row, half.name.col)))
        if half.unit is not None or named.unit is not None:
            return named if named.unit is not None and named.unit.unit is not None else None
        return above if named.name.endswith(self.lexicon.nouns.of_bearers) else None

    def _read_row(
        self, row: int, half: "_Half", parent: Anchor | None, above: Named | None
    ) -> Iterator[FoundMeasure]:
        grid = self.grid
        name_cell = grid.cells.get((row, half.name.col))
        named, sub = self._named(name_cell)
        if name_cell is None or not named.name:
            return
        part: str | None = None
        if above is not None and named.unit is None:
            named, part = above, named.name
        unit_cell = grid.cells.get((row, half.unit.col)) if half.unit else None
        said = unit_of(unit_cell.text, self.lexicon) if unit_cell else NONE
        baselines: dict[str | None, Anchor] = {}
        for head in sorted(half.values, key=lambda h: h.role == "target"):
            grown = max(
                (h for h in half.values if h.col < head.col and h.role in _VALUES),
                key=lambda h: h.col,
                default=None,
            )
            tail, whose = self._aspects(head)
            cell = grid.cells.get((row, head.col))
            if cell is None or cell is name_cell or len(cell.text) > _LONGEST_VALUE:
                continue
            is_blank = said.unit is None and said.power == 1 and not said.is_grade  # —, / or nothing
            unit = (named.unit if is_blank else None) or (
                said if said.written else named.unit or self._unit_of_head(head)
            )
            if head.role == "growth":  # a growth has its own unit: % in the cell or in the head
                unit = bracket_unit(head.brackets, self.lexicon) or NONE
            also = (name_cell.id, *((unit_cell.id,) if unit_cell and unit_cell.text else ()), *head.cells)
            for value in read_values(cell, named.name, unit, self.lexicon, calendar=self.setting.calendar):
                measure = self._measure(value, replace(named, name=named.name + tail), head, cell, also)
                if measure is None:
                    continue
                if head.role == "growth" and grown is not None and grown.role == "target":
                    measure = replace(measure, role="target")
                bound = self._bound(row, head)
                if bound is not None and measure.comparator == "eq" and head.role != "growth":
                    measure = replace(measure, comparator=bound)
                if measure.role == "target":
                    measure = replace(
                        measure,
                        compared=baselines.get(value.qualifier),
                        binding=self._binding(row) or named.binding,
                    )
                elif head.role != "growth":
                    baselines[value.qualifier] = measure.value_anchor
                qualifier = "".join(filter(None, (part, measure.qualifier))) or whose
                yield replace(measure, qualifier=qualifier, parent=parent if sub else None)

    def _bound(self, row: int, head: Head) -> Comparator | None:
        """The bound that a column beside a column of targets gives its value."""
        if head.role != "target":
            return None
        return next((rows[row] for rows in self.bounds.values() if row in rows), None)

    def _aspects(self, head: Head) -> tuple[str, str | None]:
        """Below 2023年决算 the heads 金额 | 占比, below 2024年目标 市级 | 县级: the name's tail, and what qualifies it."""
        if len(head.texts) < _ROWS_WITH_ASPECTS:
            return "", None
        shares = [a for a in head.aspects if SHARE_NAME.regex(self.lexicon).fullmatch(a)]
        others = [a for a in head.aspects if a not in shares and a not in _AMOUNTS]
        return "".join(shares), "".join(others) or None

    def _unit_of_head(self, head: Head) -> TableUnit:
        return bracket_unit(head.brackets, self.lexicon) or self.unit or NONE

    def _binding(self, row: int) -> Binding | None:
        cells = (self.grid.cells.get((row, h.col)) for h in self.heads if h.role == "attribute")
        return next((mark for cell in cells if cell is not None and (mark := binding_of(cell.text))), None)

    def _measure(
        self, value: CellValue, named: Named, head: Head, cell: Cell, also: tuple[str, ...]
    ) -> FoundMeasure | None:
        """The measure that a value is in its column."""
        role: MeasureRole = "target" if head.role == "target" else "actual"
        if head.role == "baseline":
            role = "baseline"
        unit, change, per = value.unit, value.change, value.per
        if head.role == "growth":
            if unit is None:
                return None
            change = "decrease" if is_negative(cell, value) else "increase"
            per = per or per_in(head.text, self.lexicon)
        quantity = value.quantity
        return FoundMeasure(
            anchor=value.anchor,
            value_anchor=value.value_anchor,
            role=role,
            indicator=named.name,
            qualifier=value.qualifier,
            comparator=quantity.comparator,
            value=value.value if value.grade is None else None,
            value_max=value.value_max,
            unit=unit if value.grade is None else None,
            grade=value.grade,
            ratio=quantity.ratio,
            change=change,
            per=per,
            period=_period(value, head.span, head.text, self.setting, role),
            confidence=SURE,
            also=tuple(dict.fromkeys(also)),
        )

    # A column an indicator

    def crosswise(self) -> IndicatorTable | None:
        """The table as one of a row for each department or year, or None where it is none."""
        if self.role not in ("target", "result") or not self.heads:
            return None
        whose = next((h for h in self.heads if h.role == "subject"), None)
        if whose is None or self._is_numbers(whose):
            return None
        columns = [c for head in self.heads if head.col > whose.col and (c := self._column(head)) is not None]
        columns = columns or self._columns_by_year(whose)
        if not columns or not self._is_mostly_numbers([c.head for c in columns]):
            return None
        measures = [m for row in self.body for m in self._read_subject(row, whose, columns)]
        heads = (whose, *(c.head for c in columns))
        taken = {cell for head in heads for cell in head.cells}
        taken |= {cell.id for row in self.body for h in heads if (cell := self.grid.cells.get((row, h.col)))}
        return IndicatorTable(tuple(measures), frozenset(taken))

    def _is_numbers(self, head: Head) -> bool:
        texts = [text for row in self.body if (text := self.grid.text(row, head.col).strip())]
        return bool(texts) and all(text.isdigit() and len(text) != len("2024") for text in texts)

    def _column(self, head: Head) -> "_Column | None":
        """What a column counts, or None where it counts nothing: its head gives a unit or ends in a word of quantity."""
        role = "target" if self.role == "target" else "actual"
        names: list[str] = []
        for text in head.texts:
            kind, length = column_kind(text, self.lexicon)
            if kind in _VALUES:
                role = kind
                before = text[:-length]
                if before and not list(find_periods(before, self.setting.calendar, self.lexicon)):
                    names.append(before)  # 门诊量目标: what is aimed at, with the word that says so
            elif kind in ("weight", "index", "remark", "growth"):
                return None
            elif not list(find_periods(text, self.setting.calendar, self.lexicon)):
                names.append(text)
        name = "".join(names)
        unit = self._unit_of_head(head)
        is_counted = bool(unit.written) or MEASURED_NAME.regex(self.lexicon).fullmatch(name)
        if not name or len(name) > _LONGEST_COLUMN_NAME or not is_counted:
            return None
        return _Column(head, name, unit, role)

    def _columns_by_year(self, whose: Head) -> list["_Column"]:
        """院区 | 2023年 | 2025年 under 表2 床位配置规划（单位：张）: the caption names what each column counts."""
        found = CAPTION_NAME.regex(self.lexicon).fullmatch(fold(self.table.caption or ""))
        if found is None or self.unit is None:
            return []
        values = [h for h in self._value_heads() if h.col > whose.col and h.is_by_year and h.role is not None]
        return [_Column(h, found["name"], self.unit, h.role) for h in values if h.role is not None]

    def _read_subject(self, row: int, whose: Head, columns: list["_Column"]) -> Iterator[FoundMeasure]:
        subject = self.grid.cells.get((row, whose.col))
        if subject is None or not subject.text.strip():
            return
        text = "".join(subject.text.split())
        period = next(
            (p for p in find_periods(fold(text), self.setting.calendar, self.lexicon) if p.span), None
        )
        for column in columns:
            cell = self.grid.cells.get((row, column.head.col))
            if cell is None or cell is subject or len(cell.text) > _LONGEST_VALUE:
                continue
            head = replace(column.head, role=column.role)
            if period is not None and head.span is None:
                head = replace(head, span=period.span, text=text)
            also = (subject.id, *head.cells)
            for value in read_values(cell, column.name, column.unit, self.lexicon):
                measure = self._measure(value, Named(column.name), head, cell, also)
                if measure is not None:
                    whose_value = measure.qualifier if period is not None else measure.qualifier or text
                    yield replace(measure, qualifier=whose_value)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a crosswise table."""

    head: Head
    name: str
    unit: TableUnit
    role: str


@dataclass(frozen=True, slots=True)
class _Half:
    """The columns that belong together: 指标 | 单位 | 目标 | 指标 | 单位 | 目标 has two halves."""

    name: Head
    unit: Head | None
    values: tuple[Head, ...]


def _halves(names: list[Head], values: list[Head], units: list[Head]) -> Iterator[_Half]:
    """Each column of values with the last column of names before it; names side by side are levels of one."""
    by_name: dict[int, list[Head]] = {}
    for value in values:
        left = [n for n in names if n.col < value.col] or names[-1:]
        by_name.setdefault(left[-1].col, []).append(value)
    last = -1
    for name in names:
        mine = by_name.get(name.col)
        if not mine:
            continue
        end = max(h.col for h in mine)
        unit = next((h for h in units if last < h.col < end), units[0] if len(units) == 1 else None)
        yield _Half(name, unit, tuple(mine))
        last = end


def _period(value: CellValue, span: Span | None, words: str, setting: Setting, role: MeasureRole) -> Period:
    if value.period is not None and value.period.span is not None:
        return to_period(value.period.span, None)
    if span is None:
        return inferred_period(setting, role)
    is_year = span.start is not None and span.start.year == span.end.year
    start = None if role == "target" and is_year else span.start
    return Period(
        text=words, start=start.isoformat() if start else None, end=span.end.isoformat(), basis="read"
    )
