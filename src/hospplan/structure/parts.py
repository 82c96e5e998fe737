"""The parts of a document with their blocks, tables and sections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hospplan.models.document import Block, Part, PartKind, Table
from hospplan.models.source import SourceTable, boxes_of
from hospplan.phrases.numbering import read_numbers
from hospplan.structure.lines import Sheet
from hospplan.structure.sections import BlockLine, read_sections
from hospplan.structure.tables import read_table


@dataclass(frozen=True, slots=True)
class PartStart:
    """Where a part starts, and what its first lines say about it."""

    start: int
    kind: PartKind
    number: int | None = None
    title: str | None = None
    subtitle: str | None = None
    plain: frozenset[int] = frozenset()
    """Indices of its mark and title lines: no headings."""


def read_parts(
    sheet: Sheet, starts: Sequence[PartStart], plain: frozenset[int], *, outside: frozenset[int] = frozenset()
) -> tuple[Part, ...]:
    """
    The parts that start at *starts*, in order; each goes up to the next.

    Lines of *plain* are no headings; those of *outside*, at the end of the source, belong to no section.
    """
    sections = 0
    parts = []
    ends = [*(part.start for part in starts[1:]), len(sheet)]
    for part, end in zip(starts, ends, strict=True):
        free = list(sheet.free(part.start, end))
        parts.append(_read_part(sheet, part, free, plain | part.plain, outside, sections + 1))
        sections += len(parts[-1].sections)
    return tuple(parts)


def _read_part(
    sheet: Sheet,
    part: PartStart,
    indices: Sequence[int],
    plain: frozenset[int],
    outside: frozenset[int],
    first_section: int,
) -> Part:
    blocks: list[Block] = []
    tables: list[Table] = []
    placed: list[BlockLine] = []
    for k, i in enumerate(indices):
        source = sheet[i].block
        block_id = f"b{i + 1}"  # by its place in the source, so that `Source.place` finds it
        if isinstance(source, SourceTable):
            caption = _caption(sheet, indices[max(0, k - 2) : k], part)
            table = read_table(source, sheet.tables[i], caption, sheet.lexicon)
            tables.append(table)
            blocks.append(Block(id=block_id, type="table", table=table.id, page=source.page))
        else:
            blocks.append(
                Block(
                    id=block_id,
                    type="paragraph",
                    text=source.text,
                    page=source.page,
                    boxes=boxes_of(source.fragments),
                    notes=source.notes,
                )
            )
        if i not in outside:
            placed.append(BlockLine(block_id, sheet[i], is_plain=i in plain))
    sections = read_sections(placed, first_section, sheet.lexicon)
    return Part(
        kind=part.kind,
        number=part.number,
        title=part.title,
        subtitle=part.subtitle,
        blocks=tuple(blocks),
        sections=sections,
        tables=tuple(tables),
    )


_CAPTION = re.compile(
    r"(?:附?表|专栏) ?[0-9一二三四五六七八九十]{1,3}(?:-[0-9]{1,2})?(?:[ :、.].*)?"
    r"|.{2,40}(?:表|一览|清单|名单|明细)"
)
_UNIT_LINE = re.compile(r"\(?(?:计量)?单位:.{1,20}")


def _caption(sheet: Sheet, above: Sequence[int], part: PartStart) -> str | None:
    """The line directly over a table that names it (表1 …, …一览表), a unit's line between allowed."""
    for i in reversed(above):
        line = sheet[i]
        if (
            i in part.plain
            or not line.is_short
            or line.is_sentence
            or read_numbers(line.folded, sheet.lexicon)
        ):
            return None
        if not _UNIT_LINE.fullmatch(line.bare):
            return " ".join(line.text.split()) if _CAPTION.fullmatch(line.folded) else None
    return None
