"""
Tables without vertical rules: three-line tables (三线表), and rows that only their spaces part.

Rules, or the heads of columns, tell where such a table is; where its columns part is asked of an engine that aligns
words (`FindColumns`); the rows are the lines.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hospplan.page.columns import wide_gaps
from hospplan.page.ink import Rectangle, Rule
from hospplan.page.lines import Line
from hospplan.page.tables import Draft, DraftCell
from hospplan.text.fold import fold


@dataclass(frozen=True, slots=True)
class LinelessTables:
    """What is needed to read tables without vertical rules."""

    columns: Callable[[Rectangle], Sequence[float]]
    """From a stretch of a page to the edges of its columns, from left to right; none where words do not align."""
    heads: frozenset[str]
    """What heads of columns are called: without rules, only a row of such words makes a table."""


_SAME_EDGE = 8.0
"""Points by which the ends of a table's rules may differ."""
_LONG_RULE = 0.3
"""Part of the page's width that such a rule takes at least."""
_COLUMN_GAP = 0.9
"""Characters of space that part two cells."""
_IMPRINT = re.compile(r"抄送|主送|分送|印发$")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
"""Of a table without any rule; with rules two do."""


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of a page that a table without vertical rules may be: half-open."""

    start: int
    end: int
    box: Rectangle
    is_ruled: bool


def find_regions(
    lines: Sequence[Line], rules: Sequence[Rule], width: float, heads: frozenset[str]
) -> list[Region]:
    """Where such tables may be, from the top of the page; they don't overlap."""
    regions = [*_ruled_regions(lines, rules, width)]
    taken = {at for region in regions for at in range(region.start, region.end)}
    regions += _bare_regions(lines, taken, heads)
    return sorted(regions, key=lambda region: region.start)


def _ruled_regions(lines: Sequence[Line], rules: Sequence[Rule], width: float) -> list[Region]:
    long = sorted(rule for rule in rules if rule.end - rule.start >= _LONG_RULE * width)
    regions: list[Region] = []
    at = 0
    while at < len(long):
        same = [
            rule
            for rule in long[at:]
            if abs(rule.start - long[at].start) <= _SAME_EDGE and abs(rule.end - long[at].end) <= _SAME_EDGE
        ]
        at += max(1, len(same))
        if len(same) < 2:
            continue
        members = [k for k, line in enumerate(lines) if same[0].at - 2 <= line.middle <= same[-1].at + 2]
        # A table that goes on to the next page has no rule at its foot.
        end = members[-1] + 1 if members else 0
        while members and end < len(lines) and _is_row(lines[end]) and _is_under(lines[end], lines[end - 1]):
            members.append(end)
            end += 1
        if len(members) < 2 or any(_IMPRINT.search(fold(lines[k].text)) for k in members):
            continue
        if sum(_is_row(lines[k]) for k in members) * 2 < len(members):
            continue
        regions.append(_region(lines, members[0], members[-1] + 1, is_ruled=True))
    return regions


def _bare_regions(lines: Sequence[Line], taken: set[int], heads: frozenset[str]) -> list[Region]:
    """Rows under a row of heads."""
    regions: list[Region] = []
    start = 0
    while start < len(lines):
        end = start
        if start not in taken and _is_head(lines[start], heads):
            end += 1
            while (
                end < len(lines)
                and end not in taken
                and _is_row(lines[end])
                and _is_under(lines[end], lines[end - 1])
            ):
                end += 1
        if end - start >= _FEWEST_ROWS:
            regions.append(_region(lines, start, end, is_ruled=False))
        start = end + 1
    return regions


def _is_head(line: Line, heads: frozenset[str]) -> bool:
    """Whether a line is a row of heads: most of at least three words are names of columns."""
    words = fold(line.text).split()
    known = sum(word.split("(")[0] in heads or _YEAR.match(word) is not None for word in words)
    return len(words) >= _FEWEST_COLUMNS and known >= 2 and known * 2 > len(words)


def _is_row(line: Line) -> bool:
    return next(wide_gaps(line, _COLUMN_GAP), None) is not None


def _is_under(line: Line, above: Line) -> bool:
    return 0 < line.top - above.bottom < 2.5 * line.size


def _region(lines: Sequence[Line], start: int, end: int, *, is_ruled: bool) -> Region:
    members = lines[start:end]
    box = Rectangle(
        min(line.x0 for line in members) - 2,
        min(line.top for line in members) - 2,
        max(line.x1 for line in members) + 2,
        max(line.bottom for line in members) + 2,
    )
    return Region(start, end, box, is_ruled)


def draft_region(lines: Sequence[Line], edges: Sequence[float], *, is_ruled: bool) -> Draft | None:
    """The table of some lines whose columns part at *edges*; None if they make none."""
    if len(edges) - 1 < (2 if is_ruled else _FEWEST_COLUMNS):
        return None
    rows: list[list[tuple[int, int, list[Line]]]] = []
    for line in lines:
        cells = [(*_span(piece, edges), [piece]) for piece in _pieces(line, edges)]
        if not cells:
            continue
        if any(one[1] > other[0] for one, other in pairwise(cells)):
            return None  # two pieces in one column: the edges are not those of a table
        if rows and _goes_on(rows[-1], cells):
            for first, last, pieces in cells:
                host = next(cell for cell in rows[-1] if cell[0] <= first and last <= cell[1])
                host[2].extend(pieces)
        else:
            rows.append(cells)
    if len(rows) < 2:
        return None
    drafted: list[DraftCell] = []
    for at, row in enumerate(rows):
        by_start = {first: (last, pieces) for first, last, pieces in row}
        col = 0
        while col < len(edges) - 1:
            last, pieces = by_start.get(col, (col + 1, []))
            cell = DraftCell(at, col, at + 1, last, [(piece, edges[last] - 2) for piece in pieces])
            drafted.append(cell)
            col = last
    page = lines[0].page
    return Draft(list(edges), len(rows), drafted, page, page, is_lineless=True)


def _pieces(line: Line, edges: Sequence[float]) -> list[Line]:
    """The cells of a line: parted at wide spaces, and at narrow ones where a column ends."""
    pieces, start = [], 0
    wide = set(wide_gaps(line, _COLUMN_GAP))
    for at in wide_gaps(line, 0.0):
        end = at + len(line.text[at:]) - len(line.text[at:].lstrip())
        if at in wide or any(line.edges[at] - 3 <= edge <= line.edges[end] + 3 for edge in edges[1:-1]):
            pieces.append(line.part(start, at))
            start = at
    pieces.append(line.part(start, len(line.text)))
    return [piece for piece in pieces if piece.text]


def _span(piece: Line, edges: Sequence[float]) -> tuple[int, int]:
    """The columns that a piece lies over: half-open, at least one."""
    inner = [k for k in range(1, len(edges) - 1) if piece.x0 + 1 < edges[k] < piece.x1 - 1]
    if inner:
        return inner[0] - 1, inner[-1] + 1
    middle = (piece.x0 + piece.x1) / 2
    col = max(0, min(sum(edge <= middle for edge in edges) - 1, len(edges) - 2))
    return col, col + 1


def _goes_on(row: list[tuple[int, int, list[Line]]], cells: list[tuple[int, int, list[Line]]]) -> bool:
    """Whether a line goes on in the cells of the row above: its first column is empty, and each piece has its cell."""
    return (
        cells[0][0] > 0
        and len(cells) < len(row)
        and all(any(first >= a and last <= b for a, b, _ in row) for first, last, _ in cells)
        and cells[0][2][0].top - row[0][2][-1].bottom < 1.2 * cells[0][2][0].size
    )
