"""Where the characters of OFD text objects stand, and which of them are read."""

from collections.abc import Sequence

import pytest
from tests.ofd_paper import ofd, package
from tests.paper import Sheet, Text, lay_out, lay_out_vertically
from tests.unit.readers.ofd.ofd_parts import (
    LINE,
    MM,
    document,
    edges,
    findings,
    opened,
    page,
    paragraphs,
    written,
)

from hospplan.models.anchor import Anchor
from hospplan.models.source import SourceParagraph


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (' DeltaX="5 5.5 6"', [30, 35, 40.5, 46.5, 51.5]),
        (' DeltaX="g 3 5"', [30, 35, 40, 45, 50]),
        (' DeltaX="g 2 5 6"', [30, 35, 40, 46, 51]),
        (' DeltaX="6 g 2 5"', [30, 36, 41, 46, 51]),
        (' DeltaX="6,5,5"', [30, 36, 41, 46, 51]),
        (' DeltaX="6"', [30, 36, 41, 46, 51]),  # too few: each goes on as wide as it is
        (' DeltaX="5 5 5 90 90"', [30, 35, 40, 45, 50]),  # too many
        (' DeltaX="g 999999999 5"', [30, 35, 40, 45, 50]),
        (' DeltaX="g -5 5 5 5 5"', [30, 35, 40, 45, 50]),
        ("", [30, 35, 40, 45, 50]),
        (' DeltaX="4 4 4"', [30, 34, 38, 42, 47]),  # set narrower than the font is wide
    ],
)
def test_steps_lead_from_character_to_character(steps: str, expected: Sequence[float]) -> None:
    assert edges(page(written("目标任务", steps=steps))) == pytest.approx(expected, abs=0.01)


def test_boxes_are_points_from_the_top_left_corner() -> None:
    source = opened(page(written("目标任务", x=30, y=40, size=5, steps=' DeltaX="g 3 5"')))
    (box,) = source.place(Anchor(block="b1", start=1, end=3))
    assert (box.page, box.x0, box.top, box.x1, box.bottom) == pytest.approx(
        (1, 35 * MM, 40 * MM, 45 * MM, 45 * MM), abs=0.05
    )


@pytest.mark.parametrize(
    ("more", "steps", "expected"),
    [
        (' CTM="2 0 0 2 0 0"', ' DeltaX="g 3 5"', [30, 40, 50, 60, 70]),
        (' CTM="1 0 0 1 10 0"', ' DeltaX="g 3 5"', [40, 45, 50, 55, 60]),
        (' HScale="0.5"', ' DeltaX="g 3 2.5"', [30, 32.5, 35, 37.5, 40]),
        (' HScale="0.5"', "", [30, 32.5, 35, 37.5, 40]),
    ],
)
def test_matrices_and_scales_move_them(more: str, steps: str, expected: Sequence[float]) -> None:
    assert edges(page(written("目标任务", more=more, steps=steps))) == pytest.approx(expected, abs=0.01)


def test_a_code_without_a_place_starts_where_the_one_before_does() -> None:
    second = '<TextCode Y="14.4" DeltaX="g 2 5">第二行</TextCode>'
    assert paragraphs(page(written("第一行。", steps=' DeltaX="g 3 5"', tail=second))) == [
        "第一行。",
        "第二行",
    ]


@pytest.mark.parametrize(
    ("text", "inside", "steps", "expected"),
    [
        (
            "office",
            '<CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"/>',
            "2.5 1.5 1.5 1.5 2.5",
            "office",
        ),
        (
            "office",
            '<CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"/>',
            "2.5 3 1.5 2.5",
            "office",
        ),
        (
            "目标A任务",
            '<CGTransform CodePosition="2" CodeCount="1" GlyphCount="2"/>',
            "5 5 2 2 5",
            "目标A任务",
        ),
        ("目标任务", '<CGTransform CodePosition="0" CodeCount="4" GlyphCount="4"/>', "5 5 5", "目标任务"),
        ("目标任务", '<CGTransform CodePosition="1" CodeCount="9" GlyphCount="1"/>', "5 5 5", "目标任务"),
        (
            "目标任务",
            '<CGTransform CodePosition="-1" CodeCount="-2" GlyphCount="99999999"/>',
            "5 5 5",
            "目标任务",
        ),
        (
            "目标任务",
            '<CGTransform CodePosition="x"/><CGTransform CodePosition="99"/>',
            "5 5 5",
            "目标任务",
        ),
        ("𠮷祥医院", "", "5 0 5 5", "𠮷祥医院"),  # a step for each UTF-16 unit
    ],
)
def test_glyph_transforms_keep_the_characters(text: str, inside: str, steps: str, expected: str) -> None:
    assert paragraphs(page(written(text, inside=inside, steps=f' DeltaX="{steps}"'))) == [expected]


def test_a_ligature_has_one_place_for_its_letters() -> None:
    inside = '<CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"/>'
    text = written("a文f", inside=inside, steps=' DeltaX="3"')
    first, second, *_ = edges(page(text))
    assert (first, second) == pytest.approx((30, 33), abs=0.01)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"率\0025以上", "率%以上"),
        (r"甲\\乙丙丁", r"甲\乙丙丁"),
        (r"甲\乙丙丁", r"甲\乙丙丁"),
        ("⼯作计划", "工作计划"),  # a radical
        ("工作\u200b计划", "工作计划"),
        ("\n    工作计划\n  ", "工作计划"),
        ("工作 计划", "工作 计划"),
    ],
)
def test_characters_are_what_a_reader_sees(text: str, expected: str) -> None:
    assert paragraphs(page(written(text))) == [expected]


def test_words_drawn_twice_are_read_once() -> None:
    bold = (
        written("plan 2023", steps=' DeltaX="g 8 2.8"'),
        written("plan 2023", x=30.2, steps=' DeltaX="g 8 2.8"'),
    )
    assert paragraphs(page(*bold)) == ["plan 2023"]


@pytest.mark.parametrize(
    ("more", "inside"),
    [
        (' Visible="false"', ""),
        (' Alpha="0"', ""),
        ("", '<FillColor Value="0 0 0" Alpha="0"/>'),
        (' Fill="false"', ""),
    ],
)
def test_text_without_ink_is_counted_and_not_read(more: str, inside: str) -> None:
    data = page(written(LINE), written("看不见的字", y=60, more=more, inside=inside))
    assert paragraphs(data) == [LINE]
    assert findings(data) == [("hidden-text", "5 characters that nobody sees were left out on page 1")]


@pytest.mark.parametrize("more", [' Alpha="0"', ' Visible="false"'])
def test_unseen_text_of_a_scan_is_read_and_told(more: str) -> None:
    """Files of two layers: the picture of a page, and what an OCR program read of it."""
    picture = '<ImageObject ID="4" Boundary="0 0 210 297" ResourceID="7"/>'
    data = page(picture, written(LINE, more=more))
    assert paragraphs(data) == [LINE]
    assert findings(data) == [
        ("ocr-layer", "page 1 is a scan; the text is what an OCR program laid under it, with its errors")
    ]


def test_text_off_the_paper_is_counted_and_not_read() -> None:
    data = page(written(LINE), written("纸外的字", x=400))
    assert paragraphs(data) == [LINE]
    assert findings(data) == [("hidden-text", "4 characters that nobody sees were left out on page 1")]


def test_outlined_text_is_read() -> None:
    assert paragraphs(page(written(LINE, more=' Fill="false" Stroke="true"'))) == [LINE]


@pytest.mark.parametrize("size", ["0", "-3", "x", "nan", "1e99", "0.001"])
def test_text_of_no_size_is_none(size: str) -> None:
    broken = written("没有大小").replace('Size="5"', f'Size="{size}"')
    assert paragraphs(page(written(LINE), broken)) == [LINE]


@pytest.mark.parametrize(
    ("turn", "matrix", "starts", "expected"),
    [
        (90, "0 -1 1 0 0 0", ((100, 250), (110, 250)), (100, 245, 105, 250)),
        (180, "-1 0 0 -1 0 0", ((180, 100), (180, 90)), (175, 95, 180, 100)),
        (270, "0 1 -1 0 0 0", ((100, 40), (90, 40)), (95, 40, 100, 45)),
    ],
)
def test_a_turned_page_is_read_and_its_boxes_stand_on_the_page(
    turn: int, matrix: str, starts: Sequence[tuple[float, float]], expected: Sequence[float]
) -> None:
    """Around the corner of its boundary, where the first line begins; the next one is under it, as it is read."""
    texts = ["云州市第三人民医院", "2023年工作计划"]
    lines = [
        written(text, x=x, y=y, more=f' CTM="{matrix}"') for text, (x, y) in zip(texts, starts, strict=True)
    ]
    source = opened(page(*lines))
    assert paragraphs(page(*lines)) == ["".join(texts)]
    block = source.blocks[0]
    assert isinstance(block, SourceParagraph)
    assert block.fragments[0].frame.turn == turn
    (box,) = source.place(Anchor(block="b1", start=0, end=1))
    found = [edge / MM for edge in (box.x0, box.top, box.x1, box.bottom)]
    assert found == pytest.approx(expected, abs=0.1)


def test_vertical_writing_is_read_and_said() -> None:
    text = "各科室要把本计划分解到月落实到人于三月十日前报党政办公室备案"
    data = ofd([lay_out_vertically([text])])
    assert [line.replace("\u3000", "") for line in paragraphs(data)] == [text]
    assert findings(data) == [("vertical-writing", "page 1 is set in vertical writing")]


def test_vertical_writing_of_one_object_goes_down_by_its_steps() -> None:
    text = "各科室要把本计划分解到月落实到人于三月十日前报党政办公室备案"
    data = page(written(text, x=150, steps=f' DeltaY="g {len(text) - 1} 6"'))
    assert paragraphs(data) == [text]


def test_text_without_steps_goes_where_it_is_read() -> None:
    text = "各科室要把本计划分解到月落实到人于三月十日前报党政办公室备案"
    assert paragraphs(page(written(text, x=150, more=' ReadDirection="90"'))) == [text]


def test_turned_characters_turn_the_page() -> None:
    text = "床位使用率不低于85%"
    step = f' DeltaY="g {len(text) - 1} 5"'
    data = page(written(text, x=150, more=' CharDirection="90" ReadDirection="90"', steps=step))
    assert [text.replace(" ", "") for text in paragraphs(data)] == [text]


def test_a_watermark_across_the_page_is_told_and_not_read() -> None:
    sheet = Sheet([*lay_out(LINE + "\n")[0].marks, Text(150, 500, "内部资料", 60, turn=45)])
    data = ofd([sheet])
    assert paragraphs(data) == [LINE]
    assert findings(data) == [("page-furniture", "left out: a watermark on 1 pages: 内部资料")]


@pytest.mark.parametrize("text", ["¤¤¤¤¤¤", "\ue001\ue002\ue003\ue004"])
def test_a_page_of_glyphs_without_characters_is_told_and_not_read(text: str) -> None:
    data = package(document(written(text), written(LINE)))
    assert paragraphs(data) == [LINE]
    message = "page 1 is not read: the file does not say which characters its letters are; print it to a PDF in its own reader"
    assert findings(data) == [("page-unreadable", message)]
