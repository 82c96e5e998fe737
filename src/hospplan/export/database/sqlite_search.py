"""
Search in quotes, in SQLite: one table, `quotes`, of all quotes of targets, results, tasks and findings.

`WHERE quote LIKE '%床位%'` finds any words, of two characters too; it reads all quotes, 20 ms for 100,000.
`WHERE quotes MATCH '"床 位"'` asks the index, 2 ms for the same, and knows AND, OR, NOT, NEAR and rank: each character is
a word there, and words one after the other between double quotes are a phrase.

Measured and not taken: the tokenizer `trigram` finds no word of two Chinese characters, and SQLite 3.40 answers LIKE
with such a word from it, with nothing (it counts bytes where it should count characters); pairs of characters as
words make the file a third larger.
"""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from hospplan.export.database.values import storable
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import TABLES, Row
from hospplan.text.fold import fold

SEARCH = """CREATE VIRTUAL TABLE quotes USING fts5(
    document_id UNINDEXED, -- 文件标识
    document UNINDEXED, -- 文件
    record UNINDEXED, -- 所在的表
    id UNINDEXED, -- 标识
    position UNINDEXED, -- 行序
    quote UNINDEXED, -- 原文
    words, -- 逐字分开的原文，供 MATCH 检索
    tokenize = "unicode61"
)"""

# deleting a document by hand takes its quotes along, which no foreign key can do
SEARCH_TRIGGER = """CREATE TRIGGER quotes_of_documents AFTER DELETE ON documents WHEN OLD.status = 'read' BEGIN
    DELETE FROM quotes WHERE document_id = OLD.document_id;
END"""

# Staged first, since the index is only quick where rows come and go in the order of their numbers.
_STAGES = (
    "CREATE TEMP TABLE leaving (number INTEGER PRIMARY KEY)",
    """CREATE TEMP TABLE coming (
        number INTEGER PRIMARY KEY, document_id, document, record, id, position, quote, words)""",
)
_COME = "INSERT OR REPLACE INTO coming VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_RENEW = (
    "DELETE FROM quotes WHERE rowid IN (SELECT number FROM leaving ORDER BY number)",
    """INSERT OR REPLACE INTO quotes (rowid, document_id, document, record, id, position, quote, words)
        SELECT * FROM coming ORDER BY number""",
    "DROP TABLE leaving",
    "DROP TABLE coming",
)

# every Chinese character, of the planes beyond the first too
_HAN = re.compile("([\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")


@dataclass(frozen=True, slots=True)
class QuotedTable:
    """A table with quotes, and where its rows have what the index takes."""

    name: str
    quote: int
    identity: int | None
    """Findings have no id."""


QUOTED = tuple(
    QuotedTable(table.name, keys.index("quote"), keys.index("id") if "id" in keys else None)
    for table in TABLES
    if "quote" in (keys := [column.key for column in table.columns])
)


class QuoteIndex:
    """What changes in `quotes` in one transaction: gathered first, then done in one go by `renew`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Gather for the database of *connection*."""
        self._connection = connection
        for statement in _STAGES:
            connection.execute(statement)

    def remove(self, document_id: str) -> None:
        """The quotes of the rows that the database has of a document go."""
        for table in QUOTED:
            found = self._connection.execute(
                f"SELECT position FROM {table.name} WHERE document_id = ? AND quote IS NOT NULL",
                (document_id,),
            ).fetchall()
            self._connection.executemany(
                "INSERT OR IGNORE INTO leaving VALUES (?)",
                ((_number(document_id, table.name, position),) for (position,) in found),
            )

    def add(self, document: DocumentRows) -> None:
        """The quotes of a document come."""
        self._connection.executemany(_COME, _quotes(document))

    def renew(self) -> None:
        """Do it."""
        for statement in _RENEW:
            self._connection.execute(statement)


def apart(text: str) -> str:
    """The text, folded to half width, with each Chinese character a word of its own."""
    return " ".join(_HAN.sub(r" \1 ", fold(text)).split())


def _quotes(document: DocumentRows) -> Iterator[Row]:
    document_id, name = storable(document.document_id), storable(document.name)
    for table in QUOTED:
        for position, row in enumerate(document.rows[table.name], start=1):
            quote = storable(row[table.quote])
            if isinstance(quote, str):
                identity = None if table.identity is None else row[table.identity]
                number = _number(str(document_id), table.name, position)
                yield (number, document_id, name, table.name, identity, position, quote, apart(quote))


def _number(document_id: str, table: str, position: int) -> int:
    """A number for a row of the index that is the same in whatever order documents come: 63 bits of a hash."""
    digest = blake2b(f"{document_id}/{table}/{position}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
