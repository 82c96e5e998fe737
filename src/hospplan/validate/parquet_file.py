"""Parquet of a flat table; a batch of rows is held at a time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from hospplan.export.limits import ExportLimits
from hospplan.export.rows import TABLES, Table
from hospplan.export.to_parquet import check_parquet, schema_of
from hospplan.validate.fault import Fault
from hospplan.validate.joins import Joins
from hospplan.validate.row_faults import row_faults
from hospplan.validate.told import Checked

_BATCH = 5_000


def check_parquet_file(path: Path, limits: ExportLimits, joins: Joins) -> Checked:
    """
    Which table it is, and its faults.

    Raises:
        MissingPartError: pyarrow is not installed.
    """
    check_parquet()
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet as pq  # noqa: PLC0415

    try:
        opened = pq.ParquetFile(path)
        metadata = opened.schema_arrow.metadata or {}
    except (pa.ArrowException, OSError) as error:
        return Checked("Parquet", iter([Fault("", "damaged", {"detail": _line(error)})]))
    name = metadata.get(b"table", b"").decode("utf-8", "replace")
    table = next((table for table in TABLES if table.name == name), None)
    if table is None:
        return Checked(None, iter(()))
    return Checked(f"Parquet: {name}", _faults(opened, table, path, limits, joins))


def _faults(
    opened: Any, table: Table[Any], path: Path, limits: ExportLimits, joins: Joins
) -> Iterator[Fault]:
    import pyarrow as pa  # noqa: PLC0415

    wanted, found = schema_of(table), opened.schema_arrow
    is_sound = True
    for field in wanted:
        at = found.get_field_index(field.name)
        if at < 0:
            is_sound = False
            yield Fault("", "column-missing", {"name": field.name})
        elif found.field(at).type != field.type:
            is_sound = False
            yield Fault(field.name, "type", {"value": str(found.field(at).type), "expected": str(field.type)})
    groups = [opened.metadata.row_group(at) for at in range(opened.metadata.num_row_groups)]
    largest = max((group.total_byte_size for group in groups), default=0)
    if largest > limits.export_bytes:
        is_sound = False
        yield Fault("", "too-big", {"size": largest, "limit": limits.export_bytes})
    if not is_sound:
        return
    number = 0
    try:
        for batch in opened.iter_batches(_BATCH, columns=[column.key for column in table.columns]):
            for row in batch.to_pylist():
                number += 1
                for key, value in row.items():
                    if isinstance(value, date):
                        row[key] = value.isoformat()
                yield from row_faults(table, row, str(number))
                yield from joins.add(table, row, str(path), str(number))
    except (pa.ArrowException, OSError) as error:
        yield Fault(str(number + 1), "damaged", {"detail": _line(error)})


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
