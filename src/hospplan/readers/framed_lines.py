"""
Tables that only lay out lines: the red head of a joint issue beside 文件, and 版记 between its rules.

Word and WPS set these as tables; what they hold are lines, and as such they are handed on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from hospplan.lexicon import Lexicon
from hospplan.models.source import Fragment, SourceCell, SourceParagraph, SourceTable
from hospplan.phrases.attachment import NOTE
from hospplan.phrases.document_number import DOCUMENT_NUMBER
from hospplan.phrases.imprint import COPIED, DISTRIBUTED, IMPRINT_LINE, PRINTED, SENT
from hospplan.phrases.letterhead import CLASSIFICATION, COPY_NUMBER, MARK, SIGNATORIES, URGENCY, is_issuer
from hospplan.text.fold import fold

_MOST_CELLS = 24
_LINES_OF_HEAD = 16
"""A red head stands among the first blocks."""
_GAP = "\u3000\u3000"
Block = SourceParagraph | SourceTable


def unframe(blocks: Sequence[Block], lexicon: Lexicon) -> tuple[Block, ...]:
    """The blocks with such tables as paragraphs, a line each; all other tables stay."""
    tables = [i for i, block in enumerate(blocks) if isinstance(block, SourceTable)]
    nests = {block.parent[0] for block in blocks if isinstance(block, SourceTable) and block.parent}
    lines: dict[int, list[SourceParagraph]] = {}
    for number, i in enumerate(tables):
        table = blocks[i]
        if (
            not isinstance(table, SourceTable)
            or number in nests
            or table.parent
            or len(table.cells) > _MOST_CELLS
        ):
            continue
        is_head = i < _LINES_OF_HEAD and _is_red_head(table, lexicon)
        if is_head or _is_imprint(table, lexicon):
            lines[i] = _lines_of_head(table) if is_head else list(_lines(table))
    if not lines:
        return tuple(blocks)
    moved = {number: number - sum(j < i for j in lines) for number, i in enumerate(tables)}
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if isinstance(block, SourceTable) and block.parent:
            block = replace(block, parent=(moved[block.parent[0]], *block.parent[1:]))  # noqa: PLW2901  (renumbered)
        out.extend(lines.get(i, [block]))
    return tuple(out)


def _is_imprint(table: SourceTable, lexicon: Lexicon) -> bool:
    """Whether each line is one of 版记, and at least one is 抄送 or 印发日期; names may go on under 抄送."""
    has_own = names_open = False
    for line in _lines(table):
        folded = fold(line.text)
        if any(rule.regex(lexicon).fullmatch(folded) for rule in (COPIED, PRINTED)):
            has_own, names_open = True, COPIED.regex().fullmatch(folded) is not None
        elif any(rule.regex(lexicon).fullmatch(folded) for rule in (DISTRIBUTED, SENT, IMPRINT_LINE, NOTE)):
            names_open = False
        elif not names_open:
            return False
    return has_own


def _is_red_head(table: SourceTable, lexicon: Lexicon) -> bool:
    """Whether each line of each cell is of 版头, and one is 文件, a mark or a number."""
    has_own = False
    for cell in table.cells:
        for text in cell.text.splitlines():
            folded = fold(text).strip()
            bare = folded.replace(" ", "")
            if not bare:
                continue
            mark = MARK.regex().fullmatch(bare)
            own = (
                bare == "文件"
                or (mark is not None and is_issuer(mark["name"], lexicon))
                or DOCUMENT_NUMBER.regex().match(folded) is not None
            )
            has_own = has_own or own
            if (
                not own
                and not is_issuer(bare, lexicon)
                and not any(
                    rule.regex(lexicon).fullmatch(folded)
                    for rule in (CLASSIFICATION, URGENCY, SIGNATORIES, COPY_NUMBER)
                )
            ):
                return False
    return has_own


def _lines_of_head(table: SourceTable) -> list[SourceParagraph]:
    """Its lines, 文件 beside the names behind the last of them."""
    lines = [line for cells in _rows(table) for line in _stacked(cells)]
    tails = [line for line in lines if "".join(line.text.split()) == "文件"]
    if len(tails) != 1:
        return lines
    rest = [line for line in lines if line is not tails[0]]
    at = next((i for i, line in enumerate(rest) if DOCUMENT_NUMBER.regex().match(fold(line.text))), len(rest))
    return [*rest[:at], tails[0], *rest[at:]]


def _stacked(cells: Sequence[SourceCell]) -> list[SourceParagraph]:
    """The lines of a row: of each cell its own, but 签发人 stays beside the number."""
    if any(DOCUMENT_NUMBER.regex().match(fold(cell.text)) for cell in cells) and all(
        "\n" not in cell.text for cell in cells
    ):
        return [_joined(cells)]
    return [line for cell in cells for line in _split(cell)]


def _lines(table: SourceTable) -> Iterator[SourceParagraph]:
    """A line for each row, its cells side by side; a row of one cell has each line of that."""
    for cells in _rows(table):
        if len(cells) == 1:
            yield from _split(cells[0])
        else:
            yield _joined(cells)


def _rows(table: SourceTable) -> Iterator[list[SourceCell]]:
    filled = [cell for cell in table.cells if cell.text.strip()]
    for _, cells in groupby(filled, key=lambda cell: cell.row):
        yield list(cells)


def _split(cell: SourceCell) -> Iterator[SourceParagraph]:
    start = 0
    for text in cell.text.split("\n"):
        end = start + len(text)
        a, b = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        if a < b:
            yield _paragraph(cell.text[a:b], tuple(_moved(cell.fragments, a, b, 0)))
        start = end + 1


def _joined(cells: Sequence[SourceCell]) -> SourceParagraph:
    """The cells' texts in one line, wide gaps between; a cell's lines are joined."""
    text, fragments = "", list[Fragment]()
    for cell in cells:
        text += _GAP if text else ""
        fragments += _moved(cell.fragments, 0, len(cell.text), len(text))
        text += cell.text.replace("\n", " ").rstrip()
    return _paragraph(text, tuple(fragments))


def _paragraph(text: str, fragments: tuple[Fragment, ...]) -> SourceParagraph:
    return SourceParagraph(text, page=fragments[0].page if fragments else None, fragments=fragments)


def _moved(fragments: Sequence[Fragment], start: int, end: int, to: int) -> Iterator[Fragment]:
    """The fragments of the characters from *start* to *end*, for a text in which these start at *to*."""
    for fragment in fragments:
        if max(fragment.start, start) < min(fragment.end, end):
            yield fragment.part(start, end, to)
