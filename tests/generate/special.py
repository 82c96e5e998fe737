"""Values that are no plain numbers with a unit: ratios, ranks, grades, fractions, doublings, points."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.generate.forms import COUNT
from tests.generate.indicators import PERCENT, POINTS, Indicator
from tests.generate.numerals import DIGITS, counted, hanzi, plain
from tests.generate.pen import Pen
from tests.generate.truth import ANY, Wanted

Writer = Callable[[Indicator, Random, Pen, str], tuple[str, Wanted]]
FRACTIONS = ((1, 2), (2, 3), (1, 3), (3, 4), (3, 5), (4, 5), (1, 4))
ROUND_LARGE = (
    ("1.5万", 15_000),
    ("2.3万", 23_000),
    ("3万", 30_000),
    ("12万", 120_000),
    ("1.2万", 12_000),
    ("两万", 20_000),
    ("8千", 8_000),
    ("5百", 500),
    ("三千五百", 3_500),
)


def _ratio(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    value = plain(Decimal(str(round(random.uniform(0.3, 2), 2))))
    left_is_one = random.random() < 0.7
    text = f"1：{value}" if left_is_one else f"{value}：1"
    # The half-width colon is the contract's normal form.
    return text, Wanted("", indicator.name, ratio=text.replace("：", ":"), written=text)


def _rank(indicator: Indicator, random: Random, _pen: Pen, op: str) -> tuple[str, Wanted]:
    place = random.randint(2, 40)
    wanted = Wanted("", indicator.name, value=Decimal(place), unit="rank", written=str(place))
    if op == "=":
        return f"第{place}{random.choice('位名')}", wanted
    number = counted(place) if place in {3, 5, 10} and random.random() < 0.5 else str(place)
    wanted = replace(wanted, comparator="le", written=number)
    return f"前{number}{random.choice('位名')}", wanted


def _grade(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    grade = random.choice(indicator.also)
    return grade, Wanted("", indicator.name, grade=grade, written=grade)


def _cover(indicator: Indicator, _random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    return "全覆盖", Wanted("", indicator.name, value=Decimal(100), unit="%", written="全覆盖")


SORTS: dict[str, Writer] = {"ratio": _ratio, "rank": _rank, "grade": _grade, "cover": _cover}
"""Sorts whose every value is special."""


def _difference(of: Indicator) -> Writer:
    def write(indicator: Indicator, random: Random, pen: Pen, op: str) -> tuple[str, Wanted]:
        value = Decimal(random.randint(int(of.low), int(of.high)))
        if random.random() < 0.3:
            value += Decimal(random.randint(1, 9)) / 10
        form = COUNT[0]
        if op == "*":
            form = random.choice(
                [f for f in COUNT if f.text in {"{v}", "{v}以上", "{v}左右", "约{v}", "超过{v}"}]
            )
        number = pen.number(value, of.unit)
        return form.text.format(v=number + of.unit), Wanted(
            "",
            indicator.name,
            form.comparator,
            value,
            unit=of.folded,
            units=of.units,
            form=form.label,
            written=number,
        )

    return write


def _span(unit: str) -> Writer:
    def write(indicator: Indicator, random: Random, pen: Pen, _op: str) -> tuple[str, Wanted]:
        low = random.randint(2, 9)
        high = low + random.randint(1, 4)
        mark = random.choice("—-～至")
        first = pen.number(Decimal(low), unit) + ("%" if unit == "%" and random.random() < 0.7 else "")
        return f"{first}{mark}{high}{unit}", Wanted(
            "",
            indicator.name,
            "between",
            Decimal(low),
            Decimal(high),
            unit=unit.removeprefix("个"),
            units=(unit,),
            written=str(high),
        )

    return write


def _own_difference(indicator: Indicator, random: Random, pen: Pen, _op: str) -> tuple[str, Wanted]:
    high = max(2, int(indicator.low / 3))
    places = indicator.places
    value = (Decimal(random.randint(1, high * 10)) / 10) if places else Decimal(random.randint(1, high))
    number = pen.number(value, indicator.unit)
    return number + indicator.unit, Wanted(
        "",
        indicator.name,
        value=value * indicator.factor,
        unit=indicator.folded,
        units=indicator.units,
        written=number,
    )


def _fraction(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    part, whole = random.choice(FRACTIONS)
    text = f"{hanzi(whole)}分之{hanzi(part)}"
    return text, Wanted("", indicator.name, ratio=f"{part}/{whole}", written=text)


def _tenths(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    tenths = random.randint(6, 9)
    text = f"{DIGITS[tenths]}成" + ("五" if random.random() < 0.2 else "")
    value = Decimal(tenths * 10 + (5 if text.endswith("五") else 0))
    return text, Wanted("", indicator.name, value=value, unit="%", written=text)


def _percent_in_words(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    value = random.choice((60, 70, 75, 80, 85, 90, 95, 98))
    text = f"百分之{hanzi(value)}"
    return text, Wanted("", indicator.name, value=Decimal(value), unit="%", written=text)


def _fixed(*choices: tuple[str, Wanted]) -> Writer:
    def write(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
        text, wanted = random.choice(choices)
        return text, replace(wanted, indicator=indicator.name, written=text, form=text)

    return write


def _growth(value: int, change: str | None = "increase", unit: str = "%") -> Wanted:
    return Wanted("", "", value=Decimal(value), unit=unit, change=change)


def _times(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    number = random.choice(("1.2", "1.5", "2", "3", "2.5"))
    return f"{number}倍", Wanted("", indicator.name, value=Decimal(number), unit="倍", written=number)


def _in_words(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    value = random.choice((2, 3, 5, 8, 10, 12, 20, 50, 100, 120, 200, 350, 1200, 2000))
    text = counted(value)
    return text + indicator.unit, Wanted(
        "", indicator.name, value=Decimal(value), unit=indicator.folded, units=indicator.units, written=text
    )


def _roughly(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    text, value = random.choice(
        (("十", 10), ("二十", 20), ("五十", 50), ("百", 100), ("一百二十", 120), ("三百", 300), ("30", 30))
    )
    return f"{text}余{indicator.unit}", Wanted(
        "",
        indicator.name,
        "gt",
        Decimal(value),
        unit=indicator.folded,
        units=indicator.units,
        written=text,
    )


def _large(indicator: Indicator, random: Random, _pen: Pen, op: str) -> tuple[str, Wanted]:
    text, value = random.choice(ROUND_LARGE)
    unit = "人次" if indicator.sort == "people" else indicator.unit
    more = op == "*"
    return f"{text}{'余' if more else ''}{unit}", Wanted(
        "", indicator.name, "gt" if more else "eq", Decimal(value), unit=unit, written=text
    )


def _share_of_rank(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    value = random.choice((5, 10, 20, 30))
    return f"前{value}%", Wanted("", indicator.name, "le", Decimal(value), unit="%", written=str(value))


def _places_up(indicator: Indicator, random: Random, _pen: Pen, _op: str) -> tuple[str, Wanted]:
    value = random.randint(2, 12)
    number = counted(value) if random.random() < 0.2 else str(value)
    return f"{number}{random.choice('位名')}", Wanted(
        "", indicator.name, value=Decimal(value), unit="位", units=("名",), change="increase", written=number
    )


DOMAINS: dict[str, Writer] = {
    "pp": _difference(POINTS),
    "pct": _difference(PERCENT),
    "own": _own_difference,
    "ppspan": _span("个百分点"),
    "pctspan": _span("%"),
    "frac": _fraction,
    "tenths": _tenths,
    "words": _percent_in_words,
    "half": _fixed(("过半", Wanted("", "", "gt", Decimal(50), unit="%"))),
    "whole": _fixed(("100%", Wanted("", "", value=Decimal(100), unit="%"))),
    "double": _fixed(
        ("翻一番", _growth(100)), ("翻番", _growth(100)), ("翻两番", _growth(300)), ("增长一倍", _growth(100)),
        ("增长1倍", _growth(100)), ("提高一倍", _growth(100)), ("增长两倍", _growth(200)),
    ),
    "halve": _fixed(("减半", _growth(50, "decrease"))),
    "times": _times,
    "han": _in_words,
    "rough": _roughly,
    "large": _large,
    "top": _share_of_rank,
    "hundred": _fixed(
        ("百强", Wanted("", "", "le", Decimal(100), unit="rank")),
        ("五十强", Wanted("", "", "le", Decimal(50), unit="rank")),
        ("百强行列", Wanted("", "", "le", Decimal(100), unit="rank")),
    ),
    "places": _places_up,
    "none": _fixed(("零发生", Wanted("", "", value=Decimal(0), per=ANY, is_optional=True))),
}  # fmt: skip
"""Values in another measure than the indicator's own."""
