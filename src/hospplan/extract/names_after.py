"""The noun phrase behind a value: 引进7名｜专家, 八成以上｜患者实现预约诊疗."""

from hospplan.extract.names import ADJECTIVES, STOP, is_han, tidy
from hospplan.extract.verbs import FILLER, Stretch, Words, is_word, verb_end, words_of
from hospplan.lexicon import Lexicon


def name_after(text: str, start: int, limit: int, lexicon: Lexicon) -> Stretch | None:
    """
    The noun phrase that follows a value at once: 引进7名｜专家, 10批次的｜保障工作.

    It ends at the clause's end, or where a predicate starts (8位｜医护骨干｜援外).
    """
    words = words_of(lexicon)
    while start < limit and text[start] in " " + FILLER:
        start += 1
    is_qualified = text.startswith("的", start, limit)
    if is_qualified:
        start += 1
    end = start
    while end < limit:
        c = text[end]
        if c == "(":
            if end == start:
                return None  # 774例（补报病例）: what the bracket holds explains the value
            close = text.find(")", end, limit)
            # a bracket inside the name (重点（专科）学科) stays; one behind it explains
            if close == -1 or close + 1 >= limit or not is_han(text[close + 1]):
                break
            end = close + 1
            continue
        if c == "、" and end > start:
            end += 1
            continue
        if c in STOP or text.startswith("其中", end):
            break
        end += 1
    while end > start + 2 and text[end - 1] in "和及与" and end == limit:
        end -= 1  # 27个省级重点专科｜和53个
    if start >= end:
        return None
    opener = words.prepositions.match(text, start, end) or words.going.match(text, start, end)
    if opener and opener[0] in ADJECTIVES:
        opener = None
    if opener and not is_qualified and is_word(text, start, opener.end(), start, lexicon):
        relative = text.rfind("的", start, end)
        if relative == -1:
            return None
        start = relative + 1  # 3个在省内有影响力的｜特色专科
    naming = next((w for w in _NAMING if text.startswith(w, start, end)), None)
    if naming and not is_qualified:
        return tidy(text, start + len(naming), end)  # 3人入选｜省级人才
    if text.startswith(("正在", "并", "且", "予以", "进行", "加以"), start):
        return None
    opening = verb_end(text, start, end, words)
    if (
        opening is not None
        and not text.startswith(lexicon.nouns.counted, opening)
        and words.verbs[text[start:opening]] in ("doing", "reach", "raise_to", "lower_to")
        and is_word(text, start, opening, start, lexicon)
    ):
        relative = text.rfind("的", start, end)
        if relative == -1 or is_qualified:
            return None
        start = relative + 1  # 1所达到三级水平的｜传染病医院
    end = _cut_predicate(text, start, end, words, lexicon, is_qualified=is_qualified)
    return tidy(text, start, end)


def _cut_predicate(
    text: str, start: int, end: int, words: Words, lexicon: Lexicon, *, is_qualified: bool
) -> int:
    for match in words.predicate.finditer(text, start + 2, end):
        at, after = match.span()
        rest = text[after:end]
        if not is_qualified and (match[0] in _NAMING or (match[0] in _REACHING and end - at <= _SHORT_STATE)):
            # 2个学科列入省重点项目, 3个专科进入全国前列: what it is counted as names it better than the noun alone
            return end
        is_certain = match[0] in lexicon.verbs.predicate
        if not is_certain and (
            rest.startswith(lexicon.nouns.done_or_measured)
            or (len(rest) <= 6 and rest.endswith(lexicon.nouns.done_or_measured))
        ):
            continue
        if len(match[0]) == 1 and after >= end:
            continue
        if not rest and not is_certain:
            continue  # 1次｜安全隐患排查: with nothing behind it the verb is the noun
        if match[0] not in _DEALING and not is_word(text, at, after, start, lexicon):
            continue
        while at > start + 2 and (adverb := _adverb_before(text, start, at, words)):
            at = adverb
        return at
    return end


_REACHING = frozenset({"进入", "跻身", "迈入", "达到", "通过", "晋升", "创成"})
_SHORT_STATE = 20
"""Characters of the longest predicate that a name is told with."""
_DEALING = frozenset({"全部", "分别", "有序"})
"""Adverbs that are never part of a name: no need to ask for word boundaries."""
_NAMING = frozenset({"列入", "入选", "纳入", "获评", "入围", "被评为"})


def _adverb_before(text: str, start: int, at: int, words: Words) -> int | None:
    """Where the adverb that ends at *at* starts: 举措｜同步｜推进."""
    for length in (4, 3, 2):
        if at - length >= start + 2 and words.light.fullmatch(text, at - length, at):
            return at - length
    return None


def purpose_after(text: str, start: int, limit: int) -> Stretch | None:
    """All that follows a value in its clause: 投入500万元｜建设新院区, 八成以上｜患者实现预约诊疗."""
    end = start
    while end < limit:
        close = text.find(")", end, limit) if text[end] == "(" else -1
        if close != -1 and close + 1 < limit and is_han(text[close + 1]):
            end = close  # 开展按病组（DRG）付费改革
        elif text[end] in STOP:
            break
        end += 1
    return tidy(text, start, end)
