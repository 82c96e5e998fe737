"""What is read from Word 97 documents: the same as from their .docx, whichever way it goes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from tests.office import needs_office, save_as
from tests.unit.readers.converted.compound import encrypt, obfuscate, rebuild, streams, table_of
from tests.unit.readers.converted.word97_sample import CLOCK, STORED, make_openable, make_sample
from tests.unit.readers.docx.docx_parts import make_docx, p, read, t, texts

from hospplan.errors import (
    DamagedSourceError,
    EmptySourceError,
    EncryptedSourceError,
    LimitError,
    OfficeMissingError,
    SourceError,
    UnsupportedSourceError,
)
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.source import DocEngine, ReadOptions, Source
from hospplan.readers import read as read_any
from hospplan.readers.converted import reader as converted
from hospplan.readers.converted import word97_child
from hospplan.readers.converted.office import INSTALL, OfficeError

_STORED = STORED.read_bytes()
_EACH: tuple[DocEngine, ...] = ("msdoc2docx", "libreoffice")
_BY_ITSELF: tuple[DocEngine, ...] = ("msdoc2docx", "auto")
_RIGHT, _WRONG = "云州2019", "云州2018"
_CLASS_ID = bytes.fromhex("0609020000000000c000000000000046")


def read_doc(
    data: bytes,
    engine: DocEngine = "msdoc2docx",
    *,
    password: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Source:
    options = ReadOptions(password=password, doc_engine=engine)
    return read_any(data, "计划.doc", lexicon=default_lexicon(), limits=limits, options=options)


def test_all_that_a_docx_says_is_read_from_the_doc() -> None:
    found = read_doc(_STORED)
    assert found.blocks == read(make_sample()).blocks
    assert found.findings == ()
    assert (found.name, found.media_type, found.size) == ("计划.doc", "application/msword", len(_STORED))
    assert found.converter == "msdoc2docx"
    assert texts(found)[0] == "云州市第三人民医院文件"  # the red head, in a box in the line
    assert f"打印日期：{CLOCK[0]}" in texts(found)


def test_the_suffix_and_the_class_id_of_the_compound_file_do_not_matter() -> None:
    named = _STORED[:8] + _CLASS_ID + _STORED[24:]
    found = read_any(named, "计划.wps", lexicon=default_lexicon(), limits=DEFAULT_LIMITS)
    assert (found.blocks, found.findings) == (read_doc(_STORED).blocks, ())


@needs_office
def test_libreoffice_reads_the_same_and_does_not_put_today_into_the_date() -> None:
    found = read_doc(_STORED, "libreoffice")
    assert found.blocks == read_doc(_STORED).blocks
    assert found.findings == ()
    assert (found.converter, found.media_type) == ("libreoffice", "application/msword")


@needs_office
def test_a_document_that_libreoffice_has_just_saved_is_read() -> None:
    saved = save_as("doc", {"sample": make_sample()})["sample"]
    today = [text for text in texts(read_doc(saved)) if text.startswith("打印")]
    expected = [text for text in texts(read(make_sample())) if not text.startswith("打印")]
    assert [text for text in texts(read_doc(saved)) if not text.startswith("打印")] == expected
    assert len(today) == 2


@needs_office
@pytest.mark.parametrize("place", ["position:absolute;", ""])
def test_word_art_beside_the_text_and_in_its_line_is_read_as_a_box(place: str) -> None:
    art = (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" o:spt="136" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="mark" type="#_x0000_t136" '
        f'style="{place}width:400pt;height:50pt" fillcolor="red">'
        '<v:textpath style="font-family:&quot;SimSun&quot;" string="云州市第三人民医院文件"/></v:shape></w:pict></w:r>'
    )
    body = p(runs=art + t("云三医〔2019〕48号")) + p("各科室：")
    saved = save_as("doc", {"art": make_openable(body, {})})["art"]
    assert texts(read_doc(saved)) == ["云州市第三人民医院文件", "云三医〔2019〕48号", "各科室："]


@pytest.mark.parametrize("lock", [obfuscate, encrypt])
def test_a_password_opens_what_it_locks(lock: Callable[[bytes, str], bytes]) -> None:
    locked = lock(_STORED, _RIGHT)
    assert read_doc(locked, password=_RIGHT).blocks == read_doc(_STORED).blocks
    for engine in _BY_ITSELF:  # nothing that LibreOffice could mend
        with pytest.raises(EncryptedSourceError) as caught:
            read_doc(locked, engine)
        assert str(caught.value) == "the document asks for a password; give it with --password"
        with pytest.raises(EncryptedSourceError) as caught:
            read_doc(locked, engine, password=_WRONG)
        assert str(caught.value) == "the password does not open the document"


def test_a_lock_that_is_not_known_is_no_wrong_password() -> None:
    locked = encrypt(_STORED, _RIGHT)
    table = bytearray(streams(locked)[table_of(locked)])
    table[:2] = b"\x09\x00"
    unknown = rebuild(locked, {table_of(locked): bytes(table)})
    with pytest.raises(UnsupportedSourceError) as caught:
        read_doc(unknown, password=_RIGHT)
    assert str(caught.value) == (
        "the document is locked in a way that hospplan does not know (unsupported Word encryption version "
        "9.1); open it in Word or WPS and save it without a password"
    )


@needs_office
def test_a_document_without_text_is_empty() -> None:
    saved = save_as("doc", {"empty": make_openable(p("") + p(" "), {})})["empty"]
    for engine in _EACH:
        with pytest.raises(EmptySourceError):
            read_doc(saved, engine)


# Damage


def _without(pairs: dict[int, int]) -> bytes:
    """The document with tables that lie nowhere: index among the pairs of FibRgFcLcb97 → size."""
    word = bytearray(streams(_STORED)["WordDocument"])
    for index, size in pairs.items():
        place = (0x00FFFFFF).to_bytes(4, "little") + size.to_bytes(4, "little")
        word[0x9A + 8 * index : 0x9A + 8 * index + 8] = place
    return rebuild(_STORED, {"WordDocument": bytes(word)})


_SECTIONS, _FIELDS, _SHAPES = 6, 16, 50
_NOTES, _LISTS = 2, 73


@pytest.mark.parametrize("index", [_SECTIONS, _FIELDS, _SHAPES])
def test_what_is_no_text_may_be_broken(index: int) -> None:
    found = read_doc(_without({index: 20}))
    assert texts(found) == texts(read_doc(_STORED))
    assert found.findings == ()


@pytest.mark.usefixtures("no_office")
def test_numbers_that_are_lost_are_told() -> None:
    found = read_doc(_without({_LISTS: 28}), "auto")
    assert "加强队伍建设" in texts(found)
    assert [(finding.code, finding.message) for finding in found.findings] == [
        ("unreadable-part", "msdoc2docx: malformed optional list definitions were omitted")
    ]


@pytest.mark.usefixtures("no_office")
def test_notes_that_are_lost_are_told() -> None:
    found = read_doc(_without({_NOTES: 20}), "auto")
    assert "床位1200张" in texts(found)
    assert [finding.code for finding in found.findings] == ["unreadable-part", "unreadable-part"]
    assert found.findings[0].message.startswith("msdoc2docx: footnotes or endnotes can't be read (")
    assert "note reference" in found.findings[1].message


@needs_office
def test_where_notes_are_lost_libreoffice_is_asked() -> None:
    found = read_doc(_without({_NOTES: 20}), "auto")
    assert found.converter == "libreoffice"
    assert found.findings[0].code == "second-way"
    assert "床位1200张" in texts(found)


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "find_office", lambda: None)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
@pytest.mark.usefixtures("no_office")
def test_a_document_that_was_cut_off_is_damaged(share: float) -> None:
    with pytest.raises(DamagedSourceError) as caught:
        read_doc(_STORED[: int(len(_STORED) * share)], "auto")
    assert str(caught.value).startswith("the document is broken or cut off (")
    assert str(caught.value).endswith(
        f"; open it in Word or WPS and save it as .docx, or {INSTALL} to read it another way"
    )


def _sector(number: int) -> int:
    return (number + 1) * 512


def _with_a_loop(data: bytearray) -> None:
    """The chain of the first stream's sectors ends in its own beginning."""
    table = _sector(int.from_bytes(data[76:80], "little"))
    for at in range(table, table + 512, 4):
        if data[at : at + 4] == b"\xfe\xff\xff\xff":
            data[at : at + 4] = bytes(4)


def _with_sectors_without_end(data: bytearray) -> None:
    data[44:48] = b"\xff\xff\xff\x0f"


def _with_a_table_of_sectors_without_end(data: bytearray) -> None:
    data[68:72] = bytes(4)
    data[72:76] = b"\xff\xff\xff\x0f"


def _with_a_directory_in_a_ring(data: bytearray) -> None:
    directory = _sector(int.from_bytes(data[48:52], "little"))
    data[directory + 128 + 68 : directory + 128 + 72] = (1).to_bytes(4, "little")


@pytest.mark.parametrize(
    "change",
    [
        _with_a_loop,
        _with_sectors_without_end,
        _with_a_table_of_sectors_without_end,
        _with_a_directory_in_a_ring,
    ],
)
@pytest.mark.usefixtures("no_office")
def test_a_compound_file_that_leads_nowhere_is_damaged(change: Callable[[bytearray], None]) -> None:
    data = bytearray(_STORED)
    change(data)
    start = monotonic()
    with pytest.raises(DamagedSourceError, match="the document is broken or cut off"):
        read_doc(bytes(data), "auto")
    assert monotonic() - start < 50


def _pieces(cps: list[int], place: int) -> bytes:
    """A table of pieces that all show the same stretch of the text (MS-DOC, 2.8.35)."""
    ends = b"".join(cp.to_bytes(4, "little") for cp in cps)
    piece = bytes(2) + place.to_bytes(4, "little") + bytes(2)
    plc = ends + piece * (len(cps) - 1)
    return b"\x02" + len(plc).to_bytes(4, "little") + plc


_NEEDED = {1, 6, 12, 13, 15, 31}
"""Styles, sections, properties of characters and paragraphs, fonts, settings among the pairs of FibRgFcLcb97."""


def _bomb(pieces: int, length: int) -> bytes:
    """A document that says the same words again and again: a small file, a text without end."""
    contents = streams(_STORED)
    word = bytearray(contents["WordDocument"])
    word += "重点工作。".encode("utf-16-le") * (length // 5)
    place = len(contents["WordDocument"])
    clx = _pieces([number * length for number in range(pieces + 1)], place)
    table = bytearray(contents[table_of(_STORED)])
    sections, size = (int.from_bytes(word[at : at + 4], "little") for at in (0xCA, 0xCE))  # PlcfSed
    last = sections + 4 * ((size - 4) // 16)
    table[last : last + 4] = (pieces * length + 1).to_bytes(4, "little")
    table += clx
    word[0x4C:0x50] = (pieces * length).to_bytes(4, "little")  # ccpText
    for at in range(0x50, 0x6C, 4):
        word[at : at + 4] = bytes(4)
    for index in set(range(0x5D)) - _NEEDED:
        word[0x9A + 8 * index : 0x9A + 8 * index + 8] = bytes(8)
    word[0x01A2:0x01AA] = len(contents[table_of(_STORED)]).to_bytes(4, "little") + len(clx).to_bytes(
        4, "little"
    )
    return rebuild(_STORED, {"WordDocument": bytes(word), table_of(_STORED): bytes(table)})


@pytest.mark.usefixtures("no_office")
def test_a_small_file_with_a_text_without_end_costs_neither_all_time_nor_all_memory() -> None:
    limits = replace(DEFAULT_LIMITS, converter_seconds=15, converter_memory=400 * 2**20)
    start = monotonic()
    with pytest.raises((LimitError, DamagedSourceError)):
        read_doc(_bomb(3_000, 20_000), "auto", limits=limits)
    assert monotonic() - start < 55
    assert read_doc(_STORED).blocks, "the next document has a new process"


@pytest.mark.usefixtures("no_office")
def test_what_takes_too_long_is_ended_and_the_next_document_is_read() -> None:
    with pytest.raises(LimitError) as caught:
        read_doc(_STORED, limits=replace(DEFAULT_LIMITS, converter_seconds=0))
    assert caught.value.message == "reading it took over 0 seconds"
    assert read_doc(_STORED).blocks


@needs_office
def test_the_second_way_is_taken_where_the_first_fails_and_said_so() -> None:
    limits = replace(DEFAULT_LIMITS, converter_seconds=0)
    found = read_doc(_STORED, "auto", limits=limits)
    assert found.converter == "libreoffice"
    assert [(finding.code, finding.severity, finding.message) for finding in found.findings] == [
        (
            "second-way",
            "warning",
            "msdoc2docx could not read all of it (it took over 0 seconds), LibreOffice did; text may be missing",
        ),
        (
            "clock-field",
            "warning",
            "fields that show today's date, left out since what the document stored of them is not known: 2",
        ),
    ]
    assert {"打印日期：", "打印时间：止"} < set(texts(found))


@pytest.mark.parametrize("gives", [make_docx(p("")), None])
def test_where_neither_way_reads_anything_the_first_one_is_told(
    gives: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice makes an empty document of some that are broken; that is not what is wrong with them."""

    def to_docx(*_: object) -> bytes:
        if gives is None:
            raise OfficeError("LibreOffice could not open it")
        return gives

    monkeypatch.setattr(converted, "find_office", lambda: "soffice")
    monkeypatch.setattr(converted, "to_docx", to_docx)
    with pytest.raises(DamagedSourceError, match="the document is broken or cut off"):
        read_doc(_STORED[:9_000], "auto")


@pytest.mark.usefixtures("no_office")
def test_libreoffice_that_is_asked_for_and_not_there_is_said_with_how_to_get_it() -> None:
    with pytest.raises(OfficeMissingError) as caught:
        read_doc(_STORED, "libreoffice")
    assert str(caught.value) == (
        "old Word format (.doc or .wps) is read by LibreOffice, which was not found; install LibreOffice "
        "(libreoffice.org; Windows: winget install TheDocumentFoundation.LibreOffice; macOS: brew install --cask "
        "libreoffice; Debian, Ubuntu: apt install libreoffice-writer-nogui), or save it as .docx"
    )


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("at", range(600, len(_STORED), 1_201))
def test_whatever_bytes_are_changed_an_error_is_one_that_a_person_can_mend(at: int) -> None:
    data = _STORED[:at] + bytes(255 - byte for byte in _STORED[at : at + 3]) + _STORED[at + 3 :]
    with suppress(SourceError):
        assert read_doc(data, "auto").blocks


def test_the_child_takes_no_module_from_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others of the machine may write there: doc2docx.py in it was run."""
    (tmp_path / "doc2docx.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.setattr(word97_child, "gettempdir", lambda: str(tmp_path))
    child = word97_child._Child()
    monkeypatch.setattr(word97_child, "_CHILD", child)
    try:
        made = word97_child.convert(_STORED, password=None, limits=DEFAULT_LIMITS)
    finally:
        child.close()
    assert made.docx.startswith(b"PK")
