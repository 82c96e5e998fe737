"""A plan without what is less sure than is asked for."""

from hospplan.models.plan import Measure, Plan


def confident(plan: Plan, least: float) -> Plan:
    """
    The plan with the measures alone whose confidence is *least* or more.

    What names a measure that is left out lets go of it: a target its baseline, a part its whole, a task its target.
    Ids stay as they were, so that the same measure has the same id with and without.
    """
    measures = (*plan.targets, *plan.results)
    kept = {measure.id for measure in measures if measure.confidence >= least}
    if len(kept) == len(measures):
        return plan

    def chosen(of: tuple[Measure, ...]) -> tuple[Measure, ...]:
        return tuple(_without(measure, kept) for measure in of if measure.id in kept)

    return plan.model_copy(
        update={
            "targets": chosen(plan.targets),
            "results": chosen(plan.results),
            "tasks": tuple(
                task.model_copy(update={"targets": tuple(name for name in task.targets if name in kept)})
                for task in plan.tasks
            ),
        }
    )


def _without(measure: Measure, kept: set[str]) -> Measure:
    """The measure without what it says of those that are not kept."""
    update: dict[str, None] = {}
    if measure.baseline is not None and measure.baseline.id not in kept:
        update["baseline"] = None
    if measure.parent is not None and measure.parent not in kept:
        update["parent"] = None
    return measure.model_copy(update=update) if update else measure
