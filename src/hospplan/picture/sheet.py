"""The picture of one page, and what it shows as dark."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Rows × columns × red, green, blue; of a mask rows × columns, 255 where something is."""

_BACKGROUND_INCH = 0.16
"""Width of the stretch in which the paper is the brightest that is seen: wider than a stroke is thick."""
_DARK = 0.72
"""Part of the paper's brightness under which there is ink."""
_SPECK_INCH = 0.012
"""Smaller spots are dust."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as pixels."""

    pixels: Pixels
    dpi: float
    """Pixels an inch."""

    @property
    def width(self) -> float:
        """Points."""
        return float(self.pixels.shape[1] * 72 / self.dpi)

    @property
    def height(self) -> float:
        """Points."""
        return float(self.pixels.shape[0] * 72 / self.dpi)

    def inches(self, length: float) -> int:
        """A length in whole pixels, one at least."""
        return max(1, round(length * self.dpi))


def ink_of(picture: PagePicture) -> Pixels:
    """
    Where there is ink: 255, else 0; dust is left out.

    Light is measured against the paper around it, so that the shadow on a photograph is no ink.
    """
    grey = cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    side = max(3, round(_BACKGROUND_INCH * picture.dpi / 4)) | 1
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((side, side), np.uint8)), (side, side), 0)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    dark = (grey < _DARK * paper).astype(np.uint8) * 255
    return without_specks(dark, max(4, round((_SPECK_INCH * picture.dpi) ** 2)))


def without_specks(mask: Pixels, least: int) -> Pixels:
    """A mask without its spots of fewer than *least* pixels."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    is_kept = stats[:, cv2.CC_STAT_AREA] >= least
    is_kept[0] = False
    return np.where(is_kept[labels], 255, 0).astype(np.uint8)
