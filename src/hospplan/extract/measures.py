"""Measures in prose: the paragraphs and cells of a document, read sentence by sentence."""

from collections.abc import Iterator

from hospplan.extract.clauses import read_prose
from hospplan.extract.roles import Settings
from hospplan.extract.sentence import Scene, read_sentence
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Document
from hospplan.models.facts import FoundMeasure

_SHORTEST = 5
"""Characters of the shortest cell that is read as prose: 新增1个科室."""


def find_measures(
    document: Document, settings: Settings, lexicon: Lexicon, taken: frozenset[str] = frozenset()
) -> Iterator[FoundMeasure]:
    """
    The measures in paragraphs and in cells of text, in document order.

    Args:
        document: Where to look. A cover notice's own text holds none.
        settings: What its headings say.
        lexicon: The tables of words.
        taken: Ids of cells that have been read otherwise (values of indicator tables, owners, heads).
    """
    has_enclosure = any(part.kind == "enclosure" for part in document.parts)
    numbers = section_numbers(document)
    for part in document.parts:
        if part.kind == "main" and has_enclosure and not part.sections:
            continue
        tables = {t.id: t for t in part.tables}
        for block in part.blocks:
            if block.table is None:
                yield from read_text(block.id, block.text, numbers.get(block.id, 0), settings, lexicon)
                continue
            for cell in tables[block.table].cells:
                if cell.id not in taken and len(cell.text) >= _SHORTEST:
                    yield from read_text(cell.id, cell.text, 0, settings, lexicon)


def read_text(
    block: str, text: str, skip: int, settings: Settings, lexicon: Lexicon
) -> Iterator[FoundMeasure]:
    """
    The measures of one block's or cell's text.

    *skip* characters at its head are its number (（一）), which counts nothing. Rules have thresholds, no measures.
    """
    setting = settings.at(Anchor(block, skip, skip))
    prose = None if setting.role == "rule" else read_prose(text, skip, setting.calendar, lexicon)
    if prose is not None:
        scene = Scene(block, text, prose, settings, lexicon)
        period = None
        for clauses in prose.sentences:
            goes_on = prose.text[clauses[0].start - 1 : clauses[0].start] in ("；", ";")
            period = yield from read_sentence(clauses, scene, period if goes_on else None)


def section_numbers(document: Document) -> dict[str, int]:
    """Block id → how many characters its section number takes."""
    found: dict[str, int] = {}
    todo = [s for part in document.parts for s in part.sections]
    while todo:
        section = todo.pop()
        if section.number is not None and section.blocks:
            found[section.heading] = section.start + len(section.number.text)
        todo.extend(section.children)
    return found
