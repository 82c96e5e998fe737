"""Whether a number in Chinese characters counts: 建设一家医联体 and 三百五十张 do, 三张网络 and 百场 don't."""

from hospplan.extract.clauses import Clause
from hospplan.extract.names import name_before
from hospplan.extract.screen_rules import Verdict
from hospplan.extract.verbs import Before, Periods, Stretch, is_all_verbs, verb_before
from hospplan.lexicon import Lexicon
from hospplan.phrases.quantity import FoundQuantity

_NEAR = 80
"""How far from a value its words are looked for: so that a clause of any length costs the same a value."""
_JOINTS = ("、", "和", "及", "与")
_LEVELS = ("达到", "达")


def han_verdict(
    clause: Clause,
    quantity: FoundQuantity,
    before: Before,
    segment: Stretch,
    periods: Periods,
    lexicon: Lexicon,
) -> Verdict:
    """
    What a number in Chinese characters is.

    A bounded one, and one above ten, is a value. A small one counts right behind a verb (引进三名专家), at the end of what
    a verb opens (引进专家三名) and as a part of what was counted before (其中省级九个). Behind a list it sums the list up
    (质控、内控、服务三张网络), and before a word of plans it is a manner of speaking (三大行动).
    """
    text, (start, limit), value = clause.text, segment, quantity.value
    if value is None:
        return "unknown"
    if quantity.is_bounded or quantity.comparator != "eq":
        return "measure"
    opens = _opens_with_verb(text, start, quantity, periods, lexicon)
    if value > 10:
        word = text[quantity.number : quantity.end]
        is_round = word[0] == "一" and value in (100, 1000, 10000)
        is_ruled = not is_round or before.verb is not None or opens
        return "measure" if is_ruled and word[0] not in "百千万亿" else "saying"
    if quantity.unit == "倍":
        return "measure" if before.verb is not None else "unknown"
    left = text[max(start, quantity.start - _NEAR) : quantity.start].rstrip(" ")
    right = text[quantity.end : min(limit, quantity.end + _NEAR)].lstrip(" ")
    if right[:1] in ("", "(", *_JOINTS) and _counts_at_end(
        clause, quantity, before, left, lexicon, opens=opens
    ):
        return "measure"
    is_sparse = any(noun in right[:14] for noun in lexicon.nouns.sayings)
    is_closed = before.verb is not None and "等" in left.rpartition("、")[2]  # 在云州、江城等地｜推广
    sums_up = "、" in left and not is_closed and not is_all_verbs(text, start, quantity.start, lexicon)
    if sums_up and not is_sparse and left.endswith("等") and opens and value > 1:
        return "measure"  # 推广云州、江城等四项适宜技术
    if sums_up or is_sparse or not _counts_behind(quantity, before, lexicon) or not right:
        return "saying" if sums_up or value == 1 or is_sparse else "unknown"
    return "measure"


def _counts_at_end(
    clause: Clause, quantity: FoundQuantity, before: Before, left: str, lexicon: Lexicon, *, opens: bool
) -> bool:
    """Whether a small number with nothing behind it counts what stands before it."""
    value = quantity.value or 0
    if before.verb != "reach" and opens and (value > 1 or quantity.unit in lexicon.units.things):
        return True  # 每年举办读书分享会十场, 位次前移两名
    if value > 1 and (before.verb_text in _LEVELS or before.verb in ("raise_to", "lower_to")):
        return True  # 标准化病房达到六间
    if value > 1 and left.startswith("其中"):
        return True  # 改造养老服务站25个，其中省级九个
    opening = clause.text.rfind("(", 0, clause.start + 1)
    is_part = clause.is_bracket and clause.text.endswith(quantity.unit or "(", 0, max(0, opening))
    return value > 1 and is_part  # 污水处理厂十四座（国家级七座）


def _counts_behind(quantity: FoundQuantity, before: Before, lexicon: Lexicon) -> bool:
    """Whether a small number before its noun counts by the verb before it: 引进三名｜专家."""
    if before.verb not in ("doing", "increase", "reach", "decrease", "raise_to", "mixed"):
        return False
    if before.verb == "reach" and before.verb_text not in (*_LEVELS, "实现", "拥有", "共有"):
        return False
    if quantity.value != 1:
        return True
    is_event = quantity.unit in ("个", "项", "期", "场", "届")
    can_be_one = before.verb in ("doing", "increase", "mixed") and quantity.unit in lexicon.units.ones
    return can_be_one and (before.verb == "increase" or not is_event)


def _opens_with_verb(
    text: str, start: int, quantity: FoundQuantity, periods: Periods, lexicon: Lexicon
) -> bool:
    """Whether the words before a value open with a verb of doing, or end with one of change."""
    if text[start : quantity.start].rstrip(" ").endswith(lexicon.nouns.sayings):
        return False  # 民生实事十件
    if verb_before(text, (start, quantity.start), lexicon).verb in ("increase", "decrease", "doing"):
        return True
    lead = name_before(text, (start, quantity.start), periods, lexicon, strips_verbs=True)
    return lead.verb in ("doing", "increase", "decrease", "mixed") and lead.name is not None
