"""What a reader hands on: the text of a file in reading order, verbatim, with what layout it knew."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import cos, radians, sin
from typing import Literal

from hospplan.models.anchor import Anchor
from hospplan.models.document import Box, WebField
from hospplan.models.plan import Finding

Align = Literal["left", "center", "right", "both"]
Origin = Literal["body", "text-box", "header", "footer"]


TableEngine = Literal["grid", "pdfplumber"]
DocEngine = Literal["auto", "msdoc2docx", "libreoffice"]
Converter = Literal["msdoc2docx", "libreoffice"]
Turn = Literal[0, 90, 180, 270]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a caller may tell a reader about a file."""

    password: str | None = None
    """What the file asks for."""
    table_engine: TableEngine = "grid"
    """What finds the ruled tables of a PDF: hospplan's own grid, or pdfplumber."""
    doc_engine: DocEngine = "auto"
    """What reads Word 97 documents: msdoc2docx, LibreOffice, or the second where the first fails."""
    workers: int | None = None
    """Processes that recognise text in pictures; None for one a core. What is read does not depend on it."""


DEFAULT_OPTIONS = ReadOptions()


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as a viewer shows it, and how it was turned for reading."""

    width: float
    """Points, of the page as it is shown."""
    height: float
    turn: Turn = 0
    """Degrees clockwise by which the shown page was turned so that its text stands upright."""
    skew: float = 0.0
    """Degrees clockwise by which the lines of the turned page fell to the right before it was straightened: a scan's."""

    def shown(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box of the turned page, in points from the top left corner of the page as it is shown."""
        if self.skew:
            x0, top, x1, bottom = self._askew(x0, top, x1, bottom)
        match self.turn:
            case 90:
                return (top, self.height - x1, bottom, self.height - x0)
            case 180:
                return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
            case 270:
                return (self.width - bottom, x0, self.width - top, x1)
            case 0:
                return (x0, top, x1, bottom)

    def _askew(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box of the straightened page where it lay before: moved around the page's middle, as large as it was."""
        sideways = self.turn in {90, 270}
        middle_x, middle_y = (
            (self.height / 2, self.width / 2) if sideways else (self.width / 2, self.height / 2)
        )
        x, y = (x0 + x1) / 2 - middle_x, (top + bottom) / 2 - middle_y
        sine, cosine = sin(radians(self.skew)), cos(radians(self.skew))
        by_x, by_y = x * cosine - y * sine - x, x * sine + y * cosine - y
        return (x0 + by_x, top + by_y, x1 + by_x, bottom + by_y)

    def turned(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box of the page as it is shown, on the turned page."""
        match self.turn:
            case 90:
                return (self.height - bottom, x0, self.height - top, x1)
            case 180:
                return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
            case 270:
                return (top, self.width - x1, bottom, self.width - x0)
            case 0:
                return (x0, top, x1, bottom)


@dataclass(frozen=True, slots=True)
class Fragment:
    """One line of a page as a stretch of a block's text."""

    start: int
    end: int
    """Half-open, counted in Unicode code points."""
    page: int
    frame: Frame
    top: float
    bottom: float
    """Points on the turned page, from its top."""
    edges: "array[float]"
    """Where each character starts, and where the last one ends, from the left."""
    sure: "array[float] | None" = None
    """How surely each character is the one that stands there, from 0 to 1; None where nothing was recognised."""

    def part(self, start: int, end: int, to: int) -> "Fragment":
        """The characters from *start* to *end* of the block, for a text in which these start at *to*."""
        a, b = max(self.start, start), min(self.end, end)
        first, last = a - self.start, b - self.start
        return replace(
            self,
            start=a - start + to,
            end=b - start + to,
            edges=self.edges[first : last + 1],
            sure=None if self.sure is None else self.sure[first:last],
        )

    def box(self, start: int, end: int) -> Box:
        """The box of the characters from *start* to *end* of the block that stand in this line."""
        first, last = max(start, self.start) - self.start, min(end, self.end) - self.start
        return _box(self.page, self.frame.shown(self.edges[first], self.top, self.edges[last], self.bottom))


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """
    One paragraph. `text` holds no line feed: a reader joins a cut sentence and parts real lines.

    Leading and trailing white space is stripped, white space inside is as the file has it, and an automatic
    number ("一、") stands in the text as a person sees it.
    """

    text: str
    align: Align | None = None
    """As the file sets it; None where the format has no such thing."""
    origin: Origin = "body"
    starts_page: bool = False
    """A page break stands before the paragraph."""
    page: int | None = None
    notes: tuple[str, ...] = ()
    """Footnotes and endnotes that are called in the paragraph."""
    sheet: str | None = None
    """The name of the worksheet that begins with it."""
    fragments: tuple[Fragment, ...] = ()
    """Where its characters stand, in order; none where the format has no pages."""


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell, merged or not. `text` has a line feed between lines that stand for themselves."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    fragments: tuple[Fragment, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table: its cells in row, then column order; none overlap."""

    cells: tuple[SourceCell, ...]
    merges: Literal["read", "lost"] = "read"
    """Lost where the format can't say: an empty cell of plain text may be the rest of a merged one."""
    starts_page: bool = False
    page: int | None = None
    parent: tuple[int, int, int] | None = None
    """For a table inside a cell: index of the outer table among the tables of the source, row, column."""
    sheet: str | None = None
    """The name of the worksheet that begins with it."""


@dataclass(frozen=True)  # no slots: `place` keeps its look-up of ids
class Source:
    """A file's content in reading order."""

    name: str
    """The file's name without its folders."""
    media_type: str
    sha256: str
    size: int
    pages: int | None
    blocks: tuple[SourceParagraph | SourceTable, ...]
    findings: tuple[Finding, ...] = ()
    """What the reader noticed: a wrong suffix, a part that it could not read."""
    converter: Converter | None = None
    """What made a .docx of it first; None where hospplan reads the format itself."""
    web: tuple[WebField, ...] = ()
    """What a web site says about the document that it shows."""

    def place(self, anchor: Anchor) -> tuple[Box, ...]:
        """
        Where a stretch of text stands: a box for each line of it, in points from the top left of the page.

        None where the format has no pages. Blocks are called b1, b2 … and tables t1, t2 … by their order in the
        source, a cell t2.3.0 by its table, row and column.

        Raises:
            LookupError: There is no such block or cell.
        """
        return tuple(fragment.box(anchor.start, anchor.end) for fragment in self._under(anchor))

    def least_sure(self, anchor: Anchor) -> float | None:
        """
        How surely the least sure character of a stretch of text was recognised (0 to 1).

        None where nothing of the stretch was recognised in a picture.

        Raises:
            LookupError: There is no such block or cell.
        """
        found: list[float] = []
        for fragment in self._under(anchor):
            if fragment.sure is not None:
                start, end = max(anchor.start, fragment.start), min(anchor.end, fragment.end)
                found += fragment.sure[start - fragment.start : end - fragment.start]
        return min(found, default=None)

    @cached_property
    def recognised(self) -> tuple[str, ...]:
        """Ids of the paragraphs and cells that have characters recognised in a picture, in order."""
        return tuple(
            block
            for block, fragments in self._fragments.items()
            if any(fragment.sure is not None for fragment in fragments)
        )

    def sureness(self, block: str) -> Iterator[tuple[int, float]]:
        """
        The places of the characters of a paragraph or cell that were recognised, and how surely (0 to 1).

        Raises:
            LookupError: There is no such block or cell.
        """
        for fragment in self._fragments[block]:
            if fragment.sure is not None:
                yield from zip(range(fragment.start, fragment.end), fragment.sure, strict=True)

    def _under(self, anchor: Anchor) -> Iterator[Fragment]:
        """The fragments that a stretch of text has characters in, in order."""
        fragments = self._fragments[anchor.block]
        first = max(0, bisect_right(fragments, anchor.start, key=lambda fragment: fragment.start) - 1)
        for fragment in fragments[first:]:
            if fragment.start >= anchor.end:
                break
            if max(anchor.start, fragment.start) < min(anchor.end, fragment.end):
                yield fragment

    @cached_property
    def _fragments(self) -> dict[str, tuple[Fragment, ...]]:
        """Id of a block or a cell → its fragments; a table's block has none, its cells have them."""
        found: dict[str, tuple[Fragment, ...]] = {}
        tables = 0
        for number, block in enumerate(self.blocks, start=1):
            if isinstance(block, SourceParagraph):
                found[f"b{number}"] = block.fragments
                continue
            tables += 1
            found[f"b{number}"] = ()
            found |= {f"t{tables}.{cell.row}.{cell.col}": cell.fragments for cell in block.cells}
        return found


def boxes_of(fragments: Iterable[Fragment]) -> tuple[Box, ...]:
    """One box around the fragments of each page, in the order of the pages."""
    around: dict[int, tuple[float, float, float, float]] = {}
    for fragment in fragments:
        x0, top, x1, bottom = fragment.frame.shown(
            fragment.edges[0], fragment.top, fragment.edges[-1], fragment.bottom
        )
        if (known := around.get(fragment.page)) is not None:
            x0, top = min(known[0], x0), min(known[1], top)
            x1, bottom = max(known[2], x1), max(known[3], bottom)
        around[fragment.page] = (x0, top, x1, bottom)
    return tuple(_box(page, edges) for page, edges in around.items())


def _box(page: int, edges: tuple[float, float, float, float]) -> Box:
    x0, top, x1, bottom = (round(edge, 1) + 0.0 for edge in edges)  # -0.0 is written 0.0
    return Box.model_construct(page=page, x0=x0, top=top, x1=x1, bottom=bottom)
