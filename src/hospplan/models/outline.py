"""A document's blocks by id: their text, part, sections and page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from hospplan.models.anchor import Anchor
from hospplan.models.document import Block, Cell, Document, Part, Section, Table
from hospplan.models.plan import Place
from hospplan.models.source import Source

QUOTE_MAX = 200


@dataclass(frozen=True, slots=True)
class Outline:
    """Look-ups over one document, built once and in linear time."""

    blocks: dict[str, Block]
    """Paragraph and table blocks by id, in reading order."""
    cells: dict[str, Cell]
    tables: dict[str, Table]
    table_of_cell: dict[str, str]
    part_of: dict[str, Part]
    """Block or table id → part."""
    path: dict[str, tuple[Section, ...]]
    """Block id → sections around it, outermost first; a block before the first heading has none."""
    block_of_table: dict[str, str]
    source: Source | None = None
    """What the document was read from, to tell places on its pages."""

    @classmethod
    def of(cls, document: Document, source: Source | None = None) -> Self:
        """The outline of *document*; with its *source*, places have boxes."""
        self = cls({}, {}, {}, {}, {}, {}, {}, source)
        for part in document.parts:
            for block in part.blocks:
                self.blocks[block.id] = block
                self.part_of[block.id] = part
                self.path[block.id] = ()
                if block.table is not None:
                    self.block_of_table[block.table] = block.id
            for table in part.tables:
                self.tables[table.id] = table
                self.part_of[table.id] = part
                for cell in table.cells:
                    self.cells[cell.id] = cell
                    self.table_of_cell[cell.id] = table.id
            for around, section in _walk(part.sections, ()):
                for block_id in section.blocks:
                    self.path[block_id] = (*around, section)
        return self

    def text(self, block: str) -> str:
        """The text of a paragraph block or cell."""
        cell = self.cells.get(block)
        return cell.text if cell is not None else self.blocks[block].text

    def sections(self, anchor: Anchor) -> tuple[Section, ...]:
        """The sections around a place, outermost first; within a paragraph the inline one (一是) too."""
        block = anchor.block
        if block in self.cells:
            block = self.block_of_table[self.table_of_cell[block]]
        path = self.path[block]
        if path:
            inline = [
                s
                for s in path[-1].children
                if s.heading == block and not s.blocks and s.start <= anchor.start
            ]
            if inline:
                return (*path, inline[-1])
        return path

    def place(self, anchor: Anchor, also: tuple[str, ...] = ()) -> Place:
        """The place that an anchor names, with its quote."""
        quote = self.text(anchor.block)[anchor.start : anchor.end]
        boxes = self.source.place(anchor) if self.source is not None else ()
        return Place(
            block=anchor.block,
            start=anchor.start,
            end=anchor.end,
            quote=quote,
            page=boxes[0].page if boxes else None,
            boxes=boxes,
            section=tuple(s.id for s in self.sections(anchor)),
            also=also,
        )


def _walk(
    sections: tuple[Section, ...], around: tuple[Section, ...]
) -> Iterator[tuple[tuple[Section, ...], Section]]:
    for section in sections:
        yield around, section
        yield from _walk(section.children, (*around, section))
