"""Plain text and Markdown: bytes → characters → lines → paragraphs and tables."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise

from hospplan.errors import EmptySourceError, LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.source import Align, Source, SourceParagraph, SourceTable
from hospplan.readers.plain.encoding import INKLESS, decode
from hospplan.readers.plain.markdown import Unmarked, remove_inline_marks, remove_marks
from hospplan.readers.plain.tables import Grid, find_grids, to_table
from hospplan.text.fold import fold
from hospplan.text.layout import Layout, columns, find_layout, indent
from hospplan.text.wrap import find_cut_lines, join_lines

# Newlines of all systems, Word's manual line break (\v) among them; \r\r\n comes of a copy between two.
_NEWLINE = re.compile(r"\r+\n|[\r\v\x85\u2028\u2029]")
_PAGE_NUMBER = re.compile(
    r"[-—–]{1,2}\s*(\d{1,4})\s*[-—–]{1,2}|第\s*(\d{1,4})\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
)
_DATE = re.compile(
    r"(?:19|20|二)[\d〇○零一二三四五六七八九]{2,3}\s*年[\s\d一二三四五六七八九十]{1,4}月[\s\d一二三四五六七八九十]{1,5}日"
)

_PAGE = 56
"""Columns of a page: 28 characters a line (GB/T 9704-2012, 5.2.3)."""
_DEEP = 12
"""Columns before a line from which it is set to the right."""
_CENTRED = 6
"""The same for the middle."""


def read_text(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits, markdown: bool = False) -> Source:
    """
    The paragraphs and tables of a plain text, or of Markdown without its marks.

    Page numbers that stand on lines of their own and count up are dropped, as are characters without ink.

    Raises:
        EmptySourceError: No bytes, or nothing but white space.
        DamagedSourceError: The encoding could not be read, or the bytes are no text.
        LimitError: A paragraph, the number of paragraphs, or a table is over *limits*.
    """
    text = _NEWLINE.sub("\n", decode(data))
    text = INKLESS.sub("", text)
    if not text.strip():
        raise EmptySourceError("the file holds no text")
    lines = text.replace("\f", "\n\f").split("\n")
    page_starts = {at for at, line in enumerate(lines) if line.startswith("\f")}
    lines = _without_page_numbers([line.removeprefix("\f") for line in lines])
    marked = Unmarked(lines)
    if markdown:
        marked = remove_marks(lines)
    blocks = tuple(_blocks(marked, page_starts, lexicon, limits, markdown=markdown))
    if not blocks:
        raise EmptySourceError("the file holds no text")
    return Source(
        name=name,
        media_type="text/markdown" if markdown else "text/plain",
        sha256=sha256(data).hexdigest(),
        size=len(data),
        pages=None,
        blocks=blocks,
    )


def _without_page_numbers(lines: list[str]) -> list[str]:
    """Lines with page numbers made blank: those that stand alone and count up by one, two at least."""
    found: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        text = line.strip()
        if 0 < len(text) <= 20 and (match := _PAGE_NUMBER.fullmatch(text)) is not None:
            found.append((at, int(match[1] or match[2])))
    if len(found) < 2 or any(b != a + 1 for (_, a), (_, b) in pairwise(found)):
        return lines
    for at, _ in found:
        lines[at] = ""
    return lines


def _blocks(
    marked: Unmarked,
    page_starts: set[int],
    lexicon: Lexicon,
    limits: Limits,
    *,
    markdown: bool,
) -> Iterator[SourceParagraph | SourceTable]:
    lines = marked.lines
    grids = list(find_grids(lines, pipes_only=markdown))
    in_tables = {at for grid in grids for at in range(grid.start, grid.stop)}
    prose = ["" if at in in_tables else line for at, line in enumerate(lines)]
    layout = find_layout(prose)
    aligns = _aligns(prose, layout)
    breaks = _breaks(lines, page_starts)
    count = 0
    at = 0
    for grid in [*grids, None]:
        stop = grid.start if grid is not None else len(lines)
        for text, first in _paragraphs(prose, at, stop, marked, layout):
            count += 1
            if len(text) > limits.paragraph_chars:
                raise LimitError(
                    f"a paragraph has {len(text)} characters, more than {limits.paragraph_chars}",
                    mend="check that the file is a text with line breaks",
                )
            yield SourceParagraph(
                remove_inline_marks(text) if markdown and "|" in text else text,
                align=aligns.get(first),
                starts_page=first in breaks,
            )
            _check_count(count, limits)
        if grid is not None:
            count += sum(len(row) for row in grid.rows)
            _check_count(count, limits)
            unmarked = _unmark_cells(grid) if markdown else grid
            yield to_table(unmarked, lexicon, limits, starts_page=grid.start in breaks)
            at = grid.stop


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.paragraphs:
        raise LimitError(f"the file has more than {limits.paragraphs} paragraphs", mend="split the document")


def _unmark_cells(grid: Grid) -> Grid:
    rows = [[tuple(map(remove_inline_marks, cell)) for cell in row] for row in grid.rows]
    return Grid(grid.start, grid.stop, rows)


def _paragraphs(
    lines: Sequence[str], start: int, stop: int, marked: Unmarked, layout: Layout
) -> Iterator[tuple[str, int]]:
    """Paragraphs of lines from *start* to *stop*, each with the place of its first line."""
    part = lines[start:stop]
    goes_on = find_cut_lines(part, layout)
    starts, alone = marked.starts, marked.alone
    if starts or alone:
        goes_on = [
            goes and start + at not in starts and start + at not in alone and start + at - 1 not in alone
            for at, goes in enumerate(goes_on)
        ]
    for text, at in join_lines(part, goes_on):
        yield text, start + at


def _breaks(lines: Sequence[str], page_starts: set[int]) -> set[int]:
    """Lines with ink that are the first of a page."""
    breaks: set[int] = set()
    is_pending = False
    for at, line in enumerate(lines):
        is_pending = is_pending or at in page_starts
        if is_pending and line.strip():
            breaks.add(at)
            is_pending = False
    return breaks


def _aligns(lines: Sequence[str], layout: Layout) -> dict[int, Align]:
    """
    Alignment of lines that were set by spaces.

    A date with deep space before it, and the names above it that have the same, are set to the right (署名,
    成文日期); another line is in the middle if its own middle is that of the page.
    """
    aligns: dict[int, Align] = {}
    page = layout.width or _PAGE
    signs_off = False
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        text = line.strip()
        if not text:
            continue
        before = indent(line) - layout.margin
        if before < _CENTRED or len(text) > _PAGE:
            signs_off = False
            continue
        after = columns(line) - columns(line.rstrip())
        middle = before + columns(text) / 2
        signs_off = before >= _DEEP and (signs_off or _DATE.fullmatch(fold(text)) is not None)
        if signs_off:
            aligns[at] = "right"
        elif abs(middle - page / 2) <= 4 or (after >= _CENTRED and abs(before - after) <= 2):
            aligns[at] = "center"
    return aligns
