"""The flows of all pages of a file as its source: one way for every format that is only ink."""

from collections.abc import Sequence
from hashlib import sha256

from hospplan.errors import LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.models.source import Source, SourceParagraph, SourceTable
from hospplan.page.compose import compose
from hospplan.page.flow import PageFlow
from hospplan.readers.page_findings import PageFindings, furniture_findings
from hospplan.readers.pictures import Pictures


def source_of_pages(
    data: bytes,
    name: str,
    media_type: str,
    pages: int,
    flows: Sequence[PageFlow],
    noticed: PageFindings,
    pictures: Pictures,
    others: Sequence[Finding] = (),
    *,
    lexicon: Lexicon,
    limits: Limits,
) -> Source:
    """
    The paragraphs and tables of a file whose pages were read.

    Args:
        data: The file's bytes.
        name: Its name.
        media_type: Of its format.
        pages: How many it has, those that could not be read included.
        flows: Of the pages that were read, in order.
        noticed: What was noticed on them.
        pictures: Those of them that were recognised.
        others: Findings about the file that have nothing to do with ink; they stand last.
        lexicon: Its endings of names decide where the lines of a cell part.
        limits: For the number and size of paragraphs and tables.

    Raises:
        DamagedSourceError: None of its pages could be read.
        EmptySourceError: None of them has text.
        MissingPartError: They are pictures, and what recognises text is not installed.
        LimitError: It is over one of *limits*.
    """
    composition = compose(flows, lexicon.organs)
    _check(composition.blocks, limits)
    if not composition.blocks:
        raise pictures.empty(noticed.format, pages) or noticed.empty(pages)
    return Source(
        name=name,
        media_type=media_type,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        pages=pages,
        blocks=composition.blocks,
        findings=(
            *noticed.findings(),
            *pictures.findings(),
            *furniture_findings(composition.dropped),
            *others,
        ),
    )


def _check(blocks: Sequence[SourceParagraph | SourceTable], limits: Limits) -> None:
    count = 0
    for block in blocks:
        if isinstance(block, SourceParagraph):
            count += 1
            if len(block.text) > limits.paragraph_chars:
                raise LimitError(f"a paragraph has more than {limits.paragraph_chars:,} characters")
        else:
            count += len(block.cells)
            if len(block.cells) > limits.table_cells:
                raise LimitError(f"a table has over {limits.table_cells:,} cells", mend="split the document")
            if max(cell.col + cell.col_span for cell in block.cells) > limits.table_columns:
                raise LimitError(
                    f"a table has over {limits.table_columns:,} columns", mend="split the document"
                )
        if count > limits.paragraphs:
            raise LimitError(
                f"the file has more than {limits.paragraphs:,} paragraphs", mend="split the document"
            )
