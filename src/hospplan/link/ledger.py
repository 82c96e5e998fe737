"""The ledger of numbers as others read it: each number with its place, and the measures that hold it by id."""

from collections.abc import Iterable

from hospplan.models.ledger import CONTEXT_MAX, FoundNumber, Ledger, LedgerEntry
from hospplan.models.outline import Outline
from hospplan.text.surroundings import surroundings


def link_numbers(numbers: Iterable[FoundNumber], outline: Outline) -> Ledger:
    """The ledger of a document's numbers, in their order; measures have the ids that `link` gives them."""
    entries: list[LedgerEntry] = []
    for number in numbers:
        text = outline.text(number.anchor.block)
        low, high = surroundings(text, number.anchor.start, number.anchor.end, CONTEXT_MAX)
        entries.append(
            LedgerEntry(
                text=text[number.anchor.start : number.anchor.end],
                fate=number.fate,
                measures=tuple(f"m{measure + 1}" for measure in number.measures),
                context=text[low:high],
                source=outline.place(number.anchor),
            )
        )
    return Ledger(tuple(entries))
