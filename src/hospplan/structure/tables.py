"""Tables: ids, heads and captions."""

import re
from collections.abc import Sequence
from functools import lru_cache

from hospplan.lexicon import Lexicon
from hospplan.models.document import Cell, Table
from hospplan.models.source import SourceCell, SourceTable, boxes_of
from hospplan.text.fold import fold

_MOST_HEADS = 4
_LONGEST_HEAD = 16
_YEAR_HEAD = re.compile(r"(?:19|20)\d{2}年?度?(?:[一-鿿()]{0,10})")


def read_table(table: SourceTable, number: int, caption: str | None, lexicon: Lexicon) -> Table:
    """The table with ids "t{number}.ROW.COL", its rows of heads counted; *caption* is that of a line above it."""
    rows = _by_row(table.cells)
    width = max((cell.col + cell.col_span for cell in table.cells), default=0)
    title_rows, own = _title_rows(rows, width)
    heads = _head_rows(rows, title_rows, width, _words(lexicon))
    parent = table.parent
    return Table(
        id=f"t{number}",
        caption=own or caption,
        header_rows=heads,
        cells=tuple(
            Cell.model_construct(
                id=f"t{number}.{cell.row}.{cell.col}",
                row=cell.row,
                col=cell.col,
                row_span=cell.row_span,
                col_span=cell.col_span,
                text=cell.text,
                boxes=boxes_of(cell.fragments),
            )
            for cell in table.cells
        ),
        page=table.page,
        merges=table.merges,
        parent=None if parent is None else f"t{parent[0] + 1}.{parent[1]}.{parent[2]}",
    )


def _by_row(cells: Sequence[SourceCell]) -> list[list[SourceCell]]:
    height = max((cell.row + cell.row_span for cell in cells), default=0)
    rows: list[list[SourceCell]] = [[] for _ in range(height)]
    for cell in cells:
        rows[cell.row].append(cell)
    return rows


def _title_rows(rows: Sequence[Sequence[SourceCell]], width: int) -> tuple[int, str | None]:
    """How many rows at the top hold one text over the whole width, and the first of these texts."""
    if width < 2:
        return 0, None
    count, caption = 0, None
    for row in rows[:2]:
        filled = [cell for cell in row if cell.text.strip()]
        spans = len(row) == 1 and row[0].col_span == width
        alone = len(filled) == 1 and filled[0].col == 0 and len(rows) > count + 2
        if not filled or not (spans or (alone and all(cell.row_span == 1 for cell in row))):
            break
        caption = caption or " ".join(filled[0].text.split())
        count += 1
    return count, caption


def _head_rows(rows: Sequence[Sequence[SourceCell]], start: int, width: int, words: frozenset[str]) -> int:
    """Rows of heads, those of the title counted: the row of column words, and the rows that its cells part into."""
    if start >= len(rows) or not _is_head(rows[start], words, has_more=len(rows) > start + 1):
        return start
    end = start + 1
    reach = max((c.row + c.row_span for c in rows[start] if c.row_span <= _MOST_HEADS), default=end)
    parts = any(1 < cell.col_span < width for cell in rows[start])
    if reach >= len(rows):
        reach = end
    if parts and reach == end and end < len(rows) - 1 and _is_sub_head(rows[end], words):
        reach = end + 1
    end = max(end, min(reach, start + _MOST_HEADS))
    # Plain text has lost the spans: heads go on where the next row fills just the gaps of the first.
    empty = {cell.col for cell in rows[start] if not cell.text.strip()}
    if end == start + 1 and empty and end < len(rows) - 1:
        filled = {cell.col for cell in rows[end] if cell.text.strip()}
        sub = [cell for cell in rows[end] if cell.text.strip()]
        if filled and empty <= filled and 0 not in filled and _is_sub_head(sub, words):
            end += 1
    return end


def _is_head(row: Sequence[SourceCell], words: frozenset[str], *, has_more: bool) -> bool:
    texts = [text for cell in row if (text := _head_text(cell.text))]
    if not texts:
        return False
    known = sum(_is_column_word(text, words) for text in texts)
    if known and known * 3 >= len(texts):
        return True
    plain = all(
        len(text) <= _LONGEST_HEAD and not any(c.isdigit() for c in _YEAR_HEAD.sub("", text))
        for text in texts
    )
    return has_more and len(texts) > 1 and len(texts) == len(row) and plain and len(set(texts)) == len(texts)


def _is_sub_head(row: Sequence[SourceCell], words: frozenset[str]) -> bool:
    texts = [text for cell in row if (text := _head_text(cell.text))]
    return bool(texts) and all(
        _is_column_word(text, words)
        or _YEAR_HEAD.fullmatch(text)
        or (len(text) <= 8 and not any(c.isdigit() for c in text))
        for text in texts
    )


def _head_text(text: str) -> str:
    """A head without white space, and cut at its bracket: 牵头科室（部门） is 牵头科室."""
    bare = "".join(fold(text).split())
    return bare.split("(")[0] or bare


def _is_column_word(text: str, words: frozenset[str]) -> bool:
    return any(text[i:] in words for i in range(max(0, len(text) - 8), len(text) - 1)) or text in words


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.columns.all()
