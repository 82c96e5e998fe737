"""The texts that a notice issues, forwards or approves."""

from collections.abc import Sequence
from dataclasses import dataclass

from hospplan.phrases.attachment import NOTE
from hospplan.phrases.document_number import NUMBER_LIKE
from hospplan.phrases.letterhead import CLASSIFICATION, is_issuer
from hospplan.phrases.numbering import read_numbers
from hospplan.phrases.title import HANDS_ON, OPENS_COVER, book_names, carried_names, compared, is_same_text
from hospplan.structure.lines import Sheet
from hospplan.structure.parts import PartStart
from hospplan.structure.titles import may_be_title, read_title

_SHORTEST_NAME = 4
_MOST_SCRAPS = 3
"""Lines below a sign-off that may be anything: a button, the name of a file."""
_LINES_THAT_CITE = 12
"""Of the notice's text; the name of what it carries stands at its top."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is known of the notice when its enclosures are looked for: line indices, half-open."""

    title: str | None
    start: int
    """Where its text starts."""
    signed: tuple[int, int] | None
    attachments: tuple[PartStart, ...]

    def end(self, sheet: Sheet) -> int:
        """Where the attachments start, else the end of the source."""
        return self.attachments[0].start if self.attachments else len(sheet)


def find_enclosures(sheet: Sheet, notice: Notice) -> list[PartStart]:
    """
    The texts that the notice carries, in order: those whose title lines are there word for word, else the text
    after the sign-off, under a title of its own or under the name that the notice gives it.
    """
    names = carried_names(notice.title or "", sheet.lexicon)
    end = notice.end(sheet)
    stop = min(end, notice.signed[0]) if notice.signed else end
    said = [
        (line.text, name)
        for line in sheet.lines[notice.start : min(stop, notice.start + _LINES_THAT_CITE)]
        for name in book_names(line.text)
    ]
    cited = [name for _, name in said]
    if notice.title is None and notice.signed is not None:
        # Without its title the notice still says what it carries: 《甲方案》已经同意，现转发给你们
        names = tuple(name for line, name in said if OPENS_COVER.regex(sheet.lexicon).search(line))
    # 关于印发《甲办法》等三项制度的通知 leaves the others to the text.
    has_more = bool(names) and "等" in (notice.title or "")
    wanted = (
        *names,
        *(
            name
            for name in cited
            if has_more or any(is_same_text(name, other) or _is_one_of(name, other) for other in names)
        ),
    )
    found = _find_titled(sheet, notice.start, end, wanted)
    if found:
        found[0] = _with_own_head(sheet, found[0], notice)
    elif notice.signed is not None:
        hands_on = any(HANDS_ON.regex().search(line.folded) for line in sheet.lines[notice.start : stop])
        after = _after_sign_off(sheet, notice, names, (*wanted, *cited), hands_on=hands_on)
        found = [after] if after is not None else []
    titles = frozenset[int]().union(*(part.plain for part in notice.attachments))
    return found or _find_titled(sheet.take(titles), end, len(sheet), wanted)


def _is_one_of(name: str, joined: str) -> bool:
    """Whether *joined* names two texts, 2023年工作总结和2024年工作要点, and *name* is one of them."""
    one, both = compared(name), compared(joined)
    return len(one) >= _SHORTEST_NAME and any(
        one + word in both or both.endswith(word + one) for word in ("和", "及", "与", "暨")
    )


def _find_titled(sheet: Sheet, start: int, end: int, wanted: Sequence[str]) -> list[PartStart]:
    """Texts whose own title is one of *wanted*; each name is found once."""
    found: list[PartStart] = []
    left = set(wanted)
    at = start
    while at < end and left:
        line = sheet[at]
        if not sheet.is_free(at) or not line.is_short or not may_be_title(line, sheet.lexicon):
            at += 1
            continue
        title = read_title(sheet, at, names=tuple(left))
        text = compared(title.text) if title else ""
        hits = {name for name in left if _ends_in(text, compared(name))}
        if title is None or not hits:
            at += 1
            continue
        left = {name for name in left if not any(is_same_text(name, hit) for hit in hits)}
        plain = frozenset(range(title.start, title.end))
        found.append(PartStart(at, "enclosure", None, title.text, title.subtitle, plain))
        at = title.end
    return found


def _ends_in(text: str, name: str) -> bool:
    """Whether a title is a name, an issuer before it allowed."""
    return bool(name) and (text == name or (len(name) >= 4 and text.endswith(name)))


def _with_own_head(sheet: Sheet, part: PartStart, notice: Notice) -> PartStart:
    """The enclosure from the end of the sign-off on, where nothing but the head of a forwarded document stands there."""
    if notice.signed is None or part.start <= notice.signed[1]:
        return part
    between = list(sheet.free(notice.signed[1], part.start))
    if not between or not all(_is_head_line(sheet, i) for i in between):
        return part
    return PartStart(between[0], part.kind, None, part.title, part.subtitle, part.plain | set(between))


def _is_head_line(sheet: Sheet, at: int) -> bool:
    """Whether a line is of the head of a document: its number, mark or 密级."""
    line = sheet[at]
    return (
        NUMBER_LIKE.regex().match(line.folded) is not None
        or CLASSIFICATION.regex().fullmatch(line.folded) is not None
        or is_issuer(line.bare.removesuffix("文件"), sheet.lexicon)
    )


def _after_sign_off(
    sheet: Sheet, notice: Notice, names: Sequence[str], cited: Sequence[str], *, hands_on: bool
) -> PartStart | None:
    """
    The text that follows the sign-off, notes left to the notice; None where there is none, or it is no other text.

    Where the title does not say that the document carries one (an order, a decision), the text must have a title
    that the document cites, or the document must say that it hands one on (现将行动计划印发给你们).
    """
    signed, end = notice.signed or (0, 0), notice.end(sheet)
    at = sheet.next_free(signed[1])
    while at < end and (NOTE.regex().fullmatch(sheet[at].folded) or sheet[at].bare.startswith("联系人")):
        at = sheet.next_free(at + 1)
    if at >= end:
        return None
    if not names and sheet.next_free(notice.start) >= signed[0]:
        return None  # 署名 stands under the title of a text that carries no other
    head = at
    while head < end and sheet.is_free(head) and _is_head_line(sheet, head):
        head += 1
    at_title = head if head < end and may_be_title(sheet[head], sheet.lexicon) else at
    title = read_title(sheet, at_title, names=cited)
    has_text = (bool(names) or hands_on) and _is_text(sheet, at, end)
    if title is not None and (has_text or any(is_same_text(title.text, name) for name in cited)):
        plain = frozenset(range(at, title.end))
        return PartStart(at, "enclosure", None, title.text, title.subtitle, plain)
    if not has_text or not names:
        return None
    own = [name for name in cited if name not in names and any(is_same_text(name, other) for other in names)]
    return PartStart(at, "enclosure", None, (own or list(names))[0])


def _is_text(sheet: Sheet, start: int, end: int) -> bool:
    """Whether there is a text, not just a line or two that say nothing: a sentence, a table, a number, or many lines."""
    free = list(sheet.free(start, end))
    return len(free) > _MOST_SCRAPS or any(
        sheet[i].is_table
        or sheet[i].is_sentence
        or not sheet[i].is_short
        or read_numbers(sheet[i].folded, sheet.lexicon)
        for i in free
    )
