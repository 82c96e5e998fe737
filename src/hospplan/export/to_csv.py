"""CSV that a spreadsheet opens as it is: Chinese readable, numbers numbers, no cell a formula."""

import csv
import io
from collections.abc import Iterable

from hospplan.export.rows import Headers, Reading, Record, Row, Table, Unread, Value, text_of

BOM = "\ufeff"
"""What a CSV file begins with: without it Excel reads UTF-8 as the code page of the machine."""

# What Excel, WPS and LibreOffice take for the start of a formula, or skip before one (tab, CR, LF). The
# full-width signs are among them: an editor with a Chinese or Japanese input method folds ＝ to = once the
# cell is touched, and they cost nothing, since only a page number (－ 2 －) starts with one in a document.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_head(table: Table[Record], headers: Headers = "en") -> str:
    """The first line of a table, without the mark of the encoding (`BOM`)."""
    return _lines([[column.head(headers) for column in table.columns]])


def csv_lines(table: Table[Record], rows: Iterable[Row], headers: Headers = "en") -> str:
    """
    The lines of rows of a table; each ends in CR LF, as RFC 4180 has it.

    Under Chinese heads the values of closed sets are Chinese too (≥ for ge); numbers and texts are the same.
    """
    return _lines(
        [_cell(column.said(value, headers)) for column, value in zip(table.columns, row, strict=True)]
        for row in rows
    )


def to_csv(table: Table[Record], reading: Reading | Unread, headers: Headers = "en") -> str:
    """The lines of one document for one table."""
    return csv_lines(table, table.rows(reading), headers)


def safe(text: str) -> str:
    """
    A text that a spreadsheet shows and does not run: an apostrophe stands before what could start a formula.

    Only texts come here. Numbers do not: -3.5 stays a number.

    Source: OWASP, CSV Injection; CWE-1236.
    """
    # a space before = does not stop every spreadsheet from trimming it
    return f"'{text}" if text.lstrip(" \u3000\xa0").startswith(_STARTS_FORMULA) else text


def _cell(value: Value) -> str:
    return safe(value) if isinstance(value, str) else text_of(value)


def _lines(rows: Iterable[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()
