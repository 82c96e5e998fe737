"""
Quantities: a number with its bound and unit, or a ratio, fraction, multiple, rank or grade.

This room reads what stands in one place. Whether it is a measure, and of what, is for `extract` to say.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from hospplan.errors import PhraseError
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.values import Change, Comparator
from hospplan.phrases.magnitude import power_of
from hospplan.phrases.numeral import plain, read_numeral
from hospplan.phrases.quantity_rules import (
    COVERAGE,
    FRACTION,
    GRADE,
    HAN_NUMBER,
    MULTIPLE,
    NUMBER,
    PERCENT,
    RANK,
    RATIO,
)

Kind = Literal["number", "ratio", "fraction", "multiple", "rank", "grade"]


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """
    One quantity in a folded text.

    `start` to `end` (half-open) holds bound, number and unit; `number` is where the number itself starts.
    """

    start: int
    end: int
    number: int
    kind: Kind
    comparator: Comparator
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    grade: str | None = None
    ratio: str | None = None
    change: Change | None = None
    """Set by the words of the quantity itself: 翻一番, 减半."""
    is_bounded: bool = False
    """A word or sign bounds it: then the number is meant as a value even without a unit."""
    is_han: bool = False
    is_duration: bool = False
    has_magnitude: bool = False
    """万, 亿 … stand in the number: of money the unit may then be silent."""


Groups = dict[str, str | None]


def find_quantities(text: str, lexicon: Lexicon) -> Iterator[FoundQuantity]:
    """All quantities of a folded text in order, none overlapping; at one place the longest."""
    found: list[FoundQuantity] = []
    for rule, needs, build in _READERS:
        if not needs.search(text):
            continue
        is_number = build is _number
        matches = _numbers(text, rule, needs, lexicon) if is_number else rule.regex(lexicon).finditer(text)
        for match in matches:
            quantity = build(match, lexicon)
            if quantity is not None:
                found.append(quantity)
    found.sort(key=lambda q: (q.number, -q.end))
    last = 0
    for quantity in found:
        if quantity.number >= last:
            yield quantity
            last = quantity.end


def _numbers(text: str, rule: Rule, digits: re.Pattern[str], lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """
    The matches of a rule of numbers, tried where digits start and not at each character.

    The same as `finditer`, and faster: the pattern starts with a bound that may be missing, and such a pattern is
    tried in full at each place.
    """
    regex, bounds = rule.regex(lexicon), _before(lexicon)
    at = 0
    while found := digits.search(text, at):
        start = end = found.start()
        while end > at and text[end - 1] == " ":
            end -= 1
        lengths = range(min(_LONGEST_BOUND, end - at), 0, -1)
        starts = (*(end - n for n in lengths if text[end - n : end] in bounds), start)
        match = next((m for s in starts if (m := regex.match(text, s))), None)
        if match is not None:
            yield match
        at = start + 1 if match is None else max(match.end(), start + 1)


_LONGEST_BOUND = 6


def _bound(match: re.Match[str], lexicon: Lexicon) -> Comparator:
    """The comparator that the words before, inside and after the number give; the last word of all wins."""
    group = match.groupdict()
    before, after = group.get("before"), group.get("after")
    if after and not (before and lexicon.bounds.after.get(after) == "approx"):
        return lexicon.bounds.after.get(after, "le")  # 内
    if before:
        return _before(lexicon)[before]
    return "gt" if group.get("more") else "eq"


@lru_cache(maxsize=4)
def _before(lexicon: Lexicon) -> Mapping[str, Comparator]:
    return lexicon.bounds.all_before()


def bound_of(word: str, lexicon: Lexicon) -> Comparator:
    """The comparator that a word before a value gives: 不得超过 → le."""
    return _before(lexicon)[word]


@lru_cache(maxsize=4)
def _durations(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.units.duration)


def canonical_unit(unit: str | None, lexicon: Lexicon) -> str | None:
    """The unit as the output writes it: ㎡ → 平方米, 个百分点 → 百分点."""
    return lexicon.units.canonical.get(unit, unit) if unit else None


def _number(match: re.Match[str], lexicon: Lexicon) -> FoundQuantity | None:
    group = match.groupdict()
    value_text, low_text = group["value"] or "", group.get("low")
    is_han = not value_text[0].isdigit()
    if not is_han and (_looks_like_code(low_text or value_text, group) or _is_below_zero(match, lexicon)):
        return None
    if is_han and len(value_text) > 1 and not any(c in "十百千万亿" for c in value_text):
        return None  # 唯一一家, 三五个: digits side by side are no numeral of count
    if is_han and value_text in ("百", "千", "万", "亿") and not (group.get("more") or group["before"]):
        return None  # 万元以上设备, 百场义诊: a place alone is a manner of speaking; 近万人次 is a number
    magnitude = (group.get("magnitude") or "") + (group.get("more_magnitude") or "")
    unit = group["unit"]
    if unit == "万元":
        magnitude, unit = magnitude + "万", "元"
    try:
        value = read_numeral(value_text) * power_of(magnitude, lexicon)
        if group.get("rest"):
            rest = read_numeral(group["rest"] or "") * power_of(group["rest_magnitude"] or "", lexicon)
            value += rest  # 3万5千
        low = None
        if low_text:
            # 3-5万: the multiplier behind the range is meant for both ends
            low = read_numeral(low_text) * power_of(group.get("low_magnitude") or magnitude, lexicon)
    except PhraseError:
        return None  # 三二百: no numeral, so no quantity; the ledger of numbers shows it as unread
    if not _is_figure(value) or not (low is None or _is_figure(low)):
        return None
    comparator = _bound(match, lexicon)
    value_max = None
    if low is not None:
        if low >= value:
            return None  # 12-3: not a range
        low_unit = group.get("low_unit")
        if low_unit and unit and canonical_unit(low_unit, lexicon) != canonical_unit(unit, lexicon):
            return None
        value, value_max, comparator = low, value, "between"
    return FoundQuantity(
        start=match.start(),
        end=match.end(),
        number=match.start("low") if low_text else match.start("value"),
        kind="number",
        comparator=comparator,
        value=plain(value),
        value_max=None if value_max is None else plain(value_max),
        unit=canonical_unit(unit, lexicon),
        is_bounded=bool(group["before"] or group["after"]),
        is_han=is_han,
        is_duration=unit in _durations(lexicon),
        has_magnitude=bool(magnitude) or (is_han and value >= 10_000),
    )


_DIGITS_OF_A_FIGURE = 15
"""All that a JSON number surely holds (IEEE 754, double); the largest sums of a plan have half of them."""


def _is_figure(value: Decimal) -> bool:
    """Whether a number has no more digits than one that somebody counted: 123456789012345.12345678 is none."""
    return (
        len(value.normalize().as_tuple().digits) <= _DIGITS_OF_A_FIGURE
        and value.adjusted() <= _DIGITS_OF_A_FIGURE
    )


def _looks_like_code(text: str, group: Groups) -> bool:
    """A leading zero (0575) or a bare year (2021, but not ≥2000 or 2000以上): a telephone number or a date, no quantity."""
    if len(text) > 1 and text[0] == "0" and text[1].isdigit():
        return True
    is_bare = not (group["unit"] or group.get("magnitude") or group["before"] or group["after"])
    return is_bare and bool(re.fullmatch(r"(?:19|20)[0-9]{2}", text))


def _is_below_zero(match: re.Match[str], lexicon: Lexicon) -> bool:
    """
    A minus stands between a bound and the number: 不低于-0.5%, 为-3.2.

    No measure is below zero yet; without its sign it would be another, so such a number stays unread. After other
    words the stroke is a dash, or joins two parts (门诊-住院).
    """
    text, start = match.string, match.start()
    if start < 2 or text[start - 1] not in _MINUS:
        return False
    before = text[max(0, start - 1 - _LONGEST_BOUND) : start - 1]
    return before.endswith((*_before(lexicon), *_LEADING_TO))


_MINUS = "-\u2212"
_LEADING_TO = ("为", "达到", "降至", "降到", "升至", "升到")


_BASES = {"百": "%", "千": "‰", "万": "/万", "十万": "/10万", "10万": "/10万"}


def _percent(match: re.Match[str], lexicon: Lexicon) -> FoundQuantity | None:
    group = match.groupdict()
    comparator = _bound(match, lexicon)
    unit = "%"
    if group["majority"]:
        value, comparator = Decimal(50), "gt"
    elif group["one_half"]:
        value = Decimal(50)
    elif group["tenths"]:
        ones = 5 if group["half"] else read_numeral(group["digit"]) if group["digit"] else 0
        value = read_numeral(group["tenths"] or "") * 10 + ones
    else:
        unit = _BASES[group["base"] or ""]
        whole, _, fraction = (group["value"] or "").partition("点")
        try:
            value = read_numeral(whole)
            if fraction:
                value += Decimal(f"0.{''.join(str(read_numeral(c)) for c in fraction)}")
        except PhraseError:
            return None
        if not _is_figure(value):
            return None
    number = next(match.start(name) for name in ("base", "tenths", "majority", "one_half") if group[name])
    return FoundQuantity(
        match.start(), match.end(), number, "number", comparator, value, unit=unit, is_bounded=True
    )


def _fraction(match: re.Match[str], lexicon: Lexicon) -> FoundQuantity | None:
    group = match.groupdict()
    over, under = group["over"] or group["upper"] or "", group["under"] or group["lower"] or ""
    top, bottom = read_numeral(over), read_numeral(under)
    if top >= bottom:
        return None
    start = match.start("under") if group["under"] else match.start("upper")
    if group["front"]:  # 居全省前1/3: a rank, told as a share
        return FoundQuantity(
            match.start("front"), match.end(), start, "rank", "le", ratio=f"{top}/{bottom}", is_bounded=True
        )
    return FoundQuantity(
        match.start(),
        match.end(),
        start,
        "fraction",
        _bound(match, lexicon),
        ratio=f"{top}/{bottom}",
        is_bounded=True,
    )


def _ratio(match: re.Match[str], lexicon: Lexicon) -> FoundQuantity:
    return FoundQuantity(
        match.start(),
        match.end(),
        match.start("left"),
        "ratio",
        _bound(match, lexicon),
        ratio=f"{match['left']}:{match['right']}",
        is_bounded=bool(match["before"] or match["after"]),
    )


def _multiple(match: re.Match[str], _: Lexicon) -> FoundQuantity:
    if match["half"]:
        value, change = Decimal(50), "decrease"
    else:
        doublings = 1 if match["doublings"] in (None, "了一") else int(read_numeral(match["doublings"]))
        value, change = Decimal((2**doublings - 1) * 100), "increase"
    return FoundQuantity(
        match.start(),
        match.end(),
        match.start(),
        "multiple",
        "eq",
        value,
        unit="%",
        change="decrease" if change == "decrease" else "increase",
        is_bounded=True,
    )


def _coverage(match: re.Match[str], _: Lexicon) -> FoundQuantity:
    """全覆盖 is 100 %."""
    return FoundQuantity(
        match.start(), match.end(), match.start(), "number", "eq", Decimal(100), unit="%", is_bounded=True
    )


def _rank(match: re.Match[str], _: Lexicon) -> FoundQuantity | None:
    group = match.groupdict()
    if group["share"]:
        value, unit = Decimal(group["share"] or ""), group["share_unit"] or "%"
    else:
        try:
            value = read_numeral(
                group["place"] or group["bare"] or group["first"] or group["top"] or group["strong"] or ""
            )
        except PhraseError:
            return None
        unit = "rank"
    return FoundQuantity(
        match.start(),
        match.end(),
        match.start(),
        "rank",
        "le" if group["within"] or not (group["place"] or group["bare"]) else "eq",
        value,
        unit=unit,
        is_bounded=True,
    )


def _grade(match: re.Match[str], lexicon: Lexicon) -> FoundQuantity:
    comparator: Comparator = "eq"
    if match["after"]:
        comparator = "ge" if match["after"].endswith("上") else "le"
    elif match["before"]:
        comparator = bound_of(match["before"], lexicon)
    start = match.start("grade")
    return FoundQuantity(match.start(), match.end(), start, "grade", comparator, grade=match["grade"].strip())


# Rule, a cheap test that it can match at all, and what makes a quantity of a match.
_READERS: tuple[
    tuple[Rule, re.Pattern[str], Callable[[re.Match[str], Lexicon], FoundQuantity | None]], ...
] = (
    (NUMBER, re.compile("[0-9]"), _number),
    (HAN_NUMBER, re.compile("[一二两三四五六七八九十百千万亿]"), _number),
    (PERCENT, re.compile("[成半]|分之"), _percent),
    (FRACTION, re.compile("分之|/"), _fraction),
    (RATIO, re.compile("[0-9] ?:"), _ratio),
    (MULTIPLE, re.compile("[翻减]"), _multiple),
    (COVERAGE, re.compile("覆盖"), _coverage),
    (RANK, re.compile("[第前强]"), _rank),
    (GRADE, re.compile("[级甲乙星等A-E]"), _grade),
)
