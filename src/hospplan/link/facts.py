"""Facts named by their order and joined: parts to wholes, targets to baselines, targets to tasks."""

from collections.abc import Iterable

from hospplan.models.anchor import Anchor
from hospplan.models.document import Document
from hospplan.models.facts import Facts, FoundMeasure
from hospplan.models.outline import Outline
from hospplan.models.plan import Baseline, Finding, Measure, Plan, Task


def link(document: Document, facts: Facts, findings: Iterable[Finding]) -> Plan:
    """
    The plan of *document*.

    Measures are m1, m2 … and tasks k1, k2 … in document order, targets and results counted together.
    """
    outline = Outline.of(document)
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
    in_block: dict[str, list[str]] = {}
    for measure, found in zip(measures, facts.measures, strict=True):
        if measure.role == "target":
            in_block.setdefault(found.value_anchor.block, []).append(measure.id)
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
            targets=tuple(dict.fromkeys(m for block in task.extent for m in in_block.get(block, ()))),
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
        confidence=found.confidence,
        doubt=found.doubt,
        source=outline.place(found.anchor, found.also),
    )
