"""Names that a value takes from an earlier clause: 平均住院日6.84天，同比下降14.75%."""

from collections.abc import Sequence
from dataclasses import replace

from hospplan.extract.clauses import Prose
from hospplan.extract.names import name_before
from hospplan.extract.segments import Segment
from hospplan.extract.value_name import Earlier, Naming
from hospplan.extract.verbs import Before, Stretch, VerbClass, verb_before
from hospplan.lexicon import Lexicon
from hospplan.models.facts import FoundMeasure
from hospplan.phrases.quantity import FoundQuantity


def contrast(
    text: str, name: Stretch, value: FoundQuantity, earlier: Earlier, lexicon: Lexicon
) -> Naming | None:
    """东部地区治疗率达到80%，中部地区达到75%: the second names only what differs."""
    short = text[slice(*name)]
    kind = next((k for k in lexicon.nouns.places if short.endswith(k)), None)
    if kind is None or not earlier.measures or len(short) > 8:
        return None
    measure, (start, end) = earlier.measures[-1]
    cut = text.find(kind, start, end)
    if cut == -1 or cut + len(kind) >= end or measure.unit != value.unit:
        return None
    return Naming((cut + len(kind), end), None, is_far=True, qualifier=name)


def head_before_colon(name: Stretch, prose: Prose, earlier: Earlier, lexicon: Lexicon) -> Naming | None:
    """预约诊疗率：三级医院不低于55%: what stands before the colon is measured, the name behind it tells of whom."""
    text, head = prose.text, earlier.last_clause
    if head is None or name[1] - name[0] > _SHORT_NAME or text[slice(*name)].endswith(lexicon.nouns.measured):
        return None
    is_headed = text[head[1] : head[1] + 3].lstrip(" ")[:1] == ":"
    inner = name_before(text, head, prose.spans, lexicon, strips_verbs=True).name if is_headed else None
    if inner is None or not text[slice(*inner)].endswith(lexicon.nouns.measured):
        return None
    return Naming(inner, None, is_far=True, qualifier=name)


_SHORT_NAME = 8


def far_name(
    value: FoundQuantity, before: Before, verb: VerbClass | None, earlier: Earlier, lexicon: Lexicon
) -> Naming | None:
    """A name of an earlier clause: 平均住院日6.84天，同比下降14.75%."""
    grows = verb in ("increase", "decrease")
    told = [
        m for m in earlier.measures if not m[0].indicator.endswith(lexicon.nouns.plans)
    ] or earlier.measures
    if told:
        measure, name = told[-1]
        near = Naming(name, verb, is_far=True, near=measure)
        is_alike = value.unit in (measure.unit, "倍")  # 突破3000万元，是2020年的2.6倍
        # 床位增加300张，达到1100张; 科研经费增长30%，突破500万元
        reaches = before.verb in ("reach", "raise_to", "lower_to") or value.start < value.number
        if value.kind in ("number", "multiple", "fraction") and (
            grows or value.change or (reaches and (is_alike or measure.change is not None))
        ):
            return near
        if value.kind == "number" and value.unit in ("%", "百分点") and before.verb != "doing":
            return near
        if value.kind == "number" and before.verb == "doing" and is_alike:
            # 目标300个，已建成180个 and 扩展到28家，新吸纳6家 count the same thing; 申报项目25项，力争立项2项 do not
            is_same = before.is_done or before.verb_text in lexicon.verbs.fulfilling
            is_new = before.verb_text.startswith("新") and before.verb_text != "新立项"
            return near if is_same or is_new else replace(near, suffix=before.verb_text)
        if value.kind in ("grade", "rank") and not earlier.topic:
            return near
        if (
            value.kind == "number"
            and is_alike
            and before.verb is None
            and not grows
            and value.unit is not None
        ):
            return near  # 确保30篇，力争40篇
    if earlier.topic and (grows or value.kind in ("grade", "rank")):
        return Naming(earlier.topic, verb, is_far=True)
    return None


def rate_of_growth(name: Stretch, prose: Prose, earlier: Earlier, lexicon: Lexicon) -> Naming | None:
    """增速 of what was told before: 地区生产总值达5000亿元，增速6%; 纯收入持续增长，增速达到6.9%."""
    word = prose.text[slice(*name)]
    if earlier.measures:
        measure, place = earlier.measures[-1]
        return Naming(place, None, is_far=True, near=measure, suffix=word)
    if earlier.last_clause is None:
        return None
    grown = verb_before(prose.text, earlier.last_clause, lexicon)
    lead = name_before(prose.text, grown.subject, prose.spans, lexicon, strips_verbs=False)
    return Naming(lead.name, None, is_far=True, suffix=word) if lead.name else None


def name_of_aim(
    segment: Segment, before: Before, prose: Prose, earlier: Earlier, lexicon: Lexicon
) -> Naming | None:
    """稳步提高覆盖率，到2026年达到65%: the clause before is a verb of change and what it changes."""
    value = segment.values[0]
    is_level = before.verb in ("reach", "raise_to", "lower_to") or value.is_bounded
    if not is_level or value.kind != "number" or earlier.last_clause is None:
        return None
    last = earlier.measures[-1][0].value_anchor.end if earlier.measures else 0
    if last > earlier.last_clause[0]:
        return None  # what was said last is that value
    lead = name_before(prose.text, earlier.last_clause, prose.spans, lexicon, strips_verbs=True)
    if lead.verb is None and (subject := _changing(prose, earlier.last_clause, lexicon)) is not None:
        return Naming(subject, None, is_far=True)
    if lead.name is None or lead.verb is None:
        return None
    text = prose.text[slice(*lead.name)]
    changes = (*lexicon.verbs.increase, *lexicon.verbs.decrease, "控制", "严控")
    is_changed = len(text) <= _CHANGED_NAME and prose.text.endswith(changes, 0, lead.name[0])
    if not is_changed and not text.endswith(lexicon.nouns.measured):
        return None
    # 逐年提高投入，每年增加不低于100万元: by how much, and not to what
    verb = before.verb if before.verb in ("increase", "decrease") else None
    return Naming(lead.name, verb, is_far=True)


def _changing(prose: Prose, clause: Stretch, lexicon: Lexicon) -> Stretch | None:
    """床位使用率逐年提高，｜2024年达到85%: what changes by the verb that ends the clause, where it is a measured thing."""
    start, end = clause
    end -= len(prose.text[start:end]) - len(prose.text[start:end].rstrip(" ，"))
    verbs = (*lexicon.verbs.increase, *lexicon.verbs.decrease)
    verb = max((v for v in verbs if prose.text.endswith(v, start, end)), key=len, default="")
    if not verb:
        return None
    name = name_before(prose.text, (start, end - len(verb)), prose.spans, lexicon, strips_verbs=False).name
    return name if name is not None and prose.text[slice(*name)].endswith(lexicon.nouns.measured) else None


def are_rates_of(
    told: Sequence[tuple[FoundMeasure, Stretch]], word: str, segment: Segment, lexicon: Lexicon
) -> bool:
    """高血压患者3215人、糖尿病患者986人，｜规范管理率分别为82%和80%: a rate for each of those who were counted before."""
    return (
        word.endswith(_RATES)
        and all(value.unit in ("%", "‰") for value in segment.values)
        and all(m.unit in lexicon.units.count and m.change is None and m.qualifier is None for m, _ in told)
        and "分别" in segment.text[segment.start : segment.values[0].start]
    )


_RATES = ("率", "占比", "比例", "比重", "满意度", "覆盖面")
_CHANGED_NAME = 14
"""Characters of what a verb of change before a level changes: 压缩术前平均等待日，力争不超过3天."""


def stands_for_last(segment: Segment, name: Stretch, earlier: Earlier, lexicon: Lexicon) -> bool:
    """门诊98万人次（目标95万人次）; 新增专科2个，总数达16个: a word that only says which value of the same thing this is."""
    word, last = segment.text[slice(*name)], earlier.measures[-1][0]
    if last.unit != segment.values[0].unit:
        return False
    return word in lexicon.nouns.totals or (segment.clause.is_bracket and word in lexicon.nouns.planned)


def counts_again(segment: Segment, before: Before, earlier: Earlier) -> bool:
    """传染病28种48632例; 2803人次捐献血小板，累计5523治疗量: the same thing, counted in another unit."""
    value = segment.values[0]
    if earlier.measures[-1][0].value_anchor.end == value.start:
        return True
    left = segment.text[segment.start : value.start].strip(" ，")
    return before.verb is None and left in _TOTALS and value.unit != earlier.measures[-1][0].unit


_TOTALS = ("累计", "共", "共计", "合计", "总计", "计")
