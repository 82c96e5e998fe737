"""Imprints and addressees in the layouts that issuers use."""

import pytest
from tests.composed import document, texts

from hospplan.models.document import Document


def with_imprint(imprint: str) -> Document:
    return document(f"云州市卫生健康委员会关于开展义诊的通知\n各医院：\n请认真组织。\n{imprint}")


PRINTED = "云州市卫生健康委员会办公室　　2023年5月2日印发"


@pytest.mark.parametrize(
    ("lines", "cc"),
    [
        (
            "抄送：云州市财政局，云州市医保局。\n省委办公厅、省政府办公厅，省军区保障局。\n省防汛抗旱指挥部成员单位。",
            [
                "云州市财政局",
                "云州市医保局",
                "省委办公厅、省政府办公厅",
                "省军区保障局",
                "省防汛抗旱指挥部成员单位",
            ],
        ),
        ("抄送：云州市财政局。区委、区人大常委会。", ["云州市财政局", "区委、区人大常委会"]),
        ("抄送：云州市财政局。\n公开方式：主动公开", ["云州市财政局"]),
        (
            "抄报：省卫生健康委。\n抄送：云州市财政局。\n发送：本委各处室。",
            ["省卫生健康委", "云州市财政局", "本委各处室"],
        ),
        ("抄送：云州市财政局。\n（此件主动公开）", ["云州市财政局"]),
        ("抄送　　云州市财政局，云州市医保局。", ["云州市财政局", "云州市医保局"]),
        (
            "抄送：云州市财政局，云州市人力资源和\n社会保障局。",
            ["云州市财政局", "云州市人力资源和社会保障局"],
        ),
        ("主题词：卫生 义诊 通知\n抄送：云州市财政局，存档。", ["云州市财政局"]),
    ],
)
def test_copies(lines: str, cc: list[str]) -> None:
    doc = with_imprint(f"{lines}\n{PRINTED}")
    assert list(doc.imprint.cc) == cc
    assert doc.imprint.issuing_office == "云州市卫生健康委员会办公室"
    assert doc.imprint.issue_date == "2023-05-02"
    assert [line for line in texts(doc.parts[0]) if "公开" not in line] == ["请认真组织。"]


def test_a_note_among_the_imprint_is_the_note() -> None:
    doc = with_imprint(f"抄送：云州市财政局。\n（此件主动公开）\n{PRINTED}")
    assert doc.note == "此件主动公开"


def test_how_open_a_document_is_is_no_part_of_the_office() -> None:
    doc = with_imprint("云州市卫生健康委员会办公室　主动公开　2023年5月2日印发")
    assert doc.imprint.issuing_office == "云州市卫生健康委员会办公室"


def test_text_after_copies_is_none_of_them() -> None:
    doc = with_imprint("抄送：云州市财政局。\n请各单位认真执行。")
    assert doc.imprint.cc == ()


@pytest.mark.parametrize(
    "opening",
    [
        "为贯彻落实会议精神，根据《云州市急救条例》，结合实际，提出如下意见：",
        "经市政府研究，作出如下决定：",
        "结合我市实际，制定本意见：",
        "现就有关工作，提出以下意见：",
        "近年来，云州市医院、卫生院建设取得成效，主要做法：",
    ],
)
def test_a_preamble_that_closes_with_a_colon_names_nobody(opening: str) -> None:
    doc = document(f"云州市卫生健康委员会关于开展义诊的意见\n{opening}\n一、总体要求")
    assert doc.header.addressees == ()
    assert texts(doc.parts[0])[0] == opening


def test_addressees_may_be_cut_inside_a_name() -> None:
    doc = document(
        "关于开展义诊的通知\n云州市人民政府，东县、西县人民政府，云州经济技术开\n发区管理委员会：\n请组织。"
    )
    assert doc.header.addressees == ("云州市人民政府", "东县、西县人民政府", "云州经济技术开发区管理委员会")
