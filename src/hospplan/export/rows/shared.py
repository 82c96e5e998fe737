"""What tables have in common: the columns that name the document, those of a place, and items as records."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hospplan.export.rows.column import Column, Value
from hospplan.export.rows.reading import Entry, Item, Reading, Unread, section_path
from hospplan.models.plan import Place, Plan

DOCUMENT_COLUMNS: tuple[Column[Entry[Any]], ...] = (
    Column("document_id", "文件标识", lambda e: e.reading.document_id),
    Column("document", "文件", lambda e: e.reading.name),
)
"""What each table of items begins with; the first joins tables, the second is for eyes."""

ORDINAL: Column[Entry[Any]] = Column("ordinal", "次序", lambda e: e.ordinal, "integer")
"""Which of its like an item is that has no id; with the columns before it, it tells rows apart."""


def each(items: Callable[[Plan], Iterable[Item]]) -> Callable[[Reading | Unread], Iterator[Entry[Item]]]:
    """The records of a table whose rows are items of a plan, counted from 1; a document that was not read has none."""

    def records(reading: Reading | Unread) -> Iterator[Entry[Item]]:
        if isinstance(reading, Reading):
            for ordinal, item in enumerate(items(reading.plan), start=1):
                yield Entry(reading, item, ordinal)

    return records


def place_columns(place: Callable[[Item], Place | None]) -> tuple[Column[Entry[Item]], ...]:
    """The columns that say where an item was read; the same in every table."""

    def of(value: Callable[[Place], Value]) -> Callable[[Entry[Item]], Value]:
        def read(entry: Entry[Item]) -> Value:
            found = place(entry.item)
            return None if found is None else value(found)

        return read

    return (
        Column("section_id", "章节标识", of(lambda p: p.section[-1] if p.section else None)),
        Column("section", "章节", lambda e: section_path(e.reading, place(e.item))),
        Column("page", "页", of(lambda p: p.page), "integer"),
        Column("block", "位置", of(lambda p: p.block)),
        Column("start", "起", of(lambda p: p.start), "integer"),
        Column("end", "止", of(lambda p: p.end), "integer"),
        Column("quote", "原文", of(lambda p: p.quote)),
        Column("also", "另见", of(lambda p: " ".join(p.also) or None)),
    )
