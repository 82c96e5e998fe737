"""Deadlines of tasks: from the words of a column or label, or from the task's own sentences."""

from collections.abc import Iterable

from hospplan.lexicon import Lexicon
from hospplan.models.plan import Deadline
from hospplan.phrases.deadline import find_deadline, read_deadline
from hospplan.phrases.period import Calendar, Span
from hospplan.text.fold import fold

_UNREAD_MAX = 30
"""A cell longer than this that names no day is a remark, no deadline."""
_EDGE = "。；;，,、 \u3000\n"


def stated_deadline(text: str, calendar: Calendar, lexicon: Lexicon) -> Deadline | None:
    """
    The deadline that a deadline column or what follows 完成时限： states.

    Words that name no day (长期坚持) give a deadline without ends, and so do short ones that are not understood:
    the column says that they are a deadline. None for an empty cell, a dash, or a bare number.
    """
    found = read_deadline(fold(text), calendar, lexicon)
    if found is not None:
        return _deadline(text[found.start : found.end], found.span)
    words = " ".join(text.strip(_EDGE).split())
    if len(words) > _UNREAD_MAX or words == "无" or not any("\u4e00" <= c <= "\u9fff" for c in words):
        return None
    return Deadline(text=words)


def deadline_in(texts: Iterable[str], calendar: Calendar, lexicon: Lexicon) -> Deadline | None:
    """The last deadline that the sentences of a task name: 2025年底前完成, 于12月10日之前报送."""
    last = None
    for text in texts:
        found = find_deadline(fold(text), calendar, lexicon)
        if found is not None:
            last = _deadline(text[found.start : found.end], found.span)
    return last


def _deadline(words: str, span: Span | None) -> Deadline:
    return Deadline(
        text=" ".join(words.split()),
        start=span.start.isoformat() if span and span.start else None,
        end=span.end.isoformat() if span else None,
    )
