"""目录: the lines of a table of contents, which look like headings and are none."""

import re
from collections.abc import Iterator

from hospplan.phrases.title import CONTENTS
from hospplan.structure.lines import Line, Sheet

_MOST_ENTRIES = 400
_LEADERS = re.compile(r"(?:[.…·]{4,}|…{2,}) ?[0-9ivxIVXⅠⅡⅢ]{1,4}$|[.…·]{6,}$")
_PAGE = re.compile(r"[ .…·]+[-—(]{0,2} ?[0-9]{1,3} ?[-—)]{0,2}$")


def contents_lines(sheet: Sheet) -> frozenset[int]:
    """
    Indices of the entries of tables of contents.

    An entry has leaders (一、总则……1); under 目录 it ends in a page number, or stands before the place where the
    first entry comes again, as the first heading.
    """
    found = {i for i, line in enumerate(sheet.lines) if line.is_short and _LEADERS.search(line.folded)}
    for i, line in enumerate(sheet.lines):
        if line.is_short and CONTENTS.regex().fullmatch(line.folded):
            found.update(_entries_with_page(sheet, i + 1))
            found.update(_entries_before_repeat(sheet, i + 1))
    return frozenset(found)


def _entries_with_page(sheet: Sheet, start: int) -> Iterator[int]:
    for i in range(start, len(sheet)):
        if not (sheet[i].is_short and _PAGE.search(sheet[i].folded)):
            return
        yield i


def _entries_before_repeat(sheet: Sheet, start: int) -> range:
    if start >= len(sheet):
        return range(0)
    first = _name(sheet[start])
    for i in range(start + 1, min(start + _MOST_ENTRIES, len(sheet))):
        if not sheet[i].is_short or sheet[i].is_sentence or CONTENTS.regex().fullmatch(sheet[i].folded):
            break
        if _name(sheet[i]) == first:
            return range(start, i)
    return range(0)


def _name(line: Line) -> str:
    """An entry without its page number."""
    return _PAGE.sub("", line.folded).replace(" ", "")
