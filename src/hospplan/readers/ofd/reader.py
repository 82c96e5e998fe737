"""OFD files (GB/T 33190): their pages as ink, ink as blocks."""

from collections.abc import Iterator
from dataclasses import replace

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.models.source import ReadOptions, Source
from hospplan.page.flow import PageFlow, read_flow
from hospplan.page.lineless import LinelessTables
from hospplan.picture.handed import Shot
from hospplan.readers.ofd.document import OfdDocument, read_bodies, read_document
from hospplan.readers.ofd.package import AGAIN, OfdPackage
from hospplan.readers.ofd.page import OfdPage, PageReader
from hospplan.readers.ofd.picture import image_of_page
from hospplan.readers.ofd.signatures import find_signatures
from hospplan.readers.page_blocks import source_of_pages
from hospplan.readers.page_findings import PageFindings, PageReading, finding, pages_in_words
from hospplan.readers.pictures import Pictures, Waiting

MEDIA_TYPE = "application/ofd"

_SHOWN = 5
"""Names of files that a finding gives."""


def read_ofd(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits, options: ReadOptions) -> Source:
    """
    What the pages of an OFD file show, as paragraphs and tables with the places of their characters.

    The documents of a package are read one after the other, their pages numbered through. Seals and signatures are
    told in findings; a seal's picture is not read.

    Args:
        data: The bytes of the package.
        name: The file's name.
        lexicon: Its endings of names decide where the lines of a cell part.
        limits: The budgets for input from strangers; sizes are checked before anything is unpacked.
        options: How many processes recognise text.

    Raises:
        EncryptedSourceError: It is encrypted.
        DamagedSourceError: It can't be read as an OFD file.
        EmptySourceError: None of its pages has text.
        LimitError: It is over one of *limits*.
    """
    walk = _Walk(OfdPackage(data, limits), lexicon, limits, options)
    walk.all_documents()
    return source_of_pages(
        data,
        name,
        MEDIA_TYPE,
        walk.pages,
        walk.flows,
        walk.noticed,
        walk.pictures,
        walk.findings,
        lexicon=lexicon,
        limits=limits,
    )


class _Walk:
    """One pass over the documents of a package."""

    def __init__(self, package: OfdPackage, lexicon: Lexicon, limits: Limits, options: ReadOptions) -> None:
        self.pages = 0
        self.flows: list[PageFlow] = []
        self.noticed = PageFindings("OFD file", "print it to a PDF in its own reader")
        self.pictures = Pictures(limits, options.workers)
        self.findings: list[Finding] = []
        self._package, self._limits = package, limits
        # White space alone tells where the columns of a table without vertical rules part.
        self._lineless = LinelessTables(lambda _: (), lexicon.columns.all())

    def all_documents(self) -> None:
        """Read them; where parts are encrypted, say so rather than that they are broken."""
        try:
            bodies = read_bodies(self._package)
            for body in bodies:
                self._document(body.root, body.signatures)
        except DamagedSourceError as error:
            if self._package.is_locked:
                raise self._package.locked() from error
            raise
        if len(bodies) > 1:
            message = f"the file holds {len(bodies)} documents, read one after the other"
            self.findings.insert(0, finding("several-documents", "info", message))

    def _document(self, root: str, signatures: str | None) -> None:
        document = read_document(self._package, root, self._limits)
        if not document.pages:
            raise DamagedSourceError(f"{root} lists no pages", mend=AGAIN)
        if self.pages + len(document.pages) > self._limits.pages:
            count = self.pages + len(document.pages)
            raise LimitError(
                f"the OFD file has {count:,} pages, more than {self._limits.pages:,}", mend="split it"
            )
        reader = PageReader(self._package, document, self._limits)
        numbers: dict[str, int] = {}
        readings = self._read_pages(document, reader, numbers)
        for reading in self.pictures.in_order(readings):
            flow = read_flow(reading.ink, self._lineless, self.flows[-1].carried if self.flows else None)
            self.noticed.take(reading, is_crowded=flow.is_crowded)
            self.flows.append(flow)
        for reason in document.missing:
            self.findings.append(finding("unreadable-part", "warning", reason))
        for reason, pages in reader.missing.items():
            self.findings.append(
                finding("unreadable-part", "warning", f"{reason} ({pages_in_words(pages, '')})")
            )
        if document.attachments:
            self.findings.append(_attached(document.attachments))
        if signatures is not None:
            self.findings += find_signatures(self._package, signatures, numbers)

    def _read_pages(
        self, document: OfdDocument, reader: PageReader, numbers: dict[str, int]
    ) -> Iterator[PageReading | Waiting]:
        for page in document.pages:
            self.pages += 1
            numbers.setdefault(page.id, self.pages)
            try:
                read = reader.read(page, self.pages)
            except DamagedSourceError:
                if self._package.is_locked:
                    raise
                self.noticed.damaged.append(self.pages)
                continue
            if not (read.reading.is_picture and self.pictures.can_read):
                yield read.reading
            elif (shot := self._shot(read)) is not None:
                yield read.reading, self.pictures.send(shot, self.pages)
            else:
                self.pictures.tell_unread(self.pages, "its images can't be opened")
                yield replace(read.reading, is_picture=False)

    def _shot(self, page: OfdPage) -> Shot | None:
        """The picture that a page is; None where its images can't be opened."""
        found = image_of_page(self._package, page.images, page.paper, self._limits.picture_pixels)
        if found is None:
            return None
        image, dpi = found
        return Shot(image.height, image.width, dpi, image.tobytes())


def _attached(names: list[str]) -> Finding:
    """The files that are carried along, by name."""
    what = "file is" if len(names) == 1 else "files are"
    shown = "; ".join(name[:60] for name in names[:_SHOWN])
    more = ", …" if len(names) > _SHOWN else ""
    return finding("attached-files", "info", f"{len(names)} {what} attached, and not read: {shown}{more}")
