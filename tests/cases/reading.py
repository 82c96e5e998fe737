"""
Reads the tables of cases in this folder and compares each case with what the program finds.

How a case is written stands in README.md. hospplan made none of what the cases want.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from tests.composed import source

from hospplan.check import check
from hospplan.extract import extract
from hospplan.lexicon import default_lexicon
from hospplan.link import link
from hospplan.models.document import Section
from hospplan.models.plan import Measure, Owner, Plan, Task
from hospplan.models.source import SourceTable
from hospplan.structure import assemble

FOLDER = Path(__file__).parent
CONTEXTS: Mapping[str, str] = tomllib.loads((FOLDER / "contexts.toml").read_text("utf-8"))

MEASURE = re.compile(
    r"(?P<maybe>\? )?(?P<names>\S.*?) (?P<comparator>ge|gt|le|lt|eq|between|approx)"
    r" (?P<value>\S+) (?P<units>\S+)(?P<rest>(?: \S+)*)"
)
"""A wanted measure: 床位使用率|使用率 ge 85 % increase year to 2025-12-31."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")
RATIO = re.compile(r"\d+(?:\.\d+)?[:/]\d+(?:\.\d+)?")
WORDS = {
    **dict.fromkeys(("target", "actual", "baseline"), "role"),
    **dict.fromkeys(("increase", "decrease"), "change"),
    **dict.fromkeys(("year", "month", "day"), "per"),
    **dict.fromkeys(("must", "strive", "plan"), "modality"),
    **dict.fromkeys(("binding", "expected"), "binding"),
}
"""The field that a word alone after the unit belongs to."""
NAMED = ("from", "to", "part-of", "base")
"""Words that a value follows."""
SAME_UNITS = ({"人", "名", "位"}, {"天", "日"}, {"百分点", "个百分点"}, {"平方米", "㎡"})
ROLES = ("lead", "responsible", "support")

W = TypeVar("W")
G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class Case:
    """One case with where it stands and what it wants, as its table has it."""

    file: str
    number: int
    kind: str
    context: str
    text: str
    wants: Mapping[str, Any]
    gap: str | None

    @property
    def id(self) -> str:
        return f"{self.file}:{self.number}"


def read_cases() -> list[Case]:
    """All cases of the folder, by file and number."""
    cases = []
    for path in sorted(FOLDER.glob("*.toml")):
        if path.name == "contexts.toml":
            continue
        content = tomllib.loads(path.read_text("utf-8"))
        for number, row in enumerate(content["case"], start=1):
            if unknown := row.keys() - {"text", "context", "gap", *_COMPARISONS}:
                raise ValueError(f"{path.name}, case {number}: no such keys: {', '.join(sorted(unknown))}")
            cases.append(
                Case(
                    file=path.stem,
                    number=number,
                    kind=content["kind"],
                    context=row.get("context", content.get("context", "plan")),
                    text=row["text"].strip("\n"),
                    wants={key: row[key] for key in row if key in _COMPARISONS},
                    gap=row.get("gap"),
                )
            )
    return cases


def differences(case: Case) -> list[str]:
    """A line for each thing that the program finds otherwise than the case wants."""
    plan = plan_of(case.context, case.text)
    return [line for key, want in case.wants.items() for line in _COMPARISONS[key](want, plan)]


def plan_of(context: str, text: str) -> Plan:
    """What the program reads where *text* stands in its context."""
    composed = source(CONTEXTS[context].replace("{text}", text))
    blocks = tuple(
        replace(b, cells=tuple(replace(c, text=c.text.replace("⏎", "\n")) for c in b.cells))
        if isinstance(b, SourceTable)
        else b
        for b in composed.blocks
    )
    composed = replace(composed, blocks=blocks)
    lexicon = default_lexicon()
    document = assemble(composed, lexicon)
    facts = extract(document, lexicon)
    return link(composed, document, facts, check(composed, document, facts, lexicon))


def plain(text: str | None) -> str:
    """*text* without width, white space and marks."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text or ""))


# Measures


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure that a case wants; fields that are None or missing in *further* are not compared."""

    line: str
    is_optional: bool
    names: tuple[str, ...]
    comparator: str
    value: str
    units: tuple[str, ...]
    roles: tuple[str | None, ...]
    change: tuple[str | None, ...]
    per: tuple[str | None, ...]
    further: Mapping[str, str]


def wanted(line: str) -> Wanted:
    """The measure that *line* names."""
    match = MEASURE.fullmatch(line)
    if match is None:
        raise ValueError(f"not a measure (NAME COMPARATOR VALUE UNIT …): {line}")
    fields: dict[str, str] = {}
    words = iter(match["rest"].split())
    for word in words:
        if word in NAMED:
            fields[word] = next(words)
        else:
            fields[WORDS[word.rstrip("?")]] = word
    return Wanted(
        line=line,
        is_optional=bool(match["maybe"]),
        names=tuple(plain(name) for name in match["names"].split("|")),
        comparator=match["comparator"],
        value=match["value"],
        units=tuple(match["units"].split("|")),
        roles=_allowed(fields.pop("role", "target")),
        change=_allowed(fields.pop("change", None)),
        per=_allowed(fields.pop("per", None)),
        further=fields,
    )


def _allowed(word: str | None) -> tuple[str | None, ...]:
    """What may be found for *word*: `year?` is year or nothing, `baseline?` either sort of result."""
    if word == "baseline?":
        return ("baseline", "actual")
    return (word.rstrip("?"), None) if word and word.endswith("?") else (word,)


def shown(measure: Measure) -> str:
    """A measure that was found, as a case would write it."""
    name = measure.indicator + (f"[{measure.qualifier}]" if measure.qualifier else "")
    value = measure.grade or measure.ratio or _number(measure.value)
    if measure.value_max is not None:
        value += f"~{_number(measure.value_max)}"
    role = "" if measure.role == "target" else measure.role
    words = [name, measure.comparator, value, measure.unit or "-"]
    return " ".join(words + [w for w in (measure.change, measure.per, role) if w])


def _number(value: object) -> str:
    return "?" if value is None else f"{Decimal(str(value)).normalize():f}"


def _measures(lines: Sequence[str], plan: Plan) -> Iterator[str]:
    found = [*plan.targets, *plan.results]
    wants = [wanted(line) for line in lines]
    firm = [want for want in wants if not want.is_optional]
    pairs, missing, extra = _paired(firm, found, _fit)
    _, _, extra = _paired([want for want in wants if want.is_optional], extra, _fit)
    yield from (f"missing: {want.line}" for want in missing)
    yield from (f"extra: {shown(m)}" for m in extra)
    by_id = {m.id: m for m in found}
    for want, measure in pairs:
        if not set(want.names) & set(_names(measure)):
            yield f"{want.line}: named {shown(measure)}"
        for name, value in want.further.items():
            got = _further(name, measure, by_id)
            if got != value and not (name == "part-of" and got and plain(value) in plain(got)):
                yield f"{want.line}: {name} is {got}"


def _further(name: str, measure: Measure, by_id: Mapping[str, Measure]) -> str | None:
    match name:
        case "from":
            return measure.period.start
        case "to":
            return measure.period.end
        case "part-of":
            return by_id[measure.parent].indicator if measure.parent else None
        case "base":
            return _number(measure.baseline.value) if measure.baseline else None
        case _:
            value: str | None = getattr(measure, name)
            return value


def _fit(want: Wanted, measure: Measure) -> float:
    agree = (
        measure.comparator == want.comparator
        and measure.role in want.roles
        and measure.change in want.change
        and measure.per in want.per
        and any(_same_value(value, want.units, measure) for value in want.value.split("|"))
    )
    if not agree:
        return 0
    fit = max(_same_name(name, got) for name in want.names for got in _names(measure))
    period = all(_further(n, measure, {}) == v for n, v in want.further.items() if n in ("from", "to"))
    return fit + 0.5 * period if fit else 0  # of two equal values in a row of years, each to its own year


def _same_value(value: str, units: Sequence[str], measure: Measure) -> bool:
    if RATIO.fullmatch(value):
        return measure.ratio is not None and plain(measure.ratio) == plain(value)
    low, _, high = value.partition("~")
    if not NUMBER.fullmatch(low):
        return measure.grade is not None and _grade(measure.grade) == _grade(value)
    if measure.value is None or Decimal(str(measure.value)) != Decimal(low):
        return False
    if (measure.value_max is None) != (not high):
        return False
    if measure.value_max is not None and Decimal(str(measure.value_max)) != Decimal(high):
        return False
    allowed = {unit for unit in units if unit != "-"}
    allowed |= {other for unit in units for same in SAME_UNITS if unit in same for other in same}
    return measure.unit in allowed or (measure.unit is None and "-" in units)


def _grade(text: str) -> str:
    return re.sub(r"[\s级]", "", unicodedata.normalize("NFKC", text))


def _names(measure: Measure) -> tuple[str, str]:
    """The indicator with its qualifier after and before it."""
    name, qualifier = plain(measure.indicator), plain(measure.qualifier)
    return name + qualifier, qualifier + name


def _same_name(want: str, got: str) -> float:
    """2 for the very name; 1 for one near enough that the same thing is meant, though told as a fault."""
    if want == got:
        return 2
    holds = want in got and len(got) <= len(want) + 8
    part = got in want and 2 * len(got) >= len(want)
    return 1 if holds or part else 0


def _paired(
    wants: Sequence[W], found: Sequence[G], fits: Callable[[W, G], float]
) -> tuple[list[tuple[W, G]], list[W], list[G]]:
    """Each wanted thing with the found one that fits best; then the wanted and the found that are left."""
    candidates = sorted(
        (-fit, i, j)
        for i, want in enumerate(wants)
        for j, other in enumerate(found)
        if (fit := fits(want, other)) > 0
    )
    partner: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in partner and j not in partner.values():
            partner[i] = j
    return (
        [(wants[i], found[j]) for i, j in sorted(partner.items())],
        [want for i, want in enumerate(wants) if i not in partner],
        [other for j, other in enumerate(found) if j not in partner.values()],
    )


# Owners, tasks, deadlines, headings


def _owner(owner: Owner) -> str:
    return owner.name + (f"@{owner.post}" if owner.post else "")


def _by_role(task: Task) -> dict[str, list[str]]:
    by_role = {role: [_owner(o) for o in task.owners if o.role == role] for role in ROLES}
    return {role: names for role, names in by_role.items() if names}


def _owners(want: Mapping[str, Any], plan: Plan) -> Iterator[str]:
    owned = [task for task in plan.tasks if task.owners]
    if not want:
        yield from (f"no owners wanted: {_by_role(task)}" for task in owned)
        return
    if len(owned) != 1:
        yield f"{len(owned)} tasks with owners, not 1: {[_by_role(task) for task in owned]}"
        return
    yield from _task_owners(want, owned[0])


def _task_owners(want: Mapping[str, Any], task: Task) -> Iterator[str]:
    names = {role: list(want[role]) for role in ROLES if role in want}
    if names != _by_role(task):
        yield f"owners: wanted {names}, got {_by_role(task)}"
    kinds = {owner.name: owner.kind for owner in task.owners}
    for name, kind in (line.split(" ") for line in want.get("kinds", ())):
        if kinds.get(name) != kind:
            yield f"owners: {name} is {kinds.get(name)}, not {kind}"


def _tasks(wants: Sequence[Mapping[str, Any]], plan: Plan) -> Iterator[str]:
    found = [task for task in plan.tasks if task.owners]
    titles = [task.title for task in found]
    if [plain(want["title"]) for want in wants] != [plain(title) for title in titles]:
        yield f"tasks: wanted {[want['title'] for want in wants]}, got {titles}"
        return
    for want, task in zip(wants, found, strict=True):
        yield from (f"{want['title']}: {line}" for line in _task_owners(want, task))
        if "deadline" in want:
            yield from (f"{want['title']}: {line}" for line in _deadline(want["deadline"], task))
        for name in ("number", "group", "project"):
            if name in want and plain(want[name]) != plain(getattr(task, name)):
                yield f"{want['title']}: {name} is {getattr(task, name)}, not {want[name]}"


def _deadline(want: str, task: Task) -> Iterator[str]:
    """Compare with the words for a deadline: none, open, DAY, or DAY..DAY."""
    got = "none"
    if task.deadline:
        got = "..".join(day for day in (task.deadline.start, task.deadline.end) if day) or "open"
    if got != want:
        yield f"deadline: wanted {want}, got {got} ({task.deadline.text if task.deadline else ''})"


def _deadlines(want: str, plan: Plan) -> Iterator[str]:
    tasks = [task for task in plan.tasks if task.owners]
    if len(tasks) != 1:
        yield f"{len(tasks)} tasks with owners, not 1"
        return
    yield from _deadline(want, tasks[0])


def _headings(want: Sequence[str], plan: Plan) -> Iterator[str]:
    def lines(sections: Sequence[Section]) -> Iterator[str]:
        for section in sections:
            number = section.number.text if section.number else ""
            yield " ".join(filter(None, (str(section.level), number, section.title)))
            yield from lines(section.children)

    got = [line for part in plan.document.parts for line in lines(part.sections)]
    squeezed = [re.sub(r"\s", "", line) for line in got]
    if [re.sub(r"\s", "", line) for line in want] != squeezed:
        yield from (f"heading missing: {line}" for line in want if re.sub(r"\s", "", line) not in squeezed)
        yield f"headings got: {got}"


_COMPARISONS: Mapping[str, Callable[[Any, Plan], Iterator[str]]] = {
    "measures": _measures,
    "owners": _owners,
    "tasks": _tasks,
    "deadline": _deadlines,
    "headings": _headings,
}
