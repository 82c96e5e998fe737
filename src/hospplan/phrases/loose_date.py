"""
Times that name no span of days: 2022、2023年, 2021-2025, 3、4月, 25年底, 每月5日, 8时30分.

`phrases.period` and `phrases.deadline` read those that do. Here it is only told that a number is one of time.
"""

from collections.abc import Iterator

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
from hospplan.phrases.deadline import FIGURES, QUARTER

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_AND = r"(?: 、 | 和 | 及 | 与 | 至 | 到 | / | ～ | -{1,2} | —{1,2} )"

YEAR_LIST = Rule(
    name="年份并列",
    pattern=rf"(?<![0-9.]) {_YEAR} [ ]? 年? (?: [ ]? {_AND} [ ]? {_YEAR} (?![0-9]) [ ]? 年? ){{1,6}}",
    reads=("2022、2023年", "2021-2025", "2021—2025年", "2019年、2020年和2021年"),
    rejects=("2022", "2022年", "2022、23年", "2021-20255"),
)
SHORT_YEAR = Rule(
    name="两位年份",
    pattern=rf"(?<![0-9.]) [0-9]{{2}} (?: [ ]? {_AND} [ ]? [0-9]{{2}} )? 年 (?: [底末度初] | {_MONTH}月 | [上下]半年 | 第?[一二三四]季度 )",
    reads=("25年底", "24年度", "24年3月", "23、24年度"),
    rejects=("25年", "5年底", "2025年底", "10年"),
)
MONTH_LIST = Rule(
    name="月份并列",
    pattern=rf"(?<![0-9.]) {_MONTH} (?: [ ]? {_AND} [ ]? {_MONTH} ){{1,11}} [ ]? 月",
    reads=("3、4月", "1—3月", "3、6、9、12月"),
    rejects=("3月", "13、14月", "3、4"),
)
QUARTER_LIST = Rule(
    name="季度并列",
    pattern=rf"第? [一二三四1-4] (?: [ ]? {_AND} [ ]? 第?[一二三四1-4] ){{1,3}} [ ]? 季度",
    reads=("二、三季度", "1—3季度", "第一和第二季度"),
    rejects=("二季度", "二、三级", "五、六季度"),
)
DAY = Rule(
    name="每月某日",
    pattern=r"""
        (?: 每 [年季月旬半]{1,2} 度? | 次月 | 次年 | 当月 | 本月 | 下月 | 上月 | 翌月 | 逐月 ) [的末初底前第于首]{0,2}
        (?: (?:1[0-2]|0?[1-9])月 )? (?:3[01]|[12][0-9]|0?[1-9]) [ ]? [日号]
    """,
    reads=("每月5日", "次月10日", "每年12月31日", "每季度末15日"),
    rejects=("5日", "每月5个", "每年5项"),
)
DAYS = Rule(
    name="某日前与起止日",
    pattern=r"""
        (?<![0-9.]) (?: (?:3[01]|[12][0-9]|0?[1-9]) [ ]? [日号]? [ ]? (?&TO) [ ]? (?:3[01]|[12][0-9]|0?[1-9]) [ ]? [日号]
          | (?:3[01]|[12][0-9]|0?[1-9]) [ ]? [日号] (?: 之?前 | 以前 | 起 | [上下]午 ) )
    """,
    reads=("1日至7日", "5—10日", "10日前", "3号上午"),
    rejects=("7日", "7日内", "10个工作日前", "40日前"),
)
TIME_OF_DAY = Rule(
    name="时刻",
    pattern=r"""
        (?<![0-9.]) (?: [01]?[0-9] | 2[0-4] ) [ ]?
        (?: 时 (?![间长段效]) (?:[0-5]?[0-9]分)? | 点 (?: [0-5]?[0-9]分 | 半 | 整 | (?=[前后至到开上下]) ) )
    """,
    reads=("8时30分", "17时", "8点半", "14时"),
    rejects=("8时间", "25时", "8点", "8小时", "30分"),
)
RULES = (YEAR_LIST, SHORT_YEAR, MONTH_LIST, QUARTER_LIST, DAY, DAYS, TIME_OF_DAY, FIGURES, QUARTER)


def find_loose_dates(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Stretches (half-open) of a folded text that tell a time, rule by rule; they may overlap."""
    for rule in RULES:
        for match in rule.regex(lexicon).finditer(text):
            yield match.span()
