"""Rules, glyphs and lines from sketches that show where they stand."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from hospplan.models.source import Frame
from hospplan.page.grid import Grid, find_grids
from hospplan.page.ink import Glyph, Rule
from hospplan.page.lines import Line

A4 = Frame(595, 842)
STEP = 10.0
"""Points from character to character of a sketch of rules, and from line to line."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    def each(self, change: Callable[[Rule], Sequence[Rule]]) -> "Rules":
        """What *change* makes of each rule."""
        return Rules(
            tuple(new for rule in self.level for new in change(rule)),
            tuple(new for rule in self.upright for new in change(rule)),
        )

    def grids(self) -> list[Grid]:
        return find_grids(self.level, self.upright)


def rules(sketch: str) -> Rules:
    """Rules as they are drawn: `-` and `|` are a rule, `+` is where two meet."""
    rows = sketch.strip("\n").split("\n")
    width = max(map(len, rows))
    columns = ["".join(row.ljust(width)[at] for row in rows) for at in range(width)]
    return Rules(
        tuple(rule for at, row in enumerate(rows) for rule in _runs(row, at, "-")),
        tuple(rule for at, column in enumerate(columns) for rule in _runs(column, at, "|")),
    )


def _runs(text: str, at: int, stroke: str) -> list[Rule]:
    found, start = [], 0
    for is_rule, run in groupby(text, key=lambda char: char in {stroke, "+"}):
        chars = "".join(run)
        if is_rule and stroke in chars:
            found.append(Rule(at * STEP, start * STEP, (start + len(chars) - 1) * STEP))
        start += len(chars)
    return found


def shapes(sketch: Rules | str) -> list[list[tuple[int, int, int, int]]]:
    """The cells of each grid: half-open rows and columns as (row, col, row_end, col_end)."""
    found = sketch if isinstance(sketch, Rules) else rules(sketch)
    return [
        [(cell.row, cell.col, cell.row_end, cell.col_end) for cell in grid.cells] for grid in found.grids()
    ]


def glyphs(
    text: str, x0: float = 0, base: float = 100, size: float = 16, pitch: float | None = None
) -> list[Glyph]:
    """Characters next to each other, Latin ones half as wide as Chinese ones; a | is a place without ink."""
    found, x = [], x0
    for char in text:
        width = size / 2 if char.isascii() else size
        if char != "|":
            found.append(Glyph(char, x, base - 0.88 * size, x + width, base + 0.12 * size, size, base))
        x += pitch or width
    return found


def line(
    text: str, top: float, x0: float = 90, size: float = 16, page: int = 1, raised: tuple[int, ...] = ()
) -> Line:
    """A line of a page, each character as wide as it is high."""
    edges = array("f", [x0 + at * size for at in range(len(text) + 1)])
    return Line(page, A4, text, edges, top, top + size, top + 0.88 * size, size, raised)
