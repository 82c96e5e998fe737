"""
Tables without vertical rules: three-line tables (三线表), and rows that only their spaces part.

Rules, or the heads of columns, tell where such a table is; where its columns part is asked of an engine that aligns
words, and of the white space that runs down between the words; its rows are the lines that fill most columns.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from hospplan.page.columns import wide_gaps
from hospplan.page.ink import Rectangle, Rule
from hospplan.page.lines import Line
from hospplan.page.tables import Draft, DraftCell
from hospplan.text.fold import fold

_SAME_EDGE = 8.0
"""Points by which the ends of a table's rules may differ."""
_LONG_RULE = 0.3
"""Part of the page's width that such a rule takes at least."""
_SHORT_RULE = 12.0
"""Points of a rule under a head that spans columns."""
_COLUMN_GAP = 0.9
"""Characters of space that part two cells."""
_HALF_STEP = 0.7
"""Part of the distance of two rows from which a line is not half a row away, as lines beside a centred cell are."""
_NEARER = 1.08
"""A line in the middle between two rows belongs to the upper one, though the middle is measured a little off."""
_OVER = 0.8
"""Characters by which a word must reach into a column to stand over it."""
_PROSE = 0.6
"""Part of a table's width from which a line without gaps is prose."""
_HEAD_LINES = 3
"""Lines of a running head over rows that go on from the page before."""
_NEXT_LINE = 2.6
"""Times its size that the next line of a table is away at most."""
_IMPRINT = re.compile(r"(?:抄送|抄报|主送|分送) ?:|日 ?印发$")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
"""Of a table without any rule; with rules two do."""


@dataclass(frozen=True, slots=True)
class LinelessTables:
    """What is needed to read tables without vertical rules."""

    columns: Callable[[Rectangle], Sequence[float]]
    """From a stretch of a page to the edges of its columns, from left to right; none where words do not align."""
    heads: frozenset[str]
    """What heads of columns are called: without rules, only a row of such words makes a table."""


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of a page that a table without vertical rules may be: half-open."""

    start: int
    end: int
    box: Rectangle
    rules: tuple[Rule, ...] = ()
    """The long ones, from the top."""
    short: tuple[Rule, ...] = ()
    """Those that span some columns of the head."""


def find_regions(
    lines: Sequence[Line],
    rules: Sequence[Rule],
    width: float,
    heads: frozenset[str],
    carried: Rule | None = None,
) -> list[Region]:
    """
    Where such tables may be, from the top of the page; they don't overlap.

    Args:
        lines: Of the page, those in tables left out.
        rules: Its horizontal rules outside of tables.
        width: Of the page.
        heads: What heads of columns are called.
        carried: A rule of the table that the page before left open.
    """
    regions = list(_ruled_regions(lines, rules, width))
    if carried is not None and (rest := _rest(lines, rules, carried)) is not None:
        regions = [rest, *(region for region in regions if region.start >= rest.end)]
    taken = {at for region in regions for at in range(region.start, region.end)}
    regions += _bare_regions(lines, taken, heads)
    return sorted(regions, key=lambda region: region.start)


def _ruled_regions(lines: Sequence[Line], rules: Sequence[Rule], width: float) -> Iterator[Region]:
    long = [rule for rule in _levels(rules) if rule.end - rule.start >= _LONG_RULE * width]
    at = 0
    while at < len(long):
        chain, last = [long[at]], at
        for k in range(at + 1, len(long)):
            if not _is_same(long[k], chain[0]):
                continue  # under heads that span some columns
            if not _is_tabular(lines, chain[-1], long[k]):
                break
            chain.append(long[k])
            last = k
        at = last + 1
        if len(chain) < 2:
            continue
        members = _between(lines, chain[0].at, chain[-1].at)
        if len(chain) == 2 and members:
            # Heads alone are ruled: the table goes on to the next page, or has no rule at its foot.
            members = range(members[0], _open_end(lines, members[-1] + 1, chain[0].end - chain[0].start))
        if len(members) < 2 or any(_IMPRINT.search(fold(lines[k].text)) for k in members):
            continue
        short = tuple(
            rule
            for rule in rules
            if chain[0].at + 3 < rule.at < chain[1].at - 3 and rule.end - rule.start >= _SHORT_RULE
        )
        yield _region(lines, members[0], members[-1] + 1, chain, short)


def _rest(lines: Sequence[Line], rules: Sequence[Rule], carried: Rule) -> Region | None:
    """The rows at the top of a page that go on with a table of the page before."""
    start = next((k for k, line in enumerate(lines) if _is_row(line)), None)
    if start is None or start > _HEAD_LINES:
        return None
    start = _with_lines_beside(lines, start)
    foot = next((rule for rule in _levels(rules) if _is_same(rule, carried)), None)
    if foot is None:
        end = _open_end(lines, start + 1, carried.end - carried.start)
    else:
        end = start + sum(line.middle < foot.at for line in lines[start:])
        if not _is_tabular(lines, Rule(lines[start].top, carried.start, carried.end), foot):
            return None
    return _region(lines, start, end, (), ()) if end > start else None


def _is_same(rule: Rule, other: Rule) -> bool:
    return abs(rule.start - other.start) <= _SAME_EDGE and abs(rule.end - other.end) <= _SAME_EDGE


def _levels(rules: Sequence[Rule]) -> list[Rule]:
    """Rules by height, from the top; pieces of one height that draw most of a line are that line."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if levels and rule.at - levels[-1][0].at <= 1.5:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    joined: list[Rule] = []
    for level in levels:
        start, end = min(rule.start for rule in level), max(rule.end for rule in level)
        drawn = sum(rule.end - rule.start for rule in level)
        joined += [Rule(level[0].at, start, end)] if drawn * 2 >= end - start else level
    return joined


def _between(lines: Sequence[Line], top: float, foot: float) -> range:
    members = [k for k, line in enumerate(lines) if top - 2 <= line.middle <= foot + 2]
    return range(members[0], members[-1] + 1) if members else range(0)


def _is_tabular(lines: Sequence[Line], over: Rule, under: Rule) -> bool:
    """Whether the lines between two rules are rows: many with gaps, none as long as prose."""
    members = [lines[k] for k in _between(lines, over.at, under.at)]
    rows = sum(map(_is_row, members))
    width = over.end - over.start
    return rows > 0 and all(_is_row(line) or line.x1 - line.x0 < _PROSE * width for line in members)


def _open_end(lines: Sequence[Line], end: int, width: float) -> int:
    """Where rows under the last rule end: at a line that is none, or far below."""
    stop = end
    while end < len(lines) and _is_near(lines[end - 1], lines[end]):
        line = lines[end]
        if _is_row(line):
            stop = end + 1
        elif line.x1 - line.x0 > _PROSE * width or end - stop >= 2:
            break
        end += 1
    if end < len(lines) and end > stop and not _is_near(lines[end - 1], lines[end]):
        return end  # the last lines of a cell of several
    return end if end == len(lines) else stop


def _bare_regions(lines: Sequence[Line], taken: set[int], heads: frozenset[str]) -> Iterator[Region]:
    """Rows under a row of heads."""
    at = 0
    while at < len(lines):
        if at in taken or not _is_head(lines[at], heads):
            at += 1
            continue
        start = max([_with_lines_beside(lines, at), *(k + 1 for k in taken if k < at)])
        width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
        end = min([_open_end(lines, at + 1, width), *(k for k in taken if k > at)])
        if sum(map(_is_row, lines[start:end])) >= _FEWEST_ROWS:
            yield _region(lines, start, end, (), ())
        at = max(end, at + 1)


def _with_lines_beside(lines: Sequence[Line], at: int) -> int:
    """The first line of a row: a head of two lines stands half over those beside it."""
    while at and lines[at].base - lines[at - 1].base < lines[at].size:
        at -= 1
    return at


def _is_head(line: Line, heads: frozenset[str]) -> bool:
    """Whether a line is a row of heads: most of at least three words are names of columns."""
    if line.text.count(" ") < _FEWEST_COLUMNS - 1:
        return False
    words = fold(line.text).split()
    known = sum(word.split("(")[0] in heads or _YEAR.match(word) is not None for word in words)
    return len(words) >= _FEWEST_COLUMNS and known >= 2 and known * 2 > len(words)


def _is_row(line: Line) -> bool:
    return next(wide_gaps(line, _COLUMN_GAP), None) is not None


def _is_near(above: Line, line: Line) -> bool:
    return 0 < line.base - above.base < _NEXT_LINE * line.size


def _region(
    lines: Sequence[Line], start: int, end: int, rules: Sequence[Rule], short: tuple[Rule, ...]
) -> Region:
    members = lines[start:end]
    box = Rectangle(
        min(line.x0 for line in members) - 2,
        min(line.top for line in members) - 2,
        max(line.x1 for line in members) + 2,
        max(line.bottom for line in members) + 2,
    )
    return Region(start, end, box, tuple(rules), short)


@dataclass(slots=True)
class _Piece:
    """Words of a line that stand in one column, or over several: half-open."""

    line: Line
    col: int
    col_end: int


@dataclass(slots=True)
class _Row:
    pieces: list[_Piece] = field(default_factory=list)
    anchor: Line | None = None
    """The line that fills most of its columns."""


def draft_region(lines: Sequence[Line], region: Region, told: Sequence[float]) -> Draft | None:
    """
    The table of a region's lines; None if they make none.

    Args:
        lines: Those of the region.
        region: Where they stand, and its rules.
        told: The edges of its columns as an engine found them.
    """
    fewest = 2 if region.rules else _FEWEST_COLUMNS
    # Where both see as many columns, those in the middle of the white space: heads may reach over words.
    gutters = _gutters(lines, region.box)
    ways = (gutters, told) if len(gutters) == len(told) else (told, gutters)
    edges = next((edges for edges in ways if len(edges) > fewest and _fits(lines, edges)), None)
    if edges is None:
        return None
    heads = [line for line in lines if len(region.rules) > 1 and line.middle < region.rules[1].at]
    body = lines[len(heads) :]
    rows = _rows([_pieces(line, edges) for line in body])
    if not rows:
        return None
    cells, count = _head_cells(
        [piece for line in heads for piece in _pieces(line, edges)], region.short, edges
    )
    for row in rows:
        for col, col_end in _row_columns(row.pieces, len(edges) - 1):
            members = [piece.line for piece in row.pieces if col <= piece.col and piece.col_end <= col_end]
            cells.append(_cell(count, col, count + 1, col_end, members, edges))
        count += 1
    if count < 2 and region.rules:
        return None
    parts = sum(len(_pieces(line, edges)) for line in lines)
    if sum(len(cell.lines) for cell in cells) != parts:
        return None  # heads over heads over heads: kept as lines rather than in part
    _set_limits(cells)
    page = lines[0].page
    return Draft(list(edges), count, cells, page, page, is_lineless=True)


def _cell(
    row: int, col: int, row_end: int, col_end: int, members: Sequence[Line], edges: Sequence[float]
) -> DraftCell:
    ordered = sorted(members, key=lambda line: line.base)
    return DraftCell(row, col, row_end, col_end, [(line, edges[col_end]) for line in ordered])


def _set_limits(cells: Sequence[DraftCell]) -> None:
    """The right edge of a column is where its longest line ends: no rule tells it."""
    ends: dict[tuple[int, int], float] = {}
    for cell in cells:
        key = (cell.col, cell.col_end)
        ends[key] = max([ends.get(key, 0.0), *(line.x1 for line, _ in cell.lines)])
    for cell in cells:
        cell.lines = [(line, ends[cell.col, cell.col_end]) for line, _ in cell.lines]


def _gutters(lines: Sequence[Line], box: Rectangle) -> list[float]:
    """The middles of the white space that runs down between the words of the rows."""
    spans = sorted((piece.x0, piece.x1) for line in lines if _is_row(line) for piece in _parts(line, set()))
    edges, reach = [box.x0], None
    for x0, x1 in spans:
        if reach is not None and x0 > reach + 1:
            edges.append((reach + x0) / 2)
        reach = max(reach or x1, x1)
    return [*edges, box.x1]


def _fits(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether no column holds two words that a wide space parts."""
    return not any(one.col_end > other.col for line in lines for one, other in pairwise(_pieces(line, edges)))


def _parts(line: Line, places: set[int]) -> list[Line]:
    """A line parted at its wide spaces, and at further *places*."""
    parts, start = [], 0
    for at in sorted({*wide_gaps(line, _COLUMN_GAP), *places}):
        parts.append(line.part(start, at))
        start = at
    parts.append(line.part(start, len(line.text)))
    return [part for part in parts if part.text]


def _pieces(line: Line, edges: Sequence[float]) -> list[_Piece]:
    """The words of a line by columns: parted at wide spaces, and at narrow ones where a column ends."""
    narrow = set()
    for at in wide_gaps(line, 0.0):
        end = at + len(line.text[at:]) - len(line.text[at:].lstrip())
        if any(line.edges[at] - 3 <= edge <= line.edges[end] + 3 for edge in edges[1:-1]):
            narrow.add(at)
    return [_Piece(part, *_span(part, edges)) for part in _parts(line, narrow)]


def _span(piece: Line, edges: Sequence[float]) -> tuple[int, int]:
    """The columns that a piece lies over: half-open, at least one."""
    least = min(_OVER * piece.size, (piece.x1 - piece.x0) / 4)
    inner = [k for k in range(1, len(edges) - 1) if piece.x0 + least < edges[k] < piece.x1 - least]
    if inner:
        return inner[0] - 1, inner[-1] + 1
    middle = (piece.x0 + piece.x1) / 2
    col = max(0, min(sum(edge <= middle for edge in edges) - 1, len(edges) - 2))
    return col, col + 1


def _row_columns(pieces: Sequence[_Piece], width: int) -> Iterator[tuple[int, int]]:
    """The cells of a row: those that pieces lie over, overlapping ones as one, and one for each column without any."""
    spans: list[list[int]] = []
    for start, end in sorted((piece.col, piece.col_end) for piece in pieces):
        if spans and start < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    ends = {span[0]: span[1] for span in spans}
    col = 0
    while col < width:
        end = ends.get(col, col + 1)
        yield col, end
        col = end


def _head_cells(
    pieces: Sequence[_Piece], short: Sequence[Rule], edges: Sequence[float]
) -> tuple[list[DraftCell], int]:
    """The cells of the heads and their rows: two where a head spans columns that have heads of their own."""
    if not pieces:
        return [], 0
    width = len(edges) - 1
    spans: dict[tuple[int, int], float] = {}
    for rule in short:
        inside = [k for k in range(width) if rule.start - 3 <= (edges[k] + edges[k + 1]) / 2 <= rule.end + 3]
        if len(inside) > 1:
            for start, end in _parted(pieces, inside[0], inside[-1] + 1, rule.at, edges):
                spans[start, end] = rule.at
    for piece in pieces:
        if piece.col_end - piece.col > 1 and not any(a <= piece.col and piece.col_end <= b for a, b in spans):
            spans[piece.col, piece.col_end] = piece.line.bottom
    cells: list[DraftCell] = []
    under = [(a, b, at) for (a, b), at in spans.items()]
    rows = 2 if under else 1
    for col in range(width):
        over = next(((a, b, at) for a, b, at in under if a <= col < b), None)
        if over is None:
            members = [p.line for p in pieces if p.col == col and p.col_end == col + 1]
            cells.append(_cell(0, col, rows, col + 1, members, edges))
            continue
        a, b, at = over
        if col == a:
            members = [p.line for p in pieces if a <= p.col and p.col_end <= b and p.line.middle < at]
            cells.append(_cell(0, a, 1, b, members, edges))
        members = [p.line for p in pieces if p.col == col and p.col_end == col + 1 and p.line.middle > at]
        cells.append(_cell(1, col, 2, col + 1, members, edges))
    return sorted(cells, key=lambda cell: (cell.row, cell.col)), rows


def _parted(
    pieces: Sequence[_Piece], start: int, end: int, at: float, edges: Sequence[float]
) -> Iterator[tuple[int, int]]:
    """The columns over a rule, parted where two heads stand side by side on it."""
    heads = sorted(
        (piece.line.x0, piece.line.x1)
        for piece in pieces
        if start <= piece.col and piece.col_end <= end and piece.line.middle < at
    )
    first = start
    for (_, x1), (x0, _) in pairwise(heads):
        cut = min(range(first + 1, end + 1), key=lambda k: abs(edges[k] - (x0 + x1) / 2))
        if x0 > x1 and cut < end:
            yield first, cut
            first = cut
    yield first, end


def _rows(lines: Sequence[list[_Piece]]) -> list[_Row]:
    """
    The rows that lines make: each has one line that fills most columns, its anchor; other lines go to the nearest.

    Where cells are centred, the lines of a long cell stand as far over its anchor as under it; lines left over at
    the top or the foot are the rest of a row that a page break cut.
    """
    most = max((len(pieces) for pieces in lines), default=0)
    rows: list[_Row] = []
    loose: list[list[_Piece]] = []
    gaps: list[list[list[_Piece]]] = []
    for pieces in lines:
        if len(pieces) >= max(2, (most + 1) // 2):
            rows.append(_Row(list(pieces), pieces[0].line))
            gaps.append(loose)
            loose = []
        elif pieces:
            loose.append(pieces)
    gaps.append(loose)
    if not rows:
        return []
    anchors = [row.anchor.base for row in rows if row.anchor is not None]
    steps = [b - a for a, b in pairwise(anchors)]
    step = median(steps) if steps else 2 * lines[0][0].line.size
    before: list[list[_Piece]] = [[] for _ in rows]
    after: list[list[_Piece]] = [[] for _ in rows]
    counts = [[0, 0] for _ in rows]
    nearest = [min(abs(pieces[0].line.base - anchor) for anchor in anchors) for gap in gaps for pieces in gap]
    is_centred = any(distance < _HALF_STEP * step for distance in nearest)
    for at in range(1, len(rows)):
        for pieces in gaps[at]:
            base = pieces[0].line.base
            if base - anchors[at - 1] <= _NEARER * (anchors[at] - base):
                after[at - 1] += pieces
                counts[at - 1][1] += 1
            else:
                before[at] += pieces
                counts[at][0] += 1
    first, last = gaps[0], gaps[-1]
    if is_centred:
        kept = len(first) - min(len(first), counts[0][1])
        for pieces in first[kept:]:
            before[0] += pieces
        first = first[:kept]
        kept = min(len(last), counts[-1][0] if len(rows) > 1 else len(gaps[0]) - kept)
        for pieces in last[:kept]:
            after[-1] += pieces
        last = last[kept:]
    else:
        for pieces in last:
            after[-1] += pieces
        last = []
    for row, above, below in zip(rows, before, after, strict=True):
        row.pieces = [*above, *row.pieces, *below]
    head = [_Row([piece for pieces in first for piece in pieces])] if first else []
    foot = [_Row([piece for pieces in last for piece in pieces])] if last else []
    return [*head, *rows, *foot]
