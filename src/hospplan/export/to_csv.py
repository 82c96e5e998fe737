"""CSV that a spreadsheet opens as it is: Chinese readable, numbers numbers, no cell a formula."""

import csv
import io

from hospplan.export.rows import Column, Headers, Reading, Record, Table, Unread, Value, text_of

BOM = "\ufeff"
"""What a CSV file begins with: without it Excel reads UTF-8 as the code page of the machine."""

# What Excel, WPS and LibreOffice take for the start of a formula, or skip before one (tab, CR, LF). The
# full-width signs are among them: an editor with a Chinese or Japanese input method folds ＝ to = once the
# cell is touched, and they cost nothing, since only a page number (－ 2 －) starts with one in a document.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_head(table: Table[Record], headers: Headers = "en") -> str:
    """The first line of a table, without the mark of the encoding (`BOM`)."""
    return _line([column.head(headers) for column in table.columns])


def to_csv(table: Table[Record], reading: Reading | Unread, headers: Headers = "en") -> str:
    """
    The lines of one document for one table; each ends in CR LF, as RFC 4180 has it.

    Under Chinese heads the values of closed sets are Chinese too (≥ for ge); numbers and texts are the same.
    """

    def cell(column: Column[Record], record: Record) -> str:
        value = column.value(record)
        return _cell(column.words.get(value, value) if headers == "zh" and isinstance(value, str) else value)

    return "".join(
        _line([cell(column, record) for column in table.columns]) for record in table.records(reading)
    )


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


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
