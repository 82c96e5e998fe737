"""Measures in tables of indicators: a row an indicator, a column a year or a role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from hospplan.extract.heads import Grid, Head, read_heads
from hospplan.extract.periods import inferred_period
from hospplan.extract.roles import Setting, Settings
from hospplan.extract.values import per_of_name, split_rate, unit_of_name
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Cell, Document, Table
from hospplan.models.facts import FoundMeasure
from hospplan.models.plan import Period
from hospplan.models.values import Binding, Change, MeasureRole, Per
from hospplan.phrases.numeral import plain
from hospplan.phrases.quantity import FoundQuantity, canonical_unit, find_quantities
from hospplan.text.fold import fold

_UNIT = re.compile(r"(?P<magnitude>[十百千万亿]{0,2})(?P<unit>.*)")
_NO_UNIT = frozenset({"", "-", "—", "/", "比", "比值", "无", "——", "--", "级", "等级", "数值"})
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_BRACKETED = re.compile(r"\(([^()]{1,12})\)$")
_PART = re.compile(r"^(?:其中|其中:|#|--?)[ :]*")


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """What was read from one table."""

    measures: tuple[FoundMeasure, ...]
    taken: frozenset[str]
    """Ids of the cells that have been read: heads, names, units, values."""


def find_indicators(document: Document, settings: Settings, lexicon: Lexicon) -> Iterator[IndicatorTable]:
    """The tables of indicators, in document order; other tables give nothing."""
    for part in document.parts:
        for table in part.tables:
            read = _read_table(table, settings, lexicon)
            if read is not None:
                yield read


def _read_table(table: Table, settings: Settings, lexicon: Lexicon) -> IndicatorTable | None:
    if not table.cells or table.header_rows == 0:
        return None
    grid = Grid(table)
    setting = settings.at(Anchor(table.cells[0].id, 0, 0))
    heads = read_heads(table, grid, setting.calendar, lexicon)
    names = [h for h in heads if h.role == "indicator"] or _named_by_place(heads)
    values = [h for h in heads if h.role in ("target", "actual", "baseline")]
    if not names or not values:
        return None
    body = range(table.header_rows, grid.rows)
    if not _is_mostly_numbers(grid, body, values):
        return None
    if not any(h.role == "target" for h in values):
        # figures of past years that no target is compared with are results
        values = [replace(h, role="actual") for h in values]
    measures: list[FoundMeasure] = []
    taken = {cell for head in heads for cell in head.cells}
    parent: Anchor | None = None
    for row in body:
        found = list(_read_row(grid, row, names[-1], heads, values, setting, parent, lexicon))
        if found and found[0].parent is None:
            parent = found[-1].value_anchor
        measures.extend(found)
        taken |= {cell.id for head in heads if head.role and (cell := grid.cells.get((row, head.col)))}
    return IndicatorTable(tuple(measures), frozenset(taken))


def _named_by_place(heads: tuple[Head, ...]) -> list[Head]:
    """Beside a column of units the first column of words names the indicator, whatever its head."""
    if not any(h.role == "unit" for h in heads):
        return []
    return [h for h in heads if h.role in (None, "project", "task", "content", "group")][:1]


def _is_mostly_numbers(grid: Grid, body: range, values: list[Head]) -> bool:
    cells = [c.text for row in body for h in values if (c := grid.cells.get((row, h.col))) and c.text]
    short = sum(any(ch.isdigit() for ch in text) and len(text) <= 30 for text in cells)
    return bool(cells) and 2 * short >= len(cells)


def _read_row(
    grid: Grid,
    row: int,
    name_head: Head,
    heads: tuple[Head, ...],
    values: list[Head],
    setting: Setting,
    parent: Anchor | None,
    lexicon: Lexicon,
) -> Iterator[FoundMeasure]:
    name_cell = grid.cells.get((row, name_head.col))
    if name_cell is None or not name_cell.text.strip():
        return
    name = re.sub(r"\s+", "", name_cell.text)
    is_part = bool(_PART.match(fold(name)))
    name = name[_PART.match(fold(name)).end() :] if is_part else name  # type: ignore[union-attr]
    unit_head = next((h for h in heads if h.role == "unit"), None)
    unit_cell = grid.cells.get((row, unit_head.col)) if unit_head else None
    unit_text = re.sub(r"\s+", "", fold(unit_cell.text)) if unit_cell else ""
    bracketed = _BRACKETED.search(fold(name))
    if not unit_text and bracketed and _is_unit(bracketed[1], lexicon):
        unit_text, name = bracketed[1], name[: bracketed.start()]
    binding = _binding(grid, row, heads)
    baselines: dict[str | None, Anchor] = {}
    for head in sorted(values, key=lambda h: h.role == "target"):
        cell = grid.cells.get((row, head.col))
        if cell is None or cell is name_cell:
            continue
        also = tuple(
            dict.fromkeys(
                (name_cell.id, *((unit_cell.id,) if unit_cell and unit_cell.text else ()), *head.cells)
            )
        )
        for found in _read_value(cell, name, unit_text or _head_unit(head, lexicon), lexicon):
            role: MeasureRole = {"target": "target", "actual": "actual"}.get(head.role or "", "baseline")  # type: ignore[assignment]
            compared = None
            if role == "target":
                compared = baselines.get(found.qualifier)
            measure = FoundMeasure(
                anchor=found.anchor,
                value_anchor=found.value_anchor,
                role=role,
                indicator=name,
                qualifier=found.qualifier,
                comparator=found.quantity.comparator,
                value=found.value if found.grade is None else None,
                value_max=found.value_max,
                unit=found.unit if found.grade is None else None,
                grade=found.grade,
                ratio=found.quantity.ratio,
                change=found.change,
                per=found.per,
                binding=binding if role == "target" else None,
                parent=parent if is_part else None,
                compared=compared,
                period=_period(head, setting, role),
                confidence=0.99,
                also=also,
            )
            if role != "target":
                baselines[found.qualifier] = measure.value_anchor
            yield measure


@dataclass(frozen=True, slots=True)
class _Value:
    quantity: FoundQuantity
    anchor: Anchor
    value_anchor: Anchor
    grade: str | None
    qualifier: str | None
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    change: Change | None
    per: Per | None


def _read_value(cell: Cell, name: str, unit_text: str, lexicon: Lexicon) -> Iterator[_Value]:
    """The values of one cell: ≥40, 年均30, 门诊35/住院92, 1：0.4, ≥15000人次/年."""
    text = fold(cell.text)
    quantities = list(find_quantities(text, lexicon)) or list(_bare_number(text))
    if any(q.kind != "grade" for q in quantities):
        quantities = [q for q in quantities if q.kind != "grade"]
    last = 0
    for quantity in quantities:
        prefix = text[last : quantity.start].strip(" /;；，,、:\n")
        anchor = (
            Anchor(cell.id, last, quantity.end) if len(quantities) > 1 else Anchor(cell.id, 0, len(cell.text))
        )
        if anchor.end - anchor.start > 200:
            anchor = Anchor(cell.id, quantity.start, quantity.end)
        change, per, qualifier = _prefix(prefix, lexicon)
        column = _UNIT.fullmatch(unit_text)
        power = Decimal(1)
        unit = None if column is None or column["unit"] in _NO_UNIT else column["unit"]
        own = quantity.unit
        if own is None and column is not None and not quantity.has_magnitude:
            for c in column["magnitude"]:
                power *= _POWERS[c]
        unit = own or unit
        unit, rate = split_rate(unit)
        named = unit_of_name(fold(name), lexicon, is_money=bool(unit_text) and "元" in unit_text)
        if named in ("人次", "例次", "台次", "床日") and unit in (None, "人", "次", "例", "台"):
            unit = named
        last = quantity.end
        yield _Value(
            quantity,
            _trimmed(anchor, cell.text),
            Anchor(cell.id, quantity.start, quantity.end),
            _grade(cell, quantity, unit_text),
            qualifier,
            None if quantity.value is None else plain(quantity.value * power),
            None if quantity.value_max is None else plain(quantity.value_max * power),
            None if quantity.kind in ("ratio", "grade", "fraction") else canonical_unit(unit, lexicon),
            quantity.change or change,
            per or rate or per_of_name(fold(name)),
        )


def _bare_number(text: str) -> Iterator[FoundQuantity]:
    """A cell that holds 2000 and nothing else holds a value, not a year."""
    match = re.fullmatch(r"[ ]*([0-9]{4})[ ]*", text)
    if match:
        start, end = match.span(1)
        yield FoundQuantity(start, end, start, "number", "eq", Decimal(match[1]))


def _grade(cell: Cell, quantity: FoundQuantity, unit_text: str) -> str | None:
    """A grade as written: 5级, also where 级 stands in the column of units."""
    written = cell.text[quantity.number : quantity.end].strip()
    if quantity.kind == "grade":
        return written
    return written + unit_text if unit_text in ("级", "星级", "星") and quantity.unit is None else None


def _trimmed(anchor: Anchor, text: str) -> Anchor:
    """The anchor without white space and separators at its ends."""
    start, end = anchor.start, anchor.end
    while start < end and text[start] in " \t\n/／、，,；;\u3000":
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Anchor(anchor.block, start, end)


def _prefix(prefix: str, lexicon: Lexicon) -> tuple[Change | None, Per | None, str | None]:
    """What stands before the number in its cell: a rate (年均), a change (新增), else what it is of (门诊)."""
    per: Per | None = None
    change: Change | None = None
    for word, rate in lexicon.units.per.items():
        if prefix.startswith(word):
            per, prefix = rate, prefix[len(word) :]
    verbs = lexicon.verbs
    for words, kind in (
        (verbs.increase, "increase"),
        (verbs.decrease, "decrease"),
        (verbs.reach, None),
        (verbs.raise_to, None),
        (verbs.lower_to, None),
    ):
        for word in sorted(words, key=len, reverse=True):
            if prefix.endswith(word):
                prefix = prefix[: -len(word)]
                change = kind  # type: ignore[assignment]
                break
    return change, per, prefix.strip(" :：") or None


def _is_unit(text: str, lexicon: Lexicon) -> bool:
    match = _UNIT.fullmatch(text)
    if match is None:
        return False
    unit = match["unit"]
    return (
        unit in lexicon.units.count
        or unit in lexicon.units.measure
        or (not unit and bool(match["magnitude"]))
    )


def _head_unit(head: Head, lexicon: Lexicon) -> str:
    return head.bracket if head.bracket and _is_unit(head.bracket, lexicon) else ""


def _binding(grid: Grid, row: int, heads: tuple[Head, ...]) -> Binding | None:
    for head in heads:
        cell = grid.cells.get((row, head.col))
        if cell is not None and head.role == "attribute":
            if "约束" in cell.text:
                return "binding"
            if "预期" in cell.text:
                return "expected"
    return None


def _period(head: Head, setting: Setting, role: MeasureRole) -> Period:
    if head.span is None:
        return inferred_period(setting, role)
    start = None if role == "target" else head.span.start
    return Period(
        text=head.text,
        start=start.isoformat() if start else None,
        end=head.span.end.isoformat(),
        basis="read",
    )
