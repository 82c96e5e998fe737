"""Ranges that run backwards."""

from collections.abc import Iterator

from hospplan.models.facts import Facts
from hospplan.models.outline import Outline
from hospplan.models.plan import Finding


def find_reversed_ranges(facts: Facts, outline: Outline) -> Iterator[Finding]:
    """Measures whose upper end is below the lower one: 5-3名."""
    for measure in facts.measures:
        if measure.value is not None and measure.value_max is not None and measure.value_max < measure.value:
            place = outline.place(measure.value_anchor)
            yield Finding(
                code="range-reversed",
                severity="warning",
                message=f"the range {place.quote} of {measure.indicator} runs backwards",
                source=place,
            )
