"""PDF files with a text layer: pages as ink, ink as blocks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from hospplan.errors import DamagedSourceError, EmptySourceError, LimitError, SourceError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.models.source import ReadOptions, Source, SourceParagraph, SourceTable, TableEngine
from hospplan.models.values import Severity
from hospplan.page.compose import compose
from hospplan.page.flow import Carried, PageFlow, read_flow
from hospplan.page.furniture import Dropped
from hospplan.page.ink import PageInk
from hospplan.page.lineless import LinelessTables
from hospplan.readers.pdf_file import PdfFile
from hospplan.readers.pdf_page import PageReading, read_page
from hospplan.readers.pdf_plumber import Plumber
from hospplan.readers.pdf_streams import check_streams

MEDIA_TYPE = "application/pdf"

_SHOWN = 5
"""Texts of dropped furniture that a finding names."""


def read_pdf(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits, options: ReadOptions) -> Source:
    """
    What the pages of a PDF show, as paragraphs and tables with the places of their characters.

    Args:
        data: The file's bytes.
        name: The file's name.
        lexicon: Its endings of names decide where the lines of a cell part.
        limits: The budgets for input from strangers.
        options: The password, and what finds tables.

    Raises:
        EncryptedSourceError: It asks for a password that was not given.
        DamagedSourceError: It can't be read as a PDF.
        EmptySourceError: None of its pages has text.
        LimitError: It is over one of *limits*.
    """
    check_streams(data, limits)
    flows: list[PageFlow] = []
    heads = lexicon.columns.all()
    faults = _Faults()
    with PdfFile(data, options.password, limits) as file, Plumber(data, options.password) as plumber:
        pages = file.pages
        faults.is_repaired = file.is_repaired
        for index in range(pages):
            reading = _read_page(file, index, limits, faults)
            if reading is not None:
                carried = flows[-1].carried if flows else None
                flow = _flow(reading.ink, index, plumber, options.table_engine, heads, carried)
                faults.take(reading, is_crowded=flow.is_crowded)
                flows.append(flow)
    composition = compose(flows, lexicon.organs)
    _check(composition.blocks, limits)
    if not composition.blocks:
        raise faults.empty(pages)
    return Source(
        name=name,
        media_type=MEDIA_TYPE,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        pages=pages,
        blocks=composition.blocks,
        findings=(*faults.findings(), *_furniture(composition.dropped)),
    )


def _read_page(file: PdfFile, index: int, limits: Limits, faults: "_Faults") -> PageReading | None:
    with file.page(index) as sheet:
        if sheet is None:
            faults.damaged.append(index + 1)
            return None
        return read_page(sheet, index + 1, limits, may_lack_fonts=file.is_repaired)


def _flow(
    ink: PageInk,
    index: int,
    plumber: Plumber,
    engine: TableEngine,
    heads: frozenset[str],
    carried: Carried | None,
) -> PageFlow:
    if engine == "pdfplumber" and ink.horizontals and ink.verticals:
        ink = replace(ink, cells=plumber.cells(index, ink.frame))
    lineless = LinelessTables(lambda box: plumber.columns(index, ink.frame, box), heads)
    return read_flow(ink, lineless, carried)


class _Faults:
    """What was noticed on pages, gathered to one finding a kind."""

    def __init__(self) -> None:
        self.is_repaired = False
        self.damaged: list[int] = []
        self._pictures: list[int] = []
        self._rubbish: list[int] = []
        self._recognised: list[int] = []
        self._vertical: list[int] = []
        self._crowded: list[int] = []
        self._hidden: Counter[int] = Counter()
        self._across: Counter[str] = Counter()

    def take(self, page: PageReading, *, is_crowded: bool) -> None:
        """Note what a page shows."""
        number = page.ink.number
        for is_so, pages in (
            (page.is_picture, self._pictures),
            (page.is_rubbish, self._rubbish),
            (page.is_recognised, self._recognised),
            (page.is_vertical, self._vertical),
            (page.is_crowded or is_crowded, self._crowded),
        ):
            if is_so:
                pages.append(number)
        if page.hidden:
            self._hidden[number] = page.hidden
        if page.across:
            self._across[page.across] += 1

    def findings(self) -> Iterator[Finding]:
        """One finding for each kind, the gravest first."""
        if self.is_repaired:
            yield _finding(
                "file-repaired", "warning", "the end of the PDF is missing; pages that stood there are lost"
            )
        if self.damaged:
            yield _finding("page-damaged", "error", f"{_pages(self.damaged)} broken and can't be read")
        if self._rubbish:
            yield _finding(
                "page-unreadable",
                "error",
                f"{_pages(self._rubbish)} not read: the file does not say which characters its letters are; {_OCR}",
            )
        if self._pictures:
            yield _finding(
                "page-picture",
                "warning",
                f"{_pages(self._pictures)} a picture without text, not read; {_OCR}",
            )
        if self._crowded:
            yield _finding(
                "page-crowded",
                "warning",
                f"{_pages(self._crowded)} so full of strokes that no tables were looked for",
            )
        if self._recognised:
            yield _finding(
                "ocr-layer",
                "info",
                f"{_pages(self._recognised)} a scan; the text is what an OCR program laid under it, with its errors",
            )
        if self._vertical:
            yield _finding("vertical-writing", "info", f"{_pages(self._vertical)} set in vertical writing")
        if self._hidden:
            count = self._hidden.total()
            yield _finding(
                "hidden-text",
                "info",
                f"{count} characters that nobody sees were left out on {_pages(self._hidden, '')}",
            )
        for text, times in self._across.items():
            yield _finding("page-furniture", "info", f"left out: a watermark on {times} pages: {text[:80]}")

    def empty(self, pages: int) -> SourceError:
        """Why there is no text."""
        if len(self.damaged) == pages:
            return DamagedSourceError(
                "none of the pages of the PDF can be read", mend="get the file again from where it comes"
            )
        if self._rubbish:
            return EmptySourceError(
                "the PDF does not say which characters its letters are, so none of its text can be read",
                mend=_OCR,
            )
        if self._pictures:
            which = (
                "its only page is a picture"
                if pages == 1
                else f"{len(self._pictures)} of its {pages} pages are pictures"
            )
            return EmptySourceError(f"the PDF holds no text: {which}", mend=_OCR)
        return EmptySourceError("the PDF holds no text")


_OCR = "recognise the text with an OCR program and read its output (the extra hospplan[ocr] is to do this, and is not out yet)"


def _finding(code: str, severity: Severity, message: str) -> Finding:
    return Finding(code=code, severity=severity, message=message)


def _pages(numbers: Iterable[int], verb: str | None = None) -> str:
    """Pages in words with their verb: "page 3 is", "pages 2, 5–9 are"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    names = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
    is_one = len(runs) == 1 and runs[0][0] == runs[0][1]
    does = ("is" if is_one else "are") if verb is None else verb
    return f"{'page' if is_one else 'pages'} {names} {does}".rstrip()


def _furniture(dropped: Sequence[Dropped]) -> Iterator[Finding]:
    """What was dropped, counted: a finding for each kind of furniture."""
    kinds = Counter(one.kind for one in dropped)
    for kind, count in sorted(kinds.items()):
        texts = Counter(one.text for one in dropped if one.kind == kind)
        shown = "; ".join(text[:60] for text, _ in texts.most_common(_SHOWN))
        more = ", …" if len(texts) > _SHOWN else ""
        what = kind if count == 1 else f"{kind}s"
        yield _finding("page-furniture", "info", f"left out: {count} {what}: {shown}{more}")


def _check(blocks: Sequence[SourceParagraph | SourceTable], limits: Limits) -> None:
    count = 0
    for block in blocks:
        if isinstance(block, SourceParagraph):
            count += 1
            if len(block.text) > limits.paragraph_chars:
                raise LimitError(f"a paragraph has more than {limits.paragraph_chars:,} characters")
        else:
            count += len(block.cells)
            if len(block.cells) > limits.table_cells:
                raise LimitError(f"a table has over {limits.table_cells:,} cells", mend="split the document")
            if max(cell.col + cell.col_span for cell in block.cells) > limits.table_columns:
                raise LimitError(
                    f"a table has over {limits.table_columns:,} columns", mend="split the document"
                )
        if count > limits.paragraphs:
            raise LimitError(
                f"the file has more than {limits.paragraphs:,} paragraphs", mend="split the document"
            )
