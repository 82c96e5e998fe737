"""PDF files with a text layer: pages as ink, ink as blocks."""

from dataclasses import replace

from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.source import ReadOptions, Source, TableEngine
from hospplan.page.flow import Carried, PageFlow, read_flow
from hospplan.page.ink import PageInk
from hospplan.page.lineless import LinelessTables
from hospplan.readers.page_blocks import source_of_pages
from hospplan.readers.page_findings import PageFindings, PageReading
from hospplan.readers.pdf_file import PdfFile
from hospplan.readers.pdf_page import read_page
from hospplan.readers.pdf_plumber import Plumber
from hospplan.readers.pdf_streams import check_streams

MEDIA_TYPE = "application/pdf"


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
    noticed = PageFindings("PDF")
    with PdfFile(data, options.password, limits) as file, Plumber(data, options.password) as plumber:
        pages = file.pages
        noticed.is_repaired = file.is_repaired
        for index in range(pages):
            reading = _read_page(file, index, limits, noticed)
            if reading is not None:
                carried = flows[-1].carried if flows else None
                flow = _flow(reading.ink, index, plumber, options.table_engine, heads, carried)
                noticed.take(reading, is_crowded=flow.is_crowded)
                flows.append(flow)
    return source_of_pages(data, name, MEDIA_TYPE, pages, flows, noticed, lexicon=lexicon, limits=limits)


def _read_page(file: PdfFile, index: int, limits: Limits, noticed: PageFindings) -> PageReading | None:
    with file.page(index) as sheet:
        if sheet is None:
            noticed.damaged.append(index + 1)
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
