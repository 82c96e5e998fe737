"""A workbook for people: whole, its sheets with heads, and in no cell a formula or an error."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from hospplan.errors import HospplanError
from hospplan.export.limits import ExportLimits
from hospplan.export.xlsx import sheets
from hospplan.readers.zip_members import BROKEN, measure
from hospplan.validate.fault import Fault, shown
from hospplan.validate.told import Checked

_SHEETS = {sheet.name: sheet for sheet in (*sheets.ALL, sheets.MEASURE_SHEET, sheets.NUMBER_SHEET)}
_FAULTS = (*BROKEN, TypeError, AttributeError, IndexError, SyntaxError)
"""What openpyxl raises on parts that are not what they claim."""


def check_workbook(path: Path, limits: ExportLimits) -> Checked:
    """Its faults; the kind is None where no sheet is one of ours."""
    size, most = path.stat().st_size, limits.export_bytes
    if size > most:
        return Checked("xlsx", iter([Fault("", "too-big", {"size": size, "limit": most})]))
    # a sheet of a large collection is longer than any part of a document
    limits = replace(limits, member_bytes=most, unpacked_bytes=2 * most)
    data = path.read_bytes()
    try:
        measure(data, limits, "a workbook", ".xlsx", "")
        book = _opened(data)
        names = [str(name) for name in book.sheetnames]
    except HospplanError as error:
        return Checked("xlsx", iter([Fault("", "damaged", {"detail": error.message})]))
    except _FAULTS as error:
        return Checked("xlsx", iter([Fault("", "damaged", {"detail": shown(str(error))})]))
    ours = [name for name in names if _known(name) is not None]
    return Checked("xlsx", _faults(book, ours)) if ours else Checked(None, iter(()))


def _known(name: str) -> sheets.Sheet | None:
    """The sheet of that name, or the one that goes on in it: 指标 (2)."""
    return _SHEETS.get(name) or _SHEETS.get(name.rpartition(" ")[0])


def _opened(data: bytes) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it can't write again
        return load_workbook(BytesIO(data), read_only=True)


def _faults(book: Any, names: list[str]) -> Iterator[Fault]:
    for name in names:
        try:
            yield from _sheet_faults(book[name], name)
        except _FAULTS as error:
            yield Fault(name, "damaged", {"detail": shown(str(error))})


def _sheet_faults(sheet: Any, name: str) -> Iterator[Fault]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        for cell in row:
            if cell.value is None:
                continue
            if cell.data_type in {"e", "f"}:
                yield Fault(f"{name}:{cell.coordinate}", "formula", {"value": shown(cell.value)})
        if number == 1:
            heads = [cell.value for cell in row if cell.value is not None]
            known = _known(name)
            if known is None or heads != [head.name for head in known.layout.heads]:
                yield Fault(f"{name}:1", "heads", {"names": shown(", ".join(map(str, heads)))})
