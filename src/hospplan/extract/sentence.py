"""One sentence read to its measures: what a clause does not say it takes from those before it."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace

from hospplan.extract.asides import LEADING_WORD
from hospplan.extract.clauses import Clause, Prose
from hospplan.extract.modality import modality, own_modality
from hospplan.extract.names import name_before
from hospplan.extract.naming import name_values
from hospplan.extract.periods import UNKNOWN, aligned, holds_on, inferred_period, outlasts, to_period
from hospplan.extract.roles import Settings
from hospplan.extract.segments import measured, next_segment
from hospplan.extract.table_units import read_name
from hospplan.extract.tense import COMPARED, PLANNED, opens_past, tells_past
from hospplan.extract.value_name import Earlier, Naming
from hospplan.extract.values import change_of, per_in, per_of_name, per_on, split_rate, unit_of_name
from hospplan.extract.verbs import FILLER, Stretch, VerbClass, verb_at, verb_before
from hospplan.lexicon import Lexicon
from hospplan.models.anchor import Anchor
from hospplan.models.facts import FoundMeasure
from hospplan.models.outline import QUOTE_MAX
from hospplan.models.plan import Period
from hospplan.models.values import MeasureRole, Modality, Per
from hospplan.phrases.numeral import plain
from hospplan.phrases.period import FoundPeriod, Span
from hospplan.phrases.quantity import FoundQuantity

SURE = 0.97
"""Confidence of what is read from prose without a doubt; a table of indicators gives 0.99."""
_PARTS = re.compile("[ ]?(?:包括|包含|内含|含)(?!税)")
"""新增副高以上职称人员25人，｜包括正高6人: what follows is part of what stands before."""
_SHORTEST_NAME = 3
_BRACKET_GAP = 4
"""Characters between a value and a bracket that divides it: 238人以上（正高76人）."""
_TOPIC_CHARS = 40
_EARLIER = 12
"""How many of the last measures a list of values may stand for."""
_LEAD_CHARS = 6
_NEAR = 80
"""How far from a value its words are looked for."""
_FROM = ("由", "从", "自")
_GROUND = re.compile("[^，。；]{1,12}基础上")
"""在上年｜27.4%的基础上再降1.5个百分点: when what it is compared with stood."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a sentence stands."""

    block: str
    original: str
    """The block's text as the file has it."""
    prose: Prose
    settings: Settings
    lexicon: Lexicon
    is_report: bool = False
    """No heading tells, and the block compares with a year before and plans nothing."""

    def verbatim(self, text: str, stretch: Stretch) -> str:
        """The original characters of a stretch without white space and without brackets that are read apart."""
        return "".join(
            self.original[i] for i in range(*stretch) if text[i] != FILLER and not self.original[i].isspace()
        )


@dataclass(frozen=True, slots=True)
class Carried:
    """What one sentence hands to the next of its paragraph."""

    period: FoundPeriod | None = None
    """The one that leads it."""
    periods: tuple[FoundPeriod, ...] = ()
    """Those of 到2025年和2030年，… where each value of a list has one."""
    measures: tuple[tuple[FoundMeasure, Stretch], ...] = ()
    inherited: tuple[Span, str | None] | None = None
    """The period that a sentence or line before led with, and its words: it holds where nothing else is said."""
    is_past: bool = False
    """The last measure told what stands: so does what 其中 divides behind a full stop."""

    def past_stop(self, text: str) -> "Carried":
        """What is left of it behind a full stop: the period alone, as one that is not said again."""
        period = self.period
        words = "" if period is None else text[period.start : period.end]
        if period is None or period.span is None or not outlasts(words, period.span):
            return Carried(periods=self.periods, inherited=self.inherited, is_past=self.is_past)
        return Carried(periods=self.periods, inherited=(period.span, words), is_past=self.is_past)


@dataclass(slots=True)
class _Memory:
    """What the clauses of one sentence hand on; it lives while the sentence is read and is no one else's."""

    topic: Stretch | None = None
    last_clause: Stretch | None = None
    measures: list[tuple[FoundMeasure, Stretch]] = field(default_factory=list)
    verb: VerbClass | None = None
    modality: Modality | None = None
    period: FoundPeriod | None = None
    periods: tuple[FoundPeriod, ...] = ()
    inherited: tuple[Span, str | None] | None = None
    per: Per | None = None
    """Of a rate that leads the sentence: 每年开展义诊60场，服务群众2万人次."""
    head: Anchor | None = None
    """The value that 其中 or a bracket divides."""
    head_unit: str | None = None
    """Its unit: what is counted otherwise (其中国家级2项，到位经费680万元) is no part of it."""
    is_past: bool = False
    """今年以来 or its like opened the sentence."""
    is_part: bool = False
    around: tuple[bool, Anchor | None, str | None] | None = None
    """Of a bracket what the three above were before it."""

    def earlier(self) -> Earlier:
        measures = tuple(self.measures[-_EARLIER:])
        return Earlier(self.topic, self.last_clause, measures, self.verb, self.periods)


def read_sentence(
    clauses: tuple[Clause, ...], scene: Scene, carried: Carried
) -> Generator[FoundMeasure, None, Carried]:
    """
    The measures of one sentence, in order; what holds at its end is returned.

    *carried* is what the sentence before hands on: before a ； its period (到2024年底，A达到90%；B达到95%) and its
    measures, behind a full stop at most a period.
    """
    memory = _Memory(period=carried.period, periods=carried.periods, inherited=carried.inherited)
    memory.measures.extend(carried.measures)
    memory.is_past = carried.is_past and scene.prose.text.startswith("其中", clauses[0].start)
    for clause in clauses:
        yield from _read_clause(clause, scene, memory)
    told = memory.measures[-1][0].role if memory.measures else None
    last = tuple(memory.measures[-_EARLIER:])
    return Carried(memory.period, memory.periods, last, memory.inherited, is_past=told == "actual")


def _read_clause(clause: Clause, scene: Scene, memory: _Memory) -> Iterator[FoundMeasure]:
    _note_words(clause, scene, memory)
    if clause.is_bracket and clause.start > 0 and scene.prose.text[clause.start - 1] == "(":
        memory.around = memory.is_part, memory.head, memory.head_unit
    setting = scene.settings.at(Anchor(scene.block, clause.start, clause.start))
    quantities = measured(clause, scene.prose, scene.lexicon, tells_results=setting.role == "result")
    if not quantities or _is_aside(clause, scene, memory):
        _note_topic(clause, scene, memory)
        return
    if clause.is_bracket:
        memory.is_part = True
        last = memory.measures[-1][0] if memory.measures else None
        opens = clause.start > 0 and scene.prose.text[clause.start - 1] == "("
        is_right_before = last is not None and 0 <= clause.start - last.value_anchor.end <= _BRACKET_GAP
        if last is not None and (memory.head is None or (opens and is_right_before)):
            memory.head, memory.head_unit = last.value_anchor, last.unit
    at = clause.start
    while quantities:
        segment = next_segment(clause, scene.prose, quantities, at, scene.lexicon)
        at = segment.following
        found = [
            (_measure(clause, value, naming, scene, memory), naming)
            for value, naming in name_values(segment, scene.prose, memory.earlier(), scene.lexicon)
        ]
        if len(found) == 2 * len(segment.bases):
            found = _joined(found)
        for measure, naming in found:
            memory.measures.append((measure, naming.name))
            memory.verb = naming.rules
            # 安排5000万元｜购置设备｜60台: what money is for also names what is bought
            is_purpose = measure.unit == "元" and verb_at(clause.text, naming.name[0], scene.lexicon)
            if segment.start <= naming.name[0] < segment.limit and not is_purpose:
                at = max(at, naming.name[1])
            yield measure
        if found and not memory.is_part:
            memory.head = found[-1][0].value_anchor
            memory.head_unit = found[-1][0].unit
    if clause.is_bracket and scene.prose.text.startswith(")", clause.end):
        memory.is_part, memory.head, memory.head_unit = memory.around or (
            False,
            memory.head,
            memory.head_unit,
        )


def _joined(found: list[tuple[FoundMeasure, Naming]]) -> list[tuple[FoundMeasure, Naming]]:
    """The ends of changes: each value of the first half is where one of the second starts from."""
    half = len(found) // 2
    froms: list[tuple[FoundMeasure, Naming]] = []
    aims: list[tuple[FoundMeasure, Naming]] = []
    for (base, first), (aim, second) in zip(found[:half], found[half:], strict=True):
        is_target = aim.role == "target"
        start = replace(
            base,
            role="baseline" if is_target else "actual",
            unit=base.unit or aim.unit,  # 由60提高到80%
            modality=None,
            period=base.period if first.period else UNKNOWN,
        )
        froms.append((start, first))
        aims.append((replace(aim, compared=base.value_anchor), second))
    return froms + aims


def _note_words(clause: Clause, scene: Scene, memory: _Memory) -> None:
    """Modality and a leading period hold to the end of the sentence."""
    text = scene.prose.text
    memory.modality = modality(clause, text, scene.prose, scene.lexicon) or memory.modality
    if opens_past(text[clause.start : clause.end].strip(" "), scene.lexicon):
        memory.is_past = True
    if not clause.is_bracket:
        memory.per = per_on(text[clause.start : clause.start + _LEAD_CHARS], scene.lexicon) or memory.per
    periods = () if clause.is_bracket else _own_periods(clause, scene, clause.start, clause.end)
    if len(periods) > 1 and _is_list_of(periods, clause, text, scene.lexicon):
        memory.periods = aligned(periods)
    for period in periods:
        leads = period.start <= clause.start + _LEAD_CHARS
        # 从2015年的52万增长到…: where a change starts from is not when what follows holds
        is_alone = leads and clause.end - period.end <= 1  # 到6月底，
        is_from = text[clause.start : period.start].endswith(_FROM) or _GROUND.match(text, period.end)
        is_of_part = text[clause.start : period.start].strip(" ").startswith("其中")
        if leads and not is_from and not is_of_part and (is_alone or holds_on(period)):
            memory.period = period
    if not clause.is_bracket:
        if "其中" in text[clause.start : clause.end] or _PARTS.match(text, clause.start):
            memory.is_part = True
        elif memory.is_part and clause.quantities:
            before = verb_before(clause.text, (clause.start, clause.quantities[0].start), scene.lexicon)
            memory.is_part = before.verb not in ("reach", "doing", "raise_to")


def _own_periods(clause: Clause, scene: Scene, start: int, end: int) -> tuple[FoundPeriod, ...]:
    """The periods of a clause that do not stand in a bracket of its own: 占比（2023年为31%）提高到34%."""
    return tuple(p for p in scene.prose.periods_in(start, end) if clause.text[p.start] != FILLER)


def _is_list_of(periods: tuple[FoundPeriod, ...], clause: Clause, text: str, lexicon: Lexicon) -> bool:
    """Whether a clause is periods and the marks between them, and nothing else: 到2025年和2030年."""
    opener = LEADING_WORD.regex(lexicon).match(text, clause.start, clause.end)  # 一是到2025年和2030年
    at = opener.end() if opener else clause.start
    for period in periods:
        if text[at : period.start].strip(" 、和及与到至"):
            return False
        at = period.end
    return not text[at : clause.end].strip(" ")


def _note_topic(clause: Clause, scene: Scene, memory: _Memory) -> None:
    stretch = (clause.start, clause.end)
    lead = name_before(clause.text, stretch, scene.prose.spans, scene.lexicon, strips_verbs=False)
    memory.verb, said = None, lead.name
    bare = name_before(clause.text, stretch, scene.prose.spans, scene.lexicon, strips_verbs=True)
    if lead.name is not None and bare.name is not None:
        opening = clause.text[lead.name[0] : bare.name[0]]
        verbs = scene.lexicon.verbs
        if opening in verbs.improving or opening in verbs.increase or opening in verbs.decrease:
            lead = bare  # 逐年｜提高｜教学投入，每年增加50万元
    if lead.name is not None:
        memory.last_clause = said
        if memory.topic is None and lead.name[1] - lead.name[0] <= _TOPIC_CHARS:
            memory.topic = lead.name


def _is_aside(clause: Clause, scene: Scene, memory: _Memory) -> bool:
    """Whether the clause stands where the situation of others is told, and aims at nothing itself."""
    value = clause.quantities[0]
    setting = scene.settings.at(Anchor(scene.block, value.start, value.end))
    if setting.role != "context" or memory.modality in ("strive", "must"):
        return False
    if any(word in scene.prose.text[clause.start : value.start] for word in scene.lexicon.sections.forecasts):
        return True
    if any(own in scene.prose.text[max(0, value.start - _NEAR) : value.start] for own in scene.settings.own):
        return False
    period, year = _own_period(clause, value, scene, memory), setting.calendar.year
    if period is None or period.span is None or year is None:
        return True
    return period.span.start is not None or setting.is_over(period.span)


def _measure(
    clause: Clause, value: FoundQuantity, naming: Naming, scene: Scene, memory: _Memory
) -> FoundMeasure:
    if naming.near is not None:
        indicator = naming.near.indicator + naming.suffix
    else:
        indicator = scene.verbatim(clause.text, naming.name) + naming.suffix
    qualifier = scene.verbatim(clause.text, naming.qualifier) if naming.qualifier else None
    change = change_of(naming.verb, value, indicator)
    unit, per = split_rate(value.unit)
    number = value.value
    doubts: list[tuple[float, str]] = [(SURE, "")]
    if indicator.endswith("年") and len(indicator) > _SHORTEST_NAME:
        indicator, per = indicator[:-1], per or "year"  # 论文年｜增长10%
    named = read_name(indicator, scene.lexicon) if unit is None and indicator.endswith(("）", ")")) else None
    if named is not None and named.unit is not None and number is not None:
        # 用水总量（亿立方米）：≥15.6
        indicator, unit = named.name, named.unit.unit
        number = plain(number * named.unit.power)
    if unit is None and value.kind == "number":
        unit = unit_of_name(indicator, scene.lexicon, is_money=value.has_magnitude)
    if unit == "倍" and change == "increase" and number is not None:
        if naming.verb_text in scene.lexicon.verbs.more_by:
            number, unit = number * 100, "%"
        else:
            doubts.append((0.6, "N倍 may mean N times more or N times as much"))
    if naming.is_far:
        doubts.append((0.85, "the indicator stands in an earlier clause"))
    role, doubt = _role(clause, value, naming, scene, memory)
    doubts += [doubt] if doubt else []
    confidence, reason = min(doubts)
    return FoundMeasure(
        anchor=_quote(value, naming, scene),
        value_anchor=Anchor(scene.block, value.start, value.end),
        role=role,
        indicator=indicator,
        qualifier=naming.near.qualifier if naming.near else qualifier,
        comparator=naming.comparator or value.comparator,
        value=number,
        value_max=value.value_max,
        unit=unit,
        grade=scene.original[value.number : value.number + len(value.grade)] if value.grade else None,
        ratio=value.ratio,
        change=change,
        per=per or _per(clause, value, scene, memory) or per_of_name(indicator),
        modality=own_modality(clause, value, scene.prose, scene.lexicon) or memory.modality
        if role == "target"
        else None,
        parent=memory.head if memory.is_part and _is_share_of(unit, memory.head_unit, indicator) else None,
        period=_period(clause, value, naming, role, scene, memory),
        confidence=confidence,
        doubt=reason or None,
    )


def _is_share_of(unit: str | None, head: str | None, indicator: str) -> bool:
    """Whether a value can be a part of the one before: counted alike, or a share of it (占比)."""
    return unit == head or (unit == "%" and "占" in indicator)


def _per(clause: Clause, value: FoundQuantity, scene: Scene, memory: _Memory) -> Per | None:
    """The rate that the clause gives before the value, else the one that leads the sentence."""
    text = scene.prose.text[max(clause.start, value.number - _NEAR) : value.number]
    own = per_in(text, scene.lexicon)
    if (
        own is not None
        or value.unit not in scene.lexicon.units.events
        or any(word in text for word in _OTHER_RATES)
    ):
        return own
    return memory.per


_OTHER_RATES = ("每周", "每季", "每半年", "全年", "每次", "每两年", "每三年", "累计", "年内", "三年", "五年")


def _quote(value: FoundQuantity, naming: Naming, scene: Scene) -> Anchor:
    """From the name to the value, or the value alone where its name stands elsewhere."""
    start, end = value.start, value.end
    if not naming.is_far:
        start, end = min(start, naming.name[0]), max(end, naming.name[1])
        if naming.qualifier is not None:
            start = min(start, naming.qualifier[0])
    if end - start > QUOTE_MAX:
        start, end = max(start, value.end - QUOTE_MAX), value.end
    return Anchor(scene.block, start, end)


def _role(
    clause: Clause, value: FoundQuantity, naming: Naming, scene: Scene, memory: _Memory
) -> tuple[MeasureRole, tuple[float, str] | None]:
    """Target or actual: the section decides, a clause that plainly says otherwise overrules it."""
    setting = scene.settings.at(Anchor(scene.block, value.start, value.end))
    low = max(clause.start, naming.since, value.start - _NEAR)
    text = scene.prose.text[low : min(clause.end, value.end + _NEAR)]
    period, year = _own_period(clause, value, scene, memory, naming), setting.calendar.year
    is_past = memory.is_past or tells_past(text, scene.lexicon)
    is_ahead = False
    if period is not None and period.stands and year is None:
        is_past = True  # 截至2020年末
    if period is not None and period.span is not None and year is not None:
        is_past = is_past or period.stands or setting.is_over(period.span)
        is_ahead = not period.stands and period.span.end.year >= year and period.span.start is None
        if setting.role == "result":
            is_ahead = is_ahead and period.span.end.year > year
    if setting.role != "result":
        is_ahead = is_ahead or memory.modality in ("strive", "must")
    if setting.role == "result" and PLANNED.regex(scene.lexicon).search(scene.prose.text, low, value.start):
        return "target", None
    if setting.role == "result":
        return ("target" if is_ahead and not is_past else "actual"), None
    if setting.role == "context" and not is_ahead:
        return "actual", (0.85, "the section tells the situation, not results")
    if setting.role == "target" or is_ahead:
        return ("actual" if is_past and not is_ahead else "target"), None
    doubt = "no heading says whether targets or results stand here"
    if period is not None and period.span is not None and setting.day is not None:
        is_past = is_past or period.span.end < setting.day
    is_past = is_past or scene.is_report or any(word in text for word in COMPARED)
    return ("actual" if is_past and not is_ahead else "target"), (0.8, doubt)


def _own_period(
    clause: Clause, value: FoundQuantity, scene: Scene, memory: _Memory, naming: Naming | None = None
) -> FoundPeriod | None:
    """
    The last period before the value in its clause, else the one that leads the sentence.

    Of a change (由2022年的82%提升至95%) the period of what it starts from is not that of its aim; and 上年 inside
    a clause (不低于上年业务收入的1.5%) tells what something is compared with.
    """
    since = max(clause.start, naming.since if naming else 0)
    in_reach = scene.prose.periods_in(since, value.start + 1)
    own = [
        p
        for p in in_reach
        if (clause.is_bracket or clause.text[p.start] != FILLER)
        if p.start <= clause.start + 1 or not scene.prose.text.startswith(_LAST_YEARS, p.start)
    ]
    return own[-1] if own else memory.period


_LAST_YEARS = ("上年", "去年", "前年", "上一年")


def _period(
    clause: Clause, value: FoundQuantity, naming: Naming, role: MeasureRole, scene: Scene, memory: _Memory
) -> Period:
    found = naming.period or _own_period(clause, value, scene, memory, naming)
    if found is not None and found.span is not None:
        return to_period(found.span, scene.original[found.start : found.end])
    setting = scene.settings.at(Anchor(scene.block, value.start, value.end))
    if memory.inherited is not None and (
        role != "target" or memory.inherited[0].end.year >= (setting.calendar.year or 0)
    ):
        return to_period(*memory.inherited, is_read=False)
    return inferred_period(setting, role)
