"""The period of a measure: stated beside it, or held over from headings and title."""

from hospplan.extract.roles import Setting
from hospplan.models.plan import Period
from hospplan.models.values import MeasureRole
from hospplan.phrases.period import Span

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
