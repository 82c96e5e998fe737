"""Targets and results: one measure a row."""

from collections.abc import Collection
from decimal import Decimal

from hospplan.export.rows import words
from hospplan.export.rows.column import Column, Table
from hospplan.export.rows.reading import Entry
from hospplan.export.rows.shared import DOCUMENT_COLUMNS, each, place_columns
from hospplan.models.plan import Measure, Plan
from hospplan.models.values import MeasureRole

_PLACE: tuple[Column[Entry[Measure]], ...] = place_columns(lambda m: m.source)
_COLUMNS: tuple[Column[Entry[Measure]], ...] = (
    *DOCUMENT_COLUMNS,
    Column("id", "标识", lambda e: e.item.id),
    Column("role", "类别", lambda e: e.item.role, words=words.ROLES),
    Column("indicator", "指标", lambda e: e.item.indicator),
    Column("qualifier", "限定", lambda e: e.item.qualifier),
    Column("indicator_id", "指标代码", lambda e: e.item.indicator_id),
    Column("comparator", "比较", lambda e: e.item.comparator, words=words.COMPARATORS),
    Column("value", "值", lambda e: e.item.value, "number"),
    Column("value_max", "上限", lambda e: e.item.value_max, "number"),
    Column("unit", "单位", lambda e: e.item.unit, words=words.UNITS, is_open=True),
    Column("grade", "等级", lambda e: e.item.grade),
    Column("ratio", "比例", lambda e: e.item.ratio),
    Column("change", "增减", lambda e: e.item.change, words=words.CHANGES),
    Column("per", "周期", lambda e: e.item.per, words=words.PERS),
    Column("modality", "语气", lambda e: e.item.modality, words=words.MODALITIES),
    Column("binding", "约束性", lambda e: e.item.binding, words=words.BINDINGS),
    Column("parent", "所属", lambda e: e.item.parent),
    Column("period", "期限", lambda e: e.item.period.text),
    Column("period_start", "期限起", lambda e: e.item.period.start, "date"),
    Column("period_end", "期限止", lambda e: e.item.period.end, "date"),
    Column("period_basis", "期限依据", lambda e: e.item.period.basis, words=words.BASES),
    Column("baseline_id", "基线标识", lambda e: e.item.baseline.id if e.item.baseline else None),
    Column(
        "baseline_value", "基线值", lambda e: e.item.baseline.value if e.item.baseline else None, "number"
    ),
    Column("baseline_unit", "基线单位", lambda e: e.item.baseline.unit if e.item.baseline else None),
    Column("confidence", "可信度", lambda e: Decimal(str(e.item.confidence)), "number"),
    Column("doubt", "存疑", lambda e: e.item.doubt, words=words.DOUBTS, is_open=True),
    *_PLACE,
)
_KEY = ("document_id", "id")

TARGETS = Table("targets", "指标", _COLUMNS, each(lambda p: p.targets), _KEY)
RESULTS = Table("results", "结果", _COLUMNS, each(lambda p: p.results), _KEY)


def measures(roles: Collection[MeasureRole]) -> Table[Entry[Measure]]:
    """Targets and results together, those of some roles, in document order."""

    def chosen(plan: Plan) -> list[Measure]:
        both = (m for m in (*plan.targets, *plan.results) if m.role in roles)
        return sorted(both, key=lambda m: int(m.id.removeprefix("m")))

    return Table("measures", "指标和结果", _COLUMNS, each(chosen), _KEY)
