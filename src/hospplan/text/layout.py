"""How a file sets its lines: where it breaks them, and what a line by itself says about starting a paragraph."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hospplan.text.fold import fold

# All patterns below read folded text: brackets, colons, digits and full stops of lists are half-width in it.
NUMBER_MARK = re.compile(
    r"""
    [一二三四五六七八九十百]{1,4}、(?![一二三四五六七八九十][级类期批线院楼])  # but not 一、二级
    | \([一二三四五六七八九十百]{1,4}\)
    | 第[一二三四五六七八九十百零\d]{1,5}[章节条编篇]
    | 第[一二三四五六七八九十]{1,3}部分
    | \d{1,3}(?:[)、](?!\d)|\.(?!\d)|\.(?=(?:19|20)\d\d年))   # 1. 1、 1.2025年度, but not 2.8万
    | \(\d{1,3}\)
    | \d{1,2}(?:\.\d{1,2}){2,4}(?!\d)
    | \d{1,2}\.\d{1,2}[\s、]
    | [\u2460-\u249b\u24eb-\u24ff\u2776-\u2793\u3220-\u3229]              # ① ⑴ ⒈ ❶ ㈠
    | [•●■◆▲★※○◇□➢➤✓·]
    | [-*+]\s
    | —{2}
    | (?:项目|任务|专栏|图|表)\s?[\d一二三四五六七八九十]{1,3}(?:[:.、\s]|$)
    | 附[件表录图]\s?[\d一二三四五六七八九十]{0,3}(?:[:.、\s]|$)
    """,
    re.VERBOSE,
)
_INLINE_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:是|要)|第[一二三四五六七八九十]{1,2}，|[首其再最][先次后]"
)
_LABEL = re.compile(r"(?:抄送|抄报|主送|分送)|[^，,。；;:、()“”‘’《》\d]{1,10}:(?!\d)")
DATE = re.compile(
    r"(?:(?:19|20)\d\d|[一二][〇○零Oo一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?"
)
_IMPRINT = re.compile(r"日\s*印?发$")
_DOCUMENT_NUMBER = re.compile(r"[〔\[(]\d{4}[〕\])]\s*\d{1,5}\s*号$")
CONTENTS_ENTRY = re.compile(r"(?:[.·]{4,}|…{2,}) ?[(-]?[\divxIVX]{1,4}[)-]?$")
"""The end of an entry of a table of contents, folded: ……3."""
TERMINAL = frozenset("。！？；…!?;：:")
_WIDE = re.compile(
    "[\u1100-\u115f\u2010-\u2027\u2030\u203b\u2103\u2160-\u217f\u2190-\u2199\u2460-\u24ff\u2e80-\ua4cf"
    "\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]+"
)  # East Asian wide and full-width, and the marks that Chinese fonts set wide: “ ” — … ① ℃

INDENT = 3
"""Columns from which a line counts as indented; a stray space or two is a typist's."""
DEEP = 12
"""Columns from which it counts as set to the middle or the right."""
LONG = 45
"""Characters that no heading reaches: two lines of 22 in the second size of 标题."""
SLACK = 4
"""Columns by which a full line may fall short, since a mark must not start the next."""


def columns(text: str) -> int:
    """The width of a text in columns: a Chinese character takes two."""
    return len(text) + sum(map(len, _WIDE.findall(text)))


def indent(line: str) -> int:
    """The width of the white space before a line, in columns; a tab takes eight."""
    head = line[: len(line) - len(line.lstrip())]
    if not head:
        return 0
    return columns(head) + 7 * head.count("\t")


_MEASURES: tuple[tuple[Callable[[str], int], int, int], ...] = ((columns, SLACK, 40), (len, 1, 20))
"""How a program counts a line, by how much a full one may fall short, and the shortest that it cuts."""
_LONGEST_CUT = 160
"""Characters that no hard-wrapped line has."""
_FEWEST_PROOFS = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """What the lines of a whole file say together."""

    width: int | None
    """Columns at which the file breaks its lines; None where a line is a paragraph."""
    margin: int
    """Columns before each line of the file."""
    is_indented: bool
    """Paragraphs start with an indent, so a line without one goes on."""
    is_spaced: bool
    """Paragraphs are parted by blank lines, so lines without one between them belong together."""
    letters: int | None = None
    """Characters, of whatever width, at which the file breaks its lines; None where it counts columns or none."""


def find_layout(lines: Sequence[str]) -> Layout:
    """
    How a file sets its lines.

    It is hard-wrapped if a fourth of its lines, and five at least, end within four columns of one right edge
    that hardly any line passes, and most of these end in the middle of a sentence.
    """
    filled = [line for line in lines if line.strip()]
    margin = min(map(indent, filled), default=0)
    # A line of 200 characters is a paragraph: its width need not be counted.
    widths = [columns(line.rstrip().expandtabs(8)) if len(line) <= 200 else 400 for line in filled]
    width = _right_edge(widths)
    starts = [indent(line) - margin for line in filled]
    indented = sum(INDENT <= start < DEEP for start in starts)
    if width is not None:
        full = [
            line for line, columns_ in zip(filled, widths, strict=True) if width - SLACK <= columns_ <= width
        ]
        cut = sum(line.rstrip()[-1] not in TERMINAL for line in full)
        if cut * 2 < len(full):
            width = None
    is_indented = width is not None and indented >= 2 and indented * 20 >= len(filled)
    blanks = sum(1 for a, b in pairwise(lines) if a.strip() and not b.strip())
    is_spaced = width is not None and blanks >= 2 and blanks * 20 >= len(filled) and blanks * 2 <= len(filled)
    letters = None
    if indented >= 2:
        # Few lines are full in a text of short items; that the line after each is flush proves as much.
        edges = [_proven_edge(lines, margin, *measure) for measure in _MEASURES]
        width, letters = width or edges[0], edges[1]
        is_indented = is_indented or width is not None or letters is not None
    return Layout(width=width, margin=margin, is_indented=is_indented, is_spaced=is_spaced, letters=letters)


def _proven_edge(
    lines: Sequence[str], margin: int, measure: Callable[[str], int], slack: int, shortest: int
) -> int | None:
    """
    The length that no line passes, if paragraphs start with an indent and lines of this length go on flush.

    Three lines at least must be cut so: in the middle of a sentence, with one that has no indent under it.
    """
    if any(len(line) > _LONGEST_CUT for line in lines):
        return None
    sizes = [measure(line.rstrip().expandtabs(8)) for line in lines]
    edge = max(sizes, default=0)
    full = [at for at, size in enumerate(sizes) if size >= edge - slack]
    cut = sum(
        at + 1 < len(lines)
        and lines[at].rstrip()[-1] not in TERMINAL
        and bool(lines[at + 1].strip())
        and indent(lines[at + 1]) - margin < INDENT
        and not starts_own(fold(lines[at + 1].strip()))
        for at in full
        if lines[at].strip()
    )
    return edge if edge >= shortest and cut >= _FEWEST_PROOFS and cut * 2 >= len(full) else None


def _right_edge(widths: Sequence[int]) -> int | None:
    counts = [0] * 162
    for width in widths:
        counts[min(width, 161)] += 1
    wider = 0
    for edge in range(161, 39, -1):
        near = sum(counts[edge - SLACK : edge + 1])
        if edge <= 160 and counts[edge] and near >= 5 and near * 4 >= len(widths):
            return edge
        wider += counts[edge]
        if wider * 20 > len(widths):  # one line in twenty may be longer: a web address
            return None
    return None


def stands_alone(folded: str) -> bool:
    """Whether a line starts something of its own: 一是…, a label, a date, the line of 印发, a 发文字号."""
    return (
        _INLINE_MARK.match(folded) is not None
        or _LABEL.match(folded) is not None
        or DATE.fullmatch(folded) is not None
        or _IMPRINT.search(folded) is not None
        or _DOCUMENT_NUMBER.search(folded) is not None
    )


def starts_own(folded: str) -> bool:
    """Whether a line starts something of its own, a numbered item included."""
    return NUMBER_MARK.match(folded) is not None or stands_alone(folded)
