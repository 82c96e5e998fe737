"""Documents into databases, SQLite and PostgreSQL, with the same tables, keys and views."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from hospplan.errors import MissingPartError, StoreError
from hospplan.export.database.stored import Stored
from hospplan.export.document_rows import DocumentRows

SUFFIXES = (".db", ".sqlite", ".sqlite3", ".db3")
"""What the file of a SQLite database may be called."""

_SERVER = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
_PASSWORDS = re.compile(r"(?<=://)([^:/@]*):.*@|(?<=[?&])((?:ssl)?password)=[^&]*")


def check_target(target: str) -> None:
    """
    See to it that documents can be stored into *target*, before any is read.

    Args:
        target: The path of a SQLite database, there or not, or the URL of a PostgreSQL one.

    Raises:
        StoreError: It can't take documents; its kinds tell why.
        MissingPartError: PostgreSQL needs the extra `postgres`.
    """
    with _named(target):
        if _is_server(target):
            _postgres().check_postgres(target)
        else:
            from hospplan.export.database.to_sqlite import check_sqlite  # noqa: PLC0415 [not every run has a database]

            check_sqlite(Path(target))


def store(target: str, documents: Iterable[DocumentRows]) -> Stored:
    """
    Add documents to a database, or put them in the place of those of the same content, all or none.

    Args:
        target: The path of a SQLite database, made where there is none, or the URL of a PostgreSQL one.
        documents: Gone through once.

    Raises:
        StoreError: The database can't take them and is as it was; its kinds tell why.
        MissingPartError: PostgreSQL needs the extra `postgres`.
    """
    with _named(target):
        if _is_server(target):
            stored: Stored = _postgres().store_postgres(target, documents)
            return stored
        from hospplan.export.database.to_sqlite import store_sqlite  # noqa: PLC0415 [not every run has a database]

        return store_sqlite(Path(target), documents)


def shown(target: str) -> str:
    """The target for messages and logs: without passwords."""
    return _PASSWORDS.sub(
        lambda match: f"{match[1]}:***@" if match[1] is not None else f"{match[2]}=***", target
    )


@contextmanager
def _named(target: str) -> Iterator[None]:
    """What a database refuses is said with its name, wherever it is said."""
    try:
        yield
    except StoreError as error:
        error.message = f"{shown(target)}: {error.message}"
        raise


def _postgres() -> ModuleType:
    try:
        from hospplan.export.database import to_postgres  # noqa: PLC0415 [an extra]
    except ImportError as error:
        # a part of ours that is missing is no missing extra
        if (error.name or "").partition(".")[0] == "hospplan":
            raise
        raise MissingPartError(
            "storing into PostgreSQL needs SQLAlchemy and psycopg",
            mend="install them: pip install 'hospplan[postgres]'",
        ) from error
    return to_postgres


def _is_server(target: str) -> bool:
    """
    Whether *target* is a PostgreSQL server, not a file.

    Raises:
        StoreError: It is neither.
    """
    if _SERVER.match(target):
        return True
    if _URL.match(target):
        raise StoreError(
            "hospplan stores into SQLite and PostgreSQL",
            mend="name a file such as plans.db, or a URL such as postgresql://user@host/name",
        )
    if Path(target).suffix.lower() not in SUFFIXES:
        raise StoreError(
            f"the file of a database is called {' or '.join(SUFFIXES)}", mend="name a file such as plans.db"
        )
    return False
