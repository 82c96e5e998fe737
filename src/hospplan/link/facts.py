"""Facts named by their order and joined: parts to wholes, targets to baselines, targets to tasks."""

from collections.abc import Iterable

from hospplan.link.recognition import with_recognition
from hospplan.models.anchor import Anchor
from hospplan.models.document import Document
from hospplan.models.facts import Facts, FoundMeasure
from hospplan.models.outline import Outline
from hospplan.models.plan import Baseline, Finding, Measure, Plan, Task
from hospplan.models.source import Source


def link(source: Source, document: Document, facts: Facts, findings: Iterable[Finding]) -> Plan:
    """
    The plan of *document*, with the places of its facts on the pages of *source*.

    Measures are m1, m2 … and tasks k1, k2 … in document order, targets and results counted together.
    """
    outline = Outline.of(document, source)
    ids: dict[Anchor, str] = {}
    by_anchor: dict[Anchor, FoundMeasure] = {}
    for number, found in enumerate(facts.measures, start=1):
        # of several measures of one value (A、B均达到90%) the first stands for the value
        ids.setdefault(found.value_anchor, f"m{number}")
        by_anchor.setdefault(found.value_anchor, found)
    measures = [
        _measure(f"m{number}", found, outline, ids, by_anchor)
        for number, found in enumerate(facts.measures, start=1)
    ]
    targets = _targets_of_tasks(measures, facts)
    tasks = tuple(
        Task(
            id=f"k{number}",
            number=task.number,
            title=task.title,
            group=task.group,
            project=task.project,
            description=task.description,
            owners=task.owners,
            deadline=task.deadline,
            targets=targets[number - 1],
            source=outline.place(task.anchor, task.also),
        )
        for number, task in enumerate(facts.tasks, start=1)
    )
    return Plan(
        document=document,
        targets=tuple(m for m in measures if m.role == "target"),
        results=tuple(m for m in measures if m.role != "target"),
        tasks=tasks,
        findings=tuple(findings),
    )


def _targets_of_tasks(measures: list[Measure], facts: Facts) -> list[tuple[str, ...]]:
    """
    Ids of the targets in each task, in the order of the tasks.

    Of several tasks in one paragraph, each closed by its own owners, a target belongs to the last that starts
    before it.
    """
    holders: dict[str, list[tuple[int, int]]] = {}
    for number, task in enumerate(facts.tasks):
        for block in task.extent:
            start = task.anchor.start if block == task.anchor.block else 0
            holders.setdefault(block, []).append((start, number))
    found: list[list[str]] = [[] for _ in facts.tasks]
    for measure, read in zip(measures, facts.measures, strict=True):
        place = read.value_anchor
        inside = [number for start, number in holders.get(place.block, ()) if start <= place.start]
        if measure.role == "target" and inside:
            found[inside[-1]].append(measure.id)
    return [tuple(ids) for ids in found]


def _measure(
    name: str,
    found: FoundMeasure,
    outline: Outline,
    ids: dict[Anchor, str],
    by_anchor: dict[Anchor, FoundMeasure],
) -> Measure:
    baseline = None
    if found.compared is not None and found.compared in by_anchor:
        base = by_anchor[found.compared]
        baseline = Baseline(id=ids[found.compared], value=base.value, unit=base.unit)
    confidence, doubt = with_recognition(found, outline)
    return Measure(
        id=name,
        role=found.role,
        indicator=found.indicator,
        qualifier=found.qualifier,
        comparator=found.comparator,
        value=found.value,
        value_max=found.value_max,
        unit=found.unit,
        grade=found.grade,
        ratio=found.ratio,
        change=found.change,
        per=found.per,
        modality=found.modality,
        binding=found.binding,
        parent=ids.get(found.parent) if found.parent else None,
        period=found.period,
        baseline=baseline,
        confidence=confidence,
        doubt=doubt,
        source=outline.place(found.anchor, found.also),
    )
