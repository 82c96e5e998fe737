"""The strokes of OFD path objects (GB/T 33190-2016, 9.1): rules of tables, lines under heads."""

import re
from collections.abc import Iterator
from math import hypot

from hospplan.page.figures import MOST_SEGMENTS, Matrix, Point, Stroke, moved, strokes_of
from hospplan.readers.ofd.xml import POINTS, read_number

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,3})?")
_POINTS_OF = {"S": 1, "M": 1, "L": 1, "Q": 2, "B": 3, "C": 0}
"""Operators → how many points each takes; A, an arc, is an ellipse's two axes, three settings and a point."""
_STRAIGHT = frozenset("SML")
_THICKEST = 6.0
"""Points; what is drawn with a broader pen is an area."""
_LONGEST = 200_000
"""Characters of a path: a longer one is a picture, or the outline of letters."""


def read_strokes(
    data: str, matrix: Matrix, *, is_stroked: bool, is_filled: bool, line_width: float
) -> Iterator[Stroke]:
    """
    The straight strokes along an axis that a path draws: left, top, right, bottom.

    Args:
        data: Its AbbreviatedData.
        matrix: From its own coordinates (millimetres, y downwards) to points on the paper.
        is_stroked: Its lines are drawn.
        is_filled: Its inside is.
        line_width: Of its pen, in millimetres.
    """
    # Some programs mean a pen's width as it is drawn, others before the matrix scales it.
    is_stroked = is_stroked and line_width * min(POINTS, _scale(matrix)) <= _THICKEST
    if len(data) > _LONGEST or not (is_stroked or is_filled):
        return
    figures = list(_figures(data, matrix))
    if sum(len(points) for points, _ in figures) > MOST_SEGMENTS:
        return
    for points, is_curved in figures:
        if not is_curved:
            yield from strokes_of(points, is_stroked=is_stroked)


def _scale(matrix: Matrix) -> float:
    a, b, c, d, _, _ = matrix
    return max(hypot(a, b), hypot(c, d))


def _figures(data: str, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The corners of each figure in points on the paper, and whether it has curves."""
    points: list[Point] = []
    is_curved = False
    tokens = _TOKEN.findall(data)
    at = 0
    while at < len(tokens):
        operator = tokens[at]
        at += 1
        if operator == "C":
            if points:
                points.append(points[0])
            continue
        if operator == "A":
            count = 7
        elif operator in _POINTS_OF:
            count = 2 * _POINTS_OF[operator]
        else:
            continue  # a number too many, or an operator that the standard does not know
        numbers = tokens[at : at + count]
        if len(numbers) < count or any(token.isalpha() for token in numbers):
            continue
        at += count
        if operator in "SM" and points:
            yield points, is_curved
            points, is_curved = [], False
        is_curved = is_curved or operator not in _STRAIGHT
        points.append(moved(read_number(numbers[-2], 0.0), read_number(numbers[-1], 0.0), matrix))
    if points:
        yield points, is_curved
