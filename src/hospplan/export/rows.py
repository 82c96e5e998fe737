"""
The flat tables of the output: which there are, and their columns, declared once as data.

CSV, the tables of a screen and those of Markdown all read these columns; a new column is a row here.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Generic, Literal, Self, TypeVar

from hospplan.models.document import Header, Section
from hospplan.models.ledger import LedgerEntry
from hospplan.models.plan import Finding, Measure, Owner, Place, Plan, Task
from hospplan.models.values import MeasureRole, OwnerRole

Value = str | int | float | Decimal | None
Headers = Literal["en", "zh"]
"""Heads of columns: the stable keys, or the Chinese names."""

Item = TypeVar("Item")
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan under the name that its rows carry."""

    name: str
    plan: Plan
    sections: Mapping[str, Section] = field(repr=False)
    """Sections of all parts and levels by id."""
    numbers: tuple[LedgerEntry, ...] = ()
    """Entries of the ledger of numbers, where that was made."""

    @classmethod
    def of(cls, name: str, plan: Plan, numbers: tuple[LedgerEntry, ...] = ()) -> Self:
        """The reading of *plan*."""
        sections = (section for part in plan.document.parts for section in walk(part.sections))
        return cls(name, plan, MappingProxyType({section.id: section for section in sections}), numbers)


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why."""

    name: str
    code: str
    """The error's stable code."""
    message: str


@dataclass(frozen=True, slots=True)
class Entry(Generic[Item]):
    """One item of a plan, with the reading that it stands in."""

    reading: Reading
    item: Item


@dataclass(frozen=True, slots=True)
class Column(Generic[Record]):
    """One column: what it is called and what it shows of a record."""

    key: str
    """Stable, the head of CSV."""
    name: str
    """Chinese, for eyes."""
    value: Callable[[Record], Value]
    words: Mapping[str, str] = field(default_factory=dict)
    """Values of a closed set → how Chinese readers are shown them; under stable keys the value stays."""

    def head(self, headers: Headers) -> str:
        """What stands over the column."""
        return self.name if headers == "zh" else self.key

    def shown(self, record: Record, headers: Headers) -> str:
        """The value as text for eyes."""
        text = text_of(self.value(record))
        return self.words.get(text, text) if headers == "zh" else text


@dataclass(frozen=True, slots=True)
class Table(Generic[Record]):
    """One flat table: its columns, and its records of a document, in document order."""

    name: str
    columns: tuple[Column[Record], ...]
    records: Callable[[Reading | Unread], Iterable[Record]]

    def column(self, key: str) -> Column[Record]:
        """The column of a key."""
        return next(column for column in self.columns if column.key == key)


def text_of(value: Value) -> str:
    """A value as plain text: no exponent, no zeros at the end; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        value = Decimal(str(value))
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def section_path(reading: Reading, place: Place | None) -> str | None:
    """The headings around a place, outermost first, parted by " / "."""
    if place is None:
        return None
    return " / ".join(heading(reading.sections[name]) for name in place.section) or None


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections of all levels, in document order."""
    for section in sections:
        yield section
        yield from walk(section.children)


def heading(section: Section) -> str:
    """Number and title as one line."""
    if section.number is None:
        return section.title
    # "第一章 总则" and "1.1 目标" need the space, "一、总则" has its mark
    gap = " " if section.title and section.number.style in {"chapter", "article", "decimal"} else ""
    return f"{section.number.text}{gap}{section.title}"


def named_owners(task: Task, role: OwnerRole) -> str | None:
    """The names that share a role in a task."""
    return "、".join(owner.name for owner in task.owners if owner.role == role) or None


def _each(items: Callable[[Plan], Iterable[Item]]) -> Callable[[Reading | Unread], Iterator[Entry[Item]]]:
    """The records of a table whose rows are items of a plan; a document that was not read has none."""

    def records(reading: Reading | Unread) -> Iterator[Entry[Item]]:
        if isinstance(reading, Reading):
            for item in items(reading.plan):
                yield Entry(reading, item)

    return records


def _place_columns(place: Callable[[Item], Place | None]) -> tuple[Column[Entry[Item]], ...]:
    """The columns that say where an item was read; the same in every table."""

    def of(value: Callable[[Place], Value]) -> Callable[[Entry[Item]], Value]:
        def read(entry: Entry[Item]) -> Value:
            found = place(entry.item)
            return None if found is None else value(found)

        return read

    return (
        Column("section", "章节", lambda e: section_path(e.reading, place(e.item))),
        Column("page", "页", of(lambda p: p.page)),
        Column("block", "位置", of(lambda p: p.block)),
        Column("start", "起", of(lambda p: p.start)),
        Column("end", "止", of(lambda p: p.end)),
        Column("quote", "原文", of(lambda p: p.quote)),
        Column("also", "另见", of(lambda p: " ".join(p.also) or None)),
    )


_ROLES = MappingProxyType({"target": "目标", "actual": "实际", "baseline": "基线"})
COMPARATORS = MappingProxyType(
    {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "between": "介于", "approx": "约", "eq": "="}
)
_CHANGES = MappingProxyType({"increase": "增", "decrease": "减"})
_PERS = MappingProxyType({"year": "每年", "month": "每月", "day": "每日"})
_MODALITIES = MappingProxyType({"must": "必须", "strive": "力争", "plan": "计划"})
_BINDINGS = MappingProxyType({"binding": "约束性", "expected": "预期性"})
_BASES = MappingProxyType({"read": "原文", "inferred": "推断"})
_KINDS = MappingProxyType(
    {"person": "个人", "department": "科室", "organisation": "单位", "group": "泛指"},
)
_OWNER_ROLES = MappingProxyType({"lead": "牵头", "responsible": "责任", "support": "配合"})
_SEVERITIES = MappingProxyType({"error": "错误", "warning": "警告", "info": "提示"})
FATE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "target": "目标",
        "result": "结果",
        "date": "日期",
        "ordinal": "序号",
        "name": "名称",
        "reference": "引用",
        "rule": "规则",
        "duration": "时长",
        "qualifier": "限定",
        "context": "形势",
        "unread": "未读",
    }
)
_STATUSES = MappingProxyType({"read": "已读", "failed": "失败"})

_UNITS = MappingProxyType({"rank": "名次"})
_DOUBTS = MappingProxyType(
    {
        "the indicator stands in an earlier clause": "指标名称取自前文",
        "a character of the value was not surely recognised": "数值中有字识别不清",
        "no heading says whether targets or results stand here": "标题未说明此处是目标还是结果",
        "the section tells the situation, not results": "所在章节讲形势，不是成效",
        "N倍 may mean N times more or N times as much": "“N倍”可指增加N倍，也可指增加到N倍",
    }
)
_CODES = MappingProxyType(
    {
        "suffix-mismatch": "后缀与内容不符",
        "unreadable-part": "部分内容无法读取",
        "unknown-number-format": "未知的自动编号格式",
        "unknown-symbol": "未知符号",
        "unclosed-field": "域未闭合",
        "covered-text": "被合并单元格遮住的文字",
        "hidden-cells": "隐藏的工作表或行列未读",
        "formula-unvalued": "公式没有存下的值",
        "numbering-gap": "编号跳号",
        "numbering-duplicate": "编号重复",
        "numbering-order": "编号倒序",
        "attachment-missing": "附件列名而未见",
        "attachment-unlisted": "附件未列名",
        "attachment-title": "附件标题与列名不一致",
        "enclosure-missing": "所印发的文本不在文件中",
        "date-order": "成文日期晚于印发日期",
        "document-number-odd": "发文字号无法识别",
        "document-number-form": "发文字号格式不规范",
        "stray-cell": "单元格内容疑似误填",
        "range-reversed": "区间上下限颠倒",
        "number-unread": "未读的数字",
        "second-way": "改用LibreOffice读取",
        "clock-field": "日期域未知",
        "unplaced-text-box": "文本框位置不明",
        "page-damaged": "页面损坏",
        "page-unreadable": "页面文字无法还原",
        "page-picture": "页面只有图像",
        "page-crowded": "页面线条过多",
        "file-repaired": "文件不完整",
        "page-furniture": "略去页码、页眉、页脚或网页栏目",
        "ocr-layer": "扫描页的识别文字",
        "page-recognised": "由图像识别的页面",
        "character-unsure": "识别不清的字",
        "hidden-text": "略去不可见文字",
        "vertical-writing": "竖排页面",
        "seal": "印章",
        "signature": "电子签名",
        "attached-files": "附带的文件未读",
        "several-documents": "一个文件含多份文档",
    }
)

_MEASURE_PLACE: tuple[Column[Entry[Measure]], ...] = _place_columns(lambda m: m.source)
_TASK_PLACE: tuple[Column[Entry[Task]], ...] = _place_columns(lambda t: t.source)
_NUMBER_PLACE: tuple[Column[Entry[LedgerEntry]], ...] = _place_columns(lambda n: n.source)
_FINDING_PLACE: tuple[Column[Entry[Finding]], ...] = _place_columns(lambda f: f.source)

_MEASURE_COLUMNS: tuple[Column[Entry[Measure]], ...] = (
    Column("document", "文件", lambda e: e.reading.name),
    Column("id", "标识", lambda e: e.item.id),
    Column("role", "类别", lambda e: e.item.role, _ROLES),
    Column("indicator", "指标", lambda e: e.item.indicator),
    Column("qualifier", "限定", lambda e: e.item.qualifier),
    Column("indicator_id", "指标代码", lambda e: e.item.indicator_id),
    Column("comparator", "比较", lambda e: e.item.comparator, COMPARATORS),
    Column("value", "值", lambda e: e.item.value),
    Column("value_max", "上限", lambda e: e.item.value_max),
    Column("unit", "单位", lambda e: e.item.unit, _UNITS),
    Column("grade", "等级", lambda e: e.item.grade),
    Column("ratio", "比例", lambda e: e.item.ratio),
    Column("change", "增减", lambda e: e.item.change, _CHANGES),
    Column("per", "周期", lambda e: e.item.per, _PERS),
    Column("modality", "语气", lambda e: e.item.modality, _MODALITIES),
    Column("binding", "约束性", lambda e: e.item.binding, _BINDINGS),
    Column("parent", "所属", lambda e: e.item.parent),
    Column("period", "期限", lambda e: e.item.period.text),
    Column("period_start", "期限起", lambda e: e.item.period.start),
    Column("period_end", "期限止", lambda e: e.item.period.end),
    Column("period_basis", "期限依据", lambda e: e.item.period.basis, _BASES),
    Column("baseline_id", "基线标识", lambda e: e.item.baseline.id if e.item.baseline else None),
    Column("baseline_value", "基线值", lambda e: e.item.baseline.value if e.item.baseline else None),
    Column("baseline_unit", "基线单位", lambda e: e.item.baseline.unit if e.item.baseline else None),
    Column("confidence", "可信度", lambda e: e.item.confidence),
    Column("doubt", "存疑", lambda e: e.item.doubt, _DOUBTS),
    *_MEASURE_PLACE,
)

TARGETS = Table("targets", _MEASURE_COLUMNS, _each(lambda p: p.targets))
RESULTS = Table("results", _MEASURE_COLUMNS, _each(lambda p: p.results))


def measures(roles: Collection[MeasureRole]) -> Table[Entry[Measure]]:
    """Targets and results together, those of some roles, in document order."""

    def chosen(plan: Plan) -> list[Measure]:
        both = (m for m in (*plan.targets, *plan.results) if m.role in roles)
        return sorted(both, key=lambda m: int(m.id.removeprefix("m")))

    return Table("measures", _MEASURE_COLUMNS, _each(chosen))


TASKS: Table[Entry[Task]] = Table(
    "tasks",
    (
        Column("document", "文件", lambda e: e.reading.name),
        Column("id", "标识", lambda e: e.item.id),
        Column("number", "编号", lambda e: e.item.number),
        Column("title", "任务", lambda e: e.item.title),
        Column("group", "类别", lambda e: e.item.group),
        Column("project", "项目", lambda e: e.item.project),
        Column("description", "内容", lambda e: e.item.description),
        Column("lead", "牵头", lambda e: named_owners(e.item, "lead")),
        Column("responsible", "责任", lambda e: named_owners(e.item, "responsible")),
        Column("support", "配合", lambda e: named_owners(e.item, "support")),
        Column("deadline", "时限", lambda e: e.item.deadline.text if e.item.deadline else None),
        Column("deadline_start", "时限起", lambda e: e.item.deadline.start if e.item.deadline else None),
        Column("deadline_end", "时限止", lambda e: e.item.deadline.end if e.item.deadline else None),
        Column(
            "deadline_basis", "时限依据", lambda e: e.item.deadline.basis if e.item.deadline else None, _BASES
        ),
        Column("targets", "目标标识", lambda e: " ".join(e.item.targets) or None),
        *_TASK_PLACE,
    ),
    _each(lambda p: p.tasks),
)
OWNERS: Table[Entry[tuple[Task, Owner]]] = Table(
    "owners",
    (
        Column("document", "文件", lambda e: e.reading.name),
        Column("task", "任务标识", lambda e: e.item[0].id),
        Column("task_number", "编号", lambda e: e.item[0].number),
        Column("task_title", "任务", lambda e: e.item[0].title),
        Column("name", "责任方", lambda e: e.item[1].name),
        Column("kind", "类型", lambda e: e.item[1].kind, _KINDS),
        Column("role", "职责", lambda e: e.item[1].role, _OWNER_ROLES),
        Column("post", "职务", lambda e: e.item[1].post),
    ),
    _each(lambda p: ((task, owner) for task in p.tasks for owner in task.owners)),
)
FINDINGS: Table[Entry[Finding]] = Table(
    "findings",
    (
        Column("document", "文件", lambda e: e.reading.name),
        Column("severity", "级别", lambda e: e.item.severity, _SEVERITIES),
        Column("code", "问题", lambda e: e.item.code, _CODES),
        Column("message", "说明", lambda e: e.item.message),
        *_FINDING_PLACE,
    ),
    _each(lambda p: p.findings),
)

NUMBERS: Table[Entry[LedgerEntry]] = Table(
    "numbers",
    (
        Column("document", "文件", lambda e: e.reading.name),
        Column("text", "数字", lambda e: e.item.text),
        Column("fate", "去向", lambda e: e.item.fate, FATE_NAMES),
        Column("measures", "目标结果标识", lambda e: " ".join(e.item.measures) or None),
        Column("context", "上下文", lambda e: e.item.context),
        *_NUMBER_PLACE,
    ),
    lambda d: (Entry(d, entry) for entry in d.numbers) if isinstance(d, Reading) else (),
)
"""The ledger of numbers; not among `TABLES`, since only `check` makes it."""


def _of(value: Callable[[Plan], Value]) -> Callable[[Reading | Unread], Value]:
    return lambda d: value(d.plan) if isinstance(d, Reading) else None


def _head(value: Callable[[Header], Value]) -> Callable[[Reading | Unread], Value]:
    return _of(lambda plan: value(plan.document.header))


def _joined(names: Iterable[str]) -> str | None:
    return "、".join(names) or None


DOCUMENTS: Table[Reading | Unread] = Table(
    "documents",
    (
        Column("document", "文件", lambda d: d.name),
        Column("status", "状态", lambda d: "read" if isinstance(d, Reading) else "failed", _STATUSES),
        Column("error", "错误代码", lambda d: d.code if isinstance(d, Unread) else None),
        Column("message", "错误说明", lambda d: d.message if isinstance(d, Unread) else None),
        Column("title", "标题", _head(lambda h: h.title)),
        Column("genre", "文种", _head(lambda h: h.genre)),
        Column(
            "document_number",
            "发文字号",
            _head(lambda h: h.document_number.text if h.document_number else None),
        ),
        Column("issuer_mark", "发文机关标志", _head(lambda h: h.issuer_mark)),
        Column("addressees", "主送机关", _head(lambda h: _joined(h.addressees))),
        Column("issuers", "发文机关署名", _of(lambda p: _joined(p.document.sign_off.issuers))),
        Column("date", "成文日期", _of(lambda p: p.document.sign_off.date)),
        Column("parts", "部分数", _of(lambda p: len(p.document.parts))),
        Column(
            "sections", "章节数", _of(lambda p: sum(1 for x in p.document.parts for _ in walk(x.sections)))
        ),
        Column("tables", "表格数", _of(lambda p: sum(len(x.tables) for x in p.document.parts))),
        Column("targets", "目标数", _of(lambda p: len(p.targets))),
        Column("results", "结果数", _of(lambda p: len(p.results))),
        Column("tasks", "任务数", _of(lambda p: len(p.tasks))),
        Column("findings", "提示数", _of(lambda p: len(p.findings))),
        Column("media_type", "格式", _of(lambda p: p.document.source.media_type)),
        Column("pages", "页数", _of(lambda p: p.document.source.pages)),
        Column("size", "字节数", _of(lambda p: p.document.source.size)),
        Column("sha256", "校验值", _of(lambda p: p.document.source.sha256)),
    ),
    lambda d: (d,),
)

TABLES: tuple[Table[Any], ...] = (DOCUMENTS, TARGETS, RESULTS, TASKS, OWNERS, FINDINGS)
"""All tables of a collection, in the order in which a person asks for them."""
