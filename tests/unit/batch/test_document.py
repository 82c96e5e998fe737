import json
from pathlib import Path

from hospplan.batch.document import Kitchen, convert_document
from hospplan.batch.recipe import OWN_SUFFIXES, Recipe
from hospplan.export.document_rows import DocumentRows
from hospplan.export.to_json import plan_to_json
from hospplan.lexicon import lexicon_version
from hospplan.pipeline import parse

SAMPLE = Path(__file__).parents[3] / "samples" / "annual-plan-2023.docx"
RECIPE = Recipe(("json", "md", "csv", "jsonl"), lexicon_version=lexicon_version(), verify=True)
KITCHEN = Kitchen.of(RECIPE)


def test_a_document_comes_to_its_files_and_rows() -> None:
    record = convert_document(SAMPLE.read_bytes, "2023/plan.docx", SAMPLE.name, KITCHEN)
    plan = parse(SAMPLE)
    assert record.files[".json"] == plan_to_json(plan).encode()
    assert list(record.files) == [OWN_SUFFIXES["json"], OWN_SUFFIXES["md"]]
    assert record.rows is not None
    rows = DocumentRows.from_bytes(record.rows)
    assert (rows.name, len(rows.rows["targets"])) == ("2023/plan.docx", len(plan.targets))
    lines = [json.loads(line) for line in rows.lines["tasks"].splitlines()]
    assert [line["id"] for line in lines] == [task.id for task in plan.tasks]
    entry = record.entry
    assert entry.counts["targets"] == len(plan.targets)
    assert (entry.counts["left_out"], entry.counts["misquotes"]) == (0, 0)
    assert entry.counts["quotes"] >= len(plan.targets) > 0
    assert entry.files == {suffix: len(content) for suffix, content in record.files.items()}
    assert (entry.status, entry.recipe, entry.lexicon) == ("read", RECIPE.key, KITCHEN.lexicon.version)


def test_what_is_less_sure_is_left_out_and_counted() -> None:
    all_of_it = convert_document(SAMPLE.read_bytes, "plan", SAMPLE.name, KITCHEN).entry.counts
    sure = Kitchen.of(Recipe(min_confidence=1.0))
    counts = convert_document(SAMPLE.read_bytes, "plan", SAMPLE.name, sure).entry.counts
    measures = all_of_it["targets"] + all_of_it["results"]
    assert counts["left_out"] + counts["targets"] + counts["results"] == measures
    assert counts["left_out"] > 0


def test_a_document_that_fails_is_a_row_and_no_file() -> None:
    record = convert_document(lambda: b"PK\x03\x04", "bad.docx", "bad.docx", KITCHEN)
    assert (record.entry.status, record.entry.error, record.files) == ("failed", "damaged", {})
    assert record.entry.sha256 is not None
    assert record.rows is not None
    rows = DocumentRows.from_bytes(record.rows)
    assert (rows.document_id, len(rows.rows["documents"])) == (record.entry.sha256, 1)


def test_bytes_that_can_not_be_had_are_told_without_the_path() -> None:
    def read() -> bytes:
        raise PermissionError(13, "Permission denied", "/home/li/plan.docx")

    record = convert_document(read, "plan.docx", "plan.docx", KITCHEN)
    assert (record.entry.error, record.entry.message) == ("PermissionError", "Permission denied")
    assert record.rows is not None
    assert DocumentRows.from_bytes(record.rows).document_id == "path:plan.docx"


def test_a_fault_of_ours_keeps_its_trace_out_of_the_output() -> None:
    def read() -> bytes:
        raise ZeroDivisionError("division by zero")

    record = convert_document(read, "plan.docx", "plan.docx", KITCHEN)
    assert record.failure is not None
    assert "Traceback" in record.failure.trace
    assert record.entry.message == "division by zero"
