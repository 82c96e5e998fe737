"""
Deadlines: what a column or label of deadlines holds (2025年底前, 2025.12, 长期坚持), and such phrases in a sentence.

Days are read by `phrases.period`; here is what only deadlines have: dates in figures alone, words that name no
day (每季度末, 持续推进), and the verbs that tell a deadline from other days (12月10日之前报送).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.phrases.numeral import read_numeral
from hospplan.phrases.period import Calendar, Span, find_periods

_FIGURES = r"(?:19|20)[0-9]{2} [ ]? [.\-/] [ ]? (?:1[0-2]|0?[1-9]) (?: [ ]? [.\-/] [ ]? (?:3[01]|[12][0-9]|0?[1-9]) )?"

OPEN_END = Rule(
    name="不定期限",
    pattern=r"(?: 并 | 需 | 要 | 坚持 | 做到 | 纳入 )? (?&OPEN_END) (?: (?&FINISHING) | 推进 | 工作 )? [。]?",
    reads=("长期坚持", "持续推进", "每季度末", "全年", "贯穿全程", "每月底前完成", "常态化推进"),
    rejects=("2025年", "长期规划", "年底前", "持续3年"),
)
FIGURES = Rule(
    name="数字日期",
    pattern=rf"""(?: (?P<first> {_FIGURES} ) [ ]? (?: -{{1,2}} | —{{1,2}} | ～ | 至 ) [ ]? )?
                 (?P<last> {_FIGURES} ) [ ]? 月? (?P<by> 底?前 )?""",
    reads=("2025.12", "2025-12-31", "2025/6", "2025.1—2025.12", "2025.06.30前"),
    rejects=("2025", "2025.13", "12.31", "25.12"),
)
FINISHED = Rule(
    name="期限后的动词",
    # At most a short object before the verb, none of its marks a full stop.
    pattern=r"[ ]? [，,]? (?! 已 | 曾 ) (?P<before> [^，。；;:!?！？]{0,12}? ) (?P<verb> (?&FINISHING) ) (?! 的 )",
    reads=("完成", "报送", "全面完成", "将方案上报", "，基本建成", "取得"),
    rejects=("", "。完成", "举行一次会议讨论通过后经党委会审议完成了", "医院", "已建成"),
)
DONE_NEXT = Rule(
    name="期限后的正文",
    # What a day at a clause's head is set for, whatever its verb. Not what was there by then: 2020年底前已建成的, 6月底前入职的.
    pattern=r"[ ]? [，,]? (?! 已 | 曾 | 就 | (?&HAN){0,3} 的 ) (?&HAN){2,40}",
    reads=("修订完善制度", "，全面推开", "各科室报送方案"),
    rejects=("", "已建成", "入职的职工", "。修订", "的任务"),
)
UNREAD_TIME = Rule(
    name="未解的时间",
    # Words after a year or month that move the day (2024年春节前, 2024年中, 2024年起) and that no rule turns into one.
    # Not 前 and 后 of 前期, 后勤; 中 only right after the year, and not of 中心, 中医.
    pattern=r"""
        \A [ ]? 年? [中初] (?! [医心期级学小标西药央层] )
      | \A [ ]? 份? [ ]? [Qq] [1-4]
      | \A [ ]? (?: -{1,2} | —{1,2} | ～ | 至 | 到 )
      | [^，,。；;、]{0,8}? (?: 前 (?! [期置端沿列述提瞻移] ) | 后 (?! [续勤备期台] ) | 起 (?! [草步点诉] ) | 以来 | 开始 )
    """,
    reads=("春节前", "“两会”前", "中", "起", "Q2", "——", "年中", "职代会召开前"),
    rejects=("", "完成", "中心建成", "前期工作", "后勤改造", "起草方案", "底"),
)
QUARTER = Rule(
    name="字母季度",
    pattern=r"(?: (?P<year> (?:19|20)[0-9]{2} ) [ ]? 年? [ ]? )? [Qq] (?P<quarter> [1-4] ) (?P<by> [底末] 前? )? (?! [0-9A-Za-z前] )",
    reads=("2024年Q2", "Q4", "2025Q1底前", "2024 年 Q3末"),
    rejects=("2024年", "Q5", "Q2前", "2024年第二季度"),
)
HAN_DATE = Rule(
    name="汉字月日",
    pattern=r"""
        (?<! [每逐第一二三四五六七八九十0-9] )
        (?: (?P<year> (?:19|20)[0-9]{2} | [一二][〇○零九][〇○零一二三四五六七八九]{2} ) [ ]? 年 [ ]? )?
        (?P<month> 十[一二]? | [一二三四五六七八九] ) 月份?
        (?: (?P<day> 三十一? | 二?十[一二三四五六七八九]? | [一二三四五六七八九] ) [日号] )?
        (?P<by> 底 (?:之?前|以前)? | 末 (?:之?前|以前)? | 之?前 | 以前 )?
    """,
    reads=("二〇二五年三月底前", "十一月底", "三月", "2025年十月前", "二○二五年六月三十日前"),
    rejects=("十三月", "3月", "二〇二五年", "三个月", "每月"),
)
_BY_ENDINGS = ("前", "底", "末")
_CLOSED_ENDINGS = (*_BY_ENDINGS, "日", "号", "终")
"""What ends a period that nothing can follow to make it another: 6月30日报送 is the 30th, 2024年… may be 2024年春节前."""
_HAN_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HEADS = "于在应须需要并力争确保争取预计计划拟 "
_REST_EDGE = "份。；;，,、 \n"
"""What may stand after a period and says nothing: marks, and 份 of 6月份."""
_BRACKET = re.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]")
_ROLLING = ("每", "逐", "每年", "逐年", "每年度")
"""Before a day: it comes again each year (每年底前), so it is none."""
_CLAUSE_HEADS = frozenset("，,。；;:!！?？.、)\n")
_HEAD_SEEN = 8
_CELL_MAX = 60
_OPENED_MAX = 30


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline in a text: its place (half-open) and its days; `span` is None where it names no day."""

    start: int
    end: int
    span: Span | None


def read_deadline(text: str, calendar: Calendar, lexicon: Lexicon) -> FoundDeadline | None:
    """
    What a cell or label that stands for a deadline says; of several days the last counts.

    Args:
        text: The content of a deadline column or what follows 完成时限：, folded.
        calendar: What 年底前 and 6月 are read against.

    Returns:
        A day by which (`start` None) unless the text gives a span; `span` None where words are left that may move the
        day (2024年春节前). None where the text names neither a day nor a word that is known for an open end.
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip("。；;，,| \n"))
    if start >= end:
        return None
    spans = [found for found in _days(text, calendar, lexicon) if found.start < end]
    if not spans:
        is_open = OPEN_END.regex(lexicon).fullmatch(text[start:end]) is not None
        return FoundDeadline(start, end, None) if is_open else None
    is_rolling = text.endswith(_ROLLING, 0, spans[-1].start)
    if is_rolling or not _is_read(text[spans[-1].start : spans[-1].end], text[spans[-1].end : end], lexicon):
        return FoundDeadline(start, end, None) if end - start <= _CELL_MAX else None
    tail = FINISHED.regex(lexicon).fullmatch(text[spans[-1].end : end])
    if end - start > _CELL_MAX or (
        tail and not text[start : spans[0].start].strip(_HEADS) and len(spans) == 1
    ):
        start, end = spans[-1].start, spans[-1].end
    last = spans[-1].span
    # "2025年12月" under 完成时限 is the day by which; "1—6月" says when.
    is_span = last is not None and last.start is not None and _is_range(text[spans[-1].start : spans[-1].end])
    if OPEN_END.regex(lexicon).fullmatch(text[start:end]):
        return FoundDeadline(start, end, None)
    return FoundDeadline(start, end, last if is_span or last is None else Span(None, last.end))


def _is_read(words: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether the day of a period's words stands, whatever follows them up to the end of the cell."""
    rest = _BRACKET.sub("", rest).strip(_REST_EDGE)
    if not rest:
        return True
    if UNREAD_TIME.regex(lexicon).search(rest):
        return False
    return (
        words.endswith(_CLOSED_ENDINGS)
        or OPEN_END.regex(lexicon).fullmatch(rest) is not None
        or FINISHED.regex(lexicon).match(rest) is not None
    )


def _is_range(text: str) -> bool:
    return any(mark in text for mark in ("-", "—", "～", "至", "到", "期间", "半年", "季度", "全年", "Q"))


def is_deadline(clause: str, calendar: Calendar, lexicon: Lexicon, *, opens: bool = False) -> bool:
    """
    Whether a whole folded clause is a deadline: 2025年底前完成, 持续推进, but not 2025年完成10项任务.

    Args:
        clause: Folded.
        calendar: What 年底前 and 6月 are read against.
        lexicon: Its verbs and open ends.
        opens: Whether, as in a bracket of owners, it is enough that a time opens the clause: 2022年秋季学期起执行.
    """
    clause = clause.strip("。；;，, ").lstrip(_HEADS)
    if OPEN_END.regex(lexicon).fullmatch(clause):
        return True
    for found in _days(clause[:_CELL_MAX], calendar, lexicon):
        rest = clause[found.end :]
        return not clause[: found.start].strip(_HEADS) and (
            not rest
            or (opens and len(clause) <= _OPENED_MAX)
            or FINISHED.regex(lexicon).fullmatch(rest) is not None
            or UNREAD_TIME.regex(lexicon).fullmatch(rest) is not None
        )
    return False


def find_deadline(text: str, calendar: Calendar, lexicon: Lexicon) -> FoundDeadline | None:
    """
    The last day by which in a folded text: …前 or …底 with a verb of finishing (2025年底前完成), …前 at a clause's head.

    At a clause's head any verb may follow (6月底前修订制度), unless the day is of a year that is over.
    """
    if not any(ending in text for ending in _BY_ENDINGS):
        return None
    last = None
    for found in _days(text, calendar, lexicon):
        words = text[found.start : found.end]
        # 到2025年底，实现 … states a target's day, 每年底前 no day at all.
        is_goal = words.startswith(("到", "至")) and not words.endswith("前")
        is_rolling = text.endswith(_ROLLING, 0, found.start)
        if not words.endswith(_BY_ENDINGS) or is_goal or is_rolling:
            continue
        is_finished = FINISHED.regex(lexicon).match(text, found.end) is not None
        if is_finished or _heads_clause(text, found, calendar, lexicon):
            last = FoundDeadline(found.end - len(words.lstrip("于在")), found.end, found.span)
    return last


def _heads_clause(text: str, found: FoundDeadline, calendar: Calendar, lexicon: Lexicon) -> bool:
    """Whether a day …前 opens a clause that says what is to be done by then."""
    head = text[max(0, found.start - _HEAD_SEEN) : found.start].rstrip(_HEADS)
    is_over = found.span is not None and calendar.year is not None and found.span.end.year < calendar.year
    return (
        text[found.start : found.end].endswith("前")
        and not is_over
        and (not head or head[-1] in _CLAUSE_HEADS)
        and DONE_NEXT.regex(lexicon).match(text, found.end) is not None
    )


def _days(text: str, calendar: Calendar, lexicon: Lexicon) -> list[FoundDeadline]:
    further = [_quarter(match, calendar) for match in QUARTER.regex(lexicon).finditer(text)]
    further += [_han_date(match, calendar) for match in HAN_DATE.regex(lexicon).finditer(text)]
    taken = {day.start for day in further}
    words = [
        FoundDeadline(p.start, p.end, p.span)
        for p in find_periods(text, calendar, lexicon)
        if p.start not in taken  # 2024年 of 2024年Q2
    ]
    words = sorted([*words, *further], key=lambda p: p.start) if further else words
    figures: list[FoundDeadline] = []
    at = 0
    for match in FIGURES.regex(lexicon).finditer(text):
        low, high = match.span()
        while at < len(words) and words[at].end <= low:
            at += 1
        is_inside = text[high : high + 1].isdigit() or (low > 0 and text[low - 1].isdigit())
        if is_inside or (at < len(words) and words[at].start < high):
            continue
        last = _figures(match["last"])
        first = _figures(match["first"]) if match["first"] else None
        span = Span(first[0] if first else None, last[1]) if last else None
        figures.append(FoundDeadline(low, high, span))
    return sorted([*words, *figures], key=lambda p: p.start)


def _quarter(match: re.Match[str], calendar: Calendar) -> FoundDeadline:
    year = int(match["year"]) if match["year"] else calendar.year
    if year is None:
        return FoundDeadline(match.start(), match.end(), None)
    month = 3 * int(match["quarter"])
    first = None if match["by"] else date(year, month - 2, 1)
    return FoundDeadline(
        match.start(), match.end(), Span(first, date(year, month, monthrange(year, month)[1]))
    )


def _han_date(match: re.Match[str], calendar: Calendar) -> FoundDeadline:
    year = int(match["year"].translate(_HAN_YEAR)) if match["year"] else calendar.year
    if year is None:
        return FoundDeadline(match.start(), match.end(), None)
    month = int(read_numeral(match["month"]))
    last = monthrange(year, month)[1]
    day = int(read_numeral(match["day"])) if match["day"] else None
    first = None if match["by"] else date(year, month, min(day or 1, last))
    return FoundDeadline(match.start(), match.end(), Span(first, date(year, month, min(day or last, last))))


def _figures(text: str) -> tuple[date, date] | None:
    """First and last day of 2025.12 or 2025-12-31; None where there is no such day."""
    places = [int(place) for place in text.replace("-", ".").replace("/", ".").replace(" ", "").split(".")]
    year, month = places[0], places[1]
    last = monthrange(year, month)[1]
    if len(places) == 2:
        return date(year, month, 1), date(year, month, last)
    if places[2] > last:
        return None
    return date(year, month, places[2]), date(year, month, places[2])
