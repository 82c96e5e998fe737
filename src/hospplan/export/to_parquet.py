"""
Parquet: a file a table, each column of its own type, for programs that read columns.

Written by pyarrow, the extra `hospplan[parquet]`.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from hospplan.errors import MissingPartError
from hospplan.export.document_rows import DocumentRows
from hospplan.export.parts import part_path, parts_of
from hospplan.export.rows import TABLES, Column, Row, Table, Value

if TYPE_CHECKING:
    import pyarrow as pa

GROUP_DOCUMENTS = 200
"""Documents of a row group, the unit that readers load and skip; a shard of a collection has as many."""
GROUP_ROWS = 50_000
"""Rows of one table that end a row group early, so that a large document does not fill the memory."""
PRECISION, SCALE = 38, 8
"""
Digits of a number, and of these behind its point.

Decimal and not floating point, so that 85.5 stays 85.5. The grammar of quantities reads at most 15 digits before the
point, 8 behind it and multipliers: all of them fit, up to 30 digits before the point.
"""
_STEP = Decimal(1).scaleb(-SCALE)
_EXACT = Context(prec=PRECISION, traps=[Inexact, InvalidOperation])


def write_parquet(
    folder: Path, documents: Iterable[DocumentRows], partition: int | None = None
) -> tuple[Path, ...]:
    """
    Each table as a file of *folder* (`targets.parquet`), rows in the order of the documents.

    Texts are strings, counts int64, numbers decimal128(38, 8), days date32; a number beyond that is null (its quote
    has it). The Chinese names of table and columns stand in the metadata under `name_zh`. A row group holds the rows
    of `GROUP_DOCUMENTS` documents; no more is held at a time. The same rows give the same bytes with the same
    pyarrow. The folder has to be there, files of these names are written over; they are whole only when this returns.

    Args:
        folder: Where to.
        documents: The collection.
        partition: Documents of a part: `targets/part-00000.parquet` holds the first so many, and so on.

    Returns:
        The files, of each part in the order of the tables.

    Raises:
        MissingPartError: pyarrow is not installed.
        OSError: A file can't be written.
        ValueError: The partition is below 1.
    """
    check_parquet()
    paths: list[Path] = []
    for number, part in enumerate(parts_of(documents, partition)):
        with ExitStack() as opened:
            files = []
            for table in TABLES:
                path = part_path(folder, table.name, "parquet", None if partition is None else number)
                files.append(opened.enter_context(_File(path, table)))
                paths.append(path)
            for group in _groups(part):
                for file in files:
                    file.add(group)
    return tuple(paths)


def check_parquet() -> None:
    """
    Nothing, where Parquet can be written.

    Raises:
        MissingPartError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415  (large, and an extra)
    except ImportError as error:
        raise MissingPartError(
            "Parquet is written by pyarrow, which is not installed",
            mend="install it: pip install 'hospplan[parquet]'",
        ) from error


class _File:
    """One file in the making; a context that closes it, whole or not."""

    def __init__(self, path: Path, table: Table[Any]) -> None:
        import pyarrow.parquet as pq  # noqa: PLC0415

        self._table = table
        self._schema = schema_of(table)
        self._writer: pq.ParquetWriter = pq.ParquetWriter(path, self._schema)

    def add(self, documents: list[DocumentRows]) -> None:
        """The rows of documents, as one group; none where there are no rows."""
        import pyarrow as pa  # noqa: PLC0415

        rows = [row for document in documents for row in document.rows[self._table.name]]
        if rows:
            self._writer.write_table(_arrow(pa, self._table, self._schema, rows))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()


def schema_of(table: Table[Any]) -> "pa.Schema":
    """The Parquet schema of a table: a field a column, those of its key never null."""
    import pyarrow as pa  # noqa: PLC0415

    types: dict[str, pa.DataType] = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.decimal128(PRECISION, SCALE),
        "date": pa.date32(),
    }
    fields = [
        pa.field(
            column.key,
            types[column.kind],
            nullable=column.key not in table.key,
            metadata={"name_zh": column.name},
        )
        for column in table.columns
    ]
    return pa.schema(fields, metadata={"table": table.name, "name_zh": table.title})


def _arrow(arrow: Any, table: Table[Any], schema: "pa.Schema", rows: list[Row]) -> "pa.Table":
    columns = [
        arrow.array([_value(column, row[at]) for row in rows], type=schema.field(at).type)
        for at, column in enumerate(table.columns)
    ]
    return arrow.Table.from_arrays(columns, schema=schema)  # type: ignore[no-any-return]  # loaded late


def _value(column: Column[Any], value: Value) -> Any:
    """A value as pyarrow takes it for the type of its column."""
    if value is None or column.kind not in {"number", "date"}:
        return value
    if column.kind == "date":
        return date.fromisoformat(str(value))
    try:
        return Decimal(value).quantize(_STEP, context=_EXACT)
    except (InvalidOperation, Inexact):
        return None


def _groups(documents: Iterable[DocumentRows]) -> Iterator[list[DocumentRows]]:
    """Documents whose rows make a row group: so many, or fewer that have rows enough."""
    group: list[DocumentRows] = []
    rows = 0
    for document in documents:
        group.append(document)
        rows += max(map(len, document.rows.values()), default=0)
        if len(group) == GROUP_DOCUMENTS or rows >= GROUP_ROWS:
            yield group
            group, rows = [], 0
    if group:
        yield group
