"""
Tasks in tables: the rows of a table whose head names a task and an owner.

A row belongs to the columns left of its task (榜单, 项目) and to the owners of all cells that cover it. Where the
format lost the merges, an empty cell stands for the one above.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hospplan.extract.deadlines import deadline_in, stated_deadline
from hospplan.extract.heads import Grid
from hospplan.extract.owner_rules import FIRST_LEADS
from hospplan.extract.owner_statement import first_leading
from hospplan.extract.owners import read_owners
from hospplan.extract.task_heads import Layout, clean_head, read_layout
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Cell, Table
from hospplan.models.facts import FoundTask
from hospplan.models.outline import QUOTE_MAX
from hospplan.models.plan import Owner
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


BAND_INDEX = Rule(
    name="表内分组行的序号",
    pattern=r"[(]? [一二三四五六七八九十]{1,3} [)、.]?",
    reads=("一", "十二", "(三)", "四、"),
    rejects=("1", "一是", "第一", ""),
)


def find_row_tasks(
    table: Table, calendar: Calendar, lexicon: Lexicon, home: Home, *, first_leads: bool = False
) -> Iterator[FoundTask]:
    """
    The tasks of one table, in row order; none where it is no table of tasks.

    Args:
        table: The table.
        calendar: What 年底前 is read against.
        lexicon: Its columns and owners hold the words of heads.
        home: Whose document it is.
        first_leads: A note outside the table says that of those who share a task the first leads.
    """
    grid = Grid(table)
    layout = read_layout(grid, table.header_rows, lexicon)
    if layout is not None:
        if first_leads or FIRST_LEADS.regex(lexicon).search(fold(table.caption or "")):
            shared = not any(head.kind == "lead" for head in layout.heads)
            heads = (replace(head, first_leads=head.first_leads or shared) for head in layout.heads)
            layout = replace(layout, heads=tuple(heads))
        yield from _Rows(grid, layout, calendar, lexicon, home).tasks()


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

    def __init__(self, grid: Grid, layout: Layout, calendar: Calendar, lexicon: Lexicon, home: Home) -> None:
        self.grid = grid
        self.layout = layout
        self.calendar = calendar
        self.lexicon = lexicon
        self.home = home
        self.above: dict[int, Cell] = {}
        self.named: dict[tuple[int, str], tuple[Owner, ...]] = {}
        """By column, the last cell with words."""
        self.has_figures = layout.index is not None and any(
            NUMBER_ONLY.regex(lexicon).fullmatch("".join(fold(grid.text(row, layout.index)).split()))
            for row in range(layout.depth, grid.rows)
        )
        """Rows are counted 1, 2, 3."""
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
        first = clean_head(own[0].text)
        if first in self.lexicon.tasks.totals or clean_head(self.grid.text(row, self.layout.title)) in (
            self.lexicon.tasks.totals
        ):
            return True
        if all(clean_head(cell.text) == clean_head(self._head_text(cell.col)) for cell in own):
            return True
        only = own[0]
        spans = only.col_span >= self.grid.cols > 1
        alone = self.grid.is_lossy and BAND.regex(self.lexicon).fullmatch(fold(tidy(only.text)))
        if len(own) == 1 and len(cells) == 1 and (spans or alone):
            self.band = tidy(only.text)
            self.above.clear()
            return True
        if self._is_counted_band(own, cells):
            self.band = tidy(own[1].text)
            self.above.clear()
            return True
        return False

    def _is_counted_band(self, own: list[Cell], cells: list[Cell]) -> bool:
        """Whether a row 二 | 医疗工作 without anything else heads rows that are counted 3, 4, 5."""
        index = self.layout.index
        return (
            index is not None
            and self.has_figures
            and len(own) == len(cells) == 2
            and own[0].col == index
            and BAND_INDEX.regex(self.lexicon).fullmatch(fold(tidy(own[0].text))) is not None
        )

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
