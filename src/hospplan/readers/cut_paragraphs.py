"""
Sentences that stand in two paragraphs, since a hard return cut them: text that was pasted from a PDF or an e-mail.

The words decide, as in a plain text, so that a file gives the same document in each format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hospplan.models.source import Fragment, SourceParagraph, SourceTable
from hospplan.text.layout import Layout
from hospplan.text.wrap import find_cut_lines, join_lines

Block = SourceParagraph | SourceTable
_LAYOUT = Layout(width=None, margin=0, is_indented=False, is_spaced=False)
"""A paragraph is a line of any width; nothing but its words says that it goes on."""
_SET_APART = frozenset({"center", "right"})


def mend_cuts(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with each cut sentence in one paragraph; lines set to the middle or the right stay."""
    out: list[Block] = []
    run: list[SourceParagraph] = []
    for block in blocks:
        if isinstance(block, SourceParagraph) and block.align not in _SET_APART:
            if run and run[-1].origin != block.origin:
                out.extend(_joined(run))
                run = []
            run.append(block)
            continue
        out.extend(_joined(run))
        run = []
        out.append(block)
    return (*out, *_joined(run))


def _joined(run: Sequence[SourceParagraph]) -> Iterator[SourceParagraph]:
    texts = [paragraph.text for paragraph in run]
    goes_on = find_cut_lines(texts, _LAYOUT)
    if not any(goes_on):
        yield from run
        return
    joined = join_lines(texts, goes_on)
    ends = [at for _, at in joined[1:]] + [len(run)]
    for (text, at), end in zip(joined, ends, strict=True):
        pieces = run[at:end]
        notes = tuple(note for piece in pieces for note in piece.notes)
        yield replace(pieces[0], text=text, notes=notes, fragments=tuple(_shifted(text, pieces)))


def _shifted(text: str, pieces: Sequence[SourceParagraph]) -> Iterator[Fragment]:
    """The fragments of the pieces, counted in the text that they make."""
    at = 0
    for piece in pieces:
        at = text.index(piece.text, at)
        for fragment in piece.fragments:
            yield replace(fragment, start=fragment.start + at, end=fragment.end + at)
        at += len(piece.text)
