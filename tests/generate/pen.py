"""The hand that writes numbers: plainly, or with the habits of a noisy document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.generate.numerals import counted, grouped, plain

COUNTERS = frozenset("个家所座条支场期次项件部篇名人张间辆台户")


@dataclass
class Pen:
    """A writer with chances of its own, so that a document's content doesn't hang on its noise."""

    random: Random
    rates: Mapping[str, float] = field(default_factory=dict)

    def slips(self, kind: str) -> bool:
        """Whether the habit *kind* shows this time."""
        return self.random.random() < self.rates.get(kind, 0)

    def number(self, value: Decimal, unit: str) -> str:
        """*value* as it stands before *unit*."""
        if unit in COUNTERS and value == int(value) and value <= 3000 and self.slips("hanzi"):
            return counted(int(value))
        if value >= 1000 and self.slips("commas"):
            return grouped(value)
        return plain(value)
