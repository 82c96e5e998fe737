"""Numerals of automatic numbers: a value in one of the number formats of WordprocessingML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LARGEST = 32_767
"""Word counts no further; above it, and below 0, every format is decimal."""


@dataclass(frozen=True, slots=True)
class _Han:
    """A way to write numbers in Chinese characters."""

    digits: str
    """0 to 9."""
    places: str
    """Ten, hundred, thousand, ten thousand."""
    one_ten: bool = False
    """10 is 一十 (壹拾), not 十."""
    japanese: bool = False
    """No one before hundred and thousand, no zero inside: 千百一."""


_SIMPLIFIED = _Han("零一二三四五六七八九", "十百千万")
_TRADITIONAL = _Han("零一二三四五六七八九", "十百千萬")
_LEGAL_SIMPLIFIED = _Han("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", one_ten=True)
_LEGAL_TRADITIONAL = _Han("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", one_ten=True)
_JAPANESE = _Han("〇一二三四五六七八九", "十百千万", japanese=True)


def _counting(value: int, han: _Han) -> str:
    """A number with its places: 一百零五, 三千零二十, 十二."""
    if value == 0:
        return han.digits[0]
    above, below = divmod(value, 10_000)
    text = ""
    if above:
        text = _counting(above, han) + han.places[3]
    gap = bool(above) and below < 1000
    for power in (3, 2, 1, 0):
        digit = below // 10**power % 10
        if digit == 0:
            gap = gap or bool(text)
            continue
        if gap and not han.japanese:
            text += han.digits[0]
        gap = False
        silent = digit == 1 and power and (han.japanese or (power == 1 and not text and not han.one_ten))
        text += ("" if silent else han.digits[digit]) + (han.places[power - 1] if power else "")
    return text


def _digital(value: int, digits: str) -> str:
    """A number digit by digit: 一〇五."""
    return str(value).translate(dict(zip(range(0x30, 0x3A), digits, strict=True)))


def _counting_to_99(value: int) -> str:
    # From 100 on Word writes digit by digit, with a circle for zero: MS-DOCX 2.4 has 一, 十, 一○○.
    return _counting(value, _SIMPLIFIED) if 0 < value < 100 else _digital(value, "○一二三四五六七八九")


def _from(characters: str) -> Callable[[int], str]:
    """A list of signs for 1, 2, …; beyond its end decimal numbers follow."""
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else str(value)


def _range(first: int, count: int) -> Callable[[int], str]:
    return _from("".join(map(chr, range(first, first + count))))


def _letter(value: int) -> str:
    """From a to z, then aa, bb …: the letter is repeated."""
    if not 0 < value <= 780:
        return str(value)
    repeats, index = divmod(value - 1, 26)
    return chr(ord("a") + index) * (repeats + 1)


def _roman(value: int) -> str:
    text, rest = "", value
    for number, sign in _ROMAN:
        text += sign * (rest // number)
        rest %= number
    return text or "0"


def _sexagenary(value: int) -> str:
    """甲子, 乙丑 … 癸亥."""
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if 0 < value <= 60 else str(value)


NUMBER_FORMATS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "decimal": str,
        "decimalHalfWidth": str,
        "decimalZero": "{:02d}".format,
        "numberInDash": "- {} -".format,
        "decimalFullWidth": lambda value: _digital(value, "０１２３４５６７８９"),
        "decimalFullWidth2": lambda value: _digital(value, "０１２３４５６７８９"),
        "decimalEnclosedCircle": _range(0x2460, 20),
        "decimalEnclosedCircleChinese": _range(0x2460, 10),
        "decimalEnclosedParen": _range(0x2474, 20),
        "decimalEnclosedFullstop": _range(0x2488, 20),
        "ideographEnclosedCircle": _range(0x3220, 10),  # Word draws brackets (MS-OI29500 2.1.540): ㈠
        "chineseCounting": _counting_to_99,
        "taiwaneseCounting": _counting_to_99,
        "chineseCountingThousand": lambda value: _counting(value, _SIMPLIFIED),
        "taiwaneseCountingThousand": lambda value: _counting(value, _TRADITIONAL),
        "chineseLegalSimplified": lambda value: _counting(value, _LEGAL_SIMPLIFIED),
        "ideographLegalTraditional": lambda value: _counting(value, _LEGAL_TRADITIONAL),
        "japaneseCounting": lambda value: _counting(value, _JAPANESE),
        "ideographDigital": lambda value: _digital(value, "〇一二三四五六七八九"),
        "japaneseDigitalTenThousand": lambda value: _digital(value, "〇一二三四五六七八九"),
        "taiwaneseDigital": lambda value: _digital(value, "○一二三四五六七八九"),
        "ideographTraditional": _from(_STEMS),
        "ideographZodiac": _from(_BRANCHES),
        "ideographZodiacTraditional": _sexagenary,
        "lowerLetter": _letter,
        "upperLetter": lambda value: _letter(value).upper(),
        "lowerRoman": _roman,
        "upperRoman": lambda value: _roman(value).upper(),
        "none": lambda _: "",
        "bullet": lambda _: "",
    }
)
"""ST_NumberFormat → how it writes a value. Source: ISO/IEC 29500-1:2016, 17.18.59; MS-OI29500, 2.1.540."""


def write_number(value: int, number_format: str) -> str:
    """The value as *number_format* writes it; in a format that is not in `NUMBER_FORMATS`, decimal."""
    if not 0 <= value <= _LARGEST:
        return str(value)
    return NUMBER_FORMATS.get(number_format, str)(value)
