import os
import socket
import sys
from pathlib import Path

import pytest

from hospplan.batch.inputs.find import Found, find_documents
from hospplan.batch.inputs.reading import read_input

LINUX = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links and pipes in other ways")
USER = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may enter any folder; Windows has other rights"
)


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def found(*arguments: Path) -> Found:
    return find_documents([str(given) for given in arguments], arguments[0] / "out")


def names(result: Found) -> list[str]:
    return [str(given.name) for given in result.inputs]


@LINUX
def test_circles_of_links_end(tmp_path: Path) -> None:
    touch(tmp_path, "a/plan.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    (tmp_path / "a" / "x.txt").symlink_to("y.txt")
    (tmp_path / "a" / "y.txt").symlink_to("x.txt")
    result = found(tmp_path)
    assert names(result) == ["a/plan.txt", "a/x.txt", "a/y.txt"]
    with pytest.raises(OSError, match="symbolic links"):
        read_input(result.inputs[1])
    assert [str(name) for name in result.passed_over] == ["a/self"]
    assert names(found(tmp_path / "**" / "*.txt"))[:1] == ["a/plan.txt"]


@LINUX
def test_a_folder_has_the_name_of_its_real_way_before_that_of_a_link(tmp_path: Path) -> None:
    touch(tmp_path, "in/z/plan.txt", "other/b.txt")
    (tmp_path / "in" / "a").symlink_to(tmp_path / "in" / "z")
    (tmp_path / "in" / "b").symlink_to(tmp_path / "other")
    (tmp_path / "in" / "gone.txt").symlink_to("nowhere")
    assert names(found(tmp_path / "in")) == ["b/b.txt", "gone.txt", "z/plan.txt"]


@USER
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        for argument in (tmp_path, tmp_path / "**" / "*.txt"):
            result = found(argument)
            assert names(result) == ["a.txt"]
            assert result.problems == ((str(tmp_path / "closed"), "unread-folder"),)
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_folder_that_fails_is_told_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a.txt", "lost/b.txt", "z/c.txt")
    scandir = os.scandir

    def failing(path: Path) -> object:
        if Path(path).name == "lost":
            raise OSError(5, "Input/output error", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    for argument in (tmp_path, tmp_path / "**" / "*.txt"):
        result = found(argument)
        assert names(result) == ["a.txt", "z/c.txt"]
        assert result.problems == ((str(tmp_path / "lost"), "unread-folder"),)


@LINUX
def test_pipes_and_sockets_in_a_folder_are_not_opened_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.docx")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        result = found(tmp_path)
        assert names(result) == ["a.txt"]
        assert set(result.problems) == {
            (str(tmp_path / "pipe.docx"), "special"),
            (str(tmp_path / "socket.txt"), "special"),
        }
        assert [str(name) for name in result.passed_over] == ["pipe"]
        assert found(tmp_path / "*.docx").problems == ((str(tmp_path / "pipe.docx"), "special"),)


@LINUX
def test_a_pipe_that_is_named_is_read_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    (given,) = found(tmp_path / "pipe.docx").inputs
    assert given.is_stream
    assert not found(tmp_path).inputs


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no names of other codes")
def test_odd_names_are_found_read_and_have_names_that_can_be_written(tmp_path: Path) -> None:
    long = "云州市卫生健康委员会关于印发规划的通知" * 4 + "附件.docx"
    assert 230 < len(long.encode()) <= 255
    odd = [long, "a\nb.txt", "a\tb.txt", " x .txt", "%s{0}.txt", "-o.txt", "A.TXT", "a.txt"]
    touch(tmp_path, *odd)
    (tmp_path / os.fsdecode("计划.txt".encode("gbk"))).write_text("gbk")
    result = found(tmp_path)
    assert len(result.inputs) == len(odd) + 1
    for given in result.inputs:
        str(given.name).encode()
        assert len(f"{given.name.name}.metadata.json".encode()) <= 255
        (tmp_path / f"{given.name}.metadata.json").write_bytes(read_input(given))
    assert names(result)[:2] == [" x .txt", "%s{0}.txt"]
    cut = next(given for given in result.inputs if given.name.name.startswith("云州"))
    assert cut.shown == long
    assert cut.name.name.endswith(".docx")
    assert len(cut.name.name.encode()) <= 230
    assert names(found(tmp_path / long)) == [cut.name.name]
