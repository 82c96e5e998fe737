"""Tables of tasks, in the notation, with their truth."""

from dataclasses import replace
from random import Random

from tests.generate import names as words
from tests.generate import owners, prose
from tests.generate.indicator_tables import GROUPS, row
from tests.generate.pieces import Context, Piece, draw_sentence
from tests.generate.templates import TARGETS
from tests.generate.truth import ANY, WantedOwner, WantedTask

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
        for col, (_, wanted, sort) in enumerate(columns):
            # Whether 下同 of the text's brackets goes for a table's column too, the contract leaves open.
            role = ANY if context.house.first_leads and wanted == "responsible" else wanted
            text, drawn = _owner_cell(context, role, sort, {o.name for o in named})
            if at % 3 and context.pen.slips("merged cells"):
                cells.append("^")
            else:
                above[col] = drawn
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
    if sort == "person":
        return _person_cell(context, role)
    random = context.random
    count = 1 if sort == "one" else random.choice((1, 1, 2, 2, 3))
    names = [n for n in words.pick_distinct(random, count, context.house.pick) if n not in used]
    names = names or [context.house.groups[0]]
    owners_ = [WantedOwner(name, role) for name in names]
    text = random.choice(("、", "、", "、", "⏎", "，")).join(names)
    if sort == "few" and random.random() < 0.08:
        helper = context.house.pick(random)
        if helper not in {*used, *names} and not set("（、") & set(helper + names[-1]):
            # Who stands in brackets after a department helps it.
            owners_.append(WantedOwner(helper, "support"))
            text += f"（{helper}）"
    return text, tuple(owners_)


def _person_cell(context: Context, role: str) -> tuple[str, tuple[WantedOwner, ...]]:
    random = context.random
    names = words.pick_distinct(random, random.choice((1, 1, 1, 2)), words.pick_person)
    shown = [
        f"{name[0]}　{name[1]}" if len(name) == 2 and context.pen.slips("wide spaces") else name
        for name in names
    ]
    if len(names) == 1 and random.random() < 0.2:
        post = random.choice(words.POSTS)
        shown = [random.choice((post + shown[0], shown[0] + post))]
    return "、".join(shown), tuple(WantedOwner(name, role) for name in names)
