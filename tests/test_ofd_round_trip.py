"""
One document as .docx, as PDF and as OFD gives equal facts, whoever wrote the OFD.

The files are drawn by `tests/ofd_paper.py` from the notation, as two families of programs write them.
"""

from itertools import product

import pytest
from tests.notation import Paragraph, read_notation
from tests.ofd_paper import OFFICE, PRINTER, WRITERS, Writer, draw
from tests.paper import Look
from tests.paper import draw as draw_pdf
from tests.test_formats import NAMES, SAMPLES, facts_of
from tests.test_pdf_round_trip import LOOKS, STANDARD, notation

from hospplan import parse, parse_bytes
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS
from hospplan.models.source import Source, SourceTable, boxes_of
from hospplan.readers import read

RULED = [name for name in NAMES if not all(isinstance(e, Paragraph) for e in read_notation(notation(name)))]
WAYS = {f"{look}, {writer}": (LOOKS[look], WRITERS[writer]) for look, writer in product(LOOKS, WRITERS)}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_a_drawn_sample_gives_the_facts_of_its_docx(name: str, way: tuple[Look, Writer]) -> None:
    from_docx = parse(SAMPLES / f"{name}.docx")
    from_ofd = parse_bytes(draw(notation(name), *way), f"{name}.ofd")
    assert facts_of(from_ofd) == facts_of(from_docx)
    assert from_docx.targets, "a comparison of nothing shows nothing"


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_drawn_sample_gives_the_header_and_outline_of_its_docx(name: str, writer: Writer) -> None:
    from_docx = parse(SAMPLES / f"{name}.docx").document
    from_ofd = parse_bytes(draw(notation(name), STANDARD, writer), f"{name}.ofd").document
    for found, expected in (
        (from_ofd.header, from_docx.header),
        (from_ofd.sign_off, from_docx.sign_off),
        (from_ofd.imprint, from_docx.imprint),
    ):
        assert found.model_dump(exclude={"lines"}) == expected.model_dump(exclude={"lines"})
    assert [(part.kind, part.number, part.title, part.subtitle) for part in from_ofd.parts] == [
        (part.kind, part.number, part.title, part.subtitle) for part in from_docx.parts
    ]
    assert [len(part.tables) for part in from_ofd.parts] == [len(part.tables) for part in from_docx.parts]


@pytest.mark.parametrize("table", ["open sides", "dashed", "dashes"])
@pytest.mark.parametrize("name", RULED)
def test_tables_of_every_style_have_the_cells_of_the_pdf(name: str, table: str) -> None:
    look = Look(table=table)  # type: ignore[arg-type]  # one of the styles
    assert cells(opened(draw(notation(name), look), "x.ofd")) == cells(
        opened(draw_pdf(notation(name), look), "x.pdf")
    )


@pytest.mark.parametrize("writer", [OFFICE, PRINTER])
@pytest.mark.parametrize("name", NAMES)
def test_text_stands_where_it_stands_in_the_pdf(name: str, writer: Writer) -> None:
    """Sideways to a point or two, the widths of letters being guessed; the PDF's font has high boxes around them."""
    drawn = boxes(opened(draw(notation(name), STANDARD, writer), "x.ofd"))
    printed = boxes(opened(draw_pdf(notation(name), STANDARD), "x.pdf"))
    assert len(drawn) == len(printed) > 0
    for (page, x0, top, x1, bottom), (on, left, high, right, low) in zip(drawn, printed, strict=True):
        assert page == on
        assert x0 == pytest.approx(left, abs=1)
        assert x1 == pytest.approx(right, abs=4)
        assert high < top < bottom < low


def opened(data: bytes, name: str) -> Source:
    return read(data, name, lexicon=default_lexicon(), limits=DEFAULT_LIMITS)


def cells(source: Source) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in block.cells]
        for block in source.blocks
        if isinstance(block, SourceTable)
    ]


def boxes(source: Source) -> list[tuple[float, ...]]:
    """Page and edges of each paragraph on each of its pages."""
    return [
        (box.page, box.x0, box.top, box.x1, box.bottom)
        for block in source.blocks
        if not isinstance(block, SourceTable)
        for box in boxes_of(block.fragments)
    ]


def test_the_sample_gives_the_facts_of_its_docx() -> None:
    name = "five-year-plan-2021"
    assert facts_of(parse(SAMPLES / f"{name}.ofd")) == facts_of(parse(SAMPLES / f"{name}.docx"))
