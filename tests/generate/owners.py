"""Statements of who does what: brackets, label lines, sentences."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.generate import vocabulary as words
from tests.generate.truth import ANY, WantedOwner

TOKEN = re.compile(r"\{(?P<sort>one|few|person|post|date)(?::(?P<role>\w+))?\}")


@dataclass(frozen=True, slots=True)
class House:
    """Whose document it is: what its owners are called."""

    pick: Callable[[Random], str]
    groups: tuple[str, ...]


HOSPITAL = House(words.pick_department, ("各临床科室", "各职能科室", "各科室", "各病区"))
GOVERNMENT = House(words.pick_bureau, ("各有关部门", "各县区人民政府", "有关单位", "各乡镇人民政府"))

BRACKETS: dict[str, tuple[str, ...]] = {
    "labels: lead and support": (
        "牵头单位：{one:lead}；配合单位：{few:support}",
        "牵头部门：{one:lead}；配合部门：{few:support}",
        "牵头单位：{one:lead}，配合单位：{few:support}",
        "牵头科室：{one:lead}；协同科室：{few:support}",
        "主办：{one:lead}；协办：{few:support}",
        "主办单位：{one:lead}；协办单位：{few:support}",
        "牵头单位：{one:lead}；参与单位：{few:support}",
    ),
    "labels: responsible": (
        "责任单位：{few:responsible}",
        "责任部门：{few:responsible}",
        "责任科室：{few:responsible}",
        "责任单位：{one:responsible}",
        "承办单位：{few:responsible}",
        "负责部门：{few:responsible}",
    ),
    "labels: lead and responsible": (
        "牵头单位：{one:lead}；责任单位：{few:responsible}",
        "牵头单位：{one:lead}，责任单位：{few:responsible}",
        "牵头部门：{one:lead}；责任部门：{few:responsible}；配合部门：{few:support}",
        "责任部门：{few:responsible}；配合部门：{few:support}",
        "责任单位：{one:responsible}；协办单位：{few:support}",
    ),
    "labels: deadline": (
        "责任单位：{few:responsible}；完成时限：{date}",
        "牵头单位：{one:lead}；配合单位：{few:support}；完成时限：{date}",
        "责任部门：{one:responsible}，完成时限：{date}",
        "责任单位：{few:responsible}；时限：{date}",
    ),
    "labels: persons": (
        "责任人：{person:responsible}",
        "牵头领导：{person:lead}；责任部门：{few:responsible}",
        "责任领导：{person:any}；责任科室：{few:responsible}",
        "分管领导：{person:any}；责任单位：{few:responsible}",
        "责任人：{person:responsible}；完成时限：{date}",
        "第一责任人：{person:lead}；责任部门：{one:responsible}",
    ),
    "verbs: lead and support": (
        "{one:lead}牵头，{few:support}配合",
        "{one:lead}牵头，{few:support}参与",
        "{one:lead}牵头，{few:support}等配合",
        "由{one:lead}牵头，{few:support}配合",
        "{one:lead}牵头，{few:responsible}按职责分工负责",
        "{one:lead}牵头，{few:responsible}等按职责分工负责",
        "{one:lead}牵头负责，{few:support}配合",
        "{few:lead}牵头，{one:support}配合",
        "牵头单位为{one:lead}，配合单位为{few:support}",
    ),
    "verbs: responsible": (
        "{few:responsible}按职责分工负责",
        "{few:responsible}等按职责分工负责",
        "{few:responsible}等负责",
        "{one:responsible}负责",
        "{few:responsible}负责",
        "{one:responsible}负责，{few:support}配合",
        "{few:responsible}分别负责",
    ),
    "verbs: together": (
        "{one:responsible}会同{one:any}负责",
        "{one:any}会同{few:any}负责",
        "{one:lead}牵头，会同{few:any}落实",
        "{one:any}指导，{few:responsible}落实",
        "{one:any}指导，{one:responsible}负责落实",
    ),
    "verbs: persons": (
        "{post:lead}牵头，{few:responsible}负责",
        "{post:lead}牵头，{one:responsible}负责，{few:support}配合",
        "{person:responsible}负责",
        "{person:lead}牵头，{few:support}配合",
    ),
}
SENTENCES: dict[str, tuple[str, ...]] = {
    "sentence: by": (
        "由{one:lead}牵头，会同{few:any}抓好落实",
        "由{one:lead}牵头，{few:support}配合",
        "由{post:lead}牵头，责任部门：{few:responsible}，配合：{few:support}",
        "由{one:responsible}负责，{few:support}配合",
        "此项工作由{one:lead}牵头，{few:support}参与",
        "牵头单位：{one:lead}；配合单位：{few:support}",
        "责任单位：{few:responsible}",
        "责任部门：{few:responsible}，配合部门：{few:support}",
    ),
}
LINES: dict[str, tuple[tuple[str, ...], ...]] = {
    "label lines": (
        ("责任领导：{person:any}", "责任科室：{few:responsible}", "完成时限：{date}"),
        ("牵头单位：{one:lead}", "配合单位：{few:support}"),
        ("责任单位：{few:responsible}", "完成时限：{date}"),
        ("责任单位：{few:responsible}",),
        ("牵头部门：{one:lead}　配合部门：{few:support}",),
        ("责任领导：{person:any}　责任科室：{few:responsible}　完成时限：{date}",),
        ("牵头领导：{person:lead}；责任部门：{few:responsible}；完成时限：{date}",),
    ),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What it says, without its brackets, and who is named in it."""

    kind: str
    texts: tuple[str, ...]
    owners: tuple[WantedOwner, ...]
    deadline: str | None = None


def pick_deadline(random: Random, year: int) -> tuple[str, str]:
    """Words for a last day in *year*, and how its ISO date begins."""
    month = random.randint(3, 11)
    return random.choice(
        (
            (f"{year}年底前", f"{year}-12"),
            (f"{year}年{month}月底前", f"{year}-{month:02}"),
            (f"{year}年{month}月", f"{year}-{month:02}"),
            (f"{year}年{month}月底", f"{year}-{month:02}"),
            (f"{year}年12月31日前", f"{year}-12-31"),
            (f"{year}年{month}月20日前", f"{year}-{month:02}-20"),
            (f"{year}年12月", f"{year}-12"),
        )
    )


def state(kind: str, template: tuple[str, ...], house: House, random: Random, year: int) -> Statement:
    """A statement of a template; no name occurs twice in it."""
    owners: list[WantedOwner] = []
    used: set[str] = set()
    deadline: list[str] = []

    def fresh(pick: Callable[[Random], str]) -> str:
        while (name := pick(random)) in used:
            pass
        used.add(name)
        return name

    def write(match: re.Match[str]) -> str:
        role = match["role"] or ANY
        match match["sort"]:
            case "date":
                text, iso = pick_deadline(random, year)
                deadline.append(iso)
                return text
            case "person" | "post":
                name = fresh(words.pick_person)
                owners.append(WantedOwner(name, role))
                return name + (random.choice(words.POSTS) if match["sort"] == "post" else "")
            case sort:
                count = 1 if sort == "one" else random.choice((1, 2, 2, 3, 3, 4))
                names = [fresh(house.pick) for _ in range(count)]
                if count > 1 and random.random() < 0.15:
                    names[-1] = fresh(lambda r: r.choice(house.groups))
                owners.extend(WantedOwner(name, role) for name in names)
                return "、".join(names)

    texts = tuple(TOKEN.sub(write, text) for text in template)
    return Statement(kind, texts, tuple(owners), deadline[0] if deadline else None)


def pick_statement(
    random: Random, house: House, year: int, table: dict[str, tuple[str, ...]] | None = None
) -> Statement:
    """A statement in one piece, of any kind in *table*."""
    chosen = BRACKETS if table is None else table
    kind = random.choice(list(chosen))
    return state(kind, (random.choice(chosen[kind]),), house, random, year)


def pick_lines(random: Random, house: House, year: int) -> Statement:
    """Lines of labels that stand under a task."""
    return state("label lines", random.choice(LINES["label lines"]), house, random, year)
