"""附件: the list of them under the text, and each of them in the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hospplan.phrases.attachment import (
    ATTACHMENT_LINE,
    ATTACHMENT_MARK,
    FILE_SUFFIX,
    LISTED_ITEM,
    NOTE,
    TABLE_MARK,
    TABLES_LINE,
    read_listed_items,
)
from hospplan.phrases.date import FULL_DATE
from hospplan.phrases.imprint import COPIED, PRINTED
from hospplan.phrases.letterhead import is_issuer, join_spaced
from hospplan.phrases.numeral import read_numeral
from hospplan.phrases.title import genre_of, is_same_text
from hospplan.phrases.web_page import FILE_LINK
from hospplan.structure.lines import Sheet
from hospplan.structure.parts import PartStart
from hospplan.structure.titles import may_be_title, read_title


@dataclass(slots=True)
class AttachmentList:
    """附件说明: the names, and the indices of the lines that give them."""

    names: list[str] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)


def read_attachment_list(sheet: Sheet) -> AttachmentList:
    """
    附件：1.甲 2.乙, over as many lines as it takes.

    One line 附件：甲 is a list where the sign-off, the imprint, an attachment or nothing follows; where text
    follows, it is the head of the attachment itself.
    """
    found = AttachmentList()
    at = 0
    while at < len(sheet):
        starts = sheet[at].folded[:1] == "附" and at not in sheet.taken
        at = max(_read_list(sheet, at, found) if starts else at, at + 1)
    return found


def _read_list(sheet: Sheet, at: int, found: AttachmentList) -> int:
    """Add the list that starts at *at*, if one does; its end."""
    line = sheet[at]
    match = ATTACHMENT_LINE.regex().fullmatch(line.folded) or TABLES_LINE.regex().fullmatch(line.folded)
    mark = ATTACHMENT_MARK.regex().fullmatch(line.bare)
    items: list[str]
    if match is not None and not line.is_sentence:
        name = line.text[match.start("name") :].strip()
        if match.groupdict().get("number") is not None:
            items = [name]
            end = _read_marked(sheet, at + 1, items)
        else:
            items = read_listed_items(name)
            numbered = LISTED_ITEM.regex().fullmatch(match["name"])
            end = _read_numbered(sheet, at + 1, items) if numbered else at + 1
        is_list = len(items) > 1 or _ends_list(sheet, end)
    elif mark is not None and mark["number"] is None and line.bare.endswith(":"):
        items = []
        end = _read_numbered(sheet, at + 1, items)
        while end < len(sheet) and FILE_LINK.regex().fullmatch(sheet[end].folded) and end not in sheet.taken:
            items.append(sheet[end].text)
            end += 1
        is_list = bool(items) and _ends_list(sheet, end)
    else:
        return at
    if not is_list:
        return at
    found.names.extend(name for name in map(_clean_name, items) if name not in found.names)
    found.lines.update(range(at, end))
    return end


def _clean_name(item: str) -> str:
    item = FILE_SUFFIX.regex().sub("", item.strip().rstrip("；;。，,")).strip()
    if item.startswith("《") and item.endswith("》") and item.count("《") == 1:
        item = item[1:-1]
    return join_spaced(item)


def _read_numbered(sheet: Sheet, at: int, items: list[str]) -> int:
    """Add the items from *at* on while they count up; a line without a number goes on the item above it."""
    while at < len(sheet) and at not in sheet.taken and sheet[at].is_short and not sheet[at].is_sentence:
        line = sheet[at]
        match = LISTED_ITEM.regex().fullmatch(line.folded)
        if match is not None and int(match["number"]) == len(items) + 1:
            items.extend(read_listed_items(line.text))
        elif match is None and items and _goes_on(sheet, at, items):
            items[-1] += line.text
        else:
            break
        at += 1
    return at


def _goes_on(sheet: Sheet, at: int, items: list[str]) -> bool:
    """Whether a line is the rest of the last name: the next item is under it, or it brings the word that ends a name."""
    line = sheet[at]
    if not may_be_title(line, sheet.lexicon) or is_issuer(line.bare, sheet.lexicon):
        return False
    below = LISTED_ITEM.regex().fullmatch(sheet[at + 1].folded) if at + 1 < len(sheet) else None
    if below is not None and int(below["number"]) == len(items) + 1:
        return True
    brings_end = genre_of(items[-1], sheet.lexicon) is None and genre_of(line.text, sheet.lexicon) is not None
    return brings_end and _ends_list(sheet, at + 1)


def _read_marked(sheet: Sheet, at: int, items: list[str]) -> int:
    """Add 附件2：乙, 附件3：丙, line under line."""
    while at < len(sheet):
        match = ATTACHMENT_LINE.regex().fullmatch(sheet[at].folded)
        if match is None or match["number"] is None or sheet[at].is_sentence:
            break
        items.append(sheet[at].text[match.start("name") :])
        at += 1
    return at


def _ends_list(sheet: Sheet, at: int) -> bool:
    """Whether at *at* stands what follows a list: the sign-off, the imprint, an attachment, or nothing."""
    below = sheet.next_free(at)
    if below != at or below >= len(sheet):
        return True
    line = sheet[below]
    if not line.is_short or line.is_sentence:
        return COPIED.regex().fullmatch(line.folded) is not None
    return (
        is_issuer(line.bare, sheet.lexicon)
        or FULL_DATE.regex().search(line.folded) is not None
        or ATTACHMENT_MARK.regex().fullmatch(line.bare) is not None
        or any(rule.regex().fullmatch(line.folded) for rule in (NOTE, COPIED, PRINTED, TABLES_LINE))
    )


def find_attachments(sheet: Sheet, start: int, listed: AttachmentList) -> list[PartStart]:
    """Each 附件 in the file from line *start* on: its mark, number and title; where there is none, each 附表."""
    found: list[PartStart] = []
    for at in range(start, len(sheet)):
        line = sheet[at]
        if at in sheet.taken or at in listed.lines or not line.is_short or line.folded[0] not in "附【[":
            continue
        if mark := ATTACHMENT_MARK.regex().fullmatch(line.bare):
            found.append(_marked(sheet, at, _number(mark["number"]), listed))
        elif (named := ATTACHMENT_LINE.regex().fullmatch(line.folded)) and not line.is_sentence:
            title = join_spaced(line.text[named.start("name") :])
            found.append(PartStart(at, "attachment", _number(named["number"]), title, plain=frozenset({at})))
    found = found or list(_marked_tables(sheet, start, listed))
    return sorted([*found, *_unmarked(sheet, listed, found)], key=lambda part: part.start)


def _marked_tables(sheet: Sheet, start: int, listed: AttachmentList) -> Iterator[PartStart]:
    """Each 附表 whose mark stands alone, with its title below; 附表1 主要指标 on one line is a table's caption."""
    for at in range(start, len(sheet)):
        line = sheet[at]
        if at in sheet.taken or at in listed.lines or not line.is_short or line.folded[0] not in "附【[":
            continue
        if mark := TABLE_MARK.regex().fullmatch(line.bare):
            part = _marked(sheet, at, _number(mark["number"]), listed)
            if part.title is not None:
                yield part


def _unmarked(sheet: Sheet, listed: AttachmentList, marked: Sequence[PartStart]) -> Iterator[PartStart]:
    """Attachments that have lost their mark: their listed name stands as a title below the list."""
    titles = [part.title for part in marked if part.title]
    left = {
        number: name
        for number, name in enumerate(listed.names, start=1)
        if not any(is_same_text(name, title) for title in titles)
        and not any(part.number == number for part in marked)
    }
    if not left or len(marked) == len(listed.names):
        return
    taken = {i for part in marked for i in part.plain}
    at = max(listed.lines) + 1
    while at < len(sheet) and left:
        if not sheet.is_free(at) or at in taken or not may_be_title(sheet[at], sheet.lexicon):
            at += 1
            continue
        title = read_title(sheet, at, names=tuple(left.values()), is_listed=True)
        number = next((n for n, name in left.items() if title and is_same_text(title.text, name)), None)
        if title is None or number is None:
            at += 1
            continue
        del left[number]
        only = number if len(listed.names) > 1 else None
        plain = frozenset(range(at, title.end))
        yield PartStart(at, "attachment", only, title.text, title.subtitle, plain)
        at = title.end


def _number(text: str | None) -> int | None:
    return None if text is None else int(read_numeral(text))


def _marked(sheet: Sheet, at: int, number: int | None, listed: AttachmentList) -> PartStart:
    """An attachment whose mark stands alone: the title is under it, else the list has it."""
    names = listed.names[number - 1 : number] if number else listed.names
    below = sheet.next_free(at + 1)
    title = read_title(sheet, below, names=names, is_listed=True) if below < len(sheet) else None
    if title is None:
        return PartStart(
            at, "attachment", number, names[0] if len(names) == 1 else None, plain=frozenset({at})
        )
    plain = frozenset({at, *range(title.start, title.end)})
    return PartStart(at, "attachment", number, title.text, title.subtitle, plain)
