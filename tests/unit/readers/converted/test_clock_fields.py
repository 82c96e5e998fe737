"""Clock fields: what a document stores of them stays, whatever program opens it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.unit.readers.converted.word97_sample import field
from tests.unit.readers.docx.docx_parts import make_docx, p, read, t, texts

from hospplan.limits import DEFAULT_LIMITS
from hospplan.readers.converted.clock_fields import Freezable, freeze, restore

_BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("rtf", rb"{\field{\*\fldinst DATE}{\fldrslt 2019}}", rb"{\field{\*\fldinst DATX}{\fldrslt 2019}}"),
        (
            "rtf",
            rb"{\*\fldinst {\rtlch\fcs1 \af0 TIME \\@ HH}}",
            rb"{\*\fldinst {\rtlch\fcs1 \af0 TIMX \\@ HH}}",
        ),
        ("rtf", rb"{\fldinst  date}", rb"{\fldinst  datX}"),
        ("rtf", rb"{\fldinst DATEX}{\fldinst SAVEDATE}\fldinstx DATE DATE", None),
        ("rtf", rb"{\fldinst HYPERLINK DATE}", None),
        ("word-xml", b"<w:instrText> DATE \\@</w:instrText>", b"<w:instrText> DATX \\@</w:instrText>"),
        ("word-xml", b'<w:instrText xml:space="preserve">TIME', b'<w:instrText xml:space="preserve">TIMX'),
        ("word-xml", b'<w:fldSimple w:instr=" DATE ">', b'<w:fldSimple w:instr=" DATX ">'),
        ("word-xml", b"<w:t>DATE</w:t><w:instrText> PAGE </w:instrText>", None),
    ],
)
def test_the_field_becomes_one_that_no_program_knows(
    kind: Freezable, data: bytes, expected: bytes | None
) -> None:
    assert freeze(data, kind, DEFAULT_LIMITS) == (data if expected is None else expected)


def test_long_hostile_rich_text_is_passed_over_at_once() -> None:
    data = rb"{\fldinst" + rb"{\a \b1 " * 200_000
    assert freeze(data, "rtf", DEFAULT_LIMITS) == data


def test_the_fields_of_an_open_document_become_its_text() -> None:
    content = '<a><text:date text:date-value="2019-03-01">2019年3月1日</text:date><text:time>08:01</text:time><text:datex/></a>'
    frozen = freeze(_package(content), "open-document", DEFAULT_LIMITS)
    with ZipFile(BytesIO(frozen)) as archive:
        assert archive.read("content.xml").decode() == "<a>2019年3月1日08:01<text:datex/></a>"
        assert archive.namelist()[0] == "mimetype"
    assert freeze(_package("<a/>"), "open-document", DEFAULT_LIMITS) == _package("<a/>")


def _package(content: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


_TODAY = (
    p(runs=t("甲") + field("DATE \\@ yyyy", "2026") + t("年"))
    + p(runs=field('HYPERLINK "a"', "链接") + _BOX.format(p(runs=field("DATE", "2026") + t("框"))))
    + p(runs=f'<w:fldSimple w:instr=" TIME ">{t("11:56")}</w:fldSimple>' + field("SAVEDATE", "2018"))
)


@pytest.mark.parametrize(
    ("stored", "expected", "lost"),
    [
        (
            ("2019", "08:01"),
            ["甲2019年", "框", "链接", "08:012018"],
            1,
        ),  # that in the box is none of the body
        (("2019",), ["甲年", "框", "链接", "2018"], 3),
        (None, ["甲年", "框", "链接", "2018"], 3),
    ],
)
def test_what_was_stored_comes_back_or_today_goes(
    stored: tuple[str, ...] | None, expected: list[str], lost: int
) -> None:
    restored, count = restore(make_docx(_TODAY), stored, DEFAULT_LIMITS)
    assert texts(read(restored)) == expected
    assert count == lost


def test_a_document_without_clock_fields_stays_as_it_is() -> None:
    data = make_docx(p("计划"))
    assert restore(data, ("2019",), DEFAULT_LIMITS) == (data, 0)
