"""JSON from strangers: how large, how deep, and where it breaks."""

import json
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

from hospplan.export.limits import DEFAULT_EXPORT_LIMITS, ExportLimits
from hospplan.validate.fault import Fault, shown


class JsonFaultError(Exception):
    """A text that is no JSON, with the fault that says why."""

    def __init__(self, fault: Fault) -> None:
        """Carry the fault."""
        super().__init__(fault.code)
        self.fault = fault


def read_json(text: str, *, limits: ExportLimits = DEFAULT_EXPORT_LIMITS, line: int | None = None) -> Any:
    """
    What a text of JSON holds; no key stands twice in an object, and no number is NaN.

    Args:
        text: The whole of it.
        limits: How deep it may be.
        line: Of a file with a value a line, which line this is; places are told in it.

    Raises:
        JsonFaultError: It is broken, too deep, or no JSON of RFC 8259.
    """
    if _depth(text, limits.export_depth) > limits.export_depth:
        raise JsonFaultError(Fault(_place(line), "too-deep", {"limit": limits.export_depth}))
    try:
        return json.loads(
            text, object_pairs_hook=_object(line), parse_constant=_constant(line), parse_float=_float(line)
        )
    except json.JSONDecodeError as error:
        raise JsonFaultError(
            Fault(f"{line or error.lineno}:{error.colno}", "json", {"detail": error.msg})
        ) from error
    except ValueError as error:  # an integer of thousands of digits
        raise JsonFaultError(Fault(_place(line), "json", {"detail": str(error).partition(":")[0]})) from error


def _place(line: int | None) -> str:
    return "" if line is None else str(line)


# A string, closed or cut off, or a bracket; each character is looked at once.
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)


def _depth(text: str, most: int) -> int:
    """How deep brackets stand in brackets; it stops where that is over *most*."""
    if text.count("[") + text.count("{") <= most:
        return 0
    depth = deepest = 0
    for token in _TOKEN.finditer(text):
        if token[0] in {"[", "{"}:
            depth += 1
            deepest = max(deepest, depth)
            if deepest > most:
                break
        elif token[0] in {"]", "}"}:
            depth -= 1
    return deepest


def _object(line: int | None) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            twice = max(Counter(key for key, _ in pairs).items(), key=lambda one: one[1])[0]
            raise JsonFaultError(Fault(_place(line), "key-twice", {"name": shown(twice)}))
        return found

    return made


def _constant(line: int | None) -> Callable[[str], NoReturn]:
    def refused(name: str) -> NoReturn:
        raise JsonFaultError(Fault(_place(line), "json", {"detail": f"{name} is no number of JSON"}))

    return refused


def _float(line: int | None) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = float(text)
        if value in {float("inf"), float("-inf")} or (
            len(text) > 20 and Decimal(str(value)) != Decimal(text)
        ):
            raise JsonFaultError(
                Fault(_place(line), "json", {"detail": f"{shown(text)} is beyond a JSON number"})
            )
        return value

    return read
