"""One cell of a workbook: its value as spreadsheets hold it, and how the value is shown."""

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple
from unicodedata import combining, east_asian_width

from hospplan.export.rows import text_of

Align = Literal["left", "center", "right"]
Tone = Literal["plain", "doubt", "error", "warning", "group", "head", "note"]
"""What a row's colour says; `doubt`: look at the text before you rely on it."""

MOST_CHARACTERS = 32_767
"""Of one cell, in UTF-16 units: the limit of Excel."""
DAY = "yyyy-mm-dd"
_MOST_DIGITS = 15
"""That a spreadsheet keeps of a number."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it calendars of spreadsheets disagree: Excel has a 29 February 1900."""
_EPOCH = date(1899, 12, 30)

# What XML 1.0 can't hold, or Excel would take for one of its own escapes; a carriage return is a line feed there.
_UNFIT = re.compile("\r\n?|([\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff])")
_SIGNS = frozenset({"%", "‰"})
"""Units that stand at the number itself."""
# Excel runs a text that begins with these once somebody edits its cell; a mark at the cell (quotePrefix) forbids it.
_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a click on a cell leads: into this workbook, or to a file beside it."""

    place: str
    """`'指标'!A12`, or the page of a file: `page=3`; "" for none."""
    file: str | None = None
    """Path from the workbook's folder, as a URL; None within the workbook."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its form."""

    value: str | int | Decimal | None = None
    """A date is its day's number, as spreadsheets count."""
    form: str = ""
    """The number format; "" of texts."""
    link: Link | None = None
    indent: int = 0


class Look(NamedTuple):
    """All that tells how a cell is drawn."""

    align: Align
    tone: Tone
    form: str
    is_link: bool
    is_quoted: bool
    """Its text would be a formula if it were typed."""
    is_wrapped: bool
    indent: int = 0


def number(value: Decimal | int, unit: str | None = None, change: str | None = None) -> Cell:
    """
    A number, with the decimals that it was read with, thousands parted: 85.5%, 1,200, 增0.3, 第69名.

    The cell's number is the value itself, as in every other output (85.5, not 0.855): % is a sign that the format
    adds. More digits than a spreadsheet keeps are a text, so that none is lost.

    Args:
        value: Exact.
        unit: Decides the format.
        change: increase or decrease, shown before the number.
    """
    exact = Decimal(value)
    text = text_of(exact)
    places = len(text.partition(".")[2])
    if len(text.replace("-", "").replace(".", "").lstrip("0")) > _MOST_DIGITS:
        return Cell(text)
    digits = "#,##0" + ("." + "0" * places if places else "")
    before = {"increase": '"增"', "decrease": '"减"'}.get(change or "", "")
    if unit == "rank":
        before, digits = f'{before}"第"', digits.removeprefix("#,##")
    return Cell(exact, f'{before}{digits}"{unit}"' if unit in _SIGNS else before + digits)


def difference(value: Decimal) -> Cell:
    """How far one value is from another: +5.5, -0.3, 0."""
    shown = number(abs(value)).form
    return Cell(value, f"+{shown};-{shown};0") if shown else number(value)


def day(iso: str | None) -> Cell:
    """A day of ISO 8601 as a date; what is none, or before all calendars of spreadsheets, stays a text."""
    if iso is None:
        return Cell()
    try:
        read = date.fromisoformat(iso)
    except ValueError:
        return Cell(iso)
    return Cell((read - _EPOCH).days, DAY) if read >= _FIRST_DAY else Cell(iso)


def fit(text: str) -> str:
    """A text that a cell can hold, before it is cut: � for what no XML holds, line feeds for line ends."""
    text = _UNFIT.sub(lambda match: "�" if match[1] else "\n", text)
    # XlsxWriter takes <r>…</r> for a rich text of its own and would write it unescaped
    return f" {text}" if text.startswith("<r>") and text.endswith("</r>") else text


def cut(text: str, most: int = MOST_CHARACTERS) -> str:
    """The text, or what a cell has room for and "…"."""
    if len(text) * 2 <= most:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= most:
        return text
    return units[: 2 * (most - 1)].decode("utf-16-le", errors="ignore") + "…"


def runs(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula if it were typed."""
    return text.lstrip(" \u3000\xa0\t\n").startswith(_RUNS)


def width(text: str) -> int:
    """The widest line of a text, in digits: a Chinese character and its marks are two wide."""
    return max(sum(map(_wide, line)) for line in text.split("\n"))


def lines(text: str, room: int) -> int:
    """How many lines a text takes where it is wrapped."""
    return sum(max(1, math.ceil(sum(map(_wide, line)) / room)) for line in text.split("\n"))


@cache
def _wide(character: str) -> int:
    # ambiguous ones (— “ ≥ ①) are wide in Chinese fonts
    return 0 if combining(character) else 2 if east_asian_width(character) in "WFA" else 1


def shown_width(cell: Cell) -> int:
    """How wide a cell is when it is not wrapped."""
    if cell.value is None:
        return 0
    if isinstance(cell.value, str):
        return width(cell.value)
    if cell.form == DAY:
        return 10
    whole = f"{abs(cell.value):,f}" if isinstance(cell.value, Decimal) else f"{abs(cell.value):,}"
    return len(whole) + sum(map(_wide, "".join(re.findall(r'"([^"]*)"', cell.form)))) + (cell.value < 0)
