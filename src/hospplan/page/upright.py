"""A page of glyphs and strokes turned so that most of its text stands upright."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import cast

from hospplan.models.source import Frame, Turn
from hospplan.page.figures import Stroke
from hospplan.page.ink import Glyph, PageInk, Rule

_VERTICAL_SHARE = 0.6
_LEAST_VERTICAL = 20
"""Characters of a page in vertical writing: fewer may be a narrow column."""

SKEW = 8.0
"""Degrees off the next quarter turn from which text lies across the page, as a watermark does."""


def turn_upright(
    number: int,
    paper: Frame,
    glyphs: Sequence[Glyph],
    strokes: Iterable[Stroke],
    angle: Turn,
    rotation: int = 0,
) -> PageInk:
    """
    A page as ink.

    Args:
        number: Of the page, from 1.
        paper: The page before anybody turns it.
        glyphs: In points from the top left corner of the paper.
        strokes: Likewise: left, top, right, bottom.
        angle: Degrees counter-clockwise by which the text is turned on the paper.
        rotation: Degrees clockwise by which a viewer turns the paper.
    """
    # What is turned counter-clockwise on the paper is undone by as much clockwise; what a viewer turns is a part of it.
    frame = _frame(paper.width, paper.height, rotation, cast("Turn", (angle - rotation) % 360))
    turn = Frame(paper.width, paper.height, angle).turned
    kept = tuple(_turned(glyph, turn) for glyph in glyphs) if angle else tuple(glyphs)
    horizontals, verticals = _rules(strokes, turn)
    return PageInk(number, frame, kept, horizontals, verticals)


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether the characters of a page follow each other downwards, as in vertical writing."""
    down = sum(
        abs(b.x0 - a.x0) < 0.4 * a.size and 0.6 * a.size < b.top - a.top < 2.2 * a.size
        for a, b in pairwise(glyphs)
    )
    return len(glyphs) >= _LEAST_VERTICAL and down > _VERTICAL_SHARE * len(glyphs)


def _frame(width: float, height: float, rotation: int, turn: Turn) -> Frame:
    """The page as a viewer shows it, which has turned the paper clockwise by *rotation*."""
    return Frame(height, width, turn) if rotation in (90, 270) else Frame(width, height, turn)


_Turner = Callable[[float, float, float, float], tuple[float, float, float, float]]


def _turned(glyph: Glyph, turn: _Turner) -> Glyph:
    x0, top, x1, bottom = turn(glyph.x0, glyph.top, glyph.x1, glyph.bottom)
    # The foot of a box that was turned is not told by the library's base; it is the same for a whole line.
    return Glyph(glyph.text, x0, top, x1, bottom, glyph.size, bottom)


def _rules(strokes: Iterable[Stroke], turn: _Turner) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    horizontals, verticals = [], []
    for stroke in strokes:
        a, b, c, d = turn(*stroke)
        if c - a > d - b:
            horizontals.append(Rule((b + d) / 2, a, c))
        else:
            verticals.append(Rule((a + c) / 2, b, d))
    return tuple(horizontals), tuple(verticals)
