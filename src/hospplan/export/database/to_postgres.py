"""Documents into a PostgreSQL database; loaded only where the extra `postgres` is."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, cast

import psycopg
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from hospplan.errors import DatabaseAccessError, DatabaseVersionError, ForeignDatabaseError
from hospplan.export.database.postgres_errors import bad_url, explained
from hospplan.export.database.postgres_schema import MARK, has_quote_indexes, index_quotes, make, names
from hospplan.export.database.relations import SCHEMA_VERSION, Relation, positioned, relations
from hospplan.export.database.stored import Note, Stored
from hospplan.export.database.values import storable
from hospplan.export.document_rows import DocumentRows

PATIENCE = 60.0
"""Seconds to wait for another process that is storing into the same database."""
BATCH = 200
"""Documents that are written together: few statements, little memory."""
_LOCK = 0x68706C6E
"""Held by one process at a time, so that two never make the same tables or documents at once."""


def store_postgres(url: str, documents: Iterable[DocumentRows]) -> Stored:
    """
    Add documents to a database, or put them in the place of those of the same content, all or none.

    Tables are made where there are none, in the schema that comes first in the search path
    (`?options=-csearch_path=plans` chooses one). A document that could not be read before goes when one of its name
    is read.

    Raises:
        ForeignDatabaseError: The schema has tables of these names that hospplan did not make.
        DatabaseVersionError: It has the tables of another version.
        BusyDatabaseError: Another process has been writing for longer than `PATIENCE`.
        DatabaseAccessError: The server can't be reached, or lets this user not in or not do it.
        StoreError: It can't be written.
    """
    with _connected(url) as connection:
        if _is_new(connection):
            make(connection)
            index_quotes(connection)
        added, replaced = _fill(connection, documents)
        notes: tuple[Note, ...] = () if has_quote_indexes(connection) else ("no-trigrams",)
        connection.commit()
    return Stored(added, replaced, notes)


def check_postgres(url: str) -> None:
    """
    See to it that `store_postgres` can take documents, without a trace.

    Raises:
        StoreError: As `store_postgres`.
    """
    with _connected(url) as connection:
        what = "has_schema_privilege(current_schema(), 'CREATE')"
        if not _is_new(connection):
            what = "has_table_privilege('documents', 'INSERT') AND has_table_privilege('documents', 'DELETE')"
        if not connection.scalar(text(f"SELECT {what}")):
            raise DatabaseAccessError(
                "this user may not write there",
                mend="ask for the right to create tables, or name another schema",
            )


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """A connection in a transaction that is undone unless it is committed; no other process is storing meanwhile."""
    address = _address(url)
    # what the URL says of these goes before
    options = {"connect_timeout": 10, "application_name": "hospplan", "client_encoding": "UTF8"}
    engine = create_engine(
        address,
        poolclass=NullPool,
        connect_args={name: value for name, value in options.items() if name not in address.query},
    )
    try:
        with engine.connect() as connection:
            connection.execute(text(f"SET LOCAL lock_timeout = {int(PATIENCE * 1000)}"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection
    except (SQLAlchemyError, psycopg.Error) as error:
        raise explained(error, address) from error


def _address(url: str) -> URL:
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise bad_url(error) from None
    if address.host and "@" in address.host:
        raise bad_url(None)
    return address


def _is_new(connection: Connection) -> bool:
    """Whether the schema has nothing of ours; raises where it has somebody else's tables of our names."""
    schema = connection.scalar(text("SELECT current_schema()"))
    if schema is None:
        raise DatabaseAccessError(
            "the schema of the search path is not there", mend="make it first: CREATE SCHEMA name"
        )
    taken = set(
        connection.scalars(
            text("SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(:schema))"),
            {"schema": schema},
        )
    )
    if MARK in taken:
        version = connection.scalar(text(f"SELECT schema_version FROM {MARK}"))
        if version != SCHEMA_VERSION:
            raise DatabaseVersionError(
                f"it has tables of version {version}, this hospplan writes version {SCHEMA_VERSION}",
                mend="store the documents into another schema",
            )
        return False
    if strange := sorted(taken.intersection(names())):
        raise ForeignDatabaseError(
            f"the schema {schema} has tables that hospplan did not make: {', '.join(strange)}",
            mend="name another schema: ?options=-csearch_path=plans",
        )
    return True


def _fill(connection: Connection, documents: Iterable[DocumentRows]) -> tuple[int, int]:
    """How many documents were added and how many replaced."""
    added = total = 0
    # checked by each statement, not all at the end: what waits for that is kept in the server's memory
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    # of tables that were just filled the server knows no figures, and reads them whole for each key that it looks up
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    source = iter(documents)
    while batch := list(islice(source, BATCH)):
        by_id = {str(storable(document.document_id)): document for document in batch}
        known = connection.scalar(
            text("SELECT count(*) FROM documents WHERE document_id = ANY(:ids)"), {"ids": list(by_id)}
        )
        added += len(by_id) - (known or 0)
        total += len(batch)
        leaving = [*by_id, *(f"path:{storable(document.name)}" for document in batch)]
        for relation in reversed(relations()):
            connection.execute(
                text(f"DELETE FROM {relation.name} WHERE document_id = ANY(:ids)"),
                {"ids": leaving},
            )
        for relation in relations():
            _copy(connection, relation, by_id.values())
    return added, total - added


def _copy(connection: Connection, relation: Relation, documents: Iterable[DocumentRows]) -> None:
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    columns = ", ".join(f'"{field.key}"' for field in relation.fields)
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {relation.name} ({columns}) FROM STDIN") as copy,
    ):
        for document in documents:
            for row in positioned(relation, document.rows[relation.name]):
                copy.write_row([storable(value) for value in row])
