"""The noun phrase of an indicator: where it starts and ends beside its value."""

import re
from dataclasses import dataclass

from hospplan.extract.asides import BY_PRICES, COMPARISON, LEADING_WORD, SPAN_OF_YEARS, WHERE_IT_IS
from hospplan.extract.verbs import (
    FILLER,
    Periods,
    Stretch,
    VerbClass,
    Words,
    is_word,
    trim_end,
    verb_end,
    words_of,
)
from hospplan.lexicon import Lexicon
from hospplan.phrases.name_number import REPEATED
from hospplan.phrases.words import verb_of_dictionary

STOP = "，。；：！？、,;:!?()\n[]【】〔〕" + FILLER


@dataclass(frozen=True, slots=True)
class Lead:
    """A noun phrase with the verb that was taken off its head."""

    name: Stretch | None
    verb: VerbClass | None
    actor: Stretch | None = None
    """Who does it, where the text says: 南院区新增床位."""


def name_before(
    text: str,
    stretch: Stretch,
    periods: Periods,
    lexicon: Lexicon,
    *,
    strips_verbs: bool,
    is_object: bool = False,
) -> Lead:
    """
    The noun phrase that the stretch ends with.

    Args:
        text: Folded text of the block.
        stretch: From the start of the segment to the value or its verb.
        periods: Those of *text*; one that leads or ends the stretch is no part of the name.
        lexicon: The tables of words.
        strips_verbs: Whether a verb of doing at the head is taken off (开展药物临床试验项目50项), as is right
            where the value follows the noun at once; a subject (培训合格率达到) keeps it.
        is_object: Whether a counted thing is looked for: then also a verb that only the general dictionary knows
            is taken off (揭牌工作室6个).
    """
    words = words_of(lexicon)
    start, end = stretch
    end = _trim_name_end(text, start, end, periods, lexicon)
    verb: VerbClass | None = None
    while start < end:
        moved = _skip_light(text, start, end, periods, words, lexicon)
        if moved > start:
            start = moved
            continue
        opening = None
        if is_object and verb is None and (verb_end(text, start, end, words) or start) <= start + 1:
            opening = _dictionary_verb(text, start, end, words, lexicon)  # 录制, and 增订 before 增
        if opening is None:
            opening = _opening_verb(text, start, end, words, lexicon, strips_verbs=strips_verbs, verb=verb)
        if opening is None:
            break
        kind, start = opening
        if verb not in ("increase", "decrease"):
            verb = kind
    actor: Stretch | None = None
    if (
        not strips_verbs
        and text.startswith("在", start, end)
        and text[end - 1] not in "中里"
        and is_word(text, start, start + 1, start, lexicon)
    ):
        start += 1  # 在专科排行榜提名专科｜达到3个
    if start < end:
        cut = _after_subject(text, start, end, words, lexicon)
        acts = _after_actor(text, start, end, words, lexicon) if strips_verbs and verb is None else None
        if cut is not None:
            after, word = cut
            verb = "doing" if word in lexicon.verbs.improving else words.verbs[word]
            start = _skip_all(text, after, end, periods, words, lexicon)
        elif acts is not None:
            actor, verb, start = acts
            start = _skip_all(text, start, end, periods, words, lexicon)
        elif (
            _opens_adverbial(text, start, end, words, lexicon)
            and strips_verbs
            and not _names_something(text[start:end])
        ):
            return Lead(None, verb)
    return Lead(tidy(text, start, end), verb, actor)


_SUBJECT_HEADS = frozenset({"实现", "做到", "保持", "达到", "通过", "达成", "确保", "完成"})


def _opening_verb(
    text: str,
    start: int,
    end: int,
    words: Words,
    lexicon: Lexicon,
    *,
    strips_verbs: bool,
    verb: VerbClass | None,
) -> tuple[VerbClass, int] | None:
    """The verb that opens a stretch and is no part of its noun, and where it ends; *verb* is the one before it."""
    found = verb_end(text, start, end, words)
    if found is None or found >= end or not (strips_verbs or text[start:found] in _SUBJECT_HEADS):
        return None
    word = text[start:found]
    is_adverbial = len(word) == 1 and word in lexicon.verbs.prepositions
    if is_adverbial and words.subject_verbs.search(text, found, end):
        return None  # 在甲、乙等地｜安装
    kind = words.verbs[word]
    if end - found < _SHORTEST_OBJECT or (verb is not None and found - start > end - found):
        return None  # 完成率, 遴选｜对口帮扶机构
    if len(word) == 1 and not is_word(text, start, found, start, lexicon):
        return None
    if kind == "mixed" and text.endswith(_SPANS, found, end):
        return None  # 维修响应时间
    if kind == "mixed":
        is_chained = verb_end(text, found, end, words) is not None  # 支持｜建设重点医院
        if not is_chained and word not in lexicon.verbs.transitive:
            return None
        if verb in ("increase", "decrease") or text[found:end] in lexicon.nouns.bare:
            return None  # 新增｜检测项目8项, 选派｜轮训人员, 筹措｜建设资金
    return "doing" if word in lexicon.verbs.improving else kind, found


def _dictionary_verb(
    text: str, start: int, end: int, words: Words, lexicon: Lexicon
) -> tuple[VerbClass, int] | None:
    """A verb of doing that opens the stretch and that only the general dictionary knows: 录制｜教学视频."""
    word = verb_of_dictionary(text[start : min(end, start + _DICTIONARY_CHARS)], lexicon)
    if word is None or word in lexicon.verbs.attributive or word.endswith(lexicon.verbs.with_object):
        return None
    if words.prepositions.match(text, start, end) or words.light.match(text, start, end):
        return None  # 围绕节气养生推出科普作品
    after = start + len(word)
    is_bare = end - after < _SHORTEST_OBJECT or text[after:end] in lexicon.nouns.bare
    return None if is_bare or text.startswith(_NOT_OBJECTS, after) else ("doing", after)


_DICTIONARY_CHARS = 8
"""Characters that are cut into words to find the first."""
_SHORTEST_OBJECT = 2
_SPANS = ("时间", "周期", "时长", "时效")
_NOT_OBJECTS = (
    "的",
    "类",
    "型",
    "性",
    "级",
    "式",
    "化",
    "率",
    "数",
    "量",
    "者",
    "人次",
    "人员",
    "患者",
    "病例",
)


def _names_something(text: str) -> bool:
    return len(text) > 8


def _skip_all(text: str, start: int, end: int, periods: Periods, words: Words, lexicon: Lexicon) -> int:
    while start < end:
        moved = _skip_light(text, start, end, periods, words, lexicon)
        if moved == start:
            break
        start = moved
    return start


def _skip_light(text: str, start: int, end: int, periods: Periods, words: Words, lexicon: Lexicon) -> int:
    """Past one thing that belongs to no name: a space, a period, an adverb, a comparison."""
    if text[start] in " ，、；：:,;—-" + FILLER:
        return start + 1
    period_end = periods.ends.get(start)
    if period_end is not None and period_end <= end:
        return period_end
    for rule in (COMPARISON, REPEATED, LEADING_WORD, WHERE_IT_IS, BY_PRICES):
        found = rule.regex(lexicon).match(text, start, end)
        if found:
            return found.end()
    light = words.light.match(text, start, end)
    if light and not text.startswith("性", light.end()):  # 全院性应急演练
        after = light.end()
        is_before_verb = (
            verb_end(text, after, end, words)
            or words.light.match(text, after, end)
            or text.startswith("总", after)  # 计划｜总投资
            or after >= end
        )
        is_adverb = light[0] not in lexicon.verbs.modifiers
        if is_adverb or (is_before_verb and is_word(text, start, after, start, lexicon)):  # 继续教育学分
            return after
    years = SPAN_OF_YEARS.regex(lexicon).match(text, start, end)
    if years and verb_end(text, years.end(), end, words):
        return years.end()
    for subject in lexicon.nouns.actors:
        after = start + len(subject)
        # 医院完成手术: the one who acts; 医院感染发生率: part of the name
        if text.startswith(subject, start, end) and (
            verb_end(text, after, end, words) or words.light.match(text, after, end)
        ):
            return after
    if text[start] in words.singles:
        after = start + 1
        if (
            after >= end
            or after in periods.ends
            or verb_end(text, after, end, words)
            or words.light.match(text, after, end)
        ):
            return after
        if text[start] in _LOOSE and is_word(text, start, after, start, lexicon):
            return after
    return start


_LOOSE = frozenset("且和及与并也又还已均共都了将要需应使让把")
"""Small words that no name starts with; others (再灌注率, 在管患者, 可用床位) only go before a verb."""


def _after_subject(text: str, start: int, end: int, words: Words, lexicon: Lexicon) -> tuple[int, str] | None:
    """
    The end of the last verb inside a stretch that opens with an adverbial (通过内部挖潜增加…), and the verb.

    Only there is a verb inside looked for: elsewhere it may be part of the noun (住院医师规范化培训合格率).
    """
    if not _opens_adverbial(text, start, end, words, lexicon):
        return None
    found: tuple[int, str] | None = None
    for match in words.subject_verbs.finditer(text, start + 1, end):
        if end - match.end() >= 2 and is_word(text, match.start(), match.end(), start, lexicon):
            if found is not None and words.verbs[found[1]] != "mixed" and words.verbs[match[0]] == "mixed":
                break  # 面向重点人群开展｜义诊活动
            if found is not None and text.startswith(lexicon.nouns.done, match.end()):
                break  # 面向企业举办｜银企对接活动
            found = match.end(), match[0]
    return found


def _after_actor(
    text: str, start: int, end: int, words: Words, lexicon: Lexicon
) -> tuple[Stretch, VerbClass, int] | None:
    """An organ or place, its verb, and where what it does starts: 南院区｜新增｜床位."""
    endings = (*lexicon.organs.department_suffixes, *lexicon.organs.organisation_suffixes, *_PLACES)
    for match in words.acting.finditer(text, max(start + 2, end - _ACTOR_REACH), end - 1):
        at, after = match.span()
        if text.endswith(endings, start, at) and not text.endswith(_DISCIPLINES, start, at):
            return _without_adverbial(text, (start, at), words, lexicon), words.verbs[match[0]], after
    return None


_ACTOR_REACH = 120
"""How far before a value an actor is looked for: so that a stretch of any length costs the same a value."""


def _without_adverbial(text: str, actor: Stretch, words: Words, lexicon: Lexicon) -> Stretch:
    """二级以上医院｜每年向乡镇卫生院: who acts, without when and to whom."""
    start, end = actor
    for at in range(max(start + 2, end - _ACTOR_REACH), end):
        opener = words.prepositions.match(text, at, end) or words.light.match(text, at, end)
        if opener and is_word(text, at, opener.end(), start, lexicon):
            return start, at
    return actor


_DISCIPLINES = ("专科", "学科")
_PLACES = ("院区", "省", "市", "县", "区", "全院", "分院")


ADJECTIVES = frozenset({"联合", "综合", "结合"})
"""Prepositions that as often stand in a name: 联合执法行动."""


def _opens_adverbial(text: str, start: int, end: int, words: Words, lexicon: Lexicon) -> bool:
    opener = words.prepositions.match(text, start, end)
    if opener and opener[0] in ADJECTIVES:
        verb = words.subject_verbs.search(text, opener.end(), end)
        if verb is None or verb.end() == end:
            return False  # 联合执法行动, 联合抽查
    # 在 of 在职职工 is none
    return opener is not None and (len(opener[0]) > 1 or is_word(text, start, opener.end(), start, lexicon))


def _trim_name_end(text: str, start: int, end: int, periods: Periods, lexicon: Lexicon) -> int:
    words = words_of(lexicon)
    while end > start:
        trimmed = trim_end(text, start, end, words, lexicon)
        for rule in (COMPARISON, REPEATED, LEADING_WORD, SPAN_OF_YEARS, BY_PRICES):
            for match in rule.regex(lexicon).finditer(text, max(start, trimmed - _TAIL_MAX), trimmed):
                if match.end() == trimmed:
                    trimmed = match.start()
        if periods.starts.get(trimmed, -1) >= start:
            trimmed = periods.starts[trimmed]
        while trimmed > start and text[trimmed - 1] in "，、；：:,; " + FILLER:
            trimmed -= 1
        if trimmed == end:
            return end
        end = trimmed
    return end


_TAIL_MAX = 24
"""Characters of the longest comparison or 连续第三年 at the end of a name."""


def tidy(text: str, start: int, end: int) -> Stretch | None:
    """The stretch without marks at its ends, or None where no name is left."""
    while start < end and text[start] in " ，、；：:,;的之—-" + FILLER:
        start += 1
    while end > start and (text[end - 1] in " ，、；：:,;的等—-“" + FILLER):
        end -= 1
    if end - start > _FRAMED and text[start] == "在" and text[end - 1] in "中里":
        start, end = start + 1, end - 1  # 在绩效考核中，获评A级
    body = text[start:end].replace(FILLER, "")
    if _VALUE_ALONE.fullmatch(body) and "岁" not in body:
        return None
    if len(body) < 2 or not any(is_han(c) or c.isalpha() for c in body):
        return None
    return start, end


_VALUE_ALONE = re.compile(
    r"[0-9.,]+[十百千万亿]{0,2}[\u4e00-\u9fff%‰]{0,3}(?:/[0-9]{0,3}[\u4e00-\u9fff]{1,4})?"
)
"""较去年同期9.47万人次｜增加: a value and nothing else names nothing."""


_FRAMED = 4


def is_han(c: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u3400" <= c <= "\u9fff"
