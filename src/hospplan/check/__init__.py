"""What a person should know about a document."""

from hospplan.check.consistency import find_inconsistencies
from hospplan.check.layout import find_layout_faults
from hospplan.check.numbering import find_numbering_faults
from hospplan.check.numbers import find_unread_numbers
from hospplan.check.ranges import find_reversed_ranges
from hospplan.check.recognition import find_unsure_characters
from hospplan.lexicon import Lexicon
from hospplan.models.document import Document
from hospplan.models.facts import Facts
from hospplan.models.outline import Outline
from hospplan.models.plan import Finding
from hospplan.models.source import Source


def check(source: Source, document: Document, facts: Facts, lexicon: Lexicon) -> tuple[Finding, ...]:
    """The reader's findings, then those of recognition, layout, numbering, consistency and values, each in document order."""
    outline = Outline.of(document, source)
    return (
        *source.findings,
        *find_unsure_characters(outline),
        *find_layout_faults(document),
        *find_numbering_faults(document, outline),
        *find_inconsistencies(document, outline, lexicon),
        *find_reversed_ranges(facts, outline),
    )


__all__ = ["check", "find_unread_numbers"]
