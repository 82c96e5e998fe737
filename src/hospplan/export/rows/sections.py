"""The sections of a document: one a row, with its part and what it stands under."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hospplan.export.rows import words
from hospplan.export.rows.column import Column, Table
from hospplan.export.rows.reading import Entry, Reading, Unread, joined_headings
from hospplan.export.rows.shared import DOCUMENT_COLUMNS
from hospplan.models.document import Part, Section


@dataclass(frozen=True, slots=True)
class Placed:
    """A section with what is around it."""

    section: Section
    part: Part
    part_ordinal: int
    """Which part of the document, from 1."""
    around: tuple[Section, ...]
    """The sections that it stands in, outermost first."""
    page: int | None
    """The page that its heading begins on."""


def _records(reading: Reading | Unread) -> Iterator[Entry[Placed]]:
    """Sections of all parts and levels in document order, those above before those below."""
    if not isinstance(reading, Reading):
        return
    for ordinal, part in enumerate(reading.plan.document.parts, start=1):
        pages = {block.id: block.page for block in part.blocks}
        for around, section in _walk(part.sections, ()):
            yield Entry(reading, Placed(section, part, ordinal, around, pages.get(section.heading)))


def _walk(
    sections: Iterable[Section], around: tuple[Section, ...]
) -> Iterator[tuple[tuple[Section, ...], Section]]:
    for section in sections:
        yield around, section
        yield from _walk(section.children, (*around, section))


def _style(placed: Placed) -> str | None:
    return placed.section.number.style if placed.section.number else None


SECTIONS: Table[Entry[Placed]] = Table(
    "sections",
    "章节",
    (
        *DOCUMENT_COLUMNS,
        Column("id", "标识", lambda e: e.item.section.id),
        Column("parent", "上级标识", lambda e: e.item.around[-1].id if e.item.around else None),
        Column("part", "部分", lambda e: e.item.part_ordinal, "integer"),
        Column("part_kind", "部分类型", lambda e: e.item.part.kind, words=words.PART_KINDS),
        Column("part_number", "附件号", lambda e: e.item.part.number, "integer"),
        Column("part_title", "部分标题", lambda e: e.item.part.title),
        Column("level", "层级", lambda e: e.item.section.level, "integer"),
        Column("number", "编号", lambda e: e.item.section.number.text if e.item.section.number else None),
        Column("style", "编号样式", lambda e: _style(e.item), words=words.STYLES),
        Column(
            "ordinal",
            "序数",
            lambda e: e.item.section.number.ordinal if e.item.section.number else None,
            "integer",
        ),
        Column("title", "标题", lambda e: e.item.section.title),
        Column("path", "路径", lambda e: joined_headings((*e.item.around, e.item.section))),
        Column("page", "页", lambda e: e.item.page, "integer"),
        Column("block", "位置", lambda e: e.item.section.heading),
        Column("start", "起", lambda e: e.item.section.start, "integer"),
    ),
    _records,
    ("document_id", "id"),
)
