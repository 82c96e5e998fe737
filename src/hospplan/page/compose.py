"""Pages to blocks: furniture taken out, notes brought to their calls, tables and sentences joined over page breaks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hospplan.lexicon import Organs
from hospplan.models.source import SourceParagraph, SourceTable
from hospplan.page.flow import PageFlow
from hospplan.page.footnotes import Footnote, find_footnotes, take_calls
from hospplan.page.furniture import Dropped, PageLines, find_furniture
from hospplan.page.lines import with_powers
from hospplan.page.paragraphs import SetLine, find_paragraphs, join
from hospplan.page.tables import Draft, joined, take_spill, to_source
from hospplan.text.fold import fold
from hospplan.text.wrap import CellWords, cell_words

_CONTINUED = re.compile(
    r"[(]?续(?:上)?表?\s?\d{0,3}[)]?|.{0,40}[(]续(?:表|上表|前)?\d{0,2}[)]|续表\s?\d{0,3}.{0,40}"
)
"""What stands over a table that goes on, folded: 续表, （续上表）, 表2 主要指标（续）."""


@dataclass(frozen=True, slots=True)
class Composition:
    """The blocks of a file's pages in reading order, and what is no text of the document."""

    blocks: tuple[SourceParagraph | SourceTable, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of text with what it was set in and the notes that it calls."""

    line: SetLine
    notes: tuple[Footnote, ...] = ()


def compose(flows: Sequence[PageFlow], organs: Organs) -> Composition:
    """The blocks of pages in order."""
    pages = [PageLines(flow.number, flow.height, flow.width, flow.lines) for flow in flows]
    dropped = find_furniture(pages)
    gone: dict[int, set[int]] = {}
    for one in dropped:
        gone.setdefault(one.page, set()).add(one.line)
    size = _text_size(flows)
    items: list[_Text | Draft] = []
    uncalled: list[Footnote] = []
    words = cell_words(
        (*organs.department_suffixes, *organs.organisation_suffixes), organs.whole_names, organs.surnames
    )
    heights = {flow.number: flow.height for flow in flows}
    for flow in flows:
        _add_page(flow, gone.get(flow.number, set()), size, items, words, dropped, uncalled, heights)
    return Composition(tuple(_blocks(items, organs, uncalled)), tuple(dropped))


def _text_size(flows: Sequence[PageFlow]) -> float:
    sizes: Counter[float] = Counter()
    for flow in flows:
        for line in flow.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _add_page(
    flow: PageFlow,
    gone: set[int],
    size: float,
    items: list[_Text | Draft],
    words: CellWords,
    dropped: list[Dropped],
    uncalled: list[Footnote],
    heights: Mapping[int, float],
) -> None:
    """Add a page's lines and tables; a table that goes on from the page before is joined to it."""
    places = [at for at in range(len(flow.lines)) if at not in gone]
    lines = [flow.lines[at] for at in places]
    end, notes = find_footnotes(lines, flow.rules, flow.width, flow.height, size)
    places = places[:end]
    start = 0
    called: set[int] = set()
    areas = [(round(flow.width), round(flow.height), column) for column in range(3)]
    fresh = len(items)
    for before, draft in (*flow.tables, (len(flow.lines), None)):
        while start < len(places) and places[start] < before:
            at = places[start]
            line, own = take_calls(flow.lines[at], notes)
            called.update(map(id, own))
            area = areas[flow.columns[at]]
            is_apart = bool(items) and isinstance(items[-1], Draft)
            items.append(_Text(SetLine(with_powers(line), area, is_kept_apart=is_apart), tuple(own)))
            start += 1
        if draft is not None:
            _add_table(draft, items, fresh, words, dropped, heights)
            rest = places[start:]
            table = items[-1]
            is_last = draft is flow.tables[-1][1]
            if is_last and isinstance(table, Draft) and take_spill(table, [flow.lines[at] for at in rest]):
                break
    uncalled += [note for note in notes if id(note) not in called]


def _add_table(
    draft: Draft,
    items: list[_Text | Draft],
    fresh: int,
    words: CellWords,
    dropped: list[Dropped],
    heights: Mapping[int, float],
) -> None:
    """Add a table, or join it to the one that ended the page before, whose continuing only 续表 may announce."""
    own = items[fresh:]
    announced = [
        item for item in own if isinstance(item, _Text) and _CONTINUED.fullmatch(fold(item.line.line.text))
    ]
    above = items[fresh - 1] if fresh else None
    follows = isinstance(above, Draft) and above.last_page == draft.page - 1 and len(announced) == len(own)
    if follows and isinstance(above, Draft):
        # A page that is left half empty was ended by hand, and so was the table, unless 续表 says otherwise.
        is_ended = not announced and above.room_on_page(draft, heights[above.last_page])
        table = None if is_ended else joined(above, draft, words)
        if table is not None:
            del items[fresh - 1 :]
            items.append(table)
            dropped += [
                Dropped(draft.page, at, "running head", item.line.line.text)
                for at, item in enumerate(announced)
            ]
            return
    items.append(draft)


def _blocks(
    items: Sequence[_Text | Draft], organs: Organs, uncalled: Sequence[Footnote]
) -> Iterator[SourceParagraph | SourceTable]:
    texts = [item for item in items if isinstance(item, _Text)]
    paragraphs = find_paragraphs([text.line for text in texts])
    number = done = tables = 0
    for item in items:
        if isinstance(item, Draft):
            found = list(_tables(item, organs, tables))
            tables += len(found)
            yield from found
            continue
        if number == 0:
            paragraph = next(paragraphs)
            number = paragraph.lines
            members = texts[done : done + number]
            done += number
            yield SourceParagraph(
                paragraph.text,
                paragraph.align,
                page=paragraph.fragments[0].page,
                notes=tuple(note.text for text in members for note in text.notes),
                fragments=paragraph.fragments,
            )
        number -= 1
    for note in uncalled:
        text, fragments = join(note.lines)
        yield SourceParagraph(text, page=fragments[0].page, fragments=fragments)


def _tables(
    draft: Draft, organs: Organs, number: int, parent: tuple[int, int, int] | None = None
) -> Iterator[SourceTable]:
    """A table, the *number*th of the source, and those in its cells, each after the one around it."""
    yield to_source(draft, organs, parent)
    following = number + 1
    for cell, inner in draft.inner:
        for table in _tables(inner, organs, following, (number, cell.row, cell.col)):
            yield table
            following += 1
