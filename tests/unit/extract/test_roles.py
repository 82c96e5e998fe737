"""What a heading says of the numbers beneath it."""

import pytest

from hospplan.extract.roles import heading_role
from hospplan.lexicon import default_lexicon


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("“十三五”期间发展成效", "result"),
        ("主要任务指标", "target"),
        ("面临的形势与挑战", "context"),
        ("指导思想、基本原则与发展目标", "target"),
        ("2023年工作总结", "result"),
        ("下一步工作打算", "target"),
        ("评分标准与计分", "rule"),
        ("质量指标持续优化", None),  # a slogan: only the last word heads a heading
        ("补齐发展短板", None),  # a task, not the situation
        ("加强组织领导", None),
        ("坚持常态长效，巩固疫情防控成果", None),  # what is worked on, no result
        ("深化综合改革取得新成效", "result"),
        ("2024年年度报告", "result"),
    ],
)
def test_a_heading_is_headed_at_its_end(heading: str, role: str | None) -> None:
    assert heading_role(heading, default_lexicon()) == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("启动“人才领跑”工程，激发创新活力工程", None),
        ("加快推进绿色低碳转型行动", None),
        ("实施临床专科建设项目", None),
        ("城市更新工程", None),
        ("2024年工作计划", "target"),
        ("下一步重点工作打算", "target"),
        ("“十四五”时期发展目标和主要任务", "target"),
        ("2025—2027年工作安排", "target"),
        ("存在问题", "context"),
    ],
)
def test_a_slogan_does_not_turn_results_into_targets(heading: str, role: str | None) -> None:
    assert heading_role(heading, default_lexicon(), above="result") == role


def test_an_item_does_not_turn_results_into_targets() -> None:
    assert heading_role("完成年度任务", default_lexicon(), above="result", is_item=True) is None
