"""All extractors over one document, their facts put into document order."""

from hospplan.extract.heads import Grid, read_heads
from hospplan.extract.indicators import find_indicators
from hospplan.extract.measures import find_measures
from hospplan.extract.roles import SectionRole, Settings
from hospplan.extract.tasks import find_tasks
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Document
from hospplan.models.facts import Facts
from hospplan.models.outline import Outline


def extract(document: Document, lexicon: Lexicon) -> Facts:
    """The measures and tasks of *document*, in document order."""
    outline = Outline.of(document)
    settings = settings_of(document, outline, lexicon)
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


def settings_of(document: Document, outline: Outline, lexicon: Lexicon) -> Settings:
    """What titles, headings and heads of tables say about each place of *document*."""
    settings = Settings(document, outline, lexicon)
    settings.set_columns(_column_roles(document, settings, lexicon))
    return settings


def _column_roles(document: Document, settings: Settings, lexicon: Lexicon) -> dict[str, SectionRole]:
    """Cell → what the head of its column says that its values are."""
    roles: dict[str, SectionRole] = {"target": "target", "actual": "result", "baseline": "result"}
    found: dict[str, SectionRole] = {}
    for part in document.parts:
        for table in part.tables:
            if not table.cells or not table.header_rows:
                continue
            setting = settings.at(Anchor(table.cells[0].id, 0, 0))
            kinds = {h.col: h.role for h in read_heads(table, Grid(table), setting.calendar, lexicon)}
            # under no heading that says more, what somebody is charged with by a day is still to be done
            is_charge = setting.role is None and not _CHARGES.isdisjoint(kinds.values())
            if "actual" in kinds.values() or is_charge:
                # 项目内容 beside 落实情况: what was to be done, and what of it is done
                kinds = {col: "target" if kind in _PLANNED else kind for col, kind in kinds.items()}
            for cell in table.cells:
                role = roles.get(kinds.get(cell.col) or "")
                if role is not None and cell.row >= table.header_rows:
                    found[cell.id] = role
    return found


_PLANNED = ("task", "content", "project")
_CHARGES = frozenset({"lead", "leader", "responsible", "deadline"})


def _reading_order(document: Document) -> list[str]:
    names: list[str] = []
    for part in document.parts:
        tables = {t.id: t for t in part.tables}
        for block in part.blocks:
            names.append(block.id)
            if block.table is not None:
                names.extend(cell.id for cell in tables[block.table].cells)
    return names
