"""JSON that holds one value: plans, what `check` says, records, metadata."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hospplan.export.limits import ExportLimits
from hospplan.models.plan import Plan
from hospplan.validate.fault import Fault, pointer
from hospplan.validate.json_text import JsonFaultError, read_json
from hospplan.validate.plan_faults import plan_faults
from hospplan.validate.recognise import schema_of
from hospplan.validate.schema_faults import schema_faults
from hospplan.validate.told import Checked

_ONES = frozenset({"plan", "check", "metadata", "measure", "task", "document", "finding", "number"})


def check_json(path: Path, limits: ExportLimits) -> Checked:
    """What the file holds, and its faults."""
    size = path.stat().st_size
    if size > limits.export_bytes:
        return Checked("JSON", iter([Fault("", "too-big", {"size": size, "limit": limits.export_bytes})]))
    try:
        value = read_json(path.read_bytes().decode("utf-8-sig"), limits=limits)
    except UnicodeDecodeError as error:
        return Checked("JSON", iter([Fault("", "encoding", {"at": error.start})]))
    except JsonFaultError as error:
        return Checked("JSON", iter([error.fault]))
    if isinstance(value, list):
        kinds = [schema_of(item) for item in value]
        kind = next((kind for kind in kinds if kind in _ONES), None)
        if kind is None and value:
            return Checked(None, iter(()))
        return Checked(f"{kind or 'records'} ×{len(value)}", _of_list(value, kinds, kind))
    kind = schema_of(value)
    return Checked(kind, _faults(value, kind, ())) if kind in _ONES else Checked(None, iter(()))


def _of_list(values: list[Any], kinds: list[str | None], kind: str | None) -> Iterator[Fault]:
    for index, (value, own) in enumerate(zip(values, kinds, strict=True)):
        if own != kind or kind is None:
            yield Fault(pointer((index,)), "kind", {"kind": own or "?", "expected": kind or "?"})
        else:
            yield from _faults(value, kind, (index,))


def _faults(value: Any, name: str, at: tuple[str | int, ...]) -> Iterator[Fault]:
    is_sound = True
    for fault in schema_faults(value, name, at=at):
        is_sound = False
        yield fault
    if is_sound:
        yield from _BEYOND.get(name, _source_faults)(value, at)


def _plan_faults(value: Any, at: tuple[str | int, ...]) -> Iterator[Fault]:
    try:
        # keys that a later version has added are no fault of the file; the models do not know them
        plan = Plan.model_validate_json(json.dumps(value), extra="ignore")
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            yield Fault(pointer((*at, *one["loc"])), "model", {"detail": one["msg"]})
        return
    yield from plan_faults(plan, at)


def _source_faults(value: Any, at: tuple[str | int, ...]) -> Iterator[Fault]:
    """A quote is as long as its place says."""
    source = value.get("source")
    if source is not None and source["end"] - source["start"] != len(source["quote"]):
        details = {"length": len(source["quote"]), "start": source["start"], "end": source["end"]}
        yield Fault(pointer((*at, "source", "quote")), "quote-length", details)


def _check_faults(value: Any, at: tuple[str | int, ...]) -> Iterator[Fault]:
    for kind in ("findings", "numbers"):
        for index, record in enumerate(value[kind] or ()):
            yield from _source_faults(record, (*at, kind, index))


def _no_faults(_: Any, __: tuple[str | int, ...]) -> Iterator[Fault]:
    return iter(())


_BEYOND: dict[str, Callable[[Any, tuple[str | int, ...]], Iterator[Fault]]] = {
    "plan": _plan_faults,
    "check": _check_faults,
    "metadata": _no_faults,
}
