"""What is wrong with an export: where, and which of the known ways."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SHOWN = 60
"""Characters of a value that a fault shows."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file."""

    place: str
    """A JSON pointer (/targets/0/unit), a line or row and what in it (3:value, targets:3:value), or "" of the whole."""
    code: str
    """Stable, kebab-case; the message stands under `fault.CODE` in the catalogue."""
    details: Mapping[str, object] = field(default_factory=dict)
    """What fills the places of the message."""


def pointer(path: Iterable[str | int]) -> str:
    """A JSON pointer (RFC 6901); "" of the whole."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def shown(value: Any) -> str:
    """A value as a fault shows it: short, on one line."""
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
