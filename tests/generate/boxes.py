"""专栏: boxes of projects that stand between the paragraphs of a plan, drawn or as a heading with its lines."""

from tests.generate import prose
from tests.generate.indicator_tables import row
from tests.generate.pieces import Context, Piece, draw_sentence
from tests.generate.templates import TARGETS
from tests.generate.vocabulary import PROJECTS

ENDINGS = ("工程", "行动", "计划", "项目")


def box(context: Context) -> Piece:
    """Two to four projects with what each is to bring; its lines are no sections."""
    random = context.random
    piece = Piece()
    context.counter.boxes += 1
    mark = random.choice(("　", " ", "："))
    title = f"专栏{context.counter.boxes}{mark}{prose.pick_heading(random)}重点项目"
    items = [_item(context, piece, at) for at in range(1, random.randint(2, 4) + 1)]
    match random.choice(("lines", "cell", "rows")):
        case "lines":
            piece.lines += [title, *items]
        case "cell":
            piece.lines += ["@表 100", row([title]), row(["⏎".join(items)])]
        case _:
            piece.lines += ["@表 100", row([title]), *(row([item]) for item in items)]
    return piece


def _item(context: Context, piece: Piece, at: int) -> str:
    sentence = draw_sentence(context, {kind: texts for kind, texts in TARGETS.items() if kind in KINDS})
    piece.truth.add(sentence.wanted)
    piece.stretches.append(("box: " + sentence.kind, sentence.text))
    name = PROJECTS[(context.counter.boxes * 5 + at) % len(PROJECTS)] + context.random.choice(ENDINGS)
    # Without a number: a text export makes of a box's cell a line like any other, whose number would be a heading's.
    return f"{name}。{sentence.text}。"


KINDS = frozenset(
    {"level", "object after verb", "value before its noun", "new", "enumeration", "several in one sentence"}
)
"""What boxes tell of: things to be built, and what they bring."""
