"""Where the ink of each character of a line is: between the whites that part it from its neighbours."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hospplan.picture.lines import ReadLine
from hospplan.picture.sheet import Pixels


def whites(line: ReadLine, ink: Pixels) -> list[tuple[float, float]]:
    """
    The widest stretch without ink between each character of a line and the next, in pixels from its box's left side.

    Where two touch it has no width and lies half way between their middles.
    """
    box = line.box
    is_white = (ink[box.top : box.bottom, box.x0 : box.x1] == 0).all(axis=0)
    return [_widest(is_white, round(a) - box.x0, round(b) - box.x0) for a, b in pairwise(line.middles)]


def _widest(is_white: NDArray[np.bool_], start: int, end: int) -> tuple[float, float]:
    first = max(0, start)
    places = np.flatnonzero(is_white[first : max(0, end)])
    if not len(places):
        return (start + end) / 2, (start + end) / 2
    runs = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    best = max(runs, key=len)
    return float(first + best[0]), float(first + best[-1] + 1)
