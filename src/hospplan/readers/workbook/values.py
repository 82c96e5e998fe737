"""What a cell of a worksheet shows: its stored value as its number format writes it."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

CellValue = str | int | float | Decimal | bool | date | time | timedelta | None

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_PLACES = re.compile(r"0\.([0#?]+)")
_CHOOSES = re.compile(r"\[[<>=]")
"""A format that asks how large the value is: [>=10000]0!.0,"万";0."""
_DIGIT_RUN = re.compile(r"[0#?][0#?,.]*")
_MOST_DIGITS = 20
"""A larger number is written as General does, whatever its format."""
_MOST_PLACES = 15
"""Decimals that a stored number has at most."""
_LONGEST_FORMAT = 255
"""Characters of a format code (Excel's own limit)."""
_GENERAL_DIGITS = 11
"""Digits that General shows in a wide column."""
_DATE_PARTS = re.compile(r"y+|m+|d+|h+|s+|[^ymdhs]+", re.IGNORECASE)
_WEEKDAY = re.compile("a{3,4}|d{3,4}", re.IGNORECASE)
_ISO_DATE = "{0.year:04d}-{0.month:02d}-{0.day:02d}"


def shown(value: CellValue, number_format: str) -> str:
    """
    The text of a cell as a spreadsheet shows it, as far as a reader of documents needs it.

    Percents, decimals, thousands' commas, and words around the number (0"张", 0.0‰) are written; a date in a format
    with 年 is written so, any other as 2024-06-30. Colours, conditions and fractions are not: then the value
    itself is given.

    Args:
        value: What the file stores; of a formula the value that it had when it was saved.
        number_format: The format code ("0.0%"), as Excel writes it (ISO/IEC 29500-1, 18.8.30).
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float() | Decimal():
            return _number(value, number_format)
        case datetime() | date():
            return _date(value, number_format)
        case time():
            return f"{value.hour:02d}:{value.minute:02d}"
        case timedelta():
            return str(value)


def _number(value: float | Decimal, number_format: str) -> str:
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return str(value)
    section, is_signed = _section(number_format, exact)
    if section.lower() in ("general", "@", "") or exact.adjusted() > _MOST_DIGITS:
        return _general(exact)
    if _CHOOSES.search(number_format):
        return _general(exact)
    words = _QUOTED.sub(" ", section)
    if re.search("[/eE!]", words) or len(_DIGIT_RUN.findall(_QUOTED.sub("\0", section))) > 1:
        return _general(exact)
    if not re.search("[0#?]", words):
        return _general(exact) if re.search("[ymdhs]", words, re.IGNORECASE) else _around(section, "")
    if "%" in words:
        exact *= 100
    body = re.search(r"[0#?][0#?,]*(?:\.[0#?]*)?,*", words)
    pattern = body[0] if body else "0"
    for _ in range(len(pattern) - len(pattern.rstrip(","))):
        exact /= 1000  # a comma behind the digits shows thousands
    pattern = pattern.rstrip(",")
    places = _PLACES.search(pattern.replace("#", "0").replace("?", "0"))
    if places is not None and len(places[1]) > _MOST_PLACES:
        return _general(exact)
    least = len(pattern.partition(".")[2].rstrip("#?"))
    digits = exact.quantize(Decimal(1).scaleb(-(len(places[1]) if places else 0)), rounding=ROUND_HALF_UP)
    text = f"{abs(digits):,f}" if "," in pattern else f"{abs(digits):f}"
    whole, point, rest = text.partition(".")
    rest = rest[:least] + rest[least:].rstrip("0")
    return ("-" if digits < 0 and not is_signed else "") + _around(
        section, whole + (point if rest else "") + rest
    )


def _section(number_format: str, value: Decimal) -> tuple[str, bool]:
    """The part of a format for a positive, a negative or a zero value, and whether it writes the sign itself."""
    parts = re.split(r""";(?=(?:[^"]{0,99}"[^"]{0,99}"){0,20}[^"]{0,99}$)""", number_format[:_LONGEST_FORMAT])
    if value < 0 and len(parts) > 1 and parts[1]:
        return parts[1], True
    return (parts[2] if value == 0 and len(parts) > 2 and parts[2] else parts[0]), False


def _around(section: str, digits: str) -> str:
    """The digits among the words of a format: 0"张" gives 12张."""
    pieces: list[str] = []
    placed = False
    at = 0
    for match in re.finditer(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|[0#?][0#?,.]*|.', section):
        token = match[0]
        if token[0] in "0#?":
            pieces.append("" if placed else digits)
            placed = True
        elif match[1] is not None or match[2] is not None:
            pieces.append(match[1] if match[1] is not None else match[2])
        elif token[0] not in "_*[":
            pieces.append(token)
        at = match.end()
    return "".join(pieces).strip() if at else digits


def _general(value: Decimal) -> str:
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}"
    rounded = Decimal(f"{value:.{_GENERAL_DIGITS}g}")
    return f"{rounded.normalize():f}"


def _date(value: date, number_format: str) -> str:
    plain = _QUOTED.sub(lambda match: match[1] or match[2] or "", number_format.partition(";")[0])
    plain = _WEEKDAY.sub("", plain)
    if "年" in plain or "月" in plain:
        return "".join(_date_part(part, value) for part in _DATE_PARTS.findall(plain)).strip()
    text = _ISO_DATE.format(value)
    if "y" in plain.lower() and "d" not in plain.lower():
        return text[:7]  # 2024/6: no day is written, so none is shown
    if isinstance(value, datetime) and (value.hour or value.minute):
        text += f" {value.hour:02d}:{value.minute:02d}"
    return text


def _date_part(part: str, value: date) -> str:
    match part[0].lower():
        case "y":
            return f"{value.year:04d}"[-len(part) if len(part) <= 2 else 0 :]
        case "m":
            return f"{value.month:02d}" if len(part) == 2 else str(value.month)
        case "d":
            return f"{value.day:02d}" if len(part) == 2 else str(value.day)
        case "h" | "s":
            return ""
        case _:
            return part
