"""Characters that were not surely recognised in the picture of a page."""

from collections.abc import Iterator
from itertools import groupby

from hospplan.models.anchor import Anchor
from hospplan.models.outline import Outline
from hospplan.models.plan import Finding

_SURE = 0.9


def find_unsure_characters(outline: Outline) -> Iterator[Finding]:
    """Letters, digits and characters under 90 %, those beside each other together; marks are not told."""
    if outline.source is None:
        return
    for block in outline.source.recognised:
        if block not in outline.cells and block not in outline.blocks:
            continue  # it became a part of the header or the end of the document
        text = outline.text(block)
        unsure = [
            (at, sure)
            for at, sure in outline.source.sureness(block)
            if sure < _SURE and (text[at].isalnum() or text[at] == "〓")
        ]
        for _, run in groupby(enumerate(unsure), key=lambda pair: pair[1][0] - pair[0]):
            places = [place for _, place in run]
            start, end = places[0][0], places[-1][0] + 1
            least = min(sure for _, sure in places)
            yield Finding(
                code="character-unsure",
                severity="info",
                message=f"“{text[start:end]}” was recognised with {least:.0%} certainty",
                source=outline.place(Anchor(block, start, end)),
            )
