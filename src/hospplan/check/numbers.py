"""Numbers that nothing accounts for."""

from collections.abc import Iterable, Iterator

from hospplan.models.anchor import Anchor
from hospplan.models.ledger import CONTEXT_MAX, FoundNumber
from hospplan.models.outline import Outline
from hospplan.models.plan import Finding
from hospplan.text.surroundings import surroundings


def find_unread_numbers(numbers: Iterable[FoundNumber], outline: Outline) -> Iterator[Finding]:
    """Each unread number of a document, in order; it is quoted with the words around it."""
    for number in numbers:
        if number.fate != "unread":
            continue
        block, start, end = number.anchor
        text = outline.text(block)
        yield Finding(
            code="number-unread",
            severity="info",
            message=f"{text[start:end]} is no target or result, and no date, name, reference or rule that is known",
            source=outline.place(Anchor(block, *surroundings(text, start, end, CONTEXT_MAX))),
        )
