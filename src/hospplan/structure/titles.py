"""A title at its place: how many lines it takes, its subtitle, the note under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hospplan.lexicon import Lexicon
from hospplan.phrases.attachment import ATTACHMENT_LINE, ATTACHMENT_MARK
from hospplan.phrases.date import FULL_DATE
from hospplan.phrases.document_number import NUMBER_LIKE, PLAIN_NUMBER
from hospplan.phrases.imprint import COPIED, PRINTED
from hospplan.phrases.letterhead import is_issuer, join_spaced
from hospplan.phrases.numbering import read_numbers
from hospplan.phrases.title import (
    AREA_NAMED,
    CLOSED,
    CONTENTS,
    GOES_ON,
    ISSUER_LIKE,
    OPENS_COVER,
    SUBTITLE,
    TITLE_NOTE,
    TITLE_TAIL,
    compared,
    continues_title,
    genre_of,
    is_open,
)
from hospplan.phrases.web_page import METADATA
from hospplan.structure.lines import Line, Sheet

_NO_TITLE_STARTS = frozenset("【•∙·●◆■>")
"""【工作动态】 heads a column in a bulletin; 【制定机关】… and • 来源 are of the page around the document."""
_MOST_LINES = 6
_LONGEST_LINE = 80
# Words that end titles but as often a heading below one: 工作措施, 目录, 总体安排.
_WEAK_GENRES = frozenset(
    {"措施", "安排", "目录", "标准", "规范", "意见", "制度", "要点", "规则", "规定", "通报", "决定"}
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title that was read from `lines[start:end]`."""

    text: str
    start: int
    end: int
    """After its last line, subtitle and note included."""
    subtitle: str | None = None
    note: str | None = None


_BAR_AT_END = re.compile(r"[ \u3000]*[|｜][ \u3000|｜]*$")
"""关于开展义诊的通知 |: a page parts its title from what it leaves out by a bar."""


def may_be_title(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line by itself can be one of a title: short, no sentence, no number, no line of another element."""
    folded, bare = line.folded, line.bare
    if not 2 <= len(bare) <= _LONGEST_LINE or line.is_table:
        return False
    if line.is_sentence or bare.endswith((":", ".")) or not any("\u3400" <= c <= "\u9fff" for c in bare):
        return False
    if bare[0] in _NO_TITLE_STARTS:
        return False
    if ":" in bare[:8]:  # 时间：…, 组长：…, 注：…
        return False
    # A title may start with digits (5 月份工作计划), which leave doubt.
    numbers = read_numbers(folded, lexicon)
    if bare[0] in "—-(" or any(n.style == "hanzi" or not (n.is_bare or n.is_doubtful) for n in numbers):
        return False
    return not any(
        mark in folded and rule.regex(lexicon).fullmatch(bare if is_bare else folded)
        for mark, rule, is_bare in _OTHER_LINES
    )


_OTHER_LINES = (
    ("", FULL_DATE, True),
    ("目", CONTENTS, True),
    ("附", ATTACHMENT_MARK, True),
    ("附", ATTACHMENT_LINE, False),
    (":", METADATA, False),
    ("号", NUMBER_LIKE, True),
    ("号", PLAIN_NUMBER, True),
    (":", COPIED, False),
    ("印", PRINTED, False),
)
"""A character that each such line has, its rule, and whether spaces are left out for it."""


def title_lead(lines: Sequence[str], head: str, lexicon: Lexicon) -> bool:
    """
    Whether *lines* over 关于 are of the title: organs that issue together, one of them cut by the end of its line.

    Args:
        lines: Folded and without spaces, each one that could be of a title.
        head: What stands before 关于 on its own line.
        lexicon: For the rules.
    """
    if any(OPENS_COVER.regex(lexicon).search(line) or is_open(line) for line in lines):
        return True
    cut = ""
    for line in (*lines, head):
        is_whole = not line or ISSUER_LIKE.regex(lexicon).fullmatch(line) is not None
        if is_whole and cut and not AREA_NAMED.regex(lexicon).search(cut):
            return False
        cut = "" if ISSUER_LIKE.regex(lexicon).fullmatch(cut + line) else cut + line
    return not cut


def read_title(
    sheet: Sheet, start: int, *, names: Sequence[str] = (), is_listed: bool = False
) -> Title | None:
    """
    The title whose first line is at *start*, or None where that line can't be one.

    Only the text decides, so that a file without fonts gives the same title: the *names* that the notice or the
    list of attachments gives, the word that ends a title (文种), brackets that are still open, lines of another kind.

    Args:
        sheet: The source.
        start: The index of the line.
        names: What the title may be.
        is_listed: They are 附件说明, which gives names in full: a bracket under one (（2023年度）) is not of it.
    """
    candidates: list[str] = []
    for i in range(start, min(start + _MOST_LINES, len(sheet))):
        goes_on = bool(candidates) and GOES_ON.regex(sheet.lexicon).fullmatch(sheet[i].bare) is not None
        if i in sheet.taken or not (goes_on or may_be_title(sheet[i], sheet.lexicon)):
            break
        candidates.append(_BAR_AT_END.sub("", sheet[i].text))
    if not candidates:
        return None
    named = _count_named(candidates, names)
    count = named or _count_by_genre(candidates, sheet.lexicon)
    text = "".join(join_spaced(line) for line in candidates[:count])
    title = _with_named_tail(sheet, Title(text, start, start + count), names)
    return _read_below(sheet, title, is_whole=is_listed and (named > 0 or title.end > start + count))


def _with_named_tail(sheet: Sheet, title: Title, names: Sequence[str]) -> Title:
    """The title with the line under it that a bracket opens, where one of *names* has it: 甲办法 over （征求意见稿）."""
    at = title.end
    if at >= len(sheet) or at in sheet.taken or not sheet[at].bare.startswith("("):
        return title
    longer = title.text + join_spaced(sheet[at].text)
    has_it = compared(longer) in {compared(name) for name in names}
    return replace(title, text=longer, end=at + 1) if has_it else title


def _read_below(sheet: Sheet, title: Title, *, is_whole: bool) -> Title:
    """The title with its subtitle, its note, and a bracket like （试行） that has a line of its own."""
    while title.end < len(sheet) and title.end not in sheet.taken:
        line = sheet[title.end]
        if not line.is_short:
            break
        if title.subtitle is None and (match := SUBTITLE.regex().fullmatch(line.folded)):
            title = replace(title, subtitle=join_spaced(line.text[match.start("subtitle") :]))
        elif title.note is None and (match := TITLE_NOTE.regex().fullmatch(line.folded)):
            title = replace(title, note=line.text[match.start("note") : match.end("note")].strip())
        elif title.note is None and not is_whole and TITLE_TAIL.regex().fullmatch(line.bare):
            # It goes on what it stands under: after a subtitle, on that.
            last = title.subtitle or title.text
            if last.endswith("）"):
                break
            longer = last + join_spaced(line.text)
            title = replace(title, subtitle=longer) if title.subtitle else replace(title, text=longer)
        else:
            break
        title = replace(title, end=title.end + 1)
    return title


def _count_named(candidates: Sequence[str], names: Sequence[str]) -> int:
    """How many lines make up one of *names*, an issuer before it allowed; 0 where none does."""
    wanted = [compared(name) for name in names]
    joined = ""
    for count, line in enumerate(candidates, start=1):
        joined += compared(line)
        if any(name and (joined == name or (len(name) >= 4 and joined.endswith(name))) for name in wanted):
            return count
    return 0


def _count_by_genre(candidates: Sequence[str], lexicon: Lexicon) -> int:
    joined, best = "", 0
    for count, line in enumerate(candidates, start=1):
        goes_on = continues_title(line)
        if best and not goes_on:
            closed = CLOSED.regex(lexicon).fullmatch(joined) is not None
            genre = genre_of(line, lexicon)
            unfinished = "关于" in joined and not closed
            if closed or genre is None or not (unfinished or genre not in _WEAK_GENRES):
                break
            if not unfinished and len(line) > 24:
                break
        joined += line.strip()
        if (genre_of(joined, lexicon) and not is_open(joined)) or (goes_on and best == count - 1):
            best = count
    if best:
        return best
    count = 1
    # An issuer alone is no title: it has its subject under it.
    while count < len(candidates) and (
        is_issuer("".join(candidates[:count]).replace(" ", ""), lexicon)
        or is_open("".join(candidates[:count]))
        or continues_title(candidates[count])
    ):
        count += 1
    return count
