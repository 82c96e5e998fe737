"""版头 and the head of 主体: everything above the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from hospplan.errors import PhraseError
from hospplan.lexicon import Lexicon
from hospplan.models.document import DocumentNumber, Header
from hospplan.models.source import SourceTable
from hospplan.phrases.addressee import are_names, is_addressees, split_names
from hospplan.phrases.attachment import ATTACHMENT_MARK
from hospplan.phrases.document_number import (
    DOCUMENT_NUMBER,
    NUMBER_LIKE,
    PLAIN_NUMBER,
    read_document_number,
    read_plain_number,
)
from hospplan.phrases.letterhead import (
    CLASSIFICATION,
    COPY_NUMBER,
    ISSUE_NUMBER,
    ISSUED_BY,
    MARK,
    NUMBER_LABEL,
    PERIODICAL_MARK,
    SIGNATORIES,
    URGENCY,
    is_issuer,
    read_padded_names,
    split_wide,
)
from hospplan.phrases.title import genre_of
from hospplan.phrases.web_page import METADATA
from hospplan.structure.lines import Line, Sheet
from hospplan.structure.titles import Title, read_title
from hospplan.structure.web_head import HEAD_LINES, TitlePlace, is_page_line, is_page_table, row_of_labels
from hospplan.text.fold import fold

_LINES_OVER_NUMBER = 10
_LINES_UNDER_TITLE = 12
_ADDRESSEE_LINES = 4
_LONGEST_ADDRESSEES = 400


@dataclass(slots=True)
class _Head:
    """The header while its lines are looked at; `lines` are the indices of those that it took."""

    copy_number: str | None = None
    classification: str | None = None
    classification_period: str | None = None
    urgency: str | None = None
    number: DocumentNumber | None = None
    undated: tuple[str, int] | None = None
    """A number without a year: its text and serial."""
    signatories: tuple[str, ...] = ()
    marks: list[str] = field(default_factory=list)
    addressees: tuple[str, ...] = ()
    lines: list[int] = field(default_factory=list)
    issued_at: int | None = None
    """The line of 机关 and 日期 over the title."""


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """The header with the indices of the lines that it took."""

    header: Header
    taken: frozenset[int]
    end: int
    """Where the text starts."""
    subtitle: str | None
    signed_from: int
    """From where on a sign-off may stand: of minutes and bulletins 机关 and 日期 stand over the title."""
    undated: tuple[str, int] | None
    """A number that names no year (令第12号): its text and serial."""

    def dated(self, day: str | None) -> Header:
        """The header, a number without a year given that of *day*, 成文日期."""
        if self.undated is None or day is None:
            return self.header
        text, serial = self.undated
        number = DocumentNumber(text=text, agency="", year=int(day[:4]), serial=serial)
        return self.header.model_copy(update={"document_number": number})


def read_header(sheet: Sheet) -> HeaderReading:
    """
    The header at the top of *sheet*.

    What a web page says about itself (索引号, 发布时间) is passed over: it stays in the text.
    """
    head = _Head()
    at = _read_above_title(sheet, head)
    title = read_title(sheet, at) if at < len(sheet) else None
    if title is not None:
        head.lines.extend(range(title.start, title.end))
        at = title.end
        title = _without_number(title, head)
    at = _read_below_title(sheet, at, head)
    at = _read_addressees(sheet, at, head)
    mark = _issuer_mark(head.marks)
    taken = frozenset(head.lines)
    header = Header(
        copy_number=head.copy_number,
        classification=head.classification,
        classification_period=head.classification_period,
        urgency=head.urgency,
        issuer_mark=mark,
        document_number=head.number or _number_of_page(sheet, at),
        signatories=head.signatories,
        title=title.text if title else None,
        title_note=title.note if title else None,
        genre=_genre(title, mark, sheet.lexicon),
        addressees=head.addressees,
        lines=tuple(sheet[i].text for i in sorted(taken)),
    )
    signed_from = head.issued_at if head.issued_at is not None else at
    return HeaderReading(header, taken, at, title.subtitle if title else None, signed_from, head.undated)


def _without_number(title: Title, head: _Head) -> Title:
    """The title without the 发文字号 that a page has set before it on its line; the number is noted in *head*."""
    number = DOCUMENT_NUMBER.regex().match(fold(title.text))
    if number is None or not title.text[number.end() :].startswith((" ", "\u3000")):
        return title
    rest = title.text[number.end() :].strip()
    if not rest or not _read_number(number[0], title.text[: number.end()], head):
        return title
    return replace(title, text=rest)


def _genre(title: Title | None, mark: str | None, lexicon: Lexicon) -> str | None:
    """文种 of the title, else of its subtitle; of an order, which has no title, of its mark."""
    if title is None:
        return genre_of(mark, lexicon) if mark else None
    return genre_of(title.text, lexicon) or (genre_of(title.subtitle, lexicon) if title.subtitle else None)


def _read_above_title(sheet: Sheet, head: _Head) -> int:
    """All elements over the title; the index of the line that is none."""
    at, last = 0, min(len(sheet), HEAD_LINES)
    place = TitlePlace.of(sheet)
    while at < last:
        line = sheet[at]
        if not sheet.is_free(at):
            at += 1
        elif isinstance(line.block, SourceTable):
            if not is_page_table(line.block):
                break
            at += 1
        elif (
            (not head.lines and _is_only_mark(sheet, at))
            or _read_element(line, head, sheet.lexicon)
            or _read_mark(sheet, at, head)
        ):
            head.lines.append(at)
            at += 1
        elif head.marks and PERIODICAL_MARK.regex().fullmatch(head.marks[-1]) and _is_issued_by(line):
            head.issued_at = at
            at += 1
        elif is_page_line(line, above_title=True) or place.is_below(sheet, at) or _is_said_again(sheet, at):
            at += 2 if _is_label_over_organ(sheet, at) else 1
        else:
            break
    return at


_ORGAN_LABELS = ("机构:", "机关:", "单位:", "部门:")


def _is_label_over_organ(sheet: Sheet, at: int) -> bool:
    """Whether a page's label stands alone (发布机构：) and the line under it, an organ's name, is what it says."""
    below = at + 1
    return (
        sheet[at].bare.endswith(_ORGAN_LABELS)
        and METADATA.regex().fullmatch(sheet[at].folded) is not None
        and below < len(sheet)
        and sheet.is_free(below)
        and is_issuer(sheet[below].bare, sheet.lexicon)
    )


def _is_said_again(sheet: Sheet, at: int) -> bool:
    """Whether the line is an organ's name with which the title below begins once more: a site's own name over it."""
    below = sheet.next_free(at + 1)
    name = sheet[at].bare
    return (
        below < len(sheet)
        and is_issuer(name, sheet.lexicon)
        and sheet[below].bare.startswith(name)
        and sheet[below].bare != name
    )


def _read_element(line: Line, head: _Head, lexicon: Lexicon) -> bool:
    """Whether the line is 份号, 密级, 紧急程度, 发文字号 or 签发人; what it says is noted in *head*."""
    if not line.is_short:
        return False
    if match := COPY_NUMBER.regex().fullmatch(line.folded):
        head.copy_number = "".join(c for c in match[0] if c.isdigit())
        return True
    return (
        _read_secrecy(line.folded, head)
        or _read_number(line.folded, line.text, head)
        or _read_signatories(line, head, lexicon)
    )


def _read_secrecy(folded: str, head: _Head) -> bool:
    """密级 and 紧急程度, each on its line or both in one."""
    match = CLASSIFICATION.regex().match(folded)
    rest = folded[match.end() :].strip() if match else folded
    urgency = URGENCY.regex().fullmatch(rest)
    if (rest and not urgency) or not (match or urgency):
        return False
    if match:
        head.classification = match["level"].replace(" ", "")
        head.classification_period = (match["period"] or "").replace(" ", "") or None
    if urgency:
        head.urgency = urgency["urgency"].replace(" ", "")
    return True


def _read_number(folded: str, text: str, head: _Head) -> bool:
    """发文字号, alone, in brackets or after a label; an odd one takes the line and is left unread."""
    start = label.end() if (label := NUMBER_LABEL.regex().match(folded)) else 0
    end = len(folded)
    if folded.startswith("(", start) and folded.endswith(")"):
        start, end = start + 1, end - 1
    number = folded[start:end]
    if start and (match := DOCUMENT_NUMBER.regex().match(number)) and number[match.end() :][:1] in "，, ":
        number, end = match[0], start + match.end()  # （云三医〔2023〕66号，2023年5月6日印发）
    if DOCUMENT_NUMBER.regex().fullmatch(number) is None:
        return _read_plain_number(number, text[start:end], head) or (
            NUMBER_LIKE.regex().fullmatch(number) is not None
        )
    if head.number is None:
        try:
            head.number = read_document_number(number).model_copy(update={"text": text[start:end]})
        except PhraseError:
            return False
    return True


def _number_of_page(sheet: Sheet, end: int) -> DocumentNumber | None:
    """发文字号 that only the web page around the document gives, among its labels or in its table above the text."""
    for line in sheet.lines[: min(end, HEAD_LINES)]:
        texts = [(line.text, line.folded)]
        if isinstance(line.block, SourceTable):
            if not is_page_table(line.block):
                continue
            cells = [cell.text for cell in line.block.cells]
            texts = _as_labelled(cells)
        elif row_of_labels(line.folded):
            texts = _as_labelled([cell.strip().rstrip("：:") for cell in re.split("[|｜]", line.text)])
        elif not is_page_line(line, above_title=True):
            continue
        for text, folded in texts:
            label = NUMBER_LABEL.regex().search(folded)
            number = DOCUMENT_NUMBER.regex().match(folded, label.end()) if label else None
            if number is not None:
                read = read_document_number(number[0])
                return read.model_copy(update={"text": text[number.start() : number.end()]})
    return None


def _as_labelled(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Each cell with the next one as 文号: 云政办〔2023〕1号, as written and folded."""
    texts = [f"{label}: {text}" for label, text in pairwise(cells)]
    return [(text, fold(text)) for text in texts]


def _read_plain_number(folded: str, text: str, head: _Head) -> bool:
    """The number of an order, a public notice or minutes; 云州市人民政府令第12号 gives the mark too."""
    match = PLAIN_NUMBER.regex().fullmatch(folded)
    if match is None:
        return False
    if head.number is None and head.undated is None:
        try:
            number, serial = read_plain_number(folded)
        except PhraseError:  # 第十十号 is no numeral: the line stays as it is, and a finding tells of it
            return False
        head.number = number and number.model_copy(update={"text": text})
        head.undated = (text, serial) if number is None else None
        mark = "".join(text[match.start("agency") : match.end("agency")].split()) if match["agency"] else ""
        if mark.endswith("令") and not head.marks:
            head.marks.append(mark)
    return True


def _read_signatories(line: Line, head: _Head, lexicon: Lexicon) -> bool:
    """签发人, alone or right of the document number; under it the names of further ones, likewise."""
    label = SIGNATORIES.regex().search(line.folded)
    if label is not None:
        before = line.folded[: label.start()].strip()
        if before and not _read_number(before, line.text[: len(before)], head):
            return False
        head.signatories += read_padded_names(label["names"] or "", lexicon)
        return True
    number = DOCUMENT_NUMBER.regex().match(line.folded)
    rest = line.folded[number.end() :] if number else line.folded
    names = read_padded_names(rest, lexicon) if head.signatories and len(rest.replace(" ", "")) <= 16 else ()
    if not names or not all(
        2 <= len(name) <= 4 and name.startswith(lexicon.organs.surnames) for name in names
    ):
        return False
    if number is not None:
        _read_number(number[0], line.text[: number.end()], head)
    head.signatories += names
    return True


def _is_only_mark(sheet: Sheet, at: int) -> bool:
    """Whether 附件1 opens a file that holds this one attachment: its title is the document's."""
    return ATTACHMENT_MARK.regex().fullmatch(sheet[at].bare) is not None and not any(
        line.folded[:1] == "附" and ATTACHMENT_MARK.regex().fullmatch(line.bare)
        for line in sheet.lines[at + 1 :]
    )


def _read_mark(sheet: Sheet, at: int, head: _Head) -> bool:
    """发文机关标志 or 期号: an organ's name with 文件 or 令, or one with a number under it; of a joint issue several lines."""
    line, lexicon = sheet[at], sheet.lexicon
    if not line.is_short or line.is_sentence:
        return False
    if ISSUE_NUMBER.regex().fullmatch(line.bare):
        return True
    tailed = MARK.regex().fullmatch(line.bare)
    is_mark = (
        (line.bare == "文件" and bool(head.marks))
        or (tailed is not None and is_issuer(tailed["name"], lexicon))
        or (is_issuer(line.bare, lexicon) and _has_number_below(sheet, at))
        or (not head.marks and _is_periodical_mark(sheet, at))
    )
    if is_mark:
        names = ["".join(name.split()) for name in split_wide(line.text)]
        parted = all(name == "文件" or is_issuer(name.removesuffix("文件"), lexicon) for name in names)
        head.marks.extend(names if parted else ["".join(names)])
    return is_mark


def _is_issued_by(line: Line) -> bool:
    return line.is_short and ISSUED_BY.regex().fullmatch(line.folded) is not None


def _is_periodical_mark(sheet: Sheet, at: int) -> bool:
    """
    Whether …纪要, …简报 or …公告 is the mark: its number is under it, and under that a title of its own.

    Where the text follows at once, the line is the title itself; but a bulletin (简报) whose next line says who
    made it has no title, only those of its pieces.
    """
    match = PERIODICAL_MARK.regex().fullmatch(sheet[at].bare)
    if match is None or "关于" in sheet[at].bare:
        return False
    has_number = False
    for i in range(at + 1, min(at + _LINES_OVER_NUMBER, len(sheet))):
        line = sheet[i]
        if not sheet.is_free(i):
            continue
        if ISSUE_NUMBER.regex().fullmatch(line.bare):
            has_number = True
        elif _is_issued_by(line):
            if has_number and match["bulletin"]:
                return True
        else:
            title = read_title(sheet, i) if has_number else None
            return title is not None and (
                "关于" in title.text or genre_of(title.text, sheet.lexicon) is not None
            )
    return False


def _has_number_below(sheet: Sheet, at: int) -> bool:
    """Whether a document number follows, with nothing but further names and elements of the head between."""
    for i in range(at + 1, min(at + _LINES_OVER_NUMBER, len(sheet))):
        line = sheet[i]
        if not sheet.is_free(i) or line.bare == "文件":
            continue
        probe = _Head()
        if _read_element(line, probe, sheet.lexicon):
            if probe.number is not None or NUMBER_LIKE.regex().match(line.folded):
                return True
        elif not is_issuer(line.bare.removesuffix("文件"), sheet.lexicon):
            return False
    return False


def _issuer_mark(names: Sequence[str]) -> str | None:
    """The mark as one string: names joined by 、, with 文件 once, at the end."""
    if not names:
        return None
    tail = "文件" if any(name.endswith("文件") for name in names) else ""
    return "、".join(plain for name in names if (plain := name.removesuffix("文件"))) + tail


def _read_below_title(sheet: Sheet, at: int, head: _Head) -> int:
    """A document number or 期号 under the title, a web page's lines passed over; where these end."""
    for i in range(at, min(at + _LINES_UNDER_TITLE, len(sheet))):
        line = sheet[i]
        if not sheet.is_free(i):
            continue
        if line.is_table or not line.is_short:
            return i
        if _read_number(line.folded, line.text, head) or ISSUE_NUMBER.regex().fullmatch(line.bare):
            head.lines.append(i)
        elif not is_page_line(line, above_title=False):
            return i
    return min(at + _LINES_UNDER_TITLE, len(sheet))


def _read_addressees(sheet: Sheet, at: int, head: _Head) -> int:
    """主送机关: up to four lines, the last of which closes with a colon; where they end."""
    for i in range(at, min(at + _ADDRESSEE_LINES, len(sheet))):
        line = sheet[i]
        if i in sheet.taken or line.is_table or len(line.text) > _LONGEST_ADDRESSEES or "。" in line.text:
            break
        if line.folded.endswith(":"):
            text = "".join(sheet[k].text for k in range(at, i + 1))
            if not is_addressees("".join(sheet[k].folded for k in range(at, i + 1))):
                break
            head.addressees = split_names(text)
            head.lines.extend(range(at, i + 1))
            return i + 1
        if not line.folded.endswith(("，", ",", "、", "；")) and not _is_cut_name(sheet, at, i + 1):
            break
    return at


def _is_cut_name(sheet: Sheet, start: int, at: int) -> bool:
    """Whether the line at *at* has the rest of a name that the lines from *start* on, a list of names, break off in."""
    if at >= len(sheet) or at in sheet.taken or not sheet[at].is_short or not sheet[at].folded.endswith(":"):
        return False
    whole = "".join(line.folded for line in sheet.lines[start : at + 1])
    return ("、" in whole or "，" in whole) and are_names(whole[:-1], sheet.lexicon)
