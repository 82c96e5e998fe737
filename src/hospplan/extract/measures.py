"""Measures in prose: the paragraphs and cells of a document, read sentence by sentence."""

from collections.abc import Iterator
from typing import NamedTuple

from hospplan.extract.clauses import read_prose
from hospplan.extract.roles import Settings
from hospplan.extract.sentence import Carried, Scene, read_sentence
from hospplan.extract.tense import looks_back
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Block, Document
from hospplan.models.facts import FoundMeasure
from hospplan.phrases.period import Span, find_periods
from hospplan.text.fold import fold

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
        lead_in: _LeadIn | None = None
        for block in part.blocks:
            if block.table is None:
                lead_in = _carried_on(lead_in, block, settings, lexicon)
                inherited = lead_in.period if lead_in and lead_in.block != block.id else None
                skip = numbers.get(block.id, 0)
                yield from read_text(block.id, block.text, skip, settings, lexicon, inherited)
                continue
            for cell in tables[block.table].cells:
                if cell.id not in taken and len(cell.text) >= _SHORTEST:
                    yield from read_text(cell.id, cell.text, 0, settings, lexicon)


class _LeadIn(NamedTuple):
    """A line that ends with a colon and names a period: 到2025年，主要目标如下："""

    block: str
    sections: tuple[str, ...]
    period: tuple[Span, str | None]


def _carried_on(
    lead_in: _LeadIn | None, block: Block, settings: Settings, lexicon: Lexicon
) -> _LeadIn | None:
    """The line that leads in from this block on: this one, or the one before as long as its section goes on."""
    text = block.text.strip()
    sections = settings.sections(block.id)
    if text.endswith(("：", ":")) and len(text) <= _LEAD_IN_MAX:
        calendar = settings.at(Anchor(block.id, 0, 0)).calendar
        spans = [
            (p.span, block.text[p.start : p.end]) for p in find_periods(fold(block.text), calendar, lexicon)
        ]
        known = [(span, words) for span, words in spans if span is not None]
        return _LeadIn(block.id, sections, known[0]) if known else None
    return lead_in if lead_in is not None and sections[: len(lead_in.sections)] == lead_in.sections else None


_LEAD_IN_MAX = 60


def read_text(
    block: str,
    text: str,
    skip: int,
    settings: Settings,
    lexicon: Lexicon,
    inherited: tuple[Span, str | None] | None = None,
) -> Iterator[FoundMeasure]:
    """
    The measures of one block's or cell's text.

    *skip* characters at its head are its number (（一）), which counts nothing. *inherited* is the period of the line
    that leads it in. Rules have thresholds, no measures.
    """
    setting = settings.at(Anchor(block, skip, skip))
    prose = None if setting.role == "rule" else read_prose(text, skip, setting.calendar, lexicon)
    if prose is None:
        return
    is_report = setting.role is None and looks_back(prose.text, lexicon)
    scene = Scene(block, text, prose, settings, lexicon, is_report=is_report)
    carried = Carried(inherited=inherited)
    at = 0
    for clauses in prose.sentences:
        between = prose.text[at : clauses[0].start]
        if at and not (between.strip(" ") in ("；", ";") or (not between and prose.text[at - 1] in "；;")):
            carried = carried.past_stop(text)
        carried = yield from read_sentence(clauses, scene, carried)
        at = clauses[-1].end


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
