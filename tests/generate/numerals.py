"""Numbers as officials write them: Arabic, Chinese, mixed."""

from decimal import Decimal

DIGITS = "零一二三四五六七八九"
SMALL_UNITS = ("", "十", "百", "千")


def plain(value: Decimal) -> str:
    """*value* without exponent or idle zeros: 1.50 is 1.5."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def hanzi(number: int) -> str:
    """
    *number*, below 100 000 000, in Chinese numerals: 三百五十, 一千二百, 二十.

    Before a measure word 2 is 两; that is `counted`.
    """
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        rest = "" if not low else ("零" if low < 1000 else "") + hanzi_below_10000(low)
        return hanzi_below_10000(high) + "万" + rest
    return hanzi_below_10000(number)


def hanzi_below_10000(number: int) -> str:
    """*number* as a person says it: 10 is 十, 12 is 十二, 112 is 一百一十二."""
    if not number:
        return DIGITS[0]
    text = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + SMALL_UNITS[place]
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if 10 <= number < 20 else text


def counted(number: int) -> str:
    """*number* before a measure word: 两个, 两千家, 两百名, but 二十个."""
    text = hanzi(number)
    if text == "二":
        return "两"
    if number in {200, 2000, 20_000}:
        return "两" + text[1:]
    return text


def grouped(value: Decimal) -> str:
    """*value* with commas between thousands: 12,000."""
    whole, _, places = plain(value).partition(".")
    return f"{int(whole):,}" + (f".{places}" if places else "")
