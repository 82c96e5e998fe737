"""Which characters of a text are a number."""

import pytest

from hospplan.lexicon import default_lexicon
from hospplan.phrases.number import find_numbers, has_number
from hospplan.text.fold import fold


def numbers(text: str, *counted: tuple[int, int]) -> list[str]:
    return [text[start:end] for start, end in find_numbers(fold(text), default_lexicon(), counted)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("床位1200张，１２００人，1,234.5元", ["1200", "１２００", "1,234.5"]),
        ("投入6.0亿元、500万元和3千万元", ["6.0亿", "500万", "3千万"]),
        ("引进3—5名", ["3", "5"]),
        ("三百五十张、两家、十余项、三至五名", ["三百五十", "两", "十", "三", "五"]),
        ("一、二、三级医院", ["一", "二", "三"]),
        ("百分之九十九点五，千分之3，三分之二，八成", ["百分之九十九点五", "千分之3", "三分之二", "八"]),
        ("过半、翻一番、翻番、减半、翻倍", ["过半", "翻一番", "翻番", "减半", "翻倍"]),
        ("实现全覆盖。", ["全覆盖"]),
        ("提高2个百分点", ["2"]),
        ("第三批、第29家", ["三", "29"]),
        ("6.2张/千人口", ["6.2"]),
    ],
)
def test_every_number_is_found_whole(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "统一部署，一致行动，进一步提升，一站式服务",
        "十分重视",
        "红十字志愿者",
        "数百名和几十个",
        "三基三严",
        "五大中心",
        "一体化",
    ],
)
def test_a_syllable_is_no_number(text: str) -> None:
    assert numbers(text) == []


def test_a_numeral_counts_where_others_know_it_does() -> None:
    assert numbers("一、总体要求") == []
    assert numbers("一、总体要求", (0, 2)) == ["一"]
    assert numbers("“十四五”期间", (0, 7)) == ["十四五"]


def test_a_text_without_digits_and_numerals_is_passed_over() -> None:
    assert not has_number("加强管理。")
    assert has_number("过半")
