"""Keys of rows, and rows that name others by them: within a file and over the tables that are checked together."""

from collections.abc import Iterator, Mapping
from typing import Any

from hospplan.export.rows import Table
from hospplan.validate.fault import Fault, shown

_NAMES: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "sections": (("parent", ("sections",)),),
    "targets": (
        ("parent", ("targets", "results")),
        ("baseline_id", ("results",)),
        ("section_id", ("sections",)),
    ),
    "results": (("parent", ("targets", "results")), ("section_id", ("sections",))),
    "tasks": (("targets", ("targets",)), ("section_id", ("sections",))),
    "owners": (("task", ("tasks",)),),
    "task_targets": (("task", ("tasks",)), ("measure", ("targets",))),
    "findings": (("section_id", ("sections",)),),
}
"""Table → its columns that name rows, and the tables in which these may stand. Every table names its document."""


class Joins:
    """
    The keys of rows, and the names of rows whose keys have not come yet.

    Keys are kept as numbers (their hashes), so that a collection of millions of rows has room.
    """

    def __init__(self) -> None:
        """Nothing yet."""
        self._keys: dict[str, set[int]] = {}
        self._wanted: dict[int, tuple[str, str, tuple[str, ...], str, str]] = {}

    def table(self, name: str) -> None:
        """A table is there, with rows or without."""
        self._keys.setdefault(name, set())

    def add(self, table: Table[Any], row: Mapping[str, Any], file: str, place: str) -> Iterator[Fault]:
        """Note a row's key and the rows that it names; yields a fault where the key was there before."""
        keys = self._keys.setdefault(table.name, set())
        if table.key:
            key = hash(tuple(row[column] for column in table.key))
            if key in keys:
                told = ", ".join(shown(row[column]) for column in table.key[1:]) or shown(row["document_id"])
                yield Fault(place, "row-twice", {"row": told})
            keys.add(key)
        document = row["document_id"]
        if table.name != "documents":
            self._want(("documents",), (document,), file, f"{place}:document_id", document)
        for column, tables in _NAMES.get(table.name, ()):
            value = row.get(column)
            names = value.split() if column == "targets" and isinstance(value, str) else [value]
            for name in names:
                if name is not None:
                    self._want(tables, (document, name), file, f"{place}:{column}", name)

    def loose(self) -> Iterator[tuple[str, Fault]]:
        """(file, fault) of each name of a row that no table has, of tables that were there."""
        for file, place, tables, key, name in self._wanted.values():
            known = [self._keys.get(table) for table in tables]
            if all(keys is not None and int(key) not in keys for keys in known):
                yield file, Fault(place, "no-row", {"id": shown(name), "tables": ", ".join(tables)})

    def _want(self, tables: tuple[str, ...], key: tuple[Any, ...], file: str, place: str, name: Any) -> None:
        number = hash(key)
        if not any(number in self._keys.get(table, ()) for table in tables):
            self._wanted.setdefault(hash((tables, number)), (file, place, tables, str(number), str(name)))
