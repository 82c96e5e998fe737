"""The period of a measure: stated beside it, or held over from headings and title."""

import re
from dataclasses import replace

from hospplan.extract.roles import Setting
from hospplan.models.plan import Period
from hospplan.models.values import MeasureRole
from hospplan.phrases.period import FoundPeriod, Span

UNKNOWN = Period(basis="inferred")
"""No day is known."""


def to_period(span: Span, words: str | None, *, is_read: bool = True) -> Period:
    """A span of days as the output writes it."""
    return Period(
        text=words,
        start=span.start.isoformat() if span.start else None,
        end=span.end.isoformat(),
        basis="read" if is_read else "inferred",
    )


def inferred_period(setting: Setting, role: MeasureRole) -> Period:
    """The period that the headings or the title give to a silent sentence."""
    span, year = setting.period, setting.calendar.year
    if span is None:
        return UNKNOWN
    if role != "target" and setting.period_text is None:
        # What stands today is not of the years that a plan's title names.
        is_ahead = year is not None and span.end.year > year
        is_long = span.start is None or span.start.year < span.end.year
        if setting.role != "result" or is_ahead or (year is None and is_long):
            return UNKNOWN
    return to_period(span, setting.period_text, is_read=False)


def aligned(periods: tuple[FoundPeriod, ...]) -> tuple[FoundPeriod, ...]:
    """到2025年和2030年: 到 is meant for both."""
    first = periods[0].span
    if first is None or first.start is not None:
        return periods
    return tuple(replace(p, span=replace(p.span, start=None)) if p.span else p for p in periods)


def outlasts(words: str, span: Span) -> bool:
    """2025年 and 到2025年 hold for the sentences that follow; 6月26日 and 全年 for their own."""
    is_long = span.start is None or (span.end - span.start).days >= _HALF_A_YEAR
    return is_long and _NAMES_YEAR.search(words) is not None and (span.end.month, span.end.day) == (12, 31)


_HALF_A_YEAR = 180
_NAMES_YEAR = re.compile("20[0-9]{2}|五")


def holds_on(period: FoundPeriod) -> bool:
    """到2025年 and 上半年 hold to the sentence's end; 4月底前 is the deadline of its own clause."""
    span = period.span
    return span is None or span.start is not None or (span.end.month, span.end.day) == (12, 31)
