"""What the tables in OUT were made of, and which files there belong to nothing any more."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from hospplan.batch.collection.manifest import is_below
from hospplan.batch.recipe import OWN_SUFFIXES

_TABLE = re.compile(r"hospplan\.(?:xlsx|sqlite)|[a-z_]+(?:/part-\d{5,9})?\.(?:csv|jsonl|parquet)")
"""What the tables of a collection are called."""


@dataclass(slots=True)
class Unit:
    """Files that are made together: the tables of a format, or one part of them."""

    made_of: str | None
    """A digest of what they show; None where it is not sure what is in them."""
    files: dict[str, int]
    """Name in OUT → bytes."""


@dataclass(slots=True)
class State:
    """The file state.json of the work folder."""

    units: dict[str, Unit] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    """Names in OUT, sorted."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """
        What the file tells; nothing where there is none, or one that is not ours.

        OUT may come from a stranger: of files that no run can have written nothing is known.
        """
        try:
            told: Any = json.loads(path.read_bytes())
            units = {
                str(name): Unit(unit["made_of"], {file: int(size) for file, size in unit["files"].items()})
                for name, unit in told["tables"].items()
            }
            left = [str(name) for name in told["left"]]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls()
        for unit in units.values():
            unit.files = {file: size for file, size in unit.files.items() if _TABLE.fullmatch(file)}
        return cls(units, [name for name in left if _is_ours(name)])

    def to_bytes(self) -> bytes:
        """The file; nothing where there is nothing to tell."""
        if not self.units and not self.left:
            return b""
        tables = {
            name: {"made_of": unit.made_of, "files": dict(sorted(unit.files.items()))}
            for name, unit in sorted(self.units.items())
        }
        return (
            json.dumps({"tables": tables, "left": self.left}, ensure_ascii=False, indent=1) + "\n"
        ).encode("utf-8", "backslashreplace")


def _is_ours(name: str) -> bool:
    return is_below(name) and (
        name.endswith(tuple(OWN_SUFFIXES.values())) or _TABLE.fullmatch(name) is not None
    )
