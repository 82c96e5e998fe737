"""The years of a document: what it looks back on, when it is issued, what it aims at."""

from dataclasses import dataclass
from random import Random

SHARE_OF_YEARLY = 0.3
SHARE_OF_OLD = 0.06


@dataclass(frozen=True, slots=True)
class Years:
    """In rising order, but that a yearly plan's first aim is the year it is issued in."""

    base: int
    """Of the starting point; its end is past when the document is issued."""
    issued: int
    mid: int
    """Of the nearer aim."""
    year: int
    """Of the further aim."""
    is_yearly: bool
    """A plan for one year, that of `mid`; its further aims are the year after."""
    is_old: bool
    """Of the time before 2010: the standard of 1999, with its dates in Chinese numerals."""

    @classmethod
    def draw(cls, random: Random) -> "Years":
        """The years of one document: none aims at what is past when it is issued."""
        is_old = random.random() < SHARE_OF_OLD
        year = random.randint(2004, 2010) if is_old else random.randint(2022, 2027)
        if random.random() < SHARE_OF_YEARLY:
            return cls(year - 2, year - 1, year - 1, year, is_yearly=True, is_old=is_old)
        base = year - random.choice((4, 5))
        return cls(base, base + 1, year - 2, year, is_yearly=False, is_old=is_old)

    @property
    def words(self) -> dict[str, str]:
        """What templates call them."""
        return {"year": str(self.year), "mid": str(self.mid), "base": str(self.base)}

    @property
    def span(self) -> str:
        """As titles name the time of the plan: 2024年, 2021—2025年."""
        return f"{self.mid}年" if self.is_yearly else f"{self.issued}—{self.year}年"
