"""What a flat table is made of: columns with a key, a name, a kind and a value; rows of such values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from hospplan.export.rows.reading import Reading, Unread

Value = str | int | Decimal | None
Row = tuple[Value, ...]
"""Values in the order of a table's columns."""
Headers = Literal["en", "zh"]
"""Heads of columns: the stable keys, or the Chinese names."""
Kind = Literal["text", "integer", "number", "date"]
"""What a column holds beside None: str, int, exact Decimal, or a day as ISO 8601 text."""

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Column(Generic[Record]):
    """One column: what it is called and what it shows of a record."""

    key: str
    """Stable, the head of CSV."""
    name: str
    """Chinese, for eyes."""
    value: Callable[[Record], Value]
    kind: Kind = "text"
    words: Mapping[str, str] = field(default_factory=dict)
    """Values of a set → how Chinese readers are shown them; under stable keys the value stays."""
    is_open: bool = False
    """There may be values that `words` does not have."""

    @property
    def is_closed(self) -> bool:
        """Whether its values are those of `words` alone, and none."""
        return bool(self.words) and not self.is_open

    def head(self, headers: Headers) -> str:
        """What stands over the column."""
        return self.name if headers == "zh" else self.key

    def said(self, value: Value, headers: Headers) -> Value:
        """A value of this column under those heads: ≥ for ge under Chinese ones."""
        return self.words.get(value, value) if headers == "zh" and isinstance(value, str) else value

    def shown(self, record: Record, headers: Headers) -> str:
        """The value of a record as text for eyes."""
        return text_of(self.said(self.value(record), headers))


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """One flat table: its columns, and its records of a document, in document order."""

    name: str
    title: str
    """Chinese, for eyes."""
    columns: tuple[Column[Record], ...]
    records: Callable[[Reading | Unread], Iterable[Record]]
    key: tuple[str, ...] = ()
    """Keys of the columns that tell each row from all others of a collection."""

    def column(self, key: str) -> Column[Record]:
        """The column of a key."""
        return next(column for column in self.columns if column.key == key)

    def rows(self, reading: Reading | Unread) -> Iterator[Row]:
        """The rows of a document, in document order."""
        for record in self.records(reading):
            yield tuple(column.value(record) for column in self.columns)


def text_of(value: Value) -> str:
    """A value as plain text: no exponent, no zeros at the end; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
