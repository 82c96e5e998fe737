"""OUT may come from a stranger: what stands in it leads no run out of it, and stops none."""

import json
import os
from pathlib import Path

import pytest
from tests.unit.batch.collection.engine import order, put, run, tree

from hospplan.batch.collection.events import Left
from hospplan.batch.collection.frames import VOID, Frame
from hospplan.batch.collection.index import Index, Journal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody's own, full of what a run might take for its own."""
    names = "Doc.txt sub/x.txt tmp/deep/y shard-00009 rows/shard-00009 gone.txt.json targets.csv journal parts/00001"
    for name in names.split():
        path = tmp_path / "elsewhere" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("precious", encoding="utf-8")
    return tmp_path / "elsewhere"


@pytest.mark.parametrize("name", [".", "tmp", "rows", "parts"])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_link_in_place_of_the_work_folder_is_not_followed(
    tmp_path: Path, elsewhere: Path, name: str, form: str
) -> None:
    put(tmp_path / "in", a="one", b="two")
    link = tmp_path / "out" / ".hospplan" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    before = tree(elsewhere)
    run(order(tmp_path, form))
    assert tree(elsewhere) == before
    assert len((tmp_path / "out" / "manifest.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.parametrize("name", ["journal", "state.json", "lock"])
def test_a_link_in_place_of_a_work_file_is_not_followed(tmp_path: Path, elsewhere: Path, name: str) -> None:
    put(tmp_path / "in", a="one")
    link = tmp_path / "out" / ".hospplan" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere / "Doc.txt")
    run(order(tmp_path, "csv"))
    assert (elsewhere / "Doc.txt").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("name", ["a.txt.json", "targets.csv", "manifest.jsonl"])
def test_no_file_is_written_through_a_link_that_leads_out(tmp_path: Path, elsewhere: Path, name: str) -> None:
    put(tmp_path / "in", a="one")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).symlink_to(elsewhere / "Doc.txt")
    run(order(tmp_path, "json", "csv"))
    assert (elsewhere / "Doc.txt").read_text(encoding="utf-8") == "precious"
    assert not (tmp_path / "out" / name).is_symlink()


def test_prune_deletes_nothing_behind_a_link(tmp_path: Path, elsewhere: Path) -> None:
    put(tmp_path / "in", a="one", gone="two")
    run(order(tmp_path))
    (tmp_path / "in" / "gone.txt").unlink()
    out = tmp_path / "out"
    (out / "link").symlink_to(elsewhere)
    text = (out / "manifest.jsonl").read_text(encoding="utf-8")
    (out / "manifest.jsonl").write_text(
        text + text.replace('"gone.txt"', '"link/gone.txt"'), encoding="utf-8"
    )
    (out / ".hospplan").mkdir()
    told = {"tables": {}, "left": ["link/sub/x.txt", "link/targets.csv"]}
    (out / ".hospplan" / "state.json").write_text(json.dumps(told), encoding="utf-8")
    before = tree(elsewhere)
    assert Left(1, is_pruned=True) in run(order(tmp_path, prune=True))
    assert tree(elsewhere) == before
    assert not (out / "gone.txt.json").exists()


def test_only_what_a_run_can_have_written_is_deleted(tmp_path: Path, elsewhere: Path) -> None:
    put(tmp_path / "in", a="one")
    out = tmp_path / "out"
    for name in ("notes.txt", "sub/plan.docx", "targets/part-00009.jsonl"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("precious", encoding="utf-8")
    (out / "link").symlink_to(elsewhere)
    files = ["notes.txt", "sub/plan.docx", "link/Doc.txt", "link/targets.csv", "targets/part-00009.jsonl"]
    told = {"tables": {"jsonl/00009": {"made_of": None, "files": dict.fromkeys(files, 1)}}, "left": files}
    (out / ".hospplan").mkdir()
    (out / ".hospplan" / "state.json").write_text(json.dumps(told), encoding="utf-8")
    before = tree(elsewhere)
    run(order(tmp_path, "jsonl", prune=True))
    assert tree(elsewhere) == before
    assert (out / "notes.txt").exists()
    assert (out / "sub" / "plan.docx").exists()
    assert not (out / "targets" / "part-00009.jsonl").exists()


@pytest.mark.parametrize(
    "line",
    [
        '{"name": "./a"}',
        '{"name": "b/./a"}',
        '{"name": "b//a"}',
        '{"name": "%s"}' % ("x" * 300),
        '{"name": 5}',
        '{"counts": {"targets": "x"}}',
        '{"findings": {"error": []}}',
        '{"files": {".json": null}}',
        '{"sha256": {}}',
        '{"message": 5}',
        "[" * 200_000,
        '{"name": ' + "[" * 200_000,
    ],
    ids=lambda line: line[:30],
)
def test_a_line_that_no_run_has_written_stops_none(tmp_path: Path, line: str) -> None:
    put(tmp_path / "in", a="one")
    run(order(tmp_path))
    manifest = tmp_path / "out" / "manifest.jsonl"
    first = manifest.read_text(encoding="utf-8")
    foreign = line if not line.endswith("}") else json.dumps(json.loads(first) | json.loads(line))
    manifest.write_text(f"{foreign}\n", encoding="utf-8")
    run(order(tmp_path))
    assert manifest.read_text(encoding="utf-8") == first


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"tables": {"csv": {"made_of": [], "files": {"targets.csv": {}}}}}']
)
def test_a_state_that_no_run_has_written_is_none(tmp_path: Path, text: str) -> None:
    put(tmp_path / "in", a="one")
    run(order(tmp_path, "csv"))
    first = tree(tmp_path / "out")
    (tmp_path / "out" / ".hospplan" / "state.json").write_text(text, encoding="utf-8")
    run(order(tmp_path, "csv"))
    assert tree(tmp_path / "out") == first


@pytest.mark.parametrize(
    "begun",
    [b"[" * 200_000, b'{"names": [[1]], "suffixes": [".json"]}', b'{"names": 5, "suffixes": []}', b"5"],
    ids=lambda begun: begun[:30].decode(),
)
def test_a_journal_that_no_run_has_written_ends_where_it_makes_no_sense(tmp_path: Path, begun: bytes) -> None:
    (tmp_path / "journal").write_bytes(Frame(VOID, begun).to_bytes())
    journal = Journal(tmp_path / "journal", Index())
    journal.close()
    assert (journal.end, journal.left) == (0, set())
