"""
What a value is a value of: the noun phrase before or behind it, or one of an earlier clause.

The verb before the value decides where to look: a subject before a verb of reaching (人数达到1200人), the object
behind the value (引进3-5名骨干) or before it (新增工作室5个). A list of values takes a list of names.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from hospplan.extract.asides import SCOPE
from hospplan.extract.bounds_apart import bound_apart
from hospplan.extract.clauses import Prose
from hospplan.extract.far_names import (
    are_rates_of,
    contrast,
    counts_again,
    far_name,
    head_before_colon,
    name_of_aim,
    rate_of_growth,
    stands_for_last,
)
from hospplan.extract.level_names import whole_of_level
from hospplan.extract.name_lists import (
    last_of_list,
    shared_head,
    single_heads,
    split_names,
    town_and_country,
)
from hospplan.extract.names import Lead, name_before
from hospplan.extract.names_after import purpose_after
from hospplan.extract.object_names import (
    counts,
    moved_object,
    object_behind,
    object_of_share,
    realised,
    scope_of,
)
from hospplan.extract.rank_names import without_rank_heads
from hospplan.extract.segments import Segment, origin, verb_of_value
from hospplan.extract.share_names import name_bounded_share
from hospplan.extract.value_name import Earlier, Naming
from hospplan.extract.verb_names import changed_verb, stem_of_pair, verb_again, verb_alone
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
from hospplan.phrases.quantity import FoundQuantity

_DIMENSIONS = frozenset({"面积", "规模", "总额"})


def name_values(
    segment: Segment, prose: Prose, earlier: Earlier, lexicon: Lexicon
) -> Iterator[tuple[FoundQuantity, Naming]]:
    """Each value of a segment with its name; a value whose name is not found is left out."""
    if segment.bases:
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
    naming = name_bounded_share(segment, prose, lexicon) or _name_one(
        segment, before, prose, earlier, lexicon
    )
    if naming is not None:
        bound = naming.comparator or bound_apart(segment, before, value, lexicon)
        yield value, replace(naming, verb_text=before.verb_text, comparator=bound)


AVERAGE = Rule(
    name="他处平均",
    pattern=r"(?: 高出 | 高于 | 低于 | 优于 | 超出 | 比 | 较 ) (?:全国|全省|全市|全县|全区|同级|同类|同期|[省市县区]) [^，。]{0,10}",
    reads=("高出全省平均", "比全国平均水平高", "低于同级医院"),
    rejects=("全省平均", "高于90%", "较上年"),
)


def _name_change(
    segment: Segment, prose: Prose, earlier: Earlier, lexicon: Lexicon
) -> Iterator[tuple[FoundQuantity, Naming]]:
    """由8.5天下降到7.5天: both ends have one name, each its own period; all values that it comes from are given first."""
    text, (bases, aims) = segment.text, (segment.bases, segment.values)
    end = origin(segment.clause, prose, bases[0], lexicon) - 1
    lead = name_before(text, (segment.start, end), prose.spans, lexicon, strips_verbs=False)
    name, is_far = lead.name, False
    if name is None and earlier.last_clause is not None and not earlier.measures:
        # 满意度，由去年的91%提高到95%
        name = name_before(prose.text, earlier.last_clause, prose.spans, lexicon, strips_verbs=True).name
        is_far = True
        if name is not None and not prose.text[slice(*name)].endswith(lexicon.nouns.measured):
            name = None
    if name is None:
        return
    namings = [Naming(name, None, is_far=is_far)]
    if len(bases) > 1:
        names = split_names(text, name, lexicon, is_dealt_out=True)
        namings = _list_names(segment, name, names, None, len(bases), prose, earlier, lexicon)
    # 在8.2天的基础上再｜缩短｜0.4天
    grown = verb_before(text, (bases[-1].end, aims[0].start), lexicon).verb if len(bases) == 1 else None
    for low, values, verb in ((end, bases, None), (bases[-1].end, aims, grown)):
        period = next(iter(prose.periods_in(low, values[0].start)), None)
        change = verb if verb in ("increase", "decrease") else None
        for value, naming in zip(values, namings, strict=False):
            yield value, replace(naming, verb=change, period=period, since=low)


def _is_distributive(segment: Segment, lexicon: Lexicon) -> bool:
    value = segment.values[0]
    left = segment.text[segment.start : value.start]
    if value.has_magnitude and value.unit is None and object_behind(segment, lexicon):
        return False  # 补贴分别惠及40万老年人和6万残疾人: each value has its noun behind it
    return any(mark in left for mark in "、和与及") and any(
        word in left[-8:] for word in lexicon.verbs.distributive
    )


def _name_list(
    segment: Segment, before: Before, prose: Prose, earlier: Earlier, lexicon: Lexicon
) -> Iterator[tuple[FoundQuantity, Naming]]:
    """A、B均达到x; A、B分别增长x、y; the names, or the years, may stand in the clauses before."""
    text, values = segment.text, list(segment.values)
    if before.verb == "mixed" and object_behind(segment, lexicon) is None:
        # 培训班、健康讲座｜各18期: the verb ends the noun
        before = Before(None, "", (before.subject[0], before.subject[1] + len(before.verb_text)))
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
    if lead.name and not is_single and len(names) != len(values) and counts(values[0], lexicon):
        # 培养和引进省级名中医、市级名中医分别为2名、6名
        bare = name_before(text, before.subject, prose.spans, lexicon, strips_verbs=True)
        dealt = split_names(text, bare.name, lexicon) if bare.name else []
        names = dealt if len(dealt) == len(values) else names
    if lead.name is None and not is_single and earlier.last_clause is not None and not earlier.measures:
        # 血压、血糖控制率逐步提高，分别不低于45%和40%
        before_last = verb_before(prose.text, earlier.last_clause, lexicon)
        lead = name_before(prose.text, before_last.subject, prose.spans, lexicon, strips_verbs=False)
        noun, names = lead.name, split_names(prose.text, lead.name, lexicon) if lead.name else []
    if verb is None and values[0].unit in lexicon.units.count:
        verb = earlier.verb  # 新增A 1家，B、C各1家
    if (
        is_single
        and names
        and (each := object_behind(segment, lexicon))
        and before.verb in ("doing", "increase", "mixed")
    ):
        for name in names:
            yield values[0], Naming(each, before.verb, qualifier=name)  # 在A科、B科各建设1个｜工作室
        return
    if is_single and noun and names and "等" in text[names[-1][0] : names[-1][1] - 1]:
        names = [noun]  # 流动人口、青年学生等重点人群知晓率均达到90%: one group, told by some of its kinds
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
        bound = bound_apart(segment, before, value, lexicon)
        yield value, replace(naming, verb_text=before.verb_text, comparator=bound)


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
    if noun and (single := single_heads(segment.text, noun, count)) is not None:
        qualifiers, head = single
        return [Naming(head, verb, qualifier=q) for q in qualifiers]
    if noun and len(names) == 1 and count == len("城乡") and (parted := town_and_country(segment.text, noun)):
        qualifiers, head = parted
        return [Naming(head, verb, qualifier=q) for q in qualifiers]
    if len(names) == count:
        shared = shared_head(segment.text, names, lexicon)
        if shared and noun:
            # 门诊、住院患者满意度: what they share is the indicator, what tells them apart qualifies it
            head = (shared[-1][1], names[-1][1])
            head = head if head[1] - head[0] >= 2 else noun
            return [Naming(head, verb, qualifier=q) for q in shared]
        return [Naming(n, verb) for n in names]
    if noun and len(names) == 1 and _are_two_bounds(segment.values):
        return [Naming(noun, verb)] * count  # 不低于80%、不高于93%
    told = earlier.measures[-count:]
    if noun and len(names) == 1 and len(told) == count and len({m.anchor.block for m, _ in told}) == 1:
        word = segment.text[slice(*noun)]
        if word.endswith(
            (*lexicon.verbs.rates_of_growth, *lexicon.verbs.change_nouns_up, *lexicon.verbs.change_nouns_down)
        ) or are_rates_of(told, word, segment, lexicon):
            # 药品532种、耗材28类，平均降幅分别达54%和76%; 高血压患者3215人、糖尿病患者986人，规范管理率分别为82%和80%
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


def _are_two_bounds(values: tuple[FoundQuantity, ...]) -> bool:
    """Whether a list is of a lower and an upper bound of one thing."""
    sides = [v.comparator[0] for v in values]
    return sorted(sides) == ["g", "l"] and len({v.unit for v in values}) == 1


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
    if (moved := moved_object(segment, before, prose, lexicon)) is not None:
        return moved
    if (cut := changed_verb(segment, before, lexicon)) is not None:
        return cut
    lead = _lead(segment, before, prose, lexicon)
    if lead.name and text[slice(*lead.name)].lstrip("对在为") in _PLACES:
        lead = replace(lead, name=None)  # 全国｜80%以上的县级医院独立设置急诊科
    if lead.name and (contrasted := contrast(text, lead.name, value, earlier, lexicon)):
        return contrasted
    if lead.name and earlier.measures and stands_for_last(segment, lead.name, earlier, lexicon):
        counted, place = earlier.measures[-1]
        return Naming(place, None, is_far=True, near=counted)
    if lead.name and (paired := stem_of_pair(text, lead.name, segment, earlier, lexicon)):
        return paired
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
    if lead.name and (inner := realised(text, lead.name, value, lexicon)) is not None:
        return Naming(inner, None)
    if value.kind == "grade" and before.verb == "doing" and lead.name:
        return Naming(lead.name, None)  # 成熟度力争通过｜四级甲等测评
    after = object_behind(segment, lexicon)
    name = _choose(segment, before, lead, after, prose, lexicon)
    if name is not None and SCOPE.regex(lexicon).fullmatch(text, *name):
        name = None  # 每个护理单元｜每月组织1次
    if name is not None and value.kind == "grade":
        name = last_of_list(text, name, lexicon)  # 通过JCI复评、电子病历｜五级评审
    if name is None and earlier.measures and counts_again(segment, before, earlier):
        counted, place = earlier.measures[-1]
        return Naming(place, verb, is_far=True, near=counted)
    if name is None:
        return (
            verb_again(segment, before, earlier, lexicon)
            or name_of_aim(segment, before, prose, earlier, lexicon)
            or far_name(value, before, verb, earlier, lexicon)
            or verb_alone(segment, before, lexicon)
        )
    left_out = whole_of_level(text, name, value, segment.clause.end, earlier, lexicon)
    is_after = name == after
    is_silent = before.verb is None and lead.verb is None and (not is_after or lead.name is None)
    is_listed = not value.is_bounded or value.start == value.number
    has_verb = verb_at(text, name[0], lexicon) or (is_after and _is_ruled_by_name(text, name, lexicon))
    if is_silent and is_listed and counts(value, lexicon) and not has_verb:
        verb = earlier.verb
    leads = is_after or before.verb in (None, "mixed")
    rules = verb if leads and verb in ("increase", "decrease") else None
    actor = lead.actor if name == lead.name else None
    whose = actor or scope_of(segment, value, name, lexicon)
    return Naming(name, verb, rules=rules, qualifier=whose, suffix=left_out)


def _is_ruled_by_name(text: str, name: Stretch, lexicon: Lexicon) -> bool:
    """新增重点专科3个，8个专科｜进入前列: the noun behind the value has a verb of its own."""
    predicate = words_of(lexicon).predicate.search(text, name[0] + 2, name[1] + MAX_VERB)
    return predicate is not None and predicate.start() <= name[1]


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
    is_part = segment.text.startswith("的", value.start - 1)  # 新增床位的｜70%用于儿科
    opens = is_share and before.verb is None and not is_part and _change_at_head(segment, prose, lexicon)
    is_subject = (is_share and not opens) or before.verb not in (None, "mixed", "doing")
    is_object = before.verb in (None, "mixed") and value.start == value.number
    lead = name_before(
        segment.text,
        stretch,
        prose.spans,
        lexicon,
        strips_verbs=not is_subject,
        is_object=is_object and value.unit in ("元", "平方米", "亩", *lexicon.units.count),
    )
    return without_rank_heads(segment.text, lead, lexicon) if value.kind == "rank" else lead


def _choose(
    segment: Segment, before: Before, lead: Lead, after: Stretch | None, prose: Prose, lexicon: Lexicon
) -> Stretch | None:
    """The name before or the name behind the value, by the verb and by what the unit can count."""
    text, value = segment.text, segment.values[0]
    is_qualified = text.startswith("的", value.end)
    counted = after if counts(value, lexicon) else None
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
                after or object_of_share(segment, lexicon) or _noun_of_verb(segment, before, prose, lexicon)
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
    if value.unit == "元":
        funds = name_before(segment.text, before.subject, prose.spans, lexicon, strips_verbs=True).name
        if funds is not None and segment.text[slice(*funds)].endswith(lexicon.units.money_nouns):
            return funds  # 学科建设经费｜每年投入800万元
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
