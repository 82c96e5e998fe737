"""成文日期 and 印发日期: a full date in Arabic or Chinese digits, on a line by itself or at the end of one."""

from datetime import date

from hospplan.errors import PhraseError
from hospplan.grammar.rule import Rule
from hospplan.phrases.numeral import read_numeral

_HAN_DIGITS = str.maketrans("〇○◯零OoＯ一二三四五六七八九", "0000000123456789")

FULL_DATE = Rule(
    name="成文日期",
    pattern=r"""
        (?: (?P<year> (?: 1 [ ]? 9 | 2 [ ]? 0 ) (?: [ ]? [0-9] ){2} | [一二][ ]?[九〇○◯零0Oo](?:[ ]?[〇○◯零0Oo一二三四五六七八九]){2} )
            [ ]{0,4} 年 [ ]{0,4}
            (?P<month> 1 [ ]? [0-2] | 0?[1-9] | 十[ ]?[一二]? | [一二三四五六七八九元] ) [ ]{0,4} 月 [ ]{0,4}
            (?P<day> 3 [ ]? [01] | [12] [ ]? [0-9] | 0?[1-9] | 三[ ]?十[ ]?一? | (?:二[ ]?)?十[ ]?[一二三四五六七八九]?
              | [一二三四五六七八九] ) [ ]{0,4} 日
          | (?P<plain_year> (?:19|20)[0-9]{2} ) [ ]? (?P<mark>[.\-/]) [ ]? (?P<plain_month> 1[0-2] | 0?[1-9] )
            [ ]? (?P=mark) [ ]? (?P<plain_day> 3[01] | [12][0-9] | 0?[1-9] ) )
    """,
    reads=(
        "2021年6月29日",
        "2021 年 6 月 29 日",
        "二○二一年六月二十九日",
        "二〇二一年十二月三十一日",
        "2021.6.29",
        "2021-06-29",
        "二〇〇五年一月十日",
        "2 0 2 1 年 1 2 月 2 9 日",
        "二 ○ 二 一 年 十 二 月 二 十 九 日",
    ),
    rejects=(
        "2021年6月",
        "6月29日",
        "2021年13月1日",
        "21.6.29",
        "2021.6-29",
        "2021年6月32日",
        "二一年六月一日",
    ),
)


def read_date(text: str) -> date:
    """
    The day that a whole string names.

    Args:
        text: The date alone, folded to half width: "2021年6月29日", "二〇二一年六月二十九日", "2021.6.29".

    Raises:
        PhraseError: *text* is no full date, or a day that the calendar doesn't have (2021年2月30日).

    Source: GB/T 9704-2012, 7.3.5.4 and 7.4.3; in Chinese digits, its forerunner of 1999, 8.2.7.
    """
    match = FULL_DATE.regex().fullmatch(text)
    if match is None:
        raise PhraseError(
            f"not a date (expected the form {FULL_DATE.reads[0]})", text=text, span=(0, len(text))
        )
    year, month, day = (
        (match["year"], match["month"], match["day"])
        if match["year"]
        else (match["plain_year"], match["plain_month"], match["plain_day"])
    )
    try:
        return date(int(year.replace(" ", "").translate(_HAN_DIGITS)), _small(month), _small(day))
    except ValueError as error:
        raise PhraseError("not a day of the calendar", text=text, span=(0, len(text))) from error


def _small(text: str) -> int:
    """A month or day; 元月 is the first."""
    return 1 if text == "元" else int(read_numeral(text.replace(" ", "")))
