"""Files of a generated document."""

import re
from collections.abc import Sequence
from io import BytesIO
from random import Random

import pypdfium2
from tests.build import build_docx
from tests.generate.compose import Sample
from tests.notation import Table, plain_text, read_notation, shown
from tests.ofd_paper import WRITERS, ofd
from tests.paper import Look, draw, lay_out, pdf

LOOKS = (
    Look(numbers="— {page} —"),
    Look(numbers="— {page} —", cells="center"),
    Look(numbers="第{page}页 共{pages}页", script_gap=0),
    Look(numbers="{page}", size=15, repeats_heads=False),
    Look(numbers="- {page} -", cuts_rows=False, closes_cuts=False),
)
"""Pages of different programs; which of them drew a document hangs on its seed."""
FORMATS = ("txt", "docx", "pdf", "ofd")


def render(sample: Sample, suffix: str) -> bytes:
    """
    The document as a file.

    Raises:
        ValueError: *suffix* is none of `FORMATS`.
    """
    match suffix:
        case "txt":
            return text_of(sample).encode()
        case "docx":
            return build_docx(sample.notation)
        case "pdf":
            return draw(sample.notation, look_of(sample))
        case "ofd":
            writers = list(WRITERS.values())
            return ofd(lay_out(sample.notation, look_of(sample)), writers[sample.sketch.frame % len(writers)])
        case _:
            raise ValueError(f"no format is called {suffix!r}; there are {'、'.join(FORMATS)}")


def look_of(sample: Sample) -> Look:
    """How the pages of a document look."""
    return Random(sample.sketch.frame + 2).choice(LOOKS)


def render_all(samples: Sequence[Sample], suffix: str) -> list[bytes]:
    """
    The documents as files; of PDFs all share one subset of the font.

    To cut the font to its glyphs takes most of a second, whatever the number of pages that use it.
    """
    if suffix != "pdf":
        return [render(sample, suffix) for sample in samples]
    sheets = [lay_out(sample.notation, look_of(sample)) for sample in samples]
    whole = pypdfium2.PdfDocument(pdf(*(sheet for own in sheets for sheet in own)))
    files = []
    first = 0
    for own in sheets:
        file, out = pypdfium2.PdfDocument.new(), BytesIO()
        file.import_pages(whole, list(range(first, first + len(own))))
        file.save(out)
        file.close()
        files.append(out.getvalue())
        first += len(own)
    whole.close()
    return files


def text_of(sample: Sample) -> str:
    """
    The document as a text export gives it.

    Cells stand on lines of their own after a tab, rows apart by a blank line, the text after a table by two (as
    macOS exports them); or rows are lines with tabs between cells (as a spreadsheet copies them).
    """
    table_text = _rows_of_tabs if Random(sample.sketch.frame).random() < 0.5 else _lines_of_cells
    return "\n\n".join(
        table_text(element) if isinstance(element, Table) else shown(element.text)
        for element in read_notation(sample.notation)
    )


def _lines_of_cells(table: Table) -> str:
    rows = (
        "\n".join("\t" + shown(cell.text).replace("\n", "\n\n") for cell in cells if cell.merged != "left")
        for cells in table.rows
    )
    return "\n\n".join(rows) + "\n"


def _rows_of_tabs(table: Table) -> str:
    # A line break inside a cell would end the row; the mark of lists stands in for it.
    return (
        "\n".join("\t".join(shown(c.text).replace("\n", "、") for c in cells) for cells in table.rows) + "\n"
    )


def visible(sample: Sample) -> str:
    """All ink of the document, without white space."""
    return re.sub(r"\s", "", plain_text(sample.notation))
