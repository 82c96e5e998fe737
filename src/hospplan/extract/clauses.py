"""Prose cut for reading: sentences, clauses, brackets with values of their own, and the quantities of each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.extract.asides import COMPARISON
from hospplan.extract.verbs import FILLER, Periods
from hospplan.lexicon import Lexicon
from hospplan.phrases.name_number import find_name_numbers
from hospplan.phrases.period import Calendar, FoundPeriod, find_periods
from hospplan.phrases.quantity import FoundQuantity, find_quantities
from hospplan.text.fold import fold

HAS_NUMBER = re.compile(r"[0-9一二两三四五六七八九十百千万亿半减翻]|[A-E]|覆盖")
_SENTENCE_END = re.compile(r"[。！？；;!?\n]")
# A colon before a value or its bound parts nothing: 药占比：≤26%, 门诊人次：全年不少于3万人次.
_CLAUSE_END = re.compile(
    r"，|,(?![0-9]{3}(?![0-9]))"
    r"|:(?![ ]?(?:[0-9≥≤<>=约]|不[得应宜能]?[低高少超多大小]|至少|达到?|为[0-9]|控制|保持|维持|实现[0-9]"
    r"|力争|确保|全年|每年|年均|[一二两三四五六七八九十百千万]{2,8}[^是、，。；:个项大条一二两三四五六七八九十]))"
)
# Marks inside these part no sentence. A bracket or quotation mark that is not closed soon is a slip, and shuts in nothing.
_SHUT = re.compile(r"\([^()]{0,80}\)|《[^《》]{0,120}》|“[^“”]{0,60}”|〔[^〔〕]{0,12}〕|\[[^\[\]]{0,40}\]")
_BRACKET = re.compile(r"\([^()]{1,200}\)")
_OWN_NAME = re.compile("(?:含|其中|包括|共|计|约|每年|全年|各|合计|总计|拟|已)*+[\u4e00-\u9fff]{2,}")
"""Inside a bracket a value with a name of its own (建筑面积2.4万平方米) is none of what stands before it."""


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

    def value_before(self, at: int) -> int:
        """Where the last of its quantities that ends by *at* ends; its own start where none does."""
        before = bisect_right(self.quantities, at, key=lambda q: q.end)
        return self.quantities[before - 1].end if before else self.start


@dataclass(frozen=True, slots=True)
class Prose:
    """One block's text made ready."""

    text: str
    """Folded."""
    periods: tuple[FoundPeriod, ...]
    """Those that are no base of a comparison, in order."""
    spans: Periods
    """Where all periods stand, bases of comparison among them."""
    sentences: tuple[tuple[Clause, ...], ...]

    def periods_in(self, start: int, end: int) -> tuple[FoundPeriod, ...]:
        """The periods that start and end between two offsets."""
        low = bisect_left(self.periods, start, key=lambda p: p.start)
        high = bisect_right(self.periods, end, lo=low, key=lambda p: p.end)
        return self.periods[low:high]


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
    ends = {p.start: p.end for p in all_periods}
    return Prose(
        text=folded,
        periods=tuple(_without_bases(folded, all_periods, lexicon)),
        spans=Periods(ends, {end: start for start, end in ends.items()}),
        sentences=tuple(_sentences(folded, skip, quantities)),
    )


def _without_bases(text: str, periods: list[FoundPeriod], lexicon: Lexicon) -> Iterator[FoundPeriod]:
    """The periods that are not what something is compared with (较2020年)."""
    compared = bytearray(len(text))
    for match in COMPARISON.regex(lexicon).finditer(text):
        compared[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return (p for p in periods if not compared[p.start] and not compared[p.end - 1])


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


def _sentences(text: str, skip: int, quantities: list[FoundQuantity]) -> Iterator[tuple[Clause, ...]]:
    """The sentences that hold quantities, each as its clauses; brackets with values of their own follow theirs."""
    numbers = [q.number for q in quantities]

    def between(start: int, end: int) -> tuple[FoundQuantity, ...]:
        return tuple(quantities[bisect_left(numbers, start) : bisect_left(numbers, end)])

    shut = bytearray(len(text))
    for match in _SHUT.finditer(text):
        shut[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    shown = list(text)
    sentences: list[list[tuple[int, int, tuple[FoundQuantity, ...], bool]]] = []
    for first, last in _split(text, skip, len(text), _SENTENCE_END, shut):
        if not between(first, last):
            continue
        clauses: list[tuple[int, int, tuple[FoundQuantity, ...], bool]] = []
        for start, end in _split(text, first, last, _CLAUSE_END, shut):
            mine = between(start, end)
            brackets = [m.span() for m in _BRACKET.finditer(text, start, end)] if mine else []
            brackets = [(a, b) for a, b in brackets if between(a, b)]
            inside = sum(len(between(a, b)) for a, b in brackets)
            if (
                inside
                and inside == len(mine)
                and inside == len(brackets)
                and brackets[-1][1] >= end
                and not any(_OWN_NAME.match(text, a + 1, between(a, b)[0].start) for a, b in brackets)
            ):
                # 建设名医工作室（3个）、卒中单元（1个）: the brackets hold the clause's only values, which are its own
                for a, b in brackets:
                    shown[a] = shown[b - 1] = " "
                clauses.append((start, end, mine, False))
                continue
            for a, b in brackets:
                shown[a:b] = FILLER * (b - a)
            held = {q.number for a, b in brackets for q in between(a, b)}
            clauses.append((start, end, tuple(q for q in mine if q.number not in held), False))
            for a, b in brackets:
                clauses += [(c, d, between(c, d), True) for c, d in _split(text, a + 1, b - 1, _CLAUSE_END)]
        sentences.append(clauses)
    blanked = "".join(shown)
    for clauses in sentences:
        yield tuple(
            Clause(text if is_bracket else blanked, start, end, values, is_bracket)
            for start, end, values, is_bracket in clauses
        )


def _split(
    text: str, start: int, end: int, at: re.Pattern[str], shut: bytearray | None = None
) -> Iterator[tuple[int, int]]:
    """The stretches between the marks of *at*, those left out that stand in brackets and quotes."""
    last = start
    for match in at.finditer(text, start, end):
        if shut is None or not shut[match.start()]:
            yield last, match.start()
            last = match.end()
    if last < end:
        yield last, end
