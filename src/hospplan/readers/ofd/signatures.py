"""The signatures of an OFD document: who signed it, and where its seals stand (GB/T 33190-2016, clause 18)."""

from collections.abc import Iterator, Mapping, Sequence

from hospplan.errors import DamagedSourceError
from hospplan.models.plan import Finding
from hospplan.readers.ofd.package import OfdPackage
from hospplan.readers.ofd.seal_names import SealNames, read_seal_names
from hospplan.readers.ofd.xml import read_box, text_of
from hospplan.readers.page_findings import finding
from hospplan.readers.safe_xml import Element

_UNVERIFIED = "it was not verified"
_LONGEST = 80
"""Characters of a name in a finding."""


def find_signatures(package: OfdPackage, listing: str, numbers: Mapping[str, int]) -> Iterator[Finding]:
    """
    A finding for each signature of a document, and each of its seals.

    Args:
        package: The package.
        listing: The member that lists them.
        numbers: Id of a page → its number.
    """
    try:
        signatures = list(package.xml(listing).iterfind("Signature"))
    except DamagedSourceError as error:
        yield _unread(error)
        return
    for signature in signatures:
        try:
            part = package.find(signature.get("BaseLoc", ""), from_part=listing)
            if part is not None:
                yield from _described(package, package.xml(part), part, numbers)
        except DamagedSourceError as error:
            yield _unread(error)


def _unread(error: DamagedSourceError) -> Finding:
    return finding("unreadable-part", "warning", f"a signature was not read: {error.message}")


def _described(
    package: OfdPackage, signature: Element, part: str, numbers: Mapping[str, int]
) -> Iterator[Finding]:
    info = signature.find("SignedInfo")
    stamps = [] if info is None else info.findall("StampAnnot")
    names = _names(package, signature, part)
    by = f" by {names.signer[:_LONGEST]}" if names.signer else ""
    time = text_of(info, "SignatureDateTime")[:_LONGEST]
    at = f", {time}" if time else ""
    provider = None if info is None else info.find("Provider")
    program = "" if provider is None else provider.get("ProviderName", "").strip()[:_LONGEST]
    through = f" (with {program})" if program else ""
    signed = f"signed{by}{at}{through}; {_UNVERIFIED}"
    if not stamps:
        yield finding("signature", "info", f"the document is {signed}")
    name = f"the seal {names.seal[:_LONGEST]}" if names.seal else "a seal whose name is not read"
    for stamp in stamps:
        page, place = _page(stamp, numbers), _place(stamp)
        yield finding("seal", "info", f"{page}: {name} lies over the page{place}; {signed}")


def _page(stamp: Element, numbers: Mapping[str, int]) -> str:
    number = numbers.get(stamp.get("PageRef", ""))
    return "a page that is not in the file" if number is None else f"page {number}"


def _place(stamp: Element) -> str:
    """Size and place of a seal on its page, in millimetres, in words; nothing where the file does not tell them."""
    box = read_box(stamp.get("Boundary"))
    if box is None:
        return ""
    x, y, width, height = map(round, box)
    return f", {width} × {height} mm, {x} mm from the left and {y} mm from the top"


def _names(package: OfdPackage, signature: Element, part: str) -> SealNames:
    """The names in the signature's value, and that of the seal file where the value has none."""
    names = SealNames()
    for path in _data(signature):
        member = package.find(path, from_part=part)
        if member is not None:
            found = read_seal_names(package.unpack(member))
            names = SealNames(names.seal or found.seal, names.signer or found.signer)
    return names


def _data(signature: Element) -> Sequence[str]:
    info = signature.find("SignedInfo")
    seal = None if info is None else info.find("Seal")
    return [path for path in (text_of(signature, "SignedValue"), text_of(seal, "BaseLoc")) if path]
