"""Words that say whether a value stands already, or is what was planned."""

import re
from functools import lru_cache

from hospplan.grammar.fragments import alternatives
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon


def tells_past(text: str, lexicon: Lexicon) -> bool:
    """Whether a word says that something stands or is done; 依托现有阵地 and 已建成居住区 only qualify a noun."""
    return any(not text.endswith(_QUALIFYING, 0, match.start()) for match in _past(lexicon).finditer(text))


def opens_past(clause: str, lexicon: Lexicon) -> bool:
    """Whether a clause says that what follows it stands or is done: 今年以来…, or 截至目前 and nothing else."""
    is_alone = len(clause) <= _LONGEST_NOW and clause.endswith(lexicon.verbs.past)
    return is_alone or clause.startswith(lexicon.verbs.past_openers)


_LONGEST_NOW = 5


@lru_cache(maxsize=4)
def _past(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(alternatives(lexicon.verbs.past))


_QUALIFYING = (
    "依托",
    "利用",
    "整合",
    "盘活",
    "优化",
    "改造",
    "提升",
    "完善",
    "对",
    "将",
    "和",
    "及",
    "与",
    "把",
    "以",
    "在",
    "由",
)


COMPARED = ("同比", "环比")
"""What has been compared with the year before has been counted: 出院6.85万人次，同比增长8%."""


AHEAD = Rule(
    name="展望",
    pattern=r"力争 | 确保 | 争取 | 计划 | 预期 | 目标 | 打算 | 拟 | 将 (?! [军近] ) | 要 (?! [素点求害件] ) | 到 20[0-9]{2} 年",
    reads=("力争", "到2025年", "将", "目标"),
    rejects=("将近", "要素", "2023年", "达到"),
)


def looks_back(text: str, lexicon: Lexicon) -> bool:
    """
    Whether a text compares with the year before, and says nothing of what is to be: 出院9.6万人次，同比增长6%.

    Other bases (较2020年下降10%, 比上年增长8%) say nothing: goals have them too.
    """
    if not any(word in text for word in COMPARED):
        return False
    return AHEAD.regex(lexicon).search(text) is None


PLANNED = Rule(
    name="应完成数",
    pattern=r"""
        (?: 应完成 | 目标 (?:任务|值|数)? | (?: 年度 | 全年 | 下达 | 计划 | 目标 ) (?:任务|计划) (?:数|任务)? | (?:任务|计划)数 | 指标 )
        [ :为]{0,2} $
    """,
    reads=("应完成", "目标", "全年任务", "年度计划数"),
    rejects=("已完成", "目标达成率", "完成"),
)
"""Amid results the figure that was planned: 应完成1.2万人，已完成7865人."""
