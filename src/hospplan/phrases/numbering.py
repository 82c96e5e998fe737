"""结构层次序数, the numbers of sections: 第一章, 一、, （一）, 1., （1）, ①, 1.1, 项目1：, 一是."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from hospplan.errors import PhraseError
from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.models.document import NumberStyle
from hospplan.phrases.numeral import read_numeral

_HAN_VALUE = r"(?P<value> [一二三四五六七八九十][一二三四五六七八九十百零〇]{0,5} )"

CHAPTER = Rule(
    name="章",
    pattern=rf"""第[ ]? (?: {_HAN_VALUE} | (?P<digits>[0-9]{{1,3}}) ) [ ]? (?P<unit> [编篇章节] | 部分 )
                 (?= [ :、] | $ | (?&HAN) ) (?! [的所中内里课] )""",
    reads=("第一章", "第十二节", "第 三 章", "第2章", "第一部分"),
    rejects=("第一", "第章", "第一批", "第一章的", "一章"),
)
ARTICLE = Rule(
    name="条",
    pattern=rf"第[ ]? (?: {_HAN_VALUE} | (?P<digits>[0-9]{{1,3}}) ) [ ]? 条 (?! [例款件约的所至到、和及或之中] )",
    reads=("第一条", "第三十二条", "第 5 条"),
    rejects=("第一条例", "第一", "第三条和", "第一条、"),
)
HANZI = Rule(
    name="一、",
    pattern=rf"{_HAN_VALUE} [ ]? [、.]",
    reads=("一、", "十二、", "三.", "二 、"),
    rejects=("一", "一，", "1、", "（一）", "一是"),
)
HANZI_GOES_ON = Rule(
    name="一、二级",
    # 一、二级医院 in a sentence is a list of numerals; 二、三级查房制度 may be the second item.
    pattern=r"[ ]? [一二三四五六七八九十]{1,3} (?: 级 | 类 | 线 | 等 | 期 | 季 | 层 | 楼 | 、 | 产业 | 把手 | 代 )",
    reads=("二级", "三、", "四类"),
    rejects=("级", "总则", "二十大"),
)
HANZI_ALONE = Rule(
    name="一 接题",
    # Without a mark the space parts number and title; only the numbers around tell it from 三 甲医院 of a wide line.
    pattern=r"(?P<value> 十?[一二三四五六七八九] | 十 ) [ ]{1,4} (?P<title> (?&HAN){2} [^。；，、:]{0,38} )",
    reads=("一 总体要求", "十二  组织保障"),
    rejects=("一 ", "一总体要求", "一、总体要求", "一 总体要求。", "二 级"),
)
PAREN_HANZI = Rule(
    name="（一）",
    pattern=rf"(?P<text> \( [ ]? {_HAN_VALUE} [ ]? \) ) [ ]? [、.]?",
    reads=("(一)", "(十二)", "( 三 )", "(一)、"),
    rejects=("(1)", "(院)", "一)", "(一"),
)
ARABIC = Rule(
    name="1.",
    pattern=r"(?P<value>[0-9]{1,3}) [ ]? [.、] (?! [0-9.] )",
    reads=("1.", "12.", "3、", "100."),
    rejects=("1", "1.5", "2025.", "1,", "1-2", "(1)"),
)
ARABIC_BEFORE_DIGITS = Rule(
    name="1.接数字",
    # 2.5万 and 3.5% are values; 2.12项任务 may be the second item.
    pattern=r"""
        (?P<value>[0-9]{1,2}) [.、] (?! 0 (?! [ ]? [-—～至] [ ]? [0-9] ) | [0-9]{1,2} [ ]? (?: [%‰] | (?&MAGNITUDE) ) )
        (?= (?P<year> (?:19|20)[0-9]{2} [ ]? (?:年|[-—～至]) )? [0-9]? )
    """,
    reads=("1.", "12、"),
    rejects=("1", "2025.", "1.5", "1.2025"),
)
ARABIC_ALONE = Rule(
    name="1 接题",
    # 3月, 5日 and 2024年 are dates however they go on; 日常 and 月度 are none.
    pattern=r"""
        (?P<value>[0-9]{1,2}) (?P<space> [ ]{0,4} )
        (?P<title> (?! 年 | 月(?!度) | 日(?!常) | 号 | [时点](?![间面]) ) (?&HAN) [^。；，:]{0,40} )
    """,
    reads=("1 总则", "12  组织机构", "1总则", "3日常管理"),
    rejects=("2025 总则", "1. 总则", "1 总则。", "1 ", "3 月，完成", "3月底前完成", "5日内报送"),
)
PAREN_ARABIC = Rule(
    name="（1）",
    pattern=r"(?P<text> (?P<open>\([ ]?)? (?P<value>[0-9]{1,2}) [ ]? \) ) [ ]? [、.]?",
    reads=("(1)", "( 12 )", "3)", "(1)、"),
    rejects=("(2021)", "(一)", "1", "(1"),
)
DECIMAL = Rule(
    name="1.1",
    pattern=r"(?P<value> [0-9]{1,2} (?: \.[0-9]{1,2} ){1,3} ) [.、]? (?! [0-9.%‰] | [ ]?[%‰] | (?&MAGNITUDE) | [ ][万亿] )",
    reads=("1.1", "2.3.1", "10.12", "1.1.", "1.1、"),
    rejects=("1.", "2021.6.29", "3.5%", "1.2万", "2.1 亿", "1.1.1.1.1"),
)
PROJECT = Rule(
    name="项目1：",
    pattern=rf"""(?: 项目|任务|课题|工程|行动|目标|措施|举措|专项|榜单 ) [ ]?
                 (?: {_HAN_VALUE} | (?P<digits>[0-9]{{1,3}}) ) [ ]? (?: [:、] | (?=[ ]) )""",
    reads=("项目1:", "任务三:", "行动十二、", "项目 2:"),
    rejects=("项目:", "表1:", "项目1", "任务一致", "项目10个"),
)
INLINE = Rule(
    name="一是",
    # 一是一，二是二 counts nothing, and 二要点 is a noun.
    pattern=r"""
        (?P<value> 十?[一二三四五六七八九] | 十 )
        (?P<verb> 是 (?! [一二三四五六七八九十][，。、；] ) | 要 (?! [点素求件义害塞闻] ) )
    """,
    reads=("一是", "十二是", "三要", "十是"),
    rejects=("一", "是", "二要点", "百是", "一件"),
)

ORDINAL_ITEM = Rule(
    name="第一，",
    # Speeches and letters count so. 第一、第二季度 is a list of ordinals.
    pattern=r"第 (?P<value> 十?[一二三四五六七八九] | 十 ) [，,:、] (?! [ ]? 第 )",
    reads=("第一，", "第十二、", "第三:"),
    rejects=("第一", "第一、第", "第一季度", "一、", "第一是"),
)
NOTE_ITEM = Rule(
    name="注：1.",
    # Under a table; its further items, each on its line, are no headings either.
    pattern=r"(?: 备? [ ]? 注 | 附注 | 注释 | 说[ ]{0,2}明 | 填[报表写]说明 ) [ ]? : [ ]{0,4} 1 [.、]",
    reads=("注:1.", "备注: 1、", "说明:1."),
    rejects=("注:", "1.", "注:2.", "关注:1."),
)

_SINGLE: dict[str, tuple[NumberStyle, str, int]] = {}
"""Characters that are a whole number with its mark → style, key, value."""
for _low, _count, _style, _key in (
    ("①", 20, "circled", "circled"),
    ("㉑", 15, "circled", "circled"),
    ("❶", 10, "circled", "circled"),
    ("⑴", 20, "paren-arabic", "(1)"),
    ("⒈", 20, "arabic", "arabic"),
    ("㈠", 10, "paren-hanzi", "paren-hanzi"),
):
    for _offset in range(_count):
        _value = _offset + (21 if _low == "㉑" else 1)
        _SINGLE[chr(ord(_low) + _offset)] = (_style, _key, _value)  # type: ignore[assignment]  # rows above

_HAN_STARTS = frozenset("一二三四五六七八九十")
_DIGITS = frozenset("0123456789")
_PROJECT_STARTS = frozenset("项任课工行目措举专榜")
STARTS = _HAN_STARTS | _DIGITS | _PROJECT_STARTS | frozenset("第(") | _SINGLE.keys()
"""Each number of a section starts with one of these."""


@dataclass(frozen=True, slots=True)
class Number:
    """A section's number as it stands at the start of a paragraph."""

    style: NumberStyle
    key: str
    """What tells levels apart: the style, and within it 编, 章, 节, the places of a decimal, (1) from 1)."""
    values: tuple[int, ...]
    """One value; of a decimal number one for each place."""
    text_end: int
    """Where the number with its mark ends."""
    title_start: int
    """Where the title starts: after spaces, and after a mark that does not belong (（一）、)."""
    is_doubtful: bool = False
    """Only the numbers around it can tell: 2.1个 may be an item or a decimal, 二、三级 an item or two grades."""
    is_bare: bool = False
    """Without a mark (1 总则, 1总则): a number only in a row of such that has 1.1 in it."""
    is_count: bool = False
    """A bare one with a unit next (2项工作): even in such a row doubtful, if no 3 follows."""

    @property
    def is_glued(self) -> bool:
        """Whether the title follows without a space."""
        return self.text_end == self.title_start

    @property
    def ordinal(self) -> int:
        """The last place."""
        return self.values[-1]


def read_numbers(folded: str, lexicon: Lexicon, *, glued: bool = False) -> tuple[Number, ...]:
    """
    The readings of the number at the start of a paragraph, the likeliest first; empty where there is none.

    More than one only where digits follow the mark: "2.12项任务" is 2.12 or 2.; both are doubtful.

    Args:
        folded: A paragraph, folded to half width.
        lexicon: Its units tell 2.1个 from 2.1 任务.
        glued: Give 1总则 and 一 总则 too; only one who sees the numbers around can tell them from 3个中心.

    Source: GB/T 9704-2012, 7.3.3 for 一、（一）1.（1）; the others are practice.
    """
    first = folded[:1]
    if first not in STARTS or not first:
        return ()
    if first in _SINGLE:
        style, key, value = _SINGLE[first]
        return (Number(style, key, (value,), 1, _skip(folded, 1)),)
    if first in _DIGITS:
        found = _digit_numbers(folded, lexicon)
        return tuple(n for n in found if glued or not (n.is_bare and n.is_glued))
    for rule, style, key in _BY_START[first]:
        match = rule.regex(lexicon).match(folded)
        if match:
            return _number(match, style, key)
    if glued and (match := HANZI_ALONE.regex(lexicon).fullmatch(folded)):
        value = int(read_numeral(match["value"]))
        return (
            Number("hanzi", "hanzi", (value,), match.end("value"), match.start("title"), is_doubtful=True),
        )
    return ()


_BY_START: dict[str, tuple[tuple[Rule, NumberStyle, str], ...]] = {
    "第": ((CHAPTER, "chapter", ""), (ARTICLE, "article", "条")),
    "(": ((PAREN_HANZI, "paren-hanzi", "paren-hanzi"), (PAREN_ARABIC, "paren-arabic", "(1)")),
    **dict.fromkeys(_HAN_STARTS, ((HANZI, "hanzi", "hanzi"),)),
    **dict.fromkeys(_PROJECT_STARTS, ((PROJECT, "project", "project"),)),
}
"""First character → rule, style, key (of 章 and 节 the unit that the rule finds)."""


def _number(match: re.Match[str], style: NumberStyle, key: str) -> tuple[Number, ...]:
    groups = match.groupdict()
    value = groups["value"] or groups.get("digits") or ""
    try:
        ordinal = int(read_numeral(value))
    except PhraseError:
        return ()
    text_end = match.end("text") if "text" in groups else match.end()
    is_doubtful = style == "hanzi" and HANZI_GOES_ON.regex().match(match.string, match.end()) is not None
    title_start = _skip(match.string, match.end())
    return (Number(style, key or groups["unit"], (ordinal,), text_end, title_start, is_doubtful),)


def _digit_numbers(folded: str, lexicon: Lexicon) -> Iterator[Number]:
    if match := PAREN_ARABIC.regex(lexicon).match(folded):
        yield Number(
            "paren-arabic", "1)", (int(match["value"]),), match.end("text"), _skip(folded, match.end())
        )
        return
    if match := ARABIC.regex(lexicon).match(folded):
        yield Number("arabic", "arabic", (int(match["value"]),), match.end(), _skip(folded, match.end()))
        return
    arabic = ARABIC_BEFORE_DIGITS.regex(lexicon).match(folded)
    if arabic and arabic["year"]:
        yield Number("arabic", "arabic", (int(arabic["value"]),), arabic.end(), arabic.end())
        return
    if match := DECIMAL.regex(lexicon).match(folded):
        values = tuple(int(place) for place in match["value"].split("."))
        at = match.end()
        is_spaced = folded.startswith(" ", at)
        doubtful = not is_spaced and _unit_follows(folded, at, lexicon)
        yield Number("decimal", f"decimal{len(values)}", values, at, _skip(folded, at), doubtful)
        if is_spaced:
            return
    if arabic:
        yield Number(
            "arabic", "arabic", (int(arabic["value"]),), arabic.end(), arabic.end(), is_doubtful=True
        )
    elif match := ARABIC_ALONE.regex(lexicon).fullmatch(folded):
        value, title = match.end("value"), match.start("title")
        is_count = _unit_follows(folded, title, lexicon)
        yield Number(
            "arabic", "arabic", (int(match["value"]),), value, title, is_bare=True, is_count=is_count
        )


@lru_cache(maxsize=8)
def _units(lexicon: Lexicon) -> tuple[str, ...]:
    return (*lexicon.units.count, *lexicon.units.measure)


def _unit_follows(folded: str, at: int, lexicon: Lexicon) -> bool:
    return not (
        "\u3400" <= folded[at : at + 1] <= "\u9fff" or folded[at : at + 1] in "“《("
    ) or folded.startswith(_units(lexicon), at)


def _skip(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at


@dataclass(frozen=True, slots=True)
class InlineNumber:
    """一是, 二要 or 第三 (with a mark behind it) at a place in a paragraph."""

    start: int
    end: int
    ordinal: int
    verb: str


_BEFORE_ORDINAL = frozenset("。；：:;.!")
_BEFORE_INLINE = frozenset("。；：:;，,！、.!— ")


def find_inline_numbers(folded: str) -> list[InlineNumber]:
    """
    Each 一是, 二是, 一要 … at the start of a paragraph or clause, and each 第一， at that of a paragraph or sentence.

    In order, whether or not they make a run. The verb of 第一， is "第".
    """
    found = [
        InlineNumber(match.start(), match.end("value"), int(read_numeral(match["value"])), "第")
        for match in (ORDINAL_ITEM.regex().finditer(folded) if "第" in folded else ())
        if match.start() == 0 or folded[match.start() - 1] in _BEFORE_ORDINAL
    ]
    if "是" not in folded and "要" not in folded:
        return found
    found += [
        InlineNumber(match.start(), match.end(), int(read_numeral(match["value"])), match["verb"])
        for match in INLINE.regex().finditer(folded)
        if match.start() == 0 or folded[match.start() - 1] in _BEFORE_INLINE
    ]
    return sorted(found, key=lambda number: number.start)
