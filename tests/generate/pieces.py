"""Paragraphs of a document: what is drawn from one seed, with its truth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.generate import decoys, owners, prose
from tests.generate.numbering import Counter
from tests.generate.numerals import hanzi
from tests.generate.owners import House, Statement
from tests.generate.pen import Pen
from tests.generate.sentence import Sentence, Setting, fill
from tests.generate.templates import LIST_ITEMS, RESULTS, TARGETS
from tests.generate.truth import Truth, WantedHeading, WantedTask


@dataclass
class Piece:
    """Lines of the notation with their truth."""

    lines: list[str] = field(default_factory=list)
    truth: Truth = field(default_factory=Truth)
    stretches: list[tuple[str, str]] = field(default_factory=list)
    """Kind and text of each sentence: where a false positive fell."""


@dataclass(frozen=True)
class Context:
    """What the pieces of one document have in common."""

    random: Random
    """Of one piece."""
    pen: Pen
    house: House
    words: dict[str, str]
    year: int
    counter: Counter

    def setting(self, role: str = "target") -> Setting:
        """For sentences of that role."""
        return Setting(self.words, role)


def draw_sentence(context: Context, table: dict[str, tuple[str, ...]], role: str = "target") -> Sentence:
    """A sentence of any kind in *table*."""
    kind = context.random.choice(list(table))
    return fill(kind, context.random.choice(table[kind]), context.setting(role), context.random, context.pen)


def heading(
    piece: Piece, context: Context, level: int, title: str, *, more: Sequence[str] = (), kind: str = ""
) -> str:
    """The text of a numbered heading; *more* are other readings of its title. Its truth goes into *piece*."""
    number = context.counter.next(level)
    style = context.counter.scheme[level - 1]
    piece.truth.headings.append(WantedHeading(kind or f"heading {style}", level, number, (title, *more)))
    return number + (" " if style in {"chapter", "article", "whole", "decimal"} else "") + title


def _say(piece: Piece, sentence: Sentence) -> str:
    piece.truth.add(sentence.wanted)
    piece.stretches.append((sentence.kind, sentence.text))
    return sentence.text


def measure_paragraph(context: Context, level: int | None, *, role: str = "target") -> Piece:
    """A paragraph of one to three sentences that state measures, numbered with a run-in heading where *level* is given."""
    piece = Piece()
    table = TARGETS if role == "target" else RESULTS
    random = context.random
    sentences = [
        _say(piece, draw_sentence(context, table, role)) for _ in range(random.choice((1, 1, 2, 2, 3)))
    ]
    if random.random() < 0.4:
        filler = prose.pick_sentence(random)
        sentences.insert(random.randint(0, len(sentences)), filler)
        piece.stretches.append(("prose", filler))
    mark = "；" if len(sentences) > 1 and random.random() < 0.15 else "。"
    body = mark.join(sentences) + "。"
    if level is None:
        piece.lines.append(body)
    elif len(sentences) == 1 and random.random() < 0.6:
        piece.lines.append(
            heading(piece, context, level, sentences[0], kind="heading of one sentence") + "。"
        )
    else:
        title = prose.pick_heading(random)
        piece.lines.append(heading(piece, context, level, title, kind="heading run-in") + "。" + body)
    return piece


def inline_paragraph(context: Context, _level: int | None, *, role: str = "target") -> Piece:
    """A paragraph with 一是…；二是…."""
    piece = Piece()
    table = TARGETS if role == "target" else RESULTS
    mark = context.random.choice("；。")
    parts = []
    for number in range(1, context.random.randint(2, 3) + 1):
        text = _say(piece, draw_sentence(context, table, role))
        if "；" in text:
            text = text.replace("；", "，")
        parts.append(f"{hanzi(number)}是{text}")
    piece.lines.append(mark.join(parts) + "。")
    return piece


def measure_list(context: Context, level: int | None) -> Piece:
    """Numbered items of one sentence each, or of a name and its value."""
    piece = Piece()
    table = LIST_ITEMS if context.random.random() < 0.25 else TARGETS
    for _ in range(context.random.randint(2, 4)):
        text = _say(piece, draw_sentence(context, table))
        if level is None:
            piece.lines.append(text + "。")
        else:
            piece.lines.append(heading(piece, context, level, text, kind="heading of one sentence") + "。")
    return piece


def decoy_paragraph(context: Context, level: int | None, table: dict[str, tuple[str, ...]]) -> Piece:
    """A paragraph of sentences with numbers that are nothing."""
    piece = Piece()
    sentences = []
    for _ in range(context.random.randint(1, 3)):
        sentence = draw_sentence(context, table)
        sentences.append(_say(piece, sentence))
    if level is None:
        piece.lines.append("。".join(sentences) + "。")
    else:
        title = prose.pick_heading(context.random)
        piece.lines.append(
            heading(piece, context, level, title, kind="heading run-in") + "。" + "。".join(sentences) + "。"
        )
    return piece


def article(context: Context) -> Piece:
    """An article of a regulation: rules with numbers in a sentence or two, or in items （一）（二）."""
    piece = Piece()
    first = _say(piece, draw_sentence(context, decoys.RULES))
    if context.random.random() < 0.3:
        opening = f"{context.random.choice(('符合下列条件之一的', '有下列情形的'))}，应当及时报告："
        piece.lines.append(heading(piece, context, 2, opening, kind="heading article"))
        for _ in range(context.random.randint(2, 3)):
            text = _say(piece, draw_sentence(context, decoys.RULES))
            piece.lines.append(heading(piece, context, 3, text, kind="heading in an article") + "；")
        return piece
    more = "。" + _say(piece, draw_sentence(context, decoys.RULES)) if context.random.random() < 0.4 else ""
    piece.lines.append(heading(piece, context, 2, first, kind="heading article") + more + "。")
    return piece


def filler_paragraph(context: Context, level: int | None) -> Piece:
    """A paragraph without numbers, or principles, a paragraph each."""
    piece = Piece()
    if level is None and context.random.random() < 0.3:
        piece.lines += [f"{principle}。" for principle in context.random.sample(prose.PRINCIPLES, 2)]
        return piece
    text = "。".join(prose.pick_sentence(context.random) for _ in range(context.random.randint(1, 3))) + "。"
    if level is not None:
        text = (
            heading(piece, context, level, prose.pick_heading(context.random), kind="heading run-in")
            + "。"
            + text
        )
    piece.stretches.append(("prose", text))
    piece.lines.append(text)
    return piece


# Tasks in paragraphs: a number, what to do, and who.


def task_paragraph(context: Context, level: int | None) -> Piece:
    """A numbered item with its owners, in one of the shapes that plans use."""
    shapes: tuple[Callable[[Context, int], Piece], ...] = (
        *(_bracket_at_end, _bracket_at_end, _bracket_on_one_sentence, _two_brackets),
        *(_by_sentence, _lines_below),
    )
    if context.house.first_leads:
        # 列第一位者为牵头单位，下同 is said of brackets; the contract leaves open what it makes of a label's line.
        shapes = (_bracket_at_end, _bracket_on_one_sentence, _two_brackets)
    return context.random.choice(shapes)(context, level or 2)


def _sentences(piece: Piece, context: Context, count: int) -> list[str]:
    """Sentences of a task: measures, prose, and now and then a number that is none."""
    out = []
    for _ in range(count):
        chance = context.random.random()
        if chance < 0.6:
            out.append(_say(piece, draw_sentence(context, TARGETS)))
        elif chance < 0.85:
            text = prose.pick_sentence(context.random)
            piece.stretches.append(("prose", text))
            out.append(text)
        else:
            out.append(_say(piece, draw_sentence(context, decoys.IN_TASKS)))
    return out


def _add_task(piece: Piece, statement: Statement, titles: Sequence[str]) -> None:
    piece.truth.tasks.append(WantedTask(statement.kind, tuple(titles), statement.owners, statement.deadline))
    piece.stretches.append((statement.kind, "".join(statement.texts)))


def _bracketed(context: Context, text: str) -> str:
    left, right = context.random.choices(("（）", "【】", "［］"), (8, 1, 1))[0]
    return left + text + right


def _close(context: Context, text: str, bracket: str) -> str:
    """A sentence with its bracket, the full stop before or after it."""
    return text + context.random.choice((f"。{bracket}", f"{bracket}。", f"。{bracket}"))


def _bracket_at_end(context: Context, level: int) -> Piece:
    piece = Piece()
    title = prose.pick_heading(context.random)
    statement = owners.pick_statement(context.random, context.house, context.year)
    start = heading(piece, context, level, title, kind="heading run-in")
    sentences = _sentences(piece, context, context.random.randint(1, 3))
    body = _close(context, "。".join(sentences), _bracketed(context, statement.texts[0]))
    piece.lines.append(f"{start}。{body}")
    _add_task(piece, statement, (title, *sentences))
    return piece


def _bracket_on_one_sentence(context: Context, level: int) -> Piece:
    piece = Piece()
    (sentence,) = _sentences(piece, context, 1)
    statement = owners.pick_statement(context.random, context.house, context.year)
    bracket = _bracketed(context, statement.texts[0])
    start = heading(piece, context, level, sentence, more=(sentence + bracket,), kind="heading with owners")
    piece.lines.append(_close(context, start, bracket))
    _add_task(piece, statement, (sentence,))
    return piece


def _two_brackets(context: Context, level: int) -> Piece:
    piece = Piece()
    title = prose.pick_heading(context.random)
    start = heading(piece, context, level, title, kind="heading run-in")
    body = ""
    for _ in range(2):
        (sentence,) = _sentences(piece, context, 1)
        statement = owners.pick_statement(context.random, context.house, context.year)
        body += f"{sentence}（{statement.texts[0]}）。"
        _add_task(piece, statement, (sentence, title))
    piece.lines.append(f"{start}。{body}")
    return piece


def _by_sentence(context: Context, level: int) -> Piece:
    piece = Piece()
    title = prose.pick_heading(context.random)
    start = heading(piece, context, level, title, kind="heading run-in")
    sentences = _sentences(piece, context, 1)
    statement = owners.pick_statement(context.random, context.house, context.year, owners.SENTENCES)
    piece.lines.append(f"{start}。{'。'.join(sentences)}。{statement.texts[0]}。")
    _add_task(piece, statement, (title, *sentences))
    return piece


def _lines_below(context: Context, level: int) -> Piece:
    piece = Piece()
    title = prose.pick_heading(context.random)
    start = heading(piece, context, level, title, kind="heading run-in")
    sentences = _sentences(piece, context, context.random.randint(1, 2))
    statement = owners.pick_lines(context.random, context.house, context.year)
    piece.lines += [f"{start}。{'。'.join(sentences)}。", *statement.texts]
    _add_task(piece, statement, (title, *sentences))
    return piece


def group_heading(context: Context, level: int) -> Piece:
    """A heading line over tasks, now and then with owners of its own."""
    piece = Piece()
    title = prose.pick_heading(context.random)
    if context.random.random() < 0.15:
        statement = owners.pick_statement(context.random, context.house, context.year)
        bracket = f"（{statement.texts[0]}）"
        piece.lines.append(
            heading(piece, context, level, title, more=(title + bracket,), kind="heading with owners")
            + bracket
        )
        _add_task(piece, statement, (title,))
        body = prose.pick_sentence(context.random)
        piece.lines.append(body + "。")
        piece.stretches.append(("prose", body))
    else:
        piece.lines.append(heading(piece, context, level, title))
    return piece
