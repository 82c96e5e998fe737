"""A database of SQLite: whole, its keys in order, its rows those of the flat tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from hospplan.export.rows import TABLES, Table
from hospplan.validate.fault import Fault, shown
from hospplan.validate.row_faults import row_faults
from hospplan.validate.told import Checked

_NULL = "NULL value in "
"""
What SQLite 3.40 says of each row of a table WITHOUT ROWID whose key is not its first columns, though nothing is null.

Rows are looked at one by one for keys that are.
"""
_ALL = 2**31 - 1
"""Where else the check ends after a hundred."""


def check_sqlite(path: Path) -> Checked:
    """Its faults; the kind is None where it has no table of ours. The file is only read."""
    try:
        with closing(_opened(path)) as database:
            found = _tables(database)
    except sqlite3.DatabaseError as error:
        return Checked("SQLite", iter([Fault("", "damaged", {"detail": shown(str(error))})]))
    if not any(table.name in found for table in TABLES):
        return Checked(None, iter(()))
    return Checked("SQLite", _faults(path, found))


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    # nothing that a stranger has written into views, triggers or defaults may act
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA query_only = ON")
    database.execute("PRAGMA cell_size_check = ON")
    return database


def _tables(database: sqlite3.Connection) -> set[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {str(name) for (name,) in rows}


def _faults(path: Path, found: set[str]) -> Iterator[Fault]:
    with closing(_opened(path)) as database:
        try:
            for (told,) in database.execute(f"PRAGMA integrity_check({_ALL})"):
                if told != "ok" and not str(told).startswith(_NULL):
                    yield Fault("", "damaged", {"detail": shown(str(told))})
            for table, row, parent, _ in database.execute("PRAGMA foreign_key_check"):
                place = str(table) if row is None else f"{table}:{row}"
                yield Fault(place, "no-row", {"id": place, "tables": str(parent)})
            for table in TABLES:
                if table.name not in found:
                    yield Fault(table.name, "table-missing", {"name": table.name})
                else:
                    yield from _table_faults(database, table)
        except sqlite3.DatabaseError as error:
            yield Fault("", "damaged", {"detail": shown(str(error))})


def _table_faults(database: sqlite3.Connection, table: Table[Any]) -> Iterator[Fault]:
    told = database.execute(f'PRAGMA table_info("{table.name}")')
    columns = {str(row[1]) for row in told}
    missing = [column.key for column in table.columns if column.key not in columns]
    for name in missing:
        yield Fault(table.name, "column-missing", {"name": name})
    if missing:
        return
    keys = [column.key for column in table.columns]
    listed = ", ".join(f'"{key}"' for key in keys)
    # the names are those of our own columns
    for number, row in enumerate(database.execute(f'SELECT {listed} FROM "{table.name}"'), start=1):  # noqa: S608
        yield from row_faults(table, dict(zip(keys, row, strict=True)), f"{table.name}:{number}")
