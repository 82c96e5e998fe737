"""Tasks, who is charged with them, and which targets stand in them."""

from collections.abc import Iterator

from hospplan.export.rows import words
from hospplan.export.rows.column import Column, Table
from hospplan.export.rows.reading import Entry, Reading, Unread
from hospplan.export.rows.shared import DOCUMENT_COLUMNS, ORDINAL, each, place_columns
from hospplan.models.plan import Owner, Task
from hospplan.models.values import OwnerRole

_PLACE: tuple[Column[Entry[Task]], ...] = place_columns(lambda t: t.source)


def named_owners(task: Task, role: OwnerRole) -> str | None:
    """The names that share a role in a task."""
    return "、".join(owner.name for owner in task.owners if owner.role == role) or None


def _owners(reading: Reading | Unread) -> Iterator[Entry[tuple[Task, Owner]]]:
    """Each owner with its task, counted within the task: one name may stand there in two roles."""
    if isinstance(reading, Reading):
        for task in reading.plan.tasks:
            for ordinal, owner in enumerate(task.owners, start=1):
                yield Entry(reading, (task, owner), ordinal)


TASKS: Table[Entry[Task]] = Table(
    "tasks",
    "任务清单",
    (
        *DOCUMENT_COLUMNS,
        Column("id", "标识", lambda e: e.item.id),
        Column("number", "编号", lambda e: e.item.number),
        Column("title", "任务", lambda e: e.item.title),
        Column("group", "类别", lambda e: e.item.group),
        Column("project", "项目", lambda e: e.item.project),
        Column("description", "内容", lambda e: e.item.description),
        Column("lead", "牵头", lambda e: named_owners(e.item, "lead")),
        Column("responsible", "责任", lambda e: named_owners(e.item, "responsible")),
        Column("support", "配合", lambda e: named_owners(e.item, "support")),
        Column("deadline", "时限", lambda e: e.item.deadline.text if e.item.deadline else None),
        Column(
            "deadline_start", "时限起", lambda e: e.item.deadline.start if e.item.deadline else None, "date"
        ),
        Column("deadline_end", "时限止", lambda e: e.item.deadline.end if e.item.deadline else None, "date"),
        Column(
            "deadline_basis",
            "时限依据",
            lambda e: e.item.deadline.basis if e.item.deadline else None,
            words=words.BASES,
        ),
        Column("targets", "目标标识", lambda e: " ".join(e.item.targets) or None),
        *_PLACE,
    ),
    each(lambda p: p.tasks),
    ("document_id", "id"),
)
OWNERS: Table[Entry[tuple[Task, Owner]]] = Table(
    "owners",
    "责任部门",
    (
        *DOCUMENT_COLUMNS,
        Column("task", "任务标识", lambda e: e.item[0].id),
        Column("task_number", "编号", lambda e: e.item[0].number),
        Column("task_title", "任务", lambda e: e.item[0].title),
        ORDINAL,
        Column("name", "责任方", lambda e: e.item[1].name),
        Column("kind", "类型", lambda e: e.item[1].kind, words=words.KINDS),
        Column("role", "职责", lambda e: e.item[1].role, words=words.OWNER_ROLES),
        Column("post", "职务", lambda e: e.item[1].post),
    ),
    _owners,
    ("document_id", "task", "ordinal"),
)
TASK_TARGETS: Table[Entry[tuple[Task, str]]] = Table(
    "task_targets",
    "任务指标",
    (
        *DOCUMENT_COLUMNS,
        Column("task", "任务标识", lambda e: e.item[0].id),
        Column("measure", "指标标识", lambda e: e.item[1]),
    ),
    each(lambda p: ((task, measure) for task in p.tasks for measure in dict.fromkeys(task.targets))),
    ("document_id", "task", "measure"),
)
"""Which targets stand in which task: one pair a row."""
