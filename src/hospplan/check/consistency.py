"""What a document says about itself and does not keep: its attachments, dates, the text that it issues, its tables."""

import re
from collections.abc import Iterator

from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import XLS, XLSX, Cell, Document, Part, Table
from hospplan.models.outline import QUOTE_MAX, Outline
from hospplan.models.plan import Finding, Place
from hospplan.phrases.title import carried_names, is_same_text


def find_inconsistencies(document: Document, outline: Outline, lexicon: Lexicon) -> Iterator[Finding]:
    """Attachments, dates, the enclosure and merged columns, in this order."""
    yield from _attachments(document, outline)
    yield from _dates(document)
    yield from _enclosure(document, lexicon)
    for part in document.parts:
        for table in part.tables:
            yield from _stray_cells(table, outline)


def _attachments(document: Document, outline: Outline) -> Iterator[Finding]:
    """附件 that are listed and not in the file, or in the file and not listed."""
    present = [part for part in document.parts if part.kind == "attachment"]
    left = list(present)
    for number, name in enumerate(document.attachment_list, start=1):
        part = next((p for p in left if p.title and is_same_text(p.title, name)), None) or next(
            (p for p in left if p.number == number), None
        )
        if part is not None:
            left.remove(part)
            if part.title and not is_same_text(part.title, name):
                yield Finding(
                    code="attachment-title",
                    severity="info",
                    message=f"附件{number} is listed as {name}, its title is {part.title}",
                    source=_first_place(part, outline),
                )
            continue
        yield Finding(
            code="attachment-missing",
            severity="warning",
            message=f"附件{number} {name} is listed but not in the file",
            source=_listing(document, name, outline),
        )
    of_workbook = document.source.media_type in (XLS, XLSX)
    for part in left:
        if of_workbook and part.number is None:
            continue
        yield Finding(
            code="attachment-unlisted",
            severity="warning",
            message=f"附件{part.number or ''} {part.title or ''} is in the file but not listed".replace(
                "  ", " "
            ),
            source=_first_place(part, outline),
        )


def _first_place(part: Part, outline: Outline) -> Place | None:
    block = next((block for block in part.blocks if block.text), None)
    return None if block is None else outline.place(Anchor(block.id, 0, min(len(block.text), QUOTE_MAX)))


def _listing(document: Document, name: str, outline: Outline) -> Place | None:
    for part in document.parts:
        for block in part.blocks:
            start = block.text.find(name)
            if start >= 0:
                return outline.place(Anchor(block.id, start, start + min(len(name), QUOTE_MAX)))
    return None


def _dates(document: Document) -> Iterator[Finding]:
    """成文日期 after 印发日期: it was printed before it was signed."""
    signed, printed = document.sign_off.date, document.imprint.issue_date
    if signed and printed and signed > printed:
        yield Finding(
            code="date-order",
            severity="warning",
            message=f"成文日期 {signed} is after 印发日期 {printed}",
        )


def _enclosure(document: Document, lexicon: Lexicon) -> Iterator[Finding]:
    """A notice that issues or forwards a text which the file does not hold."""
    title = document.header.title or ""
    if not any(verb in title for verb in ("印发", "转发", "批转")) or any(
        part.kind != "main" for part in document.parts
    ):
        return
    names = carried_names(title, lexicon)
    if names and document.header.genre == "通知":
        yield Finding(
            code="enclosure-missing",
            severity="warning",
            message=f"the notice carries {'、'.join(names)}, which is not in the file",
        )


_BARE_NUMBER = re.compile(r"[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3}){0,3}")


def _stray_cells(table: Table, outline: Outline) -> Iterator[Finding]:
    """A cell that holds just a number in a column of names that merged cells make up: it cuts the group above it."""
    columns: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.col_span == 1:
            columns.setdefault(cell.col, []).append(cell)
    for cells in columns.values():
        filled = [cell for cell in cells if cell.text.strip()]
        numbers = [cell for cell in filled if _BARE_NUMBER.fullmatch(cell.text.strip())]
        merged = any(cell.row_span > 1 for cell in filled) or (
            table.merges == "lost" and len(filled) * 2 <= len(cells)
        )
        if not merged or not numbers or len(numbers) * 3 > len(filled):
            continue
        for cell in numbers:
            yield Finding(
                code="stray-cell",
                severity="warning",
                message=f"cell {cell.text.strip()} stands alone in a column of merged names: it cuts the group above it",
                source=outline.place(Anchor(cell.id, 0, len(cell.text))),
            )
