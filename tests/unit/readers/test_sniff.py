from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.readers.docx.docx_parts import make_docx, make_zip, p

from hospplan.errors import (
    DamagedSourceError,
    EmptySourceError,
    EncryptedSourceError,
    HospplanError,
    LimitError,
    SourceError,
    UnsupportedSourceError,
)
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS
from hospplan.models.source import Source
from hospplan.readers import read, read_file
from hospplan.readers.sniff import SUFFIXES, Format, sniff

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_DOCX = make_docx(p("云州市第三人民医院"))


def ole2(stream: str) -> bytes:
    """The beginning of an OLE2 file whose directory names a stream."""
    return _OLE2 + stream.encode("utf-16-le") + bytes(64)


def word(head: bytes, size: int = 4096) -> bytes:
    """A file of 512-byte sectors: the directory, then the stream WordDocument, which begins with *head*."""
    header = _OLE2[:30] + b"\x09\x00" + _OLE2[32:]
    entry = "WordDocument".encode("utf-16-le").ljust(116, b"\0") + b"\x01\0\0\0" + size.to_bytes(8, "little")
    return header + entry.ljust(512, b"\0") + head.ljust(4096, b"\0")


def _read(data: bytes, name: str) -> Source:
    return read(data, name, lexicon=default_lexicon(), limits=DEFAULT_LIMITS)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (_DOCX, "计划.docx", Format.DOCX),
        (_DOCX, "计划.doc", Format.DOCX),
        (_DOCX, "计划", Format.DOCX),
        (_DOCX[:200], "计划.bin", Format.DOCX),  # cut off: only the members' own headers are left
        (b"PK\x03\x04" + bytes(60), "计划.docx", Format.DOCX),
        (b"PK\x03\x04" + bytes(60), "计划.zip", Format.ARCHIVE),
        (make_zip({"word/document.xml": b""}), "x", Format.DOCX),
        (make_zip({"[Content_Types].xml": b""}), "x", Format.DOCX),
        (make_zip({"word/一.docx": b""}), "x.zip", Format.ARCHIVE),  # a folder of that name
        (make_zip({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "x.docx", Format.XLSX),
        (make_zip({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "x", Format.PPTX),
        (make_zip({"OFD.xml": b"", "Doc_0/Document.xml": b""}), "x", Format.OFD),
        (make_zip({"mimetype": b"", "content.xml": b""}), "x", Format.OPEN_DOCUMENT),
        (make_zip({"a.txt": b""}), "x", Format.ARCHIVE),
        (make_zip({}), "x.zip", Format.ARCHIVE),
        (ole2("WordDocument"), "计划.docx", Format.WORD97),
        (ole2("Workbook"), "x", Format.EXCEL97),
        (ole2("PowerPoint Document"), "x", Format.POWERPOINT97),
        (ole2("EncryptedPackage"), "计划.docx", Format.ENCRYPTED_OFFICE),
        (_OLE2, "x", Format.OLE2),
        (_OLE2, "x.doc", Format.WORD97),  # cut off before the directory that names the streams
        (word(b"\xdc\xa5\x68\x00"), "计划.doc", Format.WORD6),  # Word 95
        (word(b"\xdc\xa5\x65\x00"), "计划.doc", Format.WORD6),
        (word(b"\xec\xa5\xc1\x00"), "计划.doc", Format.WORD97),
        (word(b"\xec\xa5\x6a\x00"), "计划.doc", Format.WORD6),
        (word(b"\xdc\xa5\x68\x00", size=100), "计划.doc", Format.WORD97),  # among the small streams
        (b"\xdb\xa5\x2d\x00" + bytes(100), "计划.doc", Format.WORD6),  # Word 2
        (b"%PDF-1.7\n", "计划.docx", Format.PDF),
        (b"\r\n\r\n%PDF-1.4", "x", Format.PDF),
        (b"{\\rtf1\\ansi", "x.doc", Format.RTF),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "x", Format.IMAGE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "x", Format.IMAGE),
        (b"GIF89a", "x", Format.IMAGE),
        (b"BM\x0a\x00\x00\x00\x00\x00\x00\x00", "x", Format.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "x", Format.IMAGE),
        (b"II*\x00\x08\x00\x00\x00", "x", Format.IMAGE),
        (b"Rar!\x1a\x07\x00", "x", Format.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", "x", Format.ARCHIVE),
        (b"\x1f\x8b\x08\x00", "x", Format.ARCHIVE),
        (b"<!DOCTYPE html><html>", "x.doc", Format.HTML),
        ("\ufeff\n<html><body>计划</body></html>".encode(), "x", Format.HTML),
        ("<html>计划".encode("utf-16"), "x", Format.HTML),
        (b"<?xml version='1.0'?>\n<!-- a --><html>", "x", Format.HTML),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "x.doc", Format.HTML),
        (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>", "x.doc", Format.WORD_XML),
        (b"<?xml version='1.0'?><pkg:package xmlns:pkg='x'>", "x.xml", Format.WORD_XML),
        (b"<div>x</div>\n\n# \xe8\xae\xa1\xe5\x88\x92", "x.md", Format.MARKDOWN),
        ("一、总则".encode(), "计划.txt", Format.TEXT),
        ("一、总则".encode(), "计划.MD", Format.MARKDOWN),
        ("一、总则".encode("gb18030"), "计划", Format.TEXT),
        ("一、总则".encode("utf-16"), "计划.txt", Format.TEXT),
        ("BM计划".encode(), "计划.txt", Format.TEXT),
        (b"", "计划.txt", Format.TEXT),
        (bytes(range(256)) * 4, "计划.txt", Format.BINARY),
        (b"\x7fELF\x02\x01\x01" + bytes(50), "x", Format.BINARY),
    ],
)
def test_content_decides_what_a_file_is(data: bytes, name: str, expected: Format) -> None:
    assert sniff(data, name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("计划.doc", ["the name says .doc, the content is a Word document (.docx)"]),
        ("计划.TXT", ["the name says .TXT, the content is a Word document (.docx)"]),
        ("计划.docx", []),
        ("计划.docm", []),
        ("计划", []),
        ("计划.2023", []),
    ],
)
def test_a_name_that_promises_something_else_is_found(name: str, expected: list[str]) -> None:
    source = _read(_DOCX, name)
    assert source.name == name
    assert [finding.message for finding in source.findings] == expected
    assert all((f.code, f.severity) == ("suffix-mismatch", "info") for f in source.findings)


def test_markdown_named_txt_and_text_named_md_are_no_mismatch() -> None:
    assert _read("# 一、总则\n\n各科室要落实。".encode(), "计划.txt").findings == ()
    assert _read("一、总则\n\n各科室要落实。".encode(), "计划.md").findings == ()


@pytest.mark.parametrize(
    ("data", "kind", "message"),
    [
        (b"", EmptySourceError, "the file is empty (0 bytes); save it again where it came from"),
        (
            _OLE2,
            UnsupportedSourceError,
            "hospplan does not read this format: OLE2 compound file; save it as .docx",
        ),
        (
            ole2("EncryptedPackage"),
            EncryptedSourceError,
            "the document asks for a password; open it in Word or WPS and save it without one",
        ),
        (
            b"%PDF-1.7",
            DamagedSourceError,
            "the PDF is broken and can't be repaired; get the file again from where it comes",
        ),
        (
            make_zip({"OFD.xml": b"", "Doc_0/Document.xml": b""}),
            DamagedSourceError,
            "OFD.xml is not well-formed XML (Document is empty, line 1, column 1)",
        ),
        (
            make_zip({"ppt/presentation.xml": b""}),
            UnsupportedSourceError,
            (
                "hospplan does not read this format: PowerPoint presentation (.pptx); "
                "copy its text and tables into a Word document and save that as .docx"
            ),
        ),
        (
            b"Rar!\x1a\x07\x00",
            UnsupportedSourceError,
            "hospplan does not read this format: archive; unpack it and name the documents in it",
        ),
        (
            bytes(100),
            UnsupportedSourceError,
            "hospplan does not read this format: binary file of an unknown kind; give a .docx, .pdf, .ofd, .txt or .md file",
        ),
    ],
)
def test_what_can_not_be_read_is_named_with_the_way_out(
    data: bytes, kind: type[SourceError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        _read(data, "计划.docx")
    assert str(caught.value) == message


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_suffix_leads_past_the_content(suffix: str) -> None:
    assert sniff(_DOCX, "计划" + suffix) is Format.DOCX


@pytest.mark.parametrize("cut", range(4, len(_DOCX), 97))
def test_a_document_cut_anywhere_gives_an_error_that_can_be_mended(cut: int) -> None:
    with pytest.raises(HospplanError) as caught:
        _read(_DOCX[:cut], "计划.docx")
    assert isinstance(caught.value, DamagedSourceError | UnsupportedSourceError)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "计划.docx"
    path.write_bytes(_DOCX)
    assert read_file(path, DEFAULT_LIMITS) == _DOCX


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "计划.txt"
    path.write_bytes(b"x" * 11)
    assert read_file(path, replace(DEFAULT_LIMITS, file_bytes=11)) == b"x" * 11
    with pytest.raises(LimitError) as caught:
        read_file(path, replace(DEFAULT_LIMITS, file_bytes=10))
    assert str(caught.value) == "the file is over 10 bytes; split it, or take out large pictures"


def test_a_missing_file_and_a_folder_are_the_systems_errors(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "nothing.docx", DEFAULT_LIMITS)
    with pytest.raises(IsADirectoryError):
        read_file(tmp_path, DEFAULT_LIMITS)


def test_many_comments_before_a_page_cost_in_proportion() -> None:
    """Each `-->` could once end the first comment: thirty of them took minutes."""
    assert sniff(b"<!--x-->" * 200 + b"<b>plan", "plan.txt") is Format.TEXT
    assert sniff(b"<!--x-->" * 200 + b"<html>", "plan.txt") is Format.HTML
