"""
The tables of a database: those of `export.rows`, with what a database knows of them beyond columns.

What is declared here is how rows find each other: keys, foreign keys, and the columns that are searched. Columns,
their kinds and their order are those of the rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from hospplan.export.rows import TABLES, Kind, Row

SCHEMA_VERSION = 1
"""Of tables, columns, keys and views together; a database of another version is left alone."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a relation."""

    key: str
    name: str
    """Chinese, for the comment beside it."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that name a row of another relation, or none where one of them is null."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]
    goes_along: bool = False
    """Whether the row goes with the one that it names."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One table of a database."""

    name: str
    title: str
    """Chinese, for the comment beside it."""
    fields: tuple[Field, ...]
    primary: tuple[str, ...]
    unique: tuple[str, ...] | None
    """The key of the rows, where it is not the primary one; foreign keys name rows by it."""
    foreign: tuple[ForeignKey, ...]
    indexes: tuple[tuple[str, ...], ...]


POSITION = Field("position", "行序", "integer")
"""Which row of its document it is in this table, from 1: document order, which ids do not sort in (m10 < m2)."""

# Each of these columns holds, with document_id, the key of a row of that table. `parent` of a measure is not
# among them: a result may be a part of a target, and a foreign key has one table.
_NAMED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "sections": {"parent": "sections"},
        "targets": {"section_id": "sections", "baseline_id": "results"},
        "results": {"section_id": "sections", "baseline_id": "results"},
        "tasks": {"section_id": "sections"},
        "owners": {"task": "tasks"},
        "task_targets": {"task": "tasks", "measure": "targets"},
        "findings": {"section_id": "sections"},
    }
)
_SEARCHED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "documents": ("document", "date"),
        "targets": ("indicator", "period_end"),
        "results": ("indicator", "period_end"),
        "tasks": ("deadline_end",),
        "owners": ("name",),
        "findings": ("code",),
    }
)


@cache
def relations() -> tuple[Relation, ...]:
    """All tables, each behind those that its foreign keys name."""
    by_name = {table.name: _relation(table.name) for table in TABLES}
    ordered: dict[str, Relation] = {}

    def place(relation: Relation) -> None:
        for foreign in relation.foreign:
            if foreign.table not in ordered and foreign.table != relation.name:
                place(by_name[foreign.table])
        ordered.setdefault(relation.name, relation)

    for relation in by_name.values():
        place(relation)
    return tuple(ordered.values())


def positioned(relation: Relation, rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows of a document as the relation has them: with their position, but for documents."""
    if relation.primary == ("document_id",):
        return iter(rows)
    return ((*row, position) for position, row in enumerate(rows, start=1))


def _relation(name: str) -> Relation:
    table = next(table for table in TABLES if table.name == name)
    fields = tuple(Field(column.key, column.name, column.kind) for column in table.columns)
    if name == "documents":
        return Relation(name, table.title, fields, table.key, None, (), _indexes(name, ()))
    named = tuple(
        ForeignKey(("document_id", column), target, ("document_id", "id"))
        for column, target in _NAMED[name].items()
    )
    return Relation(
        name,
        table.title,
        (*fields, POSITION),
        ("document_id", "position"),
        table.key,
        (ForeignKey(("document_id",), "documents", ("document_id",), goes_along=True), *named),
        _indexes(name, named),
    )


def _indexes(name: str, foreign: tuple[ForeignKey, ...]) -> tuple[tuple[str, ...], ...]:
    """What is searched, and the near ends of foreign keys, that a row can go without reading all others."""
    keys = [key.columns for key in foreign if (name, key.columns[-1]) != ("owners", "task")]
    return (*((column,) for column in _SEARCHED.get(name, ())), *keys)
