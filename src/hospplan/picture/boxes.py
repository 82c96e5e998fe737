"""Where the lines of text stand on a straightened page, in pixels."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from hospplan.page.grid import Grid
from hospplan.picture.network import Network
from hospplan.picture.sheet import PagePicture, Pixels

_LONGEST = 1280
"""Pixels of the longer side that the network looks at: characters of a table are 12 of them high."""
_IN_TEXT = 0.3
"""Score of a place in a line of text."""
_SURE = 0.5
"""Mean score of a line."""
_SHRUNK = 1.6
"""The network sees lines thinner than they are: area times this, divided by the perimeter, is what lacks all around."""
_LEAST_INCH = 0.025
"""Height of a line; what is lower is a stroke."""
_INSET_INCH = 0.02
"""What is left out along the sides of a cell: the rule and its shadow."""
_FEWEST_PIXELS = 6
"""Of a line as the network sees it."""
_CORE = 0.36
"""Middle part of a box that is ink of its line for sure."""
_WHITE = 0.03
"""Part of a line's fullest row under which a row is white: a comma's tail, dust."""
_TALL = 1.5
"""Times its width that a box is high in which characters stand over each other."""
_SAME_LINE = 1.4
"""Times by which the heights of two pieces of one line differ at most."""
_NEAR = 1.8
"""Times its height that the pieces of a spread line are apart; columns of text are further."""
_SQUARE = 1.15
"""Times its width that a character is high at most."""

Mask = NDArray[np.bool_]


class TextBox(NamedTuple):
    """A line of text, or the part of one that stands in a cell: half-open, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def find_boxes(picture: PagePicture, network: Network, longest: int = _LONGEST) -> list[TextBox]:
    """The lines of text on a page as the network sees them in *longest* pixels, from the top."""
    scores = network.where(picture.pixels, longest)
    high, wide = picture.pixels.shape[:2]
    mask = cv2.dilate((scores > _IN_TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sums = np.bincount(labels.ravel(), weights=scores.ravel(), minlength=count)
    ratio_x, ratio_y = wide / scores.shape[1], high / scores.shape[0]
    found = []
    for label in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[label])
        if area < _FEWEST_PIXELS or sums[label] / area < _SURE:
            continue
        grow = w * h * _SHRUNK / (2 * (w + h))
        found.append(
            TextBox(
                max(0, round((x - grow) * ratio_x)),
                max(0, round((y - grow) * ratio_y)),
                min(wide, round((x + w + grow) * ratio_x)),
                min(high, round((y + h + grow) * ratio_y)),
            )
        )
    return sorted(found, key=lambda box: (box.top, box.x0))


def fitted(boxes: Iterable[TextBox], ink: Pixels) -> list[TextBox]:
    """
    Boxes drawn close around the ink of their lines; one without ink is left out.

    The network draws boxes wide, and where lines stand close they reach into their neighbours. A line's ink goes from
    the middle of the box up and down to the next white row. Characters over each other (a narrow cell) are a box each.
    """
    found: list[TextBox] = []
    for box in boxes:
        part = ink[box.top : box.bottom, box.x0 : box.x1] > 0
        if not part.any():
            continue
        if box.bottom - box.top > _TALL * (box.x1 - box.x0) and len(pieces := _stacked(part)) > 1:
            found += (_around(part[top:bottom], box.x0, box.top + top) for top, bottom in pieces)
            continue
        top, bottom = _band(part.sum(axis=1))
        if part[top:bottom].any():
            found.append(_around(part[top:bottom], box.x0, box.top + top))
    return sorted(found, key=lambda box: (box.top, box.x0))


def _around(part: Mask, x: int, y: int) -> TextBox:
    """The box of the ink in a part of a page whose corner is at x, y."""
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    return TextBox(x + int(columns[0]), y + int(rows[0]), x + int(columns[-1]) + 1, y + int(rows[-1]) + 1)


def _band(counts: NDArray[np.int64]) -> tuple[int, int]:
    """The rows of the line in the middle of a box, by how much ink each row has."""
    high = len(counts)
    core = high * _CORE / 2
    top, bottom = max(0, round(high / 2 - core)), min(high, round(high / 2 + core))
    least = _WHITE * counts.max()
    while top > 0 and counts[top - 1] > least:
        top -= 1
    while bottom < high and counts[bottom] > least:
        bottom += 1
    return top, bottom


def _stacked(part: Mask) -> list[tuple[int, int]]:
    """The rows of each of the characters that stand over each other; one stretch where they are none."""
    runs = _runs(_rows_with(part), 0)
    columns = np.flatnonzero(part.any(axis=0))
    side = int(columns[-1] - columns[0]) + 1
    pieces: list[tuple[int, int]] = []
    for top, bottom in runs:
        if pieces and bottom - pieces[-1][0] <= _SQUARE * side:
            pieces[-1] = (pieces[-1][0], bottom)
        else:
            pieces.append((top, bottom))
    is_square = [bottom - top >= side / 3 for top, bottom in pieces]
    return pieces if sum(is_square) * 3 >= 2 * len(pieces) else [(0, len(part))]


def find_lines(boxes: Iterable[TextBox], grids: Sequence[Grid], ink: Pixels, dpi: float) -> list[TextBox]:
    """
    The lines of a page, close around their ink: none goes over the side of a cell, and no cell is left out.

    Args:
        boxes: As the network sees them: its boxes may go over narrow columns, and leave out a lone figure.
        grids: The tables of the page, in points.
        ink: Where it has ink.
        dpi: Pixels an inch.
    """
    scale, inset = dpi / 72, max(2, round(_INSET_INCH * dpi))
    kept, lines = list(boxes), list[TextBox]()
    least = max(3, round(_LEAST_INCH * dpi))
    for grid in grids:
        inside = [box for box in kept if grid.holds(_middle(box)[0] / scale, _middle(box)[1] / scale)]
        kept = [box for box in kept if box not in set(inside)]
        for cell in grid.cells:
            area = TextBox(
                round(grid.xs[cell.col] * scale) + inset,
                round(grid.ys[cell.row] * scale) + inset,
                round(grid.xs[cell.col_end] * scale) - inset,
                round(grid.ys[cell.row_end] * scale) - inset,
            )
            if area.x1 - area.x0 < least or area.bottom - area.top < least:
                continue
            own = [part for box in inside if (part := _shared(box, area, least)) is not None]
            lines += fitted(own, ink)
            lines += _left_over(area, own, ink, least)
    return sorted([*_joined(fitted(kept, ink)), *lines], key=lambda box: (box.top, box.x0))


def _joined(boxes: Iterable[TextBox]) -> list[TextBox]:
    """Boxes side by side on one height as one: a line that is spread over its width was seen in pieces."""
    joined: list[TextBox] = []
    for box in sorted(boxes):
        near = next((k for k in range(len(joined) - 1, -1, -1) if _goes_on(joined[k], box)), None)
        if near is None:
            joined.append(box)
        else:
            other = joined[near]
            joined[near] = TextBox(
                other.x0, min(other.top, box.top), max(other.x1, box.x1), max(other.bottom, box.bottom)
            )
    return joined


def _goes_on(left: TextBox, right: TextBox) -> bool:
    """Whether a box goes on with one that starts left of it."""
    high = min(left.bottom - left.top, right.bottom - right.top)
    other = max(left.bottom - left.top, right.bottom - right.top)
    shared = min(left.bottom, right.bottom) - max(left.top, right.top)
    return other < _SAME_LINE * high and shared > high / _SAME_LINE and right.x0 - left.x1 < _NEAR * high


def usual_height(boxes: Sequence[TextBox]) -> float:
    """The height of the lines that most of a page's width of text stands in."""
    ordered = sorted((box.bottom - box.top, box.x1 - box.x0) for box in boxes)
    half, total = sum(wide for _, wide in ordered) / 2, 0
    for high, wide in ordered:
        total += wide
        if total >= half:
            return float(high)
    return 0.0


def _middle(box: TextBox) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _shared(box: TextBox, area: TextBox, least: int) -> TextBox | None:
    """The part of a box in a cell; none where only its edge reaches into it."""
    part = TextBox(
        max(box.x0, area.x0), max(box.top, area.top), min(box.x1, area.x1), min(box.bottom, area.bottom)
    )
    if part.x1 - part.x0 < least or part.bottom - part.top < 0.5 * (box.bottom - box.top):
        return None
    return part


def _left_over(area: TextBox, boxes: Sequence[TextBox], ink: Pixels, least: int) -> list[TextBox]:
    """Lines of a cell that no box covers, by their ink."""
    rest = ink[area.top : area.bottom, area.x0 : area.x1] > 0
    for box in boxes:
        rest[box.top - area.top : box.bottom - area.top, box.x0 - area.x0 : box.x1 - area.x0] = False
    found = [
        _around(rest[top:bottom], area.x0, area.top + top) for top, bottom in _runs(_rows_with(rest), least)
    ]
    return [box for box in found if max(box.x1 - box.x0, box.bottom - box.top) >= least]


def _rows_with(part: Mask) -> Mask:
    """Whether each row has ink."""
    return np.asarray(part.any(axis=1), dtype=np.bool_)


def _runs(is_inked: Mask, gap: int) -> list[tuple[int, int]]:
    """Stretches of rows with ink, half-open; those with *gap* rows or less between them are one."""
    rows = np.flatnonzero(is_inked)
    if not len(rows):
        return []
    parts = np.split(rows, np.flatnonzero(np.diff(rows) > gap) + 1)
    return [(int(part[0]), int(part[-1]) + 1) for part in parts]
