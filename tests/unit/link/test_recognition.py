"""What was not surely recognised in a picture makes measures doubtful, and is told."""

from array import array

import pytest

from hospplan.check import check
from hospplan.extract import extract
from hospplan.lexicon import default_lexicon
from hospplan.link import link
from hospplan.models.plan import Plan
from hospplan.models.source import Fragment, Frame, Source, SourceCell, SourceParagraph, SourceTable
from hospplan.structure import assemble

DOUBT = "a character of the value was not surely recognised"
SURE = 0.98


def seen(text: str, unsure: str = "", sure: float = 0.6) -> tuple[Fragment, ...]:
    """A line as recognition hands it on: *unsure* is what it is not sure of."""
    sureness = array("f", [SURE] * len(text))
    at = text.find(unsure) if unsure else 0
    sureness[at : at + len(unsure)] = array("f", [sure] * len(unsure))
    edges = array("f", range(len(text) + 1))
    return (Fragment(0, len(text), 1, Frame(595, 842), 100, 116, edges, sureness),)


def plan_of(*blocks: SourceParagraph | SourceTable) -> Plan:
    head = (SourceParagraph("云州市第三人民医院2024年工作计划"), SourceParagraph("一、主要目标"))
    source = Source("scan.pdf", "application/pdf", "", 0, 1, (*head, *blocks))
    document = assemble(source, default_lexicon())
    facts = extract(document, default_lexicon())
    return link(source, document, facts, check(source, document, facts, default_lexicon()))


def paragraph(text: str, unsure: str = "", sure: float = 0.6) -> SourceParagraph:
    return SourceParagraph(text, page=1, fragments=seen(text, unsure, sure))


@pytest.mark.parametrize(
    ("unsure", "confidence", "doubt"),
    [
        ("", 0.97, None),
        ("85", 0.6, DOUBT),
        ("不低于", 0.6, DOUBT),
        ("%", 0.6, DOUBT),
        ("使用", 0.97, None),
    ],
)
def test_a_value_is_as_sure_as_its_least_sure_character(
    unsure: str, confidence: float, doubt: str | None
) -> None:
    (target,) = plan_of(paragraph("床位使用率不低于85%。", unsure)).targets
    assert (target.confidence, target.doubt) == (confidence, doubt)


def test_the_graver_of_two_doubts_is_told() -> None:
    text = "平均住院日6.8天，同比下降14%。"
    (*_, doubted) = plan_of(paragraph(text, "14", 0.88)).targets
    assert (doubted.confidence, doubted.doubt) == (0.85, "the indicator stands in an earlier clause")
    (*_, doubted) = plan_of(paragraph(text, "14", 0.5)).targets
    assert (doubted.confidence, doubted.doubt) == (0.5, DOUBT)


@pytest.mark.parametrize(("unsure", "confidence"), [("床位使用率", 0.99), ("%", 0.6), ("88", 0.6)])
def test_a_cell_with_the_unit_counts_as_the_value_does(unsure: str, confidence: float) -> None:
    rows = (("指标", "单位", "2024年目标"), ("床位使用率", "%", "88"))
    cells = tuple(
        SourceCell(row, col, 1, 1, text, seen(text, unsure if text == unsure else ""))
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    )
    (target,) = plan_of(SourceTable(cells, page=1)).targets
    assert target.unit == "%"
    assert target.confidence == confidence


def test_unsure_characters_are_told_with_their_place_marks_are_not() -> None:
    plan = plan_of(paragraph("新增病区3个，床位使用率不低于85%。", "，床位", 0.7))
    told = [(found.message, found.source.quote) for found in plan.findings if found.source is not None]
    assert told == [("“床位” was recognised with 70% certainty", "床位")]


def test_what_was_not_recognised_has_no_doubt_of_it() -> None:
    plan = plan_of(SourceParagraph("床位使用率不低于85%。"))
    assert [target.doubt for target in plan.targets] == [None]
    assert plan.findings == ()
