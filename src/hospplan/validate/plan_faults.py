"""What is wrong in a plan beyond its schema: quotes that do not stand where they say, ids that name nothing."""

from collections.abc import Iterable, Iterator

from hospplan.batch.verify import misquotes
from hospplan.export.rows import walk
from hospplan.models.document import Document
from hospplan.models.plan import Measure, Place, Plan
from hospplan.validate.fault import Fault, pointer, shown

Path = tuple[str | int, ...]


def plan_faults(plan: Plan, at: Path = ()) -> Iterator[Fault]:
    """
    The faults of a plan that its schema allows, kind after kind.

    Args:
        plan: What the JSON holds.
        at: Where in the file the plan stands.
    """
    yield from _document_faults(plan.document, (*at, "document"))
    yield from _doubled_ids(plan, at)
    yield from _loose_ends(plan, at)
    for wrong in misquotes(plan):
        place = pointer((*at, *wrong.pointer, "source"))
        if wrong.text is None:
            yield Fault(place, "no-block", {"block": wrong.place.block})
        else:
            yield Fault(
                place,
                "misquote",
                {
                    "block": f"{wrong.place.block}[{wrong.place.start}:{wrong.place.end}]",
                    "quote": shown(wrong.place.quote),
                    "text": shown(wrong.text),
                },
            )


def _document_faults(document: Document, at: Path) -> Iterator[Fault]:
    """Blocks, tables and sections that name others."""
    blocks: set[str] = set()
    cells: set[str] = set()
    named: list[tuple[Path, str, str]] = []
    tables: set[str] = set()
    sections: set[str] = set()
    twice: list[tuple[Path, str]] = []

    def add(ids: set[str], name: str, place: Path) -> None:
        if name in ids:
            twice.append((place, name))
        ids.add(name)

    for number, part in enumerate(document.parts):
        here = (*at, "parts", number)
        for index, block in enumerate(part.blocks):
            add(blocks, block.id, (*here, "blocks", index, "id"))
            if block.table is not None:
                named.append(((*here, "blocks", index, "table"), "table", block.table))
        for index, table in enumerate(part.tables):
            add(tables, table.id, (*here, "tables", index, "id"))
            if table.parent is not None:
                named.append(((*here, "tables", index, "parent"), "cell", table.parent))
            for position, cell in enumerate(table.cells):
                add(cells, cell.id, (*here, "tables", index, "cells", position, "id"))
        for section in walk(part.sections):
            add(sections, section.id, (*here, "sections"))
            named += [((*here, "sections"), "block", name) for name in (section.heading, *section.blocks)]
    for place, name in twice:
        yield Fault(pointer(place), "id-twice", {"id": shown(name)})
    known = {"block": blocks, "table": tables, "cell": cells}
    for place, kind, name in named:
        if name not in known[kind]:
            yield Fault(pointer(place), "unknown-id", {"id": shown(name)})


def _doubled_ids(plan: Plan, at: Path) -> Iterator[Fault]:
    seen: set[str] = set()
    for kind in ("targets", "results", "tasks"):
        for index, record in enumerate(getattr(plan, kind)):
            if record.id in seen:
                yield Fault(pointer((*at, kind, index, "id")), "id-twice", {"id": shown(record.id)})
            seen.add(record.id)


def _loose_ends(plan: Plan, at: Path) -> Iterator[Fault]:
    """Ids in records that name no record, section, block or cell."""
    targets = {measure.id for measure in plan.targets}
    results = {measure.id for measure in plan.results}
    sections = {section.id for part in plan.document.parts for section in walk(part.sections)}
    places = {block.id for part in plan.document.parts for block in part.blocks}
    places |= {cell.id for part in plan.document.parts for table in part.tables for cell in table.cells}

    def unknown(names: Iterable[str], known: set[str], place: Path) -> Iterator[Fault]:
        for name in names:
            if name not in known:
                yield Fault(pointer((*at, *place)), "unknown-id", {"id": shown(name)})

    def source(place: Place | None, path: Path) -> Iterator[Fault]:
        if place is not None:
            yield from unknown(place.section, sections, (*path, "source", "section"))
            yield from unknown(place.also, places, (*path, "source", "also"))

    def of_measure(measure: Measure, path: Path) -> Iterator[Fault]:
        if measure.parent is not None:
            yield from unknown([measure.parent], targets | results, (*path, "parent"))
        if measure.baseline is not None:
            yield from unknown([measure.baseline.id], results, (*path, "baseline", "id"))
        if measure.confidence < _SURE and not measure.doubt:
            yield Fault(pointer((*at, *path, "doubt")), "no-doubt", {"confidence": measure.confidence})
        yield from source(measure.source, path)

    for index, measure in enumerate(plan.targets):
        yield from of_measure(measure, ("targets", index))
    for index, measure in enumerate(plan.results):
        yield from of_measure(measure, ("results", index))
    for index, task in enumerate(plan.tasks):
        yield from unknown(task.targets, targets, ("tasks", index, "targets"))
        yield from source(task.source, ("tasks", index))
    for index, finding in enumerate(plan.findings):
        yield from source(finding.source, ("findings", index))


_SURE = 0.9
"""Below it a measure says why (contract)."""
