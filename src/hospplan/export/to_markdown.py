"""Markdown (GFM) for people: the document as it reads, then what was read from it, with places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hospplan.export.rows import (
    FINDINGS,
    RESULTS,
    TARGETS,
    TASKS,
    Headers,
    Reading,
    Record,
    Table,
    heading,
    walk,
)
from hospplan.models.document import Block, Cell, Document, Part, Section
from hospplan.models.document import Table as DocumentTable

_MEASURE_KEYS = (
    "indicator",
    "qualifier",
    "comparator",
    "value",
    "value_max",
    "unit",
    "grade",
    "ratio",
    "change",
    "per",
)
_TABLES: tuple[tuple[Table[Any], str, tuple[str, ...]], ...] = (
    (TARGETS, "目标", (*_MEASURE_KEYS, "period", "section", "quote", "block")),
    (RESULTS, "结果", ("role", *_MEASURE_KEYS, "period", "section", "quote", "block")),
    (
        TASKS,
        "任务",
        ("number", "title", "description", "lead", "responsible", "support", "deadline", "section", "block"),
    ),
    (FINDINGS, "提示", ("severity", "code", "message", "quote", "block")),
)
_TITLES = {"目标": "Targets", "结果": "Results", "任务": "Tasks", "提示": "Findings"}

# What Markdown or HTML would take for markup anywhere in a line.
_MARKUP = re.compile(r"[\\`*_\[\]~<>&|]")
# What it would take for a block's mark at the start of a line: #, -, +, ===, 1., 1).
_OPENER = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|-{2,}|={2,}|:?-+:?$)")
_ORDERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
# The line over an attachment's title: 附件, 附件1.
_LABEL = re.compile(r"附件[0-9０-９一二三四五六七八九十]{0,3}[：:]?")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def to_markdown(reading: Reading, headers: Headers = "zh") -> str:
    """
    One document as text: title, facts, parts with sections as headings and tables, then what was read.

    A cell that spans others has its text in its first place, the rest is empty. Nothing of the source can
    turn into markup.
    """
    document = reading.plan.document
    title = document.header.title or document.source.name
    pieces = [f"# {inline(title)}", *_facts(document, headers)]
    for part in document.parts:
        pieces.extend(_part(part))
    for table, name, keys in _TABLES:
        pieces.extend(_extracted(table, name if headers == "zh" else _TITLES[name], keys, reading, headers))
    return "\n\n".join(pieces) + "\n"


def inline(text: str) -> str:
    """A text without anything that Markdown or HTML would act on, on one line."""
    text = _MARKUP.sub(lambda m: _ENTITIES.get(m[0], f"\\{m[0]}"), text.replace("\t", " "))
    return " ".join(text.splitlines())


def paragraph(text: str) -> str:
    """The same as a paragraph of its own, whose start is no list, heading or rule."""
    text = inline(text.lstrip())  # four spaces before a paragraph would make it code
    text = _OPENER.sub(lambda m: f"{m[1]}\\{m[2]}", text)
    return _ORDERED.sub(r"\1\\\2", text)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _in_cell(text: str) -> str:
    return "<br>".join(inline(line) for line in text.splitlines())


def _grid(rows: Sequence[Sequence[str]]) -> str:
    """Rows of equal length as a table; GFM asks for a head, so the first row is it."""
    head, *body = ([_in_cell(cell) for cell in row] for row in rows)
    return "\n".join((_row(head), _row("---" for _ in head), *(_row(row) for row in body)))


def _facts(document: Document, headers: Headers) -> Iterator[str]:
    rows = [(zh if headers == "zh" else en, value) for zh, en, value in header_facts(document) if value]
    if rows:
        yield _grid([("项目", "内容") if headers == "zh" else ("field", "content"), *rows])


def header_facts(document: Document) -> Iterator[tuple[str, str, str | None]]:
    """What head, sign-off and imprint say: (Chinese name, key, value), in the order of the standard."""
    header, imprint, sign_off = document.header, document.imprint, document.sign_off
    yield "份号", "copy_number", header.copy_number
    yield "密级", "classification", header.classification
    yield "保密期限", "classification_period", header.classification_period
    yield "紧急程度", "urgency", header.urgency
    yield "发文机关标志", "issuer_mark", header.issuer_mark
    yield "发文字号", "document_number", header.document_number.text if header.document_number else None
    yield "签发人", "signatories", "、".join(header.signatories)
    yield "文种", "genre", header.genre
    yield "题注", "title_note", header.title_note
    yield "主送机关", "addressees", "、".join(header.addressees)
    yield "附件", "attachment_list", "；".join(document.attachment_list)
    yield "发文机关署名", "issuers", "、".join(sign_off.issuers)
    yield "成文日期", "date", sign_off.date
    yield "附注", "note", document.note
    yield "抄送机关", "cc", "、".join(imprint.cc)
    yield "印发机关", "issuing_office", imprint.issuing_office
    yield "印发日期", "issue_date", imprint.issue_date


def _part(part: Part) -> Iterator[str]:
    if part.title is not None:
        label = f"附件{part.number or ''} " if part.kind == "attachment" else ""
        yield f"## {label}{inline(part.title)}"
    if part.subtitle is not None:
        yield f"——{inline(part.subtitle)}"
    # an inline section (一是) has its text in the block of its parent
    opens = {section.heading: section for section in walk(part.sections) if section.blocks}
    tables = {table.id: table for table in part.tables}
    for block in part.blocks[_title_blocks(part) :]:
        if block.table is not None:
            yield from _table(tables.pop(block.table))
        elif block.id in opens:
            yield from _opening(opens[block.id], block)
        elif block.text:
            yield paragraph(block.text)
        for note in block.notes:
            yield f"> {inline(note)}"
    for table in tables.values():  # tables inside cells, which have no block
        yield from _table(table)


def _title_blocks(part: Part) -> int:
    """How many blocks at the start of a part are the title that already stands over it."""
    wanted = _bare(part.title or "")
    read = ""
    for count, block in enumerate(part.blocks, start=1):
        if not read and _LABEL.fullmatch(_bare(block.text)):
            continue
        read += _bare(block.text)
        if not block.text or not wanted.startswith(read):
            return 0
        if read == wanted:
            return count
    return 0


def _bare(text: str) -> str:
    return "".join(text.split())


def _opening(section: Section, block: Block) -> Iterator[str]:
    """A section's first block: its heading, and what a run-in heading's paragraph goes on with."""
    number = section.number.text if section.number else ""
    before, text = block.text[: section.start], block.text[section.start :]
    if before.strip():
        yield paragraph(before)
    rest = text.removeprefix(number).lstrip()
    if not rest.startswith(section.title) or not section.title:
        yield paragraph(text)  # the title is not there letter by letter: the text itself is shown
        return
    rest = rest.removeprefix(section.title)
    if rest == "。" and not section.children:
        yield paragraph(text)  # a numbered sentence, no heading
        return
    yield f"{'#' * min(6, section.level + 2)} {inline(heading(section))}"
    if rest.lstrip("。.:： \u3000"):
        yield paragraph(rest.lstrip("。 \u3000"))


def _table(table: DocumentTable) -> Iterator[str]:
    rows = grid_of(table.cells)
    if not rows:
        return
    if table.caption is not None:
        yield f"**{inline(table.caption)}**"
    yield _grid(rows)


def grid_of(cells: Sequence[Cell]) -> list[list[str]]:
    """Rows × columns of a table; a cell that spans has its text in its first place alone."""
    if not cells:
        return []
    width = max(cell.col + cell.col_span for cell in cells)
    height = 1 + max(cell.row for cell in cells)
    grid = [[""] * width for _ in range(height)]
    for cell in cells:
        grid[cell.row][cell.col] = cell.text
    return grid


def _extracted(
    table: Table[Record], title: str, keys: tuple[str, ...], reading: Reading, headers: Headers
) -> Iterator[str]:
    columns = [table.column(key) for key in keys]
    rows = [[column.shown(record, headers) for column in columns] for record in table.records(reading)]
    if not rows:
        return
    # a column that is empty all the way down tells nothing
    kept = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    yield f"## {title}"
    yield _grid([[row[at] for at in kept] for row in ([column.head(headers) for column in columns], *rows)])
