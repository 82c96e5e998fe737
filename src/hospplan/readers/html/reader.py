"""Web pages (.html, .htm, .mhtml): the document in a saved page, among what the site puts around it."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from hospplan.errors import EmptySourceError, LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.models.source import Source, SourceCell, SourceParagraph, SourceTable
from hospplan.readers.html.article import Article, find_article
from hospplan.readers.html.file import parse_page
from hospplan.readers.html.lines import Notes, Paragraph, find_paragraphs
from hospplan.readers.html.marks import Element, is_silent, tag_of
from hospplan.readers.html.notes import find_notes
from hospplan.readers.html.tables import PlacedCell, is_layout, place_cells
from hospplan.text.wrap import find_cut_lines, join_cell_lines, join_lines

MEDIA_TYPE = "text/html"
_SHOWN = 12
_SHOWN_CHARS = 24


def read_html(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits) -> Source:
    """
    The paragraphs and tables of the document that a web page shows, in order.

    Scripts, styles, hidden and struck out text are none; what the site says about the document (索引号, 发布日期) goes
    into `Source.web`; navigation and foot are left out, and a finding tells them. Numbers of lists are written as a
    browser draws them. Tables that only lay out the page are read cell by cell.

    Raises:
        EmptySourceError: The page holds no text.
        DamagedSourceError: The encoding could not be read.
        LimitError: It is over one of *limits*.
    """
    page = parse_page(data, limits)
    article = find_article(page)
    walk = _Walk(article, find_notes(article.root), lexicon, limits)
    walk.document()
    if not walk.blocks:
        raise EmptySourceError(
            "the page holds no text",
            mend="if the page shows a picture or a file, save that and give it instead",
        )
    return Source(
        name=name,
        media_type=MEDIA_TYPE,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        pages=None,
        blocks=tuple(walk.blocks),
        findings=tuple(_findings(article)),
        web=article.fields,
    )


def _findings(article: Article) -> Iterator[Finding]:
    if article.furniture:
        shown = " | ".join(text[:_SHOWN_CHARS] for text in article.furniture[:_SHOWN])
        more = " …" if len(article.furniture) > _SHOWN else ""
        count = len(article.furniture)
        message = f"left out: {count} {'line' if count == 1 else 'lines'} of the web page around the document: {shown}{more}"
        yield Finding(code="page-furniture", severity="info", message=message)


class _Walk:
    """One pass over the article."""

    def __init__(self, article: Article, notes: Notes, lexicon: Lexicon, limits: Limits) -> None:
        self.blocks: list[SourceParagraph | SourceTable] = []
        self._article = article
        self._notes = notes
        self._organs = lexicon.organs
        self._limits = limits
        self._tables = 0
        self._paragraphs = 0

    def document(self) -> None:
        """Read all of it into `blocks`."""
        for line in self._article.title:
            self.blocks.append(SourceParagraph(line, "center"))
        root = self._article.root
        skipped = self._article.left_out | frozenset(_tables_of_data(root)) - {root}
        if tag_of(root) == "table" and not is_layout(root):
            self._table(root, None)
            return
        for found in find_paragraphs(root, skipped=skipped, notes=self._notes):
            if isinstance(found, Paragraph):
                self._paragraph(found)
            elif found not in self._article.left_out:
                self._caption(found)
                self._table(found, None)

    def _paragraph(self, paragraph: Paragraph) -> None:
        """Hand on a paragraph: several, where its line breaks part real lines."""
        self._count(paragraph)
        lines = paragraph.lines
        joined = (
            [lines[0].strip()]
            if len(lines) == 1
            else [t for t, _ in join_lines(lines, find_cut_lines(lines))]
        )
        notes = tuple(self._notes.texts[name] for name in paragraph.calls)
        texts = [text for text in joined if text]
        for at, text in enumerate(texts, start=1):
            self.blocks.append(
                SourceParagraph(text, paragraph.align, notes=notes if at == len(texts) else ())
            )
        if notes and not texts:
            self.blocks.extend(SourceParagraph(note) for note in notes)

    def _count(self, paragraph: Paragraph) -> None:
        self._paragraphs += len(paragraph.lines)
        if self._paragraphs > self._limits.paragraphs:
            raise LimitError(f"the page has over {self._limits.paragraphs:,} lines", mend="split the page")
        if any(len(line) > self._limits.paragraph_chars for line in paragraph.lines):
            raise LimitError(f"a paragraph has over {self._limits.paragraph_chars:,} characters")

    def _caption(self, table: Element) -> None:
        for caption in table.iterchildren("caption"):
            for found in find_paragraphs(caption):
                if isinstance(found, Paragraph):
                    self._paragraph(found)

    def _table(self, table: Element, parent: tuple[int, int, int] | None) -> None:
        placed = place_cells(table, self._limits)
        if not placed:
            return
        index = self._tables
        self._tables += 1
        inner: list[tuple[Element, tuple[int, int, int]]] = []
        notes: list[str] = []
        cells = tuple(self._cell(cell, index, inner, notes) for cell in placed)
        self.blocks.append(SourceTable(cells, parent=parent))
        for element, place in inner:
            self._table(element, place)
        self.blocks.extend(SourceParagraph(note) for note in notes)

    def _cell(
        self,
        cell: PlacedCell,
        index: int,
        inner: list[tuple[Element, tuple[int, int, int]]],
        notes: list[str],
    ) -> SourceCell:
        lines: list[str] = []
        skipped = frozenset(_tables_of_data(cell.element))
        for found in find_paragraphs(cell.element, skipped=skipped, notes=self._notes):
            if isinstance(found, Paragraph):
                self._count(found)
                lines += found.lines
                notes += (self._notes.texts[name] for name in found.calls)
            else:
                inner.append((found, (index, cell.row, cell.col)))
        return SourceCell(cell.row, cell.col, cell.row_span, cell.col_span, self._cell_text(lines))

    def _cell_text(self, lines: list[str]) -> str:
        if len(lines) <= 1:
            return "".join(lines).strip()
        return join_cell_lines(
            lines,
            self._organs.department_suffixes,
            whole_names=self._organs.whole_names,
            surnames=self._organs.surnames,
        )


def _tables_of_data(root: Element) -> Iterable[Element]:
    """The outermost tables under *root* that hold data; those of cells are found with their cells."""
    todo = list(reversed(root))
    while todo:
        element = todo.pop()
        if is_silent(element):
            continue
        if tag_of(element) == "table" and not is_layout(element):
            yield element
        else:
            todo.extend(reversed(element))
