import struct
import tracemalloc
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_LZMA, ZipFile

import pytest
from tests.unit.readers.docx.docx_parts import (
    CONTENT_TYPES,
    NAMESPACES,
    lvl,
    make_docx,
    make_zip,
    number,
    numbering,
    p,
    read,
    tbl,
    tc,
    texts,
)

from hospplan.errors import DamagedSourceError, EncryptedSourceError, LimitError, SourceError
from hospplan.limits import DEFAULT_LIMITS, Limits

_DOCUMENT = "word/document.xml"
_AGAIN = "copy or download the file again, or open it in Word or WPS and save it anew"


def refusal(data: bytes, kind: type[SourceError], limits: Limits = DEFAULT_LIMITS) -> str:
    """The message with which a package is refused."""
    with pytest.raises(kind) as caught:
        read(data, limits)
    assert type(caught.value) is kind
    return str(caught.value)


def with_document(xml: str | bytes) -> bytes:
    """A package with this main part."""
    return make_docx("", members={_DOCUMENT: xml if isinstance(xml, bytes) else xml.encode()})


def test_a_package_that_was_cut_off_is_damaged() -> None:
    data = make_docx(p("甲"))
    assert refusal(data[: len(data) // 2], DamagedSourceError) == (
        f"the .docx package is broken or cut off (File is not a zip file); {_AGAIN}"
    )


@pytest.mark.parametrize("name", ["[Content_Types].xml", _DOCUMENT])
def test_a_package_without_its_main_members_is_damaged(name: str) -> None:
    data = make_docx(p("甲"), members={name: None})
    assert refusal(data, DamagedSourceError) == f"the .docx package has no {name}; {_AGAIN}"


def test_without_relationships_the_usual_main_part_is_read() -> None:
    assert texts(read(make_docx(p("甲"), members={"_rels/.rels": None}))) == ["甲"]


def test_part_names_know_no_case_and_may_start_with_a_slash() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/WORD\\Document.xml"/>'
        '<Relationship Id="b" Type="x/thumbnail" Target="http://x" TargetMode="External"/></Relationships>'
    )
    assert texts(read(make_docx(p("甲"), members={"_rels/.rels": relations.encode()}))) == ["甲"]


@pytest.mark.parametrize("target", ["../../../etc/passwd", "", "/", "..", "no/such.xml"])
def test_a_relationship_that_leads_nowhere_is_damaged_or_ignored(target: str) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        f'Type="x/officeDocument" Target="{target}"/></Relationships>'
    )
    data = make_docx(p("甲"), members={"_rels/.rels": relations.encode()})
    try:
        assert texts(read(data)) == ["甲"]
    except DamagedSourceError as error:
        assert error.message.startswith("the .docx package has no ")  # noqa: PT017


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (b"<w:document", "word/document.xml is not well-formed XML ("),
        (b"", "word/document.xml is not well-formed XML ("),
        (b"\xff\xfe\x00", "word/document.xml is not well-formed XML ("),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "word/document.xml is not well-formed XML ("),
        (b"<a/>", "word/document.xml has no body, so it is no Word document"),
        (
            f"<!DOCTYPE x><w:document {NAMESPACES}><w:body/></w:document>".encode(),
            "word/document.xml declares a DOCTYPE, which a Word document never does",
        ),
        (
            f"<!DOCTYPE x><w:document {NAMESPACES}><w:body/></w:document>".encode("utf-16"),
            "word/document.xml declares a DOCTYPE, which a Word document never does",
        ),
    ],
)
def test_a_main_part_that_is_no_document_is_damaged(xml: bytes, message: str) -> None:
    assert refusal(with_document(xml), DamagedSourceError).startswith(message)


def test_entities_are_refused_before_they_grow() -> None:
    """A billion laughs: ten entities of ten each."""
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    xml = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><w:document {NAMESPACES}><w:body>&e9;</w:body></w:document>'
    assert refusal(with_document(xml), DamagedSourceError) == (
        "word/document.xml declares a DOCTYPE, which a Word document never does"
    )


def test_other_encodings_of_xml_are_read() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body>{p("甲")}</w:body></w:document>'
    assert texts(read(with_document(xml.encode("utf-16")))) == ["甲"]


def test_a_locked_zip_asks_for_its_password() -> None:
    data = bytearray(make_docx(p("甲")))
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 8] |= 1
        start = data.find(b"PK\x01\x02", start + 1)
    assert refusal(bytes(data), EncryptedSourceError) == (
        "the package is locked with a password; save it without one"
    )


def test_a_member_that_does_not_unpack_is_damaged() -> None:
    data = bytearray(make_docx(p("甲" * 500)))
    start = data.find(_DOCUMENT.encode()) + len(_DOCUMENT)
    data[start + 4 : start + 12] = b"\xff" * 8
    message = refusal(bytes(data), DamagedSourceError)
    assert message.startswith("word/document.xml can't be unpacked (")
    assert message.endswith(_AGAIN)


def test_a_packing_that_word_never_uses_is_damaged() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_LZMA) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
    assert refusal(buffer.getvalue(), DamagedSourceError) == (
        "[Content_Types].xml is packed in a way that a Word document never is"
    )


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"members": 4}, "the package has over 4 members"),
        ({"unpacked_bytes": 1000}, "the package unpacks to over 1,000 bytes"),
        ({"member_bytes": 250}, "[Content_Types].xml unpacks to over"),
        ({"paragraphs": 2}, "the document has over 2 paragraphs"),
        ({"paragraph_chars": 3}, "a paragraph has over 3 characters"),
        ({"table_cells": 1}, "a table has over 1 cells"),
        ({"table_columns": 1}, "a table has over 1 columns"),
        ({"xml_depth": 4}, "word/document.xml nests more than 4 XML elements"),
        ({"xml_nodes": 20}, "word/document.xml has over 20 XML nodes; split the document"),
    ],
)
def test_each_limit_is_named(limits: dict[str, int], message: str) -> None:
    body = p("云州三院") + tbl(tc("甲") + tc("乙"))
    if "member_bytes" in limits:
        data = make_docx(body, members={"[Content_Types].xml": b" " * 300})
    else:
        data = make_docx(body, members={"docProps/app.xml": b""})
    assert refusal(data, LimitError, replace(DEFAULT_LIMITS, **limits)).startswith(message)


def test_a_zip_bomb_is_refused_by_its_ratio_and_never_unpacked() -> None:
    data = make_docx(p("甲"), members={"word/media/image1.emf": bytes(50 * 2**20)})
    tracemalloc.start()
    message = refusal(data, LimitError, replace(DEFAULT_LIMITS, ratio=500))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert message == "word/media/image1.emf unpacks to over 500 times its size, as no document does"
    assert peak < 5 * 2**20


def test_a_member_that_lies_about_its_size_is_never_unpacked_whole() -> None:
    data = bytearray(make_docx("", members={_DOCUMENT: bytes(30 * 2**20)}))
    entry = data.rfind(_DOCUMENT.encode()) - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    limits = replace(DEFAULT_LIMITS, member_bytes=2**20)
    tracemalloc.start()
    message = refusal(bytes(data), DamagedSourceError, limits)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert message == (f"word/document.xml can't be unpacked (it is longer than the package says); {_AGAIN}")
    assert peak < 5 * 2**20


def test_a_member_of_honest_size_is_proved_and_read() -> None:
    """With a small budget each part is unpacked twice: once to prove its size."""
    data = make_docx(p("甲" * 3000))
    assert texts(read(data, replace(DEFAULT_LIMITS, member_bytes=20_000))) == ["甲" * 3000]


@pytest.mark.parametrize("depth", [250, 300, 100_000])
def test_xml_that_nests_too_deep_is_over_a_limit(depth: int) -> None:
    body = "<w:sdt><w:sdtContent>" * (depth // 2) + p("甲") + "</w:sdtContent></w:sdt>" * (depth // 2)
    assert refusal(make_docx(body), LimitError) == "word/document.xml nests more than 200 XML elements"


def test_tables_in_tables_up_to_the_depth_are_read() -> None:
    table = p("甲")
    for _ in range(45):
        table = tbl(tc(table + p()))
    assert texts(read(make_docx(table))).count("0,0 甲") == 1


def test_one_text_of_over_ten_million_bytes_is_over_a_limit() -> None:
    xml = with_document(f"<w:document {NAMESPACES}><w:body>{p('甲' * 4_000_000)}</w:body></w:document>")
    limits = replace(DEFAULT_LIMITS, ratio=10_000)
    assert (
        refusal(xml, LimitError, limits) == "word/document.xml holds a single text of over ten million bytes"
    )


def test_a_cell_over_a_hundred_million_columns_is_over_a_limit() -> None:
    data = make_docx(tbl(tc("甲", '<w:gridSpan w:val="99999999"/>')))
    assert refusal(data, LimitError) == "a table has over 1,000 columns"


def test_a_thousand_columns_left_free_are_over_a_limit() -> None:
    data = make_docx(tbl('<w:trPr><w:gridBefore w:val="999999999"/></w:trPr>' + tc("甲")))
    assert refusal(data, LimitError) == "a table has over 1,000 columns"


def test_joined_paragraphs_count_as_one() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    data = make_docx(p("甲" * 60, deleted) + p("乙" * 60, deleted))
    message = refusal(data, LimitError, replace(DEFAULT_LIMITS, paragraph_chars=100))
    assert message == "a paragraph has over 100 characters"


def test_a_merge_down_ten_thousand_rows_is_one_cell() -> None:
    rows = [tc("甲", '<w:vMerge w:val="restart"/>'), *([tc("", "<w:vMerge/>")] * 9_999)]
    assert texts(read(make_docx(tbl(*rows)))) == ["0,0 甲"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_of_one_name_the_last_holds() -> None:
    buffer = BytesIO(make_docx(p("甲")))
    with ZipFile(buffer, "a") as package:
        package.writestr(_DOCUMENT, f"<w:document {NAMESPACES}><w:body>{p('乙')}</w:body></w:document>")
    assert texts(read(buffer.getvalue())) == ["乙"]


def test_members_with_strange_paths_are_ignored() -> None:
    strange = {"../../etc/passwd": b"x", "/abs": b"x", "C:\\x": b"x", "a//b": b"x", "word/": b""}
    assert texts(read(make_docx(p("甲"), members=dict(strange)))) == ["甲"]


def test_a_side_part_over_a_limit_is_over_a_limit() -> None:
    levels = lvl(0, "decimal", "%1.") * 30
    data = make_docx(p("甲", number(1)), parts={"numbering": numbering(levels)})
    message = refusal(data, LimitError, replace(DEFAULT_LIMITS, xml_nodes=200))
    assert message == "word/numbering.xml has over 200 XML nodes; split the document"


def test_bytes_that_are_no_zip_are_damaged() -> None:
    assert refusal(b"PK\x03\x04 and nothing more", DamagedSourceError).startswith(
        "the .docx package is broken"
    )


def test_an_empty_zip_is_damaged() -> None:
    assert (
        refusal(make_zip({}), DamagedSourceError) == f"the .docx package has no [Content_Types].xml; {_AGAIN}"
    )
