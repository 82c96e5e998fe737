"""One table of behaviour for all places: a folder, a store through obstore, a store through fsspec."""

import os
import time
import uuid
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from tests.unit.batch.places.store_server import s3, server

from hospplan.batch.places import Listed, Place, is_url, open_place, opening
from hospplan.batch.places.bucket import of_alibaba
from hospplan.batch.places.filesystem import FileSystem
from hospplan.batch.places.ranges import open_ranges
from hospplan.batch.places.secrets import without_secrets
from hospplan.errors import LimitError, MissingPartError, UnreachedError

__all__ = ["s3", "server"]  # fixtures

NAMES = [
    "2023/计划 1.docx",
    "2023/100%.docx",
    "2023/x%20y.docx",
    "a+b.docx",
    "a#b.docx",
    "a?b.docx",
    "a&b=c.docx",
    "[1]*.docx",
    "a/b/c.docx",
    "a.txt",
    "a-b/c.docx",
    "~$a.docx",
    "'\"<>|:`^{}.docx",
]


@pytest.fixture(params=["folder", "obstore", "fsspec"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An empty place of each kind."""
    if request.param == "folder":
        return open_place(tmp_path / "place", temporary=tmp_path / "temporary")
    url = request.getfixturevalue("s3")
    pytest.importorskip(
        {"obstore": "obstore", "fsspec": "s3fs"}[request.param], reason="an extra is not installed"
    )
    monkeypatch.setattr(opening, "ENGINES", (getattr(opening, f"by_{request.param}"),))
    return open_place(f"{url}/{uuid.uuid4()}/计划 %")


def test_what_is_written_is_listed_sorted_and_read_back(place: Place) -> None:
    assert list(place.list()) == []
    for number, name in enumerate(NAMES):
        place.write(name, b"x" * number)
    assert [(found.name, found.size) for found in place.list()] == sorted(
        (name, number) for number, name in enumerate(NAMES)
    )
    for number, name in enumerate(NAMES):
        assert place.read(name) == b"x" * number
        assert place.size(name) == number
    assert [found.name for found in place.list("2023")] == [
        "2023/100%.docx",
        "2023/x%20y.docx",
        "2023/计划 1.docx",
    ]
    assert [found.name for found in place.join("a").list("b")] == ["b/c.docx"]
    assert list(place.list("nowhere")) == []
    # a folder is no prefix of a name
    assert [found.name for found in place.list("a")] == ["a/b/c.docx"]


def test_a_write_replaces_and_a_delete_removes(place: Place) -> None:
    place.write("a/b.json", b"old and longer")
    place.write("a/b.json", b"new")
    assert place.read("a/b.json") == b"new"
    place.delete("a/b.json")
    place.delete("a/b.json")
    assert place.size("a/b.json") is None
    assert list(place.list()) == []


def test_a_finished_file_is_moved_here(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "plans.sqlite"
    for content in (b"1" * 7_000_000, b"2"):
        file.write_bytes(content)
        place.put("a/plans.sqlite", file)
        assert place.read("a/plans.sqlite") == content
        assert not file.exists()


def test_reading_is_bounded_and_by_parts(place: Place) -> None:
    place.write("a.txt", b"0123456789")
    place.write("empty.txt", b"")
    assert place.read("a.txt", 10) == b"0123456789"
    assert place.read("empty.txt", 10) == b""
    with pytest.raises(LimitError) as caught:
        place.read("a.txt", 9)
    assert str(caught.value) == "the file is over 9 bytes; split it, or take out large pictures"
    assert place.read_range("a.txt", 2, 5) == b"234"
    assert place.read_range("a.txt", 8, 50) == b"89"
    assert place.read_range("a.txt", 10, 50) == b""
    assert place.read_range("a.txt", 5, 5) == b""
    with open_ranges(place, "a.txt", 4) as file:
        assert file.seek(-3, 2) == 7
        assert file.read() == b"789"
        assert file.seek(1) == 1
        assert (file.read(2), file.read(6)) == (b"12", b"345678")


@pytest.mark.parametrize(
    "ask",
    [
        lambda place: place.read("no/where.txt"),
        lambda place: place.read("no/where.txt", 10),
        lambda place: place.read_range("no/where.txt", 0, 5),
        lambda place: open_ranges(place, "no/where.txt"),
    ],
)
def test_what_is_not_there_is_told_by_its_path_or_url(place: Place, ask: Callable[[Place], object]) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        ask(place)
    assert caught.value.filename == f"{place.url}/no/where.txt"


@pytest.mark.parametrize("name", ["../a.txt", "a/../b.txt", "./a.txt"])
def test_no_name_leaves_its_place(place: Place, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a file"):
        place.write(name, b"")


def test_where_it_is(place: Place, tmp_path: Path) -> None:
    if place.local is None:
        assert place.url.startswith("s3://plans/")
        assert place.url.endswith("/计划 %")
    else:
        assert place.local == tmp_path / "place"
    assert place.join("a").url == f"{place.url}/a"


# Folders


def test_a_folder_is_left_as_it_was_where_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = open_place(tmp_path / "place", temporary=tmp_path / "temporary")
    place.write("a.txt", b"old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(self), None, str(target))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space left") as caught:
            place.write("a.txt", b"new")
    assert caught.value.filename == str(tmp_path / "place" / "a.txt")
    assert place.read("a.txt") == b"old"
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_file_from_another_file_system_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = open_place(tmp_path / "place", temporary=tmp_path / "temporary")
    file = tmp_path / "elsewhere"
    file.write_bytes(b"x")
    replace = Path.replace

    def other(self: Path, target: Path) -> Path:
        if self.parent != target.parent:
            raise OSError(18, "Invalid cross-device link")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", other)
    place.put("a.txt", file)
    place.write("b.txt", b"yz")
    assert list(place.list()) == [Listed("a.txt", 1), Listed("b.txt", 2)]
    assert not file.exists()
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links and pipes in other ways")
def test_of_a_folder_files_alone_are_listed_and_a_link_to_one_stays(tmp_path: Path) -> None:
    place = open_place(tmp_path / "place")
    place.write("a.txt", b"x")
    os.mkfifo(tmp_path / "place" / "pipe")
    (tmp_path / "place" / "circle").symlink_to(tmp_path / "place")
    (tmp_path / "place" / "b.txt").symlink_to("a.txt")
    place.write("b.txt", b"newer")
    assert list(place.list()) == [Listed("a.txt", 5), Listed("b.txt", 5)]
    assert (tmp_path / "place" / "b.txt").is_symlink()
    place.delete("b.txt")
    assert list(place.list()) == [Listed("a.txt", 5)]


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links in other ways")
@pytest.mark.parametrize("way", ["write", "put"])
def test_a_link_that_leads_out_of_a_folder_is_replaced(tmp_path: Path, way: str) -> None:
    place = open_place(tmp_path / "place", temporary=tmp_path / "place" / "temporary")
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "b.txt").symlink_to(tmp_path / "c.txt")
    (tmp_path / "c.txt").write_bytes(b"old")
    (tmp_path / "made").write_bytes(b"newer")
    if way == "write":
        place.write("b.txt", b"newer")
    else:
        place.put("b.txt", tmp_path / "made")
    assert (tmp_path / "c.txt").read_bytes() == b"old"
    assert (tmp_path / "place" / "b.txt").read_bytes() == b"newer"


def test_a_name_that_no_system_takes_is_not_there(tmp_path: Path) -> None:
    assert open_place(tmp_path).size("x" * 300) is None


# Addresses


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("s3://b/k", True),
        ("ftp://x", True),
        ("C:\\plans", False),
        ("C:/plans", False),
        ("a/b", False),
        ("计划", False),
    ],
)
def test_a_drive_is_no_scheme(text: str, is_one: bool) -> None:  # noqa: FBT001  (a table of cases)
    assert is_url(text) is is_one


@pytest.mark.skipif(os.name == "nt", reason="paths of Windows have drives")
@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///data/a%20b%25.txt", "/data/a b%.txt"),
        ("file://localhost/data/a#b?c", "/data/a#b?c"),
        ("FILE:///%E8%AE%A1%E5%88%92", "/计划"),
    ],
)
def test_an_address_of_a_file_is_a_path(url: str, path: str) -> None:
    assert open_place(url).local == Path(path)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "ftp://server/plans",
            "hospplan knows no ftp:// addresses; it knows s3://, gs://, oss://, az://, file://",
        ),
        ("s3://", "s3:// names no bucket; write it as s3://bucket/folder"),
        (
            "s3://AKIAX:geheim@plans/a",
            (
                "the address holds credentials: s3://***@plans/…; "
                "give them in the environment, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            ),
        ),
    ],
)
def test_an_address_that_is_none_is_told(url: str, message: str) -> None:
    with pytest.raises(UnreachedError) as caught:
        open_place(url)
    assert str(caught.value) == message


def test_what_is_to_be_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: str) -> Place:
        raise ImportError

    monkeypatch.setattr(opening, "ENGINES", (absent, absent))
    with pytest.raises(MissingPartError) as caught:
        open_place("gs://plans")
    assert str(caught.value) == (
        "gs:// addresses are read by obstore or fsspec, and neither is there with what gs needs; "
        "install it: pip install 'hospplan[cloud]'"
    )


# What stores say


@pytest.mark.parametrize("engine", ["obstore", "fsspec"])
def test_a_bucket_that_is_not_there_is_told(engine: str, s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert s3
    pytest.importorskip({"obstore": "obstore", "fsspec": "s3fs"}[engine])
    monkeypatch.setattr(opening, "ENGINES", (getattr(opening, f"by_{engine}"),))
    place = open_place("s3://nowhere/plans")
    with pytest.raises(OSError, match="nowhere") as caught:
        place.write("a.txt", b"x")
    assert caught.value.filename == "s3://nowhere/plans/a.txt"
    assert "testing" not in str(caught.value)


def test_a_message_has_no_secret_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrEXAMPLE")
    told = without_secrets(
        "error of AKIAEXAMPLE at http://x/?X-Amz-Signature=abc&a=1 with wJalrEXAMPLE: "
        '<?xml version="1.0"?>\n<Error><Code>InvalidAccessKeyId</Code><Message>The key AKIAEXAMPLE does not exist.</Message>'
        "<AWSAccessKeyId>AKIAEXAMPLE</AWSAccessKeyId></Error>"
    )
    assert told == "the store says InvalidAccessKeyId: The key *** does not exist."
    told = without_secrets(
        "Generic S3 error: Error performing GET http://AKIAEXAMPLE@10.0.0.1:9000/plans/a.txt?X-Amz-Signature=abc in 21.4ms, "
        "after 6 retries, max_retries: 6, retry_timeout: 60s  - HTTP error: no route for wJalrEXAMPLE"
    )
    assert told == "Generic S3 error: Error performing GET …  - HTTP error: no route for ***"
    assert len(without_secrets("x" * 10_000)) == 301


def test_alibaba_is_asked_by_the_words_of_s3() -> None:
    environment = {
        "OSS_ENDPOINT": "oss-cn-hangzhou-internal.aliyuncs.com",
        "OSS_ACCESS_KEY_ID": "id",
        "OSS_ACCESS_KEY_SECRET": "secret",
    }
    assert of_alibaba("plans", environment) == {
        "endpoint": "https://plans.oss-cn-hangzhou-internal.aliyuncs.com",
        "virtual_hosted_style_request": True,
        "client_options": {"allow_http": False},
        "access_key_id": "id",
        "secret_access_key": "secret",
        "region": "oss-cn-hangzhou",
    }
    with pytest.raises(OSError, match="OSS_ENDPOINT is not set") as caught:
        of_alibaba("plans", {})
    assert caught.value.filename == "oss://plans"


class _Busy(BaseHTTPRequestHandler):
    """A store that has too much to do at first."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        is_ready = len(self.asked) > 2
        body = b"plan" if is_ready else b"<Error><Code>SlowDown</Code><Message>Please wait.</Message></Error>"
        self.send_response(200 if is_ready else 503)
        for name, value in {
            "Content-Length": str(len(body)),
            "Last-Modified": "Mon, 06 Feb 2023 08:00:00 GMT",
            "ETag": '"1"',
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815  (as the server calls it)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen of the tests."""


@pytest.mark.parametrize("engine", ["obstore", "fsspec"])
def test_what_fails_for_a_moment_is_asked_again(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip({"obstore": "obstore", "fsspec": "s3fs"}[engine], reason="an extra is not installed")
    monkeypatch.setattr(opening, "ENGINES", (getattr(opening, f"by_{engine}"),))
    monkeypatch.setattr(_Busy, "asked", [])
    with ThreadingHTTPServer(("127.0.0.1", 0), _Busy) as busy:
        Thread(target=busy.serve_forever, daemon=True).start()
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        monkeypatch.setenv("AWS_REGION", "us-east-1")
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{busy.server_port}")
        assert open_place("s3://plans").read("a.txt") == b"plan"
        busy.shutdown()
    assert len(_Busy.asked) >= 3


def test_a_store_that_stays_busy_is_told_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    class Busy:
        calls = 0

        def cat_file(self, path: str) -> bytes:
            self.calls += 1
            raise OSError(16, f"Please reduce your request rate. ({path})")

    system = Busy()
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    with pytest.raises(OSError, match="reduce your request rate") as caught:
        FileSystem(system, "s3://plans", "2023").read("a.txt")
    assert caught.value.filename == "s3://plans/2023/a.txt"
    assert (system.calls, waited) == (4, [0.2, 0.8, 3.2])
