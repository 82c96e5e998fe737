"""Whether a plan keeps its promise that each value can be found where it says."""

from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.models.outline import Outline
from hospplan.models.plan import Place, Plan


@dataclass(frozen=True, slots=True)
class Misquote:
    """A record whose place does not hold what it quotes."""

    pointer: tuple[str | int, ...]
    """Where in the plan's JSON the record stands: ("targets", 0)."""
    record: str
    """Id of the measure or task, or code of the finding."""
    place: Place
    text: str | None
    """What stands there; None where there is no such block."""


def misquotes(plan: Plan) -> Iterator[Misquote]:
    """Every record of *plan* whose quote is not the text from start to end of its block."""
    outline = Outline.of(plan.document)
    for kind, records in (
        ("targets", [(measure.id, measure.source) for measure in plan.targets]),
        ("results", [(measure.id, measure.source) for measure in plan.results]),
        ("tasks", [(task.id, task.source) for task in plan.tasks]),
        ("findings", [(finding.code, finding.source) for finding in plan.findings]),
    ):
        for at, (record, place) in enumerate(records):
            if place is None:
                continue
            known = place.block in outline.cells or place.block in outline.blocks
            text = outline.text(place.block)[place.start : place.end] if known else None
            if text != place.quote:
                yield Misquote((kind, at), record, place, text)
