"""
Fields that show the clock (DATE, TIME): what a document has stored of them, kept from a program that renews them.

LibreOffice puts today's date into such a field when it opens a document, so that a plan of 2019 would be dated
today. `freeze` makes plain text of the fields before LibreOffice sees them; where a format does not let us, `restore`
puts what was stored back in what LibreOffice made, and takes the date of today out where that is not known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile

from docx.opc.packuri import PackURI
from lxml import etree

from hospplan.errors import DamagedSourceError, EncryptedSourceError
from hospplan.limits import Limits
from hospplan.readers.docx.package import Package
from hospplan.readers.docx.xml import BOX_CONTENT, W
from hospplan.readers.safe_xml import Element
from hospplan.readers.zip_members import BROKEN, measure

Freezable = Literal["rtf", "word-xml", "open-document"]

# {\field{\*\fldinst {\rtlch DATE \\@ "yyyy"}}{\fldrslt 2019}}: braces and control words, then the code. The group is
# atomic, since a space may end a control word or stand for itself.
_RTF = re.compile(
    rb"\\fldinst(?![a-z])(?>(?:[{}\s]|\\\*|\\[a-z]{1,32}-?[0-9]{0,10}){0,60})(?P<kind>DATE|TIME)(?![A-Za-z])",
    re.IGNORECASE,
)
# <w:instrText> DATE …</w:instrText> and <w:fldSimple w:instr=" DATE …">, as Word 2003 writes both
_WORD_XML = re.compile(
    rb"(?:instrText(?:\s[^<>]{0,200})?>|:instr=[\"'])\s{0,20}(?P<kind>DATE|TIME)(?![A-Za-z])", re.IGNORECASE
)
_OPEN_DOCUMENT = re.compile(rb"</?text:(?:date|time)(?:\s[^<>]{0,2000})?>")
_OPEN_PARTS = frozenset({"content.xml", "styles.xml"})
_MANIFEST = "META-INF/manifest.xml"
_COPY_AGAIN = "copy or download the file again, or open it in its own program and save it anew"
_CODE = re.compile(r"\s*(DATE|TIME)(?![A-Za-z])", re.IGNORECASE)
_MARK, _INSTRUCTION, _TEXT, _SIMPLE = f"{W}fldChar", f"{W}instrText", f"{W}t", f"{W}fldSimple"


def freeze(data: bytes, kind: Freezable, limits: Limits) -> bytes:
    """
    The document with such fields that no program knows: DATX, whose stored text stays.

    Raises:
        DamagedSourceError: A package that is broken; EncryptedSourceError, LimitError likewise.
    """
    match kind:
        case "rtf":
            return _RTF.sub(_unknown, data)
        case "word-xml":
            return _WORD_XML.sub(_unknown, data)
        case "open-document":
            return _without_tags(data, limits)


def restore(docx: bytes, stored: Sequence[str] | None, limits: Limits) -> tuple[bytes, int]:
    """
    The .docx with what was stored of its fields, and of how many fields that is not known: these are empty.

    Args:
        docx: As LibreOffice made it.
        stored: The texts of the fields of the body, in their order, those in text boxes left out; None where
            they are not known. As many as the .docx has, or none fits.
        limits: For the package.

    Raises:
        DamagedSourceError: The package is broken; LimitError: it is over one of *limits*.
    """
    package = Package(docx, limits)
    part: PackURI = package.main
    root = package.xml(part)
    clocks = list(_clocks(root))
    if not clocks:
        return docx, 0
    in_body = [clock for clock in clocks if not clock.in_box]
    is_known = stored is not None and len(stored) == len(in_body)
    texts = stored if stored is not None and is_known else [""] * len(in_body)
    for clock, text in zip(in_body, texts, strict=True):
        clock.show(text)
    for clock in clocks:
        if clock.in_box:
            clock.show("")
    changed = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return _exchange(docx, {part.membername: changed}), len(clocks) - (len(in_body) if is_known else 0)


@dataclass(slots=True)
class _Clock:
    """A field in a .docx that shows the clock."""

    in_box: bool
    texts: list[Element] = field(default_factory=list)
    """The w:t of its result."""

    def show(self, text: str) -> None:
        """Give the field *text* for its result."""
        for element in self.texts:
            element.text, text = text, ""


@dataclass(slots=True)
class _Open:
    code: str = ""
    in_code: bool = True
    clock: _Clock | None = None


def _clocks(root: Element) -> Iterator[_Clock]:
    """The fields of a part by their order; what stands in the result of one is no field of its own."""
    fields: list[_Open] = []
    found: list[_Clock] = []
    for element in root.iter(_MARK, _INSTRUCTION, _TEXT, _SIMPLE):
        if element.tag == _SIMPLE:
            if _CODE.match(element.get(f"{W}instr", "")):
                found.append(_Clock(_in_box(element), list(element.iter(_TEXT))))
        elif element.tag == _INSTRUCTION:
            if fields and fields[-1].in_code:
                fields[-1].code += element.text or ""
        elif element.tag == _TEXT:
            for one in fields:
                if one.clock is not None:
                    one.clock.texts.append(element)
        else:
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                fields.append(_Open())
            elif kind == "separate" and fields and fields[-1].in_code:
                fields[-1].in_code = False
                if _CODE.match(fields[-1].code):
                    fields[-1].clock = _Clock(_in_box(element))
                    found.append(fields[-1].clock)
            elif kind == "end" and fields:
                fields.pop()
    yield from found


def _in_box(element: Element) -> bool:
    return next(element.iterancestors(BOX_CONTENT), None) is not None


def _unknown(match: re.Match[bytes]) -> bytes:
    """The match with another last letter: as long as before, so that nothing else moves."""
    return match[0][:-1] + b"X"


def _without_tags(data: bytes, limits: Limits) -> bytes:
    measure(data, limits, "an OpenDocument text", ".odt", _COPY_AGAIN)
    try:
        with ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            is_locked = _MANIFEST in names and b"encryption-data" in package.read(_MANIFEST)
            parts = {name: package.read(name) for name in names if name in _OPEN_PARTS}
            thawed = {name: _OPEN_DOCUMENT.sub(b"", part) for name, part in parts.items()}
            frozen = data if thawed == parts else _exchange(data, thawed)
    except BROKEN as error:
        message = f"the .odt package can't be unpacked ({error})"
        raise DamagedSourceError(message, mend=_COPY_AGAIN) from error
    if is_locked:
        raise EncryptedSourceError(
            "the document asks for a password", mend="open it in its own program and save it without one"
        )
    return frozen


def _exchange(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with other contents of these members; the others, their order and their packing stay."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, parts[member.filename] if member.filename in parts else old.read(member))
    return buffer.getvalue()
