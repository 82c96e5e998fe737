"""Values that nothing but a verb names: 累计确诊1608例, 减少垫付4.1亿元."""

from hospplan.extract.segments import Segment
from hospplan.extract.value_name import Earlier, Naming
from hospplan.extract.verbs import Before, Stretch, verb_before
from hospplan.lexicon import Lexicon


def changed_verb(segment: Segment, before: Before, lexicon: Lexicon) -> Naming | None:
    """减少｜垫付4.1亿元: what the verb of change rules is the verb behind it, and no name of a clause before."""
    if before.verb != "doing" or len(before.verb_text) < _WORD or segment.values[0].kind != "number":
        return None
    change = verb_before(segment.text, before.subject, lexicon)
    is_cut = change.verb == "decrease" and len(change.verb_text) >= _WORD  # 新增｜获批2项 is what was done
    return Naming(_place(before), "decrease") if is_cut else None


def verb_again(segment: Segment, before: Before, earlier: Earlier, lexicon: Lexicon) -> Naming | None:
    """确诊1608例，｜治愈｜1500例: what stands before is no name that this one could share."""
    is_alone = bool(earlier.measures) and earlier.measures[-1][0].indicator in lexicon.verbs.telling
    return verb_alone(segment, before, lexicon) if is_alone else None


def verb_alone(segment: Segment, before: Before, lexicon: Lexicon) -> Naming | None:
    """累计｜确诊｜1608例: a verb that says what became of those counted, where no clause names them."""
    value = segment.values[0]
    is_counted = value.kind == "number" and value.unit in (*lexicon.units.count, None)
    if not is_counted or before.verb_text not in lexicon.verbs.telling:
        return None
    return Naming(_place(before), None)


def _place(before: Before) -> Stretch:
    return before.subject[1], before.subject[1] + len(before.verb_text)


def stem_of_pair(
    text: str, name: Stretch, segment: Segment, earlier: Earlier, lexicon: Lexicon
) -> Naming | None:
    """医保基金收入2.2亿元，｜支出｜1.8亿元: of two names that come in pairs the second says only what differs."""
    word = text[slice(*name)]
    first = lexicon.nouns.pairs.get(word)
    if first is None or not earlier.measures:
        return None
    measure, (start, end) = earlier.measures[-1]
    cut = end - len(first)
    is_alike = measure.unit == segment.values[0].unit and measure.value_anchor.start > end - 1
    if not is_alike or cut - start < _WORD or not text.startswith(first, cut):
        return None
    return Naming((start, cut), None, is_far=True, suffix=word)


_WORD = 2
