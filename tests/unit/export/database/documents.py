"""Documents for databases: the rows of a small plan under several names and contents."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.unit.export.sample import plan

from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import TABLES, Reading, Row, Unread, Value

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {table.name: tuple(column.key for column in table.columns) for table in TABLES}
)


def document(letter: str, name: str | None = None) -> DocumentRows:
    """A document whose content is that of *letter*, a hexadecimal digit."""
    made = plan()
    source = made.document.source.model_copy(update={"sha256": letter * 64})
    content = made.document.model_copy(update={"source": source})
    return DocumentRows.of(
        Reading.of(name or f"plans/{letter}.docx", made.model_copy(update={"document": content}))
    )


def unread(name: str) -> DocumentRows:
    """A document whose bytes could not be had."""
    return DocumentRows.of(Unread(name, "unreadable", "it can't be opened"))


def changed(given: DocumentRows, table: str, column: str, *values: Value) -> DocumentRows:
    """The same with other values in a column, one for each of the first rows."""
    at = COLUMNS[table].index(column)
    rows = list(given.rows[table])
    for number, value in enumerate(values):
        rows[number] = (*rows[number][:at], value, *rows[number][at + 1 :])
    return with_rows(given, table, tuple(rows))


def with_rows(given: DocumentRows, table: str, rows: tuple[Row, ...]) -> DocumentRows:
    """The same with other rows in a table."""
    return DocumentRows(given.name, given.document_id, MappingProxyType({**given.rows, table: rows}))
