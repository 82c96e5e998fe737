"""Lists of names before a value: A、B和C, and the noun that their items share."""

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
    offices = lexicon.organs.department_suffixes
    if any(
        (b - a > _SHARED_ITEM and not text[a:b].endswith(offices)) or text[a:b].endswith(MEASURED_ENDS)
        for a, b in items
    ):
        return None
    organs = lexicon.organs
    for cut in range(start + 2, end):
        piece = text[start:cut]
        if piece.endswith(organs.department_suffixes) and not piece.endswith("学科"):
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


MEASURED_ENDS = (
    "率",
    "度",
    "数",
    "量",
    "比",
    "比例",
    "占比",
    "比重",
    "水平",
    "时间",
    "天数",
    "住院日",
    "人次",
    "收入",
    "人员",
    "项目",
    "课题",
    "值",
    "费用",
    "床位",
)


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
    if at - start < 2 or end - at < 3 or not is_word(text, at, at + 1, start, lexicon):
        return False
    left = text[start:at]
    return is_dealt_out or left.endswith(MEASURED_ENDS) or (len(left) <= _SHARED_ITEM and "的" not in left)
