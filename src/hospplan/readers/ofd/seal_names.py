"""
The names in an electronic seal (GB/T 38540-2020): the seal's own, and its signer's by the certificate.

Only as much of the DER (ISO/IEC 8825-1) is read as leads to them; nothing is verified.
"""

from collections.abc import Iterator
from typing import NamedTuple

_SEQUENCE, _SET, _INTEGER, _OCTETS, _OID = 0x30, 0x31, 0x02, 0x04, 0x06
_IA5, _FIRST = 0x16, 0xA0
_ENCODINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", _IA5: "ascii", 0x1E: "utf-16-be"}
"""Tags of strings → how their characters are written."""
_HEADER = b"ES"
"""What the header of a seal says it is."""
_COMMON_NAME, _ORGANISATION = b"\x55\x04\x03", b"\x55\x04\x0a"
_MOST_ELEMENTS = 5_000
_DEEPEST = 6
"""Sequences around a seal's description: in the signature's data, in the seal, in its info."""


class SealNames(NamedTuple):
    """What the data of a signature says; None where it says nothing that is understood."""

    seal: str | None = None
    signer: str | None = None


class _Element(NamedTuple):
    tag: int
    value: bytes

    def children(self) -> "list[_Element]":
        """The elements in it, up to one that is cut off."""
        return list(_elements(self.value)) if self.tag & 0x20 else []


def read_seal_names(data: bytes) -> SealNames:
    """
    The names in a signature's data or in a seal.

    Args:
        data: Of SignedValue.dat (a seal's signature, or a PKCS #7 signature) or of Seal.esl.
    """
    root = next(_elements(data), None)
    if root is None:
        return SealNames()
    return SealNames(_seal_name(root), _signer(root))


def _elements(data: bytes) -> Iterator[_Element]:
    at = 0
    for _ in range(_MOST_ELEMENTS):
        if at + 2 > len(data):
            return
        tag, length = data[at], data[at + 1]
        at += 2
        if length >= 0x80:
            more = length & 0x7F
            if not 1 <= more <= 4:
                return  # of a length that is told at the end, as DER never is
            length = int.from_bytes(data[at : at + more], "big")
            at += more
        if at + length > len(data):
            return
        yield _Element(tag, data[at : at + length])
        at += length


def _seal_name(root: _Element) -> str | None:
    """The name in the property of the first seal, whose info begins with the header "ES"."""
    level = [root]
    for _ in range(_DEEPEST):
        following: list[_Element] = []
        for element in level:
            children = element.children()
            head = children[0].children() if children else []
            if head and head[0] == (_IA5, _HEADER) and len(children) > 2:
                named = children[2].children()
                if len(named) > 1 and named[0].tag == _INTEGER:
                    return _text(named[1])
            following += [child for child in children if child.tag == _SEQUENCE]
        level = following[:_MOST_ELEMENTS]
    return None


def _signer(root: _Element) -> str | None:
    """The subject of the certificate that a signature carries; a seal's own is its maker's, and no signer."""
    children = root.children()
    if len(children) < 2:
        return None
    if children[0].tag == _OID:  # PKCS #7: the certificates are the first tagged element of the signed data
        data = children[1].children()
        fields = data[0].children() if data else []
        chain = next((field.children() for field in fields if field.tag == _FIRST), [])
        return _subject(chain[0]) if chain else None
    signed = children[0].children()
    if not signed or signed[0].tag != _INTEGER:
        return None
    # GB/T 38540-2020 has the certificate after the signed part, GM/T 0031-2014 at its end.
    for element in (children[1], *reversed(signed)):
        if element.tag == _OCTETS and (certificate := next(_elements(element.value), None)) is not None:
            name = _subject(certificate)
            if name is not None:
                return name
    return None


def _subject(certificate: _Element) -> str | None:
    """The common name of a certificate's subject, else its organisation (RFC 5280, 4.1)."""
    parts = certificate.children()
    fields = parts[0].children() if parts else []
    place = 5 if fields and fields[0].tag == _FIRST else 4
    if len(fields) <= place:
        return None
    names: dict[bytes, str | None] = {}
    for group in fields[place].children():
        for pair in group.children() if group.tag == _SET else ():
            both = pair.children()
            if len(both) == 2 and both[0].tag == _OID:
                names[both[0].value] = _text(both[1])
    return names.get(_COMMON_NAME) or names.get(_ORGANISATION)


def _text(element: _Element) -> str | None:
    encoding = _ENCODINGS.get(element.tag)
    try:
        text = element.value.decode(encoding).strip() if encoding else ""
    except UnicodeDecodeError:
        return None
    return text or None
