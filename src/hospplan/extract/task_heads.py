"""The heads of a table of tasks: which column holds tasks, owners, deadlines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from hospplan.extract.heads import Grid, column_kind
from hospplan.extract.owner_rules import FIRST_LEADS, expected_of, label_role
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.values import OwnerRole
from hospplan.phrases.name_list import Expected
from hospplan.text.fold import fold

NAMED_THING = Rule(
    name="项目名称列头",
    # What stands under it has a name of its own; under 重点任务 merged cells head the tasks that 工作内容 lists.
    pattern=r".{0,12} (?: 名称 | 项目 | 工程 | 实事 | 专项 | 课题 )",
    reads=("项目名称", "实事项目", "重点工程", "项目"),
    rejects=("重点任务", "工作内容", "项目内容", "类别"),
)


_HEAD_ROWS_MAX = 5
_OWNER_ROLES: Mapping[str, OwnerRole] = {
    "leader": "lead",
    "lead": "lead",
    "responsible": "responsible",
    "support": "support",
}
_NAMING = ("task", "content", "project", "group")
_BRACKETED = re.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]")
_HEAD_MAX = 24


@dataclass(frozen=True, slots=True)
class TaskHead:
    """What a column's head says."""

    kind: str
    """A key of data/columns.toml, or "" where no word is known."""
    text: str
    """What its rows say, without white space and brackets."""
    cells: tuple[str, ...]
    role: OwnerRole | None = None
    expected: Expected | None = None
    first_leads: bool = False
    """责任单位（排第一位的为牵头单位）"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what."""

    depth: int
    heads: tuple[TaskHead, ...]
    title: int
    content: int | None
    group: int | None
    project: int | None
    index: int | None
    deadline: int | None
    owners: tuple[int, ...]
    coarse: int | None = None
    """The column of names (项目名称) that title a row where they cover it alone; where merged they are its project."""


def read_layout(grid: Grid, header_rows: int, lexicon: Lexicon) -> Layout | None:
    """
    Which column holds what, None where no row of heads names a task and an owner.

    Args:
        grid: The table.
        header_rows: How many rows the table's structure takes for heads.
        lexicon: Its columns and owners hold the words of heads.
    """
    for depth in range(1, min(_HEAD_ROWS_MAX, grid.rows - 1) + 1):
        heads = _heads(grid, depth, lexicon)
        if _is_task_head(heads):
            deepest = _head_depth(grid, depth, header_rows, lexicon)
            if deepest > depth:
                heads = _heads(grid, deepest, lexicon)
            return _arranged(grid, deepest, _completed(heads), lexicon)
    return None


def _is_task_head(heads: tuple[TaskHead, ...]) -> bool:
    kinds = {head.kind for head in heads}
    if kinds & {"task", "content", "project"} and any(head.role for head in heads):
        return True
    # 任务 | 科室 | 时间: with nothing to measure, whose task it is
    return {"task", "deadline"} <= kinds and any(map(_is_department, heads))


def _is_department(head: TaskHead) -> bool:
    return head.kind == "subject" and head.text.endswith(("科室", "部门", "处室", "股室"))


def _completed(heads: tuple[TaskHead, ...]) -> tuple[TaskHead, ...]:
    """The heads with what their neighbours tell: behind tasks 职能科室 are owners; where nothing else says when, 月份 does."""
    named = [col for col, head in enumerate(heads) if head.kind in ("task", "content", "project")]
    has_deadline = any(head.kind == "deadline" for head in heads)
    completed = list(heads)
    for col, head in enumerate(heads):
        if _is_department(head) and col > named[0]:
            completed[col] = replace(head, kind="responsible", role="responsible", expected="organ")
        elif head.kind == "subject" and head.text.endswith(("月份", "季度", "时间段")) and not has_deadline:
            completed[col] = replace(head, kind="deadline")
    return tuple(completed)


def _head_depth(grid: Grid, depth: int, header_rows: int, lexicon: Lexicon) -> int:
    """All rows of the head: those that its cells reach into, and one below that splits a head (牵头 | 配合)."""
    for cell in grid.row(depth - 1):
        depth = max(depth, min(cell.row + cell.row_span, _HEAD_ROWS_MAX, grid.rows - 1))
    while depth < min(_HEAD_ROWS_MAX, grid.rows - 1):
        texts = [cell.text for cell in grid.row(depth) if cell.row == depth and cell.text.strip()]
        is_head = bool(texts) and all(
            _kind_of(clean_head(text), lexicon)[0] in _OWNER_ROLES for text in texts
        )
        if not is_head and not depth < header_rows:
            break
        depth += 1
    return depth


def _heads(grid: Grid, depth: int, lexicon: Lexicon) -> tuple[TaskHead, ...]:
    rows = [row for row in range(depth) if not grid.is_caption(row)]
    heads = []
    for col in range(grid.cols):
        found = (grid.cells.get((row, col)) for row in rows)
        cells = list(dict.fromkeys(cell for cell in found if cell is not None and cell.text.strip()))
        texts = [clean_head(cell.text) for cell in cells]
        kind, role, expected = _kind_of("".join(texts), lexicon)
        if not kind and len(texts) > 1:
            kind, role, expected = next(
                (known for text in reversed(texts) if (known := _kind_of(text, lexicon))[0]),
                (kind, role, expected),
            )
        first_leads = any(
            FIRST_LEADS.regex(lexicon).search("".join(fold(cell.text).split())) for cell in cells
        )
        ids = tuple(cell.id for cell in cells)
        heads.append(TaskHead(kind, "".join(texts), ids, role, expected, first_leads))
    return tuple(heads)


def clean_head(text: str) -> str:
    """A head's words without white space, brackets and marks."""
    return _BRACKETED.sub("", "".join(fold(text).split())).strip(":.。*")


@lru_cache(maxsize=1024)
def _kind_of(head: str, lexicon: Lexicon) -> tuple[str, OwnerRole | None, Expected | None]:
    """The column that a head names, by the longest known word that ends it; of 甲及乙 the first counts if need be."""
    if not head or len(head) > _HEAD_MAX:
        return "", None, None
    parts = re.split(r"[及与和/、]", head)
    best, length = column_kind(head, lexicon)
    if best in ("target", "content") and len(parts) > 1 and column_kind(parts[0], lexicon)[0] == "task":
        return "task", None, None  # 重点任务及目标
    for start in range(len(head) - max(length, 1)):
        label = label_role(head[start:], lexicon)
        if label is not None:
            role, expected = label
            return ("lead" if role == "lead" else role), role, expected
    if best in _OWNER_ROLES:
        return best, _OWNER_ROLES[best], "person" if best == "leader" else expected_of(head, lexicon)
    if not best:
        return _kind_of(parts[0], lexicon) if len(parts) > 1 else ("", None, None)
    return best, None, None


def _arranged(grid: Grid, depth: int, heads: tuple[TaskHead, ...], lexicon: Lexicon) -> Layout:
    def of_kind(kind: str) -> list[int]:
        return [col for col, head in enumerate(heads) if head.kind == kind]

    def is_coarse(col: int) -> bool:
        """Whether the column's cells stand for several rows each."""
        cells = {grid.cells[row, col] for row in range(depth, grid.rows) if (row, col) in grid.cells}
        return any(cell.row_span > 1 or (grid.is_lossy and not cell.text.strip()) for cell in cells)

    def is_mostly_coarse(col: int) -> bool:
        """Whether half of the rows or more share their cell with others: one merge does not make a column of groups."""
        rows = range(depth, grid.rows)
        held = [grid.cells.get((row, col)) for row in rows]
        shared = sum(cell is not None and cell.row_span > 1 for cell in held)
        empty = sum(cell is None or not cell.text.strip() for cell in held) if grid.is_lossy else 0
        return is_coarse(col) and 2 * (shared + 2 * empty) >= len(held)

    naming = of_kind("task") or of_kind("project") or of_kind("content")
    title = naming[0]
    for col in naming[1:]:
        if heads[col].cells == heads[title].cells or is_coarse(title):
            title = col
    content = next((col for col in of_kind("content") if col != title), None)
    coarse = None
    if content is not None and content > title and is_mostly_coarse(title) and not is_coarse(content):
        is_named = NAMED_THING.regex(lexicon).fullmatch(clean_head(grid.text(depth - 1, title)))
        coarse, title, content = (title if is_named else None), content, None
    left = [
        col
        for col in range(title)
        if heads[col].role is None and col != content and (heads[col].kind in _NAMING or not heads[col].kind)
    ]
    group = next((col for col in left if heads[col].kind == "group"), None)
    project = next((col for col in reversed(left) if heads[col].kind in ("project", "task", "content")), None)
    if group is None:
        group = next((col for col in left if col != project), None)
    if project is None:
        project = next((col for col in reversed(left) if col != group), None)
    index = of_kind("index")
    deadline = of_kind("deadline")
    return Layout(
        depth,
        heads,
        title,
        content,
        group,
        project,
        index[0] if index else None,
        deadline[0] if deadline else None,
        tuple(col for col, head in enumerate(heads) if head.role is not None),
        coarse,
    )
