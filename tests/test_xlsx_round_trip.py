"""The workbook of the samples as LibreOffice opens it: every cell, date and format is there again."""

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.office import needs_office, save_as

import hospplan
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import Reading
from hospplan.export.to_xlsx import write_xlsx

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = ("task-list-2024", "five-year-plan-2021", "division-of-work-2023")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("book") / "hospplan.xlsx"
    write_xlsx(
        path,
        [
            DocumentRows.of(Reading.of(f"{name}.docx", hospplan.parse(SAMPLES / f"{name}.docx")))
            for name in NAMES
        ],
    )
    return path.read_bytes()


def _values(sheet: Worksheet) -> list[list[object]]:
    rows = [[_plain(value) for value in row] for row in sheet.values]
    widest = max(max((at for at, value in enumerate(row, 1) if value is not None), default=0) for row in rows)
    return [row[:widest] for row in rows]


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value if value != "" else None


@needs_office
def test_libreoffice_gives_every_cell_back(book: bytes) -> None:
    again = openpyxl.load_workbook(io.BytesIO(save_as("xlsx", {"book": book}, of="xlsx")["book"]))
    ours = openpyxl.load_workbook(io.BytesIO(book))
    assert again.sheetnames == ours.sheetnames
    for sheet in ours.worksheets:
        other = again[sheet.title]
        assert _values(other) == _values(sheet), sheet.title
        assert other.page_setup.orientation == "landscape"
        assert other.print_title_rows == "$1:$1"
        assert other.auto_filter.ref == sheet.auto_filter.ref
        links = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        kept = [cell.coordinate for row in other.iter_rows() for cell in row if cell.hyperlink]
        assert kept == links, sheet.title


@needs_office
def test_libreoffice_shows_numbers_by_their_units(book: bytes) -> None:
    shown = list(csv.reader(io.StringIO(save_as("csv", {"book": book}, of="xlsx")["book"].decode())))
    head, rows = shown[0], [dict(zip(shown[0], row, strict=True)) for row in shown[1:]]
    assert head[:5] == ["指标", "要求", "目标值", "上限", "单位"]
    values = {(row["指标"], row["要求"], row["目标值"], row["单位"]) for row in rows}
    assert {
        ("四级手术占比", "≥", "18%", "%"),
        ("年门急诊人次", "=", "1,100,000", "人次/年"),
        ("病例组合指数（CMI）", "≥", "1.1", ""),
        ("全国排名", "≤", "第300", "名"),
    } <= values, sorted(values)
    assert {row["截止日期"] for row in rows if row["期限"] == "2025年目标"} == {"2025-12-31"}


@needs_office
def test_the_printed_workbook_is_one_page_wide_and_has_its_heads_on_each_page(book: bytes) -> None:
    pages = pypdfium2.PdfDocument(save_as("pdf", {"book": book}, of="xlsx")["book"])
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert {(round(page.get_width()), round(page.get_height())) for page in pages} == {(842, 595)}
    targets = [text for text in texts if text.startswith("指标")]
    assert len(targets) > 1
    assert all("目标值" in text and "文件" in text for text in targets)
    assert all(f"第 {number} 页" in text for number, text in enumerate(texts, start=1))
