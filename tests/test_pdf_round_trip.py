"""
One document as .docx and as PDF gives equal facts, whoever drew the PDF.

The PDFs are drawn by `tests/paper.py` from the notation, and by LibreOffice, where it is installed, from the .docx.
"""

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from pypdf import PdfReader, PdfWriter
from tests.notation import Paragraph, read_notation
from tests.paper import Look, draw
from tests.test_formats import NAMES, SAMPLES, facts_of

from hospplan import parse, parse_bytes
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS
from hospplan.models.source import ReadOptions, SourceTable
from hospplan.readers import read

STANDARD = Look(numbers="— {page} —")
LOOKS = {
    "the standard's": STANDARD,
    "an office's": Look(size=12, numbers="第{page}页 共{pages}页", head="云州市第三人民医院", table="bars", cells="center"),
    "a printer's": Look(size=14, is_overprinted=True, quotes_last=True, repeats_heads=False, script_gap=0),
}  # fmt: skip


def notation(name: str) -> str:
    return (SAMPLES / "text" / f"{name}.gw").read_text("utf-8")


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("name", NAMES)
def test_a_drawn_sample_gives_the_facts_of_its_docx(name: str, look: Look) -> None:
    from_docx = parse(SAMPLES / f"{name}.docx")
    from_pdf = parse_bytes(draw(notation(name), look), f"{name}.pdf")
    assert facts_of(from_pdf) == facts_of(from_docx)
    assert from_docx.targets, "a comparison of nothing shows nothing"


@pytest.mark.parametrize("name", NAMES)
def test_a_drawn_sample_gives_the_header_and_outline_of_its_docx(name: str) -> None:
    from_docx = parse(SAMPLES / f"{name}.docx").document
    from_pdf = parse_bytes(draw(notation(name), STANDARD), f"{name}.pdf").document
    for found, expected in (
        (from_pdf.header, from_docx.header),
        (from_pdf.sign_off, from_docx.sign_off),
        (from_pdf.imprint, from_docx.imprint),
    ):
        assert found.model_dump(exclude={"lines"}) == expected.model_dump(exclude={"lines"})
    assert [(part.kind, part.number, part.title, part.subtitle) for part in from_pdf.parts] == [
        (part.kind, part.number, part.title, part.subtitle) for part in from_docx.parts
    ]
    assert [len(part.tables) for part in from_pdf.parts] == [len(part.tables) for part in from_docx.parts]


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with each sample as LibreOffice prints it; one start of the program for all of them."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("rendered")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    samples = [str(SAMPLES / f"{name}.docx") for name in NAMES]
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *samples]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_that_libreoffice_prints_gives_the_facts_of_its_docx(name: str, rendered: Path) -> None:
    assert facts_of(parse(rendered / f"{name}.pdf")) == facts_of(parse(SAMPLES / f"{name}.docx"))


RULED = [name for name in NAMES if not all(isinstance(e, Paragraph) for e in read_notation(notation(name)))]


@pytest.mark.parametrize("style", ["full", "bars"])
@pytest.mark.parametrize("name", RULED)
def test_pdfplumber_finds_the_same_cells_page_by_page(name: str, style: str) -> None:
    """On each page by itself, since pdfplumber knows nothing of a table that goes on."""
    pages = one_by_one(draw(notation(name), Look(table="bars" if style == "bars" else "full")))
    cells = [theirs(page) for page in pages]
    assert [ours(page) for page in pages] == cells
    assert any(cells), "a comparison of nothing shows nothing"


@pytest.mark.parametrize("name", NAMES)
def test_either_table_engine_gives_the_same_facts(name: str) -> None:
    data = draw(notation(name), STANDARD)
    by_pdfplumber = parse_bytes(data, f"{name}.pdf", options=ReadOptions(table_engine="pdfplumber"))
    assert facts_of(by_pdfplumber) == facts_of(parse_bytes(data, f"{name}.pdf"))


def one_by_one(data: bytes) -> list[bytes]:
    """Each page as a file."""
    files = []
    for page in PdfReader(BytesIO(data)).pages:
        writer = PdfWriter()
        writer.add_page(page)
        file = BytesIO()
        writer.write(file)
        files.append(file.getvalue())
    return files


def ours(data: bytes) -> list[list[str]]:
    """The texts of the cells of each table, without white space, as pdfplumber orders them: row by row."""
    source = read(data, "page.pdf", lexicon=default_lexicon(), limits=DEFAULT_LIMITS)
    tables = (block for block in source.blocks if isinstance(block, SourceTable))
    return [["".join(cell.text.split()) for cell in table.cells] for table in tables]


def theirs(data: bytes) -> list[list[str]]:
    with pdfplumber.open(BytesIO(data)) as file:
        (page,) = file.pages
        return [
            ["".join(text.split()) for row in table.extract() for text in row if text is not None]
            for table in page.find_tables()
        ]
