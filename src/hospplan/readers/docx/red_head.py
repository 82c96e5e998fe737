"""A red head (版头) that stands in the page header, among running heads and page numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hospplan.models.source import SourceParagraph, SourceTable
from hospplan.phrases.document_number import DOCUMENT_NUMBER
from hospplan.readers.docx.xml import W
from hospplan.readers.safe_xml import Element
from hospplan.text.fold import fold

_LONGEST = 100
"""Characters of a line that may be an issuer's mark or a document number."""
_PAGE_NUMBER = re.compile(r"[-—– .]*\d{0,4}[-—– .]*|第?\s*\d{0,4}\s*页?\s*[/,，]?\s*共?\s*\d{0,4}\s*页?")


def may_be_red_head(header: Element) -> bool:
    """Whether a header part has text that a red head would have; spares reading all the others."""
    text = "".join(text.text or "" for text in header.iter(f"{W}t"))
    return ("文" in text and "件" in text) or "号" in text


def find_red_head(
    blocks: Iterable[SourceParagraph | SourceTable], known: frozenset[str]
) -> list[SourceParagraph]:
    """
    The lines of a header that holds an issuer's mark (…文件) or a document number; else none.

    Args:
        blocks: What the header holds; of a table, by which heads are set in columns, each line of a cell.
        known: Texts that the first page has in its body, so that a running head does not repeat them.
    """
    lines = [line for block in blocks for line in _lines(block)]
    if not any(_is_red_head(line.text) for line in lines):
        return []
    return [line for line in lines if line.text not in known and not _PAGE_NUMBER.fullmatch(line.text)]


def _lines(block: SourceParagraph | SourceTable) -> Iterator[SourceParagraph]:
    if isinstance(block, SourceParagraph):
        yield replace(block, origin="header", starts_page=False)
    else:
        for cell in block.cells:
            for line in cell.text.splitlines():
                yield SourceParagraph(line, origin="header")


def _is_red_head(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    return "".join(line.split()).endswith("文件") or DOCUMENT_NUMBER.regex().search(fold(line)) is not None
