"""The tables, indexes, views and comments as PostgreSQL has them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from hospplan.export.database.relations import SCHEMA_VERSION, Relation, relations
from hospplan.export.database.sqlite_search import QUOTED
from hospplan.export.database.views import VIEWS
from hospplan.export.rows import Kind

MARK = "hospplan_database"
"""The table by which a schema is known to be ours; its one row has the version of the tables."""

# numeric is exact, whatever the number of digits
_TYPES: Mapping[Kind, TypeEngine[Any]] = MappingProxyType(
    {"text": Text(), "integer": BigInteger(), "number": Numeric(), "date": Date()}
)


def names() -> tuple[str, ...]:
    """All that `make` makes, by name."""
    return (MARK, *(relation.name for relation in relations()), "quotes", *VIEWS)


def make(connection: Connection) -> None:
    """Make the empty tables with their indexes and views, in the schema that comes first in the search path."""
    metadata = MetaData()
    Table(MARK, metadata, Column("schema_version", BigInteger, nullable=False), comment="hospplan")
    for relation in relations():
        _table(relation, metadata)
    metadata.create_all(connection, checkfirst=False)
    connection.execute(text(f"INSERT INTO {MARK} VALUES ({SCHEMA_VERSION})"))
    for name, sql in {**VIEWS, "quotes": _quotes()}.items():
        connection.execute(text(f"CREATE VIEW {name} AS{sql}"))


def index_quotes(connection: Connection) -> bool:
    """
    Make indexes by which `quote LIKE '%床位使用%'` is quick, if the server can; what was done before stays.

    False where it can't: the extension pg_trgm is not there or may not be made, or the database has the locale C,
    in which pg_trgm takes no Chinese character for a letter.
    """
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        return False
    # it may have been there before, in a schema that the search path does not have
    home = connection.scalar(
        text(
            "SELECT quote_ident(nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
            " WHERE extname = 'pg_trgm'"
        )
    )
    if not connection.scalar(text(f"SELECT {home}.show_trgm('床位使用率')")):
        return False
    for table in QUOTED:
        connection.execute(
            text(f"CREATE INDEX {table.name}_quote ON {table.name} USING gin (quote {home}.gin_trgm_ops)")
        )
    return True


def has_quote_indexes(connection: Connection) -> bool:
    """Whether `index_quotes` made them."""
    found = connection.scalar(
        text(
            "SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema() AND indexname = 'targets_quote'"
        )
    )
    return bool(found)


def _table(relation: Relation, metadata: MetaData) -> None:
    is_key = {*relation.primary, *(relation.unique or ())}
    columns = [
        Column(field.key, _TYPES[field.kind], nullable=field.key not in is_key, comment=field.name)
        for field in relation.fields
    ]
    unique = [UniqueConstraint(*relation.unique)] if relation.unique else []
    foreign = [
        ForeignKeyConstraint(
            key.columns,
            [f"{key.table}.{column}" for column in key.references],
            ondelete="CASCADE" if key.goes_along else None,
            deferrable=True,
            initially="DEFERRED",
        )
        for key in relation.foreign
    ]
    indexes = [Index("_".join((relation.name, index[-1])), *index) for index in relation.indexes]
    Table(
        relation.name,
        metadata,
        *columns,
        PrimaryKeyConstraint(*relation.primary),
        *unique,
        *foreign,
        *indexes,
        comment=relation.title,
    )


def _quotes() -> str:
    """All quotes in one view, with the columns that the table `quotes` of SQLite has, but for its words."""
    return " UNION ALL".join(
        f"""
    SELECT document_id, document, '{table.name}' AS record, {"CAST(NULL AS text)" if table.identity is None else "id"} AS id,
           position, quote FROM {table.name} WHERE quote IS NOT NULL"""
        for table in QUOTED
    )
