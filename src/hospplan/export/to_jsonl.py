"""JSON Lines, a record a line, each with its document's name first."""

import json
from decimal import Decimal
from typing import Any

from hospplan.export.rows import Entry, Reading, Record, Table, Unread, Value
from hospplan.models.ledger import LedgerEntry
from hospplan.models.plan import Finding, Measure, Task


def to_jsonl(table: Table[Record], reading: Reading | Unread) -> str:
    """
    The lines of one document for one table, each ended by a line feed.

    A measure, task, finding or number is written whole, as in the JSON of its plan. Owners and documents, which stand
    there inside others, are written by their columns.
    """
    return "".join(f"{_line(table, reading.name, record)}\n" for record in table.records(reading))


def _line(table: Table[Record], document: str, record: Record) -> str:
    if isinstance(record, Entry) and isinstance(record.item, Measure | Task | Finding | LedgerEntry):
        values: dict[str, Any] = {"document": document, **record.item.model_dump(mode="json")}
    else:
        values = {column.key: _number(column.value(record)) for column in table.columns}
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _number(value: Value) -> str | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
