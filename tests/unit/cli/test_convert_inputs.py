import zipfile
from pathlib import Path

import pytest

from hospplan.__main__ import main

Capture = pytest.CaptureFixture[str]


def written(folder: Path) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*.json"))
    return sorted(name for name in names if not name.startswith(".hospplan/"))


def test_the_documents_of_an_archive_are_converted_and_a_broken_one_is_told(
    here: Path, capsys: Capture
) -> None:
    with zipfile.ZipFile(here / "plans.zip", "w") as archive:
        archive.write(here / "plan.txt", "科室/计划.txt")
        archive.writestr("inner.zip", b"PK\x05\x06" + bytes(18))
    (here / "bad.zip").write_bytes(b"PK\x03\x04")
    assert main(["convert", "plans.zip", "bad.zip", "-o", "out", "-q"]) == 1
    assert written(here / "out") == ["plans.zip/科室/计划.txt.json"]
    assert sorted(capsys.readouterr().err.splitlines()[:2]) == [
        (
            "bad.zip: the archive is damaged: it is cut off: the directory at its end is missing; "
            "make the archive anew, or copy or download it again"
        ),
        (
            f"{Path('plans.zip')}/inner.zip: hospplan does not read this format: archive; "
            "unpack it and name the documents in it"
        ),
    ]


def test_a_list_is_converted_and_what_is_missing_told(here: Path, capsys: Capture) -> None:
    (here / "list").write_bytes("plans/2024/工作 计划.txt\r\ngone.txt\r\n".encode("gbk"))
    assert main(["convert", "--from-file", "list", "-o", "out", "-q"]) == 1
    assert written(here / "out") == ["plans/2024/工作 计划.txt.json"]
    assert (
        capsys.readouterr().err.splitlines()[0] == "gone.txt: there is no such file or folder; check the name"
    )


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (
            [],
            (
                "hospplan: no documents are named; name files, folders, archives or patterns, "
                "or a list of them with --from-file"
            ),
        ),
        (
            ["--from-file", "nowhere"],
            (
                "hospplan: the list can't be read: nowhere: there is no such file or folder; check the name; "
                "give a text file with a path on each line, or - for standard input"
            ),
        ),
    ],
)
def test_a_call_without_documents_is_wrong(call: list[str], line: str, here: Path, capsys: Capture) -> None:
    assert main(["convert", *call, "-o", "out"]) == 2
    assert capsys.readouterr().err.splitlines() == [line]
    assert not (here / "out").exists()


def test_nothing_is_pruned_where_not_all_could_be_looked_into(here: Path, capsys: Capture) -> None:
    """A share that is away for an hour must not cost what was read from it."""
    assert main(["convert", "plan.txt", "plans", "-o", "out", "-q"]) == 0
    (here / "plans").rename(here / "away")
    assert main(["convert", "plan.txt", "plans", "-o", "out", "-q", "--prune"]) == 1
    assert written(here / "out") == ["2024/工作 计划.txt.json", "plan.txt.json"]
    assert capsys.readouterr().err.splitlines()[0] == (
        "--prune deletes nothing in this run: documents may still be where nothing could be looked into"
    )
    (here / "away.zip").write_bytes(b"PK\x03\x04")  # nor where an archive is broken today
    assert main(["convert", "plan.txt", "away.zip", "-o", "out", "-q", "--prune"]) == 1
    assert written(here / "out") == ["2024/工作 计划.txt.json", "plan.txt.json"]
    assert main(["convert", "plan.txt", "-o", "out", "-q", "--prune"]) == 0
    assert written(here / "out") == ["plan.txt.json"]
    capsys.readouterr()
