import json
from pathlib import Path

import pytest
from tests.unit.export.sample import plan

from hospplan.batch.convert import FORMATS, Outcome, convert
from hospplan.batch.inputs.find import find_documents
from hospplan.batch.inputs.input import Input
from hospplan.errors import DamagedSourceError
from hospplan.export.rows import TABLES
from hospplan.export.to_csv import BOM
from hospplan.models.plan import Plan


def read(found: Input) -> Plan:
    if found.shown.startswith("bad"):
        raise DamagedSourceError("no XML in it", mend="save it again")
    if found.shown.startswith("odd"):
        raise ZeroDivisionError("division by zero")
    return plan()


def run(tmp_path: Path, *names: str) -> list[Outcome]:
    for name in names:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = find_documents([str(tmp_path / "in")], tmp_path / "out")
    return list(convert(found.inputs, tmp_path / "out", formats=FORMATS, read=read))


def test_each_document_and_each_table_has_its_file(tmp_path: Path) -> None:
    run(tmp_path, "plan.docx", "2023/计划.txt")
    out = tmp_path / "out"
    files = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    tables = [table.name for table in TABLES]
    assert files == sorted(
        ["2023/计划.txt.json", "2023/计划.txt.md", "plan.docx.json", "plan.docx.md"]
        + [f"{table}.{suffix}" for table in tables for suffix in ("csv", "jsonl")]
    )
    assert json.loads((out / "plan.docx.json").read_text(encoding="utf-8"))["schema_version"] == "1.0"


def test_a_document_that_fails_stops_nobody_and_has_a_row(tmp_path: Path) -> None:
    outcomes = run(tmp_path, "bad.docx", "odd.docx", "plan.docx")
    assert [type(outcome.error).__name__ for outcome in outcomes] == [
        "DamagedSourceError",
        "ZeroDivisionError",
        "NoneType",
    ]
    rows = [
        json.loads(line)
        for line in (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [(row["document"], row["status"], row["error"], row["message"]) for row in rows] == [
        ("bad.docx", "failed", "damaged", "no XML in it; save it again"),
        ("odd.docx", "failed", "ZeroDivisionError", "division by zero"),
        ("plan.docx", "read", None, None),
    ]


def test_a_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    def contents() -> dict[str, bytes]:
        return {
            path.relative_to(tmp_path).as_posix(): path.read_bytes()
            for path in (tmp_path / "out").rglob("*")
            if path.is_file()
        }

    run(tmp_path, "plan.docx", "bad.docx")
    first = contents()
    run(tmp_path)
    assert contents() == first
    assert not any(str(tmp_path).encode() in content for content in first.values())


def test_tables_of_csv_carry_the_mark_and_the_names_of_all_documents(tmp_path: Path) -> None:
    run(tmp_path, "a/plan.docx", "b/plan.docx")
    lines = (tmp_path / "out" / "tasks.csv").read_bytes().decode().split("\r\n")
    assert lines[0].startswith(f"{BOM}document_id,document,id,number,title,")
    assert [line.split(",")[1:2] for line in lines[1:]] == [["a/plan.docx"], ["b/plan.docx"], []]


def test_names_in_one_spelling_but_for_case_get_a_number_in_sorted_order(tmp_path: Path) -> None:
    outcomes = run(tmp_path, "Plan.docx", "plan.docx")
    if len(outcomes) == 1:
        pytest.skip("the file system takes them for one")
    assert [str(outcome.name) for outcome in outcomes] == ["Plan.docx", "plan.docx (2)"]
    assert (tmp_path / "out" / "plan.docx (2).json").exists()


def test_a_run_that_is_broken_off_leaves_no_half_table(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_documents([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], tmp_path / "out")
    outcomes = convert(found.inputs, tmp_path / "out", formats=["json", "csv"], read=read)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]  # it is a generator
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.txt.json"]


def test_a_file_that_can_not_be_written_is_the_fault_of_one_document(tmp_path: Path) -> None:
    (tmp_path / "out" / "plan.docx.json").mkdir(parents=True)
    outcomes = run(tmp_path, "plan.docx", "second.docx")
    assert [outcome.plan is None for outcome in outcomes] == [True, False]
