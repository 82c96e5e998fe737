"""Glyphs to lines: what a reader sees on one height."""

import pytest
from tests.unit.page.sketch import A4, glyphs

from hospplan.page.ink import Glyph
from hospplan.page.lines import Line, find_lines


def lines(*drawn: list[Glyph]) -> list[Line]:
    return find_lines([glyph for run in drawn for glyph in run], 1, A4)


def texts(*drawn: list[Glyph]) -> list[str]:
    return [line.text for line in lines(*drawn)]


def test_lines_are_read_from_the_top_whatever_was_drawn_first() -> None:
    assert texts(glyphs("第二行", base=130), glyphs("第一行", base=100)) == ["第一行", "第二行"]


def test_characters_are_read_from_the_left_whatever_was_drawn_first() -> None:
    assert texts(glyphs("坚持|稳中求进|", pitch=16), glyphs("“", 32), glyphs("”", 112)) == ["坚持“稳中求进”"]


@pytest.mark.parametrize("step", [0.2, 0.5, 1.0])
def test_a_character_that_is_printed_twice_is_one(step: float) -> None:
    assert texts(glyphs("总体要求"), glyphs("总体要求", step)) == ["总体要求"]


def test_a_character_that_comes_twice_is_two() -> None:
    assert texts(glyphs("常常111米")) == ["常常111米"]


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (glyphs("许") + glyphs("诺", 16 + 8), "许 诺"),  # one Latin space
        (glyphs("许") + glyphs("诺", 16 + 16), "许  诺"),  # a full-width one: two
        (glyphs("许") + glyphs("诺", 16 + 2), "许诺"),
        (
            glyphs("第") + glyphs("3", 16 + 4) + glyphs("期", 16 + 4 + 8 + 4),
            "第3期",
        ),  # Word's fourth between scripts
        (glyphs("CT") + glyphs("DR", 16 + 4), "CT DR"),
        (glyphs("CT") + glyphs("DR", 16 + 1), "CTDR"),
        (glyphs("附件") + glyphs("任务", 32 + 160), "附件  任务"),  # never more than two
    ],
)
def test_spaces_are_what_a_reader_sees(drawn: list[Glyph], text: str) -> None:
    assert texts(drawn) == [text]


@pytest.mark.parametrize("pitch", [16.0, 17.5, 20.0, 24.0])
def test_a_line_that_is_stretched_has_no_spaces(pitch: float) -> None:
    assert texts(glyphs("各科室要把本计划分解到月落实到人", pitch=pitch)) == [
        "各科室要把本计划分解到月落实到人"
    ]


def test_a_small_raised_mark_stands_in_its_line_and_is_known() -> None:
    (line,) = lines(glyphs("门球时间|控制"), glyphs("①", 64, base=92, size=8))
    assert (line.text, line.raised, line.size) == ("门球时间①控制", (4,), 16)


def test_a_power_is_raised_too() -> None:
    (line,) = lines(glyphs("1200m"), glyphs("2", 40, base=94, size=9))
    assert (line.text, line.raised) == ("1200m2", (5,))


def test_two_fonts_on_one_height_are_one_line() -> None:
    assert texts(glyphs("一、总体"), glyphs("要求", 64, base=101.5, size=15)) == ["一、总体要求"]


def test_lines_close_to_each_other_stay_two() -> None:
    assert texts(glyphs("人力资源部", base=100, size=9), glyphs("护理部", base=110, size=9)) == [
        "人力资源部",
        "护理部",
    ]


def test_white_space_at_the_ends_is_left_out_with_its_room() -> None:
    (line,) = lines(glyphs("  床位  ", 10))
    assert line.text == "床位"
    assert (line.x0, line.x1) == (26, 58)


def test_each_character_has_its_edges_those_of_a_ligature_share_its_room() -> None:
    (line,) = lines([Glyph("ﬁ".replace("ﬁ", "fi"), 0, 86, 16, 102, 16, 100), *glyphs("n", 16)])
    assert (line.text, list(line.edges)) == ("fin", [0, 8, 16, 24])


def test_a_part_of_a_line_knows_its_place() -> None:
    (line,) = lines(glyphs("组长  林知远", 10))
    part = line.part(2, 7)
    assert (part.text, part.x0, part.x1) == ("林知远", 58, 106)


def test_nothing_but_white_space_is_no_line() -> None:
    assert texts(glyphs("   ")) == []
