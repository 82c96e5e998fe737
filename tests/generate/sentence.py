"""
Sentences from templates, each with the measures that it states.

A template is a text with tokens in braces:

    {rate}  {thing2}             the name of an indicator of that sort; the same token is the same indicator
    {thing!} {thing!|two}        a verb that goes with it: 建设; two of them: 建设、改造提升
    {rate=} {rate#}              a value of it with its unit, or without, which states a measure
    {rate.1=} {rate.2=}          values in rising order
    {rate>} {down<} {thing*}     a value in a drawn wording: 不低于85%; 控制在4%以内; 20个以上
    {rate@pp=}                   a value in another measure than its own (`sentence.DOMAINS`): percentage points
    {rate~}                      its unit alone
    {year} {base} {mid}          words that the setting gives
    {city} {project}             names that are drawn
    <3-9>                        a number that is no measure

After | stand flags, parted by spaces: + or - for `change` (+? where the contract leaves it open), y m d for `per`
(p? open), b for a starting point, ? for optional, c=ge a comparator that words around the token give, u (u=mid)
the year that the period ends in, name=… and also=… ($ is the indicator's name), &rate2 a further indicator that
has the same value.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.generate import forms, special
from tests.generate.indicators import SORTS, Indicator
from tests.generate.names import CITIES
from tests.generate.pen import Pen
from tests.generate.truth import ANY, Wanted
from tests.generate.vocabulary import PROJECTS

TOKEN = re.compile(
    r"\{(?P<slot>[a-z]+)(?P<number>\d?)(?:@(?P<domain>[a-z]+))?(?:\.(?P<rank>\d))?"
    r"(?P<op>[=><*!#~])?(?:\|(?P<flags>[^}]*))?\}|<(?P<low>\d+)-(?P<high>\d+)>"
)
PER = {"y": "year", "m": "month", "d": "day"}
MODAL = ("力争", "确保", "原则上", "控制", "达到", "突破", "超过", "不低于", "至少")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the place of a sentence in its document gives."""

    words: Mapping[str, str]
    role: str = "target"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text without its final full stop, and its measures."""

    kind: str
    text: str
    wanted: tuple[Wanted, ...] = ()


@dataclass
class _Filling:
    """A template on its way to a sentence."""

    kind: str
    template: str
    setting: Setting
    random: Random
    pen: Pen
    indicators: dict[str, Indicator] = field(default_factory=dict)
    rising: dict[str, list[Decimal]] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    drawn: dict[str, str] = field(default_factory=dict)

    def indicator(self, slot: str, number: str) -> Indicator:
        key = slot + number
        while key not in self.indicators:
            drawn = SORTS[slot](self.random)
            if all(drawn.name != other.name for other in self.indicators.values()):
                self.indicators[key] = drawn
        return self.indicators[key]

    def write(self, match: re.Match[str]) -> str:
        """The text of one token."""
        if match["low"]:
            return str(self.random.randint(int(match["low"]), int(match["high"])))
        slot, number = match["slot"], match["number"]
        if slot not in SORTS:
            return self._word(slot + number)
        indicator = self.indicator(slot, number)
        if match["op"] is None:
            return indicator.name
        if match["op"] == "~":
            return indicator.unit
        if match["op"] == "!":
            if match["flags"] == "two":
                return "、".join(indicator.verbs[:2])
            return self.random.choice(indicator.verbs)
        if match["domain"]:
            text, base = special.DOMAINS[match["domain"]](indicator, self.random, self.pen, match["op"])
        else:
            text, base = self._ordinary(indicator, slot + number, match)
        base = replace(base, kind=self.kind, role=self.setting.role)
        self.wanted.extend(self._flagged(base, indicator, match["flags"] or ""))
        return text

    def _word(self, key: str) -> str:
        """A word of the setting; cities and projects are drawn, each number another."""
        names = {"city": CITIES, "project": PROJECTS}.get(key.rstrip("0123456789"))
        if names:
            taken = set(self.drawn.values())
            return self.drawn.setdefault(
                key, self.random.choice([name for name in names if name not in taken])
            )
        return self.setting.words[key]

    def _ordinary(self, indicator: Indicator, key: str, match: re.Match[str]) -> tuple[str, Wanted]:
        if indicator.sort in special.SORTS:
            return special.SORTS[indicator.sort](indicator, self.random, self.pen, match["op"])
        value = indicator.draw(self.random)
        if match["rank"]:
            values = self.rising.setdefault(key, indicator.draw_rising(self.random, 3))
            value = values[int(match["rank"]) - 1]
        around = self.template[: match.start()]
        return write_value(
            indicator, value, match["op"], self.random, self.pen, role=self.setting.role, around=around
        )

    def _flagged(self, base: Wanted, indicator: Indicator, flags: str) -> Iterator[Wanted]:
        names = [indicator.name]
        for flag in flags.split():
            if flag in {"+", "-"}:
                base = replace(base, change="increase" if flag == "+" else "decrease")
            elif flag == "+?":
                base = replace(base, change=ANY)
            elif flag in PER:
                base = replace(base, per=PER[flag])
            elif flag == "p?":
                base = replace(base, per=ANY)
            elif flag == "b":
                base = replace(base, role="result")
            elif flag == "?":
                base = replace(base, is_optional=True)
            elif flag.startswith("c="):
                base = replace(base, comparator=flag[2:])
            elif flag.startswith("u"):
                base = replace(base, until=self.setting.words[flag[2:] or "year"])
            elif flag.startswith("name="):
                base = replace(base, also=(*base.also, indicator.name))
                names[0] = flag[5:].replace("$", indicator.name)
            elif flag.startswith("also="):
                base = replace(base, also=(*base.also, flag[5:].replace("$", indicator.name)))
            elif flag.startswith("&"):
                names.append(self.indicator(flag[1:].rstrip("0123456789"), flag[-1]).name)
            else:
                raise ValueError(f"no flag is called {flag!r}: {self.template}")
        yield from (replace(base, indicator=name) for name in names)


def fill(kind: str, template: str, setting: Setting, random: Random, pen: Pen) -> Sentence:
    """
    The sentence of a template.

    Raises:
        ValueError: A flag of the template is unknown.
        KeyError: A token is neither a sort nor a word of the setting.
    """
    filling = _Filling(kind, template, setting, random, pen)
    text = TOKEN.sub(filling.write, template)
    return Sentence(kind, text, tuple(filling.wanted))


def write_value(
    indicator: Indicator,
    value: Decimal,
    op: str,
    random: Random,
    pen: Pen,
    *,
    role: str = "target",
    around: str = "",
) -> tuple[str, Wanted]:
    """A value of *indicator* in a wording that *op* allows, and the measure that it states."""
    form = _choose(indicator, value, op, random, role=role, around=around)
    low, high = value, value
    if form.needs == "range":
        high = value + max(Decimal(2), (value / 4).to_integral_value()) * Decimal(1).scaleb(-indicator.places)
        high = min(high, Decimal(100)) if indicator.unit in {"%", "分"} else high
    factor = indicator.factor
    if form.needs == "range":
        pen = Pen(random)  # nobody writes 30～三十八
    number, unit = pen.number(low, indicator.unit), "" if op == "#" else indicator.unit
    end = pen.number(high, unit)
    low_text = f"{number}%" if unit == "%" else number
    text = form.text.format(v=number + unit, n=number, u=unit, lo=low_text, low=number, hi=end + unit)
    return text, Wanted(
        kind="",
        indicator=indicator.name,
        comparator=form.comparator,
        value=low * factor,
        value_max=high * factor if form.needs == "range" else None,
        unit=indicator.folded,
        units=indicator.units,
        form=form.label,
        written=number,
    )


def _choose(
    indicator: Indicator, value: Decimal, op: str, random: Random, *, role: str, around: str
) -> forms.Form:
    if op in "=#":
        return forms.COUNT[0]
    table = {">": forms.UP, "<": forms.SHORTER if indicator.sort == "time" else forms.DOWN, "*": forms.COUNT}
    is_round = value >= 20 and value % 10 == 0
    is_small = value <= 40 or indicator.unit in {"%", "分"}
    fitting = [
        form
        for form in table[op]
        if (role == "target" or not form.is_plan)
        and (form.needs != "round" or is_round)
        and (form.needs != "range" or (is_small and value <= 90))
        and (form.needs != "count" or indicator.factor > 1 or indicator.sort in {"thing", "bare"})
        # Once is enough: not 力争……力争突破, not 保持……达到.
        and not any(word in around[-30:] and word in form.text for word in MODAL)
        and (form.text[0] not in "≥≤" or around.startswith("{"))
    ]
    return random.choices(fitting, [form.weight for form in fitting])[0]
