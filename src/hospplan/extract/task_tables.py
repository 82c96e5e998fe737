"""
Tasks in tables: the rows of a table whose head names a task and an owner.

A row belongs to the columns left of its task (榜单, 项目) and to the owners of all cells that cover it. Where the
format lost the merges, an empty cell stands for the one above.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hospplan.extract.deadlines import deadline_in, stated_deadline
from hospplan.extract.heads import Grid, column_kind
from hospplan.extract.owner_rules import FIRST_LEADS, expected_of, label_role
from hospplan.extract.owner_statement import first_leading
from hospplan.extract.owners import read_owners
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Cell, Table
from hospplan.models.facts import FoundTask
from hospplan.models.outline import QUOTE_MAX
from hospplan.models.plan import Owner
from hospplan.models.values import OwnerRole
from hospplan.phrases.name_list import Expected
from hospplan.phrases.organ import Home
from hospplan.phrases.period import Calendar
from hospplan.phrases.task_title import TaskText, number_at, read_task_text, tidy
from hospplan.text.fold import fold

NUMBER_ONLY = Rule(
    name="只有编号",
    pattern=r"[(]? [0-9]{1,3} (?: \.[0-9]{1,3} ){0,3} [).、]?",
    reads=("7.3", "12", "3.", "(4)"),
    rejects=("7.3 深化", "一、", "2025年", ""),
)
BAND = Rule(
    name="表内分组行",
    pattern=r"(?: [一二三四五六七八九十]{1,3} [、.] | \( [一二三四五六七八九十]{1,3} \) ) .{1,60}",
    reads=("一、党建工作", "(二)医疗质量", "三、人才建设(5项)"),
    rejects=("1.党建工作", "医疗质量", "一"),
)
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
class _Head:
    """What a column's head says."""

    kind: str
    """A key of data/columns.toml, or "" where no word is known."""
    cells: tuple[str, ...]
    role: OwnerRole | None = None
    expected: Expected | None = None
    first_leads: bool = False
    """责任单位（排第一位的为牵头单位）"""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which column holds what."""

    depth: int
    heads: tuple[_Head, ...]
    title: int
    content: int | None
    group: int | None
    project: int | None
    index: int | None
    deadline: int | None
    owners: tuple[int, ...]
    coarse: int | None = None
    """The column of names (项目名称) that title a row where they cover it alone; where merged they are its project."""


def find_row_tasks(table: Table, calendar: Calendar, lexicon: Lexicon, home: Home) -> Iterator[FoundTask]:
    """The tasks of one table, in row order; none where it is no table of tasks."""
    grid = Grid(table)
    layout = _layout(grid, table.header_rows, lexicon)
    if layout is not None:
        yield from _Rows(grid, layout, calendar, lexicon, home).tasks()


def _layout(grid: Grid, header_rows: int, lexicon: Lexicon) -> _Layout | None:
    for depth in range(1, min(_HEAD_ROWS_MAX, grid.rows - 1) + 1):
        heads = _heads(grid, depth, lexicon)
        if _is_task_head(heads):
            deepest = _head_depth(grid, depth, header_rows, lexicon)
            if deepest > depth:
                heads = _heads(grid, deepest, lexicon)
            return _arranged(grid, deepest, heads, lexicon)
    return None


def _is_task_head(heads: tuple[_Head, ...]) -> bool:
    kinds = {head.kind for head in heads}
    return bool(kinds & {"task", "content", "project"}) and any(head.role for head in heads)


def _head_depth(grid: Grid, depth: int, header_rows: int, lexicon: Lexicon) -> int:
    """All rows of the head: those that its cells reach into, and one below that splits a head (牵头 | 配合)."""
    for cell in grid.row(depth - 1):
        depth = max(depth, min(cell.row + cell.row_span, _HEAD_ROWS_MAX, grid.rows - 1))
    while depth < min(_HEAD_ROWS_MAX, grid.rows - 1):
        texts = [cell.text for cell in grid.row(depth) if cell.row == depth and cell.text.strip()]
        is_head = bool(texts) and all(_kind_of(_clean(text), lexicon)[0] in _OWNER_ROLES for text in texts)
        if not is_head and not depth < header_rows:
            break
        depth += 1
    return depth


def _heads(grid: Grid, depth: int, lexicon: Lexicon) -> tuple[_Head, ...]:
    rows = [row for row in range(depth) if not grid.is_caption(row)]
    heads = []
    for col in range(grid.cols):
        found = (grid.cells.get((row, col)) for row in rows)
        cells = list(dict.fromkeys(cell for cell in found if cell is not None and cell.text.strip()))
        texts = [_clean(cell.text) for cell in cells]
        kind, role, expected = _kind_of("".join(texts), lexicon)
        if not kind and len(texts) > 1:
            kind, role, expected = next(
                (known for text in reversed(texts) if (known := _kind_of(text, lexicon))[0]),
                (kind, role, expected),
            )
        first_leads = any(
            FIRST_LEADS.regex(lexicon).search("".join(fold(cell.text).split())) for cell in cells
        )
        heads.append(_Head(kind, tuple(cell.id for cell in cells), role, expected, first_leads))
    return tuple(heads)


def _clean(text: str) -> str:
    """A head's words without white space, brackets and marks."""
    return _BRACKETED.sub("", "".join(fold(text).split())).strip(":.。*")


@lru_cache(maxsize=1024)
def _kind_of(head: str, lexicon: Lexicon) -> tuple[str, OwnerRole | None, Expected | None]:
    """The column that a head names, by the longest known word that ends it; of 甲及乙 the first counts if need be."""
    if not head or len(head) > _HEAD_MAX:
        return "", None, None
    best, length = column_kind(head, lexicon)
    for start in range(len(head) - max(length, 1)):
        label = label_role(head[start:], lexicon)
        if label is not None:
            role, expected = label
            return ("lead" if role == "lead" else role), role, expected
    if best in _OWNER_ROLES:
        return best, _OWNER_ROLES[best], "person" if best == "leader" else expected_of(head, lexicon)
    if not best:
        first = re.split(r"[及与和/、]", head)[0]
        return _kind_of(first, lexicon) if first != head else ("", None, None)
    return best, None, None


def _arranged(grid: Grid, depth: int, heads: tuple[_Head, ...], lexicon: Lexicon) -> _Layout:
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
        is_named = NAMED_THING.regex(lexicon).fullmatch(_clean(grid.text(depth - 1, title)))
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
    return _Layout(
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


@dataclass(slots=True)
class _Open:
    """A task whose rows are still being collected."""

    cell: Cell
    text: TaskText
    number: str | None
    group: str | None
    project: str | None
    col: int
    """The column of its title."""
    content: int | None
    """The column of its description."""
    rows: list[int] = field(default_factory=list)
    charged: dict[tuple[int, Cell], None] = field(default_factory=dict)
    """Column and cell of each owner and deadline, once, in order."""


class _Rows:
    """The rows below the head being read."""

    def __init__(self, grid: Grid, layout: _Layout, calendar: Calendar, lexicon: Lexicon, home: Home) -> None:
        self.grid = grid
        self.layout = layout
        self.calendar = calendar
        self.lexicon = lexicon
        self.home = home
        self.above: dict[int, Cell] = {}
        self.named: dict[tuple[int, str], tuple[Owner, ...]] = {}
        """By column, the last cell with words."""
        self.band: str | None = None
        """The row that spans the table above, as a group."""
        self.is_cut = False
        """A stray cell has cut the group's merged cell, and no new group has begun."""

    def tasks(self) -> Iterator[FoundTask]:
        task: _Open | None = None
        for row in range(self.layout.depth, self.grid.rows):
            if self._is_skipped(row):
                if task is not None:
                    yield self._task(task)
                task = None
                continue
            col = self._title_col(row)
            cell = self.grid.cells.get((row, col))
            text = read_task_text(cell.text, self.lexicon) if cell is not None else None
            goes_on = task is not None and (cell == task.cell or (text is None and self.grid.is_lossy))
            if not goes_on or self._has_own_index(row):
                if task is not None:
                    yield self._task(task)
                task = self._opened(row, col, cell, text) if cell is not None and text is not None else None
            if task is not None:
                task.rows.append(row)
                task.charged.update(dict.fromkeys(self._charged(row)))
        if task is not None:
            yield self._task(task)

    def _has_own_index(self, row: int) -> bool:
        """Whether a row is counted by itself (序号 5), also where it shares its title with the one above."""
        index = self.layout.index
        cell = self.grid.cells.get((row, index)) if index is not None else None
        return cell is not None and cell.row == row and bool(cell.text.strip())

    def _opened(self, row: int, col: int, cell: Cell, text: TaskText) -> _Open:
        self._bring_up(row)
        layout = self.layout
        index = self.grid.text(row, layout.index) if layout.index is not None else ""
        group = self._name(layout.group) or self.band
        is_whole = col == layout.coarse
        project = None if is_whole and layout.project == col else self._name(layout.project)
        content = layout.title if is_whole else layout.content
        return _Open(cell, text, text.number or tidy(index) or None, group, project, col, content)

    def _title_col(self, row: int) -> int:
        """
        The column that titles a row: of 项目名称 and 主要内容 the first where its cell covers this row alone.

        Numbered contents (1.完善制度) are the items of the table throughout; of them names are the projects.
        """
        layout, grid = self.layout, self.grid
        if layout.coarse is None or layout.coarse == layout.group:
            return layout.title
        cell = grid.cells.get((row, layout.coarse))
        if cell is None or cell.row_span > 1 or not cell.text.strip() or self._covers_below(row):
            return layout.title
        content = grid.text(row, layout.title)
        start = len(content) - len(content.lstrip())
        return layout.title if number_at(content, start, self.lexicon) else layout.coarse

    def _covers_below(self, row: int) -> bool:
        """Whether, where merges were lost, an empty cell below shows that the row's first cell covers more."""
        if not self.grid.is_lossy or self.layout.coarse is None or row + 1 >= self.grid.rows:
            return False
        below = self.grid.text(row + 1, self.layout.coarse), self.grid.text(row + 1, self.layout.title)
        return not below[0].strip() and bool(below[1].strip())

    def _is_skipped(self, row: int) -> bool:
        """Whether a row is no task: blank, a head again, a total, or a band, which is kept as the group below."""
        cells = [cell for cell in self.grid.row(row) if cell.text.strip()]
        own = [cell for cell in cells if cell.row == row]
        if not own:
            return not cells
        first = _clean(own[0].text)
        if first in self.lexicon.tasks.totals or _clean(self.grid.text(row, self.layout.title)) in (
            self.lexicon.tasks.totals
        ):
            return True
        if all(_clean(cell.text) == _clean(self._head_text(cell.col)) for cell in own):
            return True
        only = own[0]
        spans = only.col_span >= self.grid.cols > 1
        alone = self.grid.is_lossy and BAND.regex(self.lexicon).fullmatch(fold(tidy(only.text)))
        if len(own) == 1 and len(cells) == 1 and (spans or alone):
            self.band = tidy(only.text)
            self.above.clear()
            return True
        return False

    def _head_text(self, col: int) -> str:
        texts = (self.grid.text(row, col) for row in range(self.layout.depth - 1, -1, -1))
        return next((text for text in texts if text.strip()), "")

    def _bring_up(self, row: int) -> None:
        """Bring group and project up to this row."""
        for col in (self.layout.group, self.layout.project):
            cell = self.grid.cells.get((row, col)) if col is not None else None
            if col is None or cell is None or not cell.text.strip():
                continue
            if NUMBER_ONLY.regex(self.lexicon).fullmatch("".join(fold(cell.text).split())):
                # A number in a column of names is a slip: the group above goes on.
                self.is_cut = self.is_cut or col == self.layout.group
                continue
            if col == self.layout.group and self.above.get(col) != cell:
                self.is_cut = False
                if self.layout.project is not None:
                    self.above.pop(self.layout.project, None)
            self.above[col] = cell

    def _charged(self, row: int) -> list[tuple[int, Cell]]:
        """The cells of owners and deadline that hold for a row."""
        columns = [*self.layout.owners, *([self.layout.deadline] if self.layout.deadline is not None else [])]
        own = {
            col: cell for col in columns if (cell := self.grid.cells.get((row, col))) and cell.text.strip()
        }
        fills = self.grid.is_lossy or (self.is_cut and not any(col in own for col in self.layout.owners))
        found = ((col, own.get(col) or (self.above.get(col) if fills else None)) for col in columns)
        charged = [(col, cell) for col, cell in found if cell is not None]
        self.above.update(own)
        return charged

    def _task(self, task: _Open) -> FoundTask:
        layout, grid = self.layout, self.grid
        owners: list[Owner] = []
        deadline = None
        for col, cell in task.charged:
            if col == layout.deadline:
                deadline = stated_deadline(cell.text, self.calendar, self.lexicon) or deadline
                continue
            head = layout.heads[col]
            key = (col, cell.id)
            if key not in self.named:  # a merged cell holds for every row that it covers, and is read once
                self.named[key] = read_owners(
                    cell.text,
                    head.role or "responsible",
                    self.lexicon,
                    expected=head.expected,
                    home=self.home,
                )
            named = self.named[key]
            owners += first_leading(named) if head.first_leads else named
        if deadline is None:
            deadline = deadline_in([task.text.title], self.calendar, self.lexicon)
        project = None if layout.project == task.col else layout.project
        around = {layout.group, project, layout.index, layout.deadline, *layout.owners}
        extent = [
            cell.id
            for row in task.rows
            for cell in grid.row(row)
            if cell.row == row and cell.col not in around and cell.text.strip()
        ]
        heads = [cell_id for col in (task.col, *layout.owners) for cell_id in layout.heads[col].cells]
        start, end = task.text.start, task.text.end
        return FoundTask(
            anchor=Anchor(task.cell.id, start, min(end, start + QUOTE_MAX)),
            extent=tuple(dict.fromkeys([task.cell.id, *extent])),
            title=task.text.title,
            number=task.number,
            group=task.group,
            project=task.project,
            description=self._description(task),
            owners=tuple(dict.fromkeys(owners)),
            deadline=deadline,
            also=tuple(dict.fromkeys([*(cell.id for _, cell in task.charged), *heads])),
        )

    def _name(self, col: int | None) -> str | None:
        """Group or project that holds now, on one line; letters set one below the other are joined."""
        cell = self.above.get(col) if col is not None else None
        if cell is None:
            return None
        lines = cell.text.split()
        return "".join(lines) if all(len(line) <= 2 for line in lines) else " ".join(lines)

    def _description(self, task: _Open) -> str | None:
        parts = [task.text.description] if task.text.description else []
        if task.content is not None:
            cells = (self.grid.cells.get((row, task.content)) for row in task.rows)
            parts += [
                cell.text.strip() for cell in dict.fromkeys(cells) if cell is not None and cell.text.strip()
            ]
        return "\n".join(parts) or None
