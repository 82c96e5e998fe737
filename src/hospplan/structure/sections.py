"""The section tree, from the grammar of numbers alone."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hospplan.lexicon import Lexicon
from hospplan.models.document import NumberStyle, Section, SectionNumber
from hospplan.phrases.letterhead import join_spaced
from hospplan.phrases.numbering import NOTE_ITEM, InlineNumber, Number, find_inline_numbers, read_numbers
from hospplan.structure.lines import Line

_ORDER = (
    "编", "篇", "部分", "章", "节", "条", "hanzi", "paren-hanzi", "project", "arabic",
    "decimal2", "decimal3", "decimal4", "(1)", "1)", "circled",
)  # fmt: skip
"""Levels from the outermost in; a document uses some of them, and may turn two round."""
_LOOK_AHEAD = 16
"""Numbers below one that may prove it."""
_MOST_LEFT_OUT = 3
"""1.1 may go on with 1.4, not with 1.12."""
_LONGEST_CHAPTER = 60


@dataclass(slots=True)
class _Node:
    number: SectionNumber
    title: str
    heading: str
    level: int
    is_inline: bool = False
    start: int = 0
    blocks: list[str] = field(default_factory=list)
    children: list["_Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A line of a part with the id of the block that it became."""

    id: str
    line: Line
    is_plain: bool = False
    """A line that can't be a heading: of a title, a list of attachments, a table of contents."""


def read_sections(blocks: Sequence[BlockLine], first: int, lexicon: Lexicon) -> tuple[Section, ...]:
    """
    The sections of one part; the first at the top is numbered *first* (s4), its children s4.1 and so on.

    A block belongs to the last section that was opened; blocks before the first heading belong to none.
    """
    numbers = _resolve(_readings(blocks, lexicon))
    levels = _levels([numbers[i] for i in sorted(numbers)])
    inline = _inline_runs(blocks, numbers)
    root: list[_Node] = []
    stack: list[_Node] = []

    def attach(node: _Node) -> None:
        (stack[-1].children if stack else root).append(node)

    for i, block in enumerate(blocks):
        number = numbers.get(i)
        hits = inline.get(i, ())
        if number is not None:
            level = levels[number.key]
            while stack and (stack[-1].is_inline or stack[-1].level >= level):
                stack.pop()
            node = _Node(
                SectionNumber(
                    text=block.line.text[: number.text_end].rstrip(),
                    style=number.style,
                    ordinal=number.ordinal,
                ),
                _title(blocks, i, number.title_start, numbers),
                block.id,
                level,
            )
            attach(node)
            stack.append(node)
        elif hits and hits[0].owns_block:
            while stack and stack[-1].is_inline:
                stack.pop()
            node = _inline_node(block, hits[0], len(block.line.text), stack)
            attach(node)
            stack.append(node)
            hits = ()
        if hits and stack and stack[-1].is_inline:
            stack.pop()
        if stack:
            stack[-1].blocks.append(block.id)
        for k, hit in enumerate(hits):
            end = hits[k + 1].number.start if k + 1 < len(hits) else len(block.line.text)
            attach(_inline_node(block, hit, end, stack))
    return tuple(_freeze(node, f"s{first + i}") for i, node in enumerate(root))


def _freeze(node: _Node, section_id: str) -> Section:
    return Section(
        id=section_id,
        level=node.level,
        number=node.number,
        title=node.title,
        heading=node.heading,
        start=node.start,
        blocks=tuple(node.blocks),
        children=tuple(_freeze(child, f"{section_id}.{i}") for i, child in enumerate(node.children, start=1)),
    )


def _readings(blocks: Sequence[BlockLine], lexicon: Lexicon) -> list[tuple[int, tuple[Number, ...]]]:
    readings = []
    noted = 0
    for i, block in enumerate(blocks):
        if block.is_plain or not block.line.text:
            continue
        if NOTE_ITEM.regex().match(block.line.folded):
            noted = 1
            continue
        found = read_numbers(block.line.folded, lexicon, glued=True)
        if (
            found
            and found[0].style == "chapter"
            and ("。" in block.line.text or len(block.line.text) > _LONGEST_CHAPTER)
        ):
            continue
        if noted and found and found[-1].style == "arabic" and found[-1].ordinal == noted + 1:
            noted += 1  # 注：1.甲 has its 2.乙 on the next line
            continue
        noted = 0
        if found:
            readings.append((i, found))
    return readings


def _resolve(readings: Sequence[tuple[int, tuple[Number, ...]]]) -> dict[int, Number]:
    """One number for each line that has one: what can be read in two ways, or by chance, its neighbours tell."""
    chosen: dict[int, Number] = {}
    before = _Before()
    chapters = _bare_chapters(readings)
    for k, (i, found) in enumerate(readings):
        after = readings[k + 1 : k + 1 + _LOOK_AHEAD]
        number = next((n for n in found if (i in chapters if n.is_bare else _fits(n, before, after))), None)
        if number is not None:
            chosen[i] = number
            before.note(number)
    return chosen


@dataclass(slots=True)
class _BareRun:
    """1 总则, 2 职责, 3 附则: bare numbers that count up, each with its line."""

    numbers: list[tuple[int, Number]] = field(default_factory=list)
    proven: set[int] = field(default_factory=set)
    """Lines of those that have a 1.1 of their own."""

    def may_skip_to(self, number: Number) -> bool:
        """Whether 4 工作目标 goes on a proven run that ends with 2: a number was left out."""
        gap = number.ordinal - (self.numbers[-1][1].ordinal if self.numbers else 0)
        return bool(self.proven) and 0 < gap <= _MOST_LEFT_OUT and not (number.is_glued or number.is_count)

    def chapters(self) -> Iterator[int]:
        """The lines that are chapters: none where no 1.1 proves the run."""
        glued = {n.is_glued for i, n in self.numbers if i in self.proven}
        last = self.numbers[-1][0] if self.numbers else 0
        for i, number in self.numbers:
            alike = number.is_glued in glued
            if i in self.proven or (alike and not (number.is_count and i == last)):
                yield i


def _bare_chapters(readings: Sequence[tuple[int, tuple[Number, ...]]]) -> frozenset[int]:
    """
    Lines whose bare number (1 总则, 1总则) is a chapter's.

    One 1.1 under its 1 proves the whole run, so that a chapter without a 2.1 is one too; without any decimal
    2 台设备 is text.
    """
    runs = [_BareRun()]
    ahead = _first_decimals(readings)
    for k, (i, found) in enumerate(readings):
        number = found[0]
        if not number.is_bare:
            continue
        run = runs[-1]
        last = run.numbers[-1][1].ordinal if run.numbers else 0
        is_proven = ahead[k]
        if is_proven and number.ordinal == last and run.numbers[-1][0] not in run.proven:
            run.numbers.pop()  # 2 台设备 of the text before 2 职责
        elif number.ordinal != last + 1 and not run.may_skip_to(number):
            if not is_proven and number.ordinal != 1:
                continue
            runs.append(run := _BareRun())
        run.numbers.append((i, number))
        if is_proven:
            run.proven.add(i)
    return frozenset(i for run in runs for i in run.chapters())


def _first_decimals(readings: Sequence[tuple[int, tuple[Number, ...]]]) -> list[bool]:
    """For each line, whether n.1 comes soon after its bare n, and before another bare n."""
    found = [False] * len(readings)
    nearest: dict[int, int] = {}
    for k in range(len(readings) - 1, -1, -1):
        for number in readings[k][1]:
            if number.style == "decimal" and len(number.values) == 2 and number.ordinal == 1:
                nearest[number.values[0]] = k
            elif number.is_bare:
                at = nearest.pop(number.ordinal, None)
                found[k] = at is not None and at - k <= _LOOK_AHEAD
    return found


@dataclass(slots=True)
class _Before:
    """The numbers that a line can go on from."""

    decimals: dict[tuple[int, ...], int] = field(default_factory=dict)
    """Places before the last → the last."""
    arabic: int = 0
    """Of 1. 2. 3.; 0 after an outer heading."""
    hanzi: int = 0
    """Of 一、二、三、."""
    bare: int = 0
    """Of 1 总则, 2 职责."""

    def note(self, number: Number) -> None:
        if number.style == "decimal":
            self.decimals[number.values[:-1]] = number.ordinal
        elif number.is_bare:
            self.bare = number.ordinal
        elif number.style == "arabic":
            self.arabic = number.ordinal
        elif number.style in ("chapter", "article", "hanzi", "paren-hanzi", "project"):
            self.arabic = 0
            if number.style == "hanzi":
                self.hanzi = number.ordinal
            elif number.style == "chapter":
                self.hanzi = 0


def _fits(number: Number, before: _Before, after: Sequence[tuple[int, tuple[Number, ...]]]) -> bool:
    if number.style == "decimal":
        return _decimal_fits(number, before, after)
    if number.is_doubtful:
        last = before.hanzi if number.style == "hanzi" else before.arabic
        return number.ordinal == last + 1 and (last > 0 or _comes(number.style, (2,), after))
    return True


def _comes(
    style: NumberStyle, values: tuple[int, ...], after: Sequence[tuple[int, tuple[Number, ...]]]
) -> bool:
    return any(n.style == style and n.values == values for _, found in after for n in found)


def _decimal_fits(number: Number, before: _Before, after: Sequence[tuple[int, tuple[Number, ...]]]) -> bool:
    """
    Whether a decimal is a section's number: its forerunner was there, or it starts a row.

    5.12护士节 is a date and 2.1个百分点 a value; neither has a 5.11 or a 2.2 around it.
    """
    prefix, last = number.values[:-1], number.ordinal
    forerunner = before.decimals.get(prefix)
    if forerunner is not None:
        return 0 < last - forerunner <= _MOST_LEFT_OUT or (last == 1 and not number.is_doubtful)
    goes_on = _comes("decimal", (*prefix, last + 1), after) or _comes("decimal", (*number.values, 1), after)
    if number.is_doubtful or last != 1:
        return goes_on and last <= _MOST_LEFT_OUT
    is_under = len(prefix) > 1 or prefix[0] in (before.arabic, before.bare)
    return goes_on or is_under or not (before.arabic or before.bare)


def _levels(numbers: Sequence[Number]) -> dict[str, int]:
    """
    Levels of the keys that a part uses, 1 the outermost: 一、（一）1. are 1, 2, 3 wherever one of them is left out.

    The usual order holds, unless the part itself turns two neighbours round: the usually inner one never starts
    again, and the usually outer one starts at 1 under it, again and again.
    """
    used = [key for key in _ORDER if any(number.key == key for number in numbers)]
    starts: Counter[tuple[str, str]] = Counter()
    restarts: Counter[str] = Counter()
    last: dict[str, tuple[int, ...]] = {}
    previous = ""
    for number in numbers:
        if number.key in last and number.values <= last[number.key]:
            restarts[number.key] += 1
        if number.ordinal == 1 and previous and previous != number.key:
            starts[previous, number.key] += 1
        last[number.key] = number.values
        previous = number.key
    for i in range(len(used) - 1):
        outer, inner = used[i], used[i + 1]
        turned = starts[inner, outer] > starts[outer, inner] and restarts[outer] and not restarts[inner]
        if turned:
            used[i], used[i + 1] = inner, outer
    return {key: level for level, key in enumerate(used, start=1)}


@dataclass(frozen=True, slots=True)
class _Hit:
    """一是 in a run of at least two."""

    number: InlineNumber
    owns_block: bool
    """It starts a paragraph that has no other, in a run over several paragraphs."""


def _inline_runs(blocks: Sequence[BlockLine], numbers: Mapping[int, Number]) -> dict[int, tuple[_Hit, ...]]:
    """Block index → the 一是, 二是 of runs that start with 一 and have at least two."""
    runs: list[list[tuple[int, InlineNumber]]] = []
    open_runs: dict[str, list[tuple[int, InlineNumber]]] = {}
    for i, block in enumerate(blocks):
        if i in numbers:
            open_runs.clear()
        if block.is_plain or not block.line.text:
            continue
        for hit in find_inline_numbers(block.line.folded):
            run = open_runs.get(hit.verb)
            if hit.ordinal == 1:
                open_runs[hit.verb] = run = [(i, hit)]
                runs.append(run)
            elif run is not None and hit.ordinal == run[-1][1].ordinal + 1:
                run.append((i, hit))
    by_block: dict[int, list[tuple[InlineNumber, bool]]] = {}
    for run in runs:
        if len(run) < 2:
            continue
        spread = len({i for i, _ in run}) > 1
        for i, hit in run:
            by_block.setdefault(i, []).append((hit, spread))
    return {
        i: tuple(
            _Hit(hit, owns_block=spread and hit.start == 0 and len(hits) == 1 and i not in numbers)
            for hit, spread in sorted(hits, key=lambda pair: pair[0].start)
        )
        for i, hits in by_block.items()
    }


def _inline_node(block: BlockLine, hit: _Hit, end: int, stack: Sequence[_Node]) -> _Node:
    number = hit.number
    text = block.line.text
    level = next((node.level for node in reversed(stack) if not node.is_inline), 0) + 1
    return _Node(
        SectionNumber(text=text[number.start : number.end], style="inline", ordinal=number.ordinal),
        _clause(text[number.end : end]),
        block.id,
        level,
        is_inline=True,
        start=number.start,
    )


_STOP = re.compile(r"[。；;]")


def _clause(text: str) -> str:
    """The first clause of an inline item: up to 。 or ；."""
    return _STOP.split(text, maxsplit=1)[0].strip(" \u3000，：:、,")


def _title(blocks: Sequence[BlockLine], i: int, start: int, numbers: Mapping[int, Number]) -> str:
    """A heading's first sentence without its stop; where the number stands alone, the short line under it."""
    text = blocks[i].line.text[start:]
    if not text.strip() and i + 1 < len(blocks) and i + 1 not in numbers:
        below = blocks[i + 1].line
        return (
            _without_bars(join_spaced(below.text))
            if 0 < len(below.text) <= 40 and not below.is_sentence
            else ""
        )
    return _without_bars(_first_sentence(text)).strip().rstrip("；;，,：:")


def _without_bars(title: str) -> str:
    """A title without bars at its end: what is left of a table's sides where a page was saved as text."""
    return title.rstrip(" \u3000|｜")


def _first_sentence(text: str) -> str:
    """Up to the first 。 outside of quotes and brackets, or the first at all where these don't close."""
    depth = 0
    for match in _QUOTE_OR_STOP.finditer(text):
        if match[0] in _OPENS:
            depth += 1
        elif match[0] != "。":
            depth = max(0, depth - 1)
        elif depth == 0:
            return text[: match.start()]
    return text if depth == 0 else text.partition("。")[0]


_OPENS = frozenset("“（(【〔[")
_QUOTE_OR_STOP = re.compile(r"[“”（(）)【】〔〕\[\]。]")
