"""Whole documents from a sketch: which pieces, from which seeds."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random

from tests.generate import decoys, pieces, prose
from tests.generate.boxes import box
from tests.generate.frame import Frame
from tests.generate.indicator_tables import indicator_table
from tests.generate.noise import KINDS, disturb
from tests.generate.numbering import SCHEMES, Counter, pick_scheme
from tests.generate.owners import GOVERNMENT, HOSPITAL, FirstLeads
from tests.generate.pen import Pen
from tests.generate.pieces import Context, Piece, heading
from tests.generate.task_tables import task_table
from tests.generate.truth import Truth
from tests.generate.years import Years

PLACES: dict[str, tuple[str, ...]] = {
    "results": ("result paragraph", "result list"),
    "situation": ("situation",),
    "guide": ("filler",),
    "aims": ("aim paragraph", "aim list", "indicator table"),
    "tasks": ("task", "task with measures", "task table", "box"),
    "rules": ("rule", "neutral"),
    "attachments": ("attachment",),
    "articles": ("article",),
}
"""The sections of a plan in their order, and what stands in each."""
KINDS_OF_PIECE = tuple(kind for kinds in PLACES.values() for kind in kinds)
WEIGHTS = dict(zip(KINDS_OF_PIECE, (2, 1, 1, 1, 4, 2, 3, 6, 2, 1, 1, 3, 1, 1, 0), strict=True))
KINDS_OF_POINTS = ("task", "task with measures", "filler", "box")
"""What stands in a document of points: 一、 to 三十、 without sections."""
SHARE_OF_REGULATIONS = 0.06
SHARE_OF_POINTS = 0.06
SHARE_OF_LONG = 0.06
SHARE_OF_FIRST_LEADS = 0.08


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a document is drawn from; each part may go without the others changing."""

    frame: int
    """Seed of header, titles and numbering."""
    pieces: tuple[tuple[str, int], ...]
    """Kind and seed of each piece."""
    noise: tuple[tuple[str, int], ...] = ()
    """Kinds of noise, each with its rate in percent."""
    is_points: bool = False
    """The pieces are points one after another, 一、 to 三十、; those that need a section are left out."""


@dataclass
class Sample:
    """A document with its truth."""

    sketch: Sketch
    notation: str
    truth: Truth
    stretches: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind and text of each sentence, and the title of its section."""


def sketch_of(seed: int, *, is_noisy: bool = True) -> Sketch:
    """The sketch that a seed gives: six to fourteen pieces, or many, at least a third of the kinds of noise."""
    random = Random(seed)
    count = random.randint(20, 34) if random.random() < SHARE_OF_LONG else random.randint(6, 14)
    kinds = random.choices(KINDS_OF_PIECE, [WEIGHTS[kind] for kind in KINDS_OF_PIECE], k=count)
    is_points = random.random() < SHARE_OF_POINTS
    if is_points:
        kinds = random.choices(KINDS_OF_POINTS, (5, 4, 2, 1), k=random.randint(14, 33))
    elif random.random() < SHARE_OF_REGULATIONS:
        kinds = ["article"] * count
    chosen = random.sample(KINDS, random.randint(-(-len(KINDS) // 3), len(KINDS) * 2 // 3))
    noise = tuple((kind, random.randint(5, 30)) for kind in chosen) if is_noisy else ()
    seeds = tuple((kind, random.getrandbits(32)) for kind in kinds)
    return Sketch(random.getrandbits(32), seeds, noise, is_points)


def compose(sketch: Sketch) -> Sample:
    """The document of a sketch: the same for the same sketch."""
    return _Composer(sketch).compose()


class _Composer:
    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.random = Random(sketch.frame)
        self.rates = {kind: rate / 100 for kind, rate in sketch.noise}
        self.years = Years.draw(self.random)
        self.is_hospital = self.random.random() < 0.5
        self.is_regulation = any(kind == "article" for kind, _ in sketch.pieces)
        self.house = HOSPITAL if self.is_hospital else GOVERNMENT
        if self.random.random() < SHARE_OF_FIRST_LEADS:
            self.house = replace(self.house, first_leads=FirstLeads())
        self.frame = Frame.draw(
            self.random, self.years, is_hospital=self.is_hospital, is_regulation=self.is_regulation
        )
        self.scheme = "第一章 第一条" if self.is_regulation else pick_scheme(self.random)
        if sketch.is_points and self.scheme in {"decimal", "第一章 一、", "第一章（一）"}:
            self.scheme = "一（一）1."
        if self.scheme == "decimal" and not self._has_two_levels():
            self.scheme = "一（一）1."  # a lone "1 工作回顾" is no heading that anybody could tell
        self.goes_on = self.scheme in {"一（一）", "第一章（一）"} and self.random.random() < 0.6
        self.attachments: list[tuple[str, list[str]]] = []
        self.truth = Truth()
        self.stretches: list[tuple[str, str, str]] = []
        self.section = ""
        self.counter = self._counter(self.random)

    def _has_two_levels(self) -> bool:
        kinds = {kind for kind, _ in self.sketch.pieces}
        return bool(kinds & {*PLACES["tasks"], *PLACES["rules"]} - {"task table"}) and len(kinds) > 1

    def _counter(self, random: Random) -> Counter:
        return Counter(SCHEMES[self.scheme], self._pen(random.getrandbits(32)), self.goes_on)

    def _pen(self, seed: int) -> Pen:
        return Pen(Random(seed), self.rates)

    def _context(self, seed: int) -> Context:
        random = Random(seed)
        pen = self._pen(seed + 1)
        return Context(random, pen, self.house, self.years.words, self.years.year, self.counter)

    def compose(self) -> Sample:
        body = [] if self.frame.shape == "cover" else list(self._text())
        titles = [title for title, _ in self.attachments]
        lines = [*self.frame.head(), *body, *self.frame.after_text(titles)]
        for at, (title, own) in enumerate(self.attachments, 1):
            number = at if len(self.frame.listed(titles)) > 1 else None
            lines += [*self.frame.attachment(title, number), *own]
        lines += self.frame.foot()
        self.truth.header = self.frame.truth(titles)
        notation = "\n".join(disturb(lines, self.rates, Random(self.sketch.frame + 1))) + "\n"
        return Sample(self.sketch, notation, self.truth, self.stretches)

    def _text(self) -> Iterable[str]:
        if self.is_regulation:
            return self._articles()
        return self._points() if self.sketch.is_points else self._body()

    def _points(self) -> Iterable[str]:
        """一、 to 三十、, one after another under the title."""
        self.section = self.frame.name
        for kind, seed in self.sketch.pieces:
            if kind in KINDS_OF_POINTS:
                yield from self._take(self._piece(kind, self._context(seed), 1))

    def _body(self) -> Iterable[str]:
        for place, kinds in PLACES.items():
            chosen = [(kind, seed) for kind, seed in self.sketch.pieces if kind in kinds]
            if not chosen:
                continue
            if place == "attachments":
                for _, seed in chosen:
                    self._attach(seed)
                continue
            context = self._context(Random(f"{self.sketch.frame} {place}").getrandbits(32))
            title = Piece()
            self.section = context.random.choice(prose.TITLES[place])
            text = heading(title, context, 1, self.section, kind="heading of a section")
            yield from self._take(title, text)
            yield from self._section(place, chosen, context)

    def _articles(self) -> Iterable[str]:
        """Chapters of articles, whose numbers count on: rules, no plan."""
        for at, (_, seed) in enumerate(self.sketch.pieces):
            context = self._context(seed)
            if at % 3 == 0:
                chapter = Piece()
                self.section = prose.CHAPTERS[at // 3 % len(prose.CHAPTERS)]
                text = heading(chapter, context, 1, self.section, kind="heading of a chapter")
                yield from self._take(chapter, text)
            yield from self._take(pieces.article(context))

    def _attach(self, seed: int) -> None:
        """An attachment with its own numbering: a list of tasks, of aims, or a table."""
        random = Random(seed)
        kind = random.choice(("task table", "indicator table", "task", "aim list"))
        title = {
            "task table": "重点任务分工表",
            "indicator table": "主要指标表",
            "task": "重点任务清单",
            "aim list": "年度工作目标",
        }[kind]
        self.section = title = f"{random.choice(prose.OBJECTS)}{title}"
        before, self.counter = self.counter, Counter(SCHEMES["一（一）1."], self._pen(seed), goes_on=False)
        if self.house.first_leads:
            self.house.first_leads.is_said = False  # an attachment says it again
        lines: list[str] = []
        for each in range(1 if "table" in kind else random.randint(1, 3)):
            own = self._context(seed + each)
            lines += self._take(self._piece(kind, own, None if "table" in kind else 1))
        self.counter = before
        self.attachments.append((title, lines))

    def _section(self, place: str, chosen: list[tuple[str, int]], context: Context) -> Iterable[str]:
        grouped = place == "tasks" and context.random.random() < 0.6
        numbered = place in {"tasks", "rules"} or context.random.random() < 0.5
        level = (3 if grouped else 2) if numbered else None
        for at, (kind, seed) in enumerate(chosen):
            own = self._context(seed)
            if grouped and at % 3 == 0:
                yield from self._take(pieces.group_heading(self._context(seed + 1), 2))
            yield from self._take(self._piece(kind, own, level))

    def _piece(self, kind: str, context: Context, level: int | None) -> Piece:
        match kind:
            case "result paragraph":
                return pieces.measure_paragraph(context, level, role="result")
            case "result list":
                return pieces.inline_paragraph(context, level, role="result")
            case "situation":
                return pieces.decoy_paragraph(context, level, decoys.SITUATION)
            case "filler":
                return pieces.filler_paragraph(context, level)
            case "aim paragraph":
                return pieces.measure_paragraph(context, level)
            case "aim list":
                if context.random.random() < 0.3:
                    return pieces.inline_paragraph(context, level)
                return pieces.measure_list(context, level)
            case "indicator table":
                return indicator_table(context, self.years)
            case "task":
                return pieces.task_paragraph(context, level)
            case "task with measures":
                return pieces.measure_paragraph(context, level)
            case "task table":
                return task_table(context)
            case "box":
                return box(context)
            case "rule":
                return pieces.decoy_paragraph(context, level, decoys.RULES)
            case _:
                return pieces.decoy_paragraph(context, level, decoys.NEUTRAL)

    def _take(self, piece: Piece, line: str | None = None) -> list[str]:
        self.truth.measures += piece.truth.measures
        self.truth.tasks += piece.truth.tasks
        self.truth.headings += piece.truth.headings
        self.stretches += [(*stretch, self.section) for stretch in piece.stretches]
        return [line] if line is not None else piece.lines


def with_noise(sketch: Sketch, *noise: tuple[str, int]) -> Sketch:
    """The same document with other noise, or with none."""
    return replace(sketch, noise=noise)
