"""The tables, indexes and views as SQLite's DDL."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from hospplan.export.database.relations import SCHEMA_VERSION, Field, ForeignKey, Relation, relations
from hospplan.export.database.sqlite_search import SEARCH, SEARCH_TRIGGER
from hospplan.export.database.views import VIEWS
from hospplan.export.rows import Kind

APPLICATION_ID = 0x68706C6E
"""In the head of the file, "hpln": by it a database of hospplan is known."""

# NUMERIC keeps a whole number as an integer and any other as the double next to it, which is shown with the digits
# that the document has, up to 15; SUM and AVG count with both. Days are ISO 8601 text, which SQLite's date functions
# read and which sorts.
_TYPES: Mapping[Kind, str] = MappingProxyType(
    {"text": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "date": "TEXT"}
)


def schema() -> Iterator[str]:
    """The statements that make an empty database, in order; they mark it as ours at the end."""
    for relation in relations():
        yield _table(relation)
        for columns in relation.indexes:
            name = "_".join((relation.name, columns[-1]))
            yield f"CREATE INDEX {quoted(name)} ON {quoted(relation.name)} ({_list(columns)})"
    yield SEARCH
    yield SEARCH_TRIGGER
    for name, sql in VIEWS.items():
        yield f"CREATE VIEW {quoted(name)} AS{sql}"
    yield f"PRAGMA application_id = {APPLICATION_ID}"
    yield f"PRAGMA user_version = {SCHEMA_VERSION}"


def quoted(name: str) -> str:
    """A name that may be a word of SQL."""
    return f'"{name}"'


def _table(relation: Relation) -> str:
    """
    The statement for a table, with the Chinese names as comments, which `.schema` shows.

    Without row ids, so that rows lie in the order of their keys whatever runs put them there.
    """
    keys = [f"PRIMARY KEY ({_list(relation.primary)})"]
    if relation.unique is not None:
        keys.append(f"UNIQUE ({_list(relation.unique)})")
    keys.extend(map(_foreign, relation.foreign))
    columns = "\n".join(f"    {_column(field, relation)}, -- {field.name}" for field in relation.fields)
    constraints = ",\n".join(f"    {key}" for key in keys)
    name = quoted(relation.name)
    return f"CREATE TABLE {name} ( -- {relation.title}\n{columns}\n{constraints}\n) WITHOUT ROWID"


def _column(field: Field, relation: Relation) -> str:
    # Of a table without row ids SQLite 3.40 looks for columns that are not null at the wrong places, and PRAGMA
    # integrity_check calls a sound file faulty; for those of the primary key it does not.
    is_primary = field.key in relation.primary
    return f"{quoted(field.key)} {_TYPES[field.kind]}{' NOT NULL' if is_primary else ''}"


def _foreign(key: ForeignKey) -> str:
    # deferred: a section may come before the one that it stands in, a result before its baseline
    return (
        f"FOREIGN KEY ({_list(key.columns)}) REFERENCES {quoted(key.table)} ({_list(key.references)})"
        f"{' ON DELETE CASCADE' if key.goes_along else ''} DEFERRABLE INITIALLY DEFERRED"
    )


def _list(columns: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, columns))
