import pytest
from tests.unit.export.sample import plan

from hospplan.export.rows import Reading
from hospplan.export.to_markdown import grid_of, inline, paragraph, to_markdown
from hospplan.models.document import Block, Cell, Part, Section, SectionNumber

DOCUMENT = """\
# 云州市第三人民医院2023年工作计划

| 项目 | 内容 |
| --- | --- |
| 发文机关标志 | 云州市第三人民医院文件 |
| 发文字号 | 云三医〔2023〕7号 |
| 文种 | 计划 |
| 主送机关 | 各科室、各部门 |
| 附件 | 主要指标 |
| 发文机关署名 | 云州市第三人民医院 |
| 成文日期 | 2023-02-06 |
| 抄送机关 | 云州市卫生健康委员会 |

### 一、工作目标

到2025年，床位使用率不低于85.5%，平均住院日下降0.3天。

### 三、重点任务

#### （一）建设胸痛中心

由副院长李安牵头，心内科、急诊科负责，2024年6月底前完成。

\\- &lt;注&gt; A\\*B \\| C

## 附件1 主要指标

**指标表**

| 指标 | 数值 |  |
| --- | --- | --- |
| 床位\\|使用率 | 80% | 实际<br>数 |
|  | 85.5% |  |

## 目标

| 指标 | 比较 | 值 | 单位 | 增减 | 期限 | 章节 | 原文 | 位置 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 床位使用率 | ≥ | 85.5 | % |  | 到2025年 | 一、工作目标 | 床位使用率不低于85.5% | b4 |
| 平均住院日 | = | 0.3 | 天 | 减 |  | 一、工作目标 | 平均住院日下降0.3天 | b4 |

## 结果

| 类别 | 指标 | 比较 | 值 | 单位 | 原文 | 位置 |
| --- | --- | --- | --- | --- | --- | --- |
| 基线 | 床位使用率 | = | 80 | % | 80% | t1.1.1 |

## 任务

| 编号 | 任务 | 牵头 | 责任 | 时限 | 章节 | 位置 |
| --- | --- | --- | --- | --- | --- | --- |
| （一） | 建设胸痛中心 | 李安 | 心内科、急诊科 | 2024年6月底前 | 三、重点任务 / （一）建设胸痛中心 | b6 |

## 提示

| 级别 | 问题 | 说明 | 原文 | 位置 |
| --- | --- | --- | --- | --- |
| 警告 | 编号跳号 | 三、 follows 一、 | 三、 | b5 |
"""


def test_a_document_reads_as_text_with_its_tables() -> None:
    assert to_markdown(Reading.of("plan.docx", plan())) == DOCUMENT


def test_heads_can_be_english() -> None:
    text = to_markdown(Reading.of("plan.docx", plan()), "en")
    assert "| field | content |" in text
    assert "## Targets\n\n| indicator | comparator | value | unit | change |" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# 标题", "\\# 标题"),
        ("- 一项", "\\- 一项"),
        ("+ 一项", "\\+ 一项"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("1. 一项", "1\\. 一项"),
        ("1.2025年度", "1.2025年度"),
        ("-5%", "-5%"),
        ("    代码", "代码"),
        ("> 引文", "&gt; 引文"),
        ("```", "\\`\\`\\`"),
    ],
)
def test_a_paragraph_never_starts_a_list_heading_or_rule(text: str, written: str) -> None:
    assert paragraph(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a|b", "a\\|b"),
        ("[名](javascript:x)", "\\[名\\](javascript:x)"),
        ("A&B", "A&amp;B"),
        ("一\n二", "一 二"),
        ("\\", "\\\\"),
        ("__年__", "\\_\\_年\\_\\_"),
    ],
)
def test_nothing_of_the_source_is_markup(text: str, written: str) -> None:
    assert inline(text) == written


def test_a_merged_cell_has_its_text_in_its_first_place() -> None:
    cells = (
        Cell(id="t1.0.0", row=0, col=0, col_span=2, text="头"),
        Cell(id="t1.1.0", row=1, col=0, row_span=3, text="左"),
        Cell(id="t1.1.1", row=1, col=1, text="a"),
        Cell(id="t1.2.1", row=2, col=1, text="b"),
    )
    assert grid_of(cells) == [["头", ""], ["左", "a"], ["", "b"]]
    assert grid_of(()) == []


def _numbered(text: str, title: str) -> str:
    section = Section(
        id="s1",
        level=1,
        number=SectionNumber(text="1.", style="arabic", ordinal=1),
        title=title,
        heading="b1",
        blocks=("b1",),
    )
    part = Part(kind="main", blocks=(Block(id="b1", type="paragraph", text=text),), sections=(section,))
    document = plan().document.model_copy(update={"parts": (part,)})
    whole = plan().model_copy(
        update={"document": document, "targets": (), "results": (), "tasks": (), "findings": ()}
    )
    return to_markdown(Reading.of("plan.docx", whole)).split("2023-02-06 |")[1].split("|\n\n")[-1]


@pytest.mark.parametrize(
    ("text", "title", "written"),
    [
        ("1.加强队伍建设", "加强队伍建设", "### 1.加强队伍建设\n"),
        ("1.加强队伍建设。坚持引育并举。", "加强队伍建设", "### 1.加强队伍建设\n\n坚持引育并举。\n"),
        ("1.全年培训两次。", "全年培训两次", "1.全年培训两次。\n"),
        ("1.加强 队伍建设", "加强队伍建设", "1.加强 队伍建设\n"),
    ],
)
def test_no_word_of_a_run_in_heading_is_lost(text: str, title: str, written: str) -> None:
    assert _numbered(text, title) == written
