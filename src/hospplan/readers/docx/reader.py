"""Word documents (.docx): the body of the package, walked in document order on its XML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import zip_longest

from docx.opc.packuri import PackURI

from hospplan.errors import DamagedSourceError, EmptySourceError, LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.models.source import Align, Origin, Source, SourceCell, SourceParagraph, SourceTable
from hospplan.models.values import Severity
from hospplan.readers.docx.numbers import Numbers
from hospplan.readers.docx.package import Package
from hospplan.readers.docx.red_head import find_red_head, may_be_red_head
from hospplan.readers.docx.styles import Styles, read_align
from hospplan.readers.docx.tables import Grid, Slot
from hospplan.readers.docx.text import LINE_BREAK, PAGE_BREAK, Inline, NoteCall, TextReader
from hospplan.readers.docx.xml import (
    HIDDEN,
    ID,
    NUMBER_PROPERTIES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    SECTION,
    STYLE_OF_PARAGRAPH,
    TABLE,
    TYPE,
    R,
    W,
    is_on,
    read_int,
    unwrap,
    value_of,
)
from hospplan.readers.safe_xml import Element
from hospplan.text.wrap import find_cut_lines, join_cell_lines, join_lines

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_BODY = f"{W}body"
_ROW = f"{W}tr"
_ROW_PROPERTIES = f"{W}trPr"
_CELL = f"{W}tc"
_DELETED_MARKS = (f"{W}del", f"{W}moveFrom")
_EMBEDDED = frozenset({f"{W}altChunk", f"{W}subDoc"})
_BREAK_BEFORE = f"{W}pageBreakBefore"
_GONE_ROW = (f"{W}del", f"{W}hidden")
_DELETED_CELL = f"{W}tcPr/{W}cellDel"
_HEAD_BLOCKS = 12
"""Blocks at the beginning of the body, among which a red head would stand."""
_CONTINUING = frozenset({"continuous", "nextColumn"})


def read_docx(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits) -> Source:
    """
    What a Word document holds: paragraphs and tables in document order, with the numbers that Word draws.

    Tracked insertions count as text and deletions do not; hidden text, comments, page headers and
    footers (but for a red head in one) are left out; fields give their results. The XML may be transitional
    or strict.

    Args:
        data: The bytes of the package.
        name: The file's name.
        lexicon: Its endings of names decide where the lines of a cell part.
        limits: The budgets for input from strangers; sizes are checked before anything is unpacked.

    Raises:
        DamagedSourceError: The package, or the XML of its main part, is broken.
        EncryptedSourceError: The package is locked with a password.
        EmptySourceError: It holds no text.
        LimitError: It is over one of *limits*.
    """
    walk = _Walk(Package(data, limits), lexicon, limits)
    walk.document()
    if not any(_has_text(block) for block in walk.blocks):
        raise EmptySourceError(
            "the document holds no text",
            mend="if it holds pictures of pages, recognise their text first (OCR)",
        )
    return Source(
        name=name,
        media_type=MEDIA_TYPE,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        pages=None,
        blocks=tuple(walk.blocks),
        findings=tuple(walk.findings()),
    )


def _has_text(block: SourceParagraph | SourceTable) -> bool:
    if isinstance(block, SourceParagraph):
        return True
    return any(cell.text for cell in block.cells)


@dataclass(slots=True)
class _ReadTable:
    """A table as read, with what stands in its cells and is handed on after it."""

    slots: list[Slot]
    inner: list[tuple[Slot, "_ReadTable"]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Story:
    """Paragraphs that fields and joined paragraphs do not leave: the body, a text box, a note, a header."""

    reader: TextReader
    origin: Origin
    carried: Inline | None = None
    """Paragraphs whose mark is deleted or hidden: they go on in the next one."""
    chars: int = 0
    """Characters of the paragraph that was read last, with what it goes on."""
    is_head: bool = False
    """What is carried begins the paragraph, so that the next one's number stands after it."""


class _Walk:
    """One pass over the main part."""

    def __init__(self, package: Package, lexicon: Lexicon, limits: Limits) -> None:
        self.blocks: list[SourceParagraph | SourceTable] = []
        self._package = package
        self._limits = limits
        self._organs = lexicon.organs
        self._styles = Styles(lambda: self._side_part("styles"))
        self._numbers = Numbers(lambda: self._side_part("numbering"), self._styles)
        self._notes: dict[str, dict[str, Element]] = {}
        self._found: dict[str, Finding] = {}
        self._readers: list[TextReader] = []
        self._sections: dict[Element, Element | None] = {}
        self._starts_page = False
        self._paragraphs = 0
        self._tables = 0

    # The document and its side parts

    def document(self) -> None:
        """Read all of it into `blocks`."""
        root = self._package.xml(self._package.main)
        body = root.find(_BODY)
        if body is None:
            message = f"{self._package.main.membername} has no body, so it is no Word document"
            raise DamagedSourceError(message)
        sections = [s for s in root.iter(SECTION) if s.getparent() is body or _is_of_paragraph(s)]
        self._sections = dict(zip_longest(sections, sections[1:]))
        self._flow(body, self._story(body, "body"))
        if sections:
            self.blocks = [*self._red_head(sections[0]), *self.blocks]

    def findings(self) -> Iterator[Finding]:
        """What was noticed on the way."""
        yield from self._found.values()
        for number_format in self._numbers.unknown_formats:
            message = f"automatic numbers of the format {number_format} were written in Arabic digits"
            yield Finding(code="unknown-number-format", severity="warning", message=message)
        symbols = sum(reader.unknown_symbols for reader in self._readers)
        if symbols:
            message = f"characters of symbol fonts without a known look-alike: {symbols}"
            yield Finding(code="unknown-symbol", severity="warning", message=message)
        if any(reader.unclosed_fields for reader in self._readers):
            message = "a field has no end; what follows its code was read as text"
            yield Finding(code="unclosed-field", severity="warning", message=message)

    def _notice(self, code: str, severity: Severity, message: str) -> None:
        self._found.setdefault(message, Finding(code=code, severity=severity, message=message))

    def _side_part(self, kind: str) -> Element | None:
        part = self._package.related(self._package.main, kind)
        return None if part is None else self._load(part)

    def _load(self, part: PackURI) -> Element | None:
        """A part without which the text can still be read: where it is broken, a finding says so."""
        try:
            return self._package.xml(part)
        except DamagedSourceError as error:
            self._notice("unreadable-part", "warning", f"left out: {error.message}")
            return None

    def _story(self, root: Element, origin: Origin) -> _Story:
        reader = TextReader(root, self._styles)
        self._readers.append(reader)
        return _Story(reader, origin)

    # Paragraphs and tables in their order

    def _flow(self, parent: Element, story: _Story) -> None:
        """Read the paragraphs and tables of a story into `blocks`."""
        for child in unwrap(parent):
            if child.tag == PARAGRAPH:
                self._body_paragraph(child, story)
            elif child.tag == TABLE:
                self._release(story)
                self._emit_table(self._table(child, story), None)
            else:
                self._notice_embedded(child)
        self._release(story)

    def _notice_embedded(self, element: Element) -> None:
        if element.tag in _EMBEDDED:
            self._notice("unreadable-part", "warning", "left out: a document embedded in this one")

    def _body_paragraph(self, element: Element, story: _Story) -> None:
        properties = element.find(PARAGRAPH_PROPERTIES)
        style = value_of(properties, STYLE_OF_PARAGRAPH)
        section = None
        if properties is not None:
            section = properties.find(SECTION)
            breaks = is_on(properties.find(_BREAK_BEFORE))
            if self._styles[style].starts_page if breaks is None else breaks:
                self._starts_page = True
        inline = self._paragraph(element, properties, story)
        if inline is not None:
            text = inline.text()
            if inline.notes or (text and not text.isspace()):
                self._emit(
                    text, inline.notes, read_align(properties) or self._styles.align(style), story.origin
                )
            elif PAGE_BREAK in text:
                self._starts_page = True
        if section is not None and self._begins_page(self._sections.get(section)):
            self._starts_page = True

    def _begins_page(self, section: Element | None) -> bool:
        return section is not None and value_of(section, TYPE) not in _CONTINUING

    def _emit(self, text: str, calls: list[NoteCall], align: Align, origin: Origin) -> None:
        """Hand on one paragraph: several, where its line breaks part real lines."""
        first = 0
        for page, chunk in enumerate(text.split(PAGE_BREAK)):
            self._starts_page = self._starts_page or page > 0
            lines = chunk.split(LINE_BREAK)
            joined = [(chunk.strip(), 0)]
            if len(lines) > 1:
                joined = join_lines(lines, find_cut_lines(lines))
            ends = [first + at for _, at in joined[1:]] + [first + len(lines)]
            for (paragraph, _), end in zip(joined, ends, strict=False):
                if paragraph:
                    called = [call for call in calls if call.line < end]
                    calls = calls[len(called) :]
                    self._append_paragraph(paragraph, align, origin, self._read_notes(called))
            first += len(lines)
        for note in self._read_notes(calls):  # called where there is no text
            self._append_paragraph(note, "left", origin)

    def _append_paragraph(self, text: str, align: Align, origin: Origin, notes: Iterable[str] = ()) -> None:
        self.blocks.append(SourceParagraph(text, align, origin, self._starts_page, notes=tuple(notes)))
        self._starts_page = False

    def _release(self, story: _Story) -> None:
        """Hand on joined paragraphs that no other follows."""
        carried, story.carried = story.carried, None
        if carried is not None:
            self._emit(carried.text(), carried.notes, "left", story.origin)

    # One paragraph

    def _paragraph(
        self, element: Element, properties: Element | None, story: _Story, *, is_covered: bool = False
    ) -> Inline | None:
        """
        A paragraph with its number; None where it goes on in the next one. Its text boxes go before it.

        Word neither shows nor counts the numbers of what a merged cell covers (*is_covered*): a column 序号 that
        numbers itself goes on behind the merge with the next number.
        """
        self._paragraphs += 1
        if self._paragraphs > self._limits.paragraphs:
            raise LimitError(f"the document has over {self._limits.paragraphs:,} paragraphs")
        goes_on, is_head, number = False, False, ""
        if properties is None:
            inline = story.reader.read(element)
        else:
            style = self._styles[value_of(properties, STYLE_OF_PARAGRAPH)]
            inline = story.reader.read(element, is_hidden=bool(style.hidden))
            mark = properties.find(RUN_PROPERTIES)
            hides = is_on(mark.find(HIDDEN)) if mark is not None else None
            is_head = bool(style.hidden if hides is None else hides)
            is_deleted = mark is not None and any(mark.find(name) is not None for name in _DELETED_MARKS)
            goes_on = is_head or is_deleted
            # A paragraph that is all hidden, or joined to the next, is not counted; an empty one of a list
            # is, and shows its number: a column 序号 is often made so.
            if not is_deleted and not is_covered and not (is_head and not any(inline.pieces)):
                number = self._numbers.next(properties.find(NUMBER_PROPERTIES), style)
        for shape in inline.shapes:
            self._text_box(shape)
        carried, story.carried = story.carried, None
        # Counted as they come: of many joined paragraphs a count of the whole at each takes a square of time.
        story.chars = sum(map(len, inline.pieces)) + len(number) + (story.chars if carried is not None else 0)
        if carried is not None and story.is_head:
            carried.pieces.append(number)
            carried.take(inline)
            inline = carried
        elif carried is not None:
            carried.take(inline)
            if number:
                carried.pieces.insert(0, number)
            inline = carried
        elif number:
            inline.pieces.insert(0, number)
        if story.chars > self._limits.paragraph_chars:
            raise LimitError(f"a paragraph has over {self._limits.paragraph_chars:,} characters")
        if goes_on:
            story.carried, story.is_head = inline, is_head
            return None
        return inline

    def _text_box(self, shape: Element | str) -> None:
        if isinstance(shape, str):  # WordArt, one line or more
            for line in shape.splitlines():
                if line.strip():
                    self._append_paragraph(line.strip(), "center", "text-box")
        else:
            self._flow(shape, self._story(shape, "text-box"))

    def _read_notes(self, calls: Iterable[NoteCall]) -> Iterator[str]:
        """The texts of notes; each is given where it is called first."""
        for call in calls:
            if call.kind not in self._notes:
                root = self._side_part(f"{call.kind}s")
                notes = () if root is None else root.iterchildren(f"{W}{call.kind}")
                self._notes[call.kind] = {
                    note.get(ID, ""): note for note in notes if note.get(TYPE, "normal") == "normal"
                }
            note = self._notes[call.kind].pop(call.id, None)
            text = "" if note is None else self._note(note)
            if text:
                yield text

    def _note(self, note: Element) -> str:
        story = self._story(note, "body")
        lines = []
        for child in unwrap(note):
            if child.tag == PARAGRAPH:
                inline = self._paragraph(child, child.find(PARAGRAPH_PROPERTIES), story)
                lines.append("" if inline is None else inline.text().replace(PAGE_BREAK, LINE_BREAK).strip())
            elif child.tag == TABLE:
                lines += self._rows_as_lines(self._table(child, story))
        if story.carried is not None:
            lines.append(story.carried.text().strip())
        return "\n".join(line for line in lines if line)

    def _rows_as_lines(self, table: _ReadTable) -> list[str]:
        """The rows of a table in a note, which has room for text alone: a line each, the cells parted by tabs."""
        rows: dict[int, list[str]] = {}
        for slot in table.slots:
            rows.setdefault(slot.row, []).append(" ".join(self._cell_text(slot.lines).split()))
        inner = [line for _, below in table.inner for line in self._rows_as_lines(below)]
        return ["\t".join(cells) for cells in rows.values() if any(cells)] + inner + table.notes

    # Tables

    def _table(self, element: Element, story: _Story) -> _ReadTable:
        grid = Grid(self._limits)
        table = _ReadTable(grid.slots)
        for row in unwrap(element):
            if row.tag != _ROW:
                continue
            properties = row.find(_ROW_PROPERTIES)
            if properties is not None and any(properties.find(name) is not None for name in _GONE_ROW):
                continue
            cells = [cell for cell in unwrap(row) if cell.tag == _CELL and cell.find(_DELETED_CELL) is None]
            if not cells:
                continue
            before = read_int(value_of(properties, f"{W}gridBefore"), 0)
            for cell, slot in zip(cells, grid.place_row(before, cells), strict=True):
                self._cell(cell, slot, table, story)
        return table

    def _cell(self, cell: Element, slot: Slot, table: _ReadTable, story: _Story) -> None:
        is_covered = slot.is_read
        slot.is_read = True
        lines: list[str] = []
        for child in unwrap(cell):
            if child.tag == PARAGRAPH:
                properties = child.find(PARAGRAPH_PROPERTIES)
                inline = self._paragraph(child, properties, story, is_covered=is_covered)
                if inline is not None:
                    lines += inline.text().replace(PAGE_BREAK, LINE_BREAK).split(LINE_BREAK)
                    table.notes += self._read_notes(inline.notes)
            elif child.tag == TABLE:
                table.inner.append((slot, self._table(child, story)))
            else:
                self._notice_embedded(child)
        carried, story.carried = story.carried, None
        if carried is not None:
            lines += carried.text().replace(PAGE_BREAK, LINE_BREAK).split(LINE_BREAK)
            table.notes += self._read_notes(carried.notes)
        if is_covered and any(line.strip() for line in lines):
            message = "text in the covered part of a merged cell, which Word does not show, was kept"
            self._notice("covered-text", "info", message)
        slot.lines += lines

    def _emit_table(self, table: _ReadTable, parent: tuple[int, int, int] | None) -> None:
        if not table.slots:
            return
        index = self._tables
        self._tables += 1
        cells = tuple(
            SourceCell(slot.row, slot.col, slot.row_span, slot.col_span, self._cell_text(slot.lines))
            for slot in table.slots
        )
        self.blocks.append(SourceTable(cells, starts_page=self._starts_page, parent=parent))
        self._starts_page = False
        for slot, inner in table.inner:
            self._emit_table(inner, (index, slot.row, slot.col))
        for note in table.notes:
            self._append_paragraph(note, "left", "body")

    def _cell_text(self, lines: list[str]) -> str:
        if len(lines) == 1:
            return lines[0].strip()
        return join_cell_lines(
            lines,
            (*self._organs.department_suffixes, *self._organs.organisation_suffixes),
            whole_names=self._organs.whole_names,
            surnames=self._organs.surnames,
        )

    # The red head in a page header

    def _red_head(self, section: Element) -> list[SourceParagraph]:
        """The lines of the header that the first page shows, where it is a red head."""
        references = {e.get(TYPE, "default"): e for e in section.iterchildren(f"{W}headerReference")}
        kinds = ("first", "default") if is_on(section.find(f"{W}titlePg")) else ("default",)
        body, known = self.blocks, self.blocks[:_HEAD_BLOCKS]
        known_texts = frozenset(block.text for block in known if isinstance(block, SourceParagraph))
        for kind in kinds:
            reference = references.get(kind)
            relation = "" if reference is None else reference.get(f"{R}id", "")
            part = self._package.related_by_id(self._package.main, relation)
            root = None if part is None else self._load(part)
            if root is not None and may_be_red_head(root):
                self.blocks = []
                self._flow(root, self._story(root, "header"))
                found = find_red_head(self.blocks, known_texts)
                self.blocks = body
                if found:
                    return found
        return []


def _is_of_paragraph(section: Element) -> bool:
    parent = section.getparent()
    return parent is not None and parent.tag == PARAGRAPH_PROPERTIES
