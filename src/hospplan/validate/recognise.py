"""What an export is, by its content; its name is not asked."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from hospplan.export.rows import NUMBERS, TABLES, TARGETS, Headers, Table

Kind = Literal["json", "jsonl", "csv", "xlsx", "sqlite", "parquet", "xml"]
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"SQLite format 3\0", "sqlite"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "xlsx"),
)
_HEAD = 2**16
BOM = b"\xef\xbb\xbf"


def recognise(path: Path) -> Kind | None:
    """
    The kind of a file; None where it is none that hospplan writes.

    Raises:
        OSError: It can't be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    text = head.removeprefix(BOM).lstrip()
    if text.startswith(b"<"):
        return "xml"
    if text.startswith(b"["):
        return "json"
    if text.startswith(b"{"):
        # a record a line ends with its object; the JSON of one value goes on
        line, _, rest = text.partition(b"\n")
        ends = line.rstrip().endswith(b"}")
        return "jsonl" if rest.strip() and ends else _of_one_line(line, is_cut=len(head) == _HEAD)
    if not text.strip():
        # a table of JSON Lines without a record is an empty file
        return "jsonl" if path.suffix == ".jsonl" and not head else None
    return "csv" if table_of_head(_first_row(text)) is not None else None


def _of_one_line(line: bytes, *, is_cut: bool) -> Kind:
    """An object without a line end behind it: JSON, but where it begins as a record of a list does."""
    begins = line[:40].replace(b" ", b"")
    is_record = begins.startswith((b'{"document_id":', b'{"name":'))
    return "jsonl" if is_record and (is_cut or line.rstrip().endswith(b"}")) else "json"


def _first_row(text: bytes) -> list[str]:
    line = text.partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []


def table_of_head(heads: list[str]) -> tuple[Table[Any], Headers] | None:
    """The table whose heads these are, or nearly: at least three in four of them stand there."""
    found = set(heads)
    best: tuple[float, Table[Any], Headers] | None = None
    for table in (*TABLES, NUMBERS):
        languages: tuple[Headers, ...] = ("en", "zh")
        for language in languages:
            wanted = {column.head(language) for column in table.columns}
            share = len(wanted & found) / max(len(wanted), len(found), 1)
            if best is None or share > best[0]:
                best = (share, table, language)
    return None if best is None or best[0] < _NEARLY else (best[1], best[2])


_NEARLY = 0.75

_MARKS: tuple[tuple[str, frozenset[str]], ...] = (
    ("plan", frozenset({"schema_version", "document", "targets"})),
    ("check", frozenset({"document", "findings", "counts"})),
    ("metadata", frozenset({"schema_version", "公文标识"})),
    ("manifest", frozenset({"name", "status", "recipe"})),
    ("measure", frozenset({"role", "indicator", "comparator", "source"})),
    ("task", frozenset({"title", "owners", "source"})),
    ("number", frozenset({"text", "fate", "source"})),
    ("finding", frozenset({"code", "severity", "message", "source"})),
    ("documents-row", frozenset({"document_id", "status", "issuers"})),
    ("sections-row", frozenset({"document_id", "level", "path"})),
    ("owners-row", frozenset({"document_id", "task", "name", "role"})),
    ("task_targets-row", frozenset({"document_id", "task", "measure"})),
)


def schema_of(value: Any) -> str | None:
    """The name of the schema that an object is made by, told by the keys that it has; None of anything else."""
    if not isinstance(value, Mapping):
        return None
    # one key of them may be missing, which is then a fault
    near = max(_MARKS, key=lambda mark: (len(mark[1] & value.keys()) / len(mark[1]), len(mark[1])))
    missing = len(near[1] - value.keys())
    return near[0] if missing == 0 or (missing == 1 and len(near[1]) > 2) else None


def role_table(role: object) -> Table[Any]:
    """The table that a measure of a role stands in."""
    results = next(table for table in TABLES if table.name == "results")
    return TARGETS if role == "target" else results
