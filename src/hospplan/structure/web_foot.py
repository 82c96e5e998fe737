"""The foot of a web page that a document was saved with."""

import re
from collections.abc import Sequence

from hospplan.grammar.rule import Rule
from hospplan.phrases.attachment import ATTACHMENT_MARK
from hospplan.phrases.web_page import (
    BUTTONS,
    CONTACT,
    CREDIT,
    FILE_LINK,
    LINK,
    LINKS_HEAD,
    PAGE_FOOT,
    SITE_FOOT,
    SITE_KEEPER,
)
from hospplan.structure.lines import LONGEST_SHORT, Line, Sheet

_MOST_LINES = 40
_MOST_LINKS = 12
_LONGEST = 200
_FINISHED = re.compile(r"[。！？;；)）]$|[0-9一二三四五六七八九十][ ]?日$|份$")
"""How a text, a sign-off or an imprint ends; a heading or a line that leads in does not."""


def find_web_foot(sheet: Sheet) -> frozenset[int]:
    """
    Indices of the web page's own lines at the end of the source; empty where it ends with the document.

    They are a run of lines that end the source. Labels that a plan may use too (主办单位, 来源, 电话) count
    only beside lines that are a page's for certain, so that an event's hosts stay in their section.
    """
    first = len(sheet)
    while first > max(0, len(sheet) - _MOST_LINES) and _may_be_foot(sheet[first - 1]):
        first -= 1
    found: list[int] = []
    held: list[int] = []
    links = 0
    for at in range(first, len(sheet)):
        line = sheet[at]
        is_head = LINKS_HEAD.regex().fullmatch(line.folded) is not None
        if is_head or _is_kind(line, SITE_FOOT, PAGE_FOOT, LINK, BUTTONS) or _is_file(sheet, at):
            found += [at] if found else [*_above(sheet, at, held), at]
            held = []
            links = _MOST_LINKS if is_head else links
        elif _is_kind(line, SITE_KEEPER, CREDIT, CONTACT):
            (found or held).append(at)
        elif links and found:
            found.append(at)
            links -= 1
        elif line.text:
            found, held, links = [], [], 0  # the document goes on
    return frozenset(found)


def _above(sheet: Sheet, first: int, held: Sequence[int]) -> list[int]:
    """
    Of the doubtful lines directly above the *first* certain one, those that are the page's.

    主办单位 is, where the site's number or copyright follows, and the text above it is finished.
    """
    by_site = _is_kind(sheet[first], SITE_FOOT)
    found = list(held)
    while found and not (
        _is_kind(sheet[found[0]], CREDIT) or (by_site and _is_kind(sheet[found[0]], SITE_KEEPER))
    ):
        del found[0]
    above = next((sheet[i] for i in range((found or [first])[0] - 1, -1, -1) if sheet[i].text), None)
    is_finished = above is not None and _FINISHED.search(above.folded) is not None
    return found if is_finished else [at for at in found if _is_kind(sheet[at], CREDIT)]


def _may_be_foot(line: Line) -> bool:
    """Whether a line is a page's own, or may be the name of another page: short and no sentence."""
    if line.is_table or len(line.text) > _LONGEST:
        return False
    is_name = len(line.text) <= LONGEST_SHORT and not line.is_sentence
    return is_name or _is_kind(line, LINKS_HEAD, SITE_FOOT, PAGE_FOOT, LINK, SITE_KEEPER, CREDIT, CONTACT)


def _is_file(sheet: Sheet, at: int) -> bool:
    """Whether a line is the link to a file; under 附件： it is the name of an attachment."""
    while at > 0 and _is_kind(sheet[at], FILE_LINK):
        at -= 1
        if ATTACHMENT_MARK.regex().fullmatch(sheet[at].bare):
            return False
        if not _is_kind(sheet[at], FILE_LINK):
            return True
    return False


def _is_kind(line: Line, *rules: Rule) -> bool:
    return any(rule.regex().fullmatch(line.folded) for rule in rules)
