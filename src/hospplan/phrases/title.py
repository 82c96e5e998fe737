"""Titles: their kinds (文种), the texts that a notice carries, notes and subtitles under them."""

import re
from functools import lru_cache

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.phrases.date import FULL_DATE
from hospplan.text.fold import fold

TITLE_NOTE = Rule(
    name="题注",
    pattern=rf"""
        \( (?P<note>
            [^()]{{0,120}}
            (?: 通过 | 批准 | 修订 | 修正 | 施行 | 征求意见稿 | 送审稿 | 讨论稿 | 审议稿 | 草案 | 草稿 | 报批稿 ) [^()]{{0,40}}
          | [ ]{{0,2}} {FULL_DATE.pattern} (?: [ ]{{0,2}} [在于] [^()。]{{2,60}} )? [ ]{{0,2}}
          | [ ]{{0,2}} (?: (?:19|20)[0-9]{{2}} | 二[〇○零][〇○零一二三四五六七八九]{{2}} ) [ ]? 年
            [ ]? (?: [0-9]{{1,2}} | [一二三四五六七八九十]{{1,2}} ) [ ]? 月 [ ]{{0,2}}
        ) \)
    """,
    reads=(
        "(2023年3月1日云州市第三人民医院第十届职工代表大会第一次会议审议通过)",
        "(征求意见稿)",
        "(2023年2月6日党委会通过，自发布之日起施行)",
        "(2024年1月18日)",
        "(二〇二四年一月十八日)",
        "(2024年1月)",
        "(2024年2月3日在云州市第三人民医院职工代表大会上)",
    ),
    rejects=("(试行)", "征求意见稿", "(2021—2025年)", "(2023年1—6月)", "(2023年度)"),
)
TITLE_TAIL = Rule(
    name="题尾括注",
    pattern=r"""
        \( (?: 试行 | 暂行 | [^()]{0,12} (?: 修订 | 年版 | 版 ) | 征求意见稿 | 送审稿 | 讨论稿 | 审议稿 | 草案 | 初稿 | 定稿
              | [一二三四五六七八九十] | [0-9]{4} (?! [年.\-/] [0-9]{1,2} [月.\-/] | [^()]{0,9} [号期] \) ) [^()]{0,12} ) \)
    """,
    reads=("(试行)", "(2023年修订)", "(2023年版)", "(征求意见稿)", "(2021—2025年)", "(2023年1—6月)", "(一)"),
    rejects=(
        "试行",
        "(党委会通过后)",
        "(院办)",
        "(2024年1月18日)",
        "(2024-01-18)",
        "(2024年1月)",
        "(2024年第12号)",
    ),
)
SUBTITLE = Rule(
    name="副标题",
    pattern=r"[—-]{1,3} [ ]{0,4} (?P<subtitle> [^—\- 0-9][^。]{1,80} )",
    reads=("——云州市第三人民医院2024年度工作总结", "— 在职工代表大会上的报告"),
    rejects=("——", "— 1 —", "云州市——医院", "——完成。"),
)
COVER = Rule(
    name="印发、转发、批复",
    # The verb stands right behind 关于, or behind the issuer; 关于做好信息发布工作的通知 issues nothing.
    pattern=r"""
        (?: [^。《]{0,80}? 关于 (?:联合|重新|再次)? | (?: (?!关于) [^。《] ){0,60}? )
        (?: (?P<issues> 印发 | 转发 | 批转 | 下发 | 颁发 | 制发 | 印送 )
          | (?: 发布 | 下达 | 公布 | 颁布 | 报送 | 呈报 | 呈送 | 上报 | 同意 | 批准 ) )
        (?P<name> [^。]{2,160} ) 的 [^的]{0,8}? (?&STATUTORY)
    """,
    reads=(
        "云州市第三人民医院关于印发2023年工作计划的通知",
        "云州市第三人民医院转发《云州市卫生健康委员会关于开展义诊的通知》的通知",
        "关于同意云州市第三人民医院“十四五”发展规划的批复",
    ),
    rejects=(
        "关于做好工作的通知",
        "云州市第三人民医院2023年工作计划",
        "关于印发通知",
        "关于做好信息发布工作的通知",
    ),
)
CLOSED = Rule(
    name="文种收尾",
    pattern=r".{2,200} 的 [^的]{0,6}? (?&STATUTORY)",
    reads=("云州市第三人民医院关于印发2023年工作计划的通知", "关于做好工作的紧急通知", "关于设立分院的请示"),
    rejects=("云州市第三人民医院2023年工作计划", "通知", "云州市第三人民医院关于印发"),
)
OPENS_COVER = Rule(
    name="转发的开头",
    pattern=r"(?: 转发 | 印发 | 批转 | 下发 | 公布 | 发布 | 同意 | 批准 )",
    reads=("转发", "印发"),
    rejects=("关于", "开发"),
)
"""In a line over 关于: 云州市卫生健康委员会转发, and the title of what it forwards goes on below."""
HANDS_ON = Rule(
    name="现印发给你们",
    # A notice about something else (关于开展…行动的通知) may carry the plan for it.
    pattern=r"(?: 印发 | 转发 | 发 ) 给 (?: 你们 | 各单位 | 你单位 | 各科室 )",
    reads=("印发给你们", "转发给你们", "发给各单位"),
    rejects=("印发", "发放给职工", "转发《通知》"),
)
ISSUER_LIKE = Rule(
    name="似机关名称",
    # Wider than a name must be elsewhere: it only tells an issuer over 关于 from a line that is no part of the title.
    pattern=r"""
        (?: (?&HAN) | [()、·“”] ){1,60}
        (?: [委部厅局院办府社团处会科所站校馆厂司队组室署协军库园圃台省市县区州盟旗乡镇村] | 中心 | 集团 | 大学 | [银分支总]行
          | 等 [0-9一二三四五六七八九十]{0,3} 个? (?: 部门 | 单位 | 机关 ) )
    """,
    reads=("云州市卫生健康委员会", "省财政厅", "云州市发展改革委等十部门", "云州大学", "中共云州市委"),
    rejects=("听全文", "内部资料", "委", "关于开展义诊"),
)
AREA_NAMED = Rule(
    name="行政区划字",
    pattern=r"[省市县区州盟旗国乡镇] | 中共 | 中央",
    reads=("省", "中共"),
    rejects=("听全文", "院"),
)
"""In a line that the name of an issuer may start with, cut by the line's end."""
GOES_ON = Rule(
    name="题目的下半行",
    # （2023—2025年）的通知 starts with a bracket, as no title does, and ends with a kind of text.
    pattern=r"(?: \( [^()]{1,30} \) | 》 | ” ) [^。]{0,40} (?&STATUTORY)",
    reads=("(2023—2025年)的通知", "(试行)》的通知", "》的批复"),
    rejects=("(2023—2025年)", "(试行)", "(此件公开发布)", "(2023年3月1日会议通过)"),
)
CONTENTS = Rule(
    name="目录",
    pattern=r"目 [ ]{0,8} [录次]",
    reads=("目录", "目  录", "目次"),
    rejects=("目", "价格目录", "目录一"),
)
_BOOK_NAME = re.compile(r"《([^《》]{2,120})》")
_COMPARED = re.compile(r"[\s“”\"'‘’《》〈〉<>（）()、，,—\-·•：:]")
_ADDED = re.compile(r"(?:[（(][^（）()]{1,24}[）)]|征求意见稿|送审稿|讨论稿|草案)$")
_CONTINUES = ("的", "及", "和", "与", "暨", "》", "”", "、", "）", ")", "〉")


def genre_of(title: str, lexicon: Lexicon) -> str | None:
    """
    文种 that ends a title, the longest word that fits: 关于…的通知 → 通知, …实施方案（试行） → 实施方案.

    None where the title ends with no such word.
    """
    bare = title.replace(" ", "").replace("\u3000", "")
    for _ in range(3):
        shorter = _ADDED.sub("", bare)
        if shorter == bare:
            break
        bare = shorter
    return next((word for word in _genres(lexicon) if bare.endswith(word)), None)


@lru_cache(maxsize=8)
def _genres(lexicon: Lexicon) -> tuple[str, ...]:
    words = {*lexicon.genres.statutory, *lexicon.genres.carried}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def compared(title: str) -> str:
    """A title without white space, quotes and brackets, for comparing one place's spelling with another's."""
    return _COMPARED.sub("", title)


def is_same_text(name: str, other: str) -> bool:
    """Whether two names are of one text: one may have its issuer before it."""
    a, b = compared(name), compared(other)
    return a == b or (min(len(a), len(b)) >= 4 and (a.endswith(b) or b.endswith(a)))


def book_names(text: str) -> tuple[str, ...]:
    """What stands in 《》, in order."""
    return tuple(match[1].strip() for match in _BOOK_NAME.finditer(text))


def carried_names(title: str, lexicon: Lexicon) -> tuple[str, ...]:
    """
    The names of the texts that a notice issues, forwards or approves, from its title; empty where it is no such notice.

    关于印发《甲办法》《乙办法》的通知 → 甲办法, 乙办法; 关于印发2023年工作计划的通知 → 2023年工作计划.
    """
    match = COVER.regex(lexicon).fullmatch(title.replace("（", "(").replace("）", ")"))
    if match is None:
        return ()
    names = book_names(match["name"])
    if names:
        return names
    name = match["name"].strip(" 《》〈〉<>")
    # 关于同意设置分院的批复 approves a plan to do something, not a text.
    return (name,) if match["issues"] or genre_of(name, lexicon) else ()


def continues_title(line: str) -> bool:
    """Whether a line starts with what can only go on: 的通知, 》的通知, （2023—2025年）的通知."""
    return line.startswith(_CONTINUES) or GOES_ON.regex().fullmatch(fold(line)) is not None


def is_open(title: str) -> bool:
    """Whether a bracket or quote of *title* is not closed yet, or it ends in a word that asks for more."""
    return any(
        title.count(a) > title.count(b) for a, b in ("《》", "（）", "“”", "()", "〈〉")
    ) or title.endswith(("关于", "印发", "转发", "的", "、", "和", "及", "与", "暨", "——"))
