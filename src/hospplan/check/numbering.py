"""Numbers of sections that jump, come twice or go back."""

from collections.abc import Iterator, Sequence

from hospplan.models.anchor import Anchor
from hospplan.models.document import Document, Section, SectionNumber
from hospplan.models.outline import Outline
from hospplan.models.plan import Finding


def find_numbering_faults(document: Document, outline: Outline) -> Iterator[Finding]:
    """
    Faults among the sections that stand side by side.

    The first of a row may start at 1, or go on from the row before it, as articles do through the chapters. A row
    that starts at 1 again is a second list, no fault.
    """
    for part in document.parts:
        yield from _row(part.sections, outline, {})


def _row(sections: Sequence[Section], outline: Outline, last: dict[str, int]) -> Iterator[Finding]:
    """The faults of one row and of the rows under it; *last* is the number that each style reached in the part."""
    before: dict[str, SectionNumber] = {}
    for section in sections:
        number = section.number
        if number is not None:
            kind = _kind(number)
            fault = _fault(number, before.get(kind), last.get(kind, 0))
            if fault is not None:
                code, message = fault
                anchor = Anchor(section.heading, section.start, section.start + len(number.text))
                yield Finding(code=code, severity="warning", message=message, source=outline.place(anchor))
            before[kind] = number
            last[kind] = number.ordinal
        yield from _row(section.children, outline, last)


def _kind(number: SectionNumber) -> str:
    """What is counted apart: 章 from 节, 1.1 from 2.1."""
    if number.style == "chapter":
        return number.text.strip(" 　：:、")[-1]
    if number.style == "decimal":
        return f"decimal {number.text.rstrip('.、').rpartition('.')[0]}"
    return number.style


def _fault(number: SectionNumber, before: SectionNumber | None, last: int) -> tuple[str, str] | None:
    if before is None:
        if number.ordinal in (1, last + 1):
            return None
        return "numbering-gap", f"numbering starts at {number.text}"
    if number.ordinal == before.ordinal + 1 or number.ordinal == 1 < before.ordinal:
        return None
    if number.ordinal > before.ordinal:
        return "numbering-gap", f"numbering goes from {before.text} to {number.text}"
    if number.ordinal == before.ordinal:
        return "numbering-duplicate", f"number {number.text} comes twice"
    return "numbering-order", f"numbering goes back from {before.text} to {number.text}"
