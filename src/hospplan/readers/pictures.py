"""Pages that are pictures, in any file: handed to recognition, and what is to be told of it."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from hospplan.errors import EmptySourceError, LimitError, SourceError
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.page.ink import PageInk
from hospplan.picture.handed import PictureReading, SealPlace, Shot
from hospplan.picture.network_files import missing
from hospplan.picture.workers import UnreadPictureError, cores, shared_readers
from hospplan.readers.page_findings import PageReading, pages_in_words

if TYPE_CHECKING:
    from concurrent.futures import Future

    Sent = Future[PictureReading]
    """A page that is being read."""
    Waiting = tuple[PageReading, Sent]
    """A page with nothing but its picture, and that."""
else:
    Sent = Waiting = object

_UNSURE = 0.9
"""Sureness of a character under which it is counted among the doubtful."""
_MORE = 2
"""Pages that wait beside those that are being read."""


class Pictures:
    """The pages of one file that are read by recognition, and what is told of them."""

    def __init__(self, limits: Limits, workers: int | None) -> None:
        """
        Start with no page.

        Args:
            limits: How many pages, and how long each may take.
            workers: Processes that read; None for one a core.
        """
        self._limits = limits
        self._workers = workers
        self.sent = 0
        self._pages: list[int] = []
        self._empty: list[int] = []
        self._failed: dict[str, list[int]] = {}
        self._seals: list[tuple[int, SealPlace]] = []
        self._characters: Counter[bool] = Counter()
        """Whether it is doubtful → how many."""

    @cached_property
    def can_read(self) -> bool:
        """Whether the extra is installed; nothing of it is loaded."""
        return missing() is None

    def _count(self) -> int:
        return self._workers or cores()

    def send(self, shot: Shot, number: int) -> Sent:
        """
        Have a page read.

        Raises:
            LimitError: The file has too many such pages.
        """
        self.sent += 1
        if self.sent > self._limits.picture_pages:
            raise LimitError(
                f"more than {self._limits.picture_pages:,} pages of the file are pictures",
                mend="split the file",
            )
        readers = shared_readers(self._count())
        return readers.read(shot, number, self._limits.picture_seconds)

    def tell_unread(self, number: int, reason: str) -> None:
        """Note that a page could not be read, and why."""
        self._failed.setdefault(reason, []).append(number)

    def in_order(self, pages: Iterable[PageReading | Waiting]) -> Iterator[PageReading]:
        """
        The pages in order, those that were sent with what was recognised; further ones are read meanwhile.

        As many wait as there are processes and a few more, so that memory stays bounded.
        """
        waiting: deque[PageReading | Waiting] = deque()
        for page in pages:
            waiting.append(page)
            while waiting and (isinstance(waiting[0], PageReading) or len(waiting) > self._count() + _MORE):
                yield self._finished(waiting.popleft())
        while waiting:
            yield self._finished(waiting.popleft())

    def _finished(self, page: PageReading | Waiting) -> PageReading:
        if isinstance(page, PageReading):
            return page
        reading, sent = page
        ink = self._take(reading.ink.number, sent)
        if ink is None:  # why, the findings tell
            return replace(reading, is_picture=False, is_rubbish=False)
        return PageReading(ink, is_read_picture=True)

    def _take(self, number: int, sent: Sent) -> PageInk | None:
        """The ink of a page that was sent, once it is read; None where that failed."""
        try:
            reading = sent.result()
        except UnreadPictureError as error:
            self.tell_unread(number, str(error))
            return None
        (self._pages if reading.ink.glyphs else self._empty).append(number)
        self._seals += ((number, seal) for seal in reading.seals)
        self._characters.update(glyph.sure < _UNSURE for glyph in reading.ink.glyphs)
        return reading.ink

    def empty(self, kind: str, pages: int) -> SourceError | None:
        """Why a file (a "PDF", an "image") without text has none, where all its pages are pictures that were sent."""
        if not self.sent or self.sent < pages:
            return None
        if self._failed:
            return SourceError(f"the text of the {kind} was not read: {next(iter(self._failed))}")
        return EmptySourceError(
            f"no text was seen in the {kind}", mend="scan it again, straight and at 300 dpi"
        )

    def findings(self) -> Iterator[Finding]:
        """What became of the pages, the gravest first."""
        for reason, numbers in self._failed.items():
            what = f"{pages_in_words(numbers)} a picture and not read: {reason}"
            yield Finding(code="page-picture", severity="error", message=what)
        if self._pages:
            total, doubtful = self._characters.total(), self._characters[True]
            pictures = "their pictures" if len(self._pages) > 1 else "its picture"
            what = f"{pages_in_words(self._pages)} read from {pictures} (OCR)"
            sure = f"{doubtful} of {total:,} characters less surely than {_UNSURE:.0%}"
            yield Finding(code="page-recognised", severity="info", message=f"{what}, {sure}")
        if self._empty:
            what = f"{pages_in_words(self._empty)} a picture in which no text was seen"
            yield Finding(code="page-picture", severity="info", message=what)
        for number, seal in self._seals:
            box = seal.box
            wide, high = _mm(box.x1 - box.x0), _mm(box.bottom - box.top)
            what = (
                "part of a seal (骑缝章) lies over the edge" if seal.is_cut else "a seal lies over the page"
            )
            where = f"{wide} × {high} mm, {_mm(box.x0)} mm from the left and {_mm(box.top)} mm from the top"
            yield Finding(code="seal", severity="info", message=f"page {number}: {what}, {where}")


def _mm(points: float) -> int:
    return round(points * 25.4 / 72)
