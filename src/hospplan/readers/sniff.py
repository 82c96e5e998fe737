"""What a file is: decided once, by its content; its name only tells plain text from Markdown."""

import re
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

_HEAD = 4096


class Format(StrEnum):
    """The formats that are told apart, each with the name that a person knows it by."""

    DOCX = "Word document (.docx)"
    TEXT = "plain text"
    MARKDOWN = "Markdown"
    PDF = "PDF"
    OFD = "OFD"
    HTML = "HTML page"
    RTF = "Rich Text Format"
    WORD97 = "old Word format (.doc or .wps)"
    WORD6 = "Word 6 or Word 95 document (.doc)"
    EXCEL97 = "old Excel format (.xls or .et)"
    POWERPOINT97 = "old PowerPoint format (.ppt or .dps)"
    OLE2 = "OLE2 compound file"
    ENCRYPTED_OFFICE = "encrypted Office document"
    WORD_XML = "Word document in a single XML file"
    XLSX = "Excel workbook (.xlsx)"
    PPTX = "PowerPoint presentation (.pptx)"
    OPEN_DOCUMENT = "OpenDocument text (.odt)"
    IMAGE = "image"
    ARCHIVE = "archive"
    BINARY = "binary file of an unknown kind"


_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"{\\rtf", Format.RTF),
    (b"\xdb\xa5\x2d\x00", Format.WORD6),  # Word 2 for Windows, before compound files
    (b"\x89PNG\r\n\x1a\n", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF8", Format.IMAGE),
    (b"II*\x00", Format.IMAGE),
    (b"MM\x00*", Format.IMAGE),
    (b"Rar!\x1a\x07", Format.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Format.ARCHIVE),
    (b"\x1f\x8b\x08", Format.ARCHIVE),
)
# Names of streams in the directory of an OLE2 file (MS-CFB, 2.6.1); the first that is found decides.
_STREAMS = (
    ("EncryptedPackage", Format.ENCRYPTED_OFFICE),
    ("WordDocument", Format.WORD97),
    ("Workbook", Format.EXCEL97),
    ("PowerPoint Document", Format.POWERPOINT97),
)
_WORD97, _WORD6 = b"\xec\xa5", b"\xdc\xa5"
"""wIdent, how the stream WordDocument begins (MS-DOC, 2.5.2; of Word 6 and 95 likewise)."""
_WORD97_VERSIONS = 0xC0
"""The least nFib of Word 97 and what came after it; 0xC1 is usual."""
_ZIP_MEMBERS = (
    ("word/document", Format.DOCX),
    ("xl/workbook", Format.XLSX),
    ("ppt/presentation", Format.PPTX),
    ("ofd.xml", Format.OFD),
    ("content.xml", Format.OPEN_DOCUMENT),
)
_HTML = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?(?>(?:<!--(?:(?!-->).){0,2000}-->\s*)*)<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|table"
    r"|div|p|h[1-6]|center|font|span|article|section)\b"
    r"|(?:[a-z][a-z0-9-]{0,40}:[^\r\n]{0,998}\r?\n(?:[ \t][^\r\n]{0,998}\r?\n){0,20}){0,40}?mime-version:",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = re.compile(r"<(?:\w+:)?wordDocument\b|<pkg:package\b|progid=[\"']Word\.Document")
# A member's name in a zip's local header (APPNOTE 4.3.7), for files whose directory at the end is cut off.
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_TEXT_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_NOT_TEXT = re.compile(rb"[\x00-\x06\x0e-\x19\x1c-\x1f\x7f]")

SUFFIXES: dict[str, Format] = {
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".dotx": Format.DOCX,
    ".dotm": Format.DOCX,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".pdf": Format.PDF,
    ".ofd": Format.OFD,
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".xhtml": Format.HTML,
    ".shtml": Format.HTML,
    ".mht": Format.HTML,
    ".mhtml": Format.HTML,
    ".rtf": Format.RTF,
    ".doc": Format.WORD97,
    ".dot": Format.WORD97,
    ".wps": Format.WORD97,
    ".wpt": Format.WORD97,
    ".xls": Format.EXCEL97,
    ".et": Format.EXCEL97,
    ".ppt": Format.POWERPOINT97,
    ".dps": Format.POWERPOINT97,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".pptx": Format.PPTX,
    ".odt": Format.OPEN_DOCUMENT,
    ".ott": Format.OPEN_DOCUMENT,
    ".png": Format.IMAGE,
    ".jpg": Format.IMAGE,
    ".jpeg": Format.IMAGE,
    ".gif": Format.IMAGE,
    ".bmp": Format.IMAGE,
    ".tif": Format.IMAGE,
    ".tiff": Format.IMAGE,
    ".zip": Format.ARCHIVE,
    ".rar": Format.ARCHIVE,
    ".7z": Format.ARCHIVE,
}
"""What a suffix promises."""

_ALIKE = ({Format.TEXT, Format.MARKDOWN}, {Format.WORD97, Format.WORD6})
"""Formats that share a suffix."""


def sniff(data: bytes, name: str) -> Format:
    """
    The format of a file.

    Args:
        data: All of the file. Empty bytes are plain text.
        name: The file's name; asked only where the content can't tell, as between text and Markdown.
    """
    head = data[:_HEAD]
    promised = SUFFIXES.get(PurePath(name).suffix.lower())
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data, promised)
    if head.startswith(_OLE2):
        return _sniff_ole2(data, promised)
    if b"%PDF-" in head[:1024]:  # ISO 32000-1, annex H.3.4.1: within the first 1024 bytes
        return Format.PDF
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head.startswith(b"BM") and int.from_bytes(head[2:6], "little") == len(data):
        return Format.IMAGE
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Format.IMAGE
    if not head.startswith(_TEXT_BOMS) and _is_binary(data):
        return Format.BINARY
    text = head.decode("utf-16" if head[:2] in _TEXT_BOMS else "latin-1", "replace").lstrip(
        "\ufeffï»¿ \t\r\n"
    )
    if _WORD_XML.search(text):
        return Format.WORD_XML
    if _HTML.match(text) and promised is not Format.MARKDOWN:  # Markdown may begin with a tag
        return Format.HTML
    return Format.MARKDOWN if promised is Format.MARKDOWN else Format.TEXT


def breaks_promise(found: Format, name: str) -> bool:
    """Whether the suffix of *name* promises another format than *found*."""
    promised = SUFFIXES.get(PurePath(name).suffix.lower())
    if promised is None or promised is found:
        return False
    return not any({promised, found} <= alike for alike in _ALIKE)


def _sniff_zip(data: bytes, promised: Format | None) -> Format:
    try:
        with ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        # The directory stands at the end: a file that was cut off has lost it, the members' names are left.
        names = []
        for header in _LOCAL_NAME.finditer(data):
            end = header.end() + int.from_bytes(header[1], "little")
            names.append(data[header.end() : end].decode("utf-8", "replace"))
    lowered = [name.lower().replace("\\", "/").lstrip("/") for name in names]
    for start, found in _ZIP_MEMBERS:
        if any(name.startswith(start) for name in lowered):
            return found
    if "[content_types].xml" in lowered or promised is Format.DOCX:
        return Format.DOCX
    return Format.ARCHIVE


def _sniff_ole2(data: bytes, promised: Format | None) -> Format:
    for stream, found in _STREAMS:
        at = data.find(stream.encode("utf-16-le"))
        if at >= 0:
            return Format.WORD6 if found is Format.WORD97 and _is_word6(data, at) else found
    # The directory may stand at the end of a file that was cut off.
    return Format.WORD97 if promised is Format.WORD97 else Format.OLE2


def _is_word6(data: bytes, entry: int) -> bool:
    """Whether the stream of a directory entry (MS-CFB, 2.6.1) begins as Word 6 and Word 95 wrote it."""
    shift = int.from_bytes(data[30:32], "little")
    if shift not in {9, 12} or int.from_bytes(data[entry + 120 : entry + 124], "little") < 4096:
        return False  # small streams lie elsewhere; those two wrote none so small
    start = (int.from_bytes(data[entry + 116 : entry + 120], "little") + 1) << shift
    version = int.from_bytes(data[start + 2 : start + 4], "little")
    return data.startswith(_WORD6, start) or (data.startswith(_WORD97, start) and version < _WORD97_VERSIONS)


def _is_binary(data: bytes) -> bool:
    """Whether more than one byte in a hundred of the beginning is one that no text has."""
    sample = data[: 1 << 16]
    return 100 * len(_NOT_TEXT.findall(sample)) > len(sample)
