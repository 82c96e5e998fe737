"""Indicators with units and plausible values, drawn by sort: rate, thing, volume …"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.generate import vocabulary as words

FACTORS = {"万": 10**4, "亿": 10**8}
ROUND_FROM = 100
"""Plans count in round numbers from here on."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted, in what, and between which values."""

    sort: str
    name: str
    unit: str
    """As it is written after a number: %, 万人次."""
    folded: str
    """The unit that is left when 万 and 亿 are folded into the value."""
    units: tuple[str, ...]
    """Other units that serve in the truth."""
    low: Decimal
    high: Decimal
    places: int
    verbs: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def factor(self) -> int:
        """What a written number is multiplied by."""
        return FACTORS.get(self.unit[0], 1) if len(self.unit) > 1 else 1

    def draw(self, random: Random) -> Decimal:
        """A value in the written unit."""
        raw = random.uniform(float(self.low), float(self.high))
        if self.places == 0 and raw >= ROUND_FROM:
            step = 10 if raw < 10 * ROUND_FROM else 100
            return Decimal(round(raw / step) * step)
        return Decimal(str(round(raw, self.places))).quantize(Decimal(1).scaleb(-self.places))

    def draw_rising(self, random: Random, count: int) -> list[Decimal]:
        """*count* different values, smallest first."""
        values: set[Decimal] = set()
        # Few whole numbers between the ends: a little more room.
        wide = self if self.places else replace(self, high=max(self.high, self.low + 12))
        while len(values) < count:
            values.add(wide.draw(random))
        return sorted(values)


def _make(
    sort: str,
    name: str,
    unit: str,
    low: float,
    high: float,
    places: int,
    *,
    verbs: tuple[str, ...] = (),
    units: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
) -> Indicator:
    folded = unit[1:] if len(unit) > 1 and unit[0] in FACTORS else unit
    folded = folded.removeprefix("个") if folded in {"个百分点", "个工作日"} else folded
    return Indicator(
        sort, name, unit, folded, units, Decimal(str(low)), Decimal(str(high)), places, verbs, also
    )


def _rate(random: Random) -> Indicator:
    subjects, nouns = random.choice(words.RATE_GROUPS)
    name = (
        random.choice(("", "", "", "全市", "县域", "城区")) + random.choice(subjects) + random.choice(nouns)
    )
    return _make("rate", name, "%", 30, 99, random.choice((0, 0, 0, 1)))


def _paired(random: Random) -> Indicator:
    subjects, nouns = random.choice(words.RATE_GROUPS)
    return _make("paired", "、".join(random.sample(subjects, 2)) + random.choice(nouns), "%", 30, 99, 0)


def _down(random: Random) -> Indicator:
    return _make("down", random.choice(words.DOWN_RATES), "%", 1, 40, random.choice((0, 0, 1)))


def _thing(random: Random) -> Indicator:
    noun, unit, verbs, low, high = random.choice(words.THINGS)
    return _make("thing", random.choice(words.LEVEL_WORDS) + noun, unit, low, high, 0, verbs=verbs)


def _bare(random: Random) -> Indicator:
    noun, unit, verbs, low, high = random.choice(words.THINGS)
    return _make("bare", noun, unit, max(low, 6), high, 0, verbs=verbs)


def _event(random: Random) -> Indicator:
    noun, unit, verbs, low, high = random.choice(words.EVENTS)
    return _make(
        "event", random.choice(("", "", "全市", "院级", "省级")) + noun, unit, low, high, 0, verbs=verbs
    )


def _people(random: Random) -> Indicator:
    noun, verbs, low, high = random.choice(words.PEOPLE)
    name = random.choice(words.PEOPLE_WORDS) + noun
    return _make(
        "people", name, random.choice(("名", "名", "人")), low, high, 0, verbs=verbs, units=("人", "名")
    )


def _volume(random: Random) -> Indicator:
    name, unit, low, high, places = random.choice(words.VOLUMES)
    return _make("vol", name, unit, low, high, places)


def _money(random: Random) -> Indicator:
    name, unit, low, high, places = random.choice(words.MONEY)
    return _make("money", name, unit, low, high, places)


def _time(random: Random) -> Indicator:
    name, unit, low, high, places = random.choice(words.TIMES)
    return _make("time", name, unit, low, high, places, units=("个工作日",) if unit == "个工作日" else ())


def _score(random: Random) -> Indicator:
    return _make("score", random.choice(words.SCORES), "分", 80, 98, random.choice((0, 1)))


def _index(random: Random) -> Indicator:
    name, low, high, places = random.choice(words.INDEXES)
    return _make("index", name, "", low, high, places)


def _density(random: Random) -> Indicator:
    name, unit, units, low, high, places = random.choice(words.DENSITIES)
    return _make("density", name, unit, low, high, places, units=units)


def _per_mille(random: Random) -> Indicator:
    name, unit, low, high, places = random.choice(words.PER_MILLE)
    return _make("mille", name, unit, low, high, places, units=("/10 万", "1/10万") if "/" in unit else ())


def _ratio(random: Random) -> Indicator:
    return _make("ratio", random.choice(words.RATIOS), "", 0.4, 2, 2)


def _rank(random: Random) -> Indicator:
    return _make("rank", random.choice(words.RANKED), "rank", 3, 60, 0)


def _grade(random: Random) -> Indicator:
    name, grades = random.choice(words.GRADED)
    return _make("grade", name, "", 0, 1, 0, also=grades)


def _numbered(random: Random) -> Indicator:
    return _make("numbered", random.choice(words.NUMBERED_RATES), "%", 30, 99, 0)


def _cover(random: Random) -> Indicator:
    return _make("cover", random.choice(words.COVERED), "", 0, 1, 0)


SORTS: dict[str, Callable[[Random], Indicator]] = {
    "rate": _rate,
    "down": _down,
    "thing": _thing,
    "bare": _bare,
    "event": _event,
    "people": _people,
    "vol": _volume,
    "money": _money,
    "time": _time,
    "score": _score,
    "index": _index,
    "density": _density,
    "mille": _per_mille,
    "ratio": _ratio,
    "rank": _rank,
    "grade": _grade,
    "cover": _cover,
    "numbered": _numbered,
    "paired": _paired,
}

POINTS = _make("points", "", "个百分点", 1, 12, 0, units=("个百分点",))
PERCENT = _make("percent", "", "%", 3, 40, 0)
