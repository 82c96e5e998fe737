"""Measures in prose: a table of sentences, and what a sentence hands on."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.unit.extract.reading import line, read

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("measures.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_reads_the_measures_of_a_sentence(case: dict[str, Any]) -> None:
    assert [line(m) for m in read(case["text"], case["heading"])] == case["finds"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("力争床位使用率达到93%。", "strive"),
        ("确保甲级病案率不低于95%。", "must"),
        ("计划引进博士5名。", "plan"),
        ("拟每年派驻专家不少于100人次。", "plan"),
        ("完成年度计划的义诊12场。", None),
    ],
)
def test_a_word_says_how_firmly_a_target_is_meant(text: str, modality: str | None) -> None:
    assert [m.modality for m in read(text)] == [modality]


@pytest.mark.parametrize(
    ("text", "heading", "period"),
    [
        ("到2023年，床位达到800张。", "主要目标", ("到2023年", None, "2023-12-31", "read")),
        ("床位达到800张。", "主要目标", (None, "2021-01-01", "2025-12-31", "inferred")),
        ("2022年，引进博士5名。", "重点任务", ("2022年", "2022-01-01", "2022-12-31", "read")),
        ("引进博士5名。", "2024年重点任务", ("2024年", "2024-01-01", "2024-12-31", "inferred")),
        ("引进博士5名。", "“十三五”发展成效", ("“十三五”", "2016-01-01", "2020-12-31", "inferred")),
        ("床位达到800张。", "工作成效", (None, None, None, "inferred")),  # not of the years that are planned
    ],
)
def test_a_period_is_read_or_held_over(
    text: str, heading: str, period: tuple[str | None, str | None, str | None, str]
) -> None:
    (measure,) = read(text, heading)
    found = measure.period
    assert (found.text, found.start, found.end, found.basis) == period


def test_a_part_knows_its_whole() -> None:
    whole, doctors, masters, other = read("卫技人员1200人，其中博士20人、硕士300人。总床位800张。")
    assert whole.parent is None
    assert doctors.parent == masters.parent == whole.value_anchor
    assert other.parent is None


def test_a_bracket_divides_what_stands_before_it() -> None:
    whole, part = read("引进学科带头人10名（其中博士5名）。")
    assert part.parent == whole.value_anchor


def test_a_change_joins_both_its_ends() -> None:
    base, aim = read("平均住院日由8.5天下降到7.5天。")
    assert (base.role, aim.role) == ("baseline", "target")
    assert aim.compared == base.value_anchor


def test_a_far_name_is_doubtful_and_says_why() -> None:
    _, growth = read("门诊量80万人次，同比增长6%。", "工作成效")
    assert (growth.indicator, growth.confidence) == ("门诊量", 0.85)
    assert growth.doubt == "the indicator stands in an earlier clause"


def test_no_measures_are_read_under_a_chapter_of_rules() -> None:
    assert read("床位使用率低于85%的扣2分。", "评分标准") == []
