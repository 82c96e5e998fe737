"""How firmly a clause means what it says: 确保, 力争, 计划."""

import re
from functools import lru_cache

from hospplan.extract.clauses import Clause, Prose
from hospplan.extract.values import per_in
from hospplan.extract.verbs import Stretch, is_word, verb_end, words_of
from hospplan.grammar.fragments import alternatives
from hospplan.lexicon import Lexicon
from hospplan.models.values import Modality
from hospplan.phrases.quantity import FoundQuantity


def modality(
    clause: Clause, whole: str, prose: Prose, lexicon: Lexicon, stretch: Stretch | None = None
) -> Modality | None:
    """
    How firmly the clause, or a *stretch* of it, means what it says, by a word that rules a verb, a period or a value.

    争取资金5.3亿元 (a thing done), 在职工共同努力下 and 年度计划的70% (nouns) rule nothing.
    """
    start, end = stretch or (clause.start, clause.end)
    if not _modal(lexicon).search(whole, start, end):
        return None
    words = lexicon.modality
    table: tuple[tuple[Modality, tuple[str, ...]], ...] = (
        ("must", words.must),
        ("strive", words.strive),
        ("plan", words.plan),
    )
    for name, row in table:
        for word in row:
            at = whole.find(word, start, end)
            if at != -1 and _rules(
                clause, whole, at + len(word), prose, lexicon, is_short=len(word) == 1 or name == "plan"
            ):
                return name
    return None


def own_modality(clause: Clause, value: FoundQuantity, prose: Prose, lexicon: Lexicon) -> Modality | None:
    """Of 确保A级、力争A+级 what stands between a value and the one before it, where a clause has several."""
    if len(clause.quantities) < _SEVERAL:
        return None
    low = clause.value_before(value.start)
    return modality(clause, prose.text, prose, lexicon, (low, value.start))


_SEVERAL = 2


@lru_cache(maxsize=4)
def _modal(lexicon: Lexicon) -> re.Pattern[str]:
    words = lexicon.modality
    return re.compile(alternatives((*words.must, *words.strive, *words.plan)))


def _rules(clause: Clause, whole: str, after: int, prose: Prose, lexicon: Lexicon, *, is_short: bool) -> bool:
    if whole.startswith(("了", "下"), after):
        return False
    verb = verb_end(whole, after, len(whole), words_of(lexicon))
    if verb is not None and (verb > after + 1 or is_word(whole, after, verb, after, lexicon)):
        return True  # 将｜建成; 将居民…由22%提升到30% has no verb 居
    if after in prose.spans.ends:
        return True
    if per_in(whole[after : after + 3], lexicon):
        return True
    # 力争用两年时间: a word that is never a noun rules the clause; 争取 and 努力 rule a level (争取满意度达到90%)
    level = any(q.unit in ("%", "‰") or q.is_bounded for q in clause.quantities)
    return not is_short and (level or whole[after - 2 : after] not in ("争取", "努力"))
