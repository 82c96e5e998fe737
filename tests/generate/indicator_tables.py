"""Tables of indicators, in the notation, with their truth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.generate.indicators import SORTS, Indicator
from tests.generate.pieces import Context, Piece
from tests.generate.truth import ANY, Wanted
from tests.generate.years import Years

ROW_SORTS = (
    *(
        "rate",
        "rate",
        "rate",
        "numbered",
        "down",
        "vol",
        "money",
        "time",
        "score",
        "density",
        "mille",
        "thing",
    ),
    *("ratio", "index"),
)
ONE_UNIT_SORTS = ("rate", "rate", "down")
FALLING = frozenset({"down", "time", "mille"})
INDICATOR_HEADS = ("指标", "指标名称", "主要指标", "具体指标")
UNIT_HEADS = ("单位", "计量单位")
BASE_HEADS = ("{}年", "{}年实际", "{}年基期值", "{}年（基期）", "{}年现状")
TARGET_HEADS = ("{}年", "{}年目标", "{}年目标值", "{}年规划值", "{}年（目标）")
GROUPS = ("服务能力", "资源配置", "质量安全", "运行效率", "创新发展", "民生福祉", "绿色生态")
BINDING = {"约束性": "binding", "预期性": "expected"}
COUNTS = "数量"
NOTHING = "—"
FOOTNOTE = "*"
FOOTNOTES = ("为约束性指标", "由第三方机构测算", "按常住人口计算", "为新增指标")


def row(cells: list[str]) -> str:
    """A row of the notation."""
    return "| " + " | ".join(cells) + " |"


@dataclass(frozen=True, slots=True)
class Layout:
    """What columns a table has, and where its unit stands."""

    style: str
    """column, bracket (of the indicator), cell, head (of the year) or caption."""
    years: tuple[int, ...]
    base: int | None
    has_number: bool
    has_group: bool
    has_binding: bool
    base_head: str
    target_head: str

    @classmethod
    def draw(cls, random: Random, years: Years) -> "Layout":
        """A layout for values of these years."""
        style = random.choice(("column", "column", "column", "bracket", "cell", "head", "caption"))
        mid, year = years.mid, years.year
        aims = random.choices(((year,), (mid, year), (mid, mid + 1, mid + 2)), (6, 3, 1))[0]
        has_base = random.random() < 0.7
        is_plain = not has_base and len(aims) == 1 and random.random() < 0.3
        # Of two bare years without a starting point a reader can't tell which are targets.
        target_heads = TARGET_HEADS if has_base or len(aims) == 1 else TARGET_HEADS[1:]
        return cls(
            style=style,
            years=aims,
            base=years.base if has_base else None,
            has_number=random.random() < 0.6,
            has_group=random.random() < 0.25,
            has_binding=random.random() < 0.4,
            base_head=random.choice(BASE_HEADS),
            target_head="目标值" if is_plain else random.choice(target_heads),
        )

    @property
    def kind(self) -> str:
        """Of its measures."""
        return f"table, unit in {self.style}" + ("", ", two years", ", three years")[len(self.years) - 1]

    def heads(self, random: Random) -> list[str]:
        """The cells of the heading row."""
        note = "（%）" if self.style == "head" else ""
        heads = ["序号"] if self.has_number else []
        heads += ["类别"] if self.has_group else []
        heads.append(random.choice(INDICATOR_HEADS))
        heads += [random.choice(UNIT_HEADS)] if self.style == "column" else []
        heads += [self.base_head.format(self.base) + note] if self.base else []
        heads += [self.target_head.format(year) + note for year in self.years]
        heads += [random.choice(("属性", "指标属性", "指标性质"))] if self.has_binding else []
        return heads


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with a value for each column of a year, the first of the base year."""

    indicator: Indicator
    label: str
    """The name as the table shows it, without a unit."""
    values: tuple[Decimal, ...]
    lead: str = ""
    """其中： before the name."""
    mark: str = ""
    """（五年累计） after it."""
    change: str | None = None
    has_base: bool = True
    per: str | None = None
    halves: tuple[tuple[str, Decimal], ...] = ()
    """Two values in the cell of the last year, each with what it is of: 门诊35/住院92."""


def indicator_table(context: Context, years: Years) -> Piece:
    """A table with a value for each indicator and year."""
    random = context.random
    layout = Layout.draw(random, years)
    heads = layout.heads(random)
    caption = random.choice(("表1 主要指标", "主要发展指标", f"{layout.years[-1]}年主要指标"))
    widths = " ".join("30" if head in INDICATOR_HEADS else "6" if head == "序号" else "14" for head in heads)
    piece = Piece()
    if random.random() < 0.2 and layout.style != "caption":
        # A line of text before it, or two tables in a row would be one.
        piece.lines.append(random.choice(("主要指标见下表。", "有关指标如下：", "具体目标如下。")))
        piece.lines += [f"@表 {widths}/2", row([caption, *("<" for _ in heads[1:])]), row(heads)]
    else:
        piece.lines.append(f"@表题 {caption}")
        if layout.style == "caption":
            piece.lines.append("@表题 单位：%")
        piece.lines += [f"@表 {widths}", row(heads)]
    group, number = "", 0
    for at, item in enumerate(_rows(random, layout, random.randint(3, 7))):
        cells: list[str] = []
        number += not item.lead
        if layout.has_number:
            cells.append("" if item.lead else str(number))
        if layout.has_group:
            fresh = at % 3 == 0
            group = random.choice([g for g in GROUPS if g != group]) if fresh else group
            cells.append(group if fresh else "^")
        cells += _value_cells(context, piece, layout, item)
        piece.lines.append(row(cells))
        piece.stretches.append((layout.kind, " ".join(cells)))
    if any(FOOTNOTE in line for line in piece.lines):
        piece.lines.append(f"注：带{FOOTNOTE}的{random.choice(FOOTNOTES)}。")
    return piece


def _value_cells(context: Context, piece: Piece, layout: Layout, item: Row) -> Iterator[str]:
    """The cells from the indicator's name on; what they state goes into *piece*."""
    random, unit = context.random, item.indicator.unit
    binding = random.choice(list(BINDING)) if layout.has_binding else ""
    kind = layout.kind
    if item.lead or item.mark or item.halves:
        kind = "table, " + (item.lead or item.mark or "two values in a cell")
    place = layout.style
    if unit and context.pen.slips("units in three places"):
        place = random.choice(("column", "bracket", "cell"))
    footnote = FOOTNOTE if random.random() < 0.06 else ""
    in_bracket = f"（{unit}）" if place == "bracket" and unit else ""
    yield item.lead + item.label + item.mark + in_bracket + footnote
    if layout.style == "column":
        # Said elsewhere, it may stand here again.
        is_here = place == "column" or random.random() < 0.5
        yield unit if unit and is_here else random.choice((NOTHING, "-", "/"))
    is_in_cell = place == "cell" or (place == "column" and layout.style != "column")
    if layout.base:
        text, wanted = _value_cell(context, item, item.values[0], is_in_cell=is_in_cell, is_plain=True)
        if item.has_base:
            piece.truth.add([replace(wanted, kind=kind, role="result")])
        yield text if item.has_base else NOTHING
    for year, value in zip(layout.years, item.values[1:], strict=True):
        until = None if layout.target_head == "目标值" else str(year)
        changes = {"kind": kind, "until": until, "binding": BINDING.get(binding)}
        if item.halves and year == layout.years[-1]:
            yield _two_values(piece, item, unit if is_in_cell else "", changes)
            continue
        text, wanted = _value_cell(context, item, value, is_in_cell=is_in_cell, is_plain=False)
        piece.truth.add([replace(wanted, **changes)])  # type: ignore[arg-type]
        yield text
    if layout.has_binding:
        yield binding


def _two_values(piece: Piece, item: Row, unit: str, changes: Mapping[str, str | None]) -> str:
    """门诊35/住院92: one indicator of two sorts of patients."""
    for half, value in item.halves:
        wanted = Wanted(
            "",
            item.label,
            value=value,
            unit=item.indicator.folded,
            units=item.indicator.units,
            also=(half + item.label, item.label + half),
            written=f"{half}{value}",
        )
        piece.truth.add([replace(wanted, **changes)])  # type: ignore[arg-type]
    return "/".join(f"{half}{value}{unit}" for half, value in item.halves)


def _rows(random: Random, layout: Layout, count: int) -> list[Row]:
    sorts = ONE_UNIT_SORTS if layout.style in {"head", "caption"} else ROW_SORTS
    columns = len(layout.years) + 1
    rows: list[Row] = []
    while len(rows) < count:
        above = rows[-1] if rows else None
        item = _row(random, random.choice(sorts), columns)
        if above and above.indicator.sort == "thing" and not above.mark and random.random() < 0.3:
            item = _part(random, above, columns)
        elif sorts is ROW_SORTS and random.random() < 0.1:
            item = _cumulative(random, columns)
        elif item.indicator.sort in {"score", "time"} and random.random() < 0.25:
            item = _halved(random, columns)
        if all(
            item.indicator.name not in other.label and other.indicator.name not in item.label
            for other in rows
        ):
            rows.append(item)
    return rows


def _row(random: Random, sort: str, columns: int) -> Row:
    indicator = SORTS[sort](random)
    values = tuple(indicator.draw_rising(random, max(columns, 2))[:columns])
    label = indicator.name + (COUNTS if sort == "thing" else "")
    return Row(indicator, label, values[::-1] if sort in FALLING else values)


def _part(random: Random, above: Row, columns: int) -> Row:
    """A part of the row above, in its unit."""
    while True:
        item = _row(random, "thing", columns)
        if item.indicator.unit == above.indicator.unit:
            return replace(item, lead="其中：")


def _cumulative(random: Random, columns: int) -> Row:
    """What comes new over the whole time; a starting point it has not."""
    item = _row(random, "thing", columns)
    mark = random.choice(("（五年累计）", "（累计）", "（年均）"))
    per = "year" if mark == "（年均）" else None
    return replace(item, label=f"新增{item.indicator.name}", mark=mark, change=ANY, has_base=False, per=per)


def _halved(random: Random, columns: int) -> Row:
    """An indicator whose last value is one of outpatients and one of inpatients."""
    sort, name = random.choice(
        (("score", "就诊体验评价得分"), ("time", "术前检查等待时间"), ("score", "回访好评度"))
    )
    item = _row(random, sort, columns)
    halves = zip(("门诊", "住院"), item.indicator.draw_rising(random, 2), strict=True)
    return replace(item, label=name, halves=tuple(halves))


def _value_cell(
    context: Context, item: Row, value: Decimal, *, is_in_cell: bool, is_plain: bool
) -> tuple[str, Wanted]:
    indicator = item.indicator
    unit = indicator.unit if is_in_cell else ""
    wanted = Wanted(
        "",
        item.label,
        value=value * indicator.factor,
        unit=indicator.folded,
        units=indicator.units,
        also=(indicator.name,),
        change=item.change,
        # A yearly volume may or may not be called one; a cumulative one is none.
        per=item.per or (ANY if indicator.sort in {"vol", "money"} else None),
    )
    if indicator.sort == "ratio":
        text = f"1：{value}"
        return text, replace(wanted, value=None, ratio=f"1:{value}", unit=None, written=text)
    number = context.pen.number(value, unit)
    wanted = replace(wanted, written=number)
    if is_plain:
        return number + unit, wanted
    form, comparator = context.random.choice(
        (("{}", "eq"), ("{}", "eq"), ("≤{}", "le"), ("{}以下", "le"), ("{}以内", "le"), ("<{}", "lt"))
        if indicator.sort in FALLING
        else (("{}", "eq"), ("{}", "eq"), ("≥{}", "ge"), ("{}以上", "ge"), (">{}", "gt"), ("不低于{}", "ge"))
    )
    return form.format(number + unit), replace(wanted, comparator=comparator, form=form.format("…"))
