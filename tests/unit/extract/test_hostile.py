"""Texts made to be slow: what they cost must grow as they do."""

import time

import pytest
from tests.unit.extract.reading import document_of

from hospplan.extract.measures import read_text
from hospplan.extract.roles import Settings
from hospplan.lexicon import default_lexicon
from hospplan.models.outline import Outline

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
    assert cost(unit * 8_000) < 20 * cost(unit * 1_000) + 0.3


def test_an_unclosed_bracket_or_quotation_mark_shuts_in_nothing_of_what_follows() -> None:
    text = "建设“三专门诊（首批。门诊量达到80万人次。床位达到500张。"
    document = document_of(text)
    settings = Settings(document, Outline.of(document), default_lexicon())
    found = read_text("b2", text, 0, settings, default_lexicon())
    assert [m.indicator for m in found] == ["门诊量", "床位"]
