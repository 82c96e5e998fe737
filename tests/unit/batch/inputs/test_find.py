import os
import sys
from itertools import permutations
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from hospplan.batch.inputs.find import find_documents, find_files
from hospplan.batch.inputs.input import readable
from hospplan.batch.inputs.names import below, output_names


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def names(arguments: list[str], out: Path) -> list[str]:
    return [str(found.name) for found in find_documents(arguments, out).inputs]


def test_a_folder_is_walked_in_sorted_order_without_what_is_no_document(tmp_path: Path) -> None:
    touch(tmp_path, "b.docx", "a/工作 计划.DOCX", "a/c.pdf", "notes.txt", "scan.tif")
    touch(tmp_path, ".hidden.docx", ".git/x.txt", "~$b.docx", "photo.jpg", "list.pptx")
    found = find_documents([str(tmp_path)], tmp_path / "out")
    assert [str(given.name) for given in found.inputs] == [
        "a/c.pdf",
        "a/工作 计划.DOCX",
        "b.docx",
        "notes.txt",
        "scan.tif",
    ]
    assert [str(name) for name in found.passed_over] == ["list.pptx", "photo.jpg"]
    assert found.problems == ()


def test_the_output_folder_is_never_read(tmp_path: Path) -> None:
    touch(tmp_path, "plan.docx", "out/plan.docx.md", "out/a/plan.md")
    assert names([str(tmp_path)], tmp_path / "out") == ["plan.docx"]
    assert names([str(tmp_path / "**" / "*.md")], tmp_path / "out") == []
    found = find_documents([str(tmp_path / "out" / "a")], tmp_path / "out")
    assert found.problems == ((str(tmp_path / "out" / "a"), "out-holds-input"),)


def test_the_output_folder_is_never_read_where_its_url_names_it(tmp_path: Path) -> None:
    touch(tmp_path, "plan.docx", "out/plan.docx.md")
    found = find_documents([str(tmp_path)], (tmp_path / "out").as_uri())
    assert [str(given.name) for given in found.inputs] == ["plan.docx"]


def test_a_password_in_an_address_is_in_no_name_and_no_message() -> None:
    (given,) = find_documents(["s3://key:hush@bucket/a/plan.docx"], "out").inputs
    assert (str(given.name), given.where) == ("___@bucket/a/plan.docx", "s3://***@bucket/a/plan.docx")
    assert given.fault is not None
    assert "hush" not in str(given.fault.error())


def test_a_file_in_the_output_folder_is_read_where_it_is_named(tmp_path: Path) -> None:
    touch(tmp_path, "plan.docx")
    assert names([str(tmp_path / "plan.docx")], tmp_path) == ["plan.docx"]


def test_a_named_file_is_tried_whatever_it_is_called_but_no_lock_file(tmp_path: Path) -> None:
    touch(tmp_path, "plan.dat", "~$plan.docx")
    assert names([str(tmp_path / "plan.dat"), str(tmp_path / "~$plan.docx")], tmp_path / "out") == [
        "plan.dat"
    ]


def test_a_file_that_is_meant_twice_is_read_once(tmp_path: Path) -> None:
    touch(tmp_path, "a/plan.docx")
    assert names([str(tmp_path), str(tmp_path / "a" / "plan.docx")], tmp_path / "out") == ["a/plan.docx"]


def test_the_order_of_arguments_gives_no_document_another_name(tmp_path: Path) -> None:
    touch(tmp_path, "a/b/plan.docx", "a/plan.docx")
    given = [
        str(tmp_path / "a/b/plan.docx"),
        str(tmp_path / "a" / "b"),
        str(tmp_path),
        str(tmp_path / "a" / "*.docx"),
    ]
    orders = [names(list(order), tmp_path / "out") for order in permutations(given)]
    assert orders == [["a/b/plan.docx", "a/plan.docx"]] * len(orders)


def test_a_pattern_that_the_shell_left_is_expanded_below_its_fixed_folder(tmp_path: Path) -> None:
    touch(tmp_path, "plans/a/2023.docx", "plans/b/2023.docx", "plans/b/2024.docx", "plans/.x/2023.docx")
    assert names([str(tmp_path / "plans" / "*" / "2023.docx")], tmp_path / "out") == [
        "a/2023.docx",
        "b/2023.docx",
    ]
    assert names([str(tmp_path / "plans" / "**" / "*24.docx")], tmp_path / "out") == ["b/2024.docx"]


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(tmp_path: Path) -> None:
    touch(tmp_path, "plan[1].docx", "plan1.docx")
    found = find_files([str(tmp_path / "plan[1].docx")])
    assert [given.shown for given in found.inputs] == ["plan[1].docx"]


def test_what_is_not_there_is_told_by_argument() -> None:
    found = find_documents(["nowhere.docx", "nowhere/*.docx"], Path("out"))
    assert found.problems == (("nowhere.docx", "missing"), ("nowhere/*.docx", "no-match"))


def test_a_folder_is_a_problem_where_files_are_asked_for(tmp_path: Path) -> None:
    touch(tmp_path, "plan.docx")
    found = find_files([str(tmp_path), str(tmp_path / "plan.docx"), "-"])
    assert found.problems == ((str(tmp_path), "folder"),)
    assert [given.shown for given in found.inputs] == ["plan.docx", "stdin"]


@pytest.mark.parametrize(
    ("base", "path", "name"),
    [
        (r"C:\计划", r"C:\计划\2023\工作 计划.docx", "2023/工作 计划.docx"),
        (r"\\server\share\计划", r"\\server\share\计划\a.docx", "a.docx"),
        (r"c:\PLANS", r"C:\plans\a.docx", "a.docx"),
        (r"D:\other", r"C:\plans\a.docx", "a.docx"),
        (r"..\plans", r"..\plans\a\b.docx", "a/b.docx"),
        (".", r"a\b.docx", "a/b.docx"),
    ],
)
def test_names_of_windows_are_cut_below_the_argument(base: str, path: str, name: str) -> None:
    assert below(PureWindowsPath(base), PureWindowsPath(path)) == PurePosixPath(name)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (["a.docx", "b.docx"], ["a.docx", "b.docx"]),
        (["A/plan.docx", "a/Plan.docx"], ["A/plan.docx", "a/Plan.docx (2)"]),
        (["PLAN.docx", "Plan.docx", "plan.docx"], ["PLAN.docx", "Plan.docx (2)", "plan.docx (3)"]),
        (["caf\u00e9.txt", "cafe\u0301.txt"], ["caf\u00e9.txt", "cafe\u0301.txt (2)"]),
        (["a.txt", "a.txt (2)", "A.txt"], ["a.txt", "a.txt (2)", "A.txt (3)"]),
        # what is hospplan's own in OUT: summary.md beside a summary as Markdown, its folders
        (["Summary", "summary", "a/summary"], ["Summary (2)", "summary (3)", "a/summary"]),
        (
            [".hospplan/state", "Summary.md/a.txt", ".hospplan"],
            ["_.hospplan/state", "_Summary.md/a.txt", ".hospplan"],
        ),
        (["x" * 230, "X" * 230], ["x" * 230, "X" * 221 + "~87ca78c8"]),
        (["a.zip/" + "b/" * 600 + "c.txt"], ["a.zip/~7a1a0c78/c.txt"]),
    ],
)
def test_names_that_a_file_system_may_take_for_one_get_a_number(given: list[str], written: list[str]) -> None:
    assert [str(name) for name in output_names(map(PurePosixPath, given))] == written


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_unicode_can_still_be_written(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("计划.txt".encode("gbk"))).write_text("x", encoding="utf-8")
    (found,) = find_documents([str(tmp_path)], tmp_path / "out").inputs
    assert found.path is not None
    assert found.path.exists()
    assert found.shown == readable(found.path.name)
    found.shown.encode()
