"""Drawn figures: their corners moved to the page, and the straight strokes along an axis that they make."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

_THIN = 3.0
"""Points: a filled rectangle not wider is a rule; wider it is a shade."""
_SLANT = 0.6
"""Points by which a stroke may leave its axis."""
_SHORTEST = 1.5
"""Points; shorter strokes are dots."""
MOST_SEGMENTS = 2_000
"""Of one path: more are the outline of a picture or of letters."""

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f: x becomes ax + cy + e, y becomes bx + dy + f (ISO 32000-1, 8.3.3; GB/T 33190-2016, 8.5)."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Point = tuple[float, float]
Stroke = tuple[float, float, float, float]
"""Both ends, the lower left (or, where y runs downwards, the upper left) first."""


def first_then(inner: Matrix, outer: Matrix) -> Matrix:
    """First *inner*, then *outer* (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(x: float, y: float, matrix: Matrix) -> Point:
    """Where a point comes to stand."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def strokes_of(points: Sequence[Point], *, is_stroked: bool) -> Iterator[Stroke]:
    """
    The straight strokes along an axis that one figure without curves makes.

    Args:
        points: Its corners in points on the page, the first again at the end where it is closed.
        is_stroked: Its sides are drawn; a figure that is only filled is a stroke if it is a thin rectangle.
    """
    thin = _thin(points)
    if thin is not None:  # a rectangle so thin that its two long sides are one rule
        yield thin
    elif is_stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            width, height = abs(x1 - x0), abs(y1 - y0)
            if (height <= _SLANT and width >= _SHORTEST) or (width <= _SLANT and height >= _SHORTEST):
                yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _thin(points: Sequence[Point]) -> Stroke | None:
    """The rule that a thin rectangle, or a line there and back, is; None for any other figure."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if (
        len(points) >= 4
        and min(right - left, high - low) <= _THIN
        and max(right - left, high - low) > _SHORTEST
    ):
        if right - left > high - low:
            middle = (low + high) / 2
            return (left, middle, right, middle)
        if high - low > right - left:
            middle = (left + right) / 2
            return (middle, low, middle, high)
    return None
