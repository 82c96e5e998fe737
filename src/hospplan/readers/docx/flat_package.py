"""Word documents whose whole package stands in one XML file ("Word XML document", flat OPC): put into a package again."""

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile

from lxml import etree

from hospplan.errors import DamagedSourceError, LimitError
from hospplan.limits import Limits
from hospplan.readers.safe_xml import parse_safely

_NAMESPACE: Final = "http://schemas.microsoft.com/office/2006/xmlPackage"
_PKG: Final = f"{{{_NAMESPACE}}}"
_HEAD = 4096
# Pictures, in letters: no text, and often longer than what an XML parser takes for one.
_BINARY = re.compile(
    rb"<([A-Za-z]{1,20}:)?binaryData(?:\s[^<>]{0,200})?>[^<]*</([A-Za-z]{1,20}:)?binaryData>"
)
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def is_flat_package(data: bytes) -> bool:
    """Whether an XML file is a package; otherwise it is of Word 2003."""
    return _NAMESPACE.encode() in data[:_HEAD]


def to_package(data: bytes, limits: Limits) -> bytes:
    """
    The package of a flat one; pictures are left out.

    Raises:
        DamagedSourceError: It is no XML, or holds no parts.
        LimitError: It is over one of *limits*.
    """
    root = parse_safely(_BINARY.sub(b"", data), "the document", limits, "a Word document")
    parts = {}
    for part in root.iterchildren(f"{_PKG}part"):
        content = part.find(f"{_PKG}xmlData")
        if content is not None and len(content):
            parts[part.get(f"{_PKG}name", "").lstrip("/")] = content[0]
    if len(parts) > limits.members:
        raise LimitError(f"the package has over {limits.members:,} members")
    if not parts:
        raise DamagedSourceError("the document holds no parts", mend="open it in Word and save it as .docx")
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", _CONTENT_TYPES)
        for name, content in parts.items():
            package.writestr(
                name, etree.tostring(content, encoding="utf-8", xml_declaration=True, with_tail=False)
            )
    return buffer.getvalue()
