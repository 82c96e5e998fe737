"""OFD files that are broken, locked, or made to do harm: each gives one clear error, or is read without the broken part."""

import random
import struct
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.ofd_paper import OFFICE, PRINTER, members, ofd, package, xml
from tests.paper import lay_out
from tests.unit.readers.ofd.ofd_parts import (
    LINE,
    composite,
    document,
    findings,
    opened,
    page,
    paragraphs,
    tables,
    units,
    written,
)
from tests.unit.readers.pdf.test_reader import PLAN

from hospplan.errors import (
    DamagedSourceError,
    EmptySourceError,
    EncryptedSourceError,
    LimitError,
    SourceError,
)
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.source import Source

AGAIN = "copy or download the file again, or open it in an OFD reader and save it anew"
PRINT = "print the file to a new OFD"


def refused(data: bytes, kind: type[SourceError], limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(kind) as caught:
        opened(data, limits)
    return str(caught.value)


def changed(**parts: str | bytes | None) -> bytes:
    """A document of a line with some members changed; None takes one away."""
    names = {"main": "OFD.xml", "root": "Doc_0/Document.xml", "page": "Doc_0/Page_0.xml"}
    all_parts: dict[str, str | bytes | None] = {
        **document(written(LINE)),
        **{names[k]: v for k, v in parts.items()},
    }
    return package({name: part for name, part in all_parts.items() if part is not None})


class TestDamage:
    """What is broken is named."""

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (
                ofd(lay_out(PLAN))[:-200],
                f"the .ofd package is broken or cut off (File is not a zip file); {AGAIN}",
            ),
            (package({"OFD.xml.bak": b""}), f"the .ofd package has no OFD.xml; {AGAIN}"),
            (
                changed(root=None),
                f"the .ofd package holds no document: it has no Doc_0/Document.xml; {AGAIN}",
            ),
            (changed(main=xml("OFD", "")), f"the .ofd package holds no document; {AGAIN}"),
            (
                changed(main="<OFD>"),
                "OFD.xml is not well-formed XML (Premature end of data in tag OFD line 1, line 1, column 6)",
            ),
            (
                changed(main=b"<?xml version='1.0' encoding='gbk'?><OFD>\xff\xff</OFD>"),
                "OFD.xml is not well-formed XML (illegal multibyte sequence)",
            ),
            (changed(root=xml("Document", "<Pages/>")), f"Doc_0/Document.xml lists no pages; {AGAIN}"),
            (
                changed(root="<!DOCTYPE x><Document/>"),
                "Doc_0/Document.xml declares a DOCTYPE, which an OFD document never does",
            ),
            (
                changed(page=None),
                "none of the pages of the OFD file can be read; get the file again from where it comes",
            ),
            (
                changed(page="<Page>"),
                "none of the pages of the OFD file can be read; get the file again from where it comes",
            ),
            (
                changed(main=xml("OFD", "<DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody>")),
                f"OFD.xml names a file outside of the package: ../../etc/passwd; {AGAIN}",
            ),
            (
                changed(main=xml("OFD", r"<DocBody><DocRoot>/Doc_0\..\..\x.xml</DocRoot></DocBody>")),
                rf"OFD.xml names a file outside of the package: /Doc_0\..\..\x.xml; {AGAIN}",
            ),
        ],
    )
    def test_a_broken_file_is_named_with_the_way_out(self, data: bytes, message: str) -> None:
        assert refused(data, DamagedSourceError) == message

    @pytest.mark.parametrize("broken", [None, b"<Page>", b"", b"\0\1", "../../../x"])
    def test_a_broken_page_is_told_and_the_others_are_read(self, broken: str | bytes | None) -> None:
        parts = document(written("第一页。"), written("第二页。"))
        if broken is None:
            del parts["Doc_0/Page_1.xml"]
        elif isinstance(broken, str):
            pages = f'<Page ID="10" BaseLoc="Page_0.xml"/><Page ID="11" BaseLoc="{broken}"/>'
            parts["Doc_0/Document.xml"] = xml("Document", f"<Pages>{pages}</Pages>")
        else:
            parts["Doc_0/Page_1.xml"] = broken
        data = package(parts)
        assert paragraphs(data) == ["第一页。"]
        assert findings(data) == [("page-damaged", "page 2 is broken and can't be read")]
        assert opened(data).pages == 2

    def test_a_page_that_was_changed_in_the_file_is_told(self) -> None:
        """Its checksum does not fit."""
        parts = document(written("第一页。"), written("第二页。"))
        data = bytearray(package(parts))
        with ZipFile(BytesIO(bytes(data))) as archive:
            member = archive.getinfo("Doc_0/Page_1.xml")
        data[member.header_offset + 30 + len(member.filename) + 40] ^= 0xFF
        assert findings(bytes(data)) == [("page-damaged", "page 2 is broken and can't be read")]

    def test_an_empty_document_is_told(self) -> None:
        assert refused(page(), EmptySourceError) == "the OFD file holds no text"

    def test_broken_lists_beside_the_pages_are_told(self) -> None:
        rest = "<Annotations>A.xml</Annotations><Attachments>B.xml</Attachments>"
        parts = document(written(LINE), rest=rest, parts={"A.xml": "<x", "B.xml": "<y"})
        assert paragraphs(package(parts)) == [LINE]
        assert [code for code, _ in findings(package(parts))] == ["unreadable-part", "unreadable-part"]

    def test_broken_resources_are_told_where_they_are_missed(self) -> None:
        common = "<PublicRes>Res.xml</PublicRes>"
        data = package(document(written(LINE) + composite("head"), common=common, parts={"Res.xml": "<Res"}))
        assert [message for _, message in findings(data)] == [
            "composite graphic head is missing (page 1)",
            "Doc_0/Res.xml is not well-formed XML (Couldn't find end of Start Tag Res line 1, line 1, column 5) (page 1)",
        ]


class TestLocks:
    """Encrypted files say that they are."""

    @pytest.mark.parametrize("name", ["Encryptions.xml", "Doc_0/decryptseed.dat"])
    def test_encrypted_members_are_told_from_broken_ones(self, name: str) -> None:
        scrambled = random.Random(5).randbytes(400)
        parts = {**document(written(LINE)), name: b"<Encryptions/>", "Doc_0/Page_0.xml": scrambled}
        assert refused(package(parts), EncryptedSourceError) == (
            "the OFD file is encrypted; open it in an OFD reader with its password and save it without one"
        )

    def test_a_file_that_only_lists_locks_is_read(self) -> None:
        assert paragraphs(package({**document(written(LINE)), "Encryptions.xml": b"<Encryptions/>"})) == [
            LINE
        ]

    def test_a_zip_password_is_told(self) -> None:
        data = bytearray(page(written(LINE)))
        at = -1
        while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
            flags = struct.unpack_from("<H", data, at + 8)[0]
            struct.pack_into("<H", data, at + 8, flags | 1)
        message = "the package is locked with a password; save it without one"
        assert refused(bytes(data), EncryptedSourceError) == message


def nested(times: int, fan: int) -> bytes:
    """Composite graphics in composite graphics: each draws the next, *fan* times; the last draws the first again."""
    contents = {f"u{k}": composite(f"u{(k + 1) % times}") * fan + written("字") for k in range(times)}
    common = "<PublicRes>Res.xml</PublicRes>"
    return package(
        document(written(LINE) + composite("u0"), common=common, parts={"Res.xml": units(**contents)})
    )


class TestBombs:
    """Small files that would draw without end."""

    @pytest.mark.parametrize(
        ("data", "limits", "message"),
        [
            (nested(40, 30), {}, f"page 1 draws more than 400,000 objects; {PRINT}"),
            (nested(1, 30), {}, f"page 1 draws more than 400,000 objects; {PRINT}"),
            (page(written("字" * 300)), {"page_chars": 200}, f"page 1 has more than 200 characters; {PRINT}"),
            (
                page(written("字" * 300, more=' Visible="false"')),
                {"page_chars": 200},
                f"page 1 has more than 200 characters; {PRINT}",
            ),
            (
                package(document(*[written(LINE)] * 9)),
                {"pages": 8},
                "the OFD file has 9 pages, more than 8; split it",
            ),
            (
                package(document(*[written(LINE)] * 9)),
                {"drawn_chars": 100},
                "the pages draw more than 100 characters; split the file",
            ),
            (
                page(*[written(LINE)] * 90),
                {"page_program_bytes": 9000},
                f"Doc_0/Page_0.xml unpacks to more than 9,000 bytes; {PRINT}",
            ),
            (page(written(LINE)), {"members": 2}, "the package has over 2 members"),
            (
                page(written(LINE)),
                {"xml_nodes": 20},
                "Doc_0/Page_0.xml has over 20 XML nodes; split the document",
            ),
            (
                page("<PageBlock>" * 300 + "</PageBlock>" * 300),
                {},
                "Doc_0/Page_0.xml nests more than 200 XML elements",
            ),
            (
                page(written(" " * 2_000_000)),
                {"ratio": 100},
                "Doc_0/Page_0.xml unpacks to over 100 times its size, as no document does",
            ),
        ],
    )
    def test_too_much_is_refused_by_its_limit(
        self, data: bytes, limits: Mapping[str, int], message: str
    ) -> None:
        assert refused(data, LimitError, replace(DEFAULT_LIMITS, **limits)) == message

    def test_one_page_listed_again_and_again_is_refused(self) -> None:
        parts = document(*[written(LINE) * 200])
        listed = "".join(f'<Page ID="{k}" BaseLoc="Page_0.xml"/>' for k in range(200))
        parts["Doc_0/Document.xml"] = xml("Document", f"<Pages>{listed}</Pages>")
        limits = replace(DEFAULT_LIMITS, unpacked_bytes=1_000_000)
        message = "the document uses its parts again and again: 1,000,000 bytes were unpacked"
        assert refused(package(parts), LimitError, limits) == message

    def test_a_composite_that_draws_itself_ends(self) -> None:
        data = nested(1, 1)
        assert "".join(paragraphs(data)).count("字") >= 1

    @pytest.mark.parametrize("steps", ["g 999999999 1", "g 999999999999999999999 1e308", "g g g", "g", "g 5"])
    def test_repeats_without_end_are_as_many_as_there_are_characters(self, steps: str) -> None:
        assert "".join(paragraphs(page(written("目标任务", steps=f' DeltaX="{steps}"')))) != ""

    @pytest.mark.parametrize(
        "path", ["L 1 1 " * 400_000, "M 0 0 L 9 0 " * 700_000, "9" * 3_000_000, "B " * 500_000]
    )
    def test_a_path_of_a_million_segments_is_an_outline(self, path: str) -> None:
        drawn = f'<PathObject ID="5" Boundary="0 0 210 297"><AbbreviatedData>{path}</AbbreviatedData></PathObject>'
        data = page(written(LINE), drawn)
        assert paragraphs(data) == [LINE]
        assert tables(data) == []

    def test_a_page_of_strokes_beyond_count_is_told(self) -> None:
        stroke = '<PathObject ID="5" Boundary="0 0 210 297"><AbbreviatedData>M {0} 10 L {0} 90</AbbreviatedData></PathObject>'
        data = page(written(LINE), *(stroke.format(k / 100) for k in range(20_001)))
        assert findings(data) == [
            ("page-crowded", "page 1 is so full of strokes that no tables were looked for")
        ]


def read_or_refused(data: bytes) -> Source | SourceError:
    try:
        return opened(data)
    except SourceError as error:
        return error


@pytest.mark.parametrize("seed", range(40))
def test_a_file_with_slips_is_read_or_refused_and_never_fails_otherwise(seed: int) -> None:
    """Some bytes of its members changed, cut out or doubled: what programs that crash leave behind."""
    chance = random.Random(seed)
    writer = chance.choice([OFFICE, PRINTER])
    parts = {
        name: bytearray(part if isinstance(part, bytes) else part.encode())
        for name, part in members(lay_out(PLAN), writer).items()
    }
    for _ in range(6):
        data = parts[chance.choice(list(parts))]
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(40)]
            case 2:
                data[at:at] = data[at : at + chance.randrange(200)]
            case _:
                numbers = [k for k, byte in enumerate(data) if chr(byte).isdigit()]
                data[chance.choice(numbers)] = ord("-")
    outcome = read_or_refused(package({name: bytes(part) for name, part in parts.items()}))
    assert isinstance(outcome, Source | SourceError)
