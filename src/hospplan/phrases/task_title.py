"""The text of a task: its number, its title and what follows, as cells and sentences have them."""

from dataclasses import dataclass

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.phrases.numbering import INLINE, Number, read_numbers
from hospplan.text.fold import fold

_ENDS = "。；;，,、:：.!！ \u3000\n"
_LINE_ENDS = "。；;:：.!！"
"""What ends a title at the end of its line; after a comma it goes on (优化排班，/ 规范交班)."""
_STOPS = "。!！?？"
_TRIMMED = frozenset(_ENDS + _STOPS + "(（【〔[")
"""No title ends so; a bracket that only opens held the owners and was never closed."""
_TITLE_LINES_MAX = 60
"""Lines without numbers make one title up to this length; longer ones are a title and its description."""
_NO_NUMBERS = frozenset({"chapter", "article", "inline", "project"})


QUANTITY_HEAD = Rule(
    name="打头的数量",
    # What a thing is measured or typed by, set before its name: it is no number of an item.
    pattern=r"""
        [0-9]{1,4} \. [0-9]{1,4}
        (?: (?: [TmLGgWVK] | mm | cm | km | kW | kV | GB | TB | mg | m[lL] | kg ) (?! [A-Za-z] ) | [%‰万亿余] )
    """,
    reads=("3.0T", "1.5T", "2.4万", "0.35m"),
    rejects=("3.1 优化", "3.1优化", "1.1.1", "3.", "256排", "2.3DRG", "1.2B"),
)


@dataclass(frozen=True, slots=True)
class TaskText:
    """A task's text taken apart; `start` and `end` are the title's stretch (half-open)."""

    number: str | None
    title: str
    start: int
    end: int
    description: str | None


def read_task_text(text: str, lexicon: Lexicon) -> TaskText | None:
    """
    A task cell taken apart; None where it holds no words.

    The title is the cell's first line, or its first sentence where more follow on that line. Lines that follow
    without a number belong to it as long as all is short; numbered lines (3.1.1, ①) are the description. A cell
    whose lines are numbered alike (1. 2. 3.) is a list and has no number of its own.
    """
    lines = _lines(text)
    if not lines:
        return None
    low, high = lines[0]
    first = number_at(text, low, lexicon)
    start = first.title_start if first else low
    number = " ".join(text[low : first.text_end].split()) if first else None
    taken = 1
    while taken < len(lines):
        line_low, line_high = lines[taken]
        own = number_at(text, line_low, lexicon)
        if own is not None:
            if first is not None and own.key == first.key and first.key != "decimal2":
                number = None
            break
        if text[high - 1] in _LINE_ENDS or line_high - start > _TITLE_LINES_MAX:
            break
        high = line_high
        taken += 1
    stop = first_stop(text, start, high)
    following = number_at(text, stop, lexicon) if stop < high else None
    if first is not None and following is not None and following.key == first.key:
        number = None  # "1.组织培训。2.加强检查。" is a list too
    rest = [text[stop:high]] if stop < high else []
    rest += [text[a:b] for a, b in lines[taken:]]
    end = _trimmed(text, start, stop)
    if start >= end:
        return None
    description = "\n".join(line.strip() for line in rest if line.strip(_ENDS)) or None
    return TaskText(number, tidy(text[start:end]), start, end, description)


def read_sentence(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch (half-open) of the first sentence between two offsets, without its marks; None where there is none."""
    while start < end and (text[start] in _ENDS or text[start] in _STOPS):
        start += 1
    stop = _trimmed(text, start, first_stop(text, start, end))
    return (start, stop) if start < stop else None


def tidy(text: str) -> str:
    """A title on one line, each run of white space one space."""
    return " ".join(text.split())


def number_at(text: str, start: int, lexicon: Lexicon) -> "_Placed | None":
    """The number that a line of a task starts with, its offsets counted in the whole text."""
    head = fold(text[start : start + 40]).partition("\n")[0]
    if QUANTITY_HEAD.regex(lexicon).match(head):
        return None
    numbers = [n for n in read_numbers(head, lexicon) if n.style not in _NO_NUMBERS]
    return _Placed(numbers[0], start) if numbers else None


def after_inline(text: str, start: int) -> int:
    """Where the words behind 一是 begin, or *start* where the text does not go on so."""
    match = INLINE.regex().match(fold(text[start : start + 4]))
    return start + match.end() if match else start


def first_stop(text: str, start: int, end: int) -> int:
    """Where the first sentence ends, after its full stop; a stop inside quotation marks or brackets ends none."""
    depth = 0
    for i in range(start, end):
        c = text[i]
        if c in "“（(《【":
            depth += 1
        elif c in "”）)》】":
            depth = max(0, depth - 1)
        elif depth == 0 and c in _STOPS:
            return i + 1
    return end


@dataclass(frozen=True, slots=True)
class _Placed:
    """A number with its place in a longer text."""

    number: Number
    at: int

    @property
    def key(self) -> str:
        return self.number.key

    @property
    def text_end(self) -> int:
        return self.at + self.number.text_end

    @property
    def title_start(self) -> int:
        return self.at + self.number.title_start


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines that hold anything, as stretches without white space around them."""
    lines, at = [], 0
    for line in text.split("\n"):
        low = at + len(line) - len(line.lstrip())
        high = at + len(line.rstrip())
        if low < high:
            lines.append((low, high))
        at += len(line) + 1
    return lines


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return end
