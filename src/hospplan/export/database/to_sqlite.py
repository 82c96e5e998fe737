"""Documents into a SQLite database: one that grows from run to run, or a fresh file."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path

from hospplan.errors import BusyDatabaseError, DatabaseVersionError, ForeignDatabaseError, StoreError
from hospplan.export.database.relations import SCHEMA_VERSION, Relation, positioned, relations
from hospplan.export.database.sqlite_schema import APPLICATION_ID, quoted, schema
from hospplan.export.database.sqlite_search import QuoteIndex
from hospplan.export.database.stored import Stored
from hospplan.export.database.values import storable
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import Value

PATIENCE = 60.0
"""Seconds to wait for another process that is writing into the same file."""
_MAGIC = b"SQLite format 3\0"


def store_sqlite(path: Path, documents: Iterable[DocumentRows], *, patience: float = PATIENCE) -> Stored:
    """
    Add documents to a database, or put them in the place of those of the same content, all or none.

    The file is made where there is none. A run that is killed leaves the old state; the next that opens the file
    clears up. The same documents make the same rows in the same order, whatever runs brought them. A document that
    could not be read before goes when one of its name is read.

    Raises:
        ForeignDatabaseError: The file is something else than a database of hospplan.
        DatabaseVersionError: It has the tables of another version.
        BusyDatabaseError: Another process has been writing for longer than *patience*, in seconds.
        StoreError: It can't be written, or is damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _opened(path, patience) as connection:
        connection.execute("BEGIN IMMEDIATE")
        if _is_new(connection, path):
            _make(connection)
        stored = _fill(connection, documents)
        connection.execute("COMMIT")
    return stored


def write_sqlite(path: Path, documents: Iterable[DocumentRows]) -> None:
    """
    Write documents as a database of their own, which takes the place of *path* when it is complete.

    The same documents give the same bytes.

    Raises:
        StoreError: It can't be written.
        OSError: Likewise.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path = Path(os.path.realpath(path))  # a link keeps being one
    temporary = path.with_name(f".{path.name}-{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        with _opened(temporary, 0.0) as connection:
            # what is thrown away on a failure needs no journal
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            _make(connection)
            _fill(connection, documents)
            connection.execute("INSERT INTO quotes (quotes) VALUES ('optimize')")
            connection.execute("COMMIT")
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def check_sqlite(path: Path) -> None:
    """
    See to it that `store_sqlite` can take the file, without a trace.

    Raises:
        ForeignDatabaseError: It is something else than a database of hospplan.
        DatabaseVersionError: It has the tables of another version.
        StoreError: It can't be written.
    """
    if not path.exists():
        folder = next(parent for parent in path.absolute().parents if parent.exists())
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            raise StoreError(f"nothing can be written into the folder {folder}")
        return
    with _opened(path, PATIENCE) as connection:
        connection.execute("BEGIN IMMEDIATE")
        _is_new(connection, path)
        connection.execute("ROLLBACK")


@contextmanager
def _opened(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """A connection without a transaction; what fails in it is undone, and said as an error of ours."""
    _refuse_other_files(path)
    try:
        # no journal of its own stays beside the file: the default one goes at the end of each transaction
        with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as connection:
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
    except sqlite3.Error as error:
        raise _explained(error) from error


def _refuse_other_files(path: Path) -> None:
    if path.is_dir():
        raise StoreError("it is a folder", mend="name a file such as plans.db")
    # with a journal beside it, it is what a killed run left: SQLite puts it right when it opens it
    if path.exists() and not path.with_name(f"{path.name}-journal").exists():
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
        if head not in {b"", _MAGIC}:
            raise ForeignDatabaseError("it is no SQLite database", mend="choose another name")


def _is_new(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file has no tables at all; raises where it has those of somebody else."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (things,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == APPLICATION_ID:
        if version != SCHEMA_VERSION:
            raise DatabaseVersionError(
                f"it has tables of version {version}, this hospplan writes version {SCHEMA_VERSION}",
                mend=f"store the documents into a new file beside {path.name}",
            )
        return False
    if things or application or version:
        raise ForeignDatabaseError(
            "it is a database that hospplan did not make, and was left as it is", mend="choose another name"
        )
    return True


def _make(connection: sqlite3.Connection) -> None:
    for statement in schema():
        connection.execute(statement)


def _fill(connection: sqlite3.Connection, documents: Iterable[DocumentRows]) -> Stored:
    quotes = QuoteIndex(connection)
    head, *items = relations()
    inserts = [(relation, _insert(relation)) for relation in items]
    removals = [f"DELETE FROM {quoted(relation.name)} WHERE document_id = ?" for relation in reversed(items)]
    added = replaced = 0
    for document in documents:
        key = str(storable(document.document_id))
        if connection.execute("SELECT 1 FROM documents WHERE document_id = ?", (key,)).fetchone():
            replaced += 1
            quotes.remove(key)
            for removal in removals:
                connection.execute(removal, (key,))
        else:
            added += 1
        unread = f"path:{storable(document.name)}"
        if unread != key:
            connection.execute("DELETE FROM documents WHERE document_id = ?", (unread,))
        connection.executemany(_upsert(head), map(_bound, positioned(head, document.rows[head.name])))
        for relation, insert in inserts:
            connection.executemany(insert, map(_bound, positioned(relation, document.rows[relation.name])))
        quotes.add(document)
    quotes.renew()
    return Stored(added, replaced)


def _insert(relation: Relation) -> str:
    places = ", ".join("?" * len(relation.fields))
    return f"INSERT INTO {quoted(relation.name)} VALUES ({places})"


def _upsert(relation: Relation) -> str:
    """A row in the place of another of its key, without deleting that: what was kept of it would go along."""
    changes = ", ".join(
        f"{quoted(field.key)} = excluded.{quoted(field.key)}" for field in relation.fields[1:]
    )
    return f"{_insert(relation)} ON CONFLICT (document_id) DO UPDATE SET {changes}"


def _bound(row: Iterable[Value]) -> tuple[str | int | float | None, ...]:
    return tuple(_native(value) for value in row)


def _native(value: Value) -> str | int | float | None:
    """What SQLite stores: an integer where the number is whole and fits, else the double next to it."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() and abs(value) < 2**63 else float(value)
        case str():
            return str(storable(value))
        case _:
            return value


def _explained(error: sqlite3.Error) -> StoreError:
    """The error as one of ours."""
    # absent where Python itself objects; SQLITE_IOERR_WRITE and its like name a case of a kind
    name: str = getattr(error, "sqlite_errorname", None) or ""
    match name.removeprefix("SQLITE_").partition("_")[0]:
        case "BUSY" | "LOCKED":
            return BusyDatabaseError(
                "another process is writing into it", mend="wait until it is done and try again"
            )
        case "NOTADB":
            return ForeignDatabaseError("it is no SQLite database", mend="choose another name")
        case "CORRUPT":
            return StoreError("the database is damaged", mend="store the documents into a new file")
        case "FULL":
            return StoreError("the disk is full", mend="make room and try again")
        case "READONLY" | "CANTOPEN" | "PERM":
            return StoreError("the file can't be written", mend="check the folder and its rights")
        case _ if "no such module: fts5" in str(error):
            return StoreError(
                "the SQLite of this Python has no full-text search (FTS5)",
                mend="use a Python of python.org",
            )
        case _:
            return StoreError(f"SQLite says: {error}", mend="nothing was stored")
