"""The ledger of numbers: what became of each number of a document."""

from dataclasses import dataclass
from typing import Literal, get_args

from hospplan.models.anchor import Anchor
from hospplan.models.base import Model
from hospplan.models.plan import Finding, Place

Fate = Literal[
    "target",
    "result",
    "date",
    "ordinal",
    "name",
    "reference",
    "rule",
    "duration",
    "qualifier",
    "context",
    "unread",
]
"""
What a number is.

target, result: it stands in a measure. date: of a day, period or time. ordinal: it numbers a section, a row or one of
a series. name: part of a name or slogan. reference: of a document, a table, a telephone. rule: a threshold, a score,
what is given or taken. duration: how long something goes on. qualifier: it tells which or what kind, or the base of a
rate. context: what is told of the situation of others. unread: nothing of that; a person should look.
"""
FATES: tuple[Fate, ...] = get_args(Fate)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """One number of a text, with what became of it."""

    anchor: Anchor
    fate: Fate
    measures: tuple[int, ...] = ()
    """Of a target or result: which of the document's measures hold it, counted from 0."""


CONTEXT_MAX = 60


class LedgerEntry(Model):
    """One number of a document, with what became of it."""

    text: str
    """The number as written."""
    fate: Fate
    measures: tuple[str, ...] = ()
    """Ids of the targets and results that hold it."""
    context: str
    """The words around it, at most 60 characters."""
    source: Place


@dataclass(frozen=True, slots=True)
class Ledger:
    """Each number of a document once, in document order."""

    entries: tuple[LedgerEntry, ...] = ()

    def counts(self) -> dict[Fate, int]:
        """How many numbers there are of each fate; a fate without any is there with 0."""
        found = dict.fromkeys(FATES, 0)
        for entry in self.entries:
            found[entry.fate] += 1
        return found

    def unread(self) -> tuple[LedgerEntry, ...]:
        """The numbers that a person should look at."""
        return tuple(entry for entry in self.entries if entry.fate == "unread")


class Examination(Model):
    """What `hospplan check` says of one document."""

    document: str
    """The document's name."""
    findings: tuple[Finding, ...] = ()
    counts: dict[str, int] | None = None
    """How many numbers there are of each fate, where that was asked for."""
    numbers: tuple[LedgerEntry, ...] | None = None
    """The unread numbers, or all of them, where that was asked for."""
