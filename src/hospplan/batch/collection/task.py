"""What a process that makes tables is asked for, as plain data."""

import json
from dataclasses import asdict, dataclass, field
from typing import Literal

from hospplan.batch.recipe import Format


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some documents, and the empty folder that their tables go into."""

    folder: str
    start: tuple[int, int] = (0, 0)
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What one process is to make."""

    shards: list[str]
    skips: dict[str, list[int]]
    form: Format | None = None
    """The format of the tables."""
    headers: Literal["en", "zh"] = "en"
    sheets: list[Sheet] = field(default_factory=list)
    target: str | None = None
    """The database that takes all rows."""

    def to_line(self) -> bytes:
        """The task as a line of JSON."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"

    @classmethod
    def of_line(cls, text: bytes) -> "Task":
        """The task of a line."""
        told = json.loads(text)
        sheets = [Sheet(one["folder"], tuple(one["start"]), one["count"]) for one in told.pop("sheets")]
        return cls(**told, sheets=sheets)
