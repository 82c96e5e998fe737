"""Statements of who does what: brackets, label lines, sentences."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.generate import names as words
from tests.generate.truth import ANY, WantedOwner

TOKEN = re.compile(r"\{(?P<sort>one|few|listed|persons?|post|posted|date)(?::(?P<role>\w+))?\}")
PERSONS = frozenset({"person", "persons", "post", "posted"})
"""{post}: 林知远副院长, {posted}: 副院长林知远; {listed} are names of which the first leads."""


@dataclass
class FirstLeads:
    """That the first of names in a list leads: said once, with 下同, and true of all that follows."""

    is_said: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """Whose document it is: what its owners are called."""

    pick: Callable[[Random], str]
    groups: tuple[str, ...]
    first_leads: FirstLeads | None = None
    """Of a document whose brackets hold bare lists."""


HOSPITAL = House(
    words.pick_department,
    ("各临床科室", "各职能科室", "各科室", "各病区", "有关科室", "各支部", "质控小组各成员单位"),
)
GOVERNMENT = House(
    words.pick_bureau,
    (
        *(
            "各有关部门",
            "各县区人民政府",
            "有关单位",
            "各乡镇人民政府",
            "有关部门",
            "各成员单位",
            "市直有关部门",
        ),
        # One name: before its 、 stands no organ that would be named so.
        *("各区、县级市人民政府", "各市、县、区人民政府"),
    ),
)

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
        "责任人：{persons:responsible}",
        "责任人：{posted:responsible}；责任科室：{one:responsible}",
        "牵头领导：{posted:lead}；责任人：{persons:responsible}",
        "牵头领导：{post:lead}；配合部门：{few:support}",
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
        "{posted:lead}牵头，{few:responsible}负责",
        "{persons:responsible}负责",
    ),
}
FIRST_LEADS = (
    "{listed:responsible}负责",
    "责任单位：{listed:responsible}",
    "{listed:responsible}按职责分工负责",
)
FIRST_LEADS_SAID = (
    "，列第一位者为牵头单位，下同",
    "。排在首位的单位为牵头单位，下同",
    "，第一位为牵头单位，下同",
)
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
    "sentence: duties": (
        "{one:any}要加强统筹协调，{few:responsible}负责具体落实",
        "{one:any}要切实履行牵头抓总责任，{one:responsible}负责组织实施，{few:support}配合",
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
        ("责任人：{persons:responsible}", "责任部门：{few:responsible}", "时间节点：{date}"),
        ("牵头领导：{posted:lead}", "主办：{one:lead}", "协办：{few:support}"),
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
    naming = _Naming(house, random, year)
    texts = tuple(TOKEN.sub(naming.write, text) for text in template)
    return Statement(kind, texts, tuple(naming.owners), naming.deadline)


@dataclass
class _Naming:
    """A statement on its way."""

    house: House
    random: Random
    year: int
    owners: list[WantedOwner] = field(default_factory=list)
    deadline: str | None = None

    def write(self, match: re.Match[str]) -> str:
        """The text of one token."""
        role = match["role"] or ANY
        sort = match["sort"]
        if sort == "date":
            text, self.deadline = pick_deadline(self.random, self.year)
            return text
        if sort in PERSONS:
            return self._persons(sort, role)
        names = self._names(sort)
        if sort == "listed":
            self.owners.append(WantedOwner(names[0], "lead"))
            self.owners += [WantedOwner(name, role) for name in names[1:]]
        else:
            self.owners += [WantedOwner(name, role) for name in names]
        return "、".join(names)

    def _persons(self, sort: str, role: str) -> str:
        names = [self._fresh(words.pick_person) for _ in range(2 if sort == "persons" else 1)]
        self.owners += [WantedOwner(name, role) for name in names]
        post = self.random.choice(words.POSTS)
        match sort:
            case "post":
                return names[0] + post
            case "posted":
                return post + names[0]
            case _:
                return "、".join(names)

    def _names(self, sort: str) -> list[str]:
        counts = {"one": (1,), "few": (1, 2, 2, 3, 3, 4)}.get(sort, (2, 3, 4))
        names: list[str] = []
        for _ in range(self.random.choice(counts)):
            names.append(self._fresh(self.house.pick, names))
        if len(names) > 1 and self.random.random() < 0.15:
            names[-1] = self._fresh(lambda random: random.choice(self.house.groups))
        return names

    def _fresh(self, pick: Callable[[Random], str], more: Sequence[str] = ()) -> str:
        used = {owner.name for owner in self.owners} | set(more)
        while (name := pick(self.random)) in used:
            pass
        return name


def pick_statement(
    random: Random, house: House, year: int, table: dict[str, tuple[str, ...]] | None = None
) -> Statement:
    """A statement in one piece, of any kind in *table*; a bracket's where none is given."""
    if table is None and house.first_leads:
        said = "" if house.first_leads.is_said else random.choice(FIRST_LEADS_SAID)
        house.first_leads.is_said = True
        return state("first leads", (random.choice(FIRST_LEADS) + said,), house, random, year)
    chosen = BRACKETS if table is None else table
    kind, text = random.choice([(kind, text) for kind, texts in chosen.items() for text in texts])
    return state(kind, (text,), house, random, year)


def pick_lines(random: Random, house: House, year: int) -> Statement:
    """Lines of labels that stand under a task."""
    return state("label lines", random.choice(LINES["label lines"]), house, random, year)
