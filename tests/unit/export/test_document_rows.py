from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.export.sample import plan

from hospplan.export.collection import write_csv, write_jsonl
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import TABLES, TARGETS, Column, Reading, Row, Table, Unread
from hospplan.export.to_csv import BOM, csv_head, to_csv
from hospplan.export.to_jsonl import to_jsonl

READINGS = (
    Reading.of("a/plan.docx", plan()),
    Unread("b.docx", "damaged", "no XML", "f" * 64),
    Reading.of("c.docx", plan()),
)
TEXTS = st.text(st.characters(codec="utf-8"))
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "date": st.dates().map(str),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.decimals(allow_nan=False, allow_infinity=False),
}


def rows_of(table: Table[Any]) -> st.SearchStrategy[tuple[Row, ...]]:
    def cell(column: Column[Any]) -> st.SearchStrategy[Any]:
        return st.none() | VALUES[column.kind]

    return st.lists(st.tuples(*map(cell, table.columns)), max_size=2).map(tuple)


DOCUMENTS = st.builds(
    DocumentRows,
    name=TEXTS,
    document_id=TEXTS,
    rows=st.fixed_dictionaries({table.name: rows_of(table) for table in TABLES}),
    lines=st.fixed_dictionaries({}) | st.fixed_dictionaries({table.name: TEXTS for table in TABLES}),
)


@settings(deadline=None)
@given(DOCUMENTS)
def test_rows_read_back_from_bytes_are_equal_and_numbers_exact(document: DocumentRows) -> None:
    data = document.to_bytes()
    again = DocumentRows.from_bytes(data)
    assert again == document
    assert again.to_bytes() == data
    # 1.10 == 1.1, and yet the one is not the other
    assert [str(again.rows[table.name]) for table in TABLES] == [
        str(document.rows[table.name]) for table in TABLES
    ]


@pytest.mark.parametrize("reading", READINGS[:2], ids=["read", "unread"])
@pytest.mark.parametrize("lines", [True, False])
def test_the_rows_of_a_document_are_those_of_its_tables(reading: Reading | Unread, lines: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    document = DocumentRows.of(reading, lines=lines)
    assert (document.name, document.document_id) == (reading.name, reading.document_id)
    for table in TABLES:
        assert document.rows[table.name] == tuple(table.rows(reading))
        assert document.lines.get(table.name) == (to_jsonl(table, reading) if lines else None)
    assert DocumentRows.from_bytes(document.to_bytes()) == document


def test_a_number_keeps_its_last_digit() -> None:
    long = Decimal("0.1234567890123456789012345678901")
    measure = plan().targets[0].model_copy(update={"value": long})
    document = DocumentRows.of(Reading.of("a", plan().model_copy(update={"targets": (measure,)})))
    (row,) = DocumentRows.from_bytes(document.to_bytes()).rows["targets"]
    at = [column.key for column in TARGETS.columns].index("value")
    assert str(row[at]) == str(long)


def test_bytes_that_are_cut_off_or_strange_are_refused() -> None:
    data = DocumentRows.of(READINGS[0]).to_bytes()
    for broken in (b"", data[:-1], data[: len(data) // 2], b"x" + data, data[:40] + b"\0" + data[41:]):
        with pytest.raises(ValueError, match=r"."):
            DocumentRows.from_bytes(broken)


def test_rows_of_other_columns_are_refused() -> None:
    document = DocumentRows.of(READINGS[0])
    narrow = {name: tuple(row[:-1] for row in rows) for name, rows in document.rows.items()}
    with pytest.raises(ValueError, match="argument"):
        DocumentRows.from_bytes(DocumentRows("a", "b", narrow).to_bytes())


def test_the_tables_of_a_collection_are_those_of_its_documents_one_after_the_other(tmp_path: Path) -> None:
    documents = [DocumentRows.of(reading, lines=True) for reading in READINGS]
    written = [*write_csv(tmp_path, documents, "zh"), *write_jsonl(tmp_path, documents)]
    assert sorted(written) == sorted(tmp_path.iterdir())
    for table in TABLES:
        csv = (tmp_path / f"{table.name}.csv").read_bytes().decode()
        assert csv == BOM + csv_head(table, "zh") + "".join(to_csv(table, r, "zh") for r in READINGS)
        lines = (tmp_path / f"{table.name}.jsonl").read_bytes().decode()
        assert lines == "".join(to_jsonl(table, reading) for reading in READINGS)


def test_parts_of_json_lines_hold_so_many_documents_each(tmp_path: Path) -> None:
    documents = [DocumentRows.of(reading, lines=True) for reading in READINGS]
    paths = write_jsonl(tmp_path, iter(documents), partition=2)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        f"{table.name}/part-0000{number}.jsonl" for number in range(2) for table in TABLES
    ]
    whole = tmp_path / "whole"
    whole.mkdir()
    write_jsonl(whole, documents)
    for table in TABLES:
        parts = [path.read_bytes() for path in sorted((tmp_path / table.name).iterdir())]
        assert b"".join(parts) == (whole / f"{table.name}.jsonl").read_bytes()
