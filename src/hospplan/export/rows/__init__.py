"""
The flat tables of the output: which there are, and their columns, declared once as data.

CSV, JSON Lines, workbooks, databases, Markdown and the tables of a screen all read these columns; a new column is a
row of the file of its table.
"""

from typing import Any

from hospplan.export.rows.column import Column, Headers, Kind, Record, Row, Table, Value, text_of
from hospplan.export.rows.documents import DOCUMENTS
from hospplan.export.rows.findings import FINDINGS, NUMBERS
from hospplan.export.rows.measures import RESULTS, TARGETS, measures
from hospplan.export.rows.reading import Entry, Reading, Unread, heading, walk
from hospplan.export.rows.sections import SECTIONS
from hospplan.export.rows.tasks import OWNERS, TASK_TARGETS, TASKS, named_owners

TABLES: tuple[Table[Any], ...] = (
    DOCUMENTS,
    SECTIONS,
    TARGETS,
    RESULTS,
    TASKS,
    OWNERS,
    TASK_TARGETS,
    FINDINGS,
)
"""All tables of a collection, in the order in which a person asks for them."""

__all__ = [
    "DOCUMENTS",
    "FINDINGS",
    "NUMBERS",
    "OWNERS",
    "RESULTS",
    "SECTIONS",
    "TABLES",
    "TARGETS",
    "TASKS",
    "TASK_TARGETS",
    "Column",
    "Entry",
    "Headers",
    "Kind",
    "Reading",
    "Record",
    "Row",
    "Table",
    "Unread",
    "Value",
    "heading",
    "measures",
    "named_owners",
    "text_of",
    "walk",
]
