"""What of a document's truth was found, what was missed, what was made up."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.generate.compose import Sample
from tests.generate.frame import BRACKETS
from tests.generate.truth import ANY, Wanted, WantedTask

from hospplan.models.document import Document, Section
from hospplan.models.plan import Measure, Plan, Task

SAME_UNITS = (
    frozenset({"人", "名", "位"}),
    frozenset({"天", "日"}),
    frozenset({"百分点", "个百分点"}),
    frozenset({"工作日", "个工作日"}),
    frozenset({"台次", "例", "台"}),
    frozenset({"rank", "位", "名"}),
)
LEVELS_SCORED = 4
INNER_STYLES = frozenset({"inline", "project"})
BESIDE = 6
"""Characters by which two names of one indicator may differ."""
W = TypeVar("W")
G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class Miss:
    """Something wanted that was not found, or found that was not wanted."""

    sort: str
    """measure, owner, heading."""
    kind: str
    """Of phrasing; of a false positive that of the sentence it fell in."""
    place: str
    """The sentence."""
    wanted: str
    got: str


@dataclass
class Score:
    """Counts over any number of documents."""

    right: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    by_kind: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """Right and wanted for each sort and kind."""
    misses: list[Miss] = field(default_factory=list)
    extras: list[Miss] = field(default_factory=list)
    confidence: dict[int, list[int]] = field(default_factory=dict)
    """Right and all measures for each tenth of confidence."""

    def count(self, sort: str, *, right: int, wanted: int, found: int) -> None:
        """Add counts of one document."""
        for table, number in ((self.right, right), (self.wanted, wanted), (self.found, found)):
            table[sort] = table.get(sort, 0) + number

    def count_kind(self, sort: str, kind: str, *, is_right: bool) -> None:
        """Add one wanted thing."""
        counts = self.by_kind.setdefault((sort, kind), [0, 0])
        counts[0] += is_right
        counts[1] += 1

    def f1(self, sort: str) -> float:
        """The F1 of a sort; 1 where there was nothing to find and nothing was found."""
        total = self.wanted.get(sort, 0) + self.found.get(sort, 0)
        return 2 * self.right.get(sort, 0) / total if total else 1.0

    def add(self, other: "Score") -> None:
        """Take the counts of other documents over."""
        for mine, theirs in (
            (self.right, other.right),
            (self.wanted, other.wanted),
            (self.found, other.found),
        ):
            for sort, number in theirs.items():
                mine[sort] = mine.get(sort, 0) + number
        for key, (right, wanted) in other.by_kind.items():
            counts = self.by_kind.setdefault(key, [0, 0])
            counts[0] += right
            counts[1] += wanted
        for tenth, (right, wanted) in other.confidence.items():
            counts = self.confidence.setdefault(tenth, [0, 0])
            counts[0] += right
            counts[1] += wanted
        self.misses += other.misses
        self.extras += other.extras


def plain(text: str | None) -> str:
    """*text* without width, marks and white space."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text or "")).lower()


def compare(sample: Sample, plan: Plan) -> Score:
    """The score of one document."""
    score = Score()
    finder = _Finder(sample, plan)
    _compare_measures(sample, plan, finder, score)
    _compare_tasks(sample, plan, finder, score)
    _compare_headings(sample, plan.document, score)
    _compare_header(sample, plan.document, score)
    return score


# Measures


def same_name(wanted: Wanted, indicator: str, qualifier: str | None) -> bool:
    """Equal, or one inside the other but for a few characters."""
    founds = {plain(indicator), plain((qualifier or "") + indicator), plain(indicator + (qualifier or ""))}
    for name in map(plain, (wanted.indicator, *wanted.also)):
        for found in founds:
            inside = name in found or (found in name and 2 * len(found) >= len(name))
            if found and inside and abs(len(found) - len(name)) <= BESIDE:
                return True
    return False


def same_unit(wanted: Wanted, unit: str | None) -> bool:
    """Equal, or two words for one unit."""
    if wanted.grade or wanted.ratio:
        return True
    units = {wanted.unit or "", *wanted.units}
    found = unicodedata.normalize("NFKC", unit or "")
    if found in units:
        return True
    return any(found in group and units & group for group in SAME_UNITS)


def _bare_grade(text: str | None) -> str:
    return re.sub(r"[级等]", "", plain(text))


def same_value(wanted: Wanted, found: Measure) -> bool:
    """The number, the ends of the range, the grade or the ratio."""
    if wanted.grade:
        return bool(found.grade) and _bare_grade(found.grade) == _bare_grade(wanted.grade)
    if wanted.ratio:
        ratio = unicodedata.normalize("NFKC", found.ratio or "").replace(" ", "").replace("∶", ":")
        return ratio == wanted.ratio
    return (found.value, found.value_max) == (wanted.value, wanted.value_max)


def faults(wanted: Wanted, found: Measure) -> list[str]:
    """The fields in which *found* is not what is wanted."""
    role = "target" if found.role == "target" else "result"
    checks = {
        "value": same_value(wanted, found),
        "indicator": same_name(wanted, found.indicator, found.qualifier),
        "unit": same_unit(wanted, found.unit),
        "comparator": wanted.comparator in (found.comparator, ANY),
        "change": wanted.change in (found.change, ANY),
        "per": wanted.per in (found.per, ANY),
        "role": wanted.role in (role, ANY),
    }
    return [name for name, is_right in checks.items() if not is_right]


def show_wanted(wanted: Wanted) -> str:
    """A measure of the truth on a line."""
    fields = (wanted.indicator, wanted.comparator, wanted.value, wanted.value_max, wanted.grade, wanted.ratio)
    fields += (wanted.unit, wanted.change, wanted.per, wanted.role)  # type: ignore[assignment]
    return " ".join(str(f) for f in fields if f is not None)


def show_found(found: Measure) -> str:
    """A measure of the output on a line."""
    fields = (found.indicator, found.qualifier, found.comparator, found.value, found.value_max, found.grade)
    fields += (found.ratio, found.unit, found.change, found.per, found.role)  # type: ignore[assignment]
    return " ".join(str(f) for f in fields if f is not None)


def _compare_measures(sample: Sample, plan: Plan, finder: "_Finder", score: Score) -> None:
    founds: list[Measure] = [*plan.targets, *plan.results]
    wanted = [w for w in sample.truth.measures if not w.is_optional]
    optional = [w for w in sample.truth.measures if w.is_optional]
    pairs = match(wanted, founds, lambda w, f: not faults(w, f))
    hit = {w for w, _ in pairs}
    taken = {f for _, f in pairs}
    free = [at for at in range(len(founds)) if at not in taken]
    forgiven = match(optional, [founds[at] for at in free], same_value)
    free = [at for n, at in enumerate(free) if n not in {f for _, f in forgiven}]
    score.count("measures", right=len(pairs), wanted=len(wanted), found=len(pairs) + len(free))
    near = match(
        [w for at, w in enumerate(wanted) if at not in hit],
        [founds[at] for at in free],
        lambda w, f: len(faults(w, f)) <= 2,
    )
    near_of = {w: founds[free[f]] for w, f in near}
    missed = [w for at, w in enumerate(wanted) if at not in hit]
    for at, item in enumerate(wanted):
        score.count_kind("measures", item.kind, is_right=at in hit)
        if item.form:
            score.count_kind("wording", item.form, is_right=at in hit)
    for at, item in enumerate(missed):
        found = near_of.get(at)
        got = f"{'+'.join(faults(item, found))}: {show_found(found)}" if found else "nothing"
        score.misses.append(Miss("measures", item.kind, finder.sentence(item), show_wanted(item), got))
    explained = {free[f] for _, f in near}
    for at in free:
        kind, sentence = finder.fell_in(founds[at].source.block, founds[at].source.quote)
        if at not in explained:
            score.extras.append(Miss("measures", kind, sentence, "", show_found(founds[at])))
    for at, found in enumerate(founds):
        tenth = min(9, int(found.confidence * 10))
        counts = score.confidence.setdefault(tenth, [0, 0])
        counts[0] += at in taken
        counts[1] += at in taken or at in free
    for w, f in pairs:
        if wanted[w].binding:
            is_right = founds[f].binding == wanted[w].binding
            score.count("binding", right=int(is_right), wanted=1, found=1)
            score.count_kind("binding", wanted[w].kind, is_right=is_right)
        if wanted[w].until:
            end = founds[f].period.end or ""
            is_right = end.startswith(wanted[w].until or "")
            score.count("periods", right=int(is_right), wanted=1, found=1)
            score.count_kind("periods", wanted[w].kind, is_right=is_right)
            if not is_right:
                got = f"{founds[f].period.text} {end}"
                score.misses.append(
                    Miss("periods", wanted[w].kind, finder.sentence(wanted[w]), str(wanted[w].until), got)
                )


def match(wanted: Sequence[W], found: Sequence[G], same: Callable[[W, G], bool]) -> list[tuple[int, int]]:
    """Pairs of indices, each once, in document order where several would do."""
    free = list(range(len(found)))
    pairs = []
    for at, item in enumerate(wanted):
        for other in free:
            if same(item, found[other]):
                pairs.append((at, other))
                free.remove(other)
                break
    return pairs


# Tasks and owners


def _compare_tasks(sample: Sample, plan: Plan, finder: "_Finder", score: Score) -> None:
    founds = [task for task in plan.tasks if task.owners]
    wanted = sample.truth.tasks
    pairs = sorted(
        (
            (_overlap(w, f), -abs(i / len(wanted) - j / len(founds)), i, j)
            for i, w in enumerate(wanted)
            for j, f in enumerate(founds)
            if _same_title(w, f)
        ),
        reverse=True,
    )
    of_wanted: dict[int, int] = {}
    for _, _, i, j in pairs:
        if i not in of_wanted and j not in of_wanted.values():
            of_wanted[i] = j
    right = 0
    for i, item in enumerate(wanted):
        found = founds[of_wanted[i]] if i in of_wanted else None
        right += _compare_owners(item, found, finder, score)
    for j, found in enumerate(founds):
        if j not in of_wanted.values():
            kind, sentence = finder.fell_in(found.source.block, found.source.quote)
            score.extras.append(Miss("owners", kind, sentence, "", f"{found.title}: {_show_owners(found)}"))
    score.count(
        "owners",
        right=right,
        wanted=sum(len(w.owners) for w in wanted),
        found=sum(len(f.owners) for f in founds),
    )
    score.count("tasks", right=len(of_wanted), wanted=len(wanted), found=len(founds))


def _compare_owners(item: WantedTask, found: Task | None, finder: "_Finder", score: Score) -> int:
    left = list(found.owners) if found else []
    missing = []
    for owner in item.owners:
        hit = next(
            (o for o in left if plain(o.name) == plain(owner.name) and owner.role in (o.role, ANY)), None
        )
        score.count_kind("owners", item.kind, is_right=hit is not None)
        if hit is None:
            missing.append(f"{owner.name}={owner.role}")
        else:
            left.remove(hit)
    if missing or left:
        got = f"{found.title}: {_show_owners(found)}" if found else "no task of that title"
        place = finder.statement(item)
        want = f"{item.titles[0]}: {'、'.join(f'{o.name}={o.role}' for o in item.owners)}"
        score.misses.append(Miss("owners", item.kind, place, want, got))
    if item.deadline and found:
        end = (found.deadline.end or "") if found.deadline else ""
        is_right = end.startswith(item.deadline)
        score.count("deadlines", right=int(is_right), wanted=1, found=1)
        score.count_kind("deadlines", item.kind, is_right=is_right)
        if not is_right:
            score.misses.append(
                Miss("deadlines", item.kind, finder.statement(item), item.deadline, str(found.deadline))
            )
    return len(item.owners) - len(missing)


def _show_owners(task: Task) -> str:
    return "、".join(f"{owner.name}={owner.role}" for owner in task.owners)


def _same_title(wanted: WantedTask, found: Task) -> bool:
    title = plain(found.title)
    return any(
        title == name
        or (len(title) >= 4 and (title in name or name in title) and abs(len(title) - len(name)) <= BESIDE)
        for name in map(plain, wanted.titles)
    )


def _overlap(wanted: WantedTask, found: Task) -> int:
    return len({plain(o.name) for o in wanted.owners} & {plain(o.name) for o in found.owners})


# Header, headings


def header_of(document: Document) -> dict[str, object]:
    """Fields of header, sign-off and imprint, and titles of parts."""
    header, sign_off, imprint = document.header, document.sign_off, document.imprint
    return {
        "title": header.title,
        "title_note": header.title_note,
        "document_number": _squash(header.document_number.text).translate(BRACKETS)
        if header.document_number
        else None,
        "issuer_mark": header.issuer_mark,
        "addressees": header.addressees,
        "sign_off_issuers": sign_off.issuers,
        "sign_off_date": sign_off.date,
        "enclosures": tuple(part.title for part in document.parts if part.kind == "enclosure"),
        "attachment_list": document.attachment_list,
        "attachments": tuple(part.title for part in document.parts if part.kind == "attachment"),
        "cc": imprint.cc,
        "issuing_office": imprint.issuing_office,
        "issue_date": imprint.issue_date,
        "note": document.note,
    }


def _compare_header(sample: Sample, document: Document, score: Score) -> None:
    found = header_of(document)
    for name, wanted in sample.truth.header.items():
        is_right = found[name] == wanted
        score.count("header", right=int(is_right), wanted=1, found=1)
        score.count_kind("header", name, is_right=is_right)
        if not is_right:
            score.misses.append(
                Miss("header", name, str(sample.truth.header["title"]), str(wanted), str(found[name]))
            )


def _walk(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _compare_headings(sample: Sample, document: Document, score: Score) -> None:
    found = [
        (s.level, _squash(s.number.text), plain(s.title)[:30])
        for part in document.parts
        for s in _walk(part.sections)
        if s.number and s.number.style not in INNER_STYLES and s.level <= LEVELS_SCORED
    ]
    left = list(found)
    wanted = sample.truth.headings
    right = 0
    for item in wanted:
        keys = [(item.level, _squash(item.number), plain(title)[:30]) for title in item.titles]
        hit = next((key for key in keys if key in left), None)
        if hit:
            left.remove(hit)
            right += 1
        else:
            near = [f for f in left if f[1] == keys[0][1] or f[2] == keys[0][2]]
            score.misses.append(
                Miss("headings", item.kind, item.titles[0], str(keys[0]), str(near[0]) if near else "nothing")
            )
        score.count_kind("headings", item.kind, is_right=hit is not None)
    score.extras += [
        Miss("headings", "heading", title, "", f"{level} {number}") for level, number, title in left
    ]
    score.count("headings", right=right, wanted=len(wanted), found=len(found))


def _squash(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


class _Finder:
    """Which sentence of the sample something stands in."""

    def __init__(self, sample: Sample, plan: Plan) -> None:
        self.stretches = [
            (kind, f"{text}» 〔{place}〕", plain(text)) for kind, text, place in sample.stretches
        ]
        self.texts: dict[str, str] = {}
        for part in plan.document.parts:
            self.texts.update({block.id: block.text for block in part.blocks})
            for table in part.tables:
                self.texts.update({cell.id: cell.text for cell in table.cells})

    def fell_in(self, block: str, quote: str) -> tuple[str, str]:
        """Kind and text of the sentence that holds *quote*, else of the block."""
        bare = plain(quote)
        whole = plain(self.texts.get(block))
        fitting = [s for s in self.stretches if bare and bare in s[2] and (s[2] in whole or whole in s[2])]
        fitting = fitting or [s for s in self.stretches if bare and bare in s[2]]
        if fitting:
            return fitting[0][0], fitting[0][1]
        return "elsewhere", (self.texts.get(block) or quote)[:160]

    def sentence(self, wanted: Wanted) -> str:
        """The sentence that states *wanted*."""
        written, name = plain(wanted.written), plain(wanted.also[0] if wanted.also else wanted.indicator)
        for _, text, bare in self.stretches:
            if written in bare and (name in bare or plain(wanted.indicator) in bare):
                return text
        return ""

    def statement(self, item: WantedTask) -> str:
        """The words that name the owners."""
        for kind, text, bare in self.stretches:
            if kind == item.kind and all(plain(owner.name) in bare for owner in item.owners):
                return text
        return ""
