"""The values of one cell of a table: ≥40, 年均30, 门诊35/住院92, 1：0.4, [20], ≥15000人次/年."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from hospplan.extract.asides import COMPARISON
from hospplan.extract.table_units import TableUnit
from hospplan.extract.values import per_of_name, split_rate, unit_of_name
from hospplan.grammar.fragments import alternatives
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Cell
from hospplan.models.outline import QUOTE_MAX
from hospplan.models.values import Change, Per
from hospplan.phrases.numeral import plain
from hospplan.phrases.period import Calendar, FoundPeriod, find_periods
from hospplan.phrases.quantity import FoundQuantity, canonical_unit, find_quantities
from hospplan.text.fold import fold

_COUNTS_OF_ONE = (None, "人", "次", "例", "台")
_SEPARATORS = " \t\n/／、，,；;\u3000"
_MINUS = re.compile(r"[-−－﹣]\s*$")


@dataclass(frozen=True, slots=True)
class CellValue:
    """One value that a cell holds."""

    quantity: FoundQuantity
    anchor: Anchor
    """The quote."""
    value_anchor: Anchor
    grade: str | None
    qualifier: str | None
    value: Decimal | None
    value_max: Decimal | None
    unit: str | None
    change: Change | None
    per: Per | None
    period: FoundPeriod | None = None
    """The one that the cell itself names before the value."""


def read_values(
    cell: Cell, name: str, unit: TableUnit, lexicon: Lexicon, *, calendar: Calendar | None = None
) -> Iterator[CellValue]:
    """
    The values of one cell, in order.

    Args:
        cell: The cell.
        name: The indicator's name, whose last word may be the unit (…人次).
        unit: What the table says of the unit elsewhere; a unit in the cell itself wins.
        lexicon: The tables of words.
        calendar: What a year in the cell is read against.
    """
    text = fold(cell.text)
    periods = list(find_periods(text, calendar or Calendar(), lexicon))
    if len(text.strip()) == _YEAR_DIGITS:
        periods = []
    dated = {i for period in periods for i in range(period.start, period.end)}
    quantities = [q for q in find_quantities(text, lexicon) if q.number not in dated] or list(
        _bare_number(text)
    )
    if any(q.kind != "grade" for q in quantities):
        quantities = [q for q in quantities if q.kind != "grade"]
    last = 0
    for quantity in quantities:
        before = text[last : quantity.start]
        own_period = next((p for p in reversed(periods) if last <= p.start < quantity.start), None)
        anchor = Anchor(cell.id, last, quantity.end) if len(quantities) > 1 else Anchor(cell.id, 0, len(text))
        if anchor.end - anchor.start > QUOTE_MAX:
            anchor = Anchor(cell.id, quantity.start, quantity.end)
        change, per, qualifier = _prefix(before, lexicon)
        is_own = quantity.unit is not None
        power = Decimal(1) if is_own or quantity.has_magnitude else unit.power
        said, rate = split_rate(quantity.unit or unit.unit)
        named = unit_of_name(fold(name), lexicon, is_money=unit.unit == "元")
        if named in lexicon.units.named and said in _COUNTS_OF_ONE:
            said = named
        if said is None and named is not None and not unit.written:
            said = named
        last = quantity.end
        yield CellValue(
            quantity,
            _trimmed(anchor, cell.text),
            Anchor(cell.id, quantity.start, quantity.end),
            _grade(cell, quantity, unit),
            qualifier,
            None if quantity.value is None else plain(quantity.value * power),
            None if quantity.value_max is None else plain(quantity.value_max * power),
            None if quantity.kind in ("ratio", "grade", "fraction") else canonical_unit(said, lexicon),
            quantity.change or change,
            per or rate or per_of_name(fold(name)),
            own_period,
        )


_YEAR_DIGITS = 4


def is_negative(cell: Cell, value: CellValue) -> bool:
    """Whether a minus stands before the number: in a column of growth it is a decrease."""
    return _MINUS.search(cell.text[: value.value_anchor.start]) is not None


def _bare_number(text: str) -> Iterator[FoundQuantity]:
    """A cell that holds 2000 and nothing else holds a value, not a year."""
    match = re.fullmatch(r"[ ]*([0-9]{4})[ ]*", text)
    if match:
        start, end = match.span(1)
        yield FoundQuantity(start, end, start, "number", "eq", Decimal(match[1]))


def _grade(cell: Cell, quantity: FoundQuantity, unit: TableUnit) -> str | None:
    """A grade as written: 5级, also where 级 stands in the column of units."""
    if quantity.grade:
        return cell.text[quantity.number : quantity.number + len(quantity.grade)]
    written = cell.text[quantity.number : quantity.end].strip()
    return written + unit.written if unit.is_grade and quantity.unit is None else None


def _trimmed(anchor: Anchor, text: str) -> Anchor:
    """The anchor without white space and separators at its ends."""
    start, end = anchor.start, anchor.end
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Anchor(anchor.block, start, end)


def _prefix(before: str, lexicon: Lexicon) -> tuple[Change | None, Per | None, str | None]:
    """What stands before the number in its cell: a rate (年均), a change (新增), else what it is of (门诊)."""
    prefix = before.strip(_EDGE)
    prefix = COMPARISON.regex(lexicon).sub("", prefix).strip(_EDGE)
    per: Per | None = None
    change: Change | None = None
    for word, rate in lexicon.units.per.items():
        if prefix.startswith(word):
            per, prefix = rate, prefix[len(word) :].strip(_EDGE)
        elif word in prefix and not word.startswith("/"):
            per, prefix = rate, prefix[: prefix.index(word)].strip(_EDGE)  # 每个县每年开展1次
    verb = _verbs(lexicon).search(prefix)
    if verb is not None:
        prefix = prefix[: verb.start()].strip(_EDGE)
        verbs = lexicon.verbs
        change = (
            "increase" if verb[0] in verbs.increase else "decrease" if verb[0] in verbs.decrease else None
        )
    return change, per, prefix.strip(_EDGE) or None


_EDGE = " /;；，,、:：\n[]【】()*-−－—+累计。"


@lru_cache(maxsize=4)
def _verbs(lexicon: Lexicon) -> re.Pattern[str]:
    verbs = lexicon.verbs
    words = (*verbs.increase, *verbs.decrease, *verbs.reach, *verbs.raise_to, *verbs.lower_to)
    return re.compile(alternatives(words) + "$")
