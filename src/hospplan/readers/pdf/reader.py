"""PDF files: pages as ink, by their text or, where they are pictures, by what is recognised; ink as blocks."""

from collections.abc import Iterator
from dataclasses import replace

from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.source import ReadOptions, Source, TableEngine
from hospplan.page.flow import Carried, PageFlow, read_flow
from hospplan.page.lineless import LinelessTables
from hospplan.readers.page_blocks import source_of_pages
from hospplan.readers.page_findings import PageFindings, PageReading
from hospplan.readers.pdf.file import PdfFile
from hospplan.readers.pdf.page import read_page
from hospplan.readers.pdf.picture import picture_of
from hospplan.readers.pdf.plumber import Plumber
from hospplan.readers.pdf.streams import check_streams
from hospplan.readers.pictures import Pictures, Waiting

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
        MissingPartError: They are pictures, and what recognises text is not installed.
        LimitError: It is over one of *limits*.
    """
    check_streams(data, limits)
    flows: list[PageFlow] = []
    heads = lexicon.columns.all()
    noticed = PageFindings("PDF")
    pictures = Pictures(limits, options.workers)
    with PdfFile(data, options.password, limits) as file, Plumber(data, options.password) as plumber:
        noticed.is_repaired = file.is_repaired
        for reading in pictures.in_order(_read_pages(file, limits, noticed, pictures)):
            carried = flows[-1].carried if flows else None
            flow = _flow(reading, plumber, options.table_engine, heads, carried)
            noticed.take(reading, is_crowded=flow.is_crowded)
            flows.append(flow)
        pages = file.pages
    return source_of_pages(
        data, name, MEDIA_TYPE, pages, flows, noticed, pictures, lexicon=lexicon, limits=limits
    )


def _read_pages(
    file: PdfFile, limits: Limits, noticed: PageFindings, pictures: Pictures
) -> Iterator[PageReading | Waiting]:
    for index in range(file.pages):
        with file.page(index) as sheet:
            if sheet is None:
                noticed.damaged.append(index + 1)
                continue
            reading = read_page(sheet, index + 1, limits, may_lack_fonts=file.is_repaired)
            # What lost its fonts is drawn with others: its picture is rubbish, too.
            is_unread = reading.is_picture or (reading.is_rubbish and not file.is_repaired)
            if is_unread and pictures.can_read:
                yield reading, pictures.send(picture_of(sheet.page, limits), index + 1)
            else:
                yield reading


def _flow(
    reading: PageReading,
    plumber: Plumber,
    engine: TableEngine,
    heads: frozenset[str],
    carried: Carried | None,
) -> PageFlow:
    ink, index = reading.ink, reading.ink.number - 1
    if reading.is_read_picture:  # plumber sees no words in it
        return read_flow(ink, LinelessTables(lambda _box: (), heads), carried)
    if engine == "pdfplumber" and ink.horizontals and ink.verticals:
        ink = replace(ink, cells=plumber.cells(index, ink.frame))
    lineless = LinelessTables(lambda box: plumber.columns(index, ink.frame, box), heads)
    return read_flow(ink, lineless, carried)
