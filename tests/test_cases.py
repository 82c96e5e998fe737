"""The tables of phrases in tests/cases: each case, and the share of those that are known to be misread."""

import pytest
from tests.cases.reading import CONTEXTS, Case, differences, plan_of, read_cases, wanted

CASES = read_cases()
MOST_GAPS = 0.03
"""The share of cases that may be marked as known gaps. It only falls."""


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_case_is_read_as_its_table_says(case: Case) -> None:
    found = differences(case)
    if case.gap is None:
        assert found == []
    else:
        assert found, f"{case.id} is read rightly now: take its gap away"


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_context_itself_holds_nothing(context: str) -> None:
    plan = plan_of(context, "加强内涵建设。" if context != "deadline-cell" else "")
    owned = [task for task in plan.tasks if task.owners]
    assert (plan.targets, plan.results, len(owned)) == ((), (), int(context == "deadline-cell"))


def test_every_case_wants_something_in_a_context_that_exists() -> None:
    assert [case.id for case in CASES if not case.wants or case.context not in CONTEXTS] == []


def test_no_text_stands_twice() -> None:
    seen: dict[tuple[str, str], str] = {}
    assert [case.id for case in CASES if seen.setdefault((case.context, case.text), case.id) != case.id] == []


def test_known_gaps_are_few() -> None:
    gaps = [case.id for case in CASES if case.gap]
    assert len(gaps) <= MOST_GAPS * len(CASES), gaps


@pytest.mark.parametrize("line", ["床位使用率 85 %", "床位使用率 ge 85", "床位使用率ge 85 %", "ge 85 %", ""])
def test_a_line_that_is_no_measure_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a measure"):
        wanted(line)


def test_a_word_that_says_nothing_is_refused() -> None:
    with pytest.raises(KeyError):
        wanted("床位使用率 ge 85 % yearly")
