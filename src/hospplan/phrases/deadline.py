"""
Deadlines: what a column or label of deadlines holds (2025年底前, 2025.12, 长期坚持), and such phrases in a sentence.

Days are read by `phrases.period`; here is what only deadlines have: dates in figures alone, words that name no
day (每季度末, 持续推进), and the verbs that tell a deadline from other days (12月10日之前报送).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from hospplan.grammar.rule import Rule
from hospplan.lexicon import Lexicon
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
    pattern=r"[ ]? [，,]? (?P<before> [^，。；;:!?！？]{0,12}? ) (?P<verb> (?&FINISHING) )",
    reads=("完成", "报送", "全面完成", "将方案上报", "，基本建成", "取得"),
    rejects=("", "。完成", "举行一次会议讨论通过后经党委会审议完成了", "医院"),
)
_BY_ENDINGS = ("前", "底", "末")
_HEADS = "于在应须需要并力争确保争取预计计划拟 "
_CELL_MAX = 60


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
        A day by which (`start` None) unless the text gives a span; None where the text names neither a day nor a
        word that is known for an open end.
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip("。；;，, \n"))
    if start >= end:
        return None
    spans = [found for found in _days(text, calendar, lexicon) if found.start < end]
    if not spans:
        is_open = OPEN_END.regex(lexicon).fullmatch(text[start:end]) is not None
        return FoundDeadline(start, end, None) if is_open else None
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


def _is_range(text: str) -> bool:
    return any(mark in text for mark in ("-", "—", "～", "至", "到", "期间", "半年", "季度", "全年"))


def is_deadline(clause: str, calendar: Calendar, lexicon: Lexicon) -> bool:
    """Whether a whole folded clause is a deadline: 2025年底前完成, 持续推进, but not 2025年完成10项任务."""
    clause = clause.strip("。；;，, ").lstrip(_HEADS)
    if OPEN_END.regex(lexicon).fullmatch(clause):
        return True
    for found in _days(clause[:_CELL_MAX], calendar, lexicon):
        rest = clause[found.end :]
        return not clause[: found.start].strip(_HEADS) and (
            not rest or FINISHED.regex(lexicon).fullmatch(rest) is not None
        )
    return False


def find_deadline(text: str, calendar: Calendar, lexicon: Lexicon) -> FoundDeadline | None:
    """The last day by which (…前, …底) in a folded text that a verb of finishing follows (2025年底前完成)."""
    if not any(ending in text for ending in _BY_ENDINGS):
        return None
    last = None
    for found in _days(text, calendar, lexicon):
        words = text[found.start : found.end]
        # 到2025年底，实现 … states a target's day, 每年底前 no day at all.
        is_goal = words.startswith(("到", "至")) and not words.endswith("前")
        is_rolling = found.start > 0 and text[found.start - 1] in "每逐"
        if not words.endswith(_BY_ENDINGS) or is_goal or is_rolling:
            continue
        if FINISHED.regex(lexicon).match(text, found.end):
            last = FoundDeadline(found.end - len(words.lstrip("于在")), found.end, found.span)
    return last


def _days(text: str, calendar: Calendar, lexicon: Lexicon) -> list[FoundDeadline]:
    words = [FoundDeadline(p.start, p.end, p.span) for p in find_periods(text, calendar, lexicon)]
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
