"""Periods: what they span, and what they are read against."""

import pytest

from hospplan.lexicon import default_lexicon
from hospplan.phrases.period import Calendar, find_periods, plan_years, year_span
from hospplan.text.fold import fold

CALENDAR = Calendar(2023, year_span(2021, 2025))


def spans(text: str, calendar: Calendar = CALENDAR) -> list[str]:
    """Each period as its words, start and end."""
    folded = fold(text)
    return [
        f"{text[p.start : p.end]} {p.span.start or '?'} {p.span.end}"
        if p.span
        else f"{text[p.start : p.end]} ?"
        for p in find_periods(folded, calendar, default_lexicon())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，床位达到800张", ["到2025年 ? 2025-12-31"]),
        ("2025年底前完成", ["2025年底前 ? 2025-12-31"]),
        ("2022年，全院", ["2022年 2022-01-01 2022-12-31"]),
        ("“十四五”期末达到", ["“十四五”期末 ? 2025-12-31"]),
        ("“十三五”期间，医院", ["“十三五”期间 2016-01-01 2020-12-31"]),
        ("十五五时期", ["十五五时期 2026-01-01 2030-12-31"]),
        ("规划期限为2021—2025年", ["规划期 2021-01-01 2025-12-31", "2021—2025年 2021-01-01 2025-12-31"]),
        ("1—8月平均住院日", ["1—8月 2023-01-01 2023-08-31"]),
        ("2020年12—2021年1月", ["2020年12—2021年1月 2020-12-01 2021-01-31"]),
        ("于12月10日之前报送", ["于12月10日之前 ? 2023-12-10"]),
        ("3月中旬启动", ["3月中旬 2023-03-11 2023-03-20"]),
        ("2024年2月底前", ["2024年2月底前 ? 2024-02-29"]),
        ("上半年完成，下半年验收", ["上半年 2023-01-01 2023-06-30", "下半年 2023-07-01 2023-12-31"]),
        ("2024年第二季度", ["2024年第二季度 2024-04-01 2024-06-30"]),
        ("年底前投入使用", ["年底前 ? 2023-12-31"]),
        ("明年上半年", ["明年上半年 2024-01-01 2024-06-30"]),
        ("较上年增长", ["上年 2022-01-01 2022-12-31"]),
        ("到规划期末", ["到规划期末 ? 2025-12-31"]),
        ("二〇二五年底", ["二〇二五年底 ? 2025-12-31"]),
        ("每年举办12期，共3个月", []),
        ("建设十五五个", []),
        ("2月30日前", ["2月30日前 ?"]),  # no such day: found, and not read
    ],
)
def test_finds_periods(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_relative_period_without_a_year_is_found_and_not_read() -> None:
    assert spans("年底前完成", Calendar()) == ["年底前 ?"]


@pytest.mark.parametrize(
    ("number", "first"), [("三", 1966), ("七", 1986), ("十", 2001), ("十四", 2021), ("十六", 2031)]
)
def test_five_year_plans_are_counted(number: str, first: int) -> None:
    span = plan_years(number)
    assert span.start is not None
    assert (span.start.year, span.end.year) == (first, first + 4)
