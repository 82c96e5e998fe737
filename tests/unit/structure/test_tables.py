"""Tables: heads, captions, ids."""

import pytest
from tests.composed import document, texts

from hospplan.models.document import Table

TITLE = "云州市第三人民医院2023年工作方案\n一、指标\n"


def read(text: str) -> Table:
    return document(TITLE + text).parts[0].tables[0]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("| 序号 | 指标 | 目标 |\n| 1 | 床位 | 900 |", 1),
        ("| 2023年主要指标 | < | < |\n| 序号 | 指标 | 目标 |\n| 1 | 床位 | 900 |", 2),
        ("| 序号 | 指标 | 目标值 | < |\n| ^ | ^ | 2023年 | 2025年 |\n| 1 | 床位 | 900 | 1000 |", 2),
        (
            "| 序号 | 指标 | 目标值 |  |\n|  |  | 2023年 | 2025年 |\n| 1 | 床位 | 900 | 1000 |",
            2,
        ),  # spans lost
        ("| 甲 | 乙 |\n| 床位 | 900 |\n| 职工 | 1000 |", 1),  # unknown heads, short and without digits
        ("| 床位 | 900 |\n| 职工 | 1000 |", 0),
        ("| 类别 | 任务 | 牵头科室（部门） |\n| 质量 | 查房 | 医务科 |\n| ^ | 会诊 | 医务科 |", 1),
        ("| 指标 |", 1),
    ],
)
def test_rows_of_heads(text: str, heads: int) -> None:
    assert read(text).header_rows == heads


def test_a_first_row_over_the_whole_table_is_its_caption_and_stays() -> None:
    table = read("| 2023年主要指标 | < | < |\n| 序号 | 指标 | 目标 |\n| 1 | 床位 | 900 |")
    assert table.caption == "2023年主要指标"
    assert (table.cells[0].id, table.cells[0].col_span) == ("t1.0.0", 3)


@pytest.mark.parametrize("line", ["表1 2023年主要指标", "2023年主要指标一览表", "附表2：主要指标"])
def test_a_line_above_that_names_the_table_is_copied(line: str) -> None:
    doc = document(f"{TITLE}{line}\n单位：万元\n| 序号 | 指标 |\n| 1 | 收入 |")
    assert doc.parts[0].tables[0].caption == line
    assert texts(doc.parts[0]) == ["一、指标", line, "单位：万元", "t1"]


@pytest.mark.parametrize(
    "line", ["各项指标如下。", "（一）主要指标一览表", "请按下表执行：", "主要指标如下表。"]
)
def test_other_lines_above_are_no_caption(line: str) -> None:
    assert read(f"{line}\n| 序号 | 指标 |\n| 1 | 收入 |").caption is None


def test_the_title_of_an_attachment_is_no_caption() -> None:
    doc = document("关于考核的通知\n各科室：\n请执行。\n附件1\n考核指标表\n| 序号 | 指标 |\n| 1 | 收入 |")
    assert doc.parts[1].title == "考核指标表"
    assert doc.parts[1].tables[0].caption is None


def test_ids_count_on_through_the_parts() -> None:
    doc = document(
        "关于考核的通知\n各科室：\n请看下表。\n| 甲 | 乙 |\n| 1 | 2 |\n附件1\n考核表\n| 丙 | 丁 |\n| 3 | 4 |"
    )
    assert [table.id for part in doc.parts for table in part.tables] == ["t1", "t2"]
    assert doc.parts[1].tables[0].cells[-1].id == "t2.1.1"
