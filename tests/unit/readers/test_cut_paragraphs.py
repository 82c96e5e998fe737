"""Sentences in two paragraphs of a Word document are one; lines that stand for themselves stay."""

from array import array

import pytest
from tests.unit.readers.docx.docx_parts import make_docx, p

from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS
from hospplan.models.source import Fragment, Frame, SourceParagraph, SourceTable
from hospplan.readers import read
from hospplan.readers.cut_paragraphs import mend_cuts


def lines(*paragraphs: str) -> list[str]:
    data = make_docx("".join(paragraphs))
    source = read(data, "计划.docx", lexicon=default_lexicon(), limits=DEFAULT_LIMITS)
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("床位使用率达到85%。平均住", "院日由7.7天降至6.1天，保持稳定。"),
        ("加强培训（责任单位：云州市社会工作委", "员会、云州市民政局）。"),
        ("健全机制，", "落实责任"),
        ("落实核心制度", "，提高病案质量。"),
    ],
)
def test_a_sentence_that_a_hard_return_cut_is_one_paragraph(first: str, second: str) -> None:
    assert lines(p(first), p(second)) == [first + second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("二、主要目标", "床位使用率达到85%，平均住院日下降。"),
        ("坚持公益性。", "提高质量，改善服务。"),
        ("坚持公益性，提高质量。持续改进，", "（一）加强管理"),
        ("现印发给你们，请认真执行。特此通知", "2024年5月6日"),
    ],
)
def test_lines_that_stand_for_themselves_stay(first: str, second: str) -> None:
    assert lines(p(first), p(second)) == [first, second]


def test_a_line_set_to_the_middle_is_not_joined() -> None:
    centred = p("云州市第三人民医院关于印发《2024年", '<w:jc w:val="center"/>')
    assert lines(centred, p("工作计划》的通知，", '<w:jc w:val="center"/>')) == [
        "云州市第三人民医院关于印发《2024年",
        "工作计划》的通知，",
    ]


def test_places_and_notes_of_a_joined_paragraph_are_those_of_its_pieces() -> None:
    frame = Frame(595, 842)
    one, two = (
        SourceParagraph(
            text,
            notes=(f"注{text[:1]}",),
            fragments=(Fragment(0, len(text), 1, frame, 0, 10, array("f", [0] * (len(text) + 1))),),
        )
        for text in ("健全机制，", "落实责任")
    )
    (joined,) = mend_cuts([one, two])
    assert isinstance(joined, SourceParagraph)
    assert (joined.text, joined.notes) == ("健全机制，落实责任", ("注健", "注落"))
    assert [(fragment.start, fragment.end) for fragment in joined.fragments] == [(0, 5), (5, 9)]


def test_a_table_between_two_paragraphs_parts_them() -> None:
    blocks = (SourceParagraph("健全机制，"), SourceTable(()), SourceParagraph("落实责任"))
    assert mend_cuts(blocks) == blocks
