"""The JSON Schemas of rows: of each flat table from its columns, and of a line of the manifest."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from hospplan.export.rows import NUMBERS, TABLES, Column, Kind, Table

_TYPES: Mapping[Kind, dict[str, Any]] = MappingProxyType(
    {
        "text": {"type": "string"},
        "integer": {"type": "integer"},
        "number": {"type": "number"},
        "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    }
)
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_COUNTS: dict[str, Any] = {"type": "object", "additionalProperties": _COUNT}
_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_HASH: dict[str, Any] = {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"}
_ROW_EXAMPLE: Mapping[Kind, Any] = MappingProxyType(
    {"text": "文", "integer": 1, "number": 85.5, "date": "2025-12-31"}
)

ROW_TABLES: Mapping[str, Table[Any]] = MappingProxyType(
    {f"{table.name}-row": table for table in (*TABLES, NUMBERS)}
)
"""Name of a schema → the table whose row it describes."""
MANIFEST = "manifest"
"""Name of the schema of a line of manifest.jsonl."""


def row_schema(table: Table[Any]) -> dict[str, Any]:
    """The body of the schema of a row: a key a column, those of the table's key never null."""
    return {
        "title": f"{table.name}-row",
        "description": f"A row of the table {table.name} ({table.title}).",
        "type": "object",
        "properties": {column.key: _property(column, table) for column in table.columns},
        "required": [column.key for column in table.columns],
    }


def row_example(table: Table[Any]) -> dict[str, Any]:
    """A row of the table: every column has a value."""
    return {
        column.key: next(iter(column.words)) if column.is_closed else _ROW_EXAMPLE[column.kind]
        for column in table.columns
    }


def _property(column: Column[Any], table: Table[Any]) -> dict[str, Any]:
    is_key = column.key in table.key
    described = dict(_TYPES[column.kind])
    if not is_key:
        described["type"] = [described["type"], "null"]
    if column.is_closed:
        described["enum"] = [*column.words, *([] if is_key else [None])]
    return {**described, "title": column.name}


def manifest_schema() -> dict[str, Any]:
    """The body of the schema of a line of the manifest (`batch.record.Entry`)."""
    properties: dict[str, Any] = {
        "name": {"type": "string", "description": "The document's path below its argument."},
        "sha256": {**_HASH, "description": "Of its bytes; null where they could not be read."},
        "size": {"type": ["integer", "null"], "minimum": 0, "description": "Bytes."},
        "status": {"enum": ["read", "failed"]},
        "error": {**_TEXT, "description": "Code of the failure."},
        "message": {**_TEXT, "description": "What is wrong."},
        "mend": {**_TEXT, "description": "What to do about it."},
        "duplicate_of": {
            **_TEXT,
            "description": "Name of the first input with the same bytes, whose rows stand in the tables for both.",
        },
        "media_type": _TEXT,
        "counts": {**_COUNTS, "description": "How many targets, results, tasks, findings …"},
        "findings": {**_COUNTS, "description": "Severity → how many findings have it."},
        "files": {**_COUNTS, "description": "Suffix of each of its own files → bytes."},
        "hospplan": {"type": "string", "description": "Version of the program."},
        "lexicon": {"type": "string", "description": "Version of the words that it was read with."},
        "recipe": {"type": "string", "description": "Digest of all that changes what a document comes to."},
    }
    return {
        "title": "manifest",
        "description": "A line of manifest.jsonl: one document of a collection.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


MANIFEST_EXAMPLE: Mapping[str, Any] = MappingProxyType(
    {
        "name": "2023/plan.docx",
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "size": 18240,
        "status": "read",
        "error": None,
        "message": None,
        "mend": None,
        "duplicate_of": None,
        "media_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "counts": {"targets": 12, "results": 0, "tasks": 3, "findings": 1},
        "findings": {"warning": 1},
        "files": {".json": 53306},
        "hospplan": "0.1.0",
        "lexicon": "1",
        "recipe": "5d41402abc4b2a76",
    }
)
"""What a line of the manifest looks like."""
