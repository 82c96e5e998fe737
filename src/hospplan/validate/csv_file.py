"""CSV of a flat table, under English or Chinese heads; one row is held at a time."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from hospplan.export.limits import ExportLimits
from hospplan.export.rows import Column, Headers, Table
from hospplan.export.to_csv import safe
from hospplan.validate.fault import Fault, shown
from hospplan.validate.joins import Joins
from hospplan.validate.lines import numbered_lines
from hospplan.validate.recognise import role_table, table_of_head
from hospplan.validate.row_faults import row_faults
from hospplan.validate.told import Checked

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?")
_MEASURES = frozenset({"targets", "results"})
"""Tables of the same columns; the role of a row tells them apart."""
_CELL_MOST = 10_000_000
"""Characters of one cell; Python's own limit is below what a long task says."""


class _LineFaultError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def check_csv(path: Path, limits: ExportLimits, joins: Joins) -> Checked:
    """Which table it is, and its faults; the kind is None where the first line is not the heads of a table."""
    csv.field_size_limit(max(csv.field_size_limit(), _CELL_MOST))
    with path.open("rb") as file:
        try:
            heads = next(csv.reader(_lines(numbered_lines(file, limits.export_bytes)), strict=True), [])
        except (csv.Error, _LineFaultError):
            heads = []
    found = table_of_head(heads)
    if found is None:
        return Checked(None, iter(()))
    table, language = found
    name = "measures" if table.name in _MEASURES else table.name
    return Checked(f"CSV: {name} ({language})", _faults(path, table, language, heads, limits, joins))


def _lines(numbered: Iterator[tuple[int, str | Fault]]) -> Iterator[str]:
    for _, line in numbered:
        if isinstance(line, Fault):
            raise _LineFaultError(line)
        yield line


def _faults(
    path: Path, table: Table[Any], headers: Headers, heads: list[str], limits: ExportLimits, joins: Joins
) -> Iterator[Fault]:
    wanted = [column.head(headers) for column in table.columns]
    if heads != wanted:
        for name in [name for name in wanted if name not in heads]:
            yield Fault("1", "column-missing", {"name": name})
        for name in [name for name in heads if name not in wanted]:
            yield Fault("1", "column-unknown", {"name": shown(name)})
        if sorted(heads) == sorted(wanted):
            yield Fault("1", "column-order", {"names": ", ".join(wanted)})
        return
    with path.open("rb") as file:
        reader = csv.reader(_lines(numbered_lines(file, limits.export_bytes)), strict=True)
        try:
            next(reader)
            for cells in reader:
                yield from _of_row(table, headers, cells, str(reader.line_num), str(path), joins)
        except _LineFaultError as error:
            yield error.fault
        except csv.Error as error:
            yield Fault(str(reader.line_num), "csv", {"detail": str(error)})


def _of_row(
    table: Table[Any], headers: Headers, cells: list[str], place: str, file: str, joins: Joins
) -> Iterator[Fault]:
    if len(cells) != len(table.columns):
        yield Fault(place, "cells", {"count": len(cells), "expected": len(table.columns)})
        return
    row = {c.key: _value(c, cell, headers) for c, cell in zip(table.columns, cells, strict=True)}
    own = role_table(row["role"]) if table.name in _MEASURES else table
    is_sound = True
    for fault in row_faults(own, row, place):
        is_sound = False
        yield fault
    if is_sound:
        yield from joins.add(own, row, file, place)


def _value(column: Column[Any], cell: str, headers: Headers) -> Any:
    """A cell as a value of its column's kind, or as the text that it is where it can't be one."""
    if not cell:
        return None
    match column.kind:
        case "integer":
            return int(cell) if _INTEGER.fullmatch(cell) else cell
        case "number":
            try:
                return Decimal(cell) if _NUMBER.fullmatch(cell) else cell
            except InvalidOperation:
                return cell
        case _:
            # an apostrophe before what could start a formula is ours
            text = cell[1:] if cell.startswith("'") and safe(cell[1:]) == cell else cell
            return _key_of(column, text) if headers == "zh" else text


def _key_of(column: Column[Any], text: str) -> str:
    return next((key for key, word in column.words.items() if word == text), text)
