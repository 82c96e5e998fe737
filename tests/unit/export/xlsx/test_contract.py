"""The page of the contract lists the sheets and columns that there are."""

from pathlib import Path

from hospplan.export.xlsx.book import Layout
from hospplan.export.xlsx.grouped import VIEWS, layout
from hospplan.export.xlsx.notes import LAYOUT
from hospplan.export.xlsx.sheets import ALL

CONTRACT = Path(__file__).parents[4] / "docs" / "contract.md"


def _columns(sheet: Layout) -> str:
    seen = ", ".join(head.name for head in sheet.heads if not head.is_beside)
    beside = ", ".join(head.name for head in sheet.heads if head.is_beside)
    return f"{seen} ‖ {beside}" if beside else seen


def test_the_contract_lists_each_sheet_with_its_columns() -> None:
    sheets = [sheet.layout for sheet in ALL]
    ordered = [*sheets[:3], *(layout(view) for view in VIEWS), *sheets[3:], LAYOUT]
    section = CONTRACT.read_text("utf-8").partition("## Workbook")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][2:]
    assert [(row[0], row[2]) for row in rows] == [(sheet.name, _columns(sheet)) for sheet in ordered]
