import re

import pytest
from tests.unit.export.sample import plan

from hospplan.cli.screen import MEASURE_COLUMNS, TASK_COLUMNS, fitting, screen_table, shared_out
from hospplan.cli.tree import tree
from hospplan.cli.wrap import columns
from hospplan.export.rows import TASKS, Entry, Reading, measures

READING = Reading.of("plan.docx", plan())
MEASURES = list(measures(["target", "baseline"]).records(READING))


def table(width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    text = screen_table("plan.docx", MEASURE_COLUMNS, MEASURES, "zh", is_screen=True)
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_table_is_aligned_and_names_its_columns() -> None:
    lines = screen_table("plan.docx", TASK_COLUMNS, list(TASKS.records(READING)), "zh", is_screen=False)
    assert [line.rstrip() for line in lines.splitlines()] == [
        "plan.docx (1)",
        "编号    任务          牵头  责任            时限           章节                    位置",
        "─" * 87,
        "（一）  建设胸痛中心  李安  心内科、急诊科  2024年6月底前  三、（一）建设胸痛中心  b6",
    ]


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_lines_fit_the_screen_and_values_are_never_cut(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = table(width, monkeypatch)
    assert all(columns(line.rstrip()) <= width for line in text.splitlines())
    for value in ("85.5", "减0.3", "80"):
        assert any(value in line.split() for line in text.splitlines()), value


def test_a_wide_screen_shows_more_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow, wide = table(56, monkeypatch).splitlines()[1], table(200, monkeypatch).splitlines()[1]
    assert narrow.split() == ["类别", "指标", "比较", "值", "单位", "期限"]
    assert {"基线", "章节", "原文", "位置", "存疑"} < set(wide.split())


def test_the_columns_of_low_rank_go_first_and_what_is_left_is_shared_out() -> None:
    chosen = [column for column in MEASURE_COLUMNS if column.key in {"indicator", "value", "quote", "block"}]
    widest = {"indicator": 40, "value": 5, "quote": 50, "block": 4}
    kept = fitting(chosen, widest, 48)
    assert [column.key for column in kept] == ["indicator", "value", "quote"]
    assert shared_out(kept, widest, 48) == [20, 5, 17]
    assert [column.key for column in fitting(chosen, widest, 10)] == ["indicator"]


def test_heads_can_be_english() -> None:
    text = screen_table("plan.docx", MEASURE_COLUMNS, MEASURES, "en", is_screen=False)
    assert text.splitlines()[1].split()[:6] == ["role", "indicator", "comparator", "value", "unit", "period"]


def test_a_tree_shows_the_whole_structure() -> None:
    assert tree("plan.docx", plan(), "zh", is_screen=False) == (
        "云州市第三人民医院2023年工作计划\n"
        "├── 文件  plan.docx\n"
        "├── 发文机关标志  云州市第三人民医院文件\n"
        "├── 发文字号  云三医〔2023〕7号\n"
        "├── 文种  计划\n"
        "├── 主送机关  各科室、各部门\n"
        "├── 附件  主要指标\n"
        "├── 发文机关署名  云州市第三人民医院\n"
        "├── 成文日期  2023-02-06\n"
        "├── 抄送机关  云州市卫生健康委员会\n"
        "├── 正文    5 段\n"
        "│   ├── 一、工作目标\n"
        "│   └── 三、重点任务\n"
        "│       └── （一）建设胸痛中心\n"
        "├── 附件1  主要指标  2 段\n"
        "│   └── 表 t1  指标表  3 行 × 3 列\n"
        "└── 目标 2　结果 1　任务 1　提示 1（警告 1）\n"
    )


def test_words_in_brackets_are_shown_and_not_taken_for_colours() -> None:
    header = plan().document.header.model_copy(update={"title": "[red]计划[/red]"})
    document = plan().document.model_copy(update={"header": header})
    text = tree("plan.docx", plan().model_copy(update={"document": document}), "zh", is_screen=False)
    assert text.startswith("[red]计划[/red]\n")


def test_a_doubtful_row_is_marked_and_its_reason_stands_below_where_it_has_no_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    doubt = "the indicator stands in an earlier clause"
    first, *others = MEASURES
    doubtful = [
        Entry(READING, first.item.model_copy(update={"confidence": 0.85, "doubt": doubt})),
        *(Entry(READING, e.item.model_copy(update={"confidence": 0.97, "doubt": None})) for e in others),
    ]
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    colourful = screen_table("plan.docx", MEASURE_COLUMNS, doubtful, "zh", is_screen=True)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", colourful).splitlines()
    assert lines[-1] == "? 指标名称取自前文"
    assert [line[0] for line in lines[3:-1] if line[0] != " "] == ["?"]
    assert all(columns(line.rstrip()) <= 60 for line in lines)
    assert "\x1b[33m" in colourful

    monkeypatch.setenv("COLUMNS", "200")
    wide = screen_table("plan.docx", MEASURE_COLUMNS, doubtful, "zh", is_screen=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", wide).count("指标名称取自前文") == 1
    assert "? " not in wide
