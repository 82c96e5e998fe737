"""Tables of indicators and of tasks, in the notation, with their truth."""

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.generate import owners, prose
from tests.generate import vocabulary as words
from tests.generate.indicators import SORTS, Indicator
from tests.generate.pieces import Context, Piece, draw_sentence
from tests.generate.templates import TARGETS
from tests.generate.truth import ANY, Wanted, WantedOwner, WantedTask

ROW_SORTS = (
    "rate",
    "rate",
    "rate",
    "down",
    "vol",
    "money",
    "time",
    "score",
    "density",
    "mille",
    "thing",
    "ratio",
    "index",
)
ONE_UNIT_SORTS = ("rate", "rate", "down")
INDICATOR_HEADS = ("指标", "指标名称", "主要指标", "具体指标")
UNIT_HEADS = ("单位", "计量单位")
GROUPS = ("服务能力", "资源配置", "质量安全", "运行效率", "创新发展", "民生福祉", "绿色生态")
BINDING = ("约束性", "预期性")
COUNTS = "数量"


def row(cells: list[str]) -> str:
    """A row of the notation."""
    return "| " + " | ".join(cells) + " |"


@dataclass(frozen=True, slots=True)
class _Row:
    indicator: Indicator
    label: str
    """The name as the table shows it, without a unit."""
    values: tuple[Decimal, ...]
    """One for each column of a year, the first of the base year."""


def indicator_table(context: Context, base: int, mid: int, year: int) -> Piece:
    """A table with a value for each indicator and year."""
    random = context.random
    style = random.choice(("column", "column", "column", "bracket", "cell", "head", "caption"))
    years = [mid, year] if random.random() < 0.35 else [year]
    has_base = random.random() < 0.7
    sorts = ONE_UNIT_SORTS if style in {"head", "caption"} else ROW_SORTS
    rows = _rows(random, sorts, len(years) + 1, random.randint(3, 7))
    has_number, has_binding = random.random() < 0.6, random.random() < 0.4
    has_group = random.random() < 0.25
    unit_note = "（%）" if style == "head" else ""
    heads = [
        *(["序号"] if has_number else []),
        *(["类别"] if has_group else []),
        random.choice(INDICATOR_HEADS),
    ]
    if style == "column":
        heads.append(random.choice(UNIT_HEADS))
    if has_base:
        heads.append(
            random.choice(
                (f"{base}年", f"{base}年实际", f"{base}年基期值", f"{base}年（基期）", f"{base}年现状")
            )
            + unit_note
        )
    target_head = random.choice(("{}年", "{}年目标", "{}年目标值", "{}年规划值", "{}年（目标）"))
    if not has_base and len(years) == 1 and random.random() < 0.3:
        target_head = "目标值"
    heads += [target_head.format(each) + unit_note for each in years]
    if has_binding:
        heads.append(random.choice(("属性", "指标属性", "指标性质")))
    widths = " ".join(
        ["6"] * has_number + ["30" if h in INDICATOR_HEADS else "14" for h in heads[has_number:]]
    )
    piece = Piece()
    piece.lines.append("@表题 " + random.choice(("表1 主要指标", "主要发展指标", f"{year}年主要指标")))
    if style == "caption":
        piece.lines.append("@表题 单位：%")
    piece.lines += [f"@表 {widths}", row(heads)]
    kind = f"table, unit in {style}" + (", two years" if len(years) == 2 else "")
    group = ""
    for at, item in enumerate(rows):
        cells: list[str] = []
        if has_number:
            cells.append(str(at + 1))
        if has_group:
            fresh = at % 3 == 0
            group = random.choice([g for g in GROUPS if g != group]) if fresh else group
            cells.append(group if fresh else "^")
        cells.append(_name_cell(item, style))
        if style == "column":
            cells.append(item.indicator.unit or random.choice(("—", "-", "/")))
        shown = item.values[0:1] if has_base else ()
        for value in shown:
            text, wanted = _value_cell(context, item, value, style, is_plain=True)
            piece.truth.add([replace(wanted, kind=kind, role="result")])
            cells.append(text)
        for each, value in zip(years, item.values[1:], strict=True):
            text, wanted = _value_cell(context, item, value, style, is_plain=False)
            until = str(each) if target_head != "目标值" else None
            piece.truth.add([replace(wanted, kind=kind, until=until)])
            cells.append(text)
        if has_binding:
            cells.append(random.choice(BINDING))
        piece.lines.append(row(cells))
        piece.stretches.append((kind, " ".join(cells)))
    return piece


def _rows(random: Random, sorts: tuple[str, ...], values: int, count: int) -> list[_Row]:
    rows: list[_Row] = []
    while len(rows) < count:
        indicator = SORTS[random.choice(sorts)](random)
        if any(indicator.name in (other.indicator.name, other.label) for other in rows):
            continue
        label = indicator.name + (COUNTS if indicator.sort == "thing" else "")
        drawn = tuple(indicator.draw_rising(random, max(values, 2))[:values])
        if indicator.sort in {"down", "time", "mille"}:
            drawn = drawn[::-1]
        rows.append(_Row(indicator, label, drawn))
    return rows


def _name_cell(item: _Row, style: str) -> str:
    unit = item.indicator.unit
    return f"{item.label}（{unit}）" if style == "bracket" and unit else item.label


def _value_cell(
    context: Context, item: _Row, value: Decimal, style: str, *, is_plain: bool
) -> tuple[str, Wanted]:
    indicator = item.indicator
    unit = indicator.unit if style == "cell" else ""
    wanted = Wanted(
        "",
        item.label,
        value=value * indicator.factor,
        unit=indicator.folded,
        units=indicator.units,
        also=(indicator.name,),
        per=ANY if indicator.sort in {"vol", "money"} else None,
    )
    if indicator.sort == "ratio":
        text = f"1：{value}"
        return text, replace(wanted, value=None, ratio=f"1:{value}", unit=None, written=text)
    number = context.pen.number(value, unit)
    wanted = replace(wanted, written=number)
    if is_plain:
        return number + unit, wanted
    down = indicator.sort in {"down", "time", "mille"}
    form, comparator = context.random.choice(
        (("{}", "eq"), ("{}", "eq"), ("≤{}", "le"), ("{}以下", "le"), ("{}以内", "le"), ("<{}", "lt"))
        if down
        else (("{}", "eq"), ("{}", "eq"), ("≥{}", "ge"), ("{}以上", "ge"), (">{}", "gt"), ("不低于{}", "ge"))
    )
    return form.format(number + unit), replace(wanted, comparator=comparator, form=form.format("…"))


TASK_HEADS = ("工作任务", "重点任务", "任务内容", "主要任务", "任务名称", "工作内容")
LEAD_HEADS = ("牵头单位", "牵头部门", "牵头科室", "主办", "主办单位", "主办部门")
RESPONSIBLE_HEADS = ("责任单位", "责任部门", "责任科室", "承办单位", "承办部门")
SUPPORT_HEADS = ("配合单位", "协办", "协办单位", "配合部门", "参与单位", "协同部门")
PERSON_HEADS = (("牵头领导", "lead"), ("分管领导", ANY), ("责任人", "responsible"), ("责任领导", ANY))
OTHER_HEADS = (("指导部门", ANY), ("指导单位", ANY))
TIME_HEADS = ("完成时限", "时间节点", "完成时间", "时限", "完成时间节点")


def task_table(context: Context) -> Piece:
    """A table with a task in each row and owners in columns of their own."""
    random = context.random
    columns = _owner_columns(random)
    has_number, has_time = random.random() < 0.6, random.random() < 0.6
    has_group = random.random() < 0.4
    heads = [
        *(["序号"] if has_number else []),
        *([random.choice(("类别", "重点方向", "领域"))] if has_group else []),
    ]
    heads.append(random.choice(TASK_HEADS))
    heads += [head for head, _, _ in columns]
    if has_time:
        heads.append(random.choice(TIME_HEADS))
    piece = Piece()
    widths = ["6"] * has_number + ["12"] * has_group + ["36"] + ["16"] * (len(columns) + has_time)
    piece.lines.append(
        "@表题 " + random.choice(("任务分工表", "重点任务分解表", "任务清单", "责任分工一览表"))
    )
    piece.lines += ["@表 " + " ".join(widths), row(heads)]
    kind = "task table: " + "+".join(sorted({sort for _, _, sort in columns}))
    above: dict[int, tuple[WantedOwner, ...]] = {}
    titles: set[str] = set()
    for at in range(random.randint(2, 6)):
        cells = [str(at + 1)] if has_number else []
        if has_group:
            cells.append(random.choice(GROUPS) if at % 3 == 0 else "^")
        title = _task_title(context, piece, titles)
        cells.append(title)
        named: list[WantedOwner] = []
        for col, (_, role, sort) in enumerate(columns):
            if at % 3 and context.pen.slips("merged cells"):
                cells.append("^")
            else:
                text, above[col] = _owner_cell(context, role, sort, {o.name for o in named})
                cells.append(text)
            named += [owner for owner in above[col] if owner.name not in {o.name for o in named}]
        deadline = None
        if has_time:
            text, deadline = owners.pick_deadline(random, context.year)
            cells.append(text.removesuffix("前") if random.random() < 0.3 else text)
        piece.lines.append(row(cells))
        piece.truth.tasks.append(WantedTask(kind, (title,), tuple(named), deadline))
        piece.stretches.append((kind, " ".join(cells)))
    return piece


def _owner_columns(random: Random) -> list[tuple[str, str, str]]:
    """Head, role and sort of each column, one to three."""
    lead = (random.choice(LEAD_HEADS), "lead", "one")
    responsible = (random.choice(RESPONSIBLE_HEADS), "responsible", "few")
    support = (random.choice(SUPPORT_HEADS), "support", "few")
    person = (*random.choice(PERSON_HEADS), "person")
    other = (*random.choice(OTHER_HEADS), "one")
    return list(
        random.choice(
            (
                (lead, support),
                (responsible,),
                (lead, responsible),
                (lead, responsible, support),
                (person, responsible),
                (person, lead, support),
                (other, responsible),
                (responsible, support),
            )
        )
    )


def _task_title(context: Context, piece: Piece, titles: set[str]) -> str:
    while True:
        if context.random.random() < 0.5:
            sentence = draw_sentence(
                context, {"object after verb": TARGETS["object after verb"], "level": TARGETS["level"]}
            )
            title, wanted = sentence.text, sentence.wanted
        else:
            title, wanted = prose.pick_heading(context.random), ()
        if title not in titles:
            titles.add(title)
            piece.truth.add(replace(item, kind="in a task table: " + item.kind) for item in wanted)
            return title


def _owner_cell(
    context: Context, role: str, sort: str, used: set[str]
) -> tuple[str, tuple[WantedOwner, ...]]:
    random = context.random
    if sort == "person":
        name = words.pick_person(random)
        shown = f"{name[0]}　{name[1]}" if len(name) == 2 and context.pen.slips("wide spaces") else name
        return shown, (WantedOwner(name, role),)
    count = 1 if sort == "one" else random.choice((1, 1, 2, 2, 3))
    names = [n for n in words.pick_distinct(random, count, context.house.pick) if n not in used]
    names = names or [context.house.groups[0]]
    mark = random.choice(("、", "、", "、", "⏎", "，"))
    return mark.join(names), tuple(WantedOwner(name, role) for name in names)
