"""A PDF file opened: password, damage, page count, pages one after the other."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from hospplan.errors import DamagedSourceError, EncryptedSourceError, LimitError, UnsupportedSourceError
from hospplan.limits import Limits

_KEPT_OPEN = 64
"""Pages that are read before the file is opened anew."""
_DRAWN_ANNOTATIONS = frozenset(
    {pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_WIDGET}
)
"""Annotations that put words on the paper: text boxes, stamps, filled fields. Notes and links do not."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of an open PDF, and its text."""

    page: pdfium.PdfPage
    text: pdfium.PdfTextPage


class PdfFile:
    """
    A PDF whose pages are read one after the other; use it as a context.

    The library keeps what it has parsed as long as the document is open, so that memory would grow with the file:
    it is opened anew every few pages.
    """

    def __init__(self, data: bytes, password: str | None, limits: Limits) -> None:
        """
        Open a file. A broken table of objects is rebuilt where that is possible.

        Args:
            data: The file's bytes.
            password: The one that it asks for; an empty one, with which most protected files open, is tried anyway.
            limits: For the number of pages.

        Raises:
            EncryptedSourceError: It asks for a password, and *password* is missing or wrong.
            UnsupportedSourceError: It is protected in a way that the library does not know.
            DamagedSourceError: It can't be read as a PDF, or it has no page.
            LimitError: It has too many pages.
        """
        self._password = password
        self.is_repaired = False
        """Its end was missing."""
        try:
            self._document = _open(data, password)
        except DamagedSourceError:
            ended = _with_end(data)
            if ended is None:
                raise
            data, self.is_repaired = ended, True
            self._document = _open(data, password)
        self._data = data
        self._read = 0
        self.pages = len(self._document)
        """How many it has."""
        if self.pages == 0 or self.pages > limits.pages:
            self._document.close()
            if self.pages:
                raise LimitError(
                    f"the PDF has {self.pages:,} pages, more than {limits.pages:,}", mend="split it"
                )
            raise DamagedSourceError(
                "the PDF has no page that can be read",
                mend="open it in a PDF reader and print it to a new PDF",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    @contextmanager
    def page(self, index: int) -> Iterator[Sheet | None]:
        """One page, from 0, freed afterwards; None where it can't be read."""
        if self._read == _KEPT_OPEN:
            self._document.close()
            self._document, self._read = _open(self._data, self._password), 0
        self._read += 1
        page = self._load(index)
        if page is not None and _has_drawn_annotations(page):
            # Flattened, what annotations draw is found by the same walk as the page's own text; only in memory.
            pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            page = self._load(index)
        if page is None:
            yield None
            return
        try:
            text = page.get_textpage()
            try:
                yield Sheet(page, text)
            finally:
                text.close()
        finally:
            page.close()

    def _load(self, index: int) -> pdfium.PdfPage | None:
        try:
            return self._document[index]
        except pdfium.PdfiumError:  # missing or broken: the caller reports it, the others are read
            return None


def _open(data: bytes, password: str | None) -> pdfium.PdfDocument:
    for attempt in (None, password) if password else (None,):
        try:
            return pdfium.PdfDocument(data, password=attempt)
        except pdfium.PdfiumError as error:
            failure = error
            if error.err_code != pdfium_c.FPDF_ERR_PASSWORD:
                break
    match failure.err_code:
        case pdfium_c.FPDF_ERR_PASSWORD:
            if password:
                raise EncryptedSourceError("the password does not open the PDF") from failure
            raise EncryptedSourceError(
                "the PDF asks for a password", mend="give it with --password"
            ) from failure
        case pdfium_c.FPDF_ERR_SECURITY:
            raise UnsupportedSourceError(
                "the PDF is protected in a way that hospplan does not know",
                mend="open it in its own reader and print it to a new PDF",
            ) from failure
        case _:
            raise DamagedSourceError(
                "the PDF is broken and can't be repaired", mend="get the file again from where it comes"
            ) from failure


_CATALOG = re.compile(rb"(\d{1,9}) (\d{1,5}) obj\s*<<[^>]{0,300}/Type\s*/Catalog\b")


def _with_end(data: bytes) -> bytes | None:
    """A file that was cut off, with an end that names its root, so that the library can find the objects again."""
    roots = [(match[1], match[2]) for match in _CATALOG.finditer(data)]
    if not roots:
        return None
    whole = data[: data.rfind(b"endobj") + len(b"endobj")]  # what follows is a half object, table or trailer
    return whole + b"\ntrailer\n<</Root %s %s R>>\nstartxref\n0\n%%%%EOF\n" % roots[-1]


def _has_drawn_annotations(page: pdfium.PdfPage) -> bool:
    for at in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), 10_000)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, at)
        if annotation:
            subtype = pdfium_c.FPDFAnnot_GetSubtype(annotation)
            pdfium_c.FPDFPage_CloseAnnot(annotation)
            if subtype in _DRAWN_ANNOTATIONS:
                return True
    return False
