"""A night's batch in small, by the command line; `python -m tests.night.prove` is the same with a thousand documents."""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from shutil import copytree

import pytest
from tests.night import hostile
from tests.night.collection import make
from tests.night.documents import chunks, wanted, write
from tests.night.hostile import HOSTILE, MORE, fault
from tests.night.prove import ALL_FORMATS
from tests.night.report import faults_of
from tests.night.runs import Run, are_gone, descendants, run
from tests.night.trees import differences, files_of, stamps_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

TABLES = ("-f", ALL_FORMATS)
PATIENCE = 300
"""Seconds, for a machine with much else to do."""


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Folders with eighteen good documents of up to ten pages; no test changes them."""
    folder = tmp_path_factory.mktemp("night") / "plans"
    for portion in chunks([one for one in wanted(20, seed=5) if one.size != "百页"]):
        write(folder, portion)
    return sorted(folder.iterdir())


def test_hostile_documents_are_reported_and_all_others_read(tmp_path: Path) -> None:
    folder, out, junit = tmp_path / "plans", tmp_path / "out", tmp_path / "junit.xml"
    bad = [one for one in (*HOSTILE, *MORE) if one.code != "timed-out"]
    made = make(folder, 60, seed=2, bad=bad)
    done = run([folder], out, *TABLES, "--jobs", "2", "--junit", str(junit), seconds=PATIENCE)
    assert done.status == 1, done.said
    assert "Traceback" not in done.said
    assert wrong_reports(out, junit, made) == {}


def test_a_document_without_end_is_given_up_and_those_after_it_are_read(tmp_path: Path) -> None:
    """By itself: on a busy machine a long good document takes longer than the limit that ends this one."""
    folder, out, junit = tmp_path / "plans", tmp_path / "out", tmp_path / "junit.xml"
    endless = [one for one in HOSTILE if one.code == "timed-out"]
    short = [one for one in wanted(30, seed=2) if (one.suffix, one.size) == ("txt", "一页")]
    write(folder, short)
    hostile.write(folder, endless)
    options = ("--jobs", "1", "--timeout", "15", "--junit", str(junit))
    done = run([folder], out, *options, seconds=PATIENCE)
    assert done.status == 1, done.said
    made = {one.name: None for one in short} | {one.name: one.code for one in endless}
    assert wrong_reports(out, junit, made) == {}


def wrong_reports(out: Path, junit: Path, made: Mapping[PurePosixPath, str | None]) -> dict[str, list[str]]:
    """What is not as it should be in a run's reports of documents, each with the code that it must fail with."""
    codes = {name.as_posix(): code for name, code in made.items() if code is not None}
    facts = faults_of(out, junit, [name.as_posix() for name in made], codes)
    return {fact: faults for fact, faults in facts.items() if faults}


def test_runs_that_were_killed_and_a_last_one_give_what_an_undisturbed_one_gives(
    tmp_path: Path, paths: list[Path]
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert run(paths, whole, *TABLES, "--jobs", "1", seconds=PATIENCE).status == 0

    for documents in (2, 8, 5):
        going = Run(paths, out, [*TABLES, "--jobs", "2"], hold=documents)
        assert going.wait(PATIENCE, going.has_reached(documents)) is None
        assert are_gone(going.kill(), PATIENCE)
    going = Run(paths, out, [*TABLES, "--jobs", "2"])
    going.wait(PATIENCE, lambda: any(out.glob("targets.*")))  # while tables are put in place, or just after
    going.kill()
    done = run(paths, out, *TABLES, "--jobs", "2", seconds=PATIENCE)
    assert done.status == 0, done.said
    assert list(differences(whole, out)) == []


def test_the_workers_of_a_killed_process_end_with_it(tmp_path: Path, paths: list[Path]) -> None:
    going = Run(paths, tmp_path / "out", ["--jobs", "2"], hold=3)
    assert going.wait(PATIENCE, going.has_reached(3)) is None
    workers = descendants(going.pid)
    os.kill(going.pid, signal.SIGKILL)
    going.process.wait()
    assert workers
    assert are_gone(workers, PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_stop_stops_with_its_workers_and_goes_on_later(
    tmp_path: Path, paths: list[Path], number: signal.Signals
) -> None:
    out = tmp_path / "out"
    going = Run(paths, out, ["--jobs", "2"], hold=6)
    assert going.wait(PATIENCE, going.has_reached(6)) is None
    workers = descendants(going.pid)
    os.kill(going.pid, number)
    stopped = going.wait(PATIENCE)
    assert stopped is not None
    assert stopped.status != 0
    assert "Traceback" not in stopped.said
    assert are_gone(workers, PATIENCE)
    done = run(paths, out, "--jobs", "2", seconds=PATIENCE)
    assert (done.status, len(list(out.rglob("*.json")))) == (0, 18)
    assert len(done.read) < 18  # what was done before is not done again


def test_what_a_library_prints_is_no_answer_of_a_worker(tmp_path: Path) -> None:
    plans, out = tmp_path / "plans", tmp_path / "out"
    plans.mkdir()
    (plans / "计划.txt").write_bytes(fault("print"))
    done = run([plans], out, "--jobs", "1", seconds=PATIENCE)
    assert done.status == 0, done.said
    assert (out / "计划.txt.json").is_file()


def test_neither_the_number_of_processes_nor_the_order_of_arguments_changes_a_byte(
    tmp_path: Path, paths: list[Path]
) -> None:
    for jobs, given in ((1, paths), (3, paths[::-1])):
        assert run(given, tmp_path / str(jobs), *TABLES, "--jobs", str(jobs), seconds=PATIENCE).status == 0
    assert list(differences(tmp_path / "1", tmp_path / "3")) == []


def test_a_run_again_reads_what_has_changed_and_nothing_else(tmp_path: Path, paths: list[Path]) -> None:
    copytree(paths[0].parent, tmp_path / "plans")
    paths, out = sorted((tmp_path / "plans").iterdir()), tmp_path / "out"
    first = run(paths, out, *TABLES, seconds=PATIENCE)
    assert len(set(first.read)) == 18
    stamps = stamps_of(out)
    again = run(paths, out, *TABLES, seconds=PATIENCE)
    assert (again.status, again.read) == (0, ())
    assert stamps_of(out) == stamps
    changed = next(path for path in files_of(tmp_path / "plans").values() if path.suffix == ".txt")
    changed.write_bytes(changed.read_bytes() + "\n\n门诊量达到12万人次。\n".encode())
    third = run(paths, out, *TABLES, seconds=PATIENCE)
    assert (third.status, third.read) == (0, (changed.name,))
    others = [f"{path.name}." for path in files_of(tmp_path / "plans").values() if path != changed]
    others = [name for name in stamps if any(own in name for own in others)]
    assert [name for name in others if stamps_of(out)[name] != stamps[name]] == []
    assert run(paths, tmp_path / "anew", *TABLES, seconds=PATIENCE).status == 0
    assert list(differences(tmp_path / "anew", out)) == []
