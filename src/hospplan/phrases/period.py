"""
Periods: 到2025年, 2025年底前, “十四五”期末, 1—8月, 上半年, 3月中旬, 明年.

A period that names a day *by* which something is to be so has no start; a span has both ends. What is relative
(年底前, 明年, 3月) is read against the year that the document stands in.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon

_HAN_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_SMALL = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

_BY = r"(?: 底 (?:之?前|以前)? | 末 (?:之?前|以前)? | 年?终 | 之?前 | 以前 )"
_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_YEAR_OF = "实施|考核|评价|评估|预算|会计|统计|自然|财政|结算|聘任|招生|保险"
"""Years of a kind: what happens in each 考核年度内 is no matter of the year in which the text speaks."""
_RELATIVE = r"(?:今年|本年度?|当年|明年|来年|次年|去年|上年度?|前年)"

PLAN_PERIOD = Rule(
    name="五年规划期",
    pattern=r"""
        (?P<to>(?<!达)到|至|截至|截止)? [ ]?
        (?: [“"] (?P<quoted> [一二三四五六七八九]?十[一二三四五六七八九]? | [三四五六七八九] ) 五 [”"]
          | (?P<plain> [一二三四五六七八九]?十[一二三四五六七八九]? ) 五
            (?= [ ]? (?:规划|计划|期[间末内初]|末|时期|以来|收官) )
        )
        (?: [ ]? (?:规划|计划)? (?: (?P<end> 期?末 | 末期 | 收官之?年? ) | (?P<span> 期间? | 时期 | 以来 ) ) )?
    """,
    reads=(
        "“十四五”期末",
        "“十三五”期间",
        "十五五时期",
        "到“十四五”末",
        "“十四五”规划期末",
        "“十二五”",
        "“七五”",
    ),
    rejects=("十四五个", "五", "三五个", "十四", "培训班十五期"),
)
YEARS = Rule(
    name="年度区间",
    pattern=rf"""
        (?P<low>{_YEAR}) [ ]? 年? [ ]? (?: -{{1,2}} | —{{1,2}} | 至 | ～ | 到 ) [ ]? (?P<high>{_YEAR}) [ ]? 年 度? (?P<span>期?间)?
    """,
    reads=("2021-2025年", "2021年—2025年", "2021至2025年", "2021—2025 年期间"),
    rejects=("2021-2025", "21-25年", "2021年12—2022年1月"),
)
MONTHS = Rule(
    name="月份区间",
    pattern=rf"""
        (?: (?P<year>{_YEAR}) [ ]? 年 | (?P<relative>{_RELATIVE}) )? [ ]? (?P<low>{_MONTH}) [ ]? 月? (?: (?P<low_day>{_DAY}) 日)?
        [ ]? (?: -{{1,2}} | —{{1,2}} | 至 | ～ | 到 ) [ ]?
        (?: (?P<high_year>{_YEAR}) [ ]? 年)? [ ]? (?P<high>{_MONTH}) [ ]? 月 (?: (?P<high_day>{_DAY}) 日)? 份?
    """,
    reads=("1—8月", "2020年10—12月", "2020年12—2021年1月", "2023年3月至5月", "3月1日至5月31日", "今年1-6月"),
    rejects=("1—8", "13—14月", "3月", "1-2项"),
)
DATE = Rule(
    name="日期",
    pattern=rf"""
        (?P<to>到|至|截至|截止|于)? [ ]?
        (?: (?P<year>{_YEAR}|[二一][〇○零九][〇○零一二三四五六七八九]{{2}}) [ ]? 年 | (?P<relative>{_RELATIVE}) )?
        [ ]? (?P<month>{_MONTH}) [ ]? 月 [ ]?
        (?: (?P<day>{_DAY}) [ ]? [日号] )? (?P<part>上旬|中旬|下旬|初)? (?P<by>{_BY})?
    """,
    reads=(
        "2025年6月底前",
        "12月10日之前",
        "3月中旬",
        "2022年3月30日",
        "今年8月底",
        "6月",
        "截至2024年12月31日",
        "二〇二一年6月",
    ),
    rejects=("13月", "6个月", "2025年", "12月10"),
)
YEAR = Rule(
    name="年",
    pattern=rf"""
        (?P<to>(?<!达)到|至|截至|截止)? [ ]?
        (?: (?P<year>{_YEAR}|[二一][〇○零九][〇○零一二三四五六七八九]{{2}}) [ ]? 年 | (?P<relative>{_RELATIVE}) ) (?: 度
            | 全年 | 年 (?=[底末终]) )?
        (?: (?P<half>上半年|下半年) | 第?(?P<quarter>[一二三四1-4])季度 | (?P<by>{_BY}) | (?P<span>期间|内|以来) )?
        (?P<late>{_BY})?
    """,
    reads=(
        "2022年",
        "到2025年",
        "2025年底前",
        "2024年年底前",
        "2025年末",
        "2021年上半年",
        "2024年第二季度",
        "今年",
        "明年上半年",
        "2022年度",
        "二〇二五年",
    ),
    rejects=("2022", "22年", "1024年", "2021-2025年"),
)
IN_YEAR = Rule(
    name="年内",
    pattern=rf"""
        (?: (?P<half>上半年|下半年) | 第?(?P<quarter>[一二三四])季度
          | (?P<by>年底(?:之?前|以前)?|年末|年终|年前)
          | (?P<span>年内|全年|本年度?|(?<! {_YEAR_OF} )年度内) )
        (?P<late>{_BY})?
    """,
    reads=("下半年", "第三季度", "年底前", "年内", "年度内", "全年", "上半年末"),
    rejects=("年", "半年", "季度", "考核年度内"),
)
PLAN_END = Rule(
    name="规划期末",
    pattern=r"(?:到|至)? [ ]? (?:规划|计划)? (?: (?P<end>期末) | (?P<span>规划期内?|计划期内?|期内) )",
    reads=("期末", "到规划期末", "规划期内"),
    rejects=("期", "末", "学期末"),
)

RULES = (
    (PLAN_PERIOD, "五"),
    (YEARS, "年"),
    (MONTHS, "月"),
    (DATE, "月"),
    (YEAR, "年"),
    (IN_YEAR, "年"),
    (IN_YEAR, "季"),
    (PLAN_END, "期"),
)
"""Each rule with a character that it can't do without: a text that lacks it need not be searched."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both in it; `start` is None for a day by which."""

    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period in a text: its place (half-open) and its days. `span` is None where the year is not known."""

    start: int
    end: int
    span: Span | None
    stands: bool = False
    """截至2023年底: what is said holds by then already."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What relative periods are read against."""

    year: int | None = None
    """The year that the document speaks in: of its title, else of its date."""
    plan: Span | None = None
    """The planning period of the document."""


def year_span(first: int, last: int | None = None) -> Span:
    """All days of a year, or from one year's first to another's last."""
    return Span(date(first, 1, 1), date(last or first, 12, 31))


def plan_years(number: str) -> Span:
    """
    The days of a five-year plan by its Chinese number: 十四 → 2021-01-01 to 2025-12-31.

    Counted from the third (1966–1970), since the readjustment of 1963–1965 lies before it.
    """
    tens, _, ones = number.rpartition("十")
    value = (_HAN_SMALL.get(tens, 1) * 10 if "十" in number else 0) + _HAN_SMALL.get(ones, 0)
    first = 1966 + 5 * (value - 3)
    return year_span(first, first + 4)


def find_periods(text: str, calendar: Calendar, lexicon: Lexicon) -> Iterator[FoundPeriod]:
    """
    All periods of a folded text, in order, none overlapping; at one place the longest.

    A relative period without a known year is found, with `span` None.
    """
    if not any(c in text for c in "年月期季五"):
        return
    found: list[FoundPeriod] = []
    for rule in dict.fromkeys(rule for rule, needed in RULES if needed in text):
        for match in rule.regex(lexicon).finditer(text):
            start, end = match.span()
            before = text[start - 1] if start else ""
            if before.isascii() and before.isdigit() and text[start].isdigit():
                continue  # "12021年": the middle of a longer number
            if (
                rule is IN_YEAR
                and before
                and (before in "每逐往历多上下去两一三四五六七八九十来" or before.isdigit())
            ):
                continue  # 每年底
            if text.startswith("次年", start) and before in "人例场台批项":
                continue  # 诊疗人次年均增长
            if rule is DATE and text[end : end + 1] == "龄":
                continue
            stands = match.groupdict().get("to") in ("截至", "截止")
            found.append(FoundPeriod(start, end, _read(rule, match.groupdict(), calendar), stands))
    found.sort(key=lambda p: (p.start, -p.end))
    last = 0
    for period in found:
        if period.start >= last:
            yield period
            last = period.end


def _read(rule: Rule, group: dict[str, str | None], calendar: Calendar) -> Span | None:
    if rule is PLAN_PERIOD:
        span = plan_years(group["quoted"] or group["plain"] or "")
        return Span(None, span.end) if group["end"] or group["to"] else span
    if rule is PLAN_END:
        if calendar.plan is None:
            return None
        return Span(None, calendar.plan.end) if group["end"] else calendar.plan
    if rule is YEARS:
        low, high = int(group["low"] or 0), int(group["high"] or 0)
        return year_span(low, high) if low <= high else None
    year = _year(group, calendar)
    if year is None:
        return None
    if rule is MONTHS:
        return _months(group, year)
    if rule is DATE:
        return _day(group, year)
    return _part_of_year(group, year)


def _year(group: dict[str, str | None], calendar: Calendar) -> int | None:
    if group.get("year"):
        return int((group["year"] or "").translate(_HAN_YEAR))
    relative = group.get("relative")
    if calendar.year is None:
        return None
    shifts = {"明": 1, "来": 1, "次": 1, "去": -1, "上": -1, "前": -2}
    return calendar.year + shifts.get((relative or "")[:1], 0)


def _months(group: dict[str, str | None], year: int) -> Span | None:
    low, high = int(group["low"] or 0), int(group["high"] or 0)
    last_year = int(group["high_year"] or year)
    try:
        start = date(year, low, int(group["low_day"] or 1))
        end = date(last_year, high, int(group["high_day"] or monthrange(last_year, high)[1]))
    except ValueError:  # 2月30日: a slip of the text, so no days
        return None
    return Span(start, end) if start <= end else None


def _day(group: dict[str, str | None], year: int) -> Span | None:
    month = int(group["month"] or 0)
    last = monthrange(year, month)[1]
    first_day, last_day = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, last)}.get(
        group["part"] or "", (1, last)
    )
    if group["day"]:
        first_day = last_day = int(group["day"])
        if first_day > last:
            return None
    by = bool(group["by"]) or group["to"] in ("到", "至", "截至", "截止")
    return Span(None if by else date(year, month, first_day), date(year, month, last_day))


def _part_of_year(group: dict[str, str | None], year: int) -> Span:
    first, last = 1, 12
    if group.get("half"):
        first, last = (1, 6) if group["half"] == "上半年" else (7, 12)
    elif group.get("quarter"):
        quarter = group["quarter"] or ""
        number = _HAN_SMALL.get(quarter) or int(quarter)
        first, last = 3 * number - 2, 3 * number
    by = bool(group.get("by") or group.get("late") or group.get("to"))
    return Span(None if by else date(year, first, 1), date(year, last, monthrange(year, last)[1]))
