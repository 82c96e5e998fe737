"""What is found about a document."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.composed import source

from hospplan.check import check
from hospplan.lexicon import default_lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.facts import Facts, FoundMeasure
from hospplan.models.plan import Finding
from hospplan.structure import assemble

CLAUSE = "(GB/T 9704-2012, 7.2.5)"
NOTHING = Facts((), ())
HEAD = "云三医〔2023〕7号\n云州市第三人民医院关于加强管理的通知\n各科室：\n请遵照执行。\n"


def findings(text: str) -> list[tuple[str, str, str | None]]:
    """(code, message, quote) of each finding."""
    read = source(text)
    found = check(read, assemble(read, default_lexicon()), NOTHING, default_lexicon())
    return [(f.code, f.message, f.source.quote if f.source else None) for f in found]


def test_a_document_in_order_has_no_findings() -> None:
    assert findings(HEAD + "一、质量\n（一）查房\n二、安全\n（一）消防\n（二）用药") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、质量\n三、安全", ("numbering-gap", "numbering goes from 一、 to 三、", "三、")),
        ("一、质量\n一、安全", ("numbering-duplicate", "number 一、 comes twice", "一、")),
        (
            "一、甲\n二、乙\n三、丙\n二、丁",
            ("numbering-order", "numbering goes back from 三、 to 二、", "二、"),
        ),
        ("一、质量\n（二）安全", ("numbering-gap", "numbering starts at （二）", "（二）")),
        ("第一条 甲。\n第三条 乙。", ("numbering-gap", "numbering goes from 第一条 to 第三条", "第三条")),
        ("1.1 甲\n1.2 乙\n1.4 丙", ("numbering-gap", "numbering goes from 1.2 to 1.4", "1.4")),
    ],
)
def test_numbers_that_jump_or_come_twice(text: str, expected: tuple[str, str, str]) -> None:
    assert findings(HEAD + text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "第一章 甲\n第一条 子。\n第二章 乙\n第二条 丑。",  # articles count on through the chapters
        "一、质量\n1.甲\n2.乙\n说明。\n1.丙\n2.丁",  # a second list
        "（一）甲\n项目1：子\n（二）乙\n项目2：丑",
        "第一章 甲\n第一节 子\n第二节 丑\n第二章 乙\n第一节 寅",
    ],
)
def test_numbers_in_order(text: str) -> None:
    assert findings(HEAD + text) == []


def test_an_attachment_that_is_listed_and_not_there() -> None:
    assert findings(
        HEAD + "附件：1.考核表\n2.流程图\n云州市第三人民医院\n2023年2月6日\n附件1\n考核表\n请填写。"
    ) == [
        ("attachment-missing", "附件2 流程图 is listed but not in the file", "流程图"),
    ]


def test_an_attachment_that_is_there_and_not_listed() -> None:
    assert findings(HEAD + "云州市第三人民医院\n2023年2月6日\n附件\n考核表\n请填写。") == [
        ("attachment-unlisted", "附件 考核表 is in the file but not listed", "附件"),
    ]


def test_an_attachment_with_another_title_than_the_listed_one() -> None:
    text = "附件：1.考核表\n2.流程图\n云州市第三人民医院\n2023年2月6日\n附件1\n考核表\n请填写。\n附件2\n工作规程\n请执行。"
    assert findings(HEAD + text) == [
        ("attachment-title", "附件2 is listed as 流程图, its title is 工作规程", "附件2"),
    ]


def test_printed_before_it_was_signed() -> None:
    text = "云州市第三人民医院\n2023年2月8日\n云州市第三人民医院办公室 2023年2月7日印发"
    assert findings(HEAD + text) == [("date-order", "成文日期 2023-02-08 is after 印发日期 2023-02-07", None)]


def test_a_notice_that_issues_a_text_which_is_not_there() -> None:
    text = (
        "云州市第三人民医院关于印发2023年工作计划的通知\n各科室：\n请执行。\n云州市第三人民医院\n2023年2月8日"
    )
    assert findings(text) == [
        ("enclosure-missing", "the notice carries 2023年工作计划, which is not in the file", None)
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (
            "云三医〔23〕7号",
            (
                "document-number-odd",
                "发文字号 云三医〔23〕7号 is not read: it should have the form 云卫发〔2023〕7号",
            ),
        ),
        (
            "云三医[2023]7号",
            (
                "document-number-form",
                f"发文字号 云三医[2023]7号 should be written 云三医〔2023〕7号 {CLAUSE}",
            ),
        ),
        (
            "云三医〔2023〕第7号",
            (
                "document-number-form",
                f"发文字号 云三医〔2023〕第7号 should be written 云三医〔2023〕7号 {CLAUSE}",
            ),
        ),
    ],
)
def test_odd_document_numbers(number: str, expected: tuple[str, str]) -> None:
    text = f"{number}\n关于放假的通知\n各科室：\n请执行。"
    assert findings(text) == [(*expected, None)]


STRAY = """
| 榜单 | 任务 | 科室 |
| 服务延伸 | 7.1 义诊 | 外联办 |
| ^ | 7.2 巡讲 | 宣传科 |
| 7.3 | 7.3 随访 | 门诊办 |
| 管理 | 8.1 预算 | 财务科 |
| ^ | 8.2 采购 | 设备科 |
"""


def test_a_number_alone_in_a_column_of_merged_names() -> None:
    assert findings(HEAD + STRAY) == [
        (
            "stray-cell",
            "cell 7.3 stands alone in a column of merged names: it cuts the group above it",
            "7.3",
        ),
    ]


def test_numbers_in_a_column_of_numbers_are_no_strays() -> None:
    assert findings(HEAD + "| 序号 | 任务 |\n| 1 | 甲 |\n| ^ | 乙 |\n| 2 | 丙 |") == []


def test_the_reader_s_findings_come_first() -> None:
    noticed = Finding(code="suffix", severity="info", message="plan.txt is Markdown")
    read = replace(source(HEAD + "一、甲\n三、乙"), findings=(noticed,))
    found = check(read, assemble(read, default_lexicon()), NOTHING, default_lexicon())
    assert [f.code for f in found] == ["suffix", "numbering-gap"]


def test_a_range_that_runs_backwards() -> None:
    read = source(HEAD + "引进5-3名骨干。")
    anchor = Anchor("b5", 2, 6)
    measure = FoundMeasure(
        anchor=anchor,
        value_anchor=anchor,
        role="target",
        indicator="骨干",
        comparator="between",
        value=Decimal(5),
        value_max=Decimal(3),
    )
    (finding,) = check(read, assemble(read, default_lexicon()), Facts((measure,), ()), default_lexicon())
    assert (finding.code, finding.message) == ("range-reversed", "the range 5-3名 of 骨干 runs backwards")
