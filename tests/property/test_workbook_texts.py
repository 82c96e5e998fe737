"""Whatever a document says, the workbook holds it as a text, and another program reads the same."""

import io
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.export.xlsx.books import text_rows

from hospplan.export.to_xlsx import write_xlsx_table
from hospplan.export.xlsx.cells import fit

ANY = st.text(st.characters(codec=None), min_size=1, max_size=40)
STRANGE = st.sampled_from(
    (
        "=1",
        "<r>",
        "</r>",
        "_x0041_",
        "_x005F_",
        "\x00",
        "\r\n",
        "\ud800",
        "\uffff",
        "&lt;",
        "]]>",
        "\t",
        " ",
        "'",
    )
)
TEXTS = st.lists(ANY | st.lists(STRANGE | ANY, min_size=1, max_size=5).map("".join), min_size=1, max_size=8)


def _decoded(value: object) -> str:
    """A value as Excel shows it: openpyxl leaves the escapes of ECMA-376 (ST_Xstring) in inline texts."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), str(value))


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_every_text_comes_back(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_xlsx_table(path, "targets", [text_rows(*texts)])
        data = path.read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [sheet.cell(number, 1) for number in range(2, len(texts) + 2)]
    assert [_decoded(cell.value) for cell in cells] == [fit(text) for text in texts]
    assert {cell.data_type for cell in cells} == {"s"}
