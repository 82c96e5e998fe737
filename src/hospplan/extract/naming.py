"""
What a value is a value of: the noun phrase before or behind it, or one of an earlier clause.

The verb before the value decides where to look: a subject before a verb of reaching (人数达到1200人), the object
behind the value (引进3-5名骨干) or before it (新增工作室5个). A list of values takes a list of names.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from hospplan.extract.clauses import Prose
from hospplan.extract.far_names import contrast, far_name, head_before_colon, name_of_aim, rate_of_growth
from hospplan.extract.level_names import whole_of_level
from hospplan.extract.name_lists import MEASURED_ENDS, last_of_list, shared_head, split_names
from hospplan.extract.names import Lead, name_before
from hospplan.extract.names_after import name_after, purpose_after
from hospplan.extract.rank_names import without_rank_heads
from hospplan.extract.segments import Segment, origin, verb_of_value
from hospplan.extract.value_name import Earlier, Naming
from hospplan.extract.verbs import (
    MAX_VERB,
    Before,
    Stretch,
    VerbClass,
    verb_at,
    verb_before,
    words_of,
)
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.values import Comparator
from hospplan.phrases.quantity import FoundQuantity, bound_of

_DIMENSIONS = frozenset({"面积", "规模", "总额"})
_AREAS = ("平方米", "亩")


def name_values(
    segment: Segment, prose: Prose, earlier: Earlier, lexicon: Lexicon
) -> Iterator[tuple[FoundQuantity, Naming]]:
    """Each value of a segment with its name; a value whose name is not found is left out."""
    if segment.base is not None:
        yield from _name_change(segment, prose, earlier, lexicon)
        return
    value = segment.values[0]
    before = verb_of_value(segment.text, prose, segment.start, value, lexicon)
    if again := _all_again(segment, before, prose, earlier, lexicon):
        yield from ((value, naming) for naming in again)
        return
    if len(segment.values) > 1 or _is_distributive(segment, lexicon):
        yield from _name_list(segment, before, prose, earlier, lexicon)
        return
    naming = _name_bounded_share(segment, prose, lexicon) or _name_one(
        segment, before, prose, earlier, lexicon
    )
    if naming is not None:
        bound = naming.comparator or _bound_before_verb(segment, value, lexicon)
        yield value, replace(naming, verb_text=before.verb_text, comparator=bound)


AVERAGE = Rule(
    name="他处平均",
    pattern=r"(?: 高出 | 高于 | 低于 | 优于 | 超出 | 比 | 较 ) (?:全国|全省|全市|全县|全区|同级|同类|同期|[省市县区]) [^，。]{0,10}",
    reads=("高出全省平均", "比全国平均水平高", "低于同级医院"),
    rejects=("全省平均", "高于90%", "较上年"),
)
SHARE_BOUND = Rule(
    name="总体的份额",
    pattern=r"(?! 约[定束谈见] ) (?P<bound>(?&BOUND_BEFORE)) (?P<whole> (?&HAN) [^，。；、]{1,14} ) 的 [ ]?",
    reads=("不少于总床位数的", "不低于业务收入的", "不超过在职职工总数的"),
    rejects=("不少于", "总床位数的", "不低于8%的"),
)


def _name_bounded_share(segment: Segment, prose: Prose, lexicon: Lexicon) -> Naming | None:
    """重症床位不少于总床位数的｜8%: the bound stands before the whole that the share is of."""
    value = segment.values[0]
    if value.unit not in ("%", "‰"):
        return None
    for match in SHARE_BOUND.regex(lexicon).finditer(segment.text, segment.start, value.number):
        if match.end() != value.start:
            continue
        lead = name_before(
            segment.text, (segment.start, match.start()), prose.spans, lexicon, strips_verbs=False
        )
        bound = bound_of(match["bound"], lexicon)
        return Naming(lead.name, None, comparator=bound) if lead.name else None
    return None


_EARLY_BOUNDS: dict[str, Comparator] = {
    "至少": "ge",
    "最少": "ge",
    "最低": "ge",
    "至多": "le",
    "最多": "le",
    "最高": "le",
}
_EARLY_CHARS = 24


def _bound_before_verb(segment: Segment, value: FoundQuantity, lexicon: Lexicon) -> Comparator | None:
    """至少建成2个: a bound that stands before the verb."""
    if value.comparator != "eq":
        return None
    left = segment.text[max(segment.start, value.start - _EARLY_CHARS) : value.start]
    for word, bound in _EARLY_BOUNDS.items():
        at = left.rfind(word)
        if at != -1 and verb_at(left, at + len(word), lexicon):
            return bound
    return None


def _name_change(
    segment: Segment, prose: Prose, earlier: Earlier, lexicon: Lexicon
) -> Iterator[tuple[FoundQuantity, Naming]]:
    """由8.5天下降到7.5天: both ends have one name, each its own period."""
    base, aim = segment.base, segment.values[0]
    if base is None:
        return
    end = origin(segment.clause, prose, base, lexicon) - 1
    lead = name_before(segment.text, (segment.start, end), prose.spans, lexicon, strips_verbs=False)
    name, is_far = lead.name, False
    if name is None and earlier.last_clause is not None and not earlier.measures:
        # 满意度，由去年的91%提高到95%
        name = name_before(prose.text, earlier.last_clause, prose.spans, lexicon, strips_verbs=True).name
        is_far = True
        if name is not None and not prose.text[slice(*name)].endswith(MEASURED_ENDS):
            name = None
    if name is None:
        return
    for low, value in ((end, base), (base.end, aim)):
        period = next(iter(prose.periods_in(low, value.start)), None)
        yield value, Naming(name, None, period=period, since=low, is_far=is_far)


def _is_distributive(segment: Segment, lexicon: Lexicon) -> bool:
    value = segment.values[0]
    left = segment.text[segment.start : value.start]
    if value.has_magnitude and value.unit is None and _object(segment, lexicon):
        return False  # 补贴分别惠及40万老年人和6万残疾人: each value has its noun behind it
    return any(mark in left for mark in "、和与及") and any(
        word in left[-8:] for word in lexicon.verbs.distributive
    )


def _name_list(
    segment: Segment, before: Before, prose: Prose, earlier: Earlier, lexicon: Lexicon
) -> Iterator[tuple[FoundQuantity, Naming]]:
    """A、B均达到x; A、B分别增长x、y; the names, or the years, may stand in the clauses before."""
    text, values = segment.text, list(segment.values)
    lead = name_before(text, before.subject, prose.spans, lexicon, strips_verbs=before.verb is None)
    noun, verb = lead.name, before.verb or lead.verb
    if noun and before.verb == "reach" and (growth := _growth_tail(text, noun, lexicon)):
        noun, verb = growth
    is_single = len(values) == 1
    names = split_names(text, lead.name, lexicon, is_dealt_out=is_single) if lead.name else []
    if (
        lead.name
        and not is_single
        and len(names) < len(values)
        and "分别" in text[lead.name[1] : values[0].start]
    ):
        dealt = split_names(text, lead.name, lexicon, is_dealt_out=True)
        names = dealt if len(dealt) == len(values) else names  # 患者甲和患者乙任务数分别为a和b
    if lead.name is None and not is_single and earlier.last_clause is not None and not earlier.measures:
        # 血压、血糖控制率逐步提高，分别不低于45%和40%
        before_last = verb_before(prose.text, earlier.last_clause, lexicon)
        lead = name_before(prose.text, before_last.subject, prose.spans, lexicon, strips_verbs=False)
        noun, names = lead.name, split_names(prose.text, lead.name, lexicon) if lead.name else []
    if is_single:
        if "分别" in text[segment.start : values[0].start]:
            return  # of values that belong to one name each, one alone says nothing of the others
        values *= len(names)
    elif values[-1].unit == "百分点" and all(v.unit in ("个", None) for v in values[:-1]):
        values = [replace(v, unit="百分点") for v in values]  # 提高7.2个、4个百分点
    elif values[-1].unit and all(v.unit is None and v.kind == "number" for v in values[:-1]):
        values = [replace(v, unit=values[-1].unit) for v in values]  # 分别不少于10、9、8个小时
    elif values[-1].is_bounded and not any(v.is_bounded for v in values[:-1]):
        # 分别控制在9/10万和5‰以下: the bound behind the last value is meant for all
        values = [replace(v, comparator=values[-1].comparator) for v in values]
    elif values[0].start < values[0].number and not any(v.is_bounded for v in values[1:]):
        values = [replace(v, comparator=values[0].comparator) for v in values]  # 分别不低于90%、95%
    for value, naming in zip(
        values, _list_names(segment, noun, names, verb, len(values), prose, earlier, lexicon), strict=False
    ):
        yield value, replace(naming, verb_text=before.verb_text)


def _all_again(
    segment: Segment, before: Before, prose: Prose, earlier: Earlier, lexicon: Lexicon
) -> list[Naming]:
    """高血压、糖尿病规范管理率分别达到65%和55%，到2030年均达到70%: the value is one for each of those before."""
    value = segment.values[0]
    left = segment.text[segment.start : value.start]
    if len(segment.values) > 1 or not _ALL.search(left) or before.verb is None:
        return []
    if name_before(segment.text, before.subject, prose.spans, lexicon, strips_verbs=False).name is not None:
        return []
    last = earlier.measures[-1][0] if earlier.measures else None
    if last is not None and before.verb in ("increase", "decrease") and value.unit in ("%", "百分点"):
        # 场地48万个，面积42万平方米，增长均超30%
        grown = [
            (m, n) for m, n in earlier.measures if m.change is None and m.anchor.block == last.anchor.block
        ]
        return [Naming(n, before.verb, is_far=True, near=m) for m, n in grown] if len(grown) > 1 else []
    if last is None or last.unit != value.unit:
        return []
    batch = [
        (m, n)
        for m, n in earlier.measures
        if (m.unit, m.anchor.block, m.period) == (last.unit, last.anchor.block, last.period)
    ]
    return [Naming(n, before.verb, is_far=True, near=m) for m, n in batch] if len(batch) > 1 else []


_ALL = re.compile("(?:(?<=[0-9]年)|(?<![年月日人户床例平]))均|都")


def _list_names(
    segment: Segment,
    noun: Stretch | None,
    names: list[Stretch],
    verb: VerbClass | None,
    count: int,
    prose: Prose,
    earlier: Earlier,
    lexicon: Lexicon,
) -> list[Naming]:
    """As many names as there are values, or none: nothing is guessed."""
    if len(names) == count:
        shared = shared_head(segment.text, names, lexicon)
        if shared and noun:
            # 门诊、住院患者满意度: what they share is the indicator, what tells them apart qualifies it
            head = (shared[-1][1], names[-1][1])
            head = head if head[1] - head[0] >= 2 else noun
            return [Naming(head, verb, qualifier=q) for q in shared]
        return [Naming(n, verb) for n in names]
    told = earlier.measures[-count:]
    if noun and len(names) == 1 and len(told) == count and len({m.anchor.block for m, _ in told}) == 1:
        word = segment.text[slice(*noun)]
        if word.endswith(
            (*lexicon.verbs.rates_of_growth, *lexicon.verbs.change_nouns_up, *lexicon.verbs.change_nouns_down)
        ):
            # 药品532种、耗材28类，平均降幅分别达54%和76%
            return [Naming(n, verb, is_far=True, near=m, suffix=word) for m, n in told]
    if noun and len(names) == 1 and len({v.unit for v in segment.values}) == count:
        return [Naming(noun, verb)] * count  # 收集28种、48632例: two counts of one thing
    first = segment.values[0]
    periods = prose.periods_in(segment.clause.start, first.start)
    if len(periods) != count:
        periods = earlier.periods
    if noun and len(names) == 1 and len(periods) == count:
        return [Naming(noun, verb, period=p) for p in periods]
    if not names and len(earlier.measures) >= count:
        return [Naming(n, verb, is_far=True, near=m) for m, n in earlier.measures[-count:]]
    heads = _heads_of_clause(prose.text, earlier.last_clause, count, lexicon)
    return [Naming(noun, verb, qualifier=h) for h in heads] if noun else []


def _heads_of_clause(text: str, clause: Stretch | None, count: int, lexicon: Lexicon) -> list[Stretch]:
    """The names that the clause before opens with, the last one cut at its department's ending."""
    if clause is None:
        return []
    names = split_names(text, clause, lexicon)
    if len(names) != count:
        return []
    start, end = names[-1]
    for cut in range(start + 2, end + 1):
        if text[start:cut].endswith(lexicon.organs.department_suffixes):
            return [*names[:-1], (start, cut)]
    return names


def _name_one(
    segment: Segment, before: Before, prose: Prose, earlier: Earlier, lexicon: Lexicon
) -> Naming | None:
    text, value = segment.text, segment.values[0]
    lead = _lead(segment, before, prose, lexicon)
    if lead.name and text[slice(*lead.name)] in _PLACES:
        lead = replace(lead, name=None)  # 全国｜80%以上的县级医院独立设置急诊科
    if lead.name and (contrasted := contrast(text, lead.name, value, earlier)):
        return contrasted
    if lead.name and (shared := head_before_colon(lead.name, prose, earlier, lexicon)):
        return shared
    if lead.name and AVERAGE.regex(lexicon).search(text, *lead.name):
        return None  # 高出全省平均3.4个百分点: others' average is not what is measured
    if lead.name and text.startswith("占", lead.name[0]) and not text.startswith("占地", lead.name[0]):
        if not earlier.measures or value.unit != "%":
            return None
        # 156家，占比91.2%; 921人，占职工总数的87.2%: a share of what was counted before
        counted, place = earlier.measures[-1]
        return Naming(place, None, is_far=True, near=counted, suffix=text[slice(*lead.name)])
    verb = before.verb if before.verb not in (None, "mixed") else lead.verb
    if lead.name and (change := _word_of_change(text[slice(*lead.name)], lexicon)):
        return far_name(value, before, change, earlier, lexicon)  # 增幅为15.6%
    if lead.name and text[slice(*lead.name)] in lexicon.verbs.rates_of_growth:
        return rate_of_growth(lead.name, prose, earlier, lexicon)  # 收入持续增长，增速达到6.9%
    if before.verb == "reach" and lead.name:
        growth = _growth_tail(text, lead.name, lexicon)
        if growth:
            return Naming(growth[0], growth[1])
    if value.kind == "grade" and before.verb == "doing" and lead.name:
        return Naming(lead.name, None)  # 成熟度力争通过｜四级甲等测评
    after = _object(segment, lexicon)
    name = _choose(segment, before, lead, after, prose, lexicon)
    if name is None and earlier.measures and _counts_again(segment, before, earlier):
        counted, place = earlier.measures[-1]
        return Naming(place, verb, is_far=True, near=counted)
    if name is None:
        return far_name(value, before, verb, earlier, lexicon) or name_of_aim(
            segment, before, prose, earlier, lexicon
        )
    left_out = whole_of_level(text, name, value, segment.clause.end, earlier, lexicon)
    is_after = name == after
    is_silent = before.verb is None and lead.verb is None and (not is_after or lead.name is None)
    is_listed = not value.is_bounded or value.start == value.number
    has_verb = verb_at(text, name[0], lexicon) or (is_after and _is_ruled_by_name(text, name, lexicon))
    if is_silent and is_listed and _counts(value, lexicon) and not has_verb:
        verb = earlier.verb
    leads = is_after or before.verb in (None, "mixed")
    rules = verb if leads and verb in ("increase", "decrease") else None
    qualifier = lead.actor if name == lead.name else None
    return Naming(name, verb, rules=rules, qualifier=qualifier, suffix=left_out)


def _is_ruled_by_name(text: str, name: Stretch, lexicon: Lexicon) -> bool:
    """新增重点专科3个，8个专科｜进入前列: the noun behind the value has a verb of its own."""
    predicate = words_of(lexicon).predicate.search(text, name[0] + 2, name[1] + MAX_VERB)
    return predicate is not None and predicate.start() <= name[1]


def _counts_again(segment: Segment, before: Before, earlier: Earlier) -> bool:
    """传染病28种48632例; 2803人次捐献血小板，累计5523治疗量: the same thing, counted in another unit."""
    value = segment.values[0]
    if earlier.measures[-1][0].value_anchor.end == value.start:
        return True
    left = segment.text[segment.start : value.start].strip(" ，")
    return before.verb is None and left in _TOTALS and value.unit != earlier.measures[-1][0].unit


_TOTALS = ("累计", "共", "共计", "合计", "总计", "计")
_PLACES = frozenset(
    {"全国", "全省", "全市", "全县", "全区", "辖区", "辖区内", "省内", "市内", "县内", "全院"}
)


def _change_at_head(segment: Segment, prose: Prose, lexicon: Lexicon) -> bool:
    """降低水电消耗5%: the clause opens with a verb of change, and what it changes follows."""
    stretch = (segment.start, segment.values[0].start)
    lead = name_before(segment.text, stretch, prose.spans, lexicon, strips_verbs=True)
    return lead.name is not None and lead.verb in ("increase", "decrease")


def _lead(segment: Segment, before: Before, prose: Prose, lexicon: Lexicon) -> Lead:
    """The noun phrase before the value or its verb."""
    value = segment.values[0]
    stretch = (segment.start, value.start) if before.verb == "mixed" else before.subject
    is_share = value.unit in ("%", "‰") and not segment.text.endswith("覆盖", value.start, value.end)
    opens = _change_at_head(segment, prose, lexicon) if is_share and before.verb is None else False
    is_subject = (is_share and not opens) or before.verb not in (None, "mixed", "doing")
    is_object = before.verb in (None, "mixed") and value.start == value.number
    lead = name_before(
        segment.text,
        stretch,
        prose.spans,
        lexicon,
        strips_verbs=not is_subject,
        is_object=is_object and (value.unit == "元" or _counts(value, lexicon)),
    )
    return without_rank_heads(segment.text, lead, lexicon) if value.kind == "rank" else lead


def _object(segment: Segment, lexicon: Lexicon) -> Stretch | None:
    """The noun phrase behind the value, where one of its kind has any: 3名｜骨干, 500万元｜专项资金."""
    text, value = segment.text, segment.values[0]
    if value.kind in ("fraction", "grade", "rank") or not (
        _counts(value, lexicon) or value.unit in ("元", None)
    ):
        return None
    after = name_after(text, value.end, segment.limit, lexicon)
    if after and value.unit == "元" and not text.startswith("的", value.end):
        return after if text[slice(*after)].endswith(lexicon.units.money_nouns) else None
    return after


def _object_of_share(segment: Segment, lexicon: Lexicon) -> Stretch | None:
    """完成15%的｜社区卫生服务中心建设: of a share what is done stands behind it."""
    text, value = segment.text, segment.values[0]
    if value.unit != "%" or not text.startswith("的", value.end):
        return None
    name = name_after(text, value.end, segment.limit, lexicon)
    return name if name and not text.startswith(_AIMS, name[0]) else None


_AIMS = ("目标", "任务", "要求", "比例", "水平", "速度", "标准", "计划", "指标")


def _counts(value: FoundQuantity, lexicon: Lexicon) -> bool:
    return value.unit in lexicon.units.count or value.unit in _AREAS


def _choose(
    segment: Segment, before: Before, lead: Lead, after: Stretch | None, prose: Prose, lexicon: Lexicon
) -> Stretch | None:
    """The name before or the name behind the value, by the verb and by what the unit can count."""
    text, value = segment.text, segment.values[0]
    is_qualified = text.startswith("的", value.end)
    counted = after if _counts(value, lexicon) else None
    match before.verb:
        case "reach" if before.verb_text in lexicon.verbs.having:
            name = after or lead.name
        case _ if is_qualified and after and lead.name and text[slice(*lead.name)] in _DIMENSIONS:
            name = after  # 建成面积不少于1200平方米的｜中心实验室
        case "reach" | "raise_to" | "lower_to":
            name = lead.name or after
        case "increase" | "decrease":
            if counted and not is_qualified:
                name = counted
            elif lead.name:
                name = last_of_list(text, lead.name, lexicon)
            else:
                name = None if is_qualified else after
        case "doing":
            name = (
                after or _object_of_share(segment, lexicon) or _noun_of_verb(segment, before, prose, lexicon)
            )
        case _:
            if (
                lead.name is not None
                and counted
                and value.start < value.number
                and counted[1] - counted[0] <= 2
            ):
                counted = None  # 口服剂型不超过5个品规: a word of two behind a bound is what it is counted by
            is_whole = lead.name is not None and is_qualified and before.verb is None
            name = counted if counted and not is_whole else lead.name
            name = name or after
    if name is None and before.verb in (None, "reach") and (value.unit == "%" or value.kind == "fraction"):
        # 八成以上患者实现预约诊疗: what the share does is what is measured
        name = purpose_after(text, value.end, segment.limit)
    if name is None and text.startswith(("为", "是", "系"), value.end):
        name = purpose_after(text, value.end + 1, segment.limit)  # 其中12项为｜省内首例
    return name


def _noun_of_verb(segment: Segment, before: Before, prose: Prose, lexicon: Lexicon) -> Stretch | None:
    """
    The name of a value with a verb of doing before it and no noun behind it.

    国家级课题立项2项: the verb is part of the noun. 投入500万元建设新院区: of money what it is for names it.
    """
    value = segment.values[0]
    whole = name_before(
        segment.text, (segment.start, value.start), prose.spans, lexicon, strips_verbs=False
    ).name
    verb = len(before.verb_text)
    if before.verb_text not in lexicon.verbs.nominal and whole is not None and value.unit != "元":
        lead = name_before(segment.text, before.subject, prose.spans, lexicon, strips_verbs=True)
        if lead.name is not None:
            return lead.name  # 远程会诊全年完成1.2万例
    if whole is not None and whole[1] - whole[0] > verb:
        bare = name_before(segment.text, whole, prose.spans, lexicon, strips_verbs=True).name
        return bare if bare is not None and bare[1] - bare[0] > verb else whole
    if value.unit == "元" or segment.text.startswith(("赴", "到"), value.end):
        return purpose_after(segment.text, value.end, segment.limit) or whole
    return None


def _growth_tail(text: str, name: Stretch, lexicon: Lexicon) -> tuple[Stretch, VerbClass] | None:
    """服务量增长达到87.8%: the level of a growth is a growth."""
    tail = verb_before(text, name, lexicon)
    if tail.verb in ("increase", "decrease") and tail.subject[1] - tail.subject[0] >= 2:
        return tail.subject, tail.verb
    return None


def _word_of_change(word: str, lexicon: Lexicon) -> VerbClass | None:
    """Which way a name points that is a word of change and nothing else: 增幅, 降幅, 同比增长."""
    verbs = lexicon.verbs
    if word in verbs.increase or word in verbs.change_nouns_up:
        return "increase"
    return "decrease" if word in verbs.decrease or word in verbs.change_nouns_down else None
