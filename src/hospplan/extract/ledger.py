"""
The ledger of numbers: what became of each number of a document.

Measures know their values, the structure its numbers of sections, heads of tables their columns; names, dates and
references are told by their phrases, conditions and the like by `screen`. What none of them knows is unread.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from hospplan.extract.clauses import read_prose
from hospplan.extract.facts import settings_of
from hospplan.extract.heads import Grid, read_heads
from hospplan.extract.measures import section_numbers
from hospplan.extract.roles import Settings
from hospplan.extract.screen_rules import Verdict
from hospplan.extract.segments import judged
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Document, Section, Table
from hospplan.models.facts import Facts, FoundMeasure
from hospplan.models.ledger import FATES, Fate, FoundNumber
from hospplan.models.outline import Outline
from hospplan.phrases import name_number
from hospplan.phrases.loose_date import find_loose_dates
from hospplan.phrases.name_number import find_named
from hospplan.phrases.number import find_numbers, has_number
from hospplan.phrases.number_kind import (
    CAPTION,
    ENUMERATOR,
    INDEX,
    ITEM,
    NUMERIC_NAME,
    SPELL,
    STAGE,
    kind_beside,
)
from hospplan.phrases.period import find_periods
from hospplan.phrases.quantity import FoundQuantity
from hospplan.text.fold import fold

_OF_RULE: Mapping[str, Fate] = {
    name_number.ORDINAL.name: "ordinal",
    name_number.SESSION.name: "ordinal",
    name_number.REFERENCE.name: "reference",
    name_number.HOTLINE.name: "reference",
    name_number.AGE.name: "qualifier",
    name_number.FRACTION_OF_NAME.name: "qualifier",
    name_number.CLOCK.name: "duration",
    name_number.REPEATED.name: "duration",
}
"""What the numbers of `phrases.name_number` are; those of the other rules are names."""
_OF_COLUMN: Mapping[str, Fate] = {
    "index": "ordinal",
    "unit": "qualifier",
    "lead": "name",
    "leader": "name",
    "responsible": "name",
    "support": "name",
}
"""What a number is by the head of its column alone."""
_VALUES = frozenset({"target", "actual", "baseline"})


@dataclass(slots=True)
class _Known:
    """What the rest of the program knows of one text; it lives while the document is gone through."""

    values: list[tuple[int, int, int]] = field(default_factory=list)
    """Start and end of measures' values, and which measure it is, in order."""
    quotes: list[FoundMeasure] = field(default_factory=list)
    """The measures whose quote stands here."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Numbers of sections."""
    skip: int = 0
    """Characters at the head that are the section's number."""
    column: Fate | None = None
    """What the column says of each number."""


def account(document: Document, facts: Facts, lexicon: Lexicon) -> tuple[FoundNumber, ...]:
    """
    Each number in the blocks and cells of *document*, in document order, with what became of it.

    Header, sign-off, imprint and footnotes have no block of their own, and are left out.
    """
    outline = Outline.of(document)
    settings = settings_of(document, outline, lexicon)
    known = _known(document, facts, settings, lexicon)
    roles = [measure.role for measure in facts.measures]
    found: list[FoundNumber] = []
    for name, text in _texts(document):
        folded = fold(text)
        if has_number(folded):
            reader = _Reader(name, folded, known.get(name) or _Known(), settings, lexicon)
            found.extend(reader.numbers(roles))
    return tuple(found)


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    for part in document.parts:
        tables = {table.id: table for table in part.tables}
        for block in part.blocks:
            if block.table is None:
                yield block.id, block.text
            else:
                yield from ((cell.id, cell.text) for cell in tables[block.table].cells)


def _known(document: Document, facts: Facts, settings: Settings, lexicon: Lexicon) -> dict[str, _Known]:
    known: dict[str, _Known] = {}

    def at(name: str) -> _Known:
        return known.setdefault(name, _Known())

    for number, measure in enumerate(facts.measures):
        block, start, end = measure.value_anchor
        at(block).values.append((start, end, number))
        at(block).quotes.append(measure)
        if measure.also:
            at(measure.also[0]).column = "name"  # the cell of the indicator: 30天再入院率
    for block, skip in section_numbers(document).items():
        at(block).skip = skip
    for part in document.parts:
        for section in _sections(part.sections):
            if section.number is not None:
                mark = (section.start, section.start + len(section.number.text))
                at(section.heading).marks.append(mark)
        for table in part.tables:
            for cell, fate in _columns(table, settings, lexicon):
                at(cell).column = at(cell).column or fate
    for entry in known.values():
        entry.values.sort()
    return known


def _sections(sections: Iterable[Section]) -> Iterator[Section]:
    todo = list(sections)
    while todo:
        section = todo.pop()
        yield section
        todo.extend(section.children)


def _columns(table: Table, settings: Settings, lexicon: Lexicon) -> Iterator[tuple[str, Fate]]:
    """Cell → what all its numbers are, by its place in the table."""
    if not table.cells:
        return
    grid = Grid(table)
    calendar = settings.at(Anchor(table.cells[0].id, 0, 0)).calendar
    heads = {head.col: head for head in read_heads(table, grid, calendar, lexicon)}
    index = INDEX.regex(lexicon)
    for cell in table.cells:
        if cell.row < table.header_rows:
            continue
        role = (heads[cell.col].role if cell.col in heads else None) or ""
        if role in _OF_COLUMN:
            yield cell.id, _OF_COLUMN[role]
        elif cell.col == 0 and role not in _VALUES and index.fullmatch(fold(cell.text)):
            yield cell.id, "ordinal"


class _Reader:
    """
    The numbers of one text.

    What is known is painted over the text in layers, the surest last; the surest character of a number decides.
    """

    def __init__(self, block: str, text: str, known: _Known, settings: Settings, lexicon: Lexicon) -> None:
        """Prepare to read *text*, folded."""
        self._block = block
        self._text = text
        self._known = known
        self._settings = settings
        self._lexicon = lexicon
        self._setting = settings.at(Anchor(block, known.skip, known.skip))
        self._paint = bytearray(len(text))
        self._layers = 0

    def numbers(self, roles: Sequence[str]) -> Iterator[FoundNumber]:
        """Each number once, in order; *roles* are those of the document's measures."""
        periods = [(p.start, p.end) for p in find_periods(self._text, self._setting.calendar, self._lexicon)]
        times = list(find_loose_dates(self._text, self._lexicon))
        for layer in (
            self._verdicts(),
            self._indicators(),
            self._named(),
            ((start, end, "date") for start, end in periods),
            ((start, end, "date") for start, end in times),
            self._marks(),
        ):
            self._lay(layer)
        starts = [start for start, _, _ in self._known.values]
        counted = [
            *periods,
            *times,
            *self._known.marks,
            *((start, end) for start, end, _ in self._known.values),
        ]
        for start, end in find_numbers(self._text, self._lexicon, counted):
            anchor = Anchor(self._block, start, end)
            measures = self._measures(start, end, starts)
            if measures:
                yield FoundNumber(anchor, "target" if roles[measures[0]] == "target" else "result", measures)
            else:
                yield FoundNumber(anchor, self._fate(start, end))

    def _lay(self, stretches: Iterable[tuple[int, int, Fate]]) -> None:
        """Paint a layer over those before."""
        for start, end, fate in stretches:
            code = self._layers * len(FATES) + FATES.index(fate) + 1
            self._paint[start:end] = bytes((code,)) * (end - start)
        self._layers += 1

    def _fate(self, start: int, end: int) -> Fate:
        code = max(self._paint[start:end])
        if code:
            return FATES[(code - 1) % len(FATES)]
        if self._known.column is not None:
            return self._known.column
        if self._setting.role == "rule":
            return "rule"
        return kind_beside(self._text, start, end, self._lexicon) or "unread"

    def _measures(self, start: int, end: int, starts: list[int]) -> tuple[int, ...]:
        """The measures whose value holds a stretch."""
        values, found = self._known.values, []
        at = bisect_right(starts, end - 1)
        while at and values[at - 1][1] > start:
            at -= 1
            found.append(values[at][2])
        return tuple(reversed(found))

    def _verdicts(self) -> Iterator[tuple[int, int, Fate]]:
        """What screening says of the quantities of prose."""
        if self._setting.role == "rule" or self._known.column is not None:
            return  # it is not read as sentences: the chapter or the column says what all its numbers are
        prose = read_prose(self._text, self._known.skip, self._setting.calendar, self._lexicon)
        if prose is None:
            return
        for clause in (clause for sentence in prose.sentences for clause in sentence):
            for quantity, verdict in judged(clause, prose, self._lexicon):
                fate = self._of_verdict(quantity, verdict)
                if fate is not None:
                    yield quantity.number, quantity.end, fate

    def _of_verdict(self, quantity: FoundQuantity, verdict: Verdict) -> Fate | None:
        """What a verdict makes of a quantity; None where it leaves the quantity open."""
        match verdict:
            case "measure":  # which no measure holds, or its paint would not show
                place = Anchor(self._block, quantity.start, quantity.end)
                return "context" if self._settings.at(place).role == "context" else None
            case "duration":
                # no process is planned to last 8.1天
                is_whole = quantity.value is None or quantity.value == quantity.value.to_integral_value()
                return "duration" if is_whole else None
            case "name" if quantity.kind == "grade":
                # 通过五级电子病历评审: the grade is given to what stands behind it
                is_given = self._text.startswith(self._lexicon.units.grade_nouns, quantity.end)
                return "unread" if is_given else "name"
            case "name" if SPELL.regex(self._lexicon).fullmatch(quantity.unit or ""):
                return "duration"  # 检查报告2小时内出具
            case "division" if quantity.is_bounded:
                return "rule"  # 由2个及以上科室组成的联合支部
            case "rule":
                return "rule"
            case "name" | "saying":
                return "name"
            case "qualifier" | "division":
                return "qualifier"
            case "unknown":
                return None
            case _:
                assert_never(verdict)

    def _indicators(self) -> Iterator[tuple[int, int, Fate]]:
        """Names of measures that have a number in them: 急诊CT报告30分钟内出具率."""
        for measure in self._known.quotes:
            name = fold(measure.indicator)
            if has_number(name):
                start = self._text.find(name, measure.anchor.start, measure.anchor.end)
                for piece in name.split("、") if start >= 0 else ():
                    if "、" not in name or not ITEM.regex(self._lexicon).fullmatch(piece):
                        yield start, start + len(piece), "name"
                    start += len(piece) + 1

    def _named(self) -> Iterator[tuple[int, int, Fate]]:
        """Numbers of names, references and series."""
        for match in NUMERIC_NAME.regex(self._lexicon).finditer(self._text):
            yield match.start(), match.end(), "name"
        for match in CAPTION.regex(self._lexicon).finditer(self._text):
            yield match.start(), match.end(), "reference"
        for match in STAGE.regex(self._lexicon).finditer(self._text):
            yield match.start(), match.end(), "ordinal"
        for rule, start, end in find_named(self._text, self._lexicon):
            words = self._text[start:end]
            if rule is name_number.QUOTED and "%" in words and words[0] != "《":
                continue  # quoted words that give a value count
            fate = _OF_RULE.get(rule.name, "name")
            if rule is name_number.CLOCK and ":" in words:
                fate = "date"
            elif rule is name_number.REPEATED and any(mark in words for mark in "第首再"):
                fate = "ordinal"
            yield start, end, fate

    def _marks(self) -> Iterator[tuple[int, int, Fate]]:
        for match in ENUMERATOR.regex(self._lexicon).finditer(self._text):
            yield match.start(), match.end(), "ordinal"
        for start, end in self._known.marks:
            yield start, end, "ordinal"
