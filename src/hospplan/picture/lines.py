"""Lines of text read: which characters stand where, and how surely."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hospplan.picture.boxes import TextBox
from hospplan.picture.network import Network
from hospplan.picture.seals import bleached, red_of
from hospplan.picture.sheet import Pixels

_SOME = 0.004
"""Part of a line's pixels that are red from which it is read in red light, too."""
_PAD = 0.14
"""Part of its height that is read around a line: characters that touch the edge are read less surely."""
_LOW = 0.6
"""Part of the usual height under which a line is a dash, or 一."""
_WIDE, _BROAD, _NARROW = 0.62, 0.55, 0.42
"""How far from its middle a character's ink reaches, as a part of its line's height: of Chinese characters, of broad
Latin ones, of digits; with what a middle may be off."""
_BROAD_CHARS = frozenset("%mwMW@&—…=+<>≤≥±×")
_LETTER_HIGH = 0.35
"""Part of its line's height that ink is high which may be a character."""
_LETTER_WIDE = 0.05
_SAME_INK = 0.06
"""Part of its line's height by which the strokes of one character are parted."""
_OVERLOOKED = 0.5
"""How sure a character can be at most that only a second look has seen."""
_GUESSED = 0.3
"""Sureness of such a one under which it is no reading."""
UNKNOWN = "〓"
"""What stands in place of a character that was seen and not read, as printers set it."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What one box says."""

    box: TextBox
    text: str
    middles: tuple[float, ...]
    """Of each character, in pixels from the left of the page."""
    sureness: tuple[float, ...]
    """Of each character, from 0 to 1."""

    @property
    def mean(self) -> float:
        """How sure its characters are."""
        return sum(self.sureness) / len(self.sureness) if self.sureness else 0.0


def read_line(pixels: Pixels, ink: Pixels, box: TextBox, usual: float, network: Network) -> ReadLine:
    """
    The characters in one box of a page.

    A line with red in it is read a second time in red light, in which a stamp over it is gone; the surer reading
    of the two stands. What is printed in red alone is seen by the first.

    Args:
        pixels: The page.
        ink: Where it has ink.
        box: Close around the line's ink.
        usual: How high lines of the page are: a dash alone is shown to the network as small as it is.
        network: What reads.
    """
    high = box.bottom - box.top
    pad = max(2, round(_PAD * high))
    over = round((usual - high) / 2) + pad if high < _LOW * usual else pad
    around = TextBox(
        max(0, box.x0 - pad),
        max(0, box.top - over),
        min(pixels.shape[1], box.x1 + pad),
        min(pixels.shape[0], box.bottom + over),
    )
    crop = pixels[around.top : around.bottom, around.x0 : around.x1]
    line = _read(crop, box, around, network)
    if red_of(crop).mean() > 255 * _SOME:
        other = _read(bleached(crop), box, around, network)
        if len(other.text) >= len(line.text) // 2 and other.mean > line.mean:
            return other
    return _with_overlooked(line, pixels, ink, around, network)


def _read(crop: Pixels, box: TextBox, around: TextBox, network: Network) -> ReadLine:
    found, places = network.read(np.ascontiguousarray(crop))
    kept = [one for one in found if not one[0].isspace()]
    width = around.x1 - around.x0
    return ReadLine(
        box,
        "".join(text for text, _, _ in kept),
        tuple(around.x0 + middle / places * width for _, _, middle in kept),
        tuple(sure for _, sure, _ in kept),
    )


def _with_overlooked(
    line: ReadLine, pixels: Pixels, ink: Pixels, around: TextBox, network: Network
) -> ReadLine:
    """
    The line with the characters that were passed over, which a second look at their ink alone sees.

    The network leaves out a character that it can't place among its neighbours (Ⅰ类切口, 1.2万㎡, 25‰) and is none
    the less sure of these. What the second look says is never sure; where it says nothing, the neighbours are not.
    """
    if not line.text:
        return line
    box = line.box
    part = ink[box.top : box.bottom, box.x0 : box.x1] > 0
    chars = list(zip(line.middles, line.text, line.sureness, strict=True))
    for start, end in _unclaimed(line, part):
        crop = pixels[around.top : around.bottom, max(0, box.x0 + start - 3) : box.x0 + end + 3]
        found, places = network.read(np.ascontiguousarray(crop))
        seen = [
            (
                box.x0 + start + middle / places * (end - start),
                text if sure >= _GUESSED else UNKNOWN,
                min(sure, _OVERLOOKED),
            )
            for text, sure, middle in found
            if not text.isspace()
        ]
        if seen:
            chars += seen
        else:
            near = sorted(range(len(chars)), key=lambda k: abs(chars[k][0] - box.x0 - (start + end) / 2))[:2]
            for k in near:
                middle, text, sure = chars[k]
                chars[k] = (middle, text, min(sure, _OVERLOOKED))
    chars.sort(key=lambda char: char[0])
    return ReadLine(
        box,
        "".join(text for _, text, _ in chars),
        tuple(middle for middle, _, _ in chars),
        tuple(sure for _, _, sure in chars),
    )


def _unclaimed(line: ReadLine, part: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Columns of the ink in a line that is too far from every character to belong to it; half-open."""
    high = part.shape[0]
    columns = np.flatnonzero(part.any(axis=0))
    runs = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    reach = [high * _reach(char) for char in line.text]
    free: list[tuple[int, int]] = []
    for run in runs:
        start, end = int(run[0]), int(run[-1]) + 1
        middle = line.box.x0 + (start + end) / 2
        if any(abs(middle - place) <= far for place, far in zip(line.middles, reach, strict=True)):
            continue
        if free and start - free[-1][1] <= _SAME_INK * high:
            free[-1] = (free[-1][0], end)
        else:
            free.append((start, end))
    return [
        (start, end)
        for start, end in free
        if end - start >= _LETTER_WIDE * high and _height(part[:, start:end]) >= _LETTER_HIGH * high
    ]


def _reach(char: str) -> float:
    if char >= "\u2100":
        return _WIDE
    return _BROAD if char in _BROAD_CHARS else _NARROW


def _height(part: NDArray[np.bool_]) -> int:
    rows = np.flatnonzero(part.any(axis=1))
    return int(rows[-1] - rows[0]) + 1
