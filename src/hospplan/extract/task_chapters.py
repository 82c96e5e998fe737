"""Which chapters of a text are made of tasks, by their headings, and whose text it is."""

import re
from functools import lru_cache

from hospplan.extract.roles import heading_role
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.document import Document, Section
from hospplan.phrases.organ import Home
from hospplan.phrases.task_title import tidy
from hospplan.text.fold import fold

_EDGE = "，,；;、。.:： \u3000\n"
_CHAPTER_TITLE_MAX = 4
"""A heading up to this long that ends with 目标 or 保障 is a chapter (工作目标), a longer one an item (明确发展目标)."""
GOAL_HEADING = Rule(
    name="目标标题",
    # A noun of goals without a verb before it is a chapter, however long; 明确发展目标 is an item.
    pattern=r"""
        (?: [0-9]{4} 年 度? | 本?年度? )?
        (?: 主要 | 总体? | 具体 | 发展 | 预期性? | 工作 | 年度 | 阶段性? | 规划 | 战略 | 建设 | 量化 | 绩效 | 质量
          | 核心 | [近中远长]期 | 任务 | 改革 | 行动 | 重点 | 约束性 | [的和及与] ){0,5}
        (?: 目标 | 指标 ) (?: 任务 | 体系 )? (?: 如下 | 是 | 为 )?
    """,
    reads=("主要预期目标", "2025年主要发展目标", "总体目标", "目标如下", "约束性指标", "近期和中期目标"),
    rejects=("明确发展目标", "落实年度目标", "完善质量指标", "监测指标", "目标导向"),
)
_BRACKET_AT_END = re.compile(r"\([^()]{0,80}\)$")


def home_of(document: Document, lexicon: Lexicon) -> Home:
    """
    Whose document it is: by who signed, marked or issued it, else by its title up to 关于.

    A document that names nobody counts as a hospital's.
    """
    titles = [document.header.title, *(part.title for part in document.parts)]
    named = [*document.sign_off.issuers, document.header.issuer_mark, document.imprint.issuing_office]
    for text in [*named, *((title or "").partition("关于")[0] for title in titles)]:
        if text and any(word in text for word in lexicon.organs.hospitals):
            return "hospital"
        if text and any(word in text for word in lexicon.organs.governments):
            return "government"
    return "hospital"


def is_task_chapter(path: tuple[Section, ...], text_title: str, lexicon: Lexicon) -> bool | None:
    """
    Whether the headings around an item, the innermost first, or its text's title make it a task; None: nothing says.

    Args:
        path: The sections around the item, its own the last.
        text_title: The title of the part that it stands in.
        lexicon: Its tasks and sections hold the words of headings.
    """
    own = path[-1]
    if len(own.title) <= _CHAPTER_TITLE_MAX and opens_tasks(own.title, lexicon) is False:
        return False
    if GOAL_HEADING.regex(lexicon).fullmatch(_clean(own.title)):
        return False
    for section in reversed(path[:-1]):
        verdict = opens_tasks(section.title, lexicon)
        if verdict is not None:
            return verdict
    return True if _clean(text_title).endswith(lexicon.tasks.plans) else None


def names_tasks(title: str, lexicon: Lexicon) -> bool:
    """Whether a heading is the word for tasks itself (重点任务), and so none of them."""
    return _clean(title) in lexicon.tasks.chapters


def _clean(title: str) -> str:
    return _BRACKET_AT_END.sub("", fold(tidy(title)).strip(_EDGE)).strip(_EDGE)


@lru_cache(maxsize=1024)
def opens_tasks(title: str, lexicon: Lexicon) -> bool | None:
    """What a heading says by the longest known word that ends it."""
    words, title = lexicon.tasks, _clean(title)
    yes = max((len(w) for w in words.chapters if title.endswith(w)), default=0)
    no = max((len(w) for w in words.other_chapters if title.endswith(w)), default=0)
    if yes == no:
        return False if heading_role(title, lexicon) in ("result", "context", "rule") else None
    return yes > no
