"""Characters whose ink contradicts what was read: a hyphen is no 一, a point no colon, ‰ no %."""

import cv2
import numpy as np
from numpy.typing import NDArray

from hospplan.picture.lines import ReadLine
from hospplan.picture.sheet import Pixels
from hospplan.picture.whites import whites

_HYPHEN = 0.6
"""Part of a line's height under which a stroke is too short for 一, which fills its square."""
_RINGS = 3
"""Holes in ‰; in % there are two."""
_SMALLEST_HOLE = 3
"""Pixels of a hole: fewer are a fault of the print."""
_EQUAL = 0.5
"""Part of the larger dot of a colon that the smaller one has at least: less is dust over a point."""
_ASKED = frozenset("一%％:：")
_DOUBTFUL = 0.5
"""How sure a character can be at most that its ink contradicts."""


def with_shapes(line: ReadLine, ink: Pixels, usual: float) -> ReadLine:
    """
    The line with what its ink proves: what a network says of three alike shapes is checked by their measures.

    Args:
        line: As it was read.
        ink: Where the page has ink.
        usual: How high lines of the page are.
    """
    if not _ASKED & set(line.text):
        return line
    box = line.box
    between = whites(line, ink)
    starts = [0.0, *(end for _, end in between)]
    ends = [*(start for start, _ in between), float(box.x1 - box.x0)]
    high = max(usual, box.bottom - box.top)
    text, sureness = list(line.text), list(line.sureness)
    for at, char in enumerate(line.text):
        if char not in _ASKED:
            continue
        part = ink[box.top : box.bottom, box.x0 + round(starts[at]) : box.x0 + round(ends[at])] > 0
        if char == "一" and ends[at] - starts[at] < _HYPHEN * high:
            text[at] = "-"
        elif char in "%％" and _holes(part) == _RINGS:
            text[at], sureness[at] = "‰", min(sureness[at], _DOUBTFUL)
        elif char in ":：" and not _has_two_dots(part):
            text[at], sureness[at] = ".", min(sureness[at], _DOUBTFUL)
    return ReadLine(box, "".join(text), line.middles, tuple(sureness))


def _holes(part: NDArray[np.bool_]) -> int:
    """How many stretches of white the ink encloses."""
    white = np.pad(~part, 1, constant_values=True).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(white, connectivity=4)
    return sum(area >= _SMALLEST_HOLE for area in stats[2:, cv2.CC_STAT_AREA].tolist())


def _has_two_dots(part: NDArray[np.bool_]) -> bool:
    _, _, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8), connectivity=8)
    dots = sorted(stats[1:, cv2.CC_STAT_AREA].tolist(), reverse=True)
    return len(dots) < 1 or (len(dots) > 1 and dots[1] >= _EQUAL * dots[0])
