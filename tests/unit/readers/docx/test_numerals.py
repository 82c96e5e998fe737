import pytest

from hospplan.readers.docx.numerals import NUMBER_FORMATS, write_number

_SIMPLE = "零一二三四五六七八九"
_READING = {
    "chineseCountingThousand": (_SIMPLE, "十百千万", "十"),
    "taiwaneseCountingThousand": (_SIMPLE, "十百千萬", "十"),
    "chineseLegalSimplified": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", "壹拾"),
    "ideographLegalTraditional": ("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", "壹拾"),
}


def _spell(value: int, digits: str, places: str, ten: str) -> str:
    """Built the other way round: all places written out with their zeros, then the superfluous ones taken away."""
    full = ""
    for digit, place in zip(f"{value:05d}", [places[3], places[2], places[1], places[0], ""], strict=True):
        full += digits[0] if digit == "0" else digits[int(digit)] + place
    while digits[0] * 2 in full:
        full = full.replace(digits[0] * 2, digits[0])
    full = full.strip(digits[0])
    head = digits[1] + places[0]
    return ten + full[2:] if full.startswith(head) else full


@pytest.mark.parametrize("number_format", _READING)
def test_counting_formats_spell_every_number_to_9999(number_format: str) -> None:
    digits, places, ten = _READING[number_format]
    for value in range(1, 10_000):
        assert write_number(value, number_format) == _spell(value, digits, places, ten)


@pytest.mark.parametrize("number_format", ["chineseCounting", "taiwaneseCounting"])
def test_short_counting_formats_go_digit_by_digit_from_100(number_format: str) -> None:
    for value in range(1, 100):
        assert write_number(value, number_format) == write_number(value, "chineseCountingThousand")
    for value in range(100, 10_000):
        assert write_number(value, number_format) == "".join(
            "○一二三四五六七八九"[int(d)] for d in str(value)
        )


@pytest.mark.parametrize(
    ("number_format", "zero"),
    [("ideographDigital", "〇"), ("japaneseDigitalTenThousand", "〇"), ("taiwaneseDigital", "○")],
)
def test_digital_formats_are_positional(number_format: str, zero: str) -> None:
    for value in range(10_000):
        expected = "".join((zero + _SIMPLE[1:])[int(digit)] for digit in str(value))
        assert write_number(value, number_format) == expected


def test_roman_numbers_are_all_different_and_ordered_by_their_signs() -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    for value in range(1, 4000):
        signs = [values[sign] for sign in write_number(value, "upperRoman")]
        total = sum(-a if a < b else a for a, b in zip(signs, [*signs[1:], 0], strict=True))
        assert total == value
        assert write_number(value, "lowerRoman").upper() == write_number(value, "upperRoman")


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCountingThousand", "二十"),
        (110, "chineseCountingThousand", "一百一十"),
        (101, "chineseCountingThousand", "一百零一"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (10_001, "chineseCountingThousand", "一万零一"),
        (20_300, "chineseCountingThousand", "二万零三百"),
        (0, "chineseCountingThousand", "零"),
        (0, "chineseCounting", "○"),
        (100, "chineseCounting", "一○○"),
        (10, "chineseLegalSimplified", "壹拾"),
        (23, "ideographLegalTraditional", "貳拾參"),
        (1, "japaneseCounting", "一"),
        (1111, "japaneseCounting", "千百十一"),
        (1001, "japaneseCounting", "千一"),
        (1, "ideographTraditional", "甲"),
        (10, "ideographTraditional", "癸"),
        (11, "ideographTraditional", "11"),
        (12, "ideographZodiac", "亥"),
        (13, "ideographZodiac", "13"),
        (60, "ideographZodiacTraditional", "癸亥"),
        (1, "ideographEnclosedCircle", "㈠"),
        (12, "decimalFullWidth", "１２"),
        (12, "decimalFullWidth2", "１２"),
        (1, "decimalEnclosedCircle", "①"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (10, "decimalEnclosedCircleChinese", "⑩"),
        (11, "decimalEnclosedCircleChinese", "11"),
        (3, "decimalEnclosedParen", "⑶"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (0, "decimalEnclosedCircle", "0"),
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (12, "decimalZero", "12"),
        (3, "numberInDash", "- 3 -"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (54, "upperLetter", "BBB"),
        (0, "lowerLetter", "0"),
        (4, "upperRoman", "IV"),
        (0, "upperRoman", "0"),
        (3, "none", ""),
        (3, "bullet", ""),
        (3, "klingon", "3"),
        (-3, "chineseCounting", "-3"),
        (99_999_999, "upperRoman", "99999999"),
    ],
)
def test_writes_a_value_in_a_format(value: int, number_format: str, expected: str) -> None:
    assert write_number(value, number_format) == expected


def test_no_format_ever_writes_a_long_text() -> None:
    """A start value of two thousand million must not become two million letters M."""
    for number_format in NUMBER_FORMATS:
        for value in (0, 780, 781, 32_767, 2_000_000_000):
            assert len(write_number(value, number_format)) <= 50
