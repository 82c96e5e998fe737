"""What a run tells while it goes on. Nothing of it is written into OUT."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hospplan.batch.inputs.input import Input
from hospplan.batch.record import Entry, Failure
from hospplan.batch.report.totals import Totals


@dataclass(frozen=True, slots=True)
class Started:
    """It is known what is to be done."""

    done: int
    """Documents that an earlier run has done."""
    pending: int
    """Documents to read."""

    @property
    def total(self) -> int:
        """All documents."""
        return self.done + self.pending


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A document is as an earlier run has left it."""

    given: Input
    entry: Entry


@dataclass(frozen=True, slots=True)
class Converted:
    """A document was read, or failed; its own files are in place."""

    given: Input
    entry: Entry
    failure: Failure | None
    """Why it was not read, or could not be written."""
    misquotes: tuple[Mapping[str, Any], ...] = ()
    removed: tuple[str, ...] = ()
    """Files of an earlier reading, which a document that failed must not leave behind as if they were its own."""
    unwritten: str | None = None
    """The path of the file that could not be written, where that is why it failed."""


@dataclass(frozen=True, slots=True)
class Finishing:
    """All documents are done; what is made of all of them comes now."""


@dataclass(frozen=True, slots=True)
class Left:
    """OUT has files of earlier runs that belong to no document, or no format, of this one."""

    count: int
    is_pruned: bool
    """They were deleted."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows are in the database."""

    target: str
    """Which, without its password."""
    added: int
    replaced: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """All is there."""

    totals: Totals


Event = Started | Unchanged | Converted | Finishing | Left | Stored | Finished
