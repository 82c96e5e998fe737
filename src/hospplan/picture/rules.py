"""Rules of a page's picture: the straight strokes that draw its tables, in points."""

import cv2
import numpy as np

from hospplan.page.ink import Rectangle, Rule
from hospplan.picture.sheet import Pixels

_PIECE_INCH = 0.14
"""Length of a straight piece that is taken for a part of a rule: longer than the strokes of the text's characters."""
_GAP_INCH = 0.06
"""White between two pieces of one rule, where a scanner lost it."""
_LONG_INCH = 0.36
"""A rule at least: longer than a stroke of a title's characters."""
_THICK_INCH = 0.07
"""A rule at most, with what its slope adds."""


def find_rules(ink: Pixels, dpi: float) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The horizontal and vertical rules of a straightened page, in points."""
    level = _find(ink, dpi)
    upright = _find(np.ascontiguousarray(ink.T), dpi)
    return level, upright


def _find(ink: Pixels, dpi: float) -> tuple[Rule, ...]:
    """The rules along the rows of a mask."""
    piece, gap = max(3, round(_PIECE_INCH * dpi)), max(2, round(_GAP_INCH * dpi))
    # A rule that is a little askew leaves its row: one that is three rows high keeps it whole.
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    pieces = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, piece), np.uint8))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    long = cv2.morphologyEx(pieces, cv2.MORPH_OPEN, np.ones((1, round(_LONG_INCH * dpi)), np.uint8))
    _, labels, stats, middles = cv2.connectedComponentsWithStats(joined, connectivity=8)
    has_long = np.zeros(len(stats), bool)
    has_long[np.unique(labels[long > 0])] = True  # strokes of characters side by side are pieces alone
    scale = 72 / dpi
    found = []
    for is_rule, (x, _, wide, high, area), (_, middle) in zip(
        has_long[1:], stats[1:].tolist(), middles[1:].tolist(), strict=True
    ):
        if is_rule and high <= _THICK_INCH * dpi and area / wide <= 0.75 * _THICK_INCH * dpi:
            found.append(Rule((middle + 0.5) * scale, x * scale, (x + wide) * scale))
    return tuple(sorted(found))


def without_strokes_of(
    boxes: list[Rectangle], level: tuple[Rule, ...], upright: tuple[Rule, ...]
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules without those that are strokes of large characters: in a line of text and no longer than it is high."""

    def is_stroke(at: float, start: float, end: float, *, is_level: bool) -> bool:
        for box in boxes:
            x0, y0, x1, y1 = (start, at, end, at) if is_level else (at, start, at, end)
            inside = box.x0 - 1 <= x0 and x1 <= box.x1 + 1 and box.top - 1 <= y0 and y1 <= box.bottom + 1
            if inside and end - start < 1.1 * (box.bottom - box.top):
                return True
        return False

    return (
        tuple(rule for rule in level if not is_stroke(*rule, is_level=True)),
        tuple(rule for rule in upright if not is_stroke(*rule, is_level=False)),
    )
