"""Numerals as exact decimals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospplan.errors import PhraseError
from hospplan.phrases.numeral import plain, read_numeral

DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """A number below a hundred million as a careful writer spells it: 10203 is 一万零二百零三."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return spell(high) + "万" + (("零" if low < 1000 else "") + spell(low) if low else "")
    text, skips = "", False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if skips and text else "") + DIGITS[digit] + word
            skips = False
        else:
            skips = True
    return text


def test_every_spelled_number_to_ten_thousand_reads_back() -> None:
    assert [n for n in range(1, 10_000) if read_numeral(spell(n)) != n] == []


@given(st.integers(1, 99_999_999))
def test_what_is_spelled_reads_back(number: int) -> None:
    assert read_numeral(spell(number)) == number


@given(st.decimals(0, 10**9, places=2, allow_nan=False), st.sampled_from(["", "万", "亿", "百万"]))
def test_an_arabic_number_keeps_its_decimals(number: Decimal, multiplier: str) -> None:
    power = {"": 1, "万": 10**4, "亿": 10**8, "百万": 10**6}[multiplier]
    assert read_numeral(f"{number:f}{multiplier}") == number * power


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("1,234.5", "1234.5"),
        ("6.0亿", "600000000"),
        ("51360.68万", "513606800"),
        ("十", "10"),
        ("十二", "12"),
        ("二十万", "200000"),
        ("两千", "2000"),
        ("一百零五", "105"),
        ("三百五", "350"),  # the place below the last is meant
        ("两万三", "23000"),
        ("百", "100"),
        ("三亿五千万", "350000000"),
        ("一万亿", "1000000000000"),
        ("二〇二五", "2025"),
    ],
)
def test_reads_a_numeral(text: str, value: str) -> None:
    assert read_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "not a numeral\n    \n    ^"),
        ("半", "not a numeral\n    半\n    ^^"),
        ("1,23", "not a numeral\n    1,23\n    ^^^^"),
        ("1.2.3", "not a numeral\n    1.2.3\n    ^^^^^"),
        ("5千个", "not a multiplier (十, 百, 千, 万 or 亿)\n    5千个\n       ^^"),
        ("三二百", "two digits without a place between them\n    三二百\n    ^^^^"),
        ("三十二百", "a place that does not go down\n    三十二百\n          ^^"),
    ],
)
def test_what_is_no_numeral_is_refused_and_shown(text: str, shown: str) -> None:
    with pytest.raises(PhraseError) as caught:
        read_numeral(text)
    assert str(caught.value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("86000.0", "86000"), ("3.10", "3.1"), ("1E+3", "1000"), ("0.950", "0.95")]
)
def test_a_value_is_shown_without_exponent_and_idle_zeros(value: str, shown: str) -> None:
    assert str(plain(Decimal(value))) == shown
