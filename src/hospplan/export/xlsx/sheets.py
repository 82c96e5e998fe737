"""The sheets that have a record a row: which columns people are shown, from left to right."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hospplan.export.rows import (
    DOCUMENTS,
    FINDINGS,
    NUMBERS,
    OWNERS,
    RESULTS,
    SECTIONS,
    TARGETS,
    TASKS,
    Table,
    measures,
)
from hospplan.export.xlsx.book import Head, Layout
from hospplan.export.xlsx.cells import Align, Cell, Link, Tone, day, difference, number
from hospplan.export.xlsx.line import Known, Line
from hospplan.export.xlsx.say import citation, indicator, measure, span, unit

Show = Callable[[Line, Known], Cell]


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a sheet and what it shows."""

    head: Head
    show: Show


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with a row for each row of a flat table."""

    name: str
    table: Table[Any]
    columns: tuple[Shown, ...]
    colour: str
    tone: Callable[[Line], Tone] = lambda _: "plain"
    frozen: int = 1
    id_key: str | None = None
    """The column whose value rows of other sheets link by."""

    @property
    def layout(self) -> Layout:
        """What the workbook needs of it."""
        return Layout(self.name, tuple(shown.head for shown in self.columns), self.frozen, self.colour)


def _of(
    key: str, name: str, most: int = 20, *, align: Align = "left", least: int = 6, is_beside: bool = False
) -> Shown:
    """A column as the table has it, its closed sets in Chinese, its numbers numbers."""

    def show(line: Line, _: Known) -> Cell:
        value = line.said(key)
        return Cell(value) if value is None or isinstance(value, str) else number(value)

    return Shown(Head(name, least, most, align, 1 if is_beside else 12, is_beside=is_beside), show)


def _text(
    name: str, say: Callable[[Line], str], most: int = 20, *, align: Align = "left", least: int = 6
) -> Shown:
    return Shown(Head(name, least, most, align), lambda line, _: Cell(say(line) or None))


def _day(key: str, name: str, *, is_beside: bool = False) -> Shown:
    return Shown(
        Head(name, 11, 11, "center", is_beside=is_beside), lambda line, _: day(line.text(key) or None)
    )


def _count(key: str, name: str) -> Shown:
    return _of(key, name, 10, align="center")


def _quoted(line: Line) -> Link | None:
    """A finding need not have a place."""
    return line.quote_link() if line["block"] is not None else None


def _innermost(line: Line) -> str | None:
    """The heading that a place stands under, up to its first comma, without those above: these are in 章节."""
    return re.split("[，；。]", line.text("section").rpartition(" / ")[2])[0] or None


_SECTION = _text("章节", lambda line: _innermost(line) or "", 20)
_QUOTE = _of("quote", "原文", 36, least=10)
_CITED = Shown(Head("出处", 8, 20), lambda line, known: Cell(citation(line, known), link=_quoted(line)))
_FILE = Shown(Head("文件", 8, 24, tallest=1, is_document=True), lambda line, _: Cell(line.text("document")))
_PLACE = (
    _of("page", "页", is_beside=True),
    _of("id", "标识", is_beside=True),
    _of("block", "位置", is_beside=True),
    _of("start", "起", is_beside=True),
    _of("end", "止", is_beside=True),
    _of("also", "另见", is_beside=True),
)


def _value(line: Line, _: Known) -> Cell:
    """The number with its format; of a grade or a ratio the text."""
    value = line.exact("value")
    if value is None:
        return Cell(line.text("grade") or line.text("ratio") or None)
    return number(value, line.text("unit"), line.text("change"))


def _upper(line: Line, _: Known) -> Cell:
    value = line.exact("value_max")
    return Cell() if value is None else number(value, line.text("unit"))


def _baseline(line: Line, _: Known) -> Cell:
    value = line.exact("baseline_value")
    return Cell() if value is None else number(value, line.text("baseline_unit"))


def _beyond(line: Line, _: Known) -> Cell:
    """How far a target is from its baseline, where both are levels in one unit."""
    value, baseline = line.exact("value"), line.exact("baseline_value")
    if value is None or baseline is None or line["change"] is not None or line["value_max"] is not None:
        return Cell()
    return difference(value - baseline) if line["unit"] == line["baseline_unit"] else Cell()


def _confidence(line: Line, _: Known) -> Cell:
    value = line.exact("confidence")
    return Cell() if value is None else number(value)


def _doubtful(line: Line) -> Tone:
    return "doubt" if line["doubt"] is not None else "plain"


_ROLE = _of("role", "类别", 7, align="center")
_INDICATOR = _text("指标", indicator, 24, least=12)
_COMPARATOR = _of("comparator", "要求", 7, align="center")
_UNIT = _text("单位", unit, 10, align="center")
_PERIOD = _text("期限", lambda line: span(line, "period"), 18)
_DOUBT = _of("doubt", "存疑", 14)
_MEASURE_BESIDE = (
    _of("modality", "语气", is_beside=True),
    _day("period_start", "起始日期", is_beside=True),
    _of("period_basis", "期限依据", is_beside=True),
    _of("baseline_id", "基线标识", is_beside=True),
    _of("parent", "所属标识", is_beside=True),
    _of("indicator_id", "指标代码", is_beside=True),
    Shown(Head("可信度", is_beside=True, align="center"), _confidence),
    *_PLACE,
)
_VALUES = (
    _COMPARATOR,
    Shown(Head("目标值", 8, 14, "right"), _value),
    Shown(Head("上限", 7, 12, "right"), _upper),
    _UNIT,
)
_RESULT_VALUES = (_COMPARATOR, Shown(Head("数值", 8, 14, "right"), _value), *_VALUES[2:])
_WHERE = (_SECTION, _QUOTE, _CITED, _DOUBT, _FILE)

TARGET_SHEET = Sheet(
    "指标",
    TARGETS,
    (
        _INDICATOR,
        *_VALUES,
        _PERIOD,
        _day("period_end", "截止日期"),
        Shown(Head("基线值", 8, 14, "right"), _baseline),
        Shown(Head("较基线", 8, 14, "right"), _beyond),
        _of("binding", "性质", 8, align="center"),
        *_WHERE,
        *_MEASURE_BESIDE,
    ),
    "#C0504D",
    _doubtful,
)
RESULT_SHEET = Sheet(
    "结果",
    RESULTS,
    (_INDICATOR, _ROLE, *_RESULT_VALUES, _PERIOD, _day("period_end", "截止日期"), *_WHERE, *_MEASURE_BESIDE),
    "#9BBB59",
    _doubtful,
)
MEASURE_SHEET = Sheet(
    "指标和结果", measures(("target", "actual", "baseline")), RESULT_SHEET.columns, "#C0504D", _doubtful
)


def _task_targets(line: Line, known: Known) -> Cell:
    return Cell(task_targets(line, known) or None)


def task_targets(task: Line, known: Known) -> str:
    """The targets that stand in a task, one a line."""
    ids = task.text("targets").split()
    return "\n".join(measure(known.targets[name]) for name in ids if name in known.targets)


TASK_SHEET = Sheet(
    "任务清单",
    TASKS,
    (
        _of("number", "编号", 8, align="center"),
        _of("title", "任务", 34, least=20),
        _of("group", "类别", 12),
        _of("project", "项目", 14),
        _of("lead", "牵头", 12),
        _of("responsible", "责任", 14),
        _of("support", "配合", 14),
        _text("时限", lambda line: span(line, "deadline"), 14),
        _day("deadline_end", "截止日期"),
        Shown(Head("量化目标", 10, 26), _task_targets),
        _of("description", "内容", 26),
        _CITED,
        _FILE,
        _of("section", "章节", is_beside=True),
        _of("quote", "原文", is_beside=True),
        _day("deadline_start", "起始日期", is_beside=True),
        _of("deadline_basis", "时限依据", is_beside=True),
        _of("targets", "目标标识", is_beside=True),
        *_PLACE,
    ),
    "#F79646",
    frozen=2,
    id_key="id",
)


def of_task(show: Callable[[Line, Known], Cell]) -> Show:
    """What the task of an owner's row shows."""

    def of(line: Line, known: Known) -> Cell:
        task = known.tasks.get(line.text("task"))
        return Cell() if task is None else show(task, known)

    return of


def _task_number(line: Line, _: Known) -> Cell:
    """The number of an owner's task, with a link to its row in the list of tasks."""
    return Cell(line.text("task_number") or None, link=line.inner(line.text("task")))


def _task_title(line: Line, _: Known) -> Cell:
    """Its title; with the link where there is no number."""
    return Cell(
        line.text("task_title"), link=None if line.text("task_number") else line.inner(line.text("task"))
    )


OWNER_SHEET = Sheet(
    "责任部门",
    OWNERS,
    (
        _of("name", "责任方", 24, least=12),
        _of("kind", "类型", 8, align="center"),
        _of("role", "职责", 8, align="center"),
        _of("post", "职务", 16),
        Shown(Head("编号", 8, 10, "center"), _task_number),
        Shown(Head("任务", 20, 50), _task_title),
        Shown(Head("时限", 10, 20), of_task(lambda task, _: Cell(span(task, "deadline") or None))),
        Shown(
            Head("截止日期", 11, 12, "center"),
            of_task(lambda task, _: day(task.text("deadline_end") or None)),
        ),
        Shown(Head("量化目标", 10, 36), of_task(_task_targets)),
        _FILE,
        _of("task", "任务标识", is_beside=True),
    ),
    "#8064A2",
)


def _issuer(line: Line) -> str:
    return line.text("issuers") or line.text("issuer_mark")


DOCUMENT_SHEET = Sheet(
    "文档",
    DOCUMENTS,
    (
        _of("title", "标题", 44, least=20),
        _of("genre", "文种", 8, align="center"),
        _of("document_number", "发文字号", 22),
        _text("发文机关", _issuer, 24),
        _day("date", "成文日期"),
        _of("status", "状态", 8, align="center"),
        _count("targets", "目标数"),
        _count("results", "结果数"),
        _count("tasks", "任务数"),
        _count("findings", "问题数"),
        _count("sections", "章节数"),
        _count("tables", "表格数"),
        _count("pages", "页数"),
        _of("message", "未读原因", 30),
        Shown(Head("文件", 10, 40), lambda line, _: Cell(line.text("document"), link=line.document_link())),
        _of("error", "错误代码", is_beside=True),
        _of("addressees", "主送机关", is_beside=True),
        _of("parts", "部分数", is_beside=True),
        _of("media_type", "格式", is_beside=True),
        _of("size", "字节数", is_beside=True),
        _of("sha256", "校验值", is_beside=True),
    ),
    "#1F497D",
    lambda line: "error" if line["status"] == "failed" else "plain",
)


def _heading(line: Line, _: Known) -> Cell:
    """A heading, set in by its level."""
    level = line.exact("level") or Decimal(1)
    return Cell(line.text("path").rpartition(" / ")[2] or line.text("title"), indent=min(int(level) - 1, 8))


def _within(name: str, table: Table[Any]) -> Shown:
    """How many records of a table stand in the section itself."""
    return Shown(
        Head(name, 8, 10, "center"),
        lambda line, known: Cell(known.counts[table.name][line.text("id")] or None, "0"),
    )


SECTION_SHEET = Sheet(
    "章节",
    SECTIONS,
    (
        Shown(Head("章节", 30, 70), _heading),
        _count("level", "层级"),
        _of("part_kind", "部分", 14, align="center"),
        _within("目标数", TARGETS),
        _within("结果数", RESULTS),
        _within("任务数", TASKS),
        _count("page", "页"),
        _FILE,
        _of("part_title", "部分标题", is_beside=True),
        _of("id", "标识", is_beside=True),
        _of("parent", "上级标识", is_beside=True),
        _of("block", "位置", is_beside=True),
    ),
    "#4BACC6",
    id_key="id",
)


def _severe(line: Line) -> Tone:
    severity = line["severity"]
    return "error" if severity == "error" else "warning" if severity == "warning" else "plain"


FINDING_SHEET = Sheet(
    "问题",
    FINDINGS,
    (
        _of("severity", "级别", 8, align="center"),
        _of("code", "问题", 24),
        _of("message", "说明", 50),
        _SECTION,
        _QUOTE,
        _CITED,
        _FILE,
        _of("page", "页", is_beside=True),
        _of("block", "位置", is_beside=True),
    ),
    "#7F7F7F",
    _severe,
)
NUMBER_SHEET = Sheet(
    "数字",
    NUMBERS,
    (
        _of("text", "数字", 16, align="right"),
        _of("fate", "去向", 10, align="center"),
        _of("context", "上下文", 60),
        _SECTION,
        _CITED,
        _FILE,
        _of("page", "页", is_beside=True),
        _of("measures", "目标结果标识", is_beside=True),
        _of("block", "位置", is_beside=True),
    ),
    "#7F7F7F",
    lambda line: "warning" if line["fate"] == "unread" else "plain",
)
ALL = (
    TARGET_SHEET,
    RESULT_SHEET,
    TASK_SHEET,
    OWNER_SHEET,
    DOCUMENT_SHEET,
    SECTION_SHEET,
    FINDING_SHEET,
)
"""The sheets of a collection that have a record a row."""
