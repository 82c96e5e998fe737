"""Numerals: Arabic, Chinese, and the two mixed (1.5万, 三百五十, 两千), as exact decimals."""

from decimal import Decimal

from hospplan.errors import PhraseError
from hospplan.grammar.rule import Rule

_DIGIT = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGIT |= {"六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

NUMERAL = Rule(
    name="数字",
    pattern=r"(?: (?&DECIMAL) [十百千万亿]{0,3} | (?&HAN_NUMERAL) )",
    reads=("12", "1,234.5", "6.0亿", "1.5万", "20", "三百五十", "两千", "二十万", "十二", "二〇二五", "3百"),
    rejects=("", "1,23", "第三", "半", "1.", "十 二"),
)


def read_numeral(text: str) -> Decimal:
    """
    The value of one numeral.

    Args:
        text: The numeral alone, folded to half width, without unit: "1,234.5", "6.0亿", "三百五十", "十".

    Returns:
        An exact decimal; multipliers are folded in, and 6.0亿 equals 600000000.

    Raises:
        PhraseError: *text* is no numeral, or one that can't be: "十百", "三二百".

    Source: GB/T 15835-2011, 4 and 5.
    """
    digits = len(text) - len(text.lstrip("0123456789.,"))
    if digits:
        return _arabic(text, digits)
    if not text or any(c not in _DIGIT and c not in _SMALL and c not in _LARGE for c in text):
        raise PhraseError("not a numeral", text=text, span=(0, len(text)))
    if all(c in _DIGIT for c in text):
        return Decimal(int("".join(str(_DIGIT[c]) for c in text)))
    return Decimal(_han(text))


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent and without zeros that a multiplier left: 86000.0 → 86000, 3.10 → 3.1."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _arabic(text: str, digits: int) -> Decimal:
    head, tail = text[:digits], text[digits:]
    groups = head.split(".")[0].split(",")
    well_grouped = len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:]))
    if head.count(".") > 1 or head[-1] in ".," or head[0] in ".," or not well_grouped:
        raise PhraseError("not a numeral", text=text, span=(0, digits))
    value = Decimal(head.replace(",", ""))
    for offset, c in enumerate(tail):
        power = _SMALL.get(c) or _LARGE.get(c)
        if power is None:
            raise PhraseError(
                "not a multiplier (十, 百, 千, 万 or 亿)",
                text=text,
                span=(digits + offset, digits + offset + 1),
            )
        value *= power
    return value


def _han(text: str) -> int:
    total, section, digit = 0, 0, None
    last_small, last_large = 10**4, 10**12
    for i, c in enumerate(text):
        if c in _DIGIT:
            if digit is not None and digit != 0:
                raise PhraseError("two digits without a place between them", text=text, span=(i - 1, i + 1))
            digit = _DIGIT[c]
        elif c in _SMALL:
            power = _SMALL[c]
            if power >= last_small or digit == 0:
                raise PhraseError("a place that does not go down", text=text, span=(i, i + 1))
            section += (1 if digit is None else digit) * power
            last_small, digit = power, None
        else:
            power = _LARGE[c]
            if power >= last_large and power != 10**8:
                raise PhraseError("a place that does not go down", text=text, span=(i, i + 1))
            # 万 or 亿 alone stands for one of it, as in 万名; 万亿 multiplies what is there.
            section += digit or 0
            if power == 10**8 and total:
                total, section = (total + section) * power, 0
            else:
                total, section = total + (section or 1) * power, 0
            last_small, last_large, digit = 10**4, power, None
    if digit and last_small > 10 and (section or total):
        digit *= _implied_place(text)
    return total + section + (digit or 0)


def _implied_place(text: str) -> int:
    """三百五 is 350 and 两万三 is 23000: the place below the last one, where no 零 stands between."""
    before = text[-2]
    return {"百": 10, "千": 100, "万": 1000, "亿": 10**7}.get(before, 1)
