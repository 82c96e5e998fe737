"""Numbers of sections: the small closed languages by enumeration, the doubtful ones case by case."""

import pytest

from hospplan.lexicon import default_lexicon
from hospplan.phrases.numbering import STARTS, find_inline_numbers, read_numbers

LEXICON = default_lexicon()
DIGITS = "零一二三四五六七八九"


def hanzi(value: int) -> str:
    """The numeral of a section from 1 to 99."""
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


@pytest.mark.parametrize("value", range(1, 100))
def test_every_number_up_to_99_in_every_style(value: int) -> None:
    written = {
        f"{hanzi(value)}、": ("hanzi", len(hanzi(value)) + 1),
        f"({hanzi(value)})": ("paren-hanzi", len(hanzi(value)) + 2),
        f"第{hanzi(value)}章": ("chapter", len(hanzi(value)) + 2),
        f"第{hanzi(value)}条": ("article", len(hanzi(value)) + 2),
        f"{value}.": ("arabic", len(str(value)) + 1),
        f"{value}、": ("arabic", len(str(value)) + 1),
        f"({value})": ("paren-arabic", len(str(value)) + 2),
        f"{value})": ("paren-arabic", len(str(value)) + 1),
        f"项目{value}:": ("project", len(str(value)) + 3),
    }
    for text, (style, end) in written.items():
        (number,) = read_numbers(f"{text}加强管理", LEXICON)
        assert (number.style, number.ordinal, number.text_end) == (style, value, end), text


@pytest.mark.parametrize("value", range(1, 21))
def test_numbers_that_are_one_character(value: int) -> None:
    for first, style in (("①", "circled"), ("⑴", "paren-arabic"), ("⒈", "arabic")):
        (number,) = read_numbers(chr(ord(first) + value - 1) + "加强管理", LEXICON)
        assert (number.style, number.ordinal, number.text_end) == (style, value, 1)


@pytest.mark.parametrize(
    ("folded", "readings"),
    [
        ("1.1 目的", [("decimal", (1, 1), False)]),
        ("1.2个中心", [("decimal", (1, 2), True), ("arabic", (1,), True)]),
        ("2.12320热线", [("arabic", (2,), True)]),
        ("1.2025年度计划", [("arabic", (1,), False)]),
        ("1.2021—2025年规划", [("arabic", (1,), False)]),
        ("2.5万人次", []),
        ("3.5%的患者", []),
        ("3.100%覆盖", [("arabic", (3,), True)]),
        ("2021.6.29通过", []),
        ("5月1日", []),
        ("2.0版本", [("decimal", (2, 0), False)]),
    ],
)
def test_digits_after_a_number_leave_doubt(
    folded: str, readings: list[tuple[str, tuple[int, ...], bool]]
) -> None:
    assert [(n.style, n.values, n.is_doubtful) for n in read_numbers(folded, LEXICON)] == readings


@pytest.mark.parametrize(
    "folded",
    [
        "",
        "十几个科室",
        "第一批",
        "目标任务:完成",
        "(院办)负责",
        "二十大精神",
        "项目实施",
        "一是加强",
    ],
)
def test_no_number(folded: str) -> None:
    assert read_numbers(folded, LEXICON) == ()


def test_a_number_starts_with_a_known_character() -> None:
    for text in ("第一章", "一、", "(一)", "1.", "项目1:", "①", "⑴"):
        assert text[0] in STARTS


@pytest.mark.parametrize(
    ("folded", "found"),
    [
        ("一是加强学习；二是抓好队伍。", [(0, 1, "是"), (7, 2, "是")]),
        ("重点:一要稳，二要进", [(3, 1, "要"), (7, 2, "要")]),
        ("十是收尾", [(0, 10, "是")]),
        ("唯一是加强学习", []),
        ("一是一，二是二。", []),
        ("二要点", []),
    ],
)
def test_inline_numbers(folded: str, found: list[tuple[int, int, str]]) -> None:
    assert [(n.start, n.ordinal, n.verb) for n in find_inline_numbers(folded)] == found
