"""A clause cut into segments: the values that belong together, and how far their name may reach."""

import re
from collections import deque
from dataclasses import dataclass

from hospplan.extract.clauses import Clause, Prose
from hospplan.extract.names import name_before
from hospplan.extract.screen import Verdict, screen
from hospplan.extract.verbs import NO_PERIODS, Before, verb_before
from hospplan.lexicon import Lexicon
from hospplan.phrases.quantity import FoundQuantity

_BRACKET = re.compile(r"\([^()]{0,60}\)")
_JOINTS = "、和及与/"
_FROM = ("由", "从", "自")


@dataclass(frozen=True, slots=True)
class Segment:
    """One value, a list of values without names between them (19.5%、28.74%), or a change from one to another."""

    clause: Clause
    start: int
    """Where the words before the value begin."""
    limit: int
    """How far a name behind the value may reach."""
    following: int
    """Where the next segment starts, unless a name reaches further."""
    values: tuple[FoundQuantity, ...]
    base: FoundQuantity | None = None
    """Of 由8.5天下降到7.5天 the value that it comes from."""

    @property
    def text(self) -> str:
        """The block's text, folded."""
        return self.clause.text


def measured(clause: Clause, prose: Prose, lexicon: Lexicon) -> deque[FoundQuantity]:
    """The quantities of a clause that are values of something."""
    return deque(quantity for quantity, verdict in judged(clause, prose, lexicon) if verdict == "measure")


def judged(clause: Clause, prose: Prose, lexicon: Lexicon) -> list[tuple[FoundQuantity, Verdict]]:
    """All quantities of a clause in order, each with what it is."""
    verdicts: dict[FoundQuantity, Verdict] = {}
    found: list[FoundQuantity] = []
    at = clause.start
    for i, quantity in enumerate(clause.quantities):
        before = verb_before(clause.text, (at, quantity.start), lexicon)
        is_listed = bool(found) and _joins(clause.text, found[-1], quantity)
        moves = i + 1 < len(clause.quantities) and moves_to(
            clause, prose, quantity, clause.quantities[i + 1], lexicon
        )
        verdict: Verdict = "measure"
        if not (is_listed or moves):
            verdict = screen(clause, quantity, before, (at, clause.end), lexicon)
        if verdict == "measure":
            if (
                found
                and quantity.kind == "rank"
                and not any(mark in clause.text[found[-1].end : quantity.start] for mark in _JOINTS)
            ):
                # 2家医院进入全国前100名: the hospitals are counted, the rank tells which
                verdicts[quantity] = "qualifier"
                continue
            if found and before.verb is None and _qualifies(clause.text, found[-1], quantity, lexicon):
                verdicts[found.pop()] = "qualifier"
            if found and _is_in_subject(clause, found[-1], quantity, before, lexicon):
                verdicts[found.pop()] = "qualifier"
            found.append(quantity)
            at = quantity.end
        verdicts[quantity] = verdict
    return list(verdicts.items())


def _qualifies(text: str, first: FoundQuantity, second: FoundQuantity, lexicon: Lexicon) -> bool:
    """Whether the first value only qualifies what the second counts: 影响因子10分以上论文1篇, 万元以上设备5台."""
    between = text[first.end : second.start].strip(" ")
    is_noun = len(between) <= _QUALIFIED and all("\u4e00" <= c <= "\u9fff" for c in between)
    counts = second.unit in lexicon.units.count and first.unit != second.unit
    return first.is_bounded and first.start == first.number and is_noun and counts


_QUALIFIED = 6


def _is_in_subject(
    clause: Clause, first: FoundQuantity, second: FoundQuantity, before: Before, lexicon: Lexicon
) -> bool:
    """Whether the first value only counts the subject of the second: 4家中心诊疗人次年均增长10%."""
    between = clause.text[first.end : second.start]
    if any(mark in between for mark in _JOINTS) or first.unit not in lexicon.units.count:
        return False
    opens = (
        name_before(clause.text, (clause.start, first.start), NO_PERIODS, lexicon, strips_verbs=True).name
        is None
    )
    verb = verb_before(clause.text, (clause.start, first.start), lexicon).verb
    rules = (
        before.verb in ("reach", "increase", "decrease", "raise_to", "lower_to")
        or second.start < second.number
    )
    return opens and verb is None and rules and second.unit != first.unit


def next_segment(
    clause: Clause, prose: Prose, quantities: deque[FoundQuantity], start: int, lexicon: Lexicon
) -> Segment:
    """The segment at the head of *quantities*, which are taken off the list."""
    first = quantities.popleft()
    base = None
    values = [first]
    if quantities and moves_to(clause, prose, first, quantities[0], lexicon):
        base, values = first, [quantities.popleft()]
    while quantities and base is None and _joins(clause.text, values[-1], quantities[0]):
        values.append(quantities.popleft())
    limit = following = clause.end
    if base is not None:
        limit = following = values[0].end
    elif quantities:
        limit, following = _boundary(clause.text, values[-1].end, quantities[0].start)
    return Segment(clause, start, limit, following, tuple(values), base)


def moves_to(
    clause: Clause, prose: Prose, first: FoundQuantity, second: FoundQuantity, lexicon: Lexicon
) -> bool:
    """Whether a value moves from the first to the second: 由8.5天下降到7.5天, 从2015年的52万增长到2020年的78万."""
    if first.kind != "number" or second.kind != "number":
        return False
    if not clause.text[: before_period(clause.text, prose, clause.start, first.start)].endswith(_FROM):
        return False
    end = before_period(clause.text, prose, first.end, second.start)
    before = verb_before(clause.text, (first.end, end), lexicon)
    if before.verb in ("increase", "decrease"):
        return clause.text.startswith(("到", "至"), end)  # 增长｜到2020年的78万
    return before.verb in ("raise_to", "lower_to", "reach") and before.subject[1] <= first.end


def before_period(text: str, prose: Prose, start: int, end: int) -> int:
    """The end without periods and 的 at it: 从｜2015年的."""
    while end > start:
        if text[end - 1] in " 的":
            end -= 1
        elif prose.spans.starts.get(end, -1) >= start:
            end = prose.spans.starts[end]
        elif word := next((w for w in _NOW if text.endswith(w, start, end)), None):
            end -= len(word)
        else:
            break
    return end


_NOW = ("目前", "现在", "当前", "现有", "原有", "原来", "原先", "最初", "原")


def _joins(text: str, first: FoundQuantity, second: FoundQuantity) -> bool:
    """Whether two values of one kind stand in a list with no name between them."""
    return first.kind == second.kind and text[first.end : second.start].strip(" ") in (
        "、",
        "和",
        "及",
        "与",
        "以及",
    )


def _boundary(text: str, end: int, start: int) -> tuple[int, int]:
    """
    How far the name behind one value may reach, and where the segment of the next value starts.

    *end* and *start* are the end of the one and the start of the other value. Without a mark between them both
    may lay claim to what stands there.
    """
    between = text[end:start]
    if between.lstrip(" ").startswith(tuple(_JOINTS)):
        return end, end
    if between.rstrip(" ").endswith(tuple(_JOINTS)):
        return start, start
    bare = _BRACKET.sub(lambda m: " " * len(m[0]), between)
    for mark in ("、", "以及", "和", "及", "与", "/"):
        at = bare.find(mark)
        if at > 0:
            return end + at, end + at
    return start, end
