import io
import sys
from pathlib import Path

import pytest

from hospplan.batch.inputs.find import find_documents
from hospplan.batch.inputs.lists import read_list
from hospplan.errors import EmptySourceError, LimitError
from hospplan.limits import DEFAULT_LIMITS, Limits


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ("a.txt\n计划/b c.docx\n".encode(), ["a.txt", "计划/b c.docx"]),
        ("\ufeffa.txt\r\n\r\n  \r\n计划.docx".encode(), ["a.txt", "计划.docx"]),
        ("计划.docx\r\n# 1.txt\r\n".encode("gbk"), ["计划.docx", "# 1.txt"]),  # dir /b > list.txt
        ("计划.docx\r\n".encode("utf-16"), ["计划.docx"]),  # PowerShell
        (b"a\nb.txt\0c.txt\0", ["a\nb.txt", "c.txt"]),  # find -print0
        (b"a.txt\rb.txt", ["a.txt", "b.txt"]),
        (b" a.txt \n", [" a.txt "]),
        (b"a\xff\xff.txt\n", ["a\udcff\udcff.txt"]),
    ],
)
def test_a_list_is_read_as_any_system_writes_it(data: bytes, lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(data)
    assert read_list(str(tmp_path / "list"), DEFAULT_LIMITS) == lines


def test_a_list_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a.txt")))
    assert read_list("-", DEFAULT_LIMITS) == ["a.txt"]
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(EmptySourceError) as caught:
        read_list("-", DEFAULT_LIMITS)
    assert str(caught.value) == "the list names no document; write a path or URL on each line"


def test_a_list_has_a_limit(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"a.txt\n" * 10)
    with pytest.raises(LimitError) as caught:
        read_list(str(tmp_path / "list"), Limits(file_bytes=10))
    assert str(caught.value) == "the list is over 10 bytes; split it"


def test_names_begin_at_the_current_folder_and_depend_on_no_other_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    for name in ("here/plans/a/plan.txt", "here/plan.txt", "there/plan.txt", "here/folder/x/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    monkeypatch.chdir(here)
    lines = [
        "plans/a/plan.txt",
        "./plan.txt",
        "../there/plan.txt",
        str(here / "plan.txt"),
        "gone.txt",
        "folder",
        "*.txt",
    ]
    (tmp_path / "list").write_text("\n".join(lines), encoding="utf-8")
    found = find_documents([], Path("out"), from_file=str(tmp_path / "list"))
    outside = "/".join((tmp_path / "there" / "plan.txt").parts[1:])
    assert [str(given.name) for given in found.inputs] == sorted(
        ["folder/x/b.txt", outside, "plan.txt", "plans/a/plan.txt"]
    )
    assert found.problems == (("gone.txt", "missing"), ("*.txt", "missing"))
    # beside arguments, each file once
    both = find_documents(["plans", "-"], Path("out"), from_file=str(tmp_path / "list"))
    assert [str(given.name) for given in both.inputs if given.name.name == "plan.txt"] == sorted(
        ["a/plan.txt", outside, "plan.txt"]
    )
