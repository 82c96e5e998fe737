"""A workbook for people (.xlsx): sheets to read, filter and print, each row with a link to what it was read from."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import DOCUMENTS
from hospplan.export.xlsx import sheets
from hospplan.export.xlsx.book import EXCEL, Book, Pages, Room, Told
from hospplan.export.xlsx.grouped import VIEWS, Gathered
from hospplan.export.xlsx.grouped import layout as layout_of
from hospplan.export.xlsx.line import Around, Known, Sources
from hospplan.export.xlsx.notes import LAYOUT, notes

One = Literal["targets", "results", "measures", "tasks", "findings", "numbers"]
_ONES: dict[One, sheets.Sheet] = {
    "targets": sheets.TARGET_SHEET,
    "results": sheets.RESULT_SHEET,
    "measures": sheets.MEASURE_SHEET,
    "tasks": sheets.TASK_SHEET,
    "findings": sheets.FINDING_SHEET,
    "numbers": sheets.NUMBER_SHEET,
}
# Within a document: what others link to comes first.
_ORDER = (
    sheets.DOCUMENT_SHEET,
    sheets.SECTION_SHEET,
    sheets.TARGET_SHEET,
    sheets.RESULT_SHEET,
    sheets.TASK_SHEET,
    sheets.OWNER_SHEET,
    sheets.FINDING_SHEET,
)


def write_xlsx(
    path: Path,
    documents: Iterable[DocumentRows],
    *,
    sources: Sources | None = None,
    work: Path | None = None,
    room: Room = EXCEL,
) -> Told:
    """
    Write the workbook of a collection; what it could not hold as it was.

    Sheets, always all of them: 指标, 结果, 任务清单, 按责任部门, 按牵头领导, 责任部门, 文档, 章节, 问题, 说明. The same
    documents give the same bytes, whenever and wherever they are written. Memory holds one document at a time.

    Args:
        path: Where to; the caller sees to it that it is there whole or not at all.
        documents: Each content once, in the order of the rows; gone through once.
        sources: Where each document lies as seen from the folder of the workbook; None: links stay in the workbook.
        work: A folder for temporary files, as large as the workbook unpacked; None for the system's own.
        room: The limits of a sheet.

    Raises:
        OSError: It can't be written.
    """
    read = failed = 0
    with ExitStack() as stack:
        book = stack.enter_context(Book(path, work=work, room=room))
        gathered = stack.enter_context(Gathered(Path(book.scratch.name)))
        pages: dict[str, Pages] = {}
        for sheet in sheets.ALL[:3]:
            pages[sheet.name] = book.pages(sheet.layout)
        views = [(view, book.pages(layout_of(view))) for view in VIEWS]
        for sheet in sheets.ALL[3:]:
            pages[sheet.name] = book.pages(sheet.layout)
        telling = book.pages(LAYOUT)
        titles: list[str] = []
        for document in documents:
            around = _around(document, sources)
            known = Known(around)
            line = around.document()
            titles = [*titles[:1], line.text("title") or document.name]
            read, failed = (read + 1, failed) if line["status"] == "read" else (read, failed + 1)
            for sheet in _ORDER:
                _write(pages[sheet.name], sheet, around, known)
            gathered.add(around, known)
        for view, groups in views:
            gathered.write(view, groups)
        _finish([*pages.values(), *(groups for _, groups in views)], titles)
        for row in notes(read, failed, gathered.without, book.told()):
            telling.write(row)
    return book.told()


def write_xlsx_table(
    path: Path,
    which: One,
    documents: Iterable[DocumentRows],
    *,
    sources: Sources | None = None,
    room: Room = EXCEL,
) -> Told:
    """
    Write a workbook of one table, in the look of the whole; what it could not hold as it was.

    Args:
        path: Where to.
        which: The table.
        documents: With the rows of that table, and those that it refers to.
        sources: Where each document lies as seen from the folder of the workbook.
        room: The limits of a sheet.

    Raises:
        OSError: It can't be written.
    """
    sheet = _ONES[which]
    with Book(path, room=room) as book:
        pages = book.pages(sheet.layout)
        titles: list[str] = []
        for document in documents:
            around = _around(document, sources)
            titles = [*titles[:1], _title(around)]
            _write(pages, sheet, around, Known(around))
        _finish([pages], titles)
    return book.told()


def _around(document: DocumentRows, sources: Sources | None) -> Around:
    return Around(document, None if sources is None else sources(document.name))


def _title(around: Around) -> str:
    named = [line.text("title") for line in around.lines(DOCUMENTS)]
    return next(filter(None, named), around.rows.name)


def _write(pages: Pages, sheet: sheets.Sheet, around: Around, known: Known) -> None:
    """Write a document's rows of a sheet, and note where those stand that others link to."""
    for line in around.lines(sheet.table):
        cells = [shown.show(line, known) for shown in sheet.columns]
        place = pages.write(cells, sheet.tone(line))
        if sheet.id_key is not None:
            around.places[line.text(sheet.id_key)] = place
        elif sheet.table is DOCUMENTS:
            around.places[""] = place


def _finish(pages: list[Pages], titles: list[str]) -> None:
    """Say so on a sheet without rows; put the title of the only document on printed pages."""
    for one in pages:
        one.subject = titles[0] if len(titles) == 1 else None
        if one.is_empty:
            one.write_nothing()
