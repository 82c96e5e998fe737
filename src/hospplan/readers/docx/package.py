"""The package of a Word document: opened with python-docx, measured before anything in it is unpacked."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipInfo

from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.phys_pkg import PhysPkgReader

from hospplan.errors import DamagedSourceError
from hospplan.limits import Limits
from hospplan.readers.docx.xml import parse_xml
from hospplan.readers.safe_xml import Element
from hospplan.readers.zip_members import BROKEN, measure

_DEFLATE_RATIO = 1032
"""No deflated member unpacks to more than this many times its size (RFC 1951: 258 bytes from two bits)."""
_COPY_AGAIN = "copy or download the file again, or open it in Word or WPS and save it anew"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of one document, by the relationships that name them (ISO/IEC 29500-2)."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """
        Open a package and find its main part; no part but the relationships is unpacked.

        Raises:
            DamagedSourceError: No zip, cut off, or without content types or main part.
            EncryptedSourceError: Its members are locked with a zip password.
            LimitError: The members are over one of *limits*.
        """
        self._limits = limits
        self._members = measure(data, limits, "a Word document", ".docx", _COPY_AGAIN)
        self._data = data
        open_package: Any = PhysPkgReader  # python-docx has no types here
        self._reader = open_package(BytesIO(data))
        self._relations: dict[PackURI, list[tuple[str, str, PackURI]]] = {}
        if self._member(PackURI("/[Content_Types].xml")) is None:
            raise DamagedSourceError("the .docx package has no [Content_Types].xml", mend=_COPY_AGAIN)
        self.main: PackURI = self.related(PACKAGE_URI, "officeDocument") or PackURI("/word/document.xml")
        if self._member(self.main) is None:
            raise DamagedSourceError(f"the .docx package has no {self.main.membername}", mend=_COPY_AGAIN)

    def related(self, source: PackURI, kind: str) -> PackURI | None:
        """
        The part that *source* relates to as *kind*, or None.

        Args:
            source: A part, or the package itself.
            kind: The last step of the relationship's type: "numbering". The steps before it differ between
                the strict and the transitional form.
        """
        for _, relation_kind, target in self._relations_of(source):
            if relation_kind == kind:
                return target
        return None

    def related_by_id(self, source: PackURI, relation: str) -> PackURI | None:
        """The part that a relationship's id names."""
        for relation_id, _, target in self._relations_of(source):
            if relation_id == relation:
                return target
        return None

    def xml(self, part: PackURI) -> Element:
        """
        The root element of a part.

        Raises:
            DamagedSourceError: There is no such part, it can't be unpacked, or it is no XML.
            LimitError: It is too deep or has too many nodes.
        """
        return parse_xml(self.unpack(part), part.membername, self._limits)

    def unpack(self, part: PackURI) -> bytes:
        """The bytes of a part; errors as for `xml`."""
        member = self._member(part)
        if member is None:
            raise DamagedSourceError(f"the .docx package has no {part.membername}", mend=_COPY_AGAIN)
        try:
            self._prove(member)
            data: bytes = self._reader.blob_for(PackURI("/" + member.filename))
        except BROKEN as error:
            raise DamagedSourceError(
                f"{part.membername} can't be unpacked ({error})", mend=_COPY_AGAIN
            ) from error
        return data

    def _member(self, part: PackURI) -> ZipInfo | None:
        return self._members.get(part.membername.lower())  # part names know no case (29500-2, 6.2.2.3)

    def _prove(self, member: ZipInfo) -> None:
        """
        Unpack a member piece by piece, and give up where it is longer than it says.

        python-docx unpacks a member in one go, trusting its size. One so small that even the largest ratio
        keeps it within the limit needs no proof, so that the parts of real documents are unpacked once.
        """
        if member.compress_type == ZIP_STORED:
            return
        if member.compress_size * _DEFLATE_RATIO <= self._limits.member_bytes:
            return
        # The member's own header: 30 bytes, a name and an extra field of lengths given there (APPNOTE 4.3.7).
        header = self._data[member.header_offset : member.header_offset + 30]
        start = member.header_offset + 30 + int.from_bytes(header[26:28], "little")
        start += int.from_bytes(header[28:30], "little")
        packed = self._data[start : start + member.compress_size]
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        left = member.file_size
        while packed and left >= 0:
            left -= len(unpacker.decompress(packed, 1 << 20))
            packed = unpacker.unconsumed_tail
        if left < 0:
            raise BadZipFile("it is longer than the package says")

    def _relations_of(self, source: PackURI) -> list[tuple[str, str, PackURI]]:
        """Id, kind and target of each relationship that stays inside the package."""
        if source not in self._relations:
            found = []
            if self._member(source.rels_uri) is not None:
                for relation in self.xml(source.rels_uri).iter(_RELATION):
                    kind = relation.get("Type", "").rstrip("/").rpartition("/")[2]
                    target = relation.get("Target", "")
                    if relation.get("TargetMode") == "External" or not target:
                        continue
                    uri = _resolve(source, target)
                    if uri is not None:
                        found.append((relation.get("Id", ""), kind, uri))
            self._relations[source] = found
        return self._relations[source]


def _resolve(source: PackURI, target: str) -> PackURI | None:
    target = target.replace("\\", "/")  # written by some exporters on Windows
    resolve: Callable[[str, str], PackURI] = PackURI.from_rel_ref
    try:
        return PackURI(target) if target.startswith("/") else resolve(source.baseURI, target)
    except ValueError:
        return None
