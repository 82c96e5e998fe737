"""What a reader sees on a page: glyphs and rules, in points from the top left corner of the upright page."""

from dataclasses import dataclass
from typing import NamedTuple

from hospplan.models.source import Frame


class Glyph(NamedTuple):
    """A character where it stands: from the pen's start to its next start, from ascent to descent."""

    text: str
    """One character; two or three of a ligature (ﬁ)."""
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    """Of the font, in points."""
    base: float
    """The height that it stands on, from the top of the page."""
    sure: float = 1.0
    """How surely it is this character, from 0 to 1; less than 1 where it was recognised in a picture."""


class Rule(NamedTuple):
    """A straight stroke along one axis: a horizontal one at y = `at` from x = `start` to `end`, or the reverse."""

    at: float
    start: float
    end: float


class Rectangle(NamedTuple):
    """A stretch of a page."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageInk:
    """One page, turned so that its text stands upright."""

    number: int
    """From 1."""
    frame: Frame
    """How the page was turned, to tell places on it as a viewer shows it."""
    glyphs: tuple[Glyph, ...]
    """In the order in which the file draws them; no overprinted copies, no characters without ink but spaces."""
    horizontals: tuple[Rule, ...] = ()
    verticals: tuple[Rule, ...] = ()
    cells: tuple[Rectangle, ...] | None = None
    """Cells of tables as another engine found them; None where the rules are to tell."""

    @property
    def width(self) -> float:
        """Points, of the turned page."""
        return self.frame.height if self.frame.turn in (90, 270) else self.frame.width

    @property
    def height(self) -> float:
        """Points, of the turned page."""
        return self.frame.width if self.frame.turn in (90, 270) else self.frame.height
