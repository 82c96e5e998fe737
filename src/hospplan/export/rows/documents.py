"""The documents of a collection: one a row, those that could not be read too."""

from collections.abc import Callable, Iterable

from hospplan.export.rows import words
from hospplan.export.rows.column import Column, Table, Value
from hospplan.export.rows.reading import Reading, Unread, walk
from hospplan.models.document import Header
from hospplan.models.plan import Plan


def _of(value: Callable[[Plan], Value]) -> Callable[[Reading | Unread], Value]:
    return lambda d: value(d.plan) if isinstance(d, Reading) else None


def _head(value: Callable[[Header], Value]) -> Callable[[Reading | Unread], Value]:
    return _of(lambda plan: value(plan.document.header))


def _joined(names: Iterable[str]) -> str | None:
    return "、".join(names) or None


DOCUMENTS: Table[Reading | Unread] = Table(
    "documents",
    "文档",
    (
        Column("document_id", "文件标识", lambda d: d.document_id),
        Column("document", "文件", lambda d: d.name),
        Column(
            "status", "状态", lambda d: "read" if isinstance(d, Reading) else "failed", words=words.STATUSES
        ),
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
        Column("date", "成文日期", _of(lambda p: p.document.sign_off.date), "date"),
        Column("parts", "部分数", _of(lambda p: len(p.document.parts)), "integer"),
        Column(
            "sections",
            "章节数",
            _of(lambda p: sum(1 for x in p.document.parts for _ in walk(x.sections))),
            "integer",
        ),
        Column("tables", "表格数", _of(lambda p: sum(len(x.tables) for x in p.document.parts)), "integer"),
        Column("targets", "目标数", _of(lambda p: len(p.targets)), "integer"),
        Column("results", "结果数", _of(lambda p: len(p.results)), "integer"),
        Column("tasks", "任务数", _of(lambda p: len(p.tasks)), "integer"),
        Column("findings", "提示数", _of(lambda p: len(p.findings)), "integer"),
        Column("media_type", "格式", _of(lambda p: p.document.source.media_type)),
        Column("pages", "页数", _of(lambda p: p.document.source.pages), "integer"),
        Column("size", "字节数", _of(lambda p: p.document.source.size), "integer"),
        Column("sha256", "校验值", lambda d: d.sha256 if isinstance(d, Unread) else d.document_id),
    ),
    lambda d: (d,),
    ("document_id",),
)
