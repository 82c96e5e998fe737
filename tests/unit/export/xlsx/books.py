"""Workbooks of small plans, written and read back."""

from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.export.sample import plan

from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import TABLES, Reading, Unread
from hospplan.models.plan import Measure, Owner, Plan, Task

HOSPITAL = "云州市第三人民医院"


def rows_of(given: Plan, name: str = "计划/plan.docx", sha256: str = "0" * 64) -> DocumentRows:
    """The rows of a plan under another name and hash."""
    source = given.document.source.model_copy(update={"sha256": sha256})
    document = given.document.model_copy(update={"source": source})
    return DocumentRows.of(Reading.of(name, given.model_copy(update={"document": document})))


def sample() -> list[DocumentRows]:
    """The hand-made plan, and one that could not be read."""
    return [rows_of(plan()), DocumentRows.of(Unread("坏.docx", "damaged", "the zip archive is cut off"))]


def with_targets(*targets: Measure) -> DocumentRows:
    """The plan with other targets."""
    return rows_of(plan().model_copy(update={"targets": targets}))


def with_tasks(*tasks: Task, issuer: str = HOSPITAL, name: str = "a.docx") -> DocumentRows:
    """The plan of an issuer with other tasks."""
    given = plan()
    sign_off = given.document.sign_off.model_copy(update={"issuers": (issuer,)})
    document = given.document.model_copy(update={"sign_off": sign_off})
    return rows_of(given.model_copy(update={"document": document, "tasks": tasks}), name, name)


def task(title: str, *owners: tuple[str, str, str], number: str | None = None) -> Task:
    """A task of a document; owners are (name, kind, role)."""
    model = plan().tasks[0]
    charged = tuple(
        Owner.model_validate({"name": name, "kind": kind, "role": role}) for name, kind, role in owners
    )
    return model.model_copy(update={"id": f"k-{title}", "number": number, "title": title, "owners": charged})


def text_rows(*texts: str) -> DocumentRows:
    """A document whose targets have these texts as names."""
    base = rows_of(plan())
    at = [column.key for column in TABLES[2].columns].index("indicator")
    row = base.rows["targets"][0]
    changed = tuple((*row[:at], text, *row[at + 1 :]) for text in texts)
    return DocumentRows(base.name, base.document_id, MappingProxyType({**base.rows, "targets": changed}))


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet by the heads of its columns."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def opened(path: Path) -> Any:
    """The workbook of a file; its types make None of whatever a file may lack."""
    return openpyxl.load_workbook(path)
