"""All extractors over one document, their facts put into document order."""

from hospplan.extract.indicators import find_indicators
from hospplan.extract.measures import find_measures
from hospplan.extract.roles import Settings
from hospplan.extract.tasks import find_tasks
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Document
from hospplan.models.facts import Facts
from hospplan.models.outline import Outline


def extract(document: Document, lexicon: Lexicon) -> Facts:
    """The measures and tasks of *document*, in document order."""
    outline = Outline.of(document)
    settings = Settings(document, outline, lexicon)
    tables = list(find_indicators(document, settings, lexicon))
    tasks = tuple(find_tasks(document, outline, lexicon))
    taken = frozenset(
        {cell for table in tables for cell in table.taken} | {cell for task in tasks for cell in task.also}
    )
    prose = find_measures(document, settings, lexicon, taken)
    place = {name: i for i, name in enumerate(_reading_order(document))}

    def at(anchor: Anchor) -> tuple[int, int]:
        return place[anchor.block], anchor.start

    measures = sorted(
        [*(m for table in tables for m in table.measures), *prose], key=lambda m: at(m.value_anchor)
    )
    return Facts(tuple(measures), tuple(sorted(tasks, key=lambda t: at(t.anchor))))


def _reading_order(document: Document) -> list[str]:
    names: list[str] = []
    for part in document.parts:
        tables = {t.id: t for t in part.tables}
        for block in part.blocks:
            names.append(block.id)
            if block.table is not None:
                names.extend(cell.id for cell in tables[block.table].cells)
    return names
