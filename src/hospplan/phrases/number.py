"""
Every number of a text, whatever it is: 85, 1,234.5, 6.0亿, 三百五十 of 三百五十张, 百分之九十, 过半, 翻一番.

This room finds and does not judge: what became of a number is for the ledger to say (`extract.ledger`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from hospplan.grammar.fragments import alternatives
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon

WORD = Rule(
    name="数词",
    pattern=r"""
        (?: [百千万] 分之 (?: (?&HAN_NUMERAL) (?:点[零〇一二三四五六七八九]{1,4})? | (?&DECIMAL) )
          | [二三四五六七八九十]{1,2} 分之 [一二三四五六七八九十]{1,2}
          | 过半数? | 超过?半数 | 半数以上
          | 翻 (?: 了?[一二两三四] | [1-4] )? 番 | 减半 | 翻倍
          | 全 [部员]? 覆盖 (?= [，。；、,;)]|$|的?(?:目标|要求|任务)|和|及 )
        )
    """,
    reads=(
        "百分之九十",
        "百分之九十九点五",
        "千分之3",
        "三分之二",
        "过半",
        "半数以上",
        "翻一番",
        "翻番",
        "全覆盖",
    ),
    rejects=("百分之", "半数", "半", "一番", "三分", "覆盖"),
)
DIGITS = Rule(
    name="阿拉伯数字",
    pattern=r"""
        (?: [0-9]{1,3} (?: ,[0-9]{3} ){1,5} (?![0-9]) (?: \.[0-9]{1,8} )? | [0-9]{1,20} (?: \.[0-9]{1,20} ){0,6} )
        (?: [十百千万亿]{1,2} )?
    """,
    reads=("85", "1,234.5", "6.0亿", "2025.12.31", "500万", "05758888", "3.1.2"),
    rejects=("", "1,", "1.", "1-2", ".5", "万"),
)
HAN = Rule(
    name="汉字数字",
    # 百分点 and 张/千人口 are units
    pattern=r"(?! [百千]分[点比制之] ) (?<!/) [零〇○一二两三四五六七八九十百千万亿]{1,40}",
    reads=("三百五十", "两", "二〇二五", "万"),
    rejects=("半", "3", "几", "十余", "百分点"),
)
COUNTING = Rule(
    name="汉字数字之后",
    # 三至五名, 一、二、三级: each of them counts, though one alone has its unit beside it
    pattern=r"""
        (?: (?: [、和或及] | (?&TO) ) [零〇○一二两三四五六七八九十百千万亿]{1,12} ){0,6} [余多几来]? [ ]? (?&COUNTED)
    """,
    reads=("名", "至五名", "、二、三级", "余项", "个", "年"),
    rejects=("", "致", "至名", "、", "大行动"),
)
_ANY = re.compile("[0-9半番零〇○一二两三四五六七八九十百千万亿]|覆盖|翻倍")
_BEFORE = frozenset("几数")
"""数百名 and 几十个 give no number."""


def has_number(text: str) -> bool:
    """Whether a folded text may hold a number: a quick look."""
    return _ANY.search(text) is not None


def find_numbers(
    text: str, lexicon: Lexicon, counted: Iterable[tuple[int, int]] = ()
) -> Iterator[tuple[int, int]]:
    """
    The stretch (half-open) of each number of a folded text, in order, none overlapping.

    Digits are always a number, with their points, thousands' commas and multiplier (6.0亿); both ends of a range are
    two. A numeral in Chinese characters is one before a word of count or measure, after 第, and in *counted*; not in
    words such as 统一.

    Args:
        text: One block's text, folded.
        lexicon: The tables of words.
        counted: Stretches in which each numeral is a number: that of a section (一、), a period (“十四五”), a value.
    """
    if not has_number(text):
        return
    sure, syllables = bytearray(len(text)), bytearray(len(text))
    for start, end in counted:
        sure[start:end] = b"\1" * (end - start)
    for match in _syllables(lexicon).finditer(text):
        syllables[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    counting = COUNTING.regex(lexicon)
    for match in _numbers(lexicon).finditer(text):
        start, end = match.span()
        if match["han"] and not any(sure[start:end]):
            before = text[start - 1] if start else ""
            if before != "第" and (
                before in _BEFORE or any(syllables[start:end]) or counting.match(text, end) is None
            ):
                continue
        yield start, end


@lru_cache(maxsize=4)
def _numbers(lexicon: Lexicon) -> re.Pattern[str]:
    word, digits, han = (rule.regex(lexicon).pattern for rule in (WORD, DIGITS, HAN))
    return re.compile(f"(?:{word})|(?:{digits})|(?P<han>{han})", re.VERBOSE)


@lru_cache(maxsize=4)
def _syllables(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(alternatives(lexicon.numbers.syllables))
