"""Joining lines: those that a cell, a hard break or a page cut, never those that stand for themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hospplan.text.fold import fold
from hospplan.text.layout import (
    DATE,
    DEEP,
    INDENT,
    LONG,
    NUMBER_MARK,
    SLACK,
    TERMINAL,
    Layout,
    columns,
    find_layout,
    indent,
    stands_alone,
)

_LATE_LABEL = re.compile(r"[，,；;、)][^，,；;。:、()]{2,8}:")

CANNOT_START = frozenset("，。、；：？！）」』”’》〉】〕］｝,;:?!)]}%％‰℃…")
CANNOT_END = frozenset("，、,（(［[｛{“‘「『《〈【〔")
_CLOSERS = {
    ")": "(",
    "]": "[",
    "}": "{",
    "”": "“",
    "’": "‘",
    "」": "「",
    "』": "『",
    "》": "《",
    "〉": "〈",
    "】": "【",
    "〕": "〔",
}
_OPENERS = frozenset(_CLOSERS.values())
_BRACKETS = re.compile(r"[][(){}“”‘’「」『』《》〈〉【】〔〕]")
_ASKS_FOR_MORE = re.compile(
    r"(?:可以|应当|必须|不得|力争|争取|确保|能够|不(?:低|少|高|多)于|不超过|达到|以及|并且?|按照|依照|对于|其中|包括|给予)$"
)
"""Words that neither a heading nor a sentence ends with: （二）超过50人的支部，可以 | 划分小组。"""
_PROSE = re.compile(r"[，。；！？,;]")
_STOP = re.compile(r"[。！？]")


def join_cut_lines(lines: Sequence[str]) -> list[str]:
    """
    Paragraphs of consecutive lines: a sentence that a page or a hard break cut is one, its ends stripped.

    A line that stands for itself stays: a heading, a numbered item, a line of a title, a label (组长：…), a
    sign-off, a date. Blank lines part nothing by themselves, since a page that cuts a sentence leaves one;
    white space before a line is evidence. All characters but white space are kept, in order.
    """
    return [text for text, _ in join_lines(lines, find_cut_lines(lines))]


def join_lines(lines: Sequence[str], goes_on: Sequence[bool]) -> list[tuple[str, int]]:
    """Paragraphs, each with the place of its first line; `goes_on[i]`: line i belongs to the one before."""
    paragraphs: list[tuple[list[str], int]] = []
    last = ""
    for at, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if goes_on[at]:
            paragraphs[-1][0].extend((seam(last, text), text))
        else:
            paragraphs.append(([text], at))
        last = text
    return [("".join(pieces), at) for pieces, at in paragraphs]


def seam(line: str, following: str) -> str:
    """What stands between two lines that are joined: a space between two Latin words, else nothing."""
    head, tail = line[-1:], following[:1]
    if tail.isascii() and tail.isalpha() and head.isascii() and (head.isalpha() or head in ",.;:"):
        return " "
    return ""


def find_cut_lines(lines: Sequence[str], layout: Layout | None = None) -> list[bool]:
    """
    For each line, whether it goes on with the sentence of the line before it.

    Args:
        lines: Lines of a text, with the white space that they start with; blank ones count as evidence only.
        layout: That of the whole file, where these lines are a part of it.
    """
    layout = layout or find_layout(lines)
    found = [False] * len(lines)
    filled = [at for at, line in enumerate(lines) if line.strip()]
    state, last = OpenParagraph(), None
    for place, at in enumerate(filled):
        line = _Line(lines[at], layout)
        blank_before = at > 0 and not lines[at - 1].strip()
        if last is not None:
            following = lines[filled[place + 1]] if place + 1 < len(filled) else ""
            found[at] = _goes_on(state, last, line, following, layout, blank_before=blank_before)
        if not found[at]:
            state = OpenParagraph()
        state.take(line.folded)
        last = line
    return found


class _Line:
    """A line that is not blank, and what its own characters say."""

    __slots__ = ("folded", "indent", "is_deep", "is_full", "is_marked", "text")

    def __init__(self, line: str, layout: Layout) -> None:
        self.text = line.strip()
        self.folded = fold(self.text)
        self.indent = indent(line) - layout.margin
        self.is_deep = self.indent >= DEEP and len(self.text) <= LONG
        self.is_marked = NUMBER_MARK.match(self.folded) is not None
        width = layout.width
        self.is_full = width is not None and (
            len(self.text) > width or columns(line.rstrip().expandtabs(8)) >= width - SLACK
        )
        letters = layout.letters
        self.is_full = self.is_full or (letters is not None and len(line.rstrip()) >= letters - 1)


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph so far: what tells whether it is finished. Each line is looked at once."""

    length: int = 0
    has_stop: bool = False
    has_comma: bool = False
    has_late_label: bool = False
    asks_for_more: bool = False
    opened: list[str] = field(default_factory=list)

    def take(self, folded: str) -> None:
        """Add a line of it, folded."""
        self.length += len(folded)
        self.has_stop = self.has_stop or _STOP.search(folded, 0, len(folded) - 1) is not None
        self.has_comma = self.has_comma or "，" in folded or "," in folded
        tail = folded[folded.rfind("。") + 1 :]
        self.asks_for_more = _ASKS_FOR_MORE.search(folded, max(0, len(folded) - 4)) is not None
        self.has_late_label = _LATE_LABEL.search(tail) is not None
        for bracket in _BRACKETS.findall(folded):
            if bracket in _OPENERS:
                self.opened.append(bracket)
            elif self.opened and self.opened[-1] == _CLOSERS[bracket]:
                self.opened.pop()

    def is_closed_by(self, folded: str) -> bool:
        """Whether a line closes a bracket that the paragraph opened."""
        return bool(self.opened) and _closes(folded, self.opened[-1])

    def is_unfinished_before(self, folded: str, following: str) -> bool:
        """
        Whether a line goes on with its last sentence by the words alone: prose under prose that has no end.

        A name above a date, which is *following*, does not.
        """
        is_prose = (
            self.has_stop
            or self.has_late_label
            or self.asks_for_more
            or (self.length >= LONG and self.has_comma)
        )
        return is_prose and _PROSE.search(folded) is not None and not signs_off(folded, following)


def _goes_on(
    state: OpenParagraph, last: _Line, line: _Line, following: str, layout: Layout, *, blank_before: bool
) -> bool:
    head, tail = line.text[0], last.text[-1]
    if head in CANNOT_START:
        return True
    if line.is_marked or line.is_deep or last.is_deep:
        return False
    if tail in CANNOT_END or state.is_closed_by(line.folded):
        return True
    is_indented = line.indent >= INDENT
    goes_on_flush = last.is_full and not is_indented and not blank_before
    if is_finished(last.folded):
        # A sentence may end at the right edge; only the file's way to start a paragraph tells.
        return goes_on_flush and (layout.is_indented or layout.is_spaced) and not stands_alone(line.folded)
    if stands_alone(line.folded) or is_indented:
        return False
    if goes_on_flush:
        return True
    return state.is_unfinished_before(line.folded, following)


def _closes(folded: str, opener: str) -> bool:
    """Whether a line closes a bracket that it did not open."""
    depth = 0
    for bracket in _BRACKETS.findall(folded):
        if bracket == opener:
            depth += 1
        elif _CLOSERS.get(bracket) == opener:
            depth -= 1
            if depth < 0:
                return True
    return False


def is_finished(folded: str) -> bool:
    """Whether a folded line ends as a sentence, or as a bracket that stands after one: 。（责任单位：医务科）."""
    tail = folded[-1]
    if tail in "”’」』" and len(folded) > 1:
        return folded[-2] in TERMINAL
    return tail in TERMINAL or tail == ")"


def signs_off(folded: str, following: str) -> bool:
    """Whether a line is the name above a date."""
    return folded[-1] not in TERMINAL and DATE.fullmatch(fold(following.strip())) is not None


_CELL_DELIMITER = re.compile(r"[、，,；;/()（）\s]")
_CELL_TERMINAL = frozenset("。！？；!?;:：")
_LINKING = ("的", "和", "及", "与", "或", "、")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENDING = 4
"""Characters of an ending on one side of a cut, at most: 领导小 | 组."""
_NAME_STEM = 6
"""Characters of a name that may stand before its cut: 新生儿重症 | 监护室."""


def join_cell_lines(
    lines: Sequence[str],
    name_endings: Sequence[str],
    *,
    whole_names: Sequence[str] = (),
    surnames: Sequence[str] = (),
    is_full: Sequence[bool] | None = None,
) -> str:
    """
    The lines of a table cell as one text: no space where a line broke inside a word, else a line feed.

    Args:
        lines: As the cell shows them, with the white space that they start with; blank ones say nothing.
        name_endings: Words that end a name of a department or an organ: 科, 中心, 办公室.
        whole_names: Names without such an ending: 工会, 团委.
        surnames: With them, lines that are all names of persons stay lines, though they are short.
        is_full: For each line that is not blank, whether the first word of the next had no room on it; None where
            nobody knows. Then a line that has room is cut by its words alone, and a full one goes on, but for names.

    A narrow column breaks a line wherever it is full, so a line is cut where its last name has no ending and
    gets one from the next line, where a bracket or quote is open, after 、 and ，, and where one character is
    left alone (vertical text). Numbered, bulleted and indented lines, and whole names or phrases, stay lines.
    """
    filled = [line for line in lines if line.strip()]
    texts = [line.strip() for line in filled]
    if len(texts) < 2:
        return "".join(texts)
    words = cell_words(tuple(name_endings), tuple(whole_names), tuple(surnames))
    is_narrow = _is_narrow(texts, words)
    pieces = [texts[0]]
    open_brackets = _depth(texts[0])
    tail = texts[0][-2 * LONG :]
    for at, (line, text) in enumerate(zip(filled[1:], texts[1:], strict=True)):
        depth = max(0, open_brackets)
        room = None if is_full is None else not is_full[at]
        if _is_cell_cut(tail, line, words, is_open=depth > 0, is_narrow=is_narrow, has_room=room):
            pieces += (seam(tail, text), text)
            open_brackets = depth + _depth(text)
            tail = (tail + text)[-2 * LONG :]
        else:
            pieces += ("\n", text)
            open_brackets = _depth(text)
            tail = text[-2 * LONG :]
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class CellWords:
    """How names end, to tell a name that a line cut from two."""

    endings: tuple[str, ...]
    ending_set: frozenset[str]
    splits: frozenset[tuple[str, str]]
    """Each ending cut in two in each place: 办 | 公室."""
    whole: frozenset[str]
    surnames: frozenset[str]

    def is_name(self, text: str) -> bool:
        """Whether a text is a name: one of the whole ones, or an ending with something before it."""
        return text in self.whole or (text.endswith(self.endings) and text not in self.ending_set)

    def last_name(self, folded: str) -> str:
        """What stands after the last 、 or its like of a text."""
        return _CELL_DELIMITER.split(folded)[-1]

    def are_names(self, last: str, text: str) -> bool:
        """Whether two lines are a name each, of departments or of persons."""
        first = _CELL_DELIMITER.split(text, maxsplit=1)[0]
        if self.surnames and self.is_person(last) and self.is_person(first):
            return True
        return self.is_name(last) and self.is_name(first) and not self.spans(last, first)

    def is_bare_ending(self, text: str) -> bool:
        """Whether a text is an ending with nothing before it."""
        return text in self.ending_set and text not in self.whole

    def spans(self, left: str, right: str) -> bool:
        """Whether one ending begins on the left and goes on to the right: 办 | 公室."""
        return any(
            (left[-before:], right[:after]) in self.splits
            for before in range(1, min(len(left), _ENDING) + 1)
            for after in range(1, min(len(right), _ENDING) + 1)
        )

    def is_person(self, text: str) -> bool:
        """Whether a text is a surname with a name of one or two characters."""
        text = "".join(text.split())
        return 2 <= len(text) <= 4 and (text[0] in self.surnames or text[:2] in self.surnames)


@lru_cache(maxsize=8)
def cell_words(endings: tuple[str, ...], whole: tuple[str, ...], surnames: tuple[str, ...]) -> CellWords:
    """The words that `join_cell_lines` takes one by one."""
    return CellWords(
        endings=endings,
        ending_set=frozenset(endings),
        splits=frozenset((word[:cut], word[cut:]) for word in endings for cut in range(1, len(word))),
        whole=frozenset(whole),
        surnames=frozenset(surnames),
    )


def _is_narrow(texts: Sequence[str], words: CellWords) -> bool:
    """Whether a column of two characters or three breaks the lines: 牵头 | 领导, 中医特 | 色品牌 | 化."""
    width = len(texts[0])
    limit = 3 if words.surnames else 2  # without surnames, 3 characters are more often a person's name
    return (
        width <= limit
        and all(len(text) == width for text in texts[:-1])
        and len(texts[-1]) <= width
        and all(len(_HAN.findall(text)) == len(text) for text in texts)
        and not any(words.is_name(text) for text in texts)
        and not all(map(words.is_person, texts))
    )


def _is_cell_cut(
    tail: str, line: str, words: CellWords, *, is_open: bool, is_narrow: bool, has_room: bool | None
) -> bool:
    text = line.strip()
    if NUMBER_MARK.match(fold(text)):
        return False
    if text[0] in CANNOT_START or tail[-1] in CANNOT_END or is_open:
        return True
    if has_room is False:
        return not words.are_names(words.last_name(tail), text)
    if tail[-1] in _CELL_TERMINAL or indent(line) >= INDENT:
        return False
    if text[0] in "（(" or is_narrow:
        return True  # a bracket says something about what stands before it
    last = _CELL_DELIMITER.split(tail)[-1]
    first = _CELL_DELIMITER.split(text, maxsplit=1)[0]
    if _is_lone(text) or _is_lone(tail):
        return True
    if text[0] == "的" or (len(last) > 4 and last.endswith(_LINKING)):
        return True
    if last[-1:].isdigit():  # 15000 | 人次, but 门诊35 | 住院92
        return len(text) <= 4 and _HAN.match(text) is not None and not any(map(str.isdigit, text))
    if not last or not first:
        return False
    if words.is_name(last) or words.is_name(text):
        return _is_cut_name(last, first, words)
    is_rest = len(text) <= 3 and len(last) >= 2 * len(text)
    return is_rest or _is_cut_name(last, first, words)


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one."""
    return _HAN.match(char) is not None


def _is_lone(text: str) -> bool:
    return len(text) == 1 and is_han(text)


def _is_cut_name(last: str, first: str, words: CellWords) -> bool:
    """Whether the last name of a line and the first of the next are one."""
    if words.spans(last, first):
        return True
    if words.is_name(last):
        return last in words.whole and words.is_bare_ending(first)  # 信息 | 中心, but 工会 | 团委
    if words.is_bare_ending(first):
        return True
    return len(last) <= _NAME_STEM and first.endswith(words.endings)


def _depth(text: str) -> int:
    """Brackets that a text opens and does not close; below zero it closes some that it did not open."""
    return sum(1 if bracket in _OPENERS else -1 for bracket in _BRACKETS.findall(fold(text)))
