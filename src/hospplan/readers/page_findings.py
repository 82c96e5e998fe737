"""What a page of ink gave and what it did not, and the findings that this makes of all pages of a file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hospplan.errors import DamagedSourceError, EmptySourceError, MissingPartError, SourceError
from hospplan.models.plan import Finding
from hospplan.models.values import Severity
from hospplan.page.furniture import Dropped
from hospplan.page.ink import PageInk

ADD_OCR = "install what recognises text: pip install 'hospplan[ocr]'"
"""How to make pages readable that are pictures."""
_SHOWN = 5
"""Texts of dropped furniture that a finding names."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What was read of one page, and what was not."""

    ink: PageInk
    is_picture: bool = False
    """It has no text, only a picture or drawn letters."""
    is_rubbish: bool = False
    """Its characters have no meaning: the file does not say which they are."""
    is_read_picture: bool = False
    """It was a picture, and its text has been recognised."""
    is_recognised: bool = False
    """Its text lies unseen under a picture: an OCR program's reading."""
    is_vertical: bool = False
    is_crowded: bool = False
    """It draws so many strokes that no tables are looked for in them."""
    hidden: int = 0
    """Characters left out since nobody sees them."""
    across: str = ""
    """Text that lies across the page: a watermark."""


class PageFindings:
    """What was noticed on pages, gathered to one finding a kind."""

    def __init__(self, format_name: str, mend_letters: str | None = None) -> None:
        """
        Start with nothing noticed.

        Args:
            format_name: What the file is called in messages: "PDF".
            mend_letters: What to do about letters without a meaning, where recognition can't see them.
        """
        self._mend_letters = mend_letters or ADD_OCR
        self.format = format_name
        """What the file is called in messages."""
        self.is_repaired = False
        """The end of the file was missing."""
        self.damaged: list[int] = []
        """Pages that could not be read, from 1."""
        self._pictures: list[int] = []
        self._rubbish: list[int] = []
        self._recognised: list[int] = []
        self._vertical: list[int] = []
        self._crowded: list[int] = []
        self._hidden: Counter[int] = Counter()
        self._across: Counter[str] = Counter()

    def take(self, page: PageReading, *, is_crowded: bool) -> None:
        """Note what a page shows."""
        number = page.ink.number
        for is_so, pages in (
            (page.is_picture, self._pictures),
            (page.is_rubbish, self._rubbish),
            (page.is_recognised, self._recognised),
            (page.is_vertical, self._vertical),
            (page.is_crowded or is_crowded, self._crowded),
        ):
            if is_so:
                pages.append(number)
        if page.hidden:
            self._hidden[number] = page.hidden
        if page.across:
            self._across[page.across] += 1

    def findings(self) -> Iterator[Finding]:
        """One finding for each kind, the gravest first."""
        if self.is_repaired:
            yield finding(
                "file-repaired",
                "warning",
                f"the end of the {self.format} is missing; pages that stood there are lost",
            )
        if self.damaged:
            yield finding("page-damaged", "error", f"{pages_in_words(self.damaged)} broken and can't be read")
        if self._rubbish:
            yield finding(
                "page-unreadable",
                "error",
                f"{pages_in_words(self._rubbish)} not read: the file does not say which characters its letters are; {self._mend_letters}",
            )
        if self._pictures:
            yield finding(
                "page-picture",
                "warning",
                f"{pages_in_words(self._pictures)} a picture without text, not read; {ADD_OCR}",
            )
        if self._crowded:
            yield finding(
                "page-crowded",
                "warning",
                f"{pages_in_words(self._crowded)} so full of strokes that no tables were looked for",
            )
        if self._recognised:
            yield finding(
                "ocr-layer",
                "info",
                f"{pages_in_words(self._recognised)} a scan; the text is what an OCR program laid under it, with its errors",
            )
        if self._vertical:
            yield finding(
                "vertical-writing", "info", f"{pages_in_words(self._vertical)} set in vertical writing"
            )
        if self._hidden:
            count = self._hidden.total()
            yield finding(
                "hidden-text",
                "info",
                f"{count} characters that nobody sees were left out on {pages_in_words(self._hidden, '')}",
            )
        for text, times in self._across.items():
            yield finding("page-furniture", "info", f"left out: a watermark on {times} pages: {text[:80]}")

    def empty(self, pages: int) -> SourceError:
        """Why there is no text."""
        if len(self.damaged) == pages:
            return DamagedSourceError(
                f"none of the pages of the {self.format} can be read",
                mend="get the file again from where it comes",
            )
        if self._rubbish and self.is_repaired:
            return DamagedSourceError(
                f"the {self.format} is cut off, and its fonts are lost with its end",
                mend="get the file again from where it comes",
            )
        if self._rubbish:
            return MissingPartError(
                f"the {self.format} does not say which characters its letters are, so none of its text can be read",
                mend=self._mend_letters,
            )
        if self._pictures:
            which = (
                "its only page is a picture"
                if pages == 1
                else f"{len(self._pictures)} of its {pages} pages are pictures"
            )
            return MissingPartError(f"the {self.format} holds no text: {which}", mend=ADD_OCR)
        return EmptySourceError(f"the {self.format} holds no text")


def finding(code: str, severity: Severity, message: str) -> Finding:
    """One finding about the whole file."""
    return Finding(code=code, severity=severity, message=message)


def pages_in_words(numbers: Iterable[int], verb: str | None = None) -> str:
    """Pages in words with their verb: "page 3 is", "pages 2, 5–9 are"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    names = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
    is_one = len(runs) == 1 and runs[0][0] == runs[0][1]
    does = ("is" if is_one else "are") if verb is None else verb
    return f"{'page' if is_one else 'pages'} {names} {does}".rstrip()


def furniture_findings(dropped: Sequence[Dropped]) -> Iterator[Finding]:
    """What was dropped, counted: a finding for each kind of furniture."""
    kinds = Counter(one.kind for one in dropped)
    for kind, count in sorted(kinds.items()):
        texts = Counter(one.text for one in dropped if one.kind == kind)
        shown = "; ".join(text[:60] for text, _ in texts.most_common(_SHOWN))
        more = ", …" if len(texts) > _SHOWN else ""
        what = kind if count == 1 else f"{kind}s"
        yield finding("page-furniture", "info", f"left out: {count} {what}: {shown}{more}")
