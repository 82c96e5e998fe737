"""What is wrong with a row of a flat table: kinds of values, closed sets, and what its columns say of each other."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hospplan.export.rows import Column, Table, Value
from hospplan.validate.fault import Fault, shown

_BYTES_8 = 2**63


def row_faults(table: Table[Any], row: Mapping[str, Any], place: str) -> Iterator[Fault]:
    """
    The faults of a row whose values have the kinds of their columns or don't.

    Args:
        table: What it is a row of.
        row: Key of each column → its value.
        place: Where the row stands; a column's key is put behind it.
    """
    sound = True
    for column in table.columns:
        for fault in value_faults(
            column, row[column.key], f"{place}:{column.key}", is_key=column.key in table.key
        ):
            sound = False
            yield fault
    if sound:
        yield from _together(row, place)


def value_faults(column: Column[Any], value: Any, place: str, *, is_key: bool) -> Iterator[Fault]:
    """The faults of one value by itself."""
    if value is None:
        if is_key:
            yield Fault(place, "key-empty")
        return
    is_right = {
        "text": isinstance(value, str),
        "integer": isinstance(value, int) and not isinstance(value, bool) and abs(value) < _BYTES_8,
        "number": isinstance(value, int | float | Decimal)
        and not isinstance(value, bool)
        and Decimal(value).is_finite(),
        "date": isinstance(value, str) and _is_day(value),
    }[column.kind]
    if not is_right:
        yield Fault(place, "type", {"value": shown(value), "expected": column.kind})
    elif column.is_closed and value not in column.words:
        yield Fault(place, "choice", {"value": shown(value), "choices": ", ".join(column.words)})


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _together(row: Mapping[str, Value], place: str) -> Iterator[Fault]:
    """What columns say of each other."""
    start, end, quote = row.get("start"), row.get("end"), row.get("quote")
    if (
        isinstance(start, int)
        and isinstance(end, int)
        and isinstance(quote, str)
        and end - start != len(quote)
    ):
        yield Fault(f"{place}:quote", "quote-length", {"length": len(quote), "start": start, "end": end})
    for prefix in ("period", "deadline"):
        first, last = row.get(f"{prefix}_start"), row.get(f"{prefix}_end")
        if isinstance(first, str) and isinstance(last, str) and first > last:
            yield Fault(f"{place}:{prefix}_end", "day-order", {"start": first, "end": last})
    if "error" in row and "status" in row and (row["status"] == "failed") != (row["error"] is not None):
        yield Fault(f"{place}:error", "status", {"status": row["status"]})
