"""Draws documents as Excel workbooks: tables of the plain notation, a sheet for each."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.notation import Paragraph, Table, read_notation, shown


def workbook(source: str) -> bytes:
    """A workbook with a sheet for each table, the title lines of the document over the first."""
    book = Workbook()
    del book["Sheet"]
    lines: list[str] = []
    for element in read_notation(source):
        if isinstance(element, Paragraph):
            lines.append(shown(element.text))
        else:
            write_table(book.create_sheet(f"Sheet{len(book.worksheets) + 1}"), lines, element)
            lines = []
    return saved(book)


def write_table(sheet: Worksheet, lines: list[str], table: Table) -> None:
    """Lines merged over the width of the table, then its rows with their merges."""
    width = len(table.widths)
    for line in lines:
        sheet.append([line])
        if width > 1:
            sheet.merge_cells(
                start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=width
            )
    top = len(lines) + 1
    for at, row in enumerate(table.rows):
        for col, cell in enumerate(row):
            if cell.merged is None:
                text = shown(cell.text)
                sheet.cell(top + at, col + 1, int(text) if text.isdigit() else text)
                height, right = _spans(table, at, col)
                if (height, right) != (1, 1):
                    sheet.merge_cells(
                        start_row=top + at,
                        end_row=top + at + height - 1,
                        start_column=col + 1,
                        end_column=col + right,
                    )


def _spans(table: Table, at: int, col: int) -> tuple[int, int]:
    right = 1
    while col + right < len(table.widths) and table.rows[at][col + right].merged == "left":
        right += 1
    height = 1
    while at + height < len(table.rows) and table.rows[at + height][col].merged == "above":
        height += 1
    return height, right


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()
