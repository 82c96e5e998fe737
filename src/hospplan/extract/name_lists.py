"""Lists of names before a value: A、B和C, and the noun that their items share."""

import re

from hospplan.extract.names import tidy
from hospplan.extract.verbs import Stretch, is_word
from hospplan.lexicon import Lexicon
from hospplan.phrases.words import boundaries


def last_of_list(text: str, name: Stretch, lexicon: Lexicon) -> Stretch:
    """
    The last item of a list that only it belongs to: 应对竞争加剧、搬迁频繁、床位｜减少86张.

    Short items before it (门诊、住院次均费用) share its noun and stay.
    """
    names = split_names(text, name, lexicon)
    if len(names) > 1 and any(b - a > _SHARED_ITEM for a, b in names[:-1]):
        return names[-1]
    return name


_SHARED_ITEM = 4


def shared_head(text: str, names: list[Stretch], lexicon: Lexicon) -> list[Stretch] | None:
    """
    What tells the items of a list apart that share the noun at its end, or None where each is a name by itself.

    门诊、住院患者满意度 → 门诊, 住院; 儿科、产科床位 → 儿科, 产科.
    """
    if len(names) < 2:
        return None
    *items, (start, end) = names
    if (cut := _common_tail(text, names, lexicon)) is not None:
        return [*items, (start, cut)]
    if text[slice(*items[0])].startswith(_SCOPES):
        items[0] = (items[0][0] + len("全市"), items[0][1])  # 全市高血压、糖尿病患者规范管理率
    offices = lexicon.organs.department_suffixes
    if any(
        (b - a > _SHARED_ITEM and not text[a:b].endswith(offices))
        or text[a:b].endswith(lexicon.nouns.measured)
        for a, b in items
    ):
        return None
    organs = lexicon.organs
    for cut in range(start + 2, end):
        piece = text[start:cut]
        if (
            piece.endswith(organs.department_suffixes)
            and not piece.endswith("学科")
            and not text.startswith("室", cut)  # 医技｜科室
        ):
            return [*items, (start, cut)]
    width = min(b - a for a, b in items)
    # 高血压、2型糖尿病｜患者规范管理率: the last item ends where a word does
    cuts = [start + at for at in sorted(boundaries(text[start:end], lexicon))]
    # 孕产妇和婴儿｜死亡率: the last item may be a little shorter than the others
    whole = (
        cut for least in (width, width - 1) for cut in cuts if max(least, 2) <= cut - start < end - start
    )
    cut = next(whole, end)
    return [*items, (start, cut)] if end - cut > 1 else None


_SCOPES = ("全国", "全省", "全市", "全县", "全区", "全院")


def _common_tail(text: str, names: list[Stretch], lexicon: Lexicon) -> int | None:
    """
    Where the last item ends that tells a list's names apart, where all end on one word.

    18岁以下住院患者、70岁以上住院患者｜跌倒评估率: what they share is named once.
    """
    *items, (start, end) = names
    if any(text[a:b].endswith(lexicon.nouns.measured) for a, b in items) or not text[start:end].endswith(
        lexicon.nouns.measured
    ):
        return None
    first = text[slice(*items[0])]
    for length in range(min(len(first), _LONGEST_TAIL), 1, -1):
        tail = first[-length:]
        at = text.rfind(tail, start, end)
        if at > start and at + length < end - 1 and all(text[a:b].endswith(tail) for a, b in items):
            return at + length
    return None


_LONGEST_TAIL = 8


def single_heads(text: str, name: Stretch, count: int) -> tuple[list[Stretch], Stretch] | None:
    """
    What tells apart names of which one character each is left, and what they share: 县、乡、村｜三级医疗机构服务量占比.

    Of 东、中、西部地区筛查率 部 belongs to what tells apart; 三级 only counts the list again.
    """
    found = _SINGLES.match(text, *name)
    if found is None:
        return None
    marks = [i for i in range(found.start(), found.end()) if text[i] != "、"]
    if len(marks) != count:
        return None
    start = found.end()
    if shared := _SHARED_CHARACTER.match(text, start, name[1]):
        start = shared.end()
    counted = _COUNT_AGAIN.match(text, start, name[1])
    head = tidy(text, counted.end() if counted else start, name[1])
    if head and "、" in text[slice(*head)]:
        return None
    return ([(i, i + 1) for i in marks[:-1]] + [(marks[-1], start)], head) if head else None


_SINGLES = re.compile("[\u4e00-\u9fff](?:、[\u4e00-\u9fff]){1,4}")
_SHARED_CHARACTER = re.compile(
    "部(?![分门])|类|级|型|线|期(?!刊)|区(?![域县])|院(?![区内感])|科(?![室研技教])(?=[\u4e00-\u9fff]{2})"
)
"""东、中、西｜部, 甲、乙｜类, 内、外｜科: what each character of a list goes on with."""
_COUNT_AGAIN = re.compile("[两二三四五][级类]")


def town_and_country(text: str, name: Stretch) -> tuple[list[Stretch], Stretch] | None:
    """城 and 乡 of a name that two values share, and what they are told of: 城乡｜低保标准分别提高5%和8%."""
    at = text.find("城乡", *name)
    head = tidy(text, at + 2, name[1]) if at != -1 else None
    return ([(at, at + 1), (at + 1, at + 2)], head) if head else None


def split_names(
    text: str, stretch: Stretch, lexicon: Lexicon, *, is_dealt_out: bool = False
) -> list[Stretch]:
    """
    The names of a list A、B和C, each as a stretch; 和 and its like part names only as words of their own.

    *is_dealt_out*: 均 or 各 follows, so that there must be several.
    """
    start, end = stretch
    names: list[Stretch] = []
    at, depth = start, 0
    is_dealt_out = is_dealt_out and "、" not in text[start:end]
    for i in range(start, end):
        c = text[i]
        depth += (c in "(“《") - (c in ")”》")
        if depth:
            continue
        if c in "及或" and text.startswith(("以上", "以下", "以内"), i + 1):
            continue  # 65岁及以上老年人
        if c in "、，" or (c in "和及与" and _parts(text, at, i, end, lexicon, is_dealt_out=is_dealt_out)):
            names.append((at, i))
            at = i + 1
    names.append((at, end))
    return [tidied for a, b in names if (tidied := tidy(text, a, b))]


def _parts(text: str, start: int, at: int, end: int, lexicon: Lexicon, *, is_dealt_out: bool = False) -> bool:
    """
    Whether 和 parts two names: both are names of what is measured, or short items that share the noun behind.

    存活的感染者和病人｜知晓率 is one; 门诊量和出院量 and 儿科和产科床位 are two.
    """
    left = text[start:at]
    if at - start < 2 or end - at < 3:
        return False
    if (
        is_dealt_out
        and left.endswith(lexicon.nouns.measured)
        and text[start:end].endswith(lexicon.nouns.measured)
    ):
        return True  # 服务满意度和平安建设满意度均: no 和平
    if not is_word(text, at, at + 1, start, lexicon):
        return False
    return (
        is_dealt_out
        or left.endswith(lexicon.nouns.measured)
        or (len(left) <= _SHARED_ITEM and "的" not in left)
    )
