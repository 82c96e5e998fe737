"""Multipliers, and those that an overlay adds."""

from decimal import Decimal
from pathlib import Path

import pytest

from hospplan.extract.table_units import unit_of
from hospplan.lexicon import default_lexicon, load_lexicon
from hospplan.phrases.magnitude import power_of
from hospplan.phrases.quantity import find_quantities


@pytest.mark.parametrize(
    ("magnitude", "power"),
    [("", 1), ("十", 10), ("万", 10**4), ("百万", 10**6), ("千万", 10**7), ("万亿", 10**12)],
)
def test_a_multiplier_is_a_power_of_ten(magnitude: str, power: int) -> None:
    assert power_of(magnitude, default_lexicon()) == power


def test_a_multiplier_of_an_overlay_multiplies_in_prose_and_in_tables(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('[magnitude]\n"仟" = "3"\n', "utf-8")
    lexicon = load_lexicon(tmp_path)
    (quantity,) = find_quantities("投入5仟元", lexicon)
    assert (quantity.value, quantity.unit) == (Decimal(5000), "元")
    assert unit_of("仟元", lexicon).power == 1000
    assert [q.value for q in find_quantities("投入5仟元", default_lexicon())] == [Decimal(5)]
