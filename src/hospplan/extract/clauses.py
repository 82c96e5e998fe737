"""Prose cut for reading: sentences, clauses, brackets with values of their own, and the quantities of each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hospplan.extract.names import COMPARISON
from hospplan.extract.verbs import FILLER
from hospplan.lexicon import Lexicon
from hospplan.phrases.name_number import find_name_numbers
from hospplan.phrases.period import Calendar, FoundPeriod, find_periods
from hospplan.phrases.quantity import FoundQuantity, find_quantities
from hospplan.text.fold import fold

HAS_NUMBER = re.compile(r"[0-9一二两三四五六七八九十百千半减翻]|[A-E]")
_SENTENCE_END = re.compile(r"[。！？；;!?\n]")
_CLAUSE_END = re.compile(r"，|,(?![0-9]{3}(?![0-9]))|:(?![0-9])")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas, in which a bracket that holds values is blanked out."""

    text: str
    """The whole block's text, folded; where a bracket is blanked, with fillers."""
    start: int
    end: int
    quantities: tuple[FoundQuantity, ...]
    is_bracket: bool = False
    """The inside of a bracket: a part of what stands before it."""


@dataclass(frozen=True, slots=True)
class Prose:
    """One block's text made ready."""

    text: str
    """Folded."""
    periods: tuple[FoundPeriod, ...]
    """Those that are no base of a comparison."""
    period_ends: Mapping[int, int]
    """Start → end of all periods, bases of comparison among them."""
    period_starts: Mapping[int, int]
    """The same, end → start."""
    sentences: tuple[tuple[Clause, ...], ...]


def read_prose(text: str, skip: int, calendar: Calendar, lexicon: Lexicon) -> Prose | None:
    """
    The sentences of a block that hold quantities, or None where it has none.

    Args:
        text: The block's text.
        skip: How many characters at its head are its number (（一）), which counts nothing.
        calendar: What relative periods are read against.
        lexicon: The tables of words.
    """
    if not HAS_NUMBER.search(text, skip) and not HAS_NUMBER.search(fold(text), skip):
        return None
    folded = _without_line_numbers(fold(text), skip)
    all_periods = list(find_periods(folded, calendar, lexicon))
    quantities = _counting(folded, skip, all_periods, lexicon)
    if not quantities:
        return None
    compared = [m.span() for m in COMPARISON.regex(lexicon).finditer(folded)]
    periods = tuple(p for p in all_periods if not any(a <= p.start < b for a, b in compared))
    sentences = tuple(
        clauses
        for start, end in _split(folded, skip, len(folded), _SENTENCE_END)
        if (clauses := tuple(_clauses(folded, start, end, quantities)))
    )
    ends = {p.start: p.end for p in all_periods}
    return Prose(folded, periods, ends, {end: start for start, end in ends.items()}, sentences)


_LINE_NUMBER = re.compile(
    r"""(?:^|(?<=\n))[ ]{0,8}
    (?:[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.、]?|[0-9]{1,2}[.、](?![0-9])|\([0-9]{1,2}\)|[①-⑳]) (?=[^0-9%万亿])
    """,
    re.VERBOSE,
)


def _without_line_numbers(text: str, skip: int) -> str:
    """A cell's text with the numbers of its lines (2.2.1 选派…) blanked out."""
    if skip:
        return text
    return _LINE_NUMBER.sub(lambda m: FILLER * len(m[0]), text)


def _counting(text: str, skip: int, periods: list[FoundPeriod], lexicon: Lexicon) -> list[FoundQuantity]:
    """The quantities that are neither in a name nor in a date."""
    quantities = [q for q in find_quantities(text, lexicon) if q.number >= skip]
    if not quantities:
        return []
    taken = bytearray(len(text))
    for start, end in find_name_numbers(text, lexicon):
        taken[start:end] = b"\1" * (end - start)
    for period in periods:
        taken[period.start : period.end] = b"\1" * (period.end - period.start)
    return [q for q in quantities if not taken[q.number]]


def _split(text: str, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches between the marks of *at* that stand outside brackets and quotes."""
    depth = 0
    openers, closers = "(《“〔[", ")》”〕]"
    marks = {m.start(): m.end() for m in at.finditer(text, start, end)}
    last = start
    for i in range(start, end):
        c = text[i]
        if c in openers:
            depth += 1
        elif c in closers:
            depth = max(0, depth - 1)
        elif i in marks and depth == 0:
            yield last, i
            last = marks[i]
    if last < end:
        yield last, end


def _clauses(text: str, start: int, end: int, quantities: list[FoundQuantity]) -> Iterator[Clause]:
    """The clauses of one sentence, each followed by the brackets in it that hold values."""
    inside = [q for q in quantities if start <= q.number < end]
    if not inside:
        return
    for a, b in _split(text, start, end, _CLAUSE_END):
        mine = [q for q in inside if a <= q.number < b]
        brackets = [(i, j) for i, j in _brackets(text, a, b) if any(i < q.number < j for q in mine)]
        shown = text
        for i, j in brackets:
            shown = shown[:i] + FILLER * (j - i) + shown[j:]
        outer = tuple(q for q in mine if not any(i < q.number < j for i, j in brackets))
        if brackets and not outer and all(text[i - 1 : i] and j >= b for i, j in brackets):
            # 建设名医工作室（3个）: the bracket holds the clause's only value, so it is read as the clause's own
            shown = text[:a] + "".join(" " if c in "()" else c for c in text[a:b]) + text[b:]
            yield Clause(shown, a, b, tuple(mine))
            continue
        yield Clause(shown, a, b, outer)
        for i, j in brackets:
            for c, d in _split(text, i + 1, j - 1, _CLAUSE_END):
                yield Clause(text, c, d, tuple(q for q in mine if c <= q.number < d), is_bracket=True)


def _brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while (opening := text.find("(", at, end)) != -1:
        closing = text.find(")", opening, end)
        if closing == -1:
            return
        yield opening, closing + 1
        at = closing + 1
