"""Texts made to be slow: what they cost must grow as they do."""

import time
from collections.abc import Callable
from typing import TypeVar

import pytest
from tests.unit.extract.reading import document_of

from hospplan.extract.measures import read_text
from hospplan.extract.roles import Settings
from hospplan.lexicon import default_lexicon
from hospplan.models.outline import Outline
from hospplan.pipeline import parse_bytes

UNITS = (
    "新增科室3个",
    "门诊量达到80%，",
    "床位（3张）",
    "2025年达到5级、",
    "由3个增加到5个，",
    "A、B均达到90%。",
    "（“《",
    "不低于",
    "三百五十",
    "1,",
    "分别增长5%、6%、7%、",
    "较上年",
    "力争到2025年",
    "的",
    "3个",
    "第三批",
    "每千人口",
)
DOCUMENTS = (
    "做好门诊。（牵头单位：医务科；配合单位：护理部、信息科）",
    "（责任单位：医务科）",
    "（责任单位：医务科，",
    "医务科、护理部、",
    "由医务科牵头会同护理部",
    "责任科室：医务科完成时限：",
    "（甲（乙）",
    "到2020年、2021年至2023年，",
    "20个国家级和100个省级",
    "录制视频3部揭牌基地2个",
    "科室3个床位5张人员2名",
    "每个县至少建设1家、",
    "30%～40%～",
    "翻一番翻两番",
    "（一）（二）",
)


Size = TypeVar("Size")


def least(cost: Callable[[Size], float], size: Size) -> float:
    """The least of three: what the work costs, not what else the machine was doing."""
    return min(cost(size) for _ in range(3))


def cost(text: str) -> float:
    document = document_of(text)
    settings = Settings(document, Outline.of(document), default_lexicon())
    start = time.process_time()
    list(read_text("b2", text, 0, settings, default_lexicon()))
    return time.process_time() - start


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_repetition_costs_in_proportion(unit: str) -> None:
    cost(unit * 50)
    # eight times the text: a square would cost sixty-four
    assert least(cost, unit * 8_000) < 20 * least(cost, unit * 1_000) + 0.3


def cost_of_document(paragraph: str) -> float:
    data = f"云州市第三人民医院2025年工作要点\n一、重点任务\n{paragraph}。\n".encode()
    start = time.process_time()
    parse_bytes(data, "a.txt")
    return time.process_time() - start


@pytest.mark.parametrize("unit", DOCUMENTS)
def test_a_document_of_one_long_paragraph_costs_in_proportion(unit: str) -> None:
    cost_of_document(unit * 50)
    few = 2_000 // len(unit)
    assert least(cost_of_document, unit * few * 8) < 20 * least(cost_of_document, unit * few) + 0.1


@pytest.mark.parametrize("cell", ["医务科、护理部；", "牵头单位：医务科；", "（甲（乙）", "80%（2024年）、"])
def test_a_long_cell_costs_in_proportion(cell: str) -> None:
    def cost_of_table(times: int) -> float:
        rows = (
            "| 重点任务 | 责任科室 | 目标值 |",
            "| --- | --- | --- |",
            f"| 做好门诊 | {cell * times} | {cell * times} |",
        )
        data = "\n".join(("# 云州市第三人民医院2025年工作要点", "", *rows, "")).encode()
        start = time.process_time()
        parse_bytes(data, "a.md")
        return time.process_time() - start

    cost_of_table(10)
    assert least(cost_of_table, 1_600) < 20 * least(cost_of_table, 200) + 0.1


def test_an_unclosed_bracket_or_quotation_mark_shuts_in_nothing_of_what_follows() -> None:
    text = "建设“三专门诊（首批。门诊量达到80万人次。床位达到500张。"
    document = document_of(text)
    settings = Settings(document, Outline.of(document), default_lexicon())
    found = read_text("b2", text, 0, settings, default_lexicon())
    assert [m.indicator for m in found] == ["门诊量", "床位"]


@pytest.mark.parametrize("number", ["999999999999999亿亿", "123456789012345.12345678", "亿亿亿亿亿亿"])
def test_a_number_beyond_all_figures_is_unread_and_stops_nothing(number: str) -> None:
    text = f"云州市第三人民医院2024年工作计划\n\n一、主要目标\n床位数达到{number}张，门诊人次达到90万人次。\n"
    plan = parse_bytes(text.encode(), "x.txt")
    assert [(m.indicator, str(m.value)) for m in plan.targets] == [("门诊人次", "900000")]


def test_a_cell_beyond_all_figures_stops_nothing() -> None:
    rows = "指标\t单位\t2025年\n业务收入\t万亿元\t999999999999999\n床位数\t张\t800\n"
    plan = parse_bytes(f"云州市第三人民医院主要指标\n\n{rows}".encode(), "x.txt")
    assert [str(m.value) for m in plan.targets] == [f"{999_999_999_999_999 * 10**12}", "800"]
