"""Old Excel workbooks (.xls, and .et of WPS): each shown sheet with its stored values."""

import struct
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from typing import Any, Literal

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from hospplan.errors import DamagedSourceError, EncryptedSourceError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.document import XLS
from hospplan.models.source import Source
from hospplan.readers.workbook.values import CellValue, shown
from hospplan.readers.workbook.worksheet import Worksheet, compose_worksheets, workbook_source

_MEND = "copy or download the file again, or open it in Excel or WPS and save it as .xlsx"
_FAULTS = (
    XLRDError,
    CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What xlrd raises on records that are not what they claim; it checks hardly any."""


def read_xls(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits) -> Source:
    """
    What the shown sheets of a workbook hold: title lines, tables, notes.

    Formulas count by their stored values. Hidden sheets, rows and columns are left out and told in findings.

    Raises:
        DamagedSourceError: The file is broken.
        EncryptedSourceError: It asks for a password.
        EmptySourceError: No shown sheet has a filled cell.
        LimitError: It is over one of *limits*.
    """
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=StringIO())
        sheets = [_sheet(book, sheet) for sheet in book.sheets()]
    except _FAULTS as error:
        if "encrypted" in str(error).lower():
            raise EncryptedSourceError(
                "the workbook asks for a password", mend="open it in Excel or WPS and save it without one"
            ) from error
        raise DamagedSourceError(
            f"the workbook is broken ({str(error) or type(error).__name__})", mend=_MEND
        ) from error
    return workbook_source(data, name, XLS, compose_worksheets(sheets, lexicon.organs, limits))


def _sheet(book: Any, sheet: Any) -> Worksheet:
    return Worksheet(
        name=sheet.name,
        cells={place: text for place, text in _cells(book, sheet) if text},
        merges=tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells),
        hidden_rows=frozenset(row for row, shape in sheet.rowinfo_map.items() if shape.hidden),
        hidden_columns=frozenset(col for col, shape in sheet.colinfo_map.items() if shape.hidden),
        is_hidden=sheet.visibility != 0,
    )


def _cells(book: Any, sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    """Filled cells as they are shown; each row is as long as its last one."""
    for row in range(sheet.nrows):
        for col, cell in enumerate(sheet.row(row)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            number_format = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            yield (row, col), shown(_value(book, cell), number_format)


def _value(book: Any, cell: Any) -> CellValue:
    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            return _day(cell.value, book.datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
        case _:
            value: str | float = cell.value
            return value


def _day(serial: float, mode: Literal[0, 1]) -> datetime | float:
    try:
        day: datetime = xlrd.xldate_as_datetime(serial, mode)
    except (ValueError, OverflowError):  # a number beyond all days, in a cell that is set as a date
        return serial
    return day
