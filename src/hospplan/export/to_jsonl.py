"""JSON Lines, a record a line, each with its document's id and name first."""

import json
from decimal import Decimal
from typing import Any

from hospplan.export.rows import TABLES, Entry, Reading, Record, Table, Unread, Value
from hospplan.models.ledger import LedgerEntry
from hospplan.models.plan import Finding, Measure, Task


def to_jsonl(table: Table[Record], reading: Reading | Unread) -> str:
    """
    The lines of one document for one table, each ended by a line feed.

    A measure, task, finding or number is written whole, as in the JSON of its plan. What stands there inside others
    (owners, sections) or around all (documents) is written by its columns.
    """
    return "".join(f"{_line(table, reading, record)}\n" for record in table.records(reading))


def document_lines(reading: Reading | Unread) -> dict[str, str]:
    """The lines of one document for every table of a collection, by the table's name."""
    return {table.name: to_jsonl(table, reading) for table in TABLES}


def _line(table: Table[Record], reading: Reading | Unread, record: Record) -> str:
    if isinstance(record, Entry) and isinstance(record.item, Measure | Task | Finding | LedgerEntry):
        values: dict[str, Any] = {
            "document_id": reading.document_id,
            "document": reading.name,
            **record.item.model_dump(mode="json"),
        }
    else:
        values = {column.key: _number(column.value(record)) for column in table.columns}
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _number(value: Value) -> str | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
