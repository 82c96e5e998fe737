"""
Lines to paragraphs by geometry: indents, right margins, pitch, the middle of the page.

A line goes on with the one before it if that one is full, so that the first word of the line had no room on it,
and the line itself starts as further lines of a paragraph do on this page. What geometry leaves open, the words
decide (`text.wrap`).
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from hospplan.models.source import Align, Fragment
from hospplan.page.columns import wide_gaps
from hospplan.page.lines import Line
from hospplan.text.fold import fold
from hospplan.text.layout import CONTENTS_ENTRY, NUMBER_MARK, starts_own
from hospplan.text.wrap import CANNOT_END, CANNOT_START, OpenParagraph, is_finished, seam

_TOKEN = re.compile(r"[“‘《〈（【〔(\[]*(?:[0-9A-Za-z%.,:/+\-]+|.)(?:[”’“‘]+.)?", re.DOTALL)
"""What is not parted at the end of a line: a Latin word, a number, one Chinese character, what hangs on a quote."""
_FLUSH = 0.8
"""Characters by which a further line of a paragraph may stand in."""
_INDENTED = 1.4
"""Characters from which a line is indented; the standard asks for two (GB/T 9704-2012, 7.3.3)."""
_DEEP = 5.0
"""Characters from which it is set to the middle or the right."""
_MIDDLE = 1.0
"""Characters by which the two sides of a centred line may differ."""
_OTHER_SIZE = 1.13
_WIDE_PITCH = 1.35
"""Times the usual distance of two lines, from which space was left between paragraphs."""
_EDGE_LINES = 3
"""Lines that prove an edge of the text."""
_SET_IN = 1.6
"""Characters by which the right edge of a paragraph that is set in may lie before that of the area."""
_SHORT_END = 8
"""Characters of a line that only ends a bracket of the line before."""
_FAR = 4.0
"""Characters of space that part the two ends of a line."""
_SLACK = 0.35
"""Characters by which a full line may be shorter than it had to be."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line with the area of the page that it was set in: columns and pages of another size are other areas."""

    line: Line
    area: Hashable
    is_kept_apart: bool = False
    """Something that is no text (a table) stands before it."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where the lines of an area start and end, and how its paragraphs begin."""

    left: float
    right: float
    size: float
    """Of most of its characters."""
    pitch: float
    """The usual distance from line to line."""
    is_indented: bool
    """Paragraphs start with an indent, so that a flush line goes on."""
    is_spaced: bool
    """Paragraphs are parted by space."""
    has_flush_marks: bool
    """Numbered items start flush."""


@dataclass(slots=True)
class _Placed:
    """A line measured against its area, in characters of its own size."""

    line: Line
    area: Area
    folded: str
    indent: float
    room: float
    """From its end to the right edge."""
    is_centred: bool
    is_marked: bool
    is_kept_apart: bool

    @property
    def is_deep(self) -> bool:
        return self.is_centred or self.indent >= _DEEP

    @property
    def align(self) -> Align | None:
        if self.is_centred:
            return "center"
        return "right" if self.indent >= _DEEP and self.room < _DEEP and self.room < self.indent else None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one paragraph."""

    text: str
    fragments: tuple[Fragment, ...]
    align: Align | None
    lines: int
    """How many it takes."""


@dataclass(slots=True)
class _Open:
    """A paragraph while lines are added to it."""

    align: Align | None
    first_indent: float
    later_indent: float | None = None
    words: OpenParagraph = field(default_factory=OpenParagraph)
    lines: list[Line] = field(default_factory=list)

    def close(self) -> Paragraph:
        text, fragments = join(self.lines)
        return Paragraph(text, fragments, self.align, len(self.lines))


def find_paragraphs(lines: Sequence[SetLine]) -> Iterator[Paragraph]:
    """The paragraphs of lines in reading order, over the ends of columns and pages."""
    areas = _areas(lines)
    current: _Open | None = None
    last: _Placed | None = None
    for at, set_line in enumerate(lines):
        line = _place(set_line, areas[set_line.area])
        following = lines[at + 1].line.text if at + 1 < len(lines) else ""
        if current is None or last is None or not _goes_on(current, last, line, following):
            if current is not None:
                yield current.close()
            current = _Open(line.align, line.indent)
        else:
            if current.later_indent is None:
                current.later_indent = line.indent
            if not line.is_centred:
                current.align = None if current.align == "center" else current.align
        current.lines.append(line.line)
        current.words.take(line.folded)
        last = line
    if current is not None:
        yield current.close()


def join(lines: Iterable[Line]) -> tuple[str, tuple[Fragment, ...]]:
    """Lines as one text, and where each stands."""
    pieces: list[str] = []
    fragments: list[Fragment] = []
    length, last = 0, ""
    for line in lines:
        if last:
            between = seam(last, line.text)
            pieces.append(between)
            length += len(between)
        pieces.append(line.text)
        fragments.append(line.fragment(length))
        length += len(line.text)
        last = line.text
    return "".join(pieces), tuple(fragments)


def first_width(line: Line) -> float:
    """Points that the first word of a line takes, with the marks that must not start a line themselves."""
    match = _TOKEN.match(line.text)
    end = match.end() if match else 1
    width = line.edges[end] - line.edges[0]
    while end < len(line.text) and line.text[end] in CANNOT_START:
        # A mark may be set narrower than it would have stood at the end of the line above.
        width += max(line.edges[end + 1] - line.edges[end], line.size if line.text[end] > "\u2e80" else 0)
        end += 1
    return width


def _goes_on(state: _Open, last: _Placed, line: _Placed, following: str) -> bool:
    if line.is_kept_apart or not _is_alike(last, line) or CONTENTS_ENTRY.search(last.folded):
        return False
    if _has_far_words(last.line) or _has_far_words(line.line):
        # A row of a table that was not made out: its numbers must not come to the next row's words.
        return len(line.folded) <= _SHORT_END and state.words.is_closed_by(line.folded)
    head, tail = line.folded[0], last.folded[-1]
    word = first_width(line.line) / line.line.size
    if last.is_centred and line.is_centred:
        # A title that is wrapped and not parted by its typist, or a note in brackets.
        is_wrapped = last.indent + last.room < word + _SLACK and not is_finished(last.folded)
        return not line.is_marked and (is_wrapped or state.words.is_closed_by(line.folded))
    if line.is_centred and abs(last.indent - last.room) < _MIDDLE and state.words.is_closed_by(line.folded):
        return True  # a centred note whose first line is as long as the page is wide
    is_flush = abs(line.indent) < _FLUSH
    if head in CANNOT_START:
        return True
    is_full = last.room < word + _SLACK
    if is_full and _hangs(state, last, line):
        return True
    if line.is_deep or last.is_deep:
        return False
    if is_full:
        return _follows_full_line(state, last, line, is_flush=is_flush)
    if line.is_marked or starts_own(line.folded):
        return False
    # A paragraph that is set in on both sides (抄送, GB/T 9704-2012, 7.4.2) has a right edge of its own.
    is_nearly_full = last.room < word + _SET_IN
    if (
        is_nearly_full
        and not is_finished(last.folded)
        and line.indent < _INDENTED
        and not _is_spaced(last, line)
    ):
        return last.area.is_indented
    if tail in CANNOT_END or state.words.is_closed_by(line.folded):
        return True
    if is_finished(last.folded) or not is_flush or _is_spaced(last, line):
        return False
    return last.area.is_indented and state.words.is_unfinished_before(line.folded, following)


def _hangs(state: _Open, last: _Placed, line: _Placed) -> bool:
    """Whether a line stands in as the further lines of a numbered item do, whose number hangs before them."""
    if line.is_centred or last.is_centred or line.is_marked or _is_spaced(last, line):
        return False
    if state.later_indent is not None:
        return (
            state.later_indent > state.first_indent + _FLUSH
            and abs(line.indent - state.later_indent) < _FLUSH
        )
    return starts_own(last.folded) and _FLUSH < line.indent - state.first_indent < _DEEP


def _follows_full_line(state: _Open, last: _Placed, line: _Placed, *, is_flush: bool) -> bool:
    area = line.area
    if _is_spaced(last, line):
        return False
    is_open = last.folded[-1] in CANNOT_END or state.words.is_closed_by(line.folded)
    if is_flush:
        if area.is_indented:
            return is_open or not (line.is_marked and area.has_flush_marks and state.first_indent < _FLUSH)
        if line.is_marked or (is_finished(last.folded) and not area.is_spaced):
            return is_open and not line.is_marked
        return True
    if line.is_marked:
        return False
    if state.later_indent is not None:
        return abs(line.indent - state.later_indent) < _FLUSH or is_open
    # The second line of a paragraph in a set-in block stands in less far.
    return line.indent < state.first_indent - _FLUSH or is_open


def _is_alike(last: _Placed, line: _Placed) -> bool:
    small, large = sorted((last.line.size, line.line.size))
    return large <= _OTHER_SIZE * small


def _has_far_words(line: Line) -> bool:
    """Whether a line has words far from each other: two wide spaces, or one that no name is padded by."""
    if "  " not in line.text:
        return False
    return sum(1 for _ in wide_gaps(line)) >= 2 or any(True for _ in wide_gaps(line, _FAR))


def _is_spaced(last: _Placed, line: _Placed) -> bool:
    """Whether more space than usual stands between two lines of one page."""
    gap = line.line.base - last.line.base
    return last.line.page == line.line.page and gap > _WIDE_PITCH * line.area.pitch


def _place(set_line: SetLine, area: Area) -> _Placed:
    line = set_line.line
    size = line.size or area.size
    indent, room = (line.x0 - area.left) / size, (area.right - line.x1) / size
    folded = fold(line.text)
    is_large = line.size > 1.1 * area.size
    is_centred = abs(indent - room) < _MIDDLE and (indent > 2.6 or (is_large and indent > -_FLUSH))
    return _Placed(
        line=line,
        area=area,
        folded=folded,
        indent=indent,
        room=room,
        is_centred=is_centred,
        is_marked=NUMBER_MARK.match(folded) is not None,
        is_kept_apart=set_line.is_kept_apart,
    )


def _areas(lines: Sequence[SetLine]) -> dict[Hashable, Area]:
    members: dict[Hashable, list[Line]] = {}
    for set_line in lines:
        members.setdefault(set_line.area, []).append(set_line.line)
    return {area: _area(found) for area, found in members.items()}


def _area(lines: Sequence[Line]) -> Area:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] or 10.5
    left = _edge([line.x0 for line in lines], size)
    right = -_edge([-line.x1 for line in lines], size)
    steps = [
        b.base - a.base
        for a, b in pairwise(lines)
        if a.page == b.page and 0.5 * size < b.base - a.base < 4 * size
    ]
    pitch = median(steps) if steps else 1.5 * size
    # Lines under one that has room start a paragraph; how they start is how paragraphs do.
    indented = flush = spaced = flush_marks = indented_marks = 0
    for a, b in pairwise(lines):
        indent = (b.x0 - left) / size
        if (right - a.x1) < first_width(b) + _SLACK * size or indent >= _DEEP:
            continue
        if indent >= _INDENTED:
            indented += 1
        elif indent < _FLUSH:
            flush += 1
        if a.page == b.page and b.base - a.base > _WIDE_PITCH * pitch:
            spaced += 1
        if NUMBER_MARK.match(fold(b.text[:8])):
            if indent < _FLUSH:
                flush_marks += 1
            else:
                indented_marks += 1
    return Area(
        left=left,
        right=right,
        size=size,
        pitch=pitch,
        is_indented=indented >= flush and indented > 0,
        is_spaced=spaced * 2 > indented + flush and spaced > 1,
        has_flush_marks=flush_marks > indented_marks,
    )


def _edge(values: list[float], size: float) -> float:
    """The outermost value that some lines share; the outermost of all where they share none."""
    values.sort()
    fewest = max(_EDGE_LINES, len(values) // 20)
    for at in range(len(values) - fewest + 1):
        if values[at + fewest - 1] - values[at] <= _FLUSH * size:
            return values[at]
    return values[0]
