"""What hospplan writes is valid, in every format, and known by its content."""

import json
import os
from pathlib import Path

import pytest
from tests.unit.export.sample import plan
from tests.unit.validate.exported import DOCUMENTS, all_faults, faults_of, plan_json, write_all, written

from hospplan.errors import ForeignExportError
from hospplan.export.to_json import examinations_to_json, plans_to_json, records_to_json
from hospplan.models.ledger import Examination
from hospplan.validate.check import Exports, find_exports

GOLDEN = sorted((Path(__file__).parents[2] / "golden").glob("*/plan.json"))


def kind(path: Path) -> str | None:
    return Exports().check(str(path)).kind


def test_a_whole_collection_is_valid_in_every_format(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    assert len(find_exports([str(tmp_path / "out")])) == 8 * 4 + 8 * 2 * 2 + 5
    assert all_faults(tmp_path / "out") == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_the_plans_of_the_samples_are_valid(path: Path) -> None:
    assert all_faults(path) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("plan.docx.json", "plan"),
        ("plan.docx.metadata.json", "metadata"),
        ("plan.docx.metadata.xml", "XML: metadata"),
        ("targets.csv", "CSV: measures (en)"),
        ("zh/owners.csv", "CSV: owners (zh)"),
        ("targets.jsonl", "JSON Lines: measure"),
        ("documents.jsonl", "JSON Lines: documents-row"),
        ("sections.jsonl", "JSON Lines: sections-row"),
        ("task_targets.jsonl", "JSON Lines: task_targets-row"),
        ("tasks.parquet", "Parquet: tasks"),
        ("hospplan.sqlite", "SQLite"),
        ("hospplan.xlsx", "xlsx"),
    ],
)
def test_a_file_is_known_by_its_content(name: str, expected: str, tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    nameless = tmp_path / "file"
    nameless.write_bytes((tmp_path / "out" / name).read_bytes())
    assert kind(nameless) == expected


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(ForeignExportError):
        Exports().check(str(tmp_path / "pipe.json"))


def test_records_and_what_check_says_are_known(tmp_path: Path) -> None:
    path = tmp_path / "x"
    measures = [("plan.docx", measure) for measure in (*plan().targets, *plan().results)]
    for text, expected in (
        (records_to_json(measures), "measure ×3"),
        (records_to_json([(None, plan().tasks[0])]), "task ×1"),
        (records_to_json([]), "records ×0"),
        ("".join(plans_to_json([plan(), plan()], is_array=True)), "plan ×2"),
        (
            examinations_to_json([Examination(document="a", findings=plan().findings)], is_array=False),
            "check",
        ),
    ):
        path.write_text(text, encoding="utf-8")
        assert kind(path) == expected
        assert all_faults(path) == []


def test_a_plan_on_one_line_is_a_plan(tmp_path: Path) -> None:
    path = written(tmp_path / "plan.json", plan_json())
    assert kind(path) == "plan"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert kind(path) == "plan"


def test_a_key_of_a_later_version_is_no_fault(tmp_path: Path) -> None:
    value = plan_json()
    value["added"] = value["targets"][0]["added"] = value["document"]["parts"][0]["added"] = {"later": [1]}
    assert faults_of(written(tmp_path / "plan.json", value)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a,b,c\r\n1,2,3\r\n",
        "{}",
        "[1]",
        '{"a": 1}\n{"a": 2}\n',
        "<html></html>",
        "PK",
        "文件,页\r\n",
    ],
)
def test_what_hospplan_does_not_write_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ForeignExportError, match="nothing that hospplan writes"):
        Exports().check(str(path))


def test_a_part_of_a_table_belongs_to_the_tables_beside_its_folder(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    parts = tmp_path / "out" / "parts"
    (parts / "results" / "part-00000.jsonl").write_text("", encoding="utf-8")
    assert faults_of(*sorted(parts.rglob("*.jsonl"))) == [("1:baseline_id", "no-row")]


def test_what_a_command_left_out_is_no_fault_of_what_it_wrote(tmp_path: Path) -> None:
    """Targets alone name baselines that are among the results."""
    write_all(tmp_path / "out")
    for suffix in ("csv", "jsonl"):
        for table in ("targets", "results"):
            (tmp_path / "out" / f"{table}.{suffix}").rename(tmp_path / f"{table[0]}.{suffix}")
        (tmp_path / f"r.{suffix}").write_text(
            (tmp_path / f"r.{suffix}").read_text(encoding="utf-8").replace("m1", "m4"),
            encoding="utf-8",
            newline="",
        )
    assert all_faults(*tmp_path.glob("*.*")) == []


def test_a_line_of_the_manifest_is_valid(tmp_path: Path) -> None:
    from hospplan.batch.record import Entry

    line = json.dumps(Entry("a.docx", "f" * 64, 12, counts={"targets": 1}, files={".json": 9}).to_json())
    path = tmp_path / "manifest.jsonl"
    path.write_text(f"{line}\n{line}\n", encoding="utf-8")
    assert kind(path) == "JSON Lines: manifest"
    assert all_faults(path) == []


def test_there_are_two_documents() -> None:
    assert [document.name for document in DOCUMENTS] == ["a/plan.docx", "b.docx"]
