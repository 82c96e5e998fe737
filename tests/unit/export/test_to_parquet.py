import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.export.sample import plan

from hospplan.errors import MissingPartError
from hospplan.export import to_parquet
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import TABLES, TARGETS, Reading, Unread
from hospplan.export.to_parquet import schema_of, write_parquet

READING = Reading.of("a/plan.docx", plan())
DOCUMENTS = [DocumentRows.of(d) for d in (READING, Unread("b.docx", "damaged", "no XML"))]
TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.decimal128(38, 8),
    "date": pa.date32(),
}


def many(count: int) -> Iterator[DocumentRows]:
    for number in range(count):
        document = plan().document
        source = document.source.model_copy(update={"sha256": f"{number:064}"})
        numbered = plan().model_copy(update={"document": document.model_copy(update={"source": source})})
        yield DocumentRows.of(Reading.of(f"{number}.docx", numbered), lines=True)


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in pq.read_table(path).to_pylist()]


def test_every_row_comes_back_with_its_types(tmp_path: Path) -> None:
    paths = write_parquet(tmp_path, DOCUMENTS)
    assert [path.name for path in paths] == [f"{table.name}.parquet" for table in TABLES]
    for path, table in zip(paths, TABLES, strict=True):
        schema = pq.read_schema(path)
        assert [(field.name, field.type) for field in schema] == [
            (column.key, TYPES[column.kind]) for column in table.columns
        ]
        assert [field.name for field in schema if not field.nullable] == list(table.key)
        assert schema.metadata is not None
        assert schema.metadata[b"name_zh"].decode() == table.title
        expected = [
            tuple(
                date.fromisoformat(str(value)) if column.kind == "date" and value is not None else value
                for column, value in zip(table.columns, row, strict=True)
            )
            for document in DOCUMENTS
            for row in document.rows[table.name]
        ]
        assert rows_of(path) == expected, table.name


def test_columns_are_called_in_chinese_in_their_metadata() -> None:
    field = schema_of(TARGETS).field("indicator")
    assert (field.metadata or {})[b"name_zh"].decode() == "指标"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        write_parquet(folder, many(3))
    one, two = ([path.read_bytes() for path in sorted(folder.iterdir())] for folder in folders)
    assert one == two


def test_rows_are_grouped_so_that_few_documents_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(to_parquet, "GROUP_DOCUMENTS", 2)
    write_parquet(tmp_path, many(5))
    metadata = pq.read_metadata(tmp_path / "targets.parquet")
    assert [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)] == [4, 4, 2]
    monkeypatch.setattr(to_parquet, "GROUP_ROWS", 1)
    write_parquet(tmp_path, many(5))
    assert pq.read_metadata(tmp_path / "targets.parquet").num_row_groups == 5


def test_parts_hold_so_many_documents_each(tmp_path: Path) -> None:
    paths = write_parquet(tmp_path, many(5), partition=2)
    assert len(paths) == 3 * len(TABLES)
    parts = sorted((tmp_path / "documents").iterdir())
    assert [path.name for path in parts] == [f"part-0000{number}.parquet" for number in range(3)]
    assert [pq.read_metadata(path).num_rows for path in parts] == [2, 2, 1]
    whole = tmp_path / "whole"
    whole.mkdir()
    write_parquet(whole, many(5))
    for table in TABLES:
        assert rows_of(tmp_path / table.name) == rows_of(whole / f"{table.name}.parquet"), table.name


def test_a_collection_without_documents_has_its_tables(tmp_path: Path) -> None:
    for path in write_parquet(tmp_path, []):
        assert pq.read_metadata(path).num_rows == 0
    assert [path.name for path in write_parquet(tmp_path, [], 3)] == ["part-00000.parquet"] * len(TABLES)


@settings(deadline=None, max_examples=30)
@given(
    values=st.lists(
        st.none()
        | st.decimals(min_value=Decimal(-(10**29)), max_value=Decimal(10**29), allow_nan=False, places=8)
        | st.integers(-(10**20), 10**20).map(Decimal),
        max_size=5,
    )
)
def test_numbers_are_exact(values: list[Decimal | None], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("parquet")
    target = plan().targets[0]
    targets = tuple(
        target.model_copy(update={"id": f"m{at}", "value": value}) for at, value in enumerate(values)
    )
    document = DocumentRows.of(Reading.of("a", plan().model_copy(update={"targets": targets})))
    write_parquet(folder, [document])
    assert pq.read_table(folder / "targets.parquet").column("value").to_pylist() == values


@pytest.mark.parametrize("beyond", [Decimal("1e30"), Decimal("-1e999"), Decimal("0.123456789")])
def test_a_number_beyond_all_quantities_is_null_and_never_another_one(
    beyond: Decimal, tmp_path: Path
) -> None:
    target = plan().targets[0].model_copy(update={"value": beyond})
    document = DocumentRows.of(Reading.of("a", plan().model_copy(update={"targets": (target,)})))
    write_parquet(tmp_path, [document])
    (row,) = pq.read_table(tmp_path / "targets.parquet").to_pylist()
    assert (row["value"], row["quote"]) == (None, target.source.quote)


def test_a_partition_holds_at_least_one_document(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a part of 0 documents"):
        write_parquet(tmp_path, [], 0)


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*sys.modules]:
        if name.partition(".")[0] == "pyarrow":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPartError) as caught:
        write_parquet(tmp_path, DOCUMENTS)
    assert str(caught.value) == (
        "Parquet is written by pyarrow, which is not installed; install it: pip install 'hospplan[parquet]'"
    )
    assert not [*tmp_path.iterdir()]
