from decimal import Decimal

import pytest
from tests.unit.export.sample import plan
from tests.unit.export.xlsx.books import with_targets

from hospplan.export.rows import TARGETS
from hospplan.export.xlsx import say
from hospplan.export.xlsx.line import Around


@pytest.mark.parametrize(
    ("value", "said"),
    [("-0.5", "-0.5%"), ("-1234.5", "-1,234.5%"), ("0.5", "0.5%"), ("5000000", "5,000,000%")],
)
def test_a_value_in_a_line_keeps_its_sign(value: str, said: str) -> None:
    update = {
        "value": Decimal(value),
        "unit": "%",
        "comparator": "eq",
        "change": None,
        "value_max": None,
        "per": None,
    }
    target = plan().targets[0].model_copy(update={**update, "grade": None, "ratio": None})
    (line,) = Around(with_targets(target), None).lines(TARGETS)
    assert say.measure(line).endswith((f" {said}", f"）{said}", said))
    assert say.measure(line).removesuffix(said)[-1:] not in {"-", "0"}
