import pytest

from hospplan.lexicon import default_lexicon
from hospplan.models.values import OwnerKind
from hospplan.phrases.organ import Home, is_name, kind_of


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("医务科", True),
        ("各科室", True),
        ("工会", True),
        ("科室", False),
        ("重点学科", False),
        ("财务", False),
        ("脊柱", False),
        ("医务科牵头", False),
    ],
)
def test_a_name_is_told_by_its_form(text: str, verdict: bool) -> None:  # noqa: FBT001  (a column of the table)
    assert is_name(text, default_lexicon()) is verdict


@pytest.mark.parametrize(
    ("text", "home", "kind"),
    [
        ("护理部", "hospital", "department"),
        ("护理部", "government", "organisation"),
        ("财政部", "hospital", "organisation"),
        ("市疾控中心", "hospital", "organisation"),
        ("医务科", "government", "department"),
        ("云州大学", "hospital", "organisation"),
        ("工会", "hospital", "department"),
    ],
)
def test_an_ending_of_both_kinds_is_told_by_head_and_home(text: str, home: Home, kind: OwnerKind) -> None:
    assert kind_of(text, default_lexicon(), home) == kind
