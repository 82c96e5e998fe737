"""Lines over a title that are not of the document's head: a web page's own, and any other that is not known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from hospplan.errors import PhraseError
from hospplan.lexicon import Lexicon
from hospplan.models.document import DocumentNumber, WebField
from hospplan.models.source import SourceTable
from hospplan.phrases.attachment import ATTACHMENT_MARK
from hospplan.phrases.document_number import read_document_number
from hospplan.phrases.letterhead import NUMBER_LABEL
from hospplan.phrases.numbering import read_numbers
from hospplan.phrases.title import CLOSED, CONTENTS, genre_of, is_same_text
from hospplan.phrases.web_page import BOXED, BUTTONS, GAPPED, LABELLED, METADATA, NAVIGATION, SITE_FOOT
from hospplan.structure.lines import Line, Sheet
from hospplan.structure.titles import Title, may_be_title, read_title, title_lead
from hospplan.text.fold import fold

_BULLETS = "•∙·●○◆◇■□▪ "
"""Before each line of a page's list of labels: • 时间：2023-05-04."""
HEAD_LINES = 60
"""A head with a web page's own lines above it stays below."""
_ROW_MIN = 3
"""Cells of such a row, the empty one behind the last bar counted: of two a line may be a title | a site."""
_DAY_AND_TIME = re.compile(
    r"[0-9]{4}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?(?: {0,4}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)


def is_page_line(line: Line, *, above_title: bool) -> bool:
    """Whether a line is a web page's own; a bare date is, where it stands above the title or is not in Chinese form."""
    folded = line.folded.lstrip(_BULLETS)
    if day := _DAY_AND_TIME.match(folded):
        if day.end() == len(folded):
            return above_title or ":" in folded or "-" in folded
        folded = folded[day.end() :].strip()
    return (
        any(rule.regex().fullmatch(folded) for rule in (METADATA, GAPPED, BUTTONS))
        or (above_title and any(rule.regex().fullmatch(folded) for rule in (NAVIGATION, BOXED, SITE_FOOT)))
        or (above_title and line.folded[:1] in _BULLETS.strip() and line.is_short and not line.is_sentence)
        or (above_title and bool(row_of_labels(folded)))
        or line.bare.startswith(("首页", "打印"))
        or (">" in folded and line.is_short)
    )


def row_of_labels(folded: str) -> tuple[str, ...]:
    """The cells of a row that a page's table of labels left in a line: 文号 | 云政办〔2023〕1号 | 索引号 | 0001 |; else none."""
    cells = tuple(cell.strip() for cell in folded.split("|"))
    if len(cells) < _ROW_MIN or not cells[0]:
        return ()
    label = cells[0].rstrip(": ") + ":"
    is_label = METADATA.regex().fullmatch(label) or NUMBER_LABEL.regex().fullmatch(label)
    return cells if is_label else ()


def is_page_table(table: SourceTable) -> bool:
    """Whether a table over the title is a web page's own: 索引号, 发文日期 …"""
    labels = (cell.text.strip().rstrip("：:") for cell in table.cells)
    return any(METADATA.regex().fullmatch(fold(label) + ":") for label in labels)


_NUMBER_LABELS = frozenset(("发文字号", "文号", "公文文号", "发布文号", "文件编号", "文件号"))


def number_of_page(fields: Sequence[WebField]) -> DocumentNumber | None:
    """The 发文字号 that a web page gives beside a document; None where it gives none, or one that can't be read."""
    for field in fields:
        if field.name in _NUMBER_LABELS:
            try:
                return read_document_number(fold(field.value).strip())
            except PhraseError:
                continue
    return None


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """Where the title stands, as far as the lines tell before they are read one by one."""

    sure: int | None
    """The line whose 关于 starts a title that ends as titles do (关于…的通知)."""
    likely: int | None
    """The first line that can be a title and ends with a kind of text."""
    copies: frozenset[int] = frozenset()
    """Lines of the same title further above: a page names itself before it shows the document."""

    @classmethod
    def of(cls, sheet: Sheet) -> Self:
        """The place of the title in the head of *sheet*; it is not looked for where the text has started."""
        sure = likely = None
        titles: list[Title] = []
        for at in range(min(len(sheet), HEAD_LINES)):
            line = sheet[at]
            if not sheet.is_free(at) or line.is_table:
                continue
            if _starts_text(line, sheet.lexicon):
                break
            if is_page_line(line, above_title=True):
                continue
            if (title := read_title(sheet, at)) is None:
                continue
            if likely is None and genre_of(title.text, sheet.lexicon) is not None:
                likely = at
            if sure is None and "关于" in line.bare and CLOSED.regex(sheet.lexicon).fullmatch(title.text):
                sure = at
            titles.append(title)
        return cls(sure, likely).moved(titles)

    def moved(self, titles: Sequence[Title]) -> Self:
        """The place moved down to the last line from which on the same title can be read again."""
        start = self.likely if self.sure is None else self.sure
        first = next((title for title in titles if title.start == start), None)
        if first is None:
            return self
        same = [first]
        for title in titles:
            if title.start >= same[-1].end and is_same_text(title.text, first.text):
                same.append(title)
        copies = frozenset(i for title in same[:-1] for i in range(title.start, title.end))
        last = same[-1].start
        return type(self)(None if self.sure is None else last, last, copies)

    def is_below(self, sheet: Sheet, at: int) -> bool:
        """
        Whether the title is below the line at *at*, and the line is not of it.

        A line that can't be a title is passed over wherever one follows; a line that could, only where the title
        that follows is one for certain and the line does not lead to it, as an issuer's name does.
        """
        line = sheet[at]
        if at in self.copies:
            return True
        if self.sure is not None and at < self.sure:
            lines = [sheet[i] for i in range(at, self.sure) if sheet.is_free(i)]
            return not all(may_be_title(line, sheet.lexicon) for line in lines) or not title_lead(
                [line.bare for line in lines], sheet[self.sure].bare.partition("关于")[0], sheet.lexicon
            )
        return self.likely is not None and at < self.likely and not may_be_title(line, sheet.lexicon)


def _starts_text(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line is of a text: a sentence without a label before it, a heading, 目录, 附件1."""
    if CONTENTS.regex().fullmatch(line.folded) or ATTACHMENT_MARK.regex().fullmatch(line.bare):
        return True
    if LABELLED.regex().match(line.folded) or is_page_line(line, above_title=True):
        return False
    return (
        line.is_sentence
        or not line.is_short
        or any(
            n.style in ("hanzi", "chapter", "paren-hanzi", "article")
            for n in read_numbers(line.folded, lexicon)
        )
    )
