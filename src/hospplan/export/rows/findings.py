"""What a person should know of a document, and the ledger of its numbers."""

from hospplan.export.rows import words
from hospplan.export.rows.column import Column, Table
from hospplan.export.rows.reading import Entry, Reading
from hospplan.export.rows.shared import DOCUMENT_COLUMNS, ORDINAL, each, place_columns
from hospplan.models.ledger import LedgerEntry
from hospplan.models.plan import Finding

_NUMBER_PLACE: tuple[Column[Entry[LedgerEntry]], ...] = place_columns(lambda n: n.source)
_FINDING_PLACE: tuple[Column[Entry[Finding]], ...] = place_columns(lambda f: f.source)

FINDINGS: Table[Entry[Finding]] = Table(
    "findings",
    "提示",
    (
        *DOCUMENT_COLUMNS,
        ORDINAL,
        Column("severity", "级别", lambda e: e.item.severity, words=words.SEVERITIES),
        Column("code", "问题", lambda e: e.item.code, words=words.CODES, is_open=True),
        Column("message", "说明", lambda e: e.item.message),
        *_FINDING_PLACE,
    ),
    each(lambda p: p.findings),
    ("document_id", "ordinal"),
)
NUMBERS: Table[Entry[LedgerEntry]] = Table(
    "numbers",
    "数字",
    (
        *DOCUMENT_COLUMNS,
        Column("text", "数字", lambda e: e.item.text),
        Column("fate", "去向", lambda e: e.item.fate, words=words.FATES),
        Column("measures", "目标结果标识", lambda e: " ".join(e.item.measures) or None),
        Column("context", "上下文", lambda e: e.item.context),
        *_NUMBER_PLACE,
    ),
    lambda d: (Entry(d, entry) for entry in d.numbers) if isinstance(d, Reading) else (),
)
"""The ledger of numbers; no table of a collection, since only `check` makes it."""
