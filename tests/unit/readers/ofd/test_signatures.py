"""What is told of the signatures and seals of an OFD file; none of them is verified."""

import pytest
from tests.ofd_paper import package, xml
from tests.unit.readers.ofd.ofd_parts import LINE, document, findings, paragraphs, written

from hospplan.readers.ofd.seal_names import SealNames, read_seal_names

HOSPITAL = "云州市第三人民医院"


# DER (ISO/IEC 8825-1), as much of it as a seal needs.


def der(tag: int, value: bytes) -> bytes:
    length = len(value)
    if length < 0x80:
        return bytes([tag, length]) + value
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + value


def sequence(*elements: bytes) -> bytes:
    return der(0x30, b"".join(elements))


def integer(value: int) -> bytes:
    return der(0x02, bytes([value]))


def utf8(text: str) -> bytes:
    return der(0x0C, text.encode())


def ascii_(text: str) -> bytes:
    return der(0x16, text.encode("ascii"))


def octets(value: bytes) -> bytes:
    return der(0x04, value)


ALGORITHM = der(0x06, b"\x2a\x81\x1c\xcf\x55\x01\x83\x75")
SIGNED = der(0x03, b"\0" + bytes(64))


def certificate(
    common: str = "", organisation: str = "云州市卫生健康委员会", *, has_version: bool = True
) -> bytes:
    names = [(b"\x55\x04\x0a", organisation)] + ([(b"\x55\x04\x03", common)] if common else [])
    subject = sequence(*(der(0x31, sequence(der(0x06, oid), utf8(name))) for oid, name in names))
    version = [der(0xA0, integer(2))] if has_version else []
    issuer = sequence(der(0x31, sequence(der(0x06, b"\x55\x04\x03"), utf8("某某CA"))))
    body = sequence(*version, integer(7), sequence(ALGORITHM), issuer, sequence(), subject, sequence())
    return sequence(body, sequence(ALGORITHM), SIGNED)


def seal(name: str = HOSPITAL) -> bytes:
    """SESeal: the maker's certificate in it is not the signer's."""
    header = sequence(ascii_("ES"), integer(4), ascii_("maker"))
    prop = sequence(integer(1), utf8(name), integer(1), sequence(octets(certificate("印章系统"))))
    picture = sequence(ascii_("png"), octets(bytes(300)), integer(40), integer(40))
    info = sequence(header, ascii_("33000000000001"), prop, picture)
    return sequence(info, octets(certificate("制章单位")), ALGORITHM, SIGNED)


def signature_2020(name: str = HOSPITAL, signer: str = "王明") -> bytes:
    signed = sequence(
        integer(4),
        seal(name),
        der(0x18, b"20240105093000Z"),
        SIGNED,
        ascii_("/Doc_0/Signs/Sign_0/Signature.xml"),
    )
    return sequence(signed, octets(certificate(signer)), ALGORITHM, SIGNED)


def signature_2014(name: str = HOSPITAL, signer: str = "王明") -> bytes:
    signed = sequence(
        integer(1), seal(name), SIGNED, SIGNED, ascii_("x"), octets(certificate(signer)), ALGORITHM
    )
    return sequence(signed, SIGNED)


def pkcs7(signer: str = "王明") -> bytes:
    certificates = der(0xA0, certificate(signer))
    data = sequence(integer(1), der(0x31, b""), sequence(ALGORITHM), certificates, der(0x31, b""))
    return sequence(der(0x06, b"\x2a\x81\x1c\xcf\x55\x06\x01\x04\x02\x02"), der(0xA0, data))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (signature_2020(), SealNames(HOSPITAL, "王明")),
        (signature_2014(), SealNames(HOSPITAL, "王明")),
        (pkcs7(), SealNames(None, "王明")),
        (seal(), SealNames(HOSPITAL, None)),
        (signature_2020(signer=""), SealNames(HOSPITAL, "云州市卫生健康委员会")),
        (b"", SealNames()),
        (b"\x30", SealNames()),
        (b"\x30\x80\x00\x00", SealNames()),
        (b"\x30\x84\xff\xff\xff\xff", SealNames()),
        (b"\x30\x82" * 5000, SealNames()),
        (sequence(*[sequence()] * 20_000), SealNames()),
        (bytes(range(256)) * 40, SealNames()),
        (signature_2020()[:200], SealNames()),
    ],
)
def test_a_signature_says_whose_the_seal_is_and_who_signed(data: bytes, expected: SealNames) -> None:
    assert read_seal_names(data) == expected


def test_sequences_without_end_are_left() -> None:
    data = b""
    for _ in range(2000):
        data = sequence(data)
    assert read_seal_names(data) == SealNames()


def signed(
    *,
    stamps: str = '<StampAnnot ID="1" PageRef="10" Boundary="120 200 40 40"/>',
    info: str = "<SignatureDateTime>2024-01-05 09:30:00</SignatureDateTime>",
    value: bytes | None = None,
    seal_file: bytes | None = None,
) -> bytes:
    """A document with one signature."""
    parts = document(written(LINE))
    parts["OFD.xml"] = xml(
        "OFD",
        "<DocBody><DocRoot>Doc_0/Document.xml</DocRoot><Signatures>/Doc_0/Signs/Signatures.xml</Signatures></DocBody>",
    )
    provider = '<Provider ProviderName="某签章组件" Version="1.0"/>'
    seal_part = "<Seal><BaseLoc>Seal.esl</BaseLoc></Seal>" if seal_file is not None else ""
    content = f"<SignedInfo>{provider}{info}<References/>{stamps}{seal_part}</SignedInfo>"
    listing = '<Signature ID="1" Type="Seal" BaseLoc="Sign_0/Signature.xml"/>'
    parts["Doc_0/Signs/Signatures.xml"] = xml("Signatures", listing)
    parts["Doc_0/Signs/Sign_0/Signature.xml"] = xml(
        "Signature", f"{content}<SignedValue>SignedValue.dat</SignedValue>"
    )
    if value is not None:
        parts["Doc_0/Signs/Sign_0/SignedValue.dat"] = value
    if seal_file is not None:
        parts["Doc_0/Signs/Sign_0/Seal.esl"] = seal_file
    return package(parts)


BOX = "lies over the page, 40 × 40 mm, 120 mm from the left and 200 mm from the top"
END = "(with 某签章组件); it was not verified"


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (
            signed(value=signature_2020()),
            "seal",
            f"page 1: the seal {HOSPITAL} {BOX}; signed by 王明, 2024-01-05 09:30:00 {END}",
        ),
        (
            signed(value=signature_2014(), info=""),
            "seal",
            f"page 1: the seal {HOSPITAL} {BOX}; signed by 王明 {END}",
        ),
        (
            signed(value=pkcs7(), seal_file=seal(), info=""),
            "seal",
            f"page 1: the seal {HOSPITAL} {BOX}; signed by 王明 {END}",
        ),
        (
            signed(value=b"\1\2", info=""),
            "seal",
            f"page 1: a seal whose name is not read {BOX}; signed {END}",
        ),
        (signed(info=""), "seal", f"page 1: a seal whose name is not read {BOX}; signed {END}"),
        (signed(value=pkcs7(), stamps="", info=""), "signature", f"the document is signed by 王明 {END}"),
        (
            signed(value=signature_2020(), info="", stamps='<StampAnnot PageRef="99" Boundary="x"/>'),
            "seal",
            f"a page that is not in the file: the seal {HOSPITAL} lies over the page; signed by 王明 {END}",
        ),
    ],
)
def test_seals_and_signatures_are_findings(data: bytes, code: str, message: str) -> None:
    assert paragraphs(data) == [LINE]
    assert findings(data) == [(code, message)]


def test_a_seal_on_two_pages_is_two_findings() -> None:
    stamps = "".join(f'<StampAnnot ID="{k}" PageRef="10" Boundary="{k} 0 9 9"/>' for k in range(2))
    assert [code for code, _ in findings(signed(value=signature_2020(), stamps=stamps))] == ["seal", "seal"]


@pytest.mark.parametrize("broken", ["<Signatures", None])
def test_a_list_of_signatures_that_is_broken_is_told_and_a_missing_one_left(broken: str | None) -> None:
    parts = document(written(LINE))
    parts["OFD.xml"] = xml(
        "OFD", "<DocBody><DocRoot>Doc_0/Document.xml</DocRoot><Signatures>S.xml</Signatures></DocBody>"
    )
    if broken is not None:
        parts["S.xml"] = broken
    assert paragraphs(package(parts)) == [LINE]
    assert [code for code, _ in findings(package(parts))] == ([] if broken is None else ["unreadable-part"])
