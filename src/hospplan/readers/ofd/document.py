"""The documents of an OFD package: their pages, templates, resources, annotations and attachments."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hospplan.errors import DamagedSourceError
from hospplan.limits import Limits
from hospplan.models.source import Frame
from hospplan.readers.ofd.package import AGAIN, MAIN, OfdPackage
from hospplan.readers.ofd.resources import Resources
from hospplan.readers.ofd.xml import POINTS, read_flag, read_paper, text_of, texts_of
from hospplan.readers.safe_xml import Element

_A4 = Frame(210 * POINTS, 297 * POINTS)


@dataclass(frozen=True, slots=True)
class Body:
    """One document of a package: a DocBody of OFD.xml (GB/T 33190-2016, 7.4)."""

    root: str
    """Its Document.xml."""
    signatures: str | None
    """The list of its signatures."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A page in the list of a document."""

    id: str
    part: str | None
    """Its member; None if there is none, or it lies outside of the package."""


@dataclass(slots=True)
class OfdDocument:
    """What Document.xml says (GB/T 33190-2016, 7.5)."""

    pages: list[PagePart]
    paper: Frame
    """The size of a page that does not tell its own."""
    templates: dict[str, tuple[str, str]]
    """Id → member, and whether it lies under or over the page: "Background", "Foreground"."""
    resources: Resources
    annotations: dict[str, list[str]] = field(default_factory=dict)
    """Id of a page → the members that describe what was noted on it."""
    attachments: list[str] = field(default_factory=list)
    """Names of the files that are carried along."""
    missing: list[str] = field(default_factory=list)
    """What could not be read, in words."""


def read_bodies(package: OfdPackage) -> list[Body]:
    """
    The documents that OFD.xml lists, in order, those alone that are there.

    Raises:
        DamagedSourceError: There is none.
    """
    bodies = []
    names = []
    for body in package.xml(MAIN).iter("DocBody"):
        for path in (*_current(package, body), text_of(body, "DocRoot")):
            names.append(path)
            root = package.find(path, from_part=MAIN) if path else None
            if root is not None:
                signatures = text_of(body, "Signatures")
                bodies.append(Body(root, package.find(signatures, from_part=MAIN) if signatures else None))
                break
    if not bodies:
        named = f": it has no {names[-1][:80]}" if names and names[-1] else ""
        raise DamagedSourceError(f"the .ofd package holds no document{named}", mend=AGAIN)
    return bodies


def _current(package: OfdPackage, body: Element) -> Iterator[str]:
    """The root of the version that is marked as the one to be shown (GB/T 33190-2016, clause 19)."""
    for version in body.iterfind("Versions/Version"):
        part = package.find(version.get("BaseLoc", ""), from_part=MAIN)
        if part is not None and read_flag(version.get("Current"), default=False):
            root = package.find(text_of(package.xml(part), "DocRoot"), from_part=part)
            if root is not None:
                yield "/" + root


def read_document(package: OfdPackage, root: str, limits: Limits) -> OfdDocument:
    """
    One document.

    Args:
        package: The package.
        root: Its Document.xml.
        limits: For what its resources may hold.

    Raises:
        DamagedSourceError: Its Document.xml is broken.
        LimitError: It is over one of *limits*.
    """
    element = package.xml(root)
    common = element.find("CommonData")
    pages = [
        PagePart(page.get("ID", ""), _found(package, page.get("BaseLoc", ""), root))
        for page in element.iterfind("Pages/Page")
    ]
    templates = {}
    for template in () if common is None else common.iterfind("TemplatePage"):
        part = _found(package, template.get("BaseLoc", ""), root)
        if part is not None:
            templates[template.get("ID", "")] = (part, template.get("ZOrder", "Background"))
    lists = [
        part
        for name in ("PublicRes", "DocumentRes")
        for path in texts_of(common, name)
        if (part := _found(package, path, root)) is not None
    ]
    document = OfdDocument(
        pages,
        read_paper(None if common is None else common.find("PageArea")) or _A4,
        templates,
        Resources(package, lists, limits),
    )
    _read_annotations(package, element, root, document)
    _read_attachments(package, element, root, document)
    return document


def _read_annotations(package: OfdPackage, element: Element, root: str, document: OfdDocument) -> None:
    for part, pages in _listed(package, element, root, "Annotations", document):
        for page in pages.iterfind("Page"):
            for path in texts_of(page, "FileLoc"):
                found = _found(package, path, part)
                if found is not None:
                    document.annotations.setdefault(page.get("PageID", ""), []).append(found)


def _read_attachments(package: OfdPackage, element: Element, root: str, document: OfdDocument) -> None:
    for _, attachments in _listed(package, element, root, "Attachments", document):
        for attachment in attachments.iterfind("Attachment"):
            file = text_of(attachment, "FileLoc").replace("\\", "/").rpartition("/")[2]
            document.attachments.append(attachment.get("Name", "").strip() or file or "?")


def _listed(
    package: OfdPackage, element: Element, root: str, name: str, document: OfdDocument
) -> Iterator[tuple[str, Element]]:
    """Each member that Document.xml names as the list of its *name*; a broken one is noted."""
    for path in texts_of(element, name):
        part = _found(package, path, root)
        if part is None:
            continue
        try:
            yield part, package.xml(part)
        except DamagedSourceError as error:
            document.missing.append(error.message)


def _found(package: OfdPackage, path: str, part: str) -> str | None:
    """The member that a part names; None where it is missing or would lie outside of the package."""
    try:
        return package.find(path, from_part=part) if path.strip() else None
    except DamagedSourceError:
        return None
