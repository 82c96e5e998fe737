"""Tables for a screen: the columns that its width has room for, values never cut."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal

from hospplan.cli.faults import one_line
from hospplan.cli.paper import blank
from hospplan.cli.wrap import columns as columns_of
from hospplan.cli.wrap import wrap
from hospplan.export.rows import (
    FINDINGS,
    NUMBERS,
    TARGETS,
    Entry,
    Headers,
    Reading,
    Record,
    Value,
    heading,
    named_owners,
    text_of,
)
from hospplan.export.rows.words import COMPARATORS
from hospplan.models.ledger import LedgerEntry
from hospplan.models.plan import Deadline, Finding, Measure, Period, Place, Task

_GAP = 2
"""Between two columns: one of padding, one where lines of a box would stand."""


@dataclass(frozen=True, slots=True)
class ScreenColumn(Generic[Record]):
    """A column of a screen table."""

    key: str
    name: str
    value: Callable[[Record, Headers], Value]
    rank: int
    """The lower, the longer it stays on a narrow screen."""
    least: int | None = None
    """Width below which its text may not be wrapped; None for a value, which is never wrapped."""
    most: int = 60
    """Width that it needs at most."""
    is_number: bool = False
    is_for_contrast: bool = False
    """Left out where all rows say the same."""
    parts_at: str = ""
    """Marks after which its lines are broken first."""

    def head(self, headers: Headers) -> str:
        """What stands over the column."""
        return self.name if headers == "zh" else self.key


_DOUBT = "doubt"
"""Key of the column that says why a record may be wrong."""
_RANK = "rank"
"""The unit of a place in an order (第69位)."""


def _section(reading: Reading, place: Place) -> str:
    """The numbers of the sections around a place, and the innermost heading up to its first comma."""
    around = [reading.sections[name] for name in place.section]
    if not around:
        return ""
    numbers = "".join(section.number.text for section in around[:-1] if section.number)
    return numbers + heading(around[-1]).partition("，")[0]


def _value(entry: Entry[Measure], headers: Headers) -> str:
    """The value with its direction: 85.5, 3～5, +20, 5级, 1:0.4."""
    measure = entry.item
    if measure.grade is not None:
        return measure.grade
    if measure.ratio is not None:
        return measure.ratio
    text = text_of(measure.value)
    if measure.unit == _RANK and headers == "zh":
        text = f"第{text}"
    if measure.value_max is not None:
        text = f"{text}～{text_of(measure.value_max)}"
    match measure.change:
        case "increase":
            return f"增{text}" if headers == "zh" else f"+{text}"
        case "decrease":
            return f"减{text}" if headers == "zh" else f"-{text}"
        case None:
            return text


def _comparator(entry: Entry[Measure], headers: Headers) -> str:
    word = entry.item.comparator
    if headers == "en":
        return word
    return {"between": "", "eq": ""}.get(word, COMPARATORS[word])


_PER = {"zh": {"year": "/年", "month": "/月", "day": "/日"}, "en": {"year": "/y", "month": "/m", "day": "/d"}}
_ROLES = {"target": "目标", "actual": "实际", "baseline": "基线"}
_BINDINGS = {"binding": "约束", "expected": "预期"}


def _unit(entry: Entry[Measure], headers: Headers) -> str:
    measure = entry.item
    unit = measure.unit or ""
    if unit == _RANK and headers == "zh":
        unit = "名"
    return unit + (_PER[headers][measure.per] if measure.per else "")


def _indicator(entry: Entry[Measure], _: Headers) -> str:
    measure = entry.item
    if measure.qualifier is None:
        return measure.indicator
    return f"{measure.indicator}（{measure.qualifier}）"


def _span(period: Period | Deadline | None, headers: Headers) -> str:
    if period is None:
        return ""
    if period.text is not None and period.basis == "read":
        return period.text
    days = _days(period.start, period.end)
    if headers == "en":
        days = days.replace("年", "").replace("～", " – ").replace("—", " – ")
        return f"({days})" if days else ""
    return f"（{days}）" if days else ""


def _baseline(entry: Entry[Measure], _: Headers) -> str:
    baseline = entry.item.baseline
    return "" if baseline is None else f"{text_of(baseline.value)}{baseline.unit or ''}"


def _doubt(entry: Entry[Measure], headers: Headers) -> str:
    return TARGETS.column("doubt").shown(entry, headers)


MEASURE_COLUMNS: tuple[ScreenColumn[Entry[Measure]], ...] = (
    ScreenColumn(
        "role",
        "类别",
        lambda e, h: _ROLES[e.item.role] if h == "zh" else e.item.role,
        2,
        is_for_contrast=True,
    ),
    ScreenColumn("indicator", "指标", _indicator, 0, least=18, most=40),
    ScreenColumn("comparator", "比较", _comparator, 0),
    ScreenColumn("value", "值", _value, 0, is_number=True),
    ScreenColumn("unit", "单位", _unit, 0, least=8, most=14),
    ScreenColumn("period", "期限", lambda e, h: _span(e.item.period, h), 1, least=10, most=26),
    ScreenColumn("baseline", "基线", _baseline, 6, least=8, most=16),
    ScreenColumn(
        "binding",
        "性质",
        lambda e, h: (_BINDINGS[e.item.binding] if h == "zh" else e.item.binding) if e.item.binding else "",
        5,
    ),
    ScreenColumn("section", "章节", lambda e, _: _section(e.reading, e.item.source), 3, least=24, most=48),
    ScreenColumn("quote", "原文", lambda e, _: e.item.source.quote, 2, least=16, most=70),
    ScreenColumn("block", "位置", lambda e, _: e.item.source.block, 7),
    ScreenColumn(_DOUBT, "存疑", _doubt, 4, least=12, most=30),
)
TASK_COLUMNS: tuple[ScreenColumn[Entry[Task]], ...] = (
    ScreenColumn("number", "编号", lambda e, _: e.item.number, 1),
    ScreenColumn("title", "任务", lambda e, _: e.item.title, 0, least=30, most=70),
    ScreenColumn(
        "lead", "牵头", lambda e, _: named_owners(e.item, "lead"), 0, least=14, most=24, parts_at="、"
    ),
    ScreenColumn(
        "responsible",
        "责任",
        lambda e, _: named_owners(e.item, "responsible"),
        0,
        least=12,
        most=40,
        parts_at="、",
    ),
    ScreenColumn(
        "support", "配合", lambda e, _: named_owners(e.item, "support"), 1, least=14, most=40, parts_at="、"
    ),
    ScreenColumn("deadline", "时限", lambda e, h: _span(e.item.deadline, h), 0, least=10, most=26),
    ScreenColumn("group", "类别", lambda e, _: e.item.group, 3, least=14, most=30),
    ScreenColumn("project", "项目", lambda e, _: e.item.project, 4, least=12, most=30),
    ScreenColumn("section", "章节", lambda e, _: _section(e.reading, e.item.source), 5, least=24, most=48),
    ScreenColumn("block", "位置", lambda e, _: e.item.source.block, 6),
)
FINDING_COLUMNS: tuple[ScreenColumn[Entry[Finding]], ...] = (
    ScreenColumn("severity", "级别", lambda e, h: FINDINGS.column("severity").shown(e, h), 0),
    ScreenColumn("code", "问题", lambda e, h: FINDINGS.column("code").shown(e, h), 0),
    ScreenColumn("message", "说明", lambda e, _: e.item.message, 0, least=30, most=70),
    ScreenColumn(
        "section",
        "章节",
        lambda e, _: _section(e.reading, e.item.source) if e.item.source else "",
        3,
        least=16,
        most=40,
    ),
    ScreenColumn("page", "页", lambda e, _: e.item.source.page if e.item.source else None, 2, is_number=True),
    ScreenColumn("quote", "原文", lambda e, _: e.item.source.quote if e.item.source else "", 1, least=12),
    ScreenColumn("block", "位置", lambda e, _: e.item.source.block if e.item.source else "", 1),
)
NUMBER_COLUMNS: tuple[ScreenColumn[Entry[LedgerEntry]], ...] = (
    ScreenColumn("text", "数字", lambda e, _: e.item.text, 0, least=6, is_number=True),
    ScreenColumn("fate", "去向", lambda e, h: NUMBERS.column("fate").shown(e, h), 0, is_for_contrast=True),
    ScreenColumn("measures", "标识", lambda e, _: " ".join(e.item.measures), 3, least=5),
    ScreenColumn("context", "上下文", lambda e, _: e.item.context, 0, least=24, most=90),
    ScreenColumn("section", "章节", lambda e, _: _section(e.reading, e.item.source), 2, least=16, most=40),
    ScreenColumn("page", "页", lambda e, _: e.item.source.page, 1, is_number=True),
    ScreenColumn("block", "位置", lambda e, _: e.item.source.block, 0),
)


def screen_table(
    title: str,
    columns: Sequence[ScreenColumn[Record]],
    records: Sequence[Record],
    headers: Headers,
    *,
    is_screen: bool,
) -> str:
    """
    One document's records as a table with lines of the screen's width, ended by a line feed.

    Args:
        title: Stands over the table.
        columns: Those to choose from, in the order of the screen; one without any value is left out.
        records: At least one.
        headers: The language of heads and of what the values are called.
        is_screen: Colours, and the width of the terminal; else plain text of a fixed width.
    """
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  (rich is for screens alone)
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console, paper = blank(is_screen=is_screen)
    cells = {
        column.key: [one_line(text_of(column.value(record, headers))) for record in records]
        for column in columns
    }
    widest = {
        column.key: max(map(columns_of, (*cells[column.key], column.head(headers)))) for column in columns
    }
    telling = [column for column in columns if _tells(column, cells[column.key])]
    chosen = fitting(telling, widest, console.width)
    has_room = any(column.key == _DOUBT for column in chosen)
    marks, reasons = _marks(cells.get(_DOUBT, []))
    margin = 0
    if reasons and not has_room:
        # a reason has no room beside its row: the row gets a mark, and the reason stands below the table
        margin = max(map(columns_of, marks)) + _GAP
        chosen = fitting([c for c in telling if c.key != _DOUBT], widest, console.width - margin)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    widths = shared_out(chosen, widest, console.width - margin)
    if margin:
        table.add_column("", width=margin - _GAP)
    for column, width in zip(chosen, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.is_number else "left"
        table.add_column(column.head(headers), justify=justify, width=width, overflow="fold")
    for at in range(len(records)):
        table.add_row(
            *([marks[at]] if margin else []),
            *(
                Text("\n".join(wrap(cells[column.key][at], width, after=column.parts_at)))
                for column, width in zip(chosen, widths, strict=True)
            ),
            style="yellow" if marks and marks[at] else None,
        )
    console.print(Text(f"{one_line(title)} ({len(records)})", style="bold"))
    console.print(table)
    if margin:
        for mark, reason in reasons.items():
            console.print(Text(f"{mark} {reason}", style="yellow"))
    return paper.getvalue()


def _marks(doubts: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The mark of each row, "" where it has no doubt, and what each mark stands for."""
    reasons = list(dict.fromkeys(doubt for doubt in doubts if doubt))
    names = {reason: f"?{number}" if len(reasons) > 1 else "?" for number, reason in enumerate(reasons, 1)}
    return [names.get(doubt, "") for doubt in doubts], {mark: reason for reason, mark in names.items()}


def fitting(
    columns: Sequence[ScreenColumn[Record]], widest: Mapping[str, int], width: int
) -> list[ScreenColumn[Record]]:
    """The columns that *width* has room for: the higher rank goes first, of one rank the later column."""
    kept = list(columns)
    while sum(_needed(column, widest) + _GAP for column in kept) > width and len(kept) > 1:
        kept.remove(max(kept, key=lambda column: (column.rank, kept.index(column))))
    return kept


def shared_out(columns: Sequence[ScreenColumn[Record]], widest: Mapping[str, int], width: int) -> list[int]:
    """
    The width of each column: what it needs, and of what is left over as much as it can use, in equal steps.

    Never less than a value takes, so that no value is cut, even where the screen is narrower than all of them.
    """
    widths = [_needed(column, widest) for column in columns]
    wanted = [
        min(widest[column.key], max(column.most, has)) for column, has in zip(columns, widths, strict=True)
    ]
    left = width - sum(widths) - _GAP * len(widths)
    while left > 0 and widths != wanted:
        for at, (has, wants) in enumerate(zip(widths, wanted, strict=True)):
            if has < wants and left > 0:
                widths[at] += 1
                left -= 1
    return widths


def _tells(column: ScreenColumn[Record], cells: Sequence[str]) -> bool:
    return any(cells) and not (column.is_for_contrast and len(set(cells)) == 1)


def _needed(column: ScreenColumn[Record], widest: Mapping[str, int]) -> int:
    natural = widest[column.key]
    return natural if column.least is None else min(natural, column.least)


def _days(start: str | None, end: str | None) -> str:
    """A span as short as it can be told: 2022年 of a whole year, 2021—2025年 of several."""
    if start is None or end is None:
        return start or end or ""
    if start.endswith("-01-01") and end.endswith("-12-31"):
        first, last = start[:4], end[:4]
        return f"{first}年" if first == last else f"{first}—{last}年"
    return f"{start}～{end}"
