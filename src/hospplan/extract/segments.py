"""A clause cut into segments: the values that belong together, and how far their name may reach."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hospplan.extract.asides import COMPARISON
from hospplan.extract.clauses import Clause, Prose
from hospplan.extract.names import name_before
from hospplan.extract.screen import screen
from hospplan.extract.screen_rules import Verdict
from hospplan.extract.verbs import NO_PERIODS, Before, verb_before
from hospplan.lexicon import Lexicon
from hospplan.phrases.name_number import FRACTION_OF_NAME
from hospplan.phrases.quantity import FoundQuantity

_BRACKET = re.compile(r"\([^()]{0,60}\)")
_JOINTS = "、和及与/"
_BASE_CHARS = 16
_PARTS_OF_TEXT = ("方面", "环节", "部分", "条款", "原则", "要点", "步骤", "章", "节")
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
    bases: tuple[FoundQuantity, ...] = ()
    """Of 由8.5天下降到7.5天 the value that it comes from, of 分别由88%、91%提高到96%、98% as many as `values`."""

    @property
    def text(self) -> str:
        """The block's text, folded."""
        return self.clause.text


def measured(
    clause: Clause, prose: Prose, lexicon: Lexicon, *, tells_results: bool = False
) -> deque[FoundQuantity]:
    """The quantities of a clause that are values of something."""
    verdicts = judged(clause, prose, lexicon, tells_results=tells_results)
    return deque(quantity for quantity, verdict in verdicts if verdict == "measure")


def judged(
    clause: Clause, prose: Prose, lexicon: Lexicon, *, tells_results: bool = False
) -> list[tuple[FoundQuantity, Verdict]]:
    """
    All quantities of a clause in order, each with what it is.

    *tells_results*: the clause stands where results are told. There 推出36项举措 is what was done; in a plan it says what
    the plan is made up of.
    """
    verdicts: dict[FoundQuantity, Verdict] = {}
    found: list[FoundQuantity] = []
    at = clause.start
    is_aim = False
    for i, quantity in enumerate(clause.quantities):
        before = verb_of_value(clause.text, prose, at, quantity, lexicon)
        is_listed = bool(found) and _joins(clause.text, found[-1], quantity)
        moves = i + 1 < len(clause.quantities) and moves_to(
            clause, prose, [quantity], clause.quantities[i + 1], lexicon
        )
        verdict: Verdict = "measure"
        if _is_compared_with(clause.text, at, quantity, lexicon) or (
            found and _is_of_noun(clause.text, found[-1], quantity, lexicon)
        ):
            verdict = "qualifier"
        elif not (
            is_listed or moves or is_aim or (found and _goes_on(clause.text, found[-1], quantity, lexicon))
        ):
            verdict = screen(clause, quantity, before, (at, clause.end), prose.spans, lexicon)
            if (
                verdict == "division"
                and tells_results
                and before.verb == "doing"
                and not clause.text.startswith(_PARTS_OF_TEXT, quantity.end)
            ):
                verdict = "measure"
        if verdict == "measure":
            if (
                found
                and not is_aim
                and (
                    quantity.kind == "rank"
                    or (quantity.kind == "grade" and found[-1].unit in lexicon.units.count)
                )
                and not any(mark in clause.text[found[-1].end : quantity.start] for mark in _JOINTS)
            ):
                # 2家医院进入全国前100名, 1家达到二级甲等: the hospitals are counted, rank and grade tell which
                verdicts[quantity] = "qualifier"
                continue
            if found and before.verb is None and _qualifies(clause.text, found[-1], quantity, lexicon):
                verdicts[found.pop()] = "qualifier"
            while found and _is_in_ratio_name(clause, found[-1], quantity):
                verdicts[found.pop()] = "qualifier"
            if found and _is_in_subject(clause, found[-1], quantity, before, lexicon):
                verdicts[found.pop()] = "qualifier"
            found.append(quantity)
            at = quantity.end
        verdicts[quantity] = verdict
        is_aim = moves and verdict == "measure"
    return list(verdicts.items())


def _qualifies(text: str, first: FoundQuantity, second: FoundQuantity, lexicon: Lexicon) -> bool:
    """Whether the first value only qualifies what the second counts: 影响因子10分以上论文1篇, 万元以上设备5台."""
    between = text[first.end : second.start].strip(" ")
    is_noun = len(between) <= _QUALIFIED and all("\u4e00" <= c <= "\u9fff" for c in between)
    counts = second.unit in lexicon.units.count and first.unit != second.unit
    return first.is_bounded and first.start == first.number and is_noun and counts


_QUALIFIED = 6


def _is_of_noun(text: str, first: FoundQuantity, second: FoundQuantity, lexicon: Lexicon) -> bool:
    """Whether the second value only tells which of its kind the first counts: 建成3个｜面积不低于4万平方米的｜公园."""
    between = text[first.end : second.start].strip(" ")
    is_noun = 2 <= len(between) <= _QUALIFIED and all("\u4e00" <= c <= "\u9fff" for c in between)
    counts = first.unit in lexicon.units.count and second.unit != first.unit
    return is_noun and counts and second.is_bounded and text.startswith("的", second.end)


def _is_compared_with(text: str, start: int, quantity: FoundQuantity, lexicon: Lexicon) -> bool:
    """较去年同期9.47万人次增加2.36万人次: what stood then is told only to compare with."""
    low = max(start, quantity.start - _COMPARISON_CHARS)
    matches = COMPARISON.regex(lexicon).finditer(text, low, quantity.start)
    is_behind = any(text[m.end() : quantity.start] in ("", "的") and not m[0].endswith("的") for m in matches)
    after = text[quantity.end : quantity.end + len("增加")]
    return is_behind and after.startswith((*lexicon.verbs.increase, *lexicon.verbs.decrease))


_COMPARISON_CHARS = 24


def _goes_on(text: str, first: FoundQuantity, second: FoundQuantity, lexicon: Lexicon) -> bool:
    """
    Whether a value counts where the one before in the list does.

    病房12间、救护车四辆: a numeral in words that ends an item; 确保A级、力争A+级.
    """
    between = text[first.end : second.start].strip(" ")
    if first.kind == second.kind == "grade":
        return between.lstrip("、") in (*lexicon.modality.must, *lexicon.modality.strive)
    if not second.is_han or between[:1] not in ("、", "和", "及") or len(between) < 2:
        return False
    ends = text[second.end : second.end + 1] in ("", *"、和及与，,。；;(")
    return first.unit == second.unit or (ends and second.value is not None and second.value > 1)


_RATIO_NAME = re.compile(r"(?:率|占比|比例|比重|满意度|覆盖面|百分比|增幅|降幅|强度|[^，。；]量|成本|费用)")


def _is_in_ratio_name(clause: Clause, first: FoundQuantity, second: FoundQuantity) -> bool:
    """
    Whether the first value stands inside the name of the share that the second is.

    能够提供6类以上技术的机构占比不低于95%, 240项监测指标上报完整率100%: nothing parts them, and a ratio's name stands between.
    """
    between = clause.text[first.end : second.start]
    if (
        second.unit not in ("%", "‰")
        or first.unit in ("%", "‰")
        or any(mark in between for mark in "、，；：且")
    ):
        return False
    found = list(_RATIO_NAME.finditer(between))
    return bool(found) and found[-1].end() >= len(between) - _RULING and found[-1].start() > 0


_RULING = 10
"""Characters of the verb and bound between a ratio's name and its value."""


def _is_in_subject(
    clause: Clause, first: FoundQuantity, second: FoundQuantity, before: Before, lexicon: Lexicon
) -> bool:
    """Whether the first value only counts the subject of the second: 4家中心诊疗人次年均增长10%."""
    between = clause.text[first.end : second.start]
    if any(mark in between for mark in _JOINTS) or first.unit not in lexicon.units.count:
        return False
    lead = name_before(clause.text, (clause.start, first.start), NO_PERIODS, lexicon, strips_verbs=True)
    opens = lead.name is None
    verb = verb_before(clause.text, (clause.start, first.start), lexicon).verb
    rules = (
        before.verb in ("reach", "increase", "decrease", "raise_to", "lower_to")
        or second.start < second.number
    )
    return opens and verb is None and rules and second.unit != first.unit


def verb_of_value(text: str, prose: Prose, start: int, value: FoundQuantity, lexicon: Lexicon) -> Before:
    """The verb before a value; of 达到2020年的2倍 what it is a multiple of stands between."""
    if value.unit != "倍":
        end = value.start
        for base in FRACTION_OF_NAME.regex(lexicon).finditer(text, max(start, end - _BASE_CHARS), end):
            end = base.start() if base.end() == value.start else end  # 达到｜每百万人口800份
        before = verb_before(text, (start, end), lexicon)
        if before.verb is None and text.endswith(_AVERAGES, start, end):
            behind = verb_before(text, (start, end - len(_AVERAGES[0])), lexicon)
            before = behind if behind.verb in _LEVELS else before  # 补助标准达到｜人均610元
        return before
    end = before_period(text, prose, start, value.start)
    before = verb_before(text, (start, end), lexicon)
    if before.verb in ("increase", "decrease") and text.startswith(("到", "至"), end):
        return replace(before, verb="raise_to")  # 增加｜到2019年的1.2倍
    return before


_AVERAGES = ("人均", "户均", "平均")
_LEVELS = ("reach", "raise_to", "lower_to")


def next_segment(
    clause: Clause, prose: Prose, quantities: deque[FoundQuantity], start: int, lexicon: Lexicon
) -> Segment:
    """The segment at the head of *quantities*, which are taken off the list."""
    first = quantities.popleft()
    values = _list_at(clause, first, quantities)
    bases: list[FoundQuantity] = []
    if quantities and moves_to(clause, prose, values, quantities[0], lexicon):
        aims = [quantities[0]]
        for quantity in list(quantities)[1 : len(values)]:
            if _joins(clause.text, aims[-1], quantity):
                aims.append(quantity)
        if len(aims) == len(values):
            bases, values = values, aims
            for _ in aims:
                quantities.popleft()
    limit = following = clause.end
    if bases:
        limit = following = values[0].end
    elif quantities:
        limit, following = _boundary(clause.text, values[-1].end, quantities[0].start)
    return Segment(clause, start, limit, following, tuple(values), tuple(bases))


def _list_at(clause: Clause, first: FoundQuantity, quantities: deque[FoundQuantity]) -> list[FoundQuantity]:
    """The first value and those that are listed behind it, which are taken off *quantities*."""
    values = [first]
    while quantities and _joins(clause.text, values[-1], quantities[0]):
        values.append(quantities.popleft())
    return values


def moves_to(
    clause: Clause, prose: Prose, froms: Sequence[FoundQuantity], second: FoundQuantity, lexicon: Lexicon
) -> bool:
    """
    Whether a value, or each of a list of values, moves to another: 由8.5天下降到7.5天, 从2015年的52万增长到2020年的78万.

    *second* is the first value behind the list.
    """
    first, last = froms[0], froms[-1]
    if first.kind != second.kind or first.kind not in ("number", "grade", "ratio", "rank"):
        return False
    if first.kind == "number" and _is_ground(clause.text, first, second, lexicon):
        return True
    if not clause.text[: origin(clause, prose, first, lexicon)].endswith(_FROM):
        return False
    end = before_period(clause.text, prose, last.end, second.start)
    if _MOVES.fullmatch(clause.text, last.end, end + clause.text.startswith(("到", "至"), end)):
        return True
    before = verb_before(clause.text, (last.end, end), lexicon)
    if before.verb in ("increase", "decrease"):
        return clause.text.startswith(("到", "至"), end)  # 增长｜到2020年的78万
    return before.verb in ("raise_to", "lower_to", "reach") and before.subject[1] <= last.end


_MOVES = re.compile("[ ]?[\u4e00-\u9fff]{1,6}[到至为居入进][ ]?")
"""Between where a value comes from (由…) and where it goes any verb with 到 or its like is one of change: 优化到, 压至."""


def _is_ground(text: str, first: FoundQuantity, second: FoundQuantity, lexicon: Lexicon) -> bool:
    """在上年27.4%的基础上再降1.5个百分点: the first is what the second changes."""
    if not text.startswith(("的基础上", "基础上"), first.end):
        return False
    return verb_before(text, (first.end, second.start), lexicon).verb in ("increase", "decrease")


def origin(clause: Clause, prose: Prose, value: FoundQuantity, lexicon: Lexicon) -> int:
    """Where the words of time and, of a rank, of its field start before a value: 由｜2022年的82%, 由｜全市第9位."""
    end = before_period(clause.text, prose, clause.start, value.start)
    if value.kind == "rank":
        fields = (
            w for w in lexicon.units.rank_heads if len(w) > 1 and clause.text.endswith(w, clause.start, end)
        )
        end -= len(next(fields, ""))
    return end


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


_NOW = ("人均", "平均", "目前", "现在", "当前", "现有", "原有", "原来", "原先", "最初", "原")


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
    for mark in ("、", "且", "以及", "和", "及", "与", "/"):
        at = bare.find(mark)
        if at > 0:
            return end + at, end + at
    return start, end
