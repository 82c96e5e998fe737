"""The comparison with the truth lets nothing through, and says each difference in a line to act on."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from tests.truth import differences

from hospplan.models.document import (
    Document,
    Header,
    Imprint,
    Part,
    Section,
    SectionNumber,
    SignOff,
    SourceInfo,
)
from hospplan.models.plan import Deadline, Measure, Owner, Period, Place, Plan, Task

TRUTH: dict[str, Any] = {
    "header": {"title": "2023年工作计划", "addressees": ["各科室"], "sign_off_date": "2023-02-06"},
    "periods": {"targets": "2023"},
    "headings": [[1, "一、", "主要目标"]],
    "inner": [],
    "targets": [
        {"indicator": "平均住院日", "comparator": "le", "value": "7.4", "unit": "天"},
        {
            "indicator": "博士",
            "comparator": "eq",
            "value": "5",
            "unit": "名",
            "change": "increase",
            "per": "year",
        },
    ],
    "optional": [{"indicator": "支部", "comparator": "eq", "value": "12", "unit": "个"}],
    "results": [],
    "optional_results": [],
    "tasks": [
        {
            "number": "1.1",
            "title": "引进博士",
            "deadline": "2023-06-30",
            "owners": [{"name": "人力资源部", "kind": "department", "role": "responsible"}],
        }
    ],
    "tables": [],
}
PLACE = Place(block="b1", start=0, end=3, quote="7.4")
BY_2023 = Period(end="2023-12-31")


def _measure(indicator: str, comparator: Any, value: str, unit: str, **more: Any) -> Measure:
    return Measure(
        id="m1", role="target", indicator=indicator, comparator=comparator, value=Decimal(value), unit=unit,
        confidence=1, source=PLACE, **{"period": BY_2023, **more},
    )  # fmt: skip


def _plan(*targets: Measure, owner: str = "人力资源部") -> Plan:
    section = Section(
        id="s1",
        level=1,
        number=SectionNumber(text="一、", style="hanzi", ordinal=1),
        title="主要目标",
        heading="b1",
    )
    document = Document(
        source=SourceInfo(name="a.docx", media_type="", sha256="", size=0, pages=None),
        header=Header(title="2023年工作计划", addressees=("各科室",)),
        parts=(Part(kind="main", sections=(section,)),),
        sign_off=SignOff(date="2023-02-06"),
        imprint=Imprint(),
    )
    task = Task(
        id="k1", number="1.1", title="引进博士", source=PLACE,
        deadline=Deadline(text="6月底", end="2023-06-30"),
        owners=(Owner(name=owner, kind="department", role="responsible"),),
    )  # fmt: skip
    return Plan(document=document, targets=targets, tasks=(task,))


STAY = _measure("平均住院日", "le", "7.4", "天")
DOCTORS = _measure("博士", "eq", "5", "名", change="increase", per="year")


def test_equal_readings_have_no_differences() -> None:
    assert differences(TRUTH, _plan(STAY, DOCTORS)) == []


def test_an_optional_measure_may_be_there() -> None:
    assert differences(TRUTH, _plan(STAY, DOCTORS, _measure("党支部", "eq", "12", "个"))) == []


@pytest.mark.parametrize(
    ("instead", "told"),
    [
        (_measure("平均住院日", "eq", "7.4", "天"), "平均住院日 eq 7.4 天"),
        (_measure("平均住院日", "le", "7.41", "天"), "平均住院日 le 7.41 天"),
        (_measure("平均住院日", "le", "7.4", "%"), "平均住院日 le 7.4 %"),
        (_measure("床位使用率", "le", "7.4", "天"), "床位使用率 le 7.4 天"),
        (_measure("平均住院日", "le", "7.4", "天", change="decrease"), "平均住院日 le 7.4 天 decrease"),
        (_measure("平均住院日", "le", "7.4", "天", value_max=8), "平均住院日 le 7.4–8 天"),
    ],
)
def test_each_field_of_a_measure_counts(instead: Measure, told: str) -> None:
    assert differences(TRUTH, _plan(instead, DOCTORS)) == [
        "target missing: 平均住院日 le 7.4 天",
        f"target extra: {told} in «7.4»",
    ]


def test_a_measure_too_much_and_one_too_few_are_told() -> None:
    assert differences(TRUTH, _plan(STAY, STAY, DOCTORS)) == ["target extra: 平均住院日 le 7.4 天 in «7.4»"]
    assert differences(TRUTH, _plan(DOCTORS)) == ["target missing: 平均住院日 le 7.4 天"]


def test_a_period_of_another_year_is_told() -> None:
    late = _measure("平均住院日", "le", "7.4", "天", period=Period(end="2025-12-31"))
    assert differences(TRUTH, _plan(late, DOCTORS)) == [
        "target 平均住院日 le 7.4 天: the period's end is '2025-12-31', not '2023'"
    ]


def test_owners_header_headings_and_deadlines_count() -> None:
    truth = deepcopy(TRUTH)
    truth["header"]["addressees"] = ["各院区"]
    truth["headings"] = [[1, "一、", "重点工作"]]
    truth["tasks"][0]["deadline"] = "2023-12-31"
    assert differences(truth, _plan(STAY, DOCTORS, owner="护理部")) == [
        "header: addressees is ('各科室',), not ['各院区']",
        "heading missing: 1 一、 重点工作",
        "heading extra: 1 一、 主要目标",
        "task 引进博士: deadline is 2023-06-30, not 2023-12-31",
        "task 引进博士: owner missing: 人力资源部 department responsible",
        "task 引进博士: owner extra: 护理部 department responsible",
    ]
