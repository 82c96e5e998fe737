"""pdfplumber: the columns of tables without vertical rules, and ruled tables where it is asked to find them."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING, Self

from hospplan.models.source import Frame
from hospplan.page.ink import Rectangle

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF
    from pdfplumber.table import Table

_Cell = tuple[float, float, float, float]

_BY_WORDS = {"vertical_strategy": "text", "horizontal_strategy": "text", "min_words_vertical": 2}
"""Columns are where words align; the rows that it finds are not used, since blank ones stand between them."""


class Plumber:
    """A PDF opened a second time, and only once a page needs it: most documents never do."""

    def __init__(self, data: bytes, password: str | None) -> None:
        """Prepare to open *data*."""
        self._data = data
        self._password = password
        self._pdf: PDF | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def columns(self, index: int, frame: Frame, box: Rectangle) -> Sequence[float]:
        """
        The edges of the columns of the table without vertical rules that fills a stretch of a page.

        Args:
            index: The page, from 0.
            frame: How the page was turned.
            box: The stretch, on the turned page.

        Returns:
            Edges from left to right; none where words do not align.
        """
        if frame.turn:
            return ()  # it looks for columns on the page as it is shown
        cells = self._cells(index, lambda page: page.crop((*box,), strict=False).find_tables(_BY_WORDS))
        if not cells:
            return ()
        edges = sorted({round(edge, 1) for cell in cells for edge in (cell[0], cell[2])})
        # The outer columns reach to the ends of the rules.
        return [min(edges[0], box.x0), *edges[1:-1], max(edges[-1], box.x1)]

    def cells(self, index: int, frame: Frame) -> tuple[Rectangle, ...]:
        """The cells of all ruled tables of a page, on the page as it was turned."""
        cells = self._cells(index, lambda page: page.find_tables())
        return tuple(Rectangle(*frame.turned(*cell)) for cell in cells)

    def _cells(self, index: int, find: "Callable[[Page], Iterable[Table]]") -> list[_Cell]:
        """The cells of the tables that *find* sees on a page; none where the library can't read the page."""
        import pdfplumber  # noqa: PLC0415  (half a second)

        try:
            if self._pdf is None:
                self._pdf = pdfplumber.open(BytesIO(self._data), password=self._password)
            page = self._pdf.pages[index]
            try:
                return [cell for table in find(page) for cell in table.cells]
            finally:
                page.close()
        except Exception:  # noqa: BLE001
            # It reads what pdfium has repaired, and fails in its own ways: what it would find stays lines of text.
            return []
