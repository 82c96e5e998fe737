"""A row of a flat table asked by the keys of its columns, with what stands around it in its document."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import DOCUMENTS, OWNERS, RESULTS, SECTIONS, TARGETS, TASKS, Row, Table, Value
from hospplan.export.xlsx.cells import Link
from hospplan.export.xlsx.links import to_file

Sources = Callable[[str], str | None]
"""Name of a document → its path as seen from the workbook's folder, parted by "/"; None where it has none."""


@dataclass(frozen=True, slots=True)
class Around:
    """One document while its rows are written."""

    rows: DocumentRows
    source: str | None
    """The document's own file, seen from the workbook."""
    places: dict[str, str] = field(default_factory=dict)
    """Ids of sections and tasks, and "" for the document → where their rows stand in the workbook."""

    def lines(self, table: Table[Any]) -> "Iterator[Line]":
        """The document's rows of a table."""
        positions = {column.key: at for at, column in enumerate(table.columns)}
        for row in self.rows.rows.get(table.name, ()):
            yield Line(self, table, positions, row)

    def document(self) -> "Line":
        """The document's own row."""
        return next(self.lines(DOCUMENTS))


class Known:
    """What the rows of one document say of each other, looked up by ids."""

    def __init__(self, around: Around) -> None:
        """Gather the document's measures, tasks and counts."""
        self.targets = {line.text("id"): line for line in around.lines(TARGETS)}
        self.sections = {line.text("id"): line for line in around.lines(SECTIONS)}
        self.tasks = {line.text("id"): line for line in around.lines(TASKS)}
        self.counts = {
            table.name: Counter(line.text("section_id") for line in around.lines(table))
            for table in (TARGETS, RESULTS, TASKS)
        }
        self.owners: dict[str, list[Line]] = {}
        for line in around.lines(OWNERS):
            self.owners.setdefault(line.text("task"), []).append(line)

    def numbers(self, section: str) -> list[str]:
        """The numbers of a section and of those around it, outermost first: 三、 （二） 1."""
        found: list[str] = []
        while section in self.sections:
            found.insert(0, self.sections[section].text("number"))
            section = self.sections[section].text("parent")
        return [number for number in found if number]


@dataclass(frozen=True, slots=True)
class Line:
    """One row."""

    around: Around
    table: Table[Any]
    positions: Mapping[str, int]
    """Key of each column → where it stands in the row."""
    row: Row

    def __getitem__(self, key: str) -> Value:
        """The value in the column of a key."""
        return self.row[self.positions[key]]

    def text(self, key: str) -> str:
        """The value of a column of texts; "" for None."""
        value = self[key]
        return value if isinstance(value, str) else ""

    def exact(self, key: str) -> Decimal | None:
        """The value of a column of numbers."""
        value = self[key]
        return None if value is None or isinstance(value, str) else Decimal(value)

    def said(self, key: str) -> Value:
        """The value as Chinese readers are shown it: ≥ for ge."""
        at = self.positions[key]
        return self.table.columns[at].said(self.row[at], "zh")

    def document_link(self) -> Link | None:
        """To the document itself, where it has a file."""
        return None if self.around.source is None else to_file(self.around.source)

    def quote_link(self) -> Link | None:
        """To the quote's place: the page of the document, or the section (else the document) in this workbook."""
        if self.around.source is not None:
            page = self["page"]
            return to_file(self.around.source, page if isinstance(page, int) else None)
        return self.inner(self.text("section_id")) or self.inner("")

    def inner(self, name: str) -> Link | None:
        """To the row of a section or task, by id, or of the document (""), where the workbook has it."""
        place = self.around.places.get(name)
        return None if place is None else Link(place)
