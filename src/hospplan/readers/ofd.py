"""OFD files (GB/T 33190): their pages as ink, ink as blocks."""

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.lexicon import Lexicon
from hospplan.limits import Limits
from hospplan.models.plan import Finding
from hospplan.models.source import Source
from hospplan.page.flow import PageFlow, read_flow
from hospplan.page.lineless import LinelessTables
from hospplan.readers.ofd_document import read_bodies, read_document
from hospplan.readers.ofd_package import AGAIN, OfdPackage
from hospplan.readers.ofd_page import PageReader
from hospplan.readers.ofd_signatures import find_signatures
from hospplan.readers.page_blocks import source_of_pages
from hospplan.readers.page_findings import PageFindings, finding, pages_in_words

MEDIA_TYPE = "application/ofd"

_SHOWN = 5
"""Names of files that a finding gives."""


def read_ofd(data: bytes, name: str, *, lexicon: Lexicon, limits: Limits) -> Source:
    """
    What the pages of an OFD file show, as paragraphs and tables with the places of their characters.

    The documents of a package are read one after the other, their pages numbered through. Seals and signatures are
    told in findings; a seal's picture is not read.

    Args:
        data: The bytes of the package.
        name: The file's name.
        lexicon: Its endings of names decide where the lines of a cell part.
        limits: The budgets for input from strangers; sizes are checked before anything is unpacked.

    Raises:
        EncryptedSourceError: It is encrypted.
        DamagedSourceError: It can't be read as an OFD file.
        EmptySourceError: None of its pages has text.
        LimitError: It is over one of *limits*.
    """
    walk = _Walk(OfdPackage(data, limits), lexicon, limits)
    walk.all_documents()
    return source_of_pages(
        data,
        name,
        MEDIA_TYPE,
        walk.pages,
        walk.flows,
        walk.noticed,
        walk.findings,
        lexicon=lexicon,
        limits=limits,
    )


class _Walk:
    """One pass over the documents of a package."""

    def __init__(self, package: OfdPackage, lexicon: Lexicon, limits: Limits) -> None:
        self.pages = 0
        self.flows: list[PageFlow] = []
        self.noticed = PageFindings("OFD file")
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
        for page in document.pages:
            self.pages += 1
            numbers.setdefault(page.id, self.pages)
            try:
                reading = reader.read(page, self.pages).reading
            except DamagedSourceError:
                if self._package.is_locked:
                    raise
                self.noticed.damaged.append(self.pages)
                continue
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


def _attached(names: list[str]) -> Finding:
    """The files that are carried along, by name."""
    what = "file is" if len(names) == 1 else "files are"
    shown = "; ".join(name[:60] for name in names[:_SHOWN])
    more = ", …" if len(names) > _SHOWN else ""
    return finding("attached-files", "info", f"{len(names)} {what} attached, and not read: {shown}{more}")
