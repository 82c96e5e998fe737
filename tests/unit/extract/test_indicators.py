"""Measures in tables of indicators."""

import pytest
from tests.unit.extract.reading import SOURCE, line

from hospplan.extract.indicators import find_indicators
from hospplan.extract.roles import Settings
from hospplan.lexicon import default_lexicon
from hospplan.models.document import Block, Cell, Document, Header, Part, SignOff, Table
from hospplan.models.facts import FoundMeasure
from hospplan.models.outline import Outline


def table_of(rows: list[str], header_rows: int = 1, caption: str | None = None) -> Document:
    """A document of one table; cells are parted by |, ^ continues the cell above."""
    grid = [[cell.strip() for cell in row.split("|")] for row in rows]
    cells = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text == "^":
                continue
            span = 1
            while r + span < len(grid) and grid[r + span][c] == "^":
                span += 1
            cells.append(Cell(id=f"t1.{r}.{c}", row=r, col=c, row_span=span, text=text))
    table = Table(id="t1", caption=caption, header_rows=header_rows, cells=tuple(cells))
    block = Block(id="b1", type="table", table="t1")
    title = "云州市第三人民医院“十四五”发展规划"
    part = Part(kind="main", title=title, blocks=(block,), tables=(table,))
    return Document(
        source=SOURCE, header=Header(title=title), parts=(part,), sign_off=SignOff(date="2021-06-30")
    )


def read(rows: list[str], caption: str | None = None) -> list[FoundMeasure]:
    document = table_of(rows, caption=caption)
    settings = Settings(document, Outline.of(document), default_lexicon())
    return [m for table in find_indicators(document, settings, default_lexicon()) for m in table.measures]


HEAD = "序号 | 指标名称 | 单位 | 规划目标"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1 | 业务收入 | 亿元 | 6.0", ["业务收入 eq 600000000 元"]),
        ("2 | 门急诊人次 | 万 | 90", ["门急诊人次 eq 900000 人次"]),
        ("3 | 年出院人次 | 万人次 | 2.8", ["年出院人次 eq 28000 人次 year"]),
        ("4 | 手术人次 | 人 | 10000", ["手术人次 eq 10000 人次"]),  # the indicator's own word is the unit
        ("5 | 平均住院日 | 天 | ≤7.5", ["平均住院日 le 7.5 天"]),
        ("6 | 新技术 | 项 | 年均30", ["新技术 eq 30 项 year"]),
        ("7 | 病例组合指数 | - | 0.95", ["病例组合指数 eq 0.95 -"]),
        ("8 | 床护比 | 比 | 1：0.4", ["床护比 eq 1:0.4 -"]),
        ("9 | 中医治疗率 | % | 门诊35/住院92", ["中医治疗率[门诊] eq 35 %", "中医治疗率[住院] eq 92 %"]),
        ("10 | 体检服务量 | - | ≥15000人次/年", ["体检服务量 ge 15000 人次 year"]),
        ("11 | 床位使用率 | % | 85～93", ["床位使用率 between 85~93 %"]),
        ("12 | 电子病历应用水平 | 级 | 5", ["电子病历应用水平 eq 5级 -"]),
        ("13 | 绩效考核 | 等级 | A", ["绩效考核 eq A -"]),
        ("14 | 科研经费（万元） | | 500", ["科研经费 eq 5000000 元"]),
        ("15 | 医疗纠纷 | 件 | 逐年下降", []),
    ],
)
def test_reads_a_row(row: str, expected: list[str]) -> None:
    # three rows of numbers beside it, so that the table is one of indicators
    rows = [HEAD, row, "20 | 甲 | % | 1", "21 | 乙 | % | 2", "22 | 丙 | % | 3"]
    assert [line(m) for m in read(rows) if m.indicator not in ("甲", "乙", "丙")] == expected


def test_a_base_year_is_joined_to_its_target() -> None:
    base, aim = read(["指标 | 单位 | 2020年 | 2025年 | 属性", "药占比 | % | 31.5 | ≤26 | 约束性"])
    assert (line(base), line(aim)) == ("药占比 eq 31.5 % baseline", "药占比 le 26 %")
    assert aim.compared == base.value_anchor
    assert aim.binding == "binding"
    assert (base.period.end, aim.period.start, aim.period.end) == ("2020-12-31", None, "2025-12-31")


def test_a_value_names_the_cells_that_it_rests_on() -> None:
    (measure,) = read([HEAD, "1 | 床位 | 张 | 800"])
    assert measure.anchor.block == "t1.1.3"
    assert measure.also == ("t1.1.1", "t1.1.2", "t1.0.3")


def test_a_part_of_an_indicator_is_joined_to_it() -> None:
    whole, part = read(["指标 | 单位 | 目标", "卫技人员 | 人 | 1200", "其中：博士 | 人 | 20"])
    assert (part.indicator, part.parent) == ("博士", whole.value_anchor)


def test_a_table_of_words_is_none_of_indicators() -> None:
    assert read(["指标 | 目标", "文化建设 | 持续加强", "党的建设 | 全面过硬", "学科 | 建成3个中心"]) == []


def test_figures_of_past_years_without_a_target_are_results() -> None:
    found = read(
        ["指标 | 单位 | 2018年 | 2019年", "床位使用率 | % | 96.1 | 98.4", "平均住院日 | 天 | 8.1 | 7.9"]
    )
    assert [m.role for m in found] == ["actual"] * 4


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [
                "指标 | 2020年 | 2025年",
                "人均预期寿命（岁） | 79.1 | 80.2",
                "托位数（个，预期性） | 1.2 | 4.6",
            ],
            ["人均预期寿命 eq 80.2 岁", "托位数 eq 4.6 个"],
            id="the unit behind the name",
        ),
        pytest.param(
            [
                "指标 | 目标值（%，另有标注的除外）",
                "健康素养水平 | 35",
                "人均寿命（岁） | 80",
                "入径率 | ≥60",
            ],
            ["健康素养水平 eq 35 %", "人均寿命 eq 80 岁", "入径率 ge 60 %"],
            id="the unit in the head",
        ),
        pytest.param(
            ["指标① | 2020年（基期） | 2025年", "床位数* | 1,020 | [260]"],
            ["床位数 eq 260 -"],
            id="footnote marks and brackets of cumulated values",
        ),
        pytest.param(
            ["指标 | 目标值 | 指标 | 目标值", "甲率 | 90% | 乙率 | 80%", "丙率 | 70% | 丁率 | 60%"],
            ["甲率 eq 90 %", "丙率 eq 70 %", "乙率 eq 80 %", "丁率 eq 60 %"],
            id="two halves side by side",
        ),
        pytest.param(
            ["科室 | 门诊人次（万） | 床位使用率（%）", "内一科 | 2.1 | 92", "外一科 | 1.8 | 88"],
            [
                "门诊人次[内一科] eq 21000 人次",
                "床位使用率[内一科] eq 92 %",
                "门诊人次[外一科] eq 18000 人次",
                "床位使用率[外一科] eq 88 %",
            ],
            id="a row a department",
        ),
        pytest.param(
            ["指标 | 目标值 | 权重", "甲率 | 90% | 10", "乙率 | 80% | 5"],
            ["甲率 eq 90 %", "乙率 eq 80 %"],
            id="weights are no values",
        ),
        pytest.param(
            ["指标 | 2025年目标", "甲 | 较2020年提高5个百分点", "乙率 | 达到80%以上"],
            ["甲 eq 5 百分点 increase", "乙率 ge 80 %"],
            id="words in the cell",
        ),
    ],
)
def test_reads_layouts_of_many_issuers(rows: list[str], expected: list[str]) -> None:
    assert [line(m) for m in read(rows) if m.role == "target"] == expected


def test_each_year_of_a_crosswise_table_has_its_period() -> None:
    rows = ["年度 | 出院人次 | 平均住院日（天）", "2022年 | 38,420 | 7.6", "2023年 | 41,200 | 7.2"]
    found = read(rows)
    assert [m.period.end for m in found] == ["2022-12-31"] * 2 + ["2023-12-31"] * 2
    assert [m.qualifier for m in found] == [None] * 4


def test_a_column_of_growth_holds_changes() -> None:
    rows = [
        "指标 | 2019年 | 2020年 | 增减（%）",
        "出院人次 | 36,215 | 39,048 | 7.82",
        "平均住院日（天） | 7.8 | 7.3 | -6.41",
    ]
    assert [line(m) for m in read(rows) if m.change] == [
        "出院人次 eq 7.82 % increase actual",
        "平均住院日 eq 6.41 % decrease actual",
    ]


def test_the_unit_over_a_table_holds_for_all_its_values() -> None:
    found = read(
        ["指标 | 目标值", "医疗收入 | 6,200", "科研经费 | 300"], caption="表1 收入预算（单位：万元）"
    )
    assert [line(m) for m in found] == ["医疗收入 eq 62000000 元", "科研经费 eq 3000000 元"]
