"""JSON Lines: records of one kind, a line each; one line is held at a time."""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import IO, Any

from hospplan.export.limits import ExportLimits
from hospplan.export.row_schemas import MANIFEST, ROW_TABLES
from hospplan.export.rows import NUMBERS, TABLES, Table
from hospplan.validate.fault import Fault
from hospplan.validate.joins import Joins
from hospplan.validate.json_text import JsonFaultError, read_json
from hospplan.validate.recognise import role_table, schema_of
from hospplan.validate.row_faults import row_faults
from hospplan.validate.schema_faults import schema_faults
from hospplan.validate.told import Checked

_BY_NAME: Mapping[str, Table[Any]] = {table.name: table for table in (*TABLES, NUMBERS)}
_WHOLE: Mapping[str, Table[Any]] = {
    "task": _BY_NAME["tasks"],
    "finding": _BY_NAME["findings"],
    "number": NUMBERS,
}


def check_lines(path: Path, limits: ExportLimits, joins: Joins) -> Checked:
    """What the lines are, and their faults. An empty file is a table without records."""
    with path.open("rb") as file:
        first = file.readline(limits.export_bytes + 1)
    kind = None
    try:
        kind = schema_of(read_json(first.decode("utf-8-sig"), limits=limits)) if first else "empty"
    except (UnicodeDecodeError, JsonFaultError):
        return Checked("JSON Lines", _faults(path, None, limits, joins))
    if kind is None:
        return Checked(None, iter(()))
    if kind == "empty":
        return Checked("JSON Lines", iter(()))
    return Checked(f"JSON Lines: {kind}", _faults(path, kind, limits, joins))


def numbered_lines(file: IO[bytes], most: int) -> Iterator[tuple[int, str | Fault]]:
    """(number from 1, text or what is wrong with it) of each line; a line over *most* bytes ends it."""
    for number in range(1, 2**63):
        data = file.readline(most + 1)
        if not data:
            return
        if len(data) > most:
            yield number, Fault(str(number), "line-too-big", {"limit": most})
            return
        try:
            yield number, data.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            yield number, Fault(str(number), "encoding", {"at": error.start})


def _faults(path: Path, kind: str | None, limits: ExportLimits, joins: Joins) -> Iterator[Fault]:
    file = str(path)
    with path.open("rb") as opened:
        for number, line in numbered_lines(opened, limits.export_bytes):
            if isinstance(line, Fault):
                yield line
                continue
            try:
                value = read_json(line, limits=limits, line=number)
            except JsonFaultError as error:
                yield error.fault
                continue
            own = schema_of(value)
            kind = kind or own
            if own is None or own != kind:
                yield Fault(str(number), "kind", {"kind": own or "?", "expected": kind or "?"})
                continue
            yield from _of_line(value, kind, file, number, joins)


def _of_line(value: Any, kind: str, file: str, number: int, joins: Joins) -> Iterator[Fault]:
    place = str(number)
    faults = schema_faults(value, kind)
    if kind not in ROW_TABLES and kind != MANIFEST:
        faults = chain(_unnamed(value), faults)
    is_sound = True
    for fault in faults:
        is_sound = False
        yield Fault(f"{place}{fault.place and ':'}{fault.place}", fault.code, fault.details)
    if not is_sound or kind == MANIFEST:
        return
    table = ROW_TABLES.get(kind) or _WHOLE.get(kind) or role_table(value["role"])
    row = value if kind in ROW_TABLES else _row_of(value)
    if kind in ROW_TABLES:
        yield from row_faults(table, row, place)
    else:
        yield from _quote(value, place)
    # findings and numbers have no key of their own in JSON Lines: their order is their number
    if kind not in {"finding", "number"}:
        yield from joins.add(table, row, file, place)


def _unnamed(value: Mapping[str, Any]) -> Iterator[Fault]:
    for name in ("document_id", "document"):
        if name not in value:
            yield Fault("", "required", {"name": name})
        elif not isinstance(value[name], str):
            yield Fault(f"/{name}", "type", {"value": str(value[name])[:60], "expected": "string"})


def _row_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a whole record that name others."""
    source = record.get("source") or {"section": []}
    baseline = record.get("baseline")
    return {
        **record,
        "section_id": source["section"][-1] if source["section"] else None,
        "baseline_id": baseline["id"] if baseline else None,
        "targets": " ".join(record.get("targets", ())) or None,
    }


def _quote(record: Mapping[str, Any], place: str) -> Iterator[Fault]:
    source = record["source"]
    if source is not None and source["end"] - source["start"] != len(source["quote"]):
        details = {"length": len(source["quote"]), "start": source["start"], "end": source["end"]}
        yield Fault(f"{place}:/source/quote", "quote-length", details)
