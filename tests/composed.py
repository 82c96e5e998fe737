"""
Sources written as a person reads them: a line is a paragraph, `| a | b |` a row of a table.

In a table `<` is one cell with the cell to its left and `^` one with the cell above. Empty lines are left out.
"""

from hospplan.lexicon import default_lexicon
from hospplan.models.document import Document, Part, Section
from hospplan.models.source import Source, SourceCell, SourceParagraph, SourceTable
from hospplan.structure import assemble


def source(text: str) -> Source:
    """The source of *text*."""
    blocks: list[SourceParagraph | SourceTable] = []
    rows: list[list[str]] = []
    for line in [*text.strip("\n").split("\n"), ""]:
        stripped = line.strip()
        if stripped.startswith("|") and stripped.endswith("|"):
            rows.append([cell.strip() for cell in stripped[1:-1].split("|")])
            continue
        if rows:
            blocks.append(table(rows))
            rows = []
        if stripped:
            blocks.append(SourceParagraph(stripped))
    return Source("plan.txt", "text/plain", "0" * 64, len(text), None, tuple(blocks))


def table(rows: list[list[str]]) -> SourceTable:
    """A table whose cells `<` and `^` are merged away."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            col_span, row_span = 1, 1
            while c + col_span < len(row) and row[c + col_span] == "<":
                col_span += 1
            while r + row_span < len(rows) and rows[r + row_span][c] == "^":
                row_span += 1
            cells.append(SourceCell(r, c, row_span, col_span, text))
    return SourceTable(tuple(cells))


def document(text: str) -> Document:
    """The document that structure makes of *text*."""
    return assemble(source(text), default_lexicon())


def headings(part: Part) -> list[str]:
    """The sections of a part as lines "LEVEL NUMBER TITLE", in order."""

    def lines(sections: tuple[Section, ...]) -> list[str]:
        return [
            line
            for s in sections
            for line in (f"{s.level} {s.number.text if s.number else ''} {s.title}", *lines(s.children))
        ]

    return lines(part.sections)


def number_of(document: Document) -> tuple[str, str, int, int] | None:
    """发文字号 as (text, agency, year, serial)."""
    number = document.header.document_number
    return None if number is None else (number.text, number.agency, number.year, number.serial)


def texts(part: Part) -> list[str]:
    """The blocks of a part: paragraphs as their text, tables as their id."""
    return [block.table or block.text for block in part.blocks]


def kinds(document: Document) -> list[tuple[str, int | None, str | None]]:
    """The parts as (kind, number, title)."""
    return [(part.kind, part.number, part.title) for part in document.parts]
