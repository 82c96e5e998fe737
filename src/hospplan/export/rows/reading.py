"""A document as the tables see it: read or not, under its name, with look-ups for its sections."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, Self, TypeVar

from hospplan.models.document import Section
from hospplan.models.ledger import LedgerEntry
from hospplan.models.plan import Place, Plan

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan under the name that its rows carry."""

    name: str
    plan: Plan
    sections: Mapping[str, Section] = field(repr=False)
    """Sections of all parts and levels by id."""
    numbers: tuple[LedgerEntry, ...] = ()
    """Entries of the ledger of numbers, where that was made."""

    @classmethod
    def of(cls, name: str, plan: Plan, numbers: tuple[LedgerEntry, ...] = ()) -> Self:
        """The reading of *plan*."""
        sections = (section for part in plan.document.parts for section in walk(part.sections))
        return cls(name, plan, MappingProxyType({section.id: section for section in sections}), numbers)

    @property
    def document_id(self) -> str:
        """The SHA-256 of the document's bytes: the same content has the same id, whatever it is called."""
        return self.plan.document.source.sha256


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why."""

    name: str
    code: str
    """The error's stable code."""
    message: str
    sha256: str | None = None
    """Of its bytes, where these could be had."""

    @property
    def document_id(self) -> str:
        """The SHA-256 of the document's bytes, or its name where there are none: `path:plans/a.docx`."""
        return self.sha256 or f"path:{self.name}"


@dataclass(frozen=True, slots=True)
class Entry(Generic[Item]):
    """One item of a plan, with the reading that it stands in."""

    reading: Reading
    item: Item
    ordinal: int = 0
    """Which of its like it is, from 1, where the item has no id of its own."""


def section_path(reading: Reading, place: Place | None) -> str | None:
    """The headings around a place, outermost first, parted by " / "."""
    if place is None:
        return None
    return joined_headings(reading.sections[name] for name in place.section)


def joined_headings(sections: Iterable[Section]) -> str | None:
    """Headings of sections, outermost first, as one line."""
    return " / ".join(map(heading, sections)) or None


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections of all levels, in document order."""
    for section in sections:
        yield section
        yield from walk(section.children)


def heading(section: Section) -> str:
    """Number and title as one line."""
    if section.number is None:
        return section.title
    # "第一章 总则" and "1.1 目标" need the space, "一、总则" has its mark
    gap = " " if section.title and section.number.style in {"chapter", "article", "decimal"} else ""
    return f"{section.number.text}{gap}{section.title}"
