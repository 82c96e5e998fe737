import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.batch.collection.engine import Engine, converted, order, put, run, tree, unchanged

from hospplan.batch.collection.events import Converted, Left, Started, Stored
from hospplan.batch.collection.frames import Frame, FrameFile
from hospplan.batch.collection.task import Task
from hospplan.batch.collection.writer import perform
from hospplan.batch.inputs.find import find_documents
from hospplan.batch.recipe import FORMATS
from hospplan.cli.catalogue import load
from hospplan.cli.report import Spoken
from hospplan.errors import BrokenRowsError
from hospplan.export.rows import TABLES


def manifest(out: Path) -> list[dict[str, object]]:
    return [json.loads(text) for text in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def test_each_document_has_its_file_and_its_line_and_no_work_is_left(tmp_path: Path) -> None:
    put(tmp_path / "in", b="two", a__c="one")
    events = run(order(tmp_path))
    assert events[0] == Started(0, 2)
    assert tree(tmp_path / "out").keys() == {"a/c.txt.json", "b.txt.json", "manifest.jsonl"}
    assert not (tmp_path / "out" / ".hospplan").exists()
    assert [(line["name"], line["status"], line["files"]) for line in manifest(tmp_path / "out")] == [
        ("a/c.txt", "read", {".json": 12}),
        ("b.txt", "read", {".json": 12}),
    ]


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one", b="two", bad="bad")
    run(order(tmp_path, "json", "csv"))
    first = tree(tmp_path / "out")
    events = run(order(tmp_path, "json", "csv"))
    assert (unchanged(events), converted(events)) == (["a.txt", "b.txt"], ["bad.txt"])
    assert tree(tmp_path / "out") == first


@pytest.mark.parametrize("change", ["content", "file gone", "file cut", "recipe", "format"])
def test_what_does_not_fit_is_done_again(tmp_path: Path, change: str) -> None:
    put(tmp_path / "in", a="one", b="two")
    run(order(tmp_path))
    formats: tuple[str, ...] = ("json",)
    match change:
        case "content":
            put(tmp_path / "in", b="owt")
        case "file gone":
            (tmp_path / "out" / "b.txt.json").unlink()
        case "file cut":
            (tmp_path / "out" / "b.txt.json").write_bytes(b"")
        case "format":
            formats = ("json", "md")
        case _:
            lines = (
                (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
            )
            lines[1] = lines[1].replace('"recipe": "', '"recipe": "0')
            (tmp_path / "out" / "manifest.jsonl").write_text("".join(lines), encoding="utf-8")
    assert converted(run(order(tmp_path, *formats))) == (
        ["a.txt", "b.txt"] if change == "format" else ["b.txt"]
    )


def test_rows_that_are_not_at_hand_are_made(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one")
    run(order(tmp_path))
    assert converted(run(order(tmp_path, "json", "csv"))) == ["a.txt"]
    assert unchanged(run(order(tmp_path, "json", "csv"))) == ["a.txt"]
    assert converted(run(order(tmp_path, "json", "csv", "jsonl"))) == ["a.txt"]
    assert unchanged(run(order(tmp_path, "json", "csv"))) == ["a.txt"]


def test_neither_jobs_nor_order_nor_what_was_first_make_a_difference(tmp_path: Path) -> None:
    put(tmp_path / "in", **{f"d{number}": f"text {number % 7}" for number in range(20)}, bad="bad")
    asked = order(tmp_path, "json", "csv", "jsonl")
    run(asked, Engine(asked.recipe, seed=1))
    first = tree(tmp_path / "out")
    other = order(tmp_path, "json", "csv", "jsonl", inputs=asked.inputs[::-1], out=tmp_path / "other", jobs=7)
    run(other, Engine(asked.recipe, seed=2))
    assert tree(tmp_path / "other") == first
    assert {name for name in first if name.startswith(".hospplan")} == {
        ".hospplan/rows/shard-00000",
        ".hospplan/state.json",
    }


def test_a_content_that_comes_twice_has_its_rows_once(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one", b="one", c="two")
    run(order(tmp_path, "json", "csv"))
    assert [line["duplicate_of"] for line in manifest(tmp_path / "out")] == [None, "a.txt", None]
    rows = (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["a.txt", "c.txt"]
    assert (tmp_path / "out" / "b.txt.json").exists()
    (tmp_path / "in" / "a.txt").unlink()
    events = run(order(tmp_path, "json", "csv"))
    assert (unchanged(events), converted(events)) == (["b.txt", "c.txt"], [])
    assert [line["duplicate_of"] for line in manifest(tmp_path / "out")] == [None, None]
    rows = (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["b.txt", "c.txt"]


def test_a_document_that_fails_leaves_no_file_that_looks_fresh(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one")
    run(order(tmp_path))
    put(tmp_path / "in", a="bad")
    (told,) = [event for event in run(order(tmp_path)) if isinstance(event, Converted)]
    assert told.removed == ("a.txt.json",)
    assert tree(tmp_path / "out").keys() == {"manifest.jsonl"}
    (line,) = manifest(tmp_path / "out")
    assert (line["status"], line["error"], line["files"]) == ("failed", "damaged", {})


def test_what_belongs_to_no_input_is_told_each_time_and_goes_when_it_is_asked_for(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one", b__c="two")
    run(order(tmp_path, "json", "md", "csv"))
    (tmp_path / "in" / "b" / "c.txt").unlink()
    for _ in range(2):
        assert Left(2, is_pruned=False) in run(order(tmp_path, "json", "md", "csv"))
        assert len((tmp_path / "out" / "documents.csv").read_text(encoding="utf-8").splitlines()) == 2
    assert Left(2, is_pruned=True) in run(order(tmp_path, "json", "md", "csv", prune=True))
    assert not (tmp_path / "out" / "b").exists()
    put(tmp_path / "fresh" / "in", a="one")
    run(order(tmp_path / "fresh", "json", "md", "csv"))
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh" / "out")


def test_files_of_a_format_that_is_not_asked_for_any_more_are_told(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one")
    run(order(tmp_path, "json", "md", "csv", "jsonl"))
    (left,) = [event for event in run(order(tmp_path, "json", "csv")) if isinstance(event, Left)]
    assert left.count == 1 + 8  # a.txt.md and the tables as JSON Lines
    run(order(tmp_path, "json", "csv", prune=True))
    assert [path.name for path in (tmp_path / "out").glob("*.jsonl")] == ["manifest.jsonl"]


def test_a_document_that_comes_back_keeps_its_file(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one", b="two")
    run(order(tmp_path))
    (tmp_path / "in" / "b.txt").unlink()
    run(order(tmp_path))
    put(tmp_path / "in", b="two")
    assert not any(isinstance(event, Left) for event in run(order(tmp_path, prune=True)))
    assert (tmp_path / "out" / "b.txt.json").exists()


def test_nothing_that_was_done_counts_where_it_is_not_to_resume(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one")
    run(order(tmp_path))
    assert converted(run(order(tmp_path, resume=False))) == ["a.txt"]


def test_a_file_that_can_not_be_written_is_the_fault_of_one_document(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one", b="two")
    (tmp_path / "out" / "a.txt.json").mkdir(parents=True)
    events = run(order(tmp_path, "md", "json"))
    first, second = sorted(
        (event for event in events if isinstance(event, Converted)), key=lambda event: event.entry.name
    )
    assert first.entry.error == "IsADirectoryError"
    assert first.unwritten == str(tmp_path / "out" / "a.txt.json")
    assert second.entry.status == "read"
    assert not (tmp_path / "out" / "a.txt.md").exists()


def test_parts_hold_so_many_documents_and_those_that_are_gone_go(tmp_path: Path) -> None:
    put(tmp_path / "in", **{f"d{number}": f"text {number}" for number in range(5)}, d5="text 0")
    run(order(tmp_path, "jsonl", "csv", partition=2))
    out = tmp_path / "out"
    parts = sorted((out / "documents").iterdir())
    assert [path.name for path in parts] == [f"part-0000{number}.jsonl" for number in range(3)]
    told = [[json.loads(text)["document"] for text in part.read_text().splitlines()] for part in parts]
    assert told == [["d0.txt", "d1.txt"], ["d2.txt", "d3.txt"], ["d4.txt"]]
    assert (out / "documents.csv").exists()
    (tmp_path / "in" / "d4.txt").unlink()
    run(order(tmp_path, "jsonl", "csv", partition=2, prune=True))
    assert len(list((out / "documents").iterdir())) == 2
    run(order(tmp_path, "jsonl", "csv"))
    assert not (out / "documents").exists()
    assert (out / "documents.jsonl").exists()


def test_more_than_a_shard_and_one_that_comes_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hospplan.batch.collection.draft.SHARD", 3)
    put(tmp_path / "in", **{f"d{number}": f"text {number}" for number in range(8)})
    run(order(tmp_path, "csv"))
    put(tmp_path / "in", d2b="new")
    assert converted(run(order(tmp_path, "csv"))) == ["d2b.txt"]
    put(tmp_path / "fresh" / "in", **{f"d{number}": f"text {number}" for number in range(8)}, d2b="new")
    run(order(tmp_path / "fresh", "csv"))
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh" / "out")
    assert len(list((tmp_path / "out" / ".hospplan" / "rows").iterdir())) == 3


def test_a_folder_that_a_stranger_made_gives_no_name_outside_it(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one")
    run(order(tmp_path))
    mine = tmp_path / "mine.json"
    mine.write_text("mine", encoding="utf-8")
    out = tmp_path / "out"
    line = (out / "manifest.jsonl").read_text(encoding="utf-8").replace('"a.txt"', '"../mine"')
    (out / "manifest.jsonl").write_text(f"{line}no line\n[1]\n", encoding="utf-8")
    (out / ".hospplan").mkdir()
    state = {
        "tables": {"csv": {"made_of": "", "files": {"../mine.json": 4}}},
        "left": ["../mine.json", str(mine)],
    }
    (out / ".hospplan" / "state.json").write_text(json.dumps(state), encoding="utf-8")
    run(order(tmp_path, prune=True))
    assert mine.exists()
    assert not (out / ".hospplan").exists()


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
def test_tables_made_in_pieces_are_those_made_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    def perform_all(tasks: list[Task], count: int, _tmp: Path) -> list[object]:
        assert count == jobs
        return [perform(Task.of_line(task.to_line())) for task in tasks]

    monkeypatch.setattr("hospplan.batch.collection.making.perform_all", perform_all)
    put(tmp_path / "in", **{f"d{number}": f"text {number % 6}" for number in range(8)}, bad="bad")
    run(order(tmp_path, "csv", "jsonl", jobs=jobs))
    whole = tree(tmp_path / "out")
    monkeypatch.setattr("hospplan.batch.collection.draft.SHARD", 2)
    run(order(tmp_path, "csv", "jsonl", jobs=jobs, out=tmp_path / "pieces"))
    pieces = tree(tmp_path / "pieces")
    for name in whole:
        assert name.startswith(".hospplan/rows/") or pieces[name] == whole[name], name
    assert len([name for name in pieces if name.startswith(".hospplan/rows/")]) == 5


def test_every_format_of_the_collection_has_its_files(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one", b="two")
    run(order(tmp_path, *FORMATS))
    names = {name for name in tree(tmp_path / "out") if "/" not in name and not name.startswith(("a.", "b."))}
    tables = {f"{table.name}.{suffix}" for table in TABLES for suffix in ("csv", "jsonl", "parquet")}
    assert names == tables | {"hospplan.sqlite", "hospplan.xlsx", "manifest.jsonl"}


def test_rows_go_into_a_database(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one", b="one", bad="bad")
    target = str(tmp_path / "plans.db")
    asked = order(tmp_path, target=target)
    asked = replace(asked, recipe=replace(asked.recipe, is_stored=True))
    assert [event for event in run(asked) if isinstance(event, Stored)] == [Stored(target, 2, 0, ())]
    assert [event for event in run(asked) if isinstance(event, Stored)] == [Stored(target, 0, 2, ())]


def test_a_document_called_as_the_page_of_the_run_is_takes_nothing_from_it(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one")
    (tmp_path / "in" / "a.txt").rename(tmp_path / "in" / "summary")
    found = find_documents([str(tmp_path / "in" / "summary")], tmp_path / "out")
    asked = order(tmp_path, "md", inputs=found.inputs, words=Spoken(load("en")))
    run(asked)
    assert tree(tmp_path / "out").keys() == {"summary (2).md", "summary.md", "manifest.jsonl"}
    assert b"# hospplan: 1 of 1 documents read" in tree(tmp_path / "out")["summary.md"]


def test_documents_whose_rows_the_disk_has_spoilt_are_read_anew(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one", b="two")
    run(order(tmp_path, "csv", headers="zh"))
    wanted = tree(tmp_path / "out")
    run(order(tmp_path, "csv"))
    shard = tmp_path / "out" / ".hospplan" / "rows" / "shard-00000"
    content = bytearray(shard.read_bytes())
    content[-20] ^= 0xFF
    shard.write_bytes(content)
    assert converted(run(order(tmp_path, "csv", headers="zh"))) == ["b.txt"]
    assert tree(tmp_path / "out") == wanted


def test_rows_that_make_no_sense_are_told_and_can_be_made_anew(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one")
    run(order(tmp_path, "csv", headers="zh"))
    wanted = tree(tmp_path / "out")
    run(order(tmp_path, "csv"))
    shard = tmp_path / "out" / ".hospplan" / "rows" / "shard-00000"
    with FrameFile(shard) as file:
        ((spot, entry),) = file.spots()
    shard.write_bytes(Frame(spot.kind, entry, b"of another make").to_bytes())
    with pytest.raises(BrokenRowsError) as caught:
        run(order(tmp_path, "csv", headers="zh"))
    assert str(caught.value) == (
        "what an earlier run kept in .hospplan for the tables is broken; "
        "run it again with --no-resume, which reads all documents anew"
    )
    run(order(tmp_path, "csv", headers="zh", resume=False))
    assert tree(tmp_path / "out") == wanted


def test_a_format_that_is_asked_for_again_has_its_files_back(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one")
    run(order(tmp_path, "json", "csv"))
    (told,) = [event for event in run(order(tmp_path)) if isinstance(event, Left)]
    assert told.count == 8
    assert not [event for event in run(order(tmp_path, "json", "csv", prune=True)) if isinstance(event, Left)]
    assert (tmp_path / "out" / "targets.csv").is_file()
