"""A page turned upright: by quarters, then by the degrees by which it lay askew on the glass."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from hospplan.models.source import Turn
from hospplan.picture.boxes import TextBox, find_boxes
from hospplan.picture.network import Network
from hospplan.picture.sheet import PagePicture, Pixels

_STEEPEST = 6.0
"""Degrees by which a page may lie askew."""
_COARSE, _FINE = 0.25, 0.02
_LEAST = 0.03
"""Degrees that are worth turning a page by."""
_MOST_POINTS = 40_000
"""Pixels with ink that angles are tried on."""
_BIN_INCH = 0.015
"""Height of the stripes in which ink is counted."""
_ROUGHLY = 960
"""Pixels of the longer side of a page on which lines are seen well enough to tell how they run."""
_LONG = 2.0
"""Times its height that a line is wide."""
_MIDDLING = 10.0
_SAMPLE = 6
"""Lines that are read to tell which way round a page is."""
_READABLE = 0.9
"""Mean sureness of their characters from which the other way round is not tried."""


def turn_of(picture: PagePicture, network: Network) -> Turn:
    """
    By how much a page must be turned clockwise to stand upright.

    Lines of text are longer than they are high, so their boxes tell whether it lies on its side; which way round
    it is only reading tells: a few lines are read both ways.
    """
    boxes = find_boxes(picture, network, _ROUGHLY)
    long = sum(box.x1 - box.x0 for box in boxes if box.x1 - box.x0 > _LONG * (box.bottom - box.top))
    tall = sum(box.bottom - box.top for box in boxes if box.bottom - box.top > _LONG * (box.x1 - box.x0))
    is_sideways = tall > long
    ways: tuple[Turn, Turn] = (90, 270) if is_sideways else (0, 180)
    lines = _sample(picture, boxes, is_sideways=is_sideways)
    if not lines:
        return 0
    first = _sureness([_turned(line, ways[0]) for line in lines], network)
    if first >= _READABLE:
        return ways[0]
    second = _sureness([_turned(line, ways[1]) for line in lines], network)
    return ways[0] if first >= second else ways[1]


def _sample(picture: PagePicture, boxes: list[TextBox], *, is_sideways: bool) -> list[Pixels]:
    """A few lines of middling length, as they stand on the page."""

    def length(box: TextBox) -> float:
        wide, high = box.x1 - box.x0, box.bottom - box.top
        return high / wide if is_sideways else wide / high

    fit = [box for box in boxes if length(box) > _LONG]
    fit = sorted(fit, key=lambda box: abs(length(box) - _MIDDLING))[:_SAMPLE]
    return [np.ascontiguousarray(picture.pixels[box.top : box.bottom, box.x0 : box.x1]) for box in fit]


def _sureness(lines: list[Pixels], network: Network) -> float:
    found = [sure for line in lines for _, sure, _ in network.read(line)[0]]
    return sum(found) / len(found) if found else 0.0


def turned(picture: PagePicture, turn: Turn) -> PagePicture:
    """The picture turned clockwise by quarters."""
    return replace(picture, pixels=_turned(picture.pixels, turn))


def _turned(pixels: Pixels, turn: Turn) -> Pixels:
    return np.ascontiguousarray(np.rot90(pixels, -turn // 90))


def skew_of(ink: Pixels, dpi: float) -> float:
    """Degrees clockwise by which the lines of a page fall to the right; 0 where it shows none."""
    rows, cols = _points(ink)
    return _best(rows, cols, _BIN_INCH * dpi, ink.shape) if len(rows) else 0.0


def straightened(picture: PagePicture, skew: float) -> PagePicture:
    """The picture with its lines level, of the same size; what comes in at its corners is white."""
    if abs(skew) < _LEAST:
        return picture
    high, wide = picture.pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), skew, 1.0)
    pixels = cv2.warpAffine(
        picture.pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return replace(picture, pixels=np.asarray(pixels, dtype=np.uint8))


_Places = NDArray[np.float64]


def _points(ink: Pixels) -> tuple[_Places, _Places]:
    rows, cols = np.nonzero(ink)
    step = max(1, len(rows) // _MOST_POINTS)
    return rows[::step].astype(np.float64), cols[::step].astype(np.float64)


def _best(rows: _Places, cols: _Places, stripe: float, shape: tuple[int, ...]) -> float:
    """The angle at which the ink falls into the sharpest stripes."""
    coarse = np.arange(-_STEEPEST, _STEEPEST + _COARSE / 2, _COARSE)
    best = max(coarse, key=lambda angle: (_sharpness(rows, cols, angle, stripe, shape), -abs(angle)))
    fine = np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE)
    return float(max(fine, key=lambda angle: (_sharpness(rows, cols, angle, stripe, shape), -abs(angle))))


def _sharpness(rows: _Places, cols: _Places, angle: float, stripe: float, shape: tuple[int, ...]) -> float:
    """How unevenly the ink is spread over stripes that fall by *angle* degrees."""
    margin = shape[1] * np.tan(np.radians(_STEEPEST + 1))
    heights = (rows - cols * np.tan(np.radians(angle)) + margin) / stripe
    counts = np.bincount(heights.astype(np.int64), minlength=int((shape[0] + 2 * margin) / stripe) + 1)
    return float(np.square(counts.astype(np.float64)).sum())
