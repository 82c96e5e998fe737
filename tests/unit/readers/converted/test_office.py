"""LibreOffice as a program beside hospplan: found, kept within bounds, gone afterwards."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from os import kill
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from zipfile import ZipFile

import pytest
from tests.office import needs_office, save_as
from tests.unit.readers.converted.word97_sample import CLOCK, STORED, make_sample
from tests.unit.readers.docx.docx_parts import texts

from hospplan.errors import DamagedSourceError, EncryptedSourceError, OfficeMissingError
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS
from hospplan.models.source import Source
from hospplan.readers import read
from hospplan.readers.converted import child, office
from hospplan.readers.converted import reader as converted
from hospplan.readers.converted.office import OfficeError, find_office, to_docx

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
posix = pytest.mark.skipif(sys.platform == "win32", reason="the program that stands in is a shell script")


def read_any(data: bytes, name: str) -> Source:
    return read(data, name, lexicon=default_lexicon(), limits=DEFAULT_LIMITS)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def script(folder: Path, text: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@posix
def test_it_is_found_on_the_path_before_other_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = script(tmp_path, "true")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_office() == program
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_usual_places", lambda: iter([tmp_path / "none", Path(program)]))
    assert find_office() == program
    monkeypatch.setattr(office, "_usual_places", lambda: iter([]))
    assert find_office() is None


@posix
def test_it_gets_a_profile_of_its_own_without_macros_and_nothing_is_left(
    tmp_path: Path, temporary: Path
) -> None:
    program = script(
        tmp_path,
        f'printf "%s\\n" "$@" > {tmp_path}/arguments; cp profile/user/registrymodifications.xcu {tmp_path}\n'
        'mkdir out; cp "$(eval echo \\${$#})" out/source.docx',
    )
    assert to_docx(program, "计划".encode(), ".rtf", DEFAULT_LIMITS) == "计划".encode()
    arguments = (tmp_path / "arguments").read_text("utf-8").splitlines()
    profile = arguments[0].removeprefix("-env:UserInstallation=file://")
    assert Path(profile).parent.parent == temporary
    assert {"--headless", "--norestore", "--nolockcheck"} < set(arguments)
    assert arguments[-1] == f"{Path(profile).parent}/source.rtf"
    settings = (tmp_path / "registrymodifications.xcu").read_text("utf-8")
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in settings
    assert list(temporary.iterdir()) == []


@posix
def test_when_its_time_is_over_it_is_killed_with_what_it_started(tmp_path: Path, temporary: Path) -> None:
    program = script(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; wait")
    limits = replace(DEFAULT_LIMITS, office_seconds=8)
    start = monotonic()
    with pytest.raises(OfficeError, match=r"^LibreOffice took over 8 seconds$"):
        to_docx(program, b"x", ".doc", limits)
    assert monotonic() - start < 60
    child = int((tmp_path / "child").read_text("ascii"))
    assert not _runs(child)
    assert list(temporary.iterdir()) == []


def _runs(process: int) -> bool:
    for _ in range(50):  # until the system has put it away
        try:
            kill(process, 0)
        except ProcessLookupError:
            return False
        with suppress(OSError):
            if Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
                return False
        sleep(0.1)
    return True


@posix
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exit 1", "LibreOffice could not open it"),
        ("true", "LibreOffice could not open it"),
        ("mkdir out; ln -s /bin/sh out/source.docx", "LibreOffice made over 1,000 bytes of it"),
    ],
)
@pytest.mark.usefixtures("temporary")
def test_what_it_does_not_do_is_said(tmp_path: Path, text: str, message: str) -> None:
    limits = replace(DEFAULT_LIMITS, unpacked_bytes=1_000)
    with pytest.raises(OfficeError) as caught:
        to_docx(script(tmp_path, text), b"x", ".doc", limits)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("name", "data", "format_name"),
    [
        ("计划.rtf", b"{\\rtf1 x}", "Rich Text Format"),
        ("计划.xml", b'<?mso-application progid="Word.Document"?>', "Word document in a single XML file"),
        ("计划.doc", b"\xdb\xa5\x2d\x00" + bytes(100), "Word 6 or Word 95 document (.doc)"),
    ],
)
def test_where_there_is_none_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, format_name: str
) -> None:
    monkeypatch.setattr(converted, "find_office", lambda: None)
    with pytest.raises(OfficeMissingError) as caught:
        read_any(data, name)
    assert str(caught.value) == (
        f"{format_name} is read by LibreOffice, which was not found; install LibreOffice (libreoffice.org; "
        "Windows: winget install TheDocumentFoundation.LibreOffice; macOS: brew install --cask libreoffice; "
        "Debian, Ubuntu: apt install libreoffice-writer-nogui), or save it as .docx"
    )


@needs_office
@pytest.mark.parametrize(("suffix", "media_type"), [("rtf", "application/rtf"), ("odt", _OPEN_DOCUMENT)])
def test_rich_text_and_open_documents_are_read_with_the_dates_that_they_store(
    suffix: str, media_type: str
) -> None:
    saved = save_as(suffix, {"sample": make_sample()})["sample"]
    found = read_any(saved, f"计划.{suffix}")
    by_doc = read_any(store_clock_of(found), "计划.doc")
    assert (found.converter, found.media_type, found.size) == ("libreoffice", media_type, len(saved))
    assert found.findings == ()
    # LibreOffice writes 、 as ? into the numbers of its own .rtf, and (一) for （一）
    numbered = {"一、加强队伍建设", "（一）床位", "二、提升服务质量"}
    assert [text for text in texts(by_doc) if text not in numbered and text not in texts(found)] == []


def store_clock_of(found: Source) -> bytes:
    """The stored sample with what *found* shows of the clock fields."""
    day, time = (
        next(text for text in texts(found) if text.startswith(label)).removeprefix(label).rstrip("止")
        for label in ("打印日期：", "打印时间：")
    )
    data = STORED.read_bytes()
    for old, new in zip(CLOCK, (day, time), strict=True):
        data = data.replace(old.encode("utf-16-le"), new.encode("utf-16-le"))
    return data


@needs_office
def test_word_2003_xml_is_read_as_libreoffice_understands_it() -> None:
    saved = save_as("xml", {"sample": make_sample()})["sample"]
    found = read_any(saved, "计划.xml")
    assert (found.converter, found.media_type) == ("libreoffice", "application/xml")
    assert {"云州市第三人民医院文件", "云三医〔2019〕48号", "表后"} < set(texts(found))


@needs_office
def test_what_it_can_not_open_is_damaged() -> None:
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        archive.writestr("mimetype", _OPEN_DOCUMENT)
        archive.writestr("content.xml", "<office:document-content")
    with pytest.raises(DamagedSourceError) as caught:
        read_any(package.getvalue(), "计划.odt")
    assert str(caught.value) == "LibreOffice could not open it; open it in Word or WPS and save it as .docx"


def test_an_open_document_with_a_password_is_told_before_libreoffice_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(converted, "find_office", lambda: "soffice")
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        archive.writestr("content.xml", b"\x00")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(EncryptedSourceError, match="the document asks for a password"):
        read_any(package.getvalue(), "计划.odt")


class _Asked(BaseHTTPRequestHandler):
    paths: list[str] = []  # noqa: RUF012  (each test clears it)

    def do_GET(self) -> None:
        self.paths.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    _Asked.paths.clear()
    with HTTPServer(("127.0.0.1", 0), _Asked) as found:
        Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


@needs_office
@pytest.mark.parametrize("network", ["none", "any"])
def test_a_picture_from_the_network_is_not_fetched(
    server: HTTPServer, network: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither with a network of its own nor, as on other systems, by its settings alone."""
    monkeypatch.setattr(
        office, "begin", lambda *given, **more: child.begin(*given, **more | {"network": network})
    )
    picture = f"http://127.0.0.1:{server.server_port}/picture.png"
    data = _open_document(
        f'<text:p>Text<draw:frame><draw:image xlink:href="{picture}"/></draw:frame></text:p>'
    )
    assert texts(read_any(data, "计划.odt")) == ["Text"]
    assert _Asked.paths == []


def _open_document(body: str) -> bytes:
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("m", "manifest"))
    )
    manifest = (
        f'<m:manifest {names}><m:file-entry m:full-path="/" m:media-type="{_OPEN_DOCUMENT}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", _OPEN_DOCUMENT)
        archive.writestr(
            "content.xml",
            f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
            f"{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()
