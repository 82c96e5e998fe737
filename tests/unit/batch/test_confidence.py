"""What is left of a plan where only the sure is wanted."""

import hospplan
from hospplan.batch.confidence import confident

TEXT = """云州市第三人民医院2024年工作总结

一、工作成效
门诊量80万人次，同比增长6%。
二、下一年目标
引进学科带头人10名（其中博士5名）。
"""


def test_what_is_below_is_left_out_and_ids_stay() -> None:
    plan = hospplan.parse_bytes(TEXT.encode(), "x.txt")
    assert [(m.id, m.indicator, m.confidence) for m in plan.results] == [
        ("m1", "门诊量", 0.97),
        ("m2", "门诊量", 0.85),
    ]
    sure = confident(plan, 0.9)
    assert [m.id for m in sure.results] == ["m1"]
    assert sure.targets == plan.targets
    assert sure.document == plan.document


def test_nothing_is_left_out_where_all_is_sure_enough() -> None:
    plan = hospplan.parse_bytes(TEXT.encode(), "x.txt")
    assert confident(plan, 0.5) is plan
    assert confident(plan, 0.0) is plan


def test_nothing_names_what_is_left_out() -> None:
    plan = hospplan.parse_bytes(TEXT.encode(), "x.txt")
    whole, part = plan.targets
    assert part.parent == whole.id
    doubtful = whole.model_copy(update={"confidence": 0.6, "doubt": "for the test"})
    sure = confident(plan.model_copy(update={"targets": (doubtful, part)}), 0.9)
    (left,) = sure.targets
    assert (left.id, left.parent) == (part.id, None)
