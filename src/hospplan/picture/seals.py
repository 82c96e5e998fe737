"""Seals (印章): where a red stamp lies over a page, and the page without it."""

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hospplan.page.ink import Rectangle
from hospplan.picture.sheet import PagePicture, Pixels

_REDDER = 40
"""By how much red is brighter than green and blue in the ink of a seal."""
_JOINT_INCH = 0.12
"""Space between the strokes of one seal."""
_SMALLEST_INCH, _LARGEST_INCH = 0.6, 2.6
"""Seals of organs are 40 to 50 mm wide, those of persons 18 mm at least (国发〔1999〕25号)."""
_LONGEST = 2.0
"""Times its height that a seal is wide: an oval, or the other way round the part on a page's edge."""
_RIM = 0.78
"""Part of the way from the middle to the edge from which ink is on the rim."""
_ROUND = 0.6
"""Part of all directions in which a round seal has its rim."""
_DIRECTIONS = 72
_FULL = 0.6
"""Part of its ellipse that a seal's ink fills at most: a red picture is no seal."""
_EDGE_INCH = 0.1
_HALF = 0.9
"""Times its height that a seal is wide on a page whose edge cuts it."""
_CUTS = 3
"""Pages over whose edges one seal goes, at least: each has a third of its half."""

_PAPER = 90
"""Percentile of red light that is paper's."""
_DARKEST = 0.4
"""Share of red light that the ink of a seal lets through at least."""

Places = NDArray[Any]
"""Columns or rows of pixels with ink."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal on a page, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int
    is_cut: bool
    """It goes over the page's edge: one half of a seal over the edges of all pages (骑缝章)."""

    def box(self, dpi: float) -> Rectangle:
        """Where it is, in points."""
        scale = 72 / dpi
        return Rectangle(self.x0 * scale, self.top * scale, self.x1 * scale, self.bottom * scale)


def red_of(pixels: Pixels) -> Pixels:
    """Where there is red ink."""
    red, other = pixels[..., 0].astype(np.int16), pixels[..., 1:].max(axis=2).astype(np.int16)
    return np.where(red - other > _REDDER, np.uint8(255), np.uint8(0))


def find_seals(picture: PagePicture, red: Pixels) -> list[Seal]:
    """The round and oval seals of a page, from the top; *red* is where it has red ink."""
    if not red.any():
        return []
    side = picture.inches(_JOINT_INCH)
    joined = cv2.dilate(red, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Seal] = []
    for label, (x, y, wide, high) in enumerate(stats[:, :4].tolist()):
        window = np.s_[y : y + high, x : x + wide]
        rows, cols = np.nonzero((labels[window] == label) & (red[window] > 0))
        if label and len(rows) and (seal := _seal(cols + x, rows + y, picture)) is not None:
            found.append(seal)
    return sorted(found, key=lambda seal: (seal.top, seal.x0))


def _seal(xs: Places, ys: Places, picture: PagePicture) -> Seal | None:
    """The seal that red ink at these places is; None where it is none."""
    x0, x1, top, bottom = int(xs.min()), int(xs.max()) + 1, int(ys.min()), int(ys.max()) + 1
    wide, high = x1 - x0, bottom - top
    smallest, largest = picture.inches(_SMALLEST_INCH), picture.inches(_LARGEST_INCH)
    if not (smallest <= high <= largest and wide <= largest):
        return None
    edge = picture.inches(_EDGE_INCH)
    is_left, is_right = x0 <= edge, x1 >= picture.pixels.shape[1] - edge
    middle = (top + bottom) / 2
    if (is_left or is_right) and smallest / _CUTS <= wide < _HALF * high:
        # Half of it is on the page: its middle is on the edge.
        is_seal = _has_rim(xs - (x0 if is_left else x1), ys - middle, wide, high / 2, 0.5)
        return Seal(x0, top, x1, bottom, is_cut=True) if is_seal else None
    if wide < smallest or max(wide, high) > _LONGEST * min(wide, high):
        return None
    is_seal = _has_rim(xs - (x0 + x1) / 2, ys - middle, wide / 2, high / 2, 1.0)
    return Seal(x0, top, x1, bottom, is_cut=False) if is_seal else None


def _has_rim(dx: Places, dy: Places, half_wide: float, half_high: float, share: float) -> bool:
    """Whether ink at these places around a middle has a rim in most of the *share* of directions that it can."""
    far = np.hypot(dx / half_wide, dy / half_high)
    is_rim = (far >= _RIM) & (far <= 1.1)
    directions = (np.arctan2(dy, dx)[is_rim] / (2 * np.pi) * _DIRECTIONS).astype(np.int64) % _DIRECTIONS
    is_full = len(dx) > _FULL * share * np.pi * half_wide * half_high
    return len(np.unique(directions)) >= _ROUND * share * _DIRECTIONS and not is_full


def without_seals(picture: PagePicture, seals: list[Seal]) -> PagePicture:
    """The page with its seals bleached: what is printed under them in black stays."""
    if not seals:
        return picture
    pixels = picture.pixels.copy()
    margin = picture.inches(0.03)
    for seal in seals:
        area = np.s_[
            max(0, seal.top - margin) : seal.bottom + margin, max(0, seal.x0 - margin) : seal.x1 + margin
        ]
        pixels[area] = bleached(pixels[area])
    return replace(picture, pixels=pixels)


def bleached(pixels: Pixels) -> Pixels:
    """Pixels as red light shows them, in grey: red ink is as bright as the paper, or nearly so."""
    red = pixels[..., 0].astype(np.float32)
    is_red = red_of(pixels) > 0
    if is_red.any():
        # The ink of a seal takes a share of red light, too, also over what is printed in black: it is given back.
        share = max(_DARKEST, float(np.median(red[is_red])) / max(1.0, float(np.percentile(red, _PAPER))))
        red = np.where(is_red, np.minimum(red / np.float32(share), 255), red)
    return np.repeat(red.astype(np.uint8)[..., None], 3, axis=2)
