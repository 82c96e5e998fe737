"""Multipliers behind a number or before a unit: 万, 千万, 百万."""

from decimal import Decimal

from hospplan.lexicon import Lexicon

TEN = "十"
"""Behind digits alone, and no row of the table: 1.1十大行动 is a heading's number and its title."""


def power_of(magnitude: str, lexicon: Lexicon) -> Decimal:
    """
    What a number is multiplied with: 万 → 10 000, 百万 → 1 000 000, 万千 → 10 000 000, "" → 1.

    Args:
        magnitude: Rows of the table of multipliers one behind the other, the longest row at each place.
        lexicon: Its `units.magnitude` gives the power of ten of each row, that of an overlay too.

    Raises:
        KeyError: There is another word in it: a mistake in a rule.
    """
    rows = lexicon.units.magnitude
    power, at = Decimal(1), 0
    while at < len(magnitude):
        length = next(
            n for n in range(len(magnitude) - at, 0, -1) if magnitude[at : at + n] in rows or n == 1
        )
        word = magnitude[at : at + length]
        power *= 10 if word == TEN else Decimal(10) ** int(rows[word])
        at += length
    return power
