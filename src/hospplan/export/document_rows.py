"""What one document adds to the tables of a collection, in a form that is handed on and kept as bytes."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Self

from hospplan.export.rows import TABLES, Reading, Row, Table, Unread, Value
from hospplan.export.to_jsonl import document_lines

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document for all tables of a collection; of one that was not read a row among the documents."""

    name: str
    document_id: str
    rows: Mapping[str, tuple[Row, ...]] = field(repr=False)
    """Name of each table of `TABLES` → its rows, in document order."""
    lines: Mapping[str, str] = field(default_factory=lambda: _NOTHING, repr=False)
    """The same as JSON Lines, where these are asked for: they hold more than the columns."""

    @classmethod
    def of(cls, reading: Reading | Unread, *, lines: bool = False) -> Self:
        """The rows of a document, with its JSON Lines where *lines* asks for them."""
        rows = {table.name: tuple(table.rows(reading)) for table in TABLES}
        return cls(
            reading.name,
            reading.document_id,
            MappingProxyType(rows),
            MappingProxyType(document_lines(reading)) if lines else _NOTHING,
        )

    def to_bytes(self) -> bytes:
        """The same as bytes that the same hospplan reads back; equal rows of one make give the same bytes."""
        packed = {
            "name": self.name,
            "id": self.document_id,
            "rows": {
                table.name: [[_packed(value) for value in row] for row in self.rows[table.name]]
                for table in TABLES
            },
            "lines": {table.name: self.lines[table.name] for table in TABLES if table.name in self.lines},
        }
        # ASCII, so that a file name that is no Unicode (surrogates) goes through as well
        return zlib.compress(json.dumps(packed, separators=(",", ":"), allow_nan=False).encode("ascii"))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """
        What `to_bytes` wrote.

        Raises:
            ValueError: The bytes are cut off, broken, or of tables with other columns.
        """
        try:
            packed: Any = json.loads(zlib.decompress(data))
            rows = {
                table.name: tuple(_unpacked(table, row) for row in packed["rows"][table.name])
                for table in TABLES
            }
            return cls(
                packed["name"], packed["id"], MappingProxyType(rows), MappingProxyType(packed["lines"])
            )
        except (zlib.error, KeyError, TypeError, ArithmeticError) as error:
            raise ValueError(f"not the rows of a document: {error}") from error


def _packed(value: Value) -> str | int | None:
    return str(value) if isinstance(value, Decimal) else value


def _unpacked(table: Table[Any], row: list[Any]) -> Row:
    """A row with its numbers exact again: the kind of its column tells a number from a text."""
    return tuple(
        Decimal(value) if column.kind == "number" and value is not None else value
        for column, value in zip(table.columns, row, strict=True)
    )
