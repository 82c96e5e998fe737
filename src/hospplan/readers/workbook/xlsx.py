"""Excel workbooks (.xlsx, .xlsm, and .et that WPS writes as one): each shown sheet with its stored values."""

import posixpath
import re
import warnings
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet as ExcelSheet

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.document import XLSX
from hospplan.models.source import Source
from hospplan.readers.safe_xml import parse_safely, refuse_harmful
from hospplan.readers.workbook.values import CellValue, shown
from hospplan.readers.workbook.worksheet import Worksheet, compose_worksheets, workbook_source
from hospplan.readers.zip_members import BROKEN, measure

_KIND = "an Excel workbook"
_MEND = "copy or download the file again, or open it in Excel or WPS and save it anew"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_XML = (".xml", ".rels")
_FAULTS = (*BROKEN, ArithmeticError, TypeError, AttributeError, IndexError, SyntaxError)
"""What openpyxl raises on parts that are not what they claim; lxml's syntax errors are SyntaxErrors."""
_UNVALUED = re.compile(
    rb"""<c\b[^>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]{0,200}>\s{0,9}<f\b(?:[^>]{0,500}/>|[^>]{0,500}>[^<]{0,9000}</f>)\s{0,9}(?:<v\s?/>|<v></v>)?\s{0,9}</c>"""
)
"""A formula without the value that it had (ISO/IEC 29500-1, 18.3.1.4)."""


_MERGE = re.compile(
    rb"<(?:\w{1,9}:)?mergeCell\b[^>]{0,99}?\bref=[\"']\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})"
)
_MERGED_CELLS = 10
"""Times the cells of a table that merges may cover: the library makes an object of each."""
_CHINESE_DATES = {
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""Number formats that Chinese Excel has built in and writes no code for (ISO/IEC 29500-1, 18.8.30, zh-cn)."""


def read_xlsx(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits) -> Source:
    """
    What the shown sheets of a workbook hold: title lines, tables, notes.

    Formulas count by the value that was stored when the file was saved. Hidden sheets, rows and columns are left
    out and told in findings, as are formulas without a value.

    Raises:
        DamagedSourceError: The package, or one of its parts, is broken.
        EncryptedSourceError: It is locked with a zip password.
        EmptySourceError: No shown sheet has a filled cell.
        LimitError: It is over one of *limits*.
    """
    members = measure(data, limits, _KIND, ".xlsx", _MEND)
    unvalued: dict[str, tuple[str, ...]] = {}
    merged = 0
    try:
        with ZipFile(BytesIO(data)) as package:
            for path, member in members.items():
                if path.endswith(_XML):
                    part = package.read(member)
                    refuse_harmful(part, member.filename, limits, _KIND)
                    merged += sum(_area(*found) for found in _MERGE.findall(part))
                    if merged > limits.table_cells * _MERGED_CELLS:
                        raise LimitError(
                            f"merged cells cover over {limits.table_cells * _MERGED_CELLS:,} cells"
                        )
                    unvalued[path] = tuple(found.decode() for found in _UNVALUED.findall(part))
            paths = _paths(package, limits) if any(unvalued.values()) else {}
        sheets = list(_sheets(data, paths, unvalued))
    except _FAULTS as error:
        raise DamagedSourceError(f"the workbook is broken ({error})", mend=_MEND) from error
    return workbook_source(data, name, XLSX, compose_worksheets(sheets, lexicon.organs, limits))


def _sheets(data: bytes, paths: dict[str, str], unvalued: dict[str, tuple[str, ...]]) -> Iterator[Worksheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it can't write again, as data validation
        book = load_workbook(BytesIO(data), data_only=True)
    for sheet in book.worksheets:
        yield _sheet(sheet, unvalued.get(paths.get(sheet.title, ""), ()))


def _paths(package: ZipFile, limits: Limits) -> dict[str, str]:
    """Name of a sheet → its part: the order of the tabs need not be that of the parts (ISO/IEC 29500-1, 18.2.19)."""
    book, relations = (
        parse_safely(package.read(part), part, limits, _KIND)
        for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    targets = {str(one.get("Id")): str(one.get("Target")) for one in relations}
    return {
        str(sheet.get("name")): posixpath.normpath(
            posixpath.join("/xl", targets.get(str(sheet.get(_ID)), ""))
        )
        .lstrip("/")
        .lower()
        for sheet in book.iter("{*}sheet")
    }


def _sheet(sheet: ExcelSheet, unvalued: tuple[str, ...]) -> Worksheet:
    # Cells by their places: the public rows fill the rectangle up to a stray cell in the last row and column.
    stored = sheet._cells.items()  # noqa: SLF001  (no public way to the cells that are there)
    return Worksheet(
        name=sheet.title,
        cells={(row - 1, col - 1): text for (row, col), cell in sorted(stored) if (text := _shown(cell))},
        merges=tuple(
            (merge.min_row - 1, merge.min_col - 1, merge.max_row - 1, merge.max_col - 1)
            for merge in sheet.merged_cells.ranges
        ),
        hidden_rows=frozenset(row - 1 for row, shape in sheet.row_dimensions.items() if shape.hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        is_hidden=sheet.sheet_state != "visible",
        unvalued=unvalued,
    )


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    """Cells of a merge A1:C3."""
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _shown(cell: Cell | MergedCell) -> str:
    value = _value(cell.value)
    untyped: Any = cell
    number_format = _CHINESE_DATES.get(untyped._style.numFmtId)  # noqa: SLF001  (openpyxl calls these General)
    if number_format is None:
        return shown(value, cell.number_format or "General")
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _LAST_DAY:
        return shown(from_excel(value), number_format)
    return shown(value, number_format)


_LAST_DAY = 2_958_466
"""The serial number of the day behind 9999-12-31."""


def _value(value: object) -> CellValue:
    """A stored value; a formula that openpyxl hands on for want of one is none."""
    return value if isinstance(value, str | int | float | Decimal | date | time | timedelta) else None


def _hidden_columns(sheet: ExcelSheet) -> Iterator[int]:
    """Hidden columns from 0; one entry may stand for several (min to max)."""
    widest = max((col for _, col in sheet._cells), default=0)  # noqa: SLF001  (as above)
    for shape in sheet.column_dimensions.values():
        if shape.hidden:
            yield from range((shape.min or 1) - 1, min(shape.max or 0, widest))
