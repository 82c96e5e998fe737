"""
Tasks: rows of task tables, items with named owners, and the numbered items of a plan's task chapters.

What an item is depends on where its owners stand: at the end of a heading or of a section's last paragraph they
own the section, and its title is the task; where a section names owners more than once, each stretch up to them
is a task of its own, titled by its first sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hospplan.extract.deadlines import deadline_in, stated_deadline
from hospplan.extract.owner_rules import FIRST_LEADS
from hospplan.extract.owner_statement import Statement, first_leading
from hospplan.extract.owners import find_statements
from hospplan.extract.roles import Settings
from hospplan.extract.task_chapters import home_of, is_task_chapter, names_tasks, opens_tasks
from hospplan.extract.task_tables import find_row_tasks
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.document import Block, Document, Part, Section
from hospplan.models.facts import FoundTask
from hospplan.models.outline import QUOTE_MAX, Outline
from hospplan.models.plan import Deadline, Owner
from hospplan.phrases.organ import Home
from hospplan.phrases.task_title import after_inline, number_at, read_sentence, tidy
from hospplan.phrases.web_page import PAGE_FOOT, SITE_FOOT, SITE_KEEPER
from hospplan.text.fold import fold

_EDGE = "，,；;、。.:： \u3000\n"
_COLON = "：: "
_NOTE_MAX = 80
_SIBLINGS_MIN = 2
_BARE_MIN = 2
"""Brackets of names alone that confirm each other as owners."""


def find_tasks(document: Document, outline: Outline, lexicon: Lexicon) -> Iterator[FoundTask]:
    """
    The tasks of a document, in document order.

    Args:
        document: The structure; its sections say which paragraphs belong together.
        outline: Look-ups over the same document.
        lexicon: Its columns, owners, organs and tasks hold the words.
    """
    settings = Settings(document, outline, lexicon)
    home = home_of(document, lexicon)
    for part in document.parts:
        yield from _PartReader(document, part, outline, settings, lexicon, home).tasks()


@dataclass(slots=True)
class _Run:
    """Statements that belong to one item: places (index of the block, offset) of their start and end."""

    start: tuple[int, int]
    end: tuple[int, int]
    owners: tuple[Owner, ...]
    deadlines: tuple[str, ...]
    is_firm: bool


class _PartReader:
    """One part of a document being read."""

    def __init__(
        self,
        document: Document,
        part: Part,
        outline: Outline,
        settings: Settings,
        lexicon: Lexicon,
        home: Home,
    ) -> None:
        self.part = part
        self.outline = outline
        self.settings = settings
        self.lexicon = lexicon
        self.home = home
        self.title = part.title or (document.header.title if part.kind == "main" else None) or ""
        self.tables = {table.id: table for table in part.tables}
        self.found: dict[str, list[FoundTask]] = {}
        """By the block that a task stands in, or that its table stands for."""
        self.taken: set[str] = set()
        """Ids of blocks that a task takes up."""
        self.stated: dict[str, tuple[Statement, ...]] = {
            block.id: find_statements(block.text, lexicon, home)
            for block in part.blocks
            if block.table is None
        }
        said = [(block, statement) for block, found in self.stated.items() for statement in found]
        self.is_labelled = any(statement.is_firm and statement.owners for _, statement in said)
        """The part names owners by label, verb or 牵头 somewhere."""
        self.bare = sum(statement.bare == "office" for _, statement in said)
        """Brackets of names alone that hold an office."""
        self.note = next((block for block, statement in said if statement.leads == "onward"), None)
        """The block whose note says that the first name leads, and goes on to do so."""
        first_leads = FIRST_LEADS.regex(lexicon)
        self.is_noted = any(
            len(block.text) <= _NOTE_MAX
            and first_leads.search(fold(block.text))
            and not any(statement.owners for statement in self.stated.get(block.id, ()))
            for block in part.blocks
        )
        """A paragraph of its own says that the first name leads: 注：排在第一位的为牵头单位."""
        self.order = {block.id: place for place, block in enumerate(part.blocks)}
        self.lifted: dict[str, None] = {}
        """Blocks of owners below the last sub-item that own the item above."""
        self.over: dict[str, tuple[Owner, ...]] = {}
        """Heading → the leaders that it names for the items below, some of which name who does them."""

    def tasks(self) -> Iterator[FoundTask]:
        """The tasks of the part, in reading order."""
        loose: list[Block] = []
        for block in self.part.blocks:
            if block.table is not None:
                self._read_table(block)
            elif not self.outline.path[block.id] and not self._is_web_foot(block):
                loose.append(block)
        self._read_stretch((), loose)
        self._read_owned(self.part.sections, ())
        self._read_unowned(self.part.sections, ())
        for block in self.part.blocks:
            yield from sorted(
                self.found.get(block.id, ()), key=lambda task: task.anchor.start if not block.table else 0
            )

    def _is_web_foot(self, block: Block) -> bool:
        """版权所有, 主办单位：… at the end of a saved web page charge nobody with a task."""
        text = fold(block.text)
        rules = (SITE_FOOT, PAGE_FOOT, SITE_KEEPER)
        return any(rule.regex(self.lexicon).fullmatch(text) for rule in rules)

    def _read_table(self, block: Block) -> None:
        table = self.tables.get(block.table or "")
        if table is None or not table.cells:
            return
        calendar = self.settings.at(Anchor(block.id, 0, 0)).calendar
        rows = find_row_tasks(table, calendar, self.lexicon, self.home, first_leads=self.is_noted)
        for task in rows:
            self._add(block.id, task)

    def _add(self, block: str, task: FoundTask) -> None:
        self.found.setdefault(block, []).append(task)
        self.taken.add(block)
        self.taken.update(task.extent)

    def _read_owned(self, sections: tuple[Section, ...], around: tuple[Section, ...]) -> None:
        """Items with owners, section by section, inner ones first, so that an outer one leaves theirs to them."""
        for section in sections:
            if not section.blocks:
                continue
            path = (*around, section)
            lifted = self._below_children(path)
            self.lifted.update(dict.fromkeys(lifted))
            self._read_owned(section.children, path)
            own = [block for block in section.blocks if block not in self.lifted]
            blocks = [self.outline.blocks[block] for block in [*own, *lifted]]
            self._read_stretch(path, [block for block in blocks if block.table is None])

    def _below_children(self, path: tuple[Section, ...]) -> list[str]:
        """
        The lines of owners below the last sub-item that own the item itself.

        They do where it has two sub-items or more and names owners nowhere else: （一）…; 1.…; 2.…; 责任科室：….
        """
        section, children = path[-1], path[-1].children
        if len(children) < _SIBLINGS_MIN or children[-1].children or opens_tasks(section.title, self.lexicon):
            return []
        last = children[-1].blocks
        cut = len(last)
        while cut > 1 and self._is_owner_line(last[cut - 1]):
            cut -= 1
        others = [*section.blocks, *(b for child in children[:-1] for b in _blocks_of(child)), *last[:cut]]
        if cut == len(last) or any(s.owners and not s.bare for b in others for s in self.stated.get(b, ())):
            return []
        return list(last[cut:])

    def _is_owner_line(self, block: str) -> bool:
        """Whether a paragraph is a statement by label and nothing else."""
        found = self.stated.get(block, ())
        text = self.outline.blocks[block].text
        return (
            len(found) == 1
            and (found[0].is_firm or not found[0].owners)
            and not (text[: found[0].start] + text[found[0].end :]).strip(_EDGE)
        )

    def _read_stretch(self, path: tuple[Section, ...], blocks: list[Block]) -> None:
        """The items with owners among the paragraphs of one section, or among those before the first heading."""
        runs = [run for run in self._runs(blocks, path) if self._counts(run, path)]
        if path and len(runs) == 1:
            self._add_section(path, blocks, runs[0])
            return
        done = (0, 0)
        for run in runs:
            self._add_sentence(path, blocks, done, run)
            done = run.end

    def _counts(self, run: _Run, path: tuple[Section, ...]) -> bool:
        """Whether a run has owners, and, where these are but 由办公室负责 at a sentence's end, stands in an item."""
        if not run.owners:
            return False
        return run.is_firm or (bool(path) and is_task_chapter(path, self.title, self.lexicon) is not False)

    def _statements(self, block: str, path: tuple[Section, ...]) -> Iterator[Statement]:
        """The statements of a paragraph; a bracket of names alone only where others or its chapter confirm it."""
        for statement in self.stated.get(block, ()):
            is_noted = self._is_noted(block)
            owners = first_leading(statement.owners) if is_noted else statement.owners
            if statement.bare is None:
                yield replace(statement, owners=owners)
            elif is_noted:
                yield replace(statement, owners=owners, is_firm=True)
            elif self._is_confirmed(statement, path):
                yield statement

    def _is_noted(self, block: str) -> bool:
        return self.is_noted or (self.note is not None and self.order[self.note] <= self.order[block])

    def _is_confirmed(self, statement: Statement, path: tuple[Section, ...]) -> bool:
        if any(section.number and section.number.style == "article" for section in path):
            return False
        if self.bare >= _BARE_MIN:
            return True
        if statement.bare != "office":
            return False
        return self.is_labelled or (bool(path) and is_task_chapter(path, self.title, self.lexicon) is True)

    def _runs(self, blocks: list[Block], path: tuple[Section, ...]) -> list[_Run]:
        """Statements, those on lines of their own joined to the line before where it ends with one or is one."""
        runs: list[_Run] = []
        for index, block in enumerate(blocks):
            begin = 0
            if path and index == 0:
                placed = number_at(block.text, 0, self.lexicon)
                begin = placed.title_start if placed else 0
            for statement in self._statements(block.id, path):
                own_line = not block.text[begin : statement.start].strip(_EDGE)
                if own_line and runs and self._touches(runs[-1], blocks, index):
                    runs[-1] = _joined(runs[-1], statement, index)
                    continue
                place = (index, statement.start), (index, statement.end)
                runs.append(_Run(*place, statement.owners, statement.deadlines, statement.is_firm))
        return runs

    @staticmethod
    def _touches(run: _Run, blocks: list[Block], index: int) -> bool:
        at, offset = run.end
        return at == index - 1 and not blocks[at].text[offset:].strip(_EDGE)

    def _add_section(self, path: tuple[Section, ...], blocks: list[Block], run: _Run) -> None:
        """The task that is a whole section."""
        section = path[-1]
        start, end = self._heading(section)
        if run.start[0] == 0 and section.heading == blocks[0].id and run.start[1] < end:
            end = run.start[1]
        text = self.outline.blocks[section.heading].text
        place = read_sentence(text, start, end)
        if place is None and run.start[0] == run.end[0] == 0 and section.heading == blocks[0].id:
            place = read_sentence(text, run.end[1], len(text))  # 由甲牵头，完善制度
        if place is None:
            return
        start, end = place
        inside = [block for child in section.children for block in _blocks_of(child)]
        own = [block.id for block in blocks]
        is_over = any(block in self.taken for block in inside)
        if is_over and run.start[0] == 0 and all(o.kind == "person" and o.role == "lead" for o in run.owners):
            self.over[section.heading] = run.owners  # 三、改善服务（分管领导：李明）is over tasks, and none
            return
        extent = own if is_over else own + inside
        self._add(
            section.heading,
            FoundTask(
                anchor=Anchor(section.heading, start, min(end, start + QUOTE_MAX)),
                extent=tuple(dict.fromkeys([section.heading, *extent])),
                title=tidy(text[start:end]),
                number=section.number.text if section.number else None,
                group=_group(path[:-1]),
                project=_project(path[:-1]),
                owners=run.owners,
                deadline=self._deadline(run, _texts(blocks), Anchor(section.heading, start, end)),
            ),
        )

    def _heading(self, section: Section) -> tuple[int, int]:
        """The stretch of a section's title in its heading block, after the number."""
        text = self.outline.blocks[section.heading].text
        start = section.start + (len(section.number.text) if section.number else 0)
        at = text.find(section.title, start) if section.title else -1
        if at >= 0:
            return at, at + len(section.title)
        placed = number_at(text, section.start, self.lexicon)
        return (placed.title_start if placed else min(start, len(text))), len(text)

    def _add_sentence(
        self, path: tuple[Section, ...], blocks: list[Block], done: tuple[int, int], run: _Run
    ) -> None:
        """The task that is a stretch of paragraphs up to its owners, titled by its first sentence."""
        first, offset = done
        last = run.start[0]
        if not path:
            # Without a heading around them paragraphs are items each; labels on lines of their own own the one before.
            before = blocks[last].text[offset if last == first else 0 : run.start[1]]
            first, offset = (
                (last if before.strip(_EDGE) else max(first, last - 1)),
                (offset if last == first else 0),
            )
        for index in range(first, last + 1):
            text = blocks[index].text
            start = offset if index == done[0] else 0
            end = run.start[1] if index == last else len(text)
            if (
                path
                and index == 0
                and start == 0
                and end == len(text)
                and self._is_mere_heading(path[-1], text)
            ):
                continue
            start += len(text[start:end]) - len(text[start:end].lstrip(_EDGE))
            placed = number_at(text, start, self.lexicon)
            place = read_sentence(text, placed.title_start if placed else after_inline(text, start), end)
            if place is None:
                continue
            start, end = place
            own = blocks[index : run.end[0] + 1]
            texts = [  # a paragraph may hold other tasks, with deadlines of theirs
                block.text[start if at == index else 0 : run.end[1] if at == run.end[0] else None]
                for at, block in enumerate(own, index)
            ]
            is_heading = bool(path) and blocks[index].id == path[-1].heading
            around = path[:-1] if is_heading else path
            number = " ".join(text[placed.at : placed.text_end].split()) if placed else None
            anchor = Anchor(blocks[index].id, start, min(end, start + QUOTE_MAX))
            self._add(
                blocks[index].id,
                FoundTask(
                    anchor=anchor,
                    extent=tuple(block.id for block in own),
                    title=tidy(text[start:end]),
                    number=number,
                    group=_group(around),
                    project=_project(around),
                    owners=run.owners,
                    deadline=self._deadline(run, texts, anchor),
                ),
            )
            return

    def _is_mere_heading(self, section: Section, text: str) -> bool:
        start, end = self._heading(section)
        return not text[end:].strip(_EDGE) and start < end

    def _deadline(self, run: _Run, texts: list[str], anchor: Anchor) -> Deadline | None:
        calendar = self.settings.at(anchor).calendar
        stated = (stated_deadline(text, calendar, self.lexicon) for text in reversed(run.deadlines))
        return next((d for d in stated if d), None) or deadline_in(texts, calendar, self.lexicon)

    def _read_unowned(self, sections: tuple[Section, ...], around: tuple[Section, ...]) -> None:
        """The innermost numbered sections of task chapters that no task has taken up yet."""
        for section in sections:
            path = (*around, section)
            children = tuple(child for child in section.children if child.blocks)
            if children:
                self._read_unowned(children, path)
            elif self._is_item(path) and not any(block in self.taken for block in section.blocks):
                self._add_item(path)

    def _is_item(self, path: tuple[Section, ...]) -> bool:
        number = path[-1].number
        if not path[-1].blocks or number is None or number.style in ("inline", "article", "chapter"):
            return False
        if names_tasks(path[-1].title, self.lexicon):
            return False
        if any(section.number and section.number.style == "article" for section in path):
            return False
        return is_task_chapter(path, self.title, self.lexicon) is True

    def _add_item(self, path: tuple[Section, ...]) -> None:
        section = path[-1]
        start, end = self._heading(section)
        text = self.outline.blocks[section.heading].text
        place = read_sentence(text, start, end)
        if place is None:
            return
        start, end = place
        anchor = Anchor(section.heading, start, min(end, start + QUOTE_MAX))
        blocks = [self.outline.blocks[block] for block in section.blocks]
        stated = [words for run in self._runs(blocks, path) for words in run.deadlines]
        owners = next((self.over[s.heading] for s in reversed(path[:-1]) if s.heading in self.over), ())
        run = _Run((0, 0), (0, 0), owners, tuple(stated), is_firm=False)
        self._add(
            section.heading,
            FoundTask(
                anchor=anchor,
                extent=section.blocks,
                title=tidy(text[start:end]),
                number=section.number.text if section.number else None,
                group=_group(path[:-1]),
                project=_project(path[:-1]),
                owners=run.owners,
                deadline=self._deadline(run, _texts(blocks), anchor),
            ),
        )


def _joined(run: _Run, statement: Statement, index: int) -> _Run:
    owners = tuple(dict.fromkeys(run.owners + statement.owners))
    deadlines = run.deadlines + statement.deadlines
    return _Run(run.start, (index, statement.end), owners, deadlines, run.is_firm or statement.is_firm)


def _texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def _blocks_of(section: Section) -> Iterator[str]:
    yield from section.blocks
    for child in section.children:
        yield from _blocks_of(child)


def _group(around: tuple[Section, ...]) -> str | None:
    """The outermost heading around an item."""
    return around[0].title.rstrip(_COLON) if around else None


def _project(around: tuple[Section, ...]) -> str | None:
    """The innermost heading around an item, where it is not the outermost too."""
    return around[-1].title.rstrip(_COLON) if len(around) > 1 else None
