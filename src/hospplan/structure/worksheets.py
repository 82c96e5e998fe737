"""Worksheets of a workbook: the first is the document, each other one an attachment."""

import re
from collections.abc import Iterator

from hospplan.structure.lines import Sheet
from hospplan.structure.parts import PartStart
from hospplan.structure.titles import may_be_title, read_title

_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s?\d{0,3}", re.IGNORECASE)
"""Names that a program gives a sheet that nobody named."""


def find_worksheets(sheet: Sheet, known: frozenset[int]) -> Iterator[PartStart]:
    """The sheets behind the first, but for those whose first line is in *known*: 附件2 starts them already."""
    starts = [at for at in range(len(sheet)) if sheet[at].block.sheet is not None]
    for at in starts[1:]:
        if at in known:
            continue
        line = sheet[at]
        title = read_title(sheet, at) if sheet.is_free(at) and may_be_title(line, sheet.lexicon) else None
        if title is not None and title.start == at:
            plain = frozenset(range(at, title.end))
            yield PartStart(at, "attachment", None, title.text, title.subtitle, plain)
            continue
        name = line.block.sheet or ""
        yield PartStart(at, "attachment", None, None if _UNNAMED.fullmatch(name.strip()) else name)
