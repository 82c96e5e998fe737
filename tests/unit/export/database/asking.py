"""Questions to a file of SQLite."""

import sqlite3
from contextlib import closing
from pathlib import Path


def ask(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """The rows of a query."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def columns(path: Path, name: str) -> list[str]:
    """The columns of a table or view, in order."""
    return [str(row[1]) for row in ask(path, f"PRAGMA table_info({name})")]
