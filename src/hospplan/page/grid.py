"""
Ruled tables: the cells that rules draw.

Rules that touch make a grid; where no rule parts two of its squares they are one cell. So a merged cell comes out
as one, whatever draws it. Open sides (no outer rules, a row that a page break cut before its lower rule) are closed
where the rules end.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hospplan.page.ink import Glyph, Rectangle, Rule

_TOUCH = 3.0
"""Points by which rules that touch may miss each other."""
_SNAP = 2.5
"""Points between rules that are one."""
_GAP = 4.0
"""Points between the pieces of one rule: dashes, cells that each draw their own side."""
_OPEN = 8.0
"""Points by which rules stick out over the last one across, from which that side is open."""
_MOST_PAIRS = 2_000_000
"""Rules across each other that are looked at on a page."""
_MOST_SQUARES = 100_000
"""Of one grid."""
_COVERED = 0.6
"""Part of a square's side that a rule must cover to part it from the next."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: half-open rows and columns of the grid."""

    row: int
    col: int
    row_end: int
    col_end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The rules of one table."""

    xs: tuple[float, ...]
    """Edges of its columns, one more than there are."""
    ys: tuple[float, ...]
    """Edges of its rows."""
    cells: tuple[GridCell, ...]
    """In row, then column order; they cover the grid."""
    is_cut: bool = False
    """No rule closes it at the foot."""

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def square(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point in it."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return row, min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)

    @property
    def box(self) -> Rectangle:
        """Its outer edges."""
        return Rectangle(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def area(self) -> float:
        """Square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


class CrowdedPageError(Exception):
    """So many rules stand side by side that their grid is not looked for."""


def find_grids(horizontals: Iterable[Rule], verticals: Iterable[Rule]) -> list[Grid]:
    """
    The grids of a page's rules, from the top; a single frame (one cell) is one too.

    Raises:
        CrowdedPageError: There are too many rules, or a grid has too many squares.
    """
    level, upright = _joined(horizontals), _joined(verticals)
    if not level or not upright:
        return []
    groups, lone = _connected(level, upright)
    grids = [
        grid
        for level_part, upright_part in groups
        if (grid := _grid(_with_lone(level_part, upright_part, lone), upright_part)) is not None
    ]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def grids_of_cells(cells: Sequence[Rectangle]) -> list[Grid]:
    """The grids that touching cells make, as another engine found them."""
    level = [Rule(edge, cell.x0, cell.x1) for cell in cells for edge in (cell.top, cell.bottom)]
    upright = [Rule(edge, cell.top, cell.bottom) for cell in cells for edge in (cell.x0, cell.x1)]
    return find_grids(level, upright)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line as one, from pieces that touch."""
    ordered = sorted(rules)
    lines: list[list[Rule]] = []
    for rule in ordered:
        if lines and rule.at - lines[-1][-1].at <= 1.0 and rule.at - lines[-1][0].at <= _SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    joined: list[Rule] = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        start = end = None
        for rule in sorted(line, key=lambda rule: rule.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start - end <= _GAP:
                end = max(end, rule.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start > _TOUCH]


def _root(parents: list[int], item: int) -> int:
    """What stands for the group of an item, paths to it made short (union-find)."""
    while parents[item] != item:
        parents[item] = parents[parents[item]]
        item = parents[item]
    return item


def _connected(
    level: Sequence[Rule], upright: Sequence[Rule]
) -> tuple[list[tuple[list[Rule], list[Rule]]], list[Rule]]:
    """Groups of rules that touch each other across, and the horizontal ones that touch nothing."""
    upright = sorted(upright)
    ats = [rule.at for rule in upright]
    parents = list(range(len(level) + len(upright)))

    touched = [0] * len(parents)
    visited = 0
    for i, rule in enumerate(level):
        first, last = bisect_left(ats, rule.start - _TOUCH), bisect_right(ats, rule.end + _TOUCH)
        visited += last - first
        if visited > _MOST_PAIRS:
            raise CrowdedPageError
        for j in range(first, last):
            if upright[j].start - _TOUCH <= rule.at <= upright[j].end + _TOUCH:
                parents[_root(parents, i)] = _root(parents, len(level) + j)
                touched[i] += 1
                touched[len(level) + j] += 1
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for item in range(len(parents)):
        if touched[item]:
            group = groups.setdefault(_root(parents, item), ([], []))
            if item < len(level):
                group[0].append(level[item])
            else:
                group[1].append(upright[item - len(level)])
    lone = [rule for rule, count in zip(level, touched, strict=False) if not count]
    return [_without_strays(*group) for group in groups.values()], lone


def _with_lone(level: list[Rule], upright: Sequence[Rule], lone: Sequence[Rule]) -> list[Rule]:
    """
    A group's horizontal rules with those over and under it that reach as far, no more than two rows away.

    In a table without outer rules nothing joins the rule over a row of one cell to the others.
    """
    if not lone or not level or not upright:
        return level
    start, end = min(rule.start for rule in level), max(rule.end for rule in level)
    if upright[0].at - start < _OPEN or end - upright[-1].at < _OPEN:
        return level  # it has outer rules
    heights = sorted(rule.at for rule in level)
    row = (heights[-1] - heights[0]) / max(1, len(heights) - 1)
    same = [rule for rule in lone if abs(rule.start - start) <= _TOUCH and abs(rule.end - end) <= _TOUCH]
    # Where upright rules go on over the last one across, they tell how far the table does.
    is_closed = (
        min(rule.start for rule in upright) > heights[0] - _OPEN,
        max(rule.end for rule in upright) < heights[-1] + _OPEN,
    )
    above = [rule for rule in same if is_closed[0] and heights[0] - 2 * row <= rule.at < heights[0]]
    below = [rule for rule in same if is_closed[1] and heights[-1] < rule.at <= heights[-1] + 2 * row]
    return [*above, *level, *below]


def _without_strays(level: list[Rule], upright: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """A group without lines that touch one other alone, where the others touch two: underlines, arrows."""

    def touches(rule: Rule, others: list[Rule]) -> int:
        return sum(
            other.start - _TOUCH <= rule.at <= other.end + _TOUCH
            and rule.start - _TOUCH <= other.at <= rule.end + _TOUCH
            for other in others
        )

    if len(level) * len(upright) > _MOST_PAIRS // 4:
        return level, upright
    crossing = [touches(rule, upright) for rule in level]
    if sum(count >= 2 for count in crossing) * 2 > len(level):
        level = [rule for rule, count in zip(level, crossing, strict=True) if count >= 2]
    crossing = [touches(rule, level) for rule in upright]
    if sum(count >= 2 for count in crossing) * 2 > len(upright):
        upright = [rule for rule, count in zip(upright, crossing, strict=True) if count >= 2]
    return level, upright


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    xs, left_open, right_open = _edges(upright, level)
    ys, top_open, foot_open = _edges(level, upright)
    if len(xs) < 2 or len(ys) < 2:
        return None
    if (len(xs) - 1) * (len(ys) - 1) > _MOST_SQUARES:
        raise CrowdedPageError
    if left_open:
        upright = [Rule(xs[0], ys[0], ys[-1]), *upright]
    if right_open:
        upright = [*upright, Rule(xs[-1], ys[0], ys[-1])]
    if top_open:
        level = [Rule(ys[0], xs[0], xs[-1]), *level]
    if foot_open:
        level = [*level, Rule(ys[-1], xs[0], xs[-1])]
    between_rows = _covers(level, ys, xs)
    between_cols = _covers(upright, xs, ys)
    rows, cols = len(ys) - 1, len(xs) - 1
    parents = list(range(rows * cols))

    for row in range(rows):
        for col in range(cols):
            here = row * cols + col
            if col + 1 < cols and not between_cols[col + 1][row]:
                parents[_root(parents, here + 1)] = _root(parents, here)
            if row + 1 < rows and not between_rows[row + 1][col]:
                parents[_root(parents, here + cols)] = _root(parents, here)
    groups: dict[int, list[tuple[int, int]]] = {}
    for row in range(rows):
        for col in range(cols):
            groups.setdefault(_root(parents, row * cols + col), []).append((row, col))
    cells = sorted(
        (cell for squares in groups.values() for cell in _cells(squares)),
        key=lambda cell: (cell.row, cell.col),
    )
    return Grid(tuple(xs), tuple(ys), tuple(cells), is_cut=foot_open)


def _edges(rules: Sequence[Rule], across: Sequence[Rule]) -> tuple[list[float], bool, bool]:
    """Edges of columns (or rows), and whether the first and the last stand where the rules across end."""
    edges: list[float] = []
    counts: list[int] = []
    for rule in sorted(rules):
        if edges and rule.at - edges[-1] <= _SNAP:
            edges[-1] = (edges[-1] * counts[-1] + rule.at) / (counts[-1] + 1)
            counts[-1] += 1
        else:
            edges.append(rule.at)
            counts.append(1)
    if not edges or not across:
        return edges, False, False
    before = [rule.start for rule in across if rule.start < edges[0] - _OPEN]
    after = [rule.end for rule in across if rule.end > edges[-1] + _OPEN]
    outer = min(across), max(across)
    # Most rules stick out, or the outermost do: those between may part the rows of a group in the first column.
    is_before = len(before) * 2 > len(across) or all(rule.start < edges[0] - _OPEN for rule in outer)
    is_after = len(after) * 2 > len(across) or all(rule.end > edges[-1] + _OPEN for rule in outer)
    is_before, is_after = is_before and bool(before), is_after and bool(after)
    if is_before:
        edges.insert(0, min(before))
    if is_after:
        edges.append(max(after))
    return edges, is_before, is_after


def _covers(rules: Iterable[Rule], edges: Sequence[float], across: Sequence[float]) -> list[list[bool]]:
    """For each edge and each square along it, whether a rule covers the side of the square."""
    lengths = [[0.0] * (len(across) - 1) for _ in edges]
    for rule in rules:
        at = (
            min(range(len(edges)), key=lambda k: abs(edges[k] - rule.at))
            if len(edges) < 8
            else _near(edges, rule.at)
        )
        if abs(edges[at] - rule.at) > _SNAP + 1:
            continue
        first = max(0, bisect_right(across, rule.start) - 1)
        for k in range(first, len(across) - 1):
            if across[k] >= rule.end:
                break
            lengths[at][k] += min(rule.end, across[k + 1]) - max(rule.start, across[k])
    return [
        [length >= _COVERED * (across[k + 1] - across[k]) for k, length in enumerate(row)] for row in lengths
    ]


def _near(edges: Sequence[float], at: float) -> int:
    right = bisect_left(edges, at)
    if right == len(edges) or (right and at - edges[right - 1] < edges[right] - at):
        return right - 1
    return right


def _cells(squares: list[tuple[int, int]]) -> list[GridCell]:
    """The cell of joined squares; a shape that is no rectangle is cut into rows of squares."""
    top, bottom = min(r for r, _ in squares), max(r for r, _ in squares) + 1
    left, right = min(c for _, c in squares), max(c for _, c in squares) + 1
    if len(squares) == (bottom - top) * (right - left):
        return [GridCell(top, left, bottom, right)]
    cells: list[GridCell] = []
    for row, col in sorted(squares):
        last = cells[-1] if cells else None
        if last is not None and last.row == row and last.col_end == col:
            cells[-1] = GridCell(row, last.col, row + 1, col + 1)
        else:
            cells.append(GridCell(row, col, row + 1, col + 1))
    return cells


def share_out(glyphs: Iterable[Glyph], grids: Sequence[Grid]) -> tuple[list[Glyph], list[list[Glyph]]]:
    """The glyphs outside of all grids, and those of each grid; of two around a glyph the smaller has it."""
    if not grids:
        return list(glyphs), []
    smallest_first = sorted(range(len(grids)), key=lambda k: grids[k].area)
    outside: list[Glyph] = []
    inside: list[list[Glyph]] = [[] for _ in grids]
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        owner = next((k for k in smallest_first if grids[k].holds(x, y)), None)
        (outside if owner is None else inside[owner]).append(glyph)
    return outside, inside
