"""Documents in processes of their own: each fault ends one document alone, and nothing is left behind."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePosixPath
from threading import Event, Thread

import psutil
import pytest
from tests.office import needs_office

from hospplan.batch.document import Kitchen, convert_document
from hospplan.batch.inputs.input import Input
from hospplan.batch.recipe import Recipe
from hospplan.batch.record import Record
from hospplan.batch.run.bounds import Bounds
from hospplan.batch.run.isolate import Job, Told, Workers
from hospplan.errors import LexiconError, WorkersError

FAULTS = Path(__file__).parent / "faults"
TEXT = "云州市第三人民医院2023年工作计划\n\n一、主要目标\n床位使用率不低于85%。\n"
RECIPE = Recipe(("json", "csv"))

posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture(autouse=True)
def _faults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(FAULTS))  # the path of this process is that of its workers
    monkeypatch.setenv("FAULTS_MARK", str(tmp_path / "mark"))


def job(folder: Path, name: str, text: str = TEXT) -> Job:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Job(Input(path, PurePosixPath(name)))


def summed(records: list[Record]) -> dict[str, str | None]:
    return {record.entry.name: record.entry.error for record in records}


def wait_until_gone(pids: list[int]) -> list[int]:
    """Those of the processes that still run after ten seconds."""
    until = time.monotonic() + 10
    while (left := [pid for pid in pids if runs(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def offices() -> set[int]:
    """The processes of LibreOffice below this one."""
    found = set()
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "soffice" in process.name() and runs(process.pid):
                found.add(process.pid)
    return found


def pids(output: str, what: str = "process") -> list[int]:
    return [int(number) for number in re.findall(rf"{what} (\d+)", output)]


def test_a_record_is_what_the_same_process_would_make(tmp_path: Path) -> None:
    given = job(tmp_path, "计划.txt")
    read = (tmp_path / "计划.txt").read_bytes
    with Workers(1, RECIPE) as workers:
        (record,) = workers.run([given])
    assert record == convert_document(read, "计划.txt", "计划.txt", Kitchen.of(RECIPE))
    assert record.entry.counts["targets"] == 1
    assert record.rows is not None


def test_a_stream_goes_in_as_bytes() -> None:
    stream = Input(None, PurePosixPath("stdin"), is_stream=True)
    with Workers(1, RECIPE) as workers:
        (record,) = workers.run([Job(stream, data=TEXT.encode())])
    assert record.entry.counts["targets"] == 1


def test_what_can_not_be_read_is_told_as_ever(tmp_path: Path) -> None:
    missing = Job(Input(tmp_path / "none.txt", PurePosixPath("none.txt")))
    with Workers(1, RECIPE) as workers:
        records = list(workers.run([missing, job(tmp_path, "empty.txt", "")]))
    assert summed(records) == {"none.txt": "FileNotFoundError", "empty.txt": "empty"}


CRASHED = (
    "open it in the program that it comes from and save it again; please report it if that does not help"
)
OUTSIDE = "look whether the machine runs out of memory, and try fewer --jobs"
SLOW = "give it more time with --timeout, or split the document"
LARGE = "allow more with --memory, or split the document"
NONSENSE = "the process that read it crashed (it gave no answer that makes sense)"


@posix
@pytest.mark.parametrize(
    ("fault", "code", "message", "mend"),
    [
        ("segfault", "crashed", "the process that read it crashed (SIGSEGV)", CRASHED),
        ("exit", "crashed", "the process that read it crashed (exit status 7)", CRASHED),
        ("garbage", "crashed", NONSENSE, CRASHED),
        ("lie", "crashed", NONSENSE, CRASHED),
        ("forge", "crashed", NONSENSE, CRASHED),
        ("killed", "crashed", "the process that read it was ended from outside (SIGKILL), twice", OUTSIDE),
        ("grow", "out-of-memory", "reading it took over 512 MiB of memory", LARGE),
        ("child-grow", "out-of-memory", "reading it took over 512 MiB of memory", LARGE),
        ("burst", "out-of-memory", "reading it took over 512 MiB of memory", LARGE),
    ],
)
def test_a_fault_ends_one_document_alone(
    tmp_path: Path, fault: str, code: str, message: str, mend: str
) -> None:
    jobs = [job(tmp_path, "a.txt"), job(tmp_path, "b.txt", f"{fault} {TEXT}"), job(tmp_path, "c.txt")]
    with Workers(1, RECIPE, Bounds(memory=512 << 20)) as workers:
        first, failed, last = workers.run(jobs)
    assert summed([first, failed, last]) == {"a.txt": None, "b.txt": code, "c.txt": None}
    assert (failed.entry.message, failed.entry.mend) == (message, mend)
    assert failed.entry.size == (tmp_path / "b.txt").stat().st_size
    assert failed.entry.sha256 is not None
    assert failed.rows is not None


@posix
@pytest.mark.parametrize("fault", ["hang-in-c", "stop", "sleep"])
def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path, fault: str) -> None:
    told: list[Told] = []
    with Workers(1, RECIPE, Bounds(seconds=2), told.append) as workers:
        (record,) = workers.run([job(tmp_path, "b.txt", f"{fault} {TEXT}")])
    assert record.entry.error == "timed-out"
    if fault != "stop":  # the log says where it was
        assert "sitecustomize.py" in told[0].output
        assert "in meet_and_read" in told[0].output
    assert (record.entry.message, record.entry.mend) == ("reading it took over 2 seconds", SLOW)


def test_what_libraries_print_does_no_harm_and_is_told(tmp_path: Path) -> None:
    told: list[Told] = []
    with Workers(1, RECIPE, told=told.append) as workers:
        (record,) = workers.run([job(tmp_path, "a.txt", f"print {TEXT}")])
    assert record.entry.error is None
    assert told[0].output.endswith("and writes\n" * 100)
    assert len(told[0].output) <= 16 << 10


@needs_office
def test_an_office_that_takes_too_long_ends_with_its_document(tmp_path: Path) -> None:
    """Its leader starts the real program in a session of its own."""
    (tmp_path / "a.rtf").write_text(r"{\rtf1 " + r"85%. \par " * 300_000 + "}", encoding="ascii")
    seen: set[int] = set()
    is_done = Event()

    def see() -> None:
        while not is_done.wait(0.1):
            seen.update(offices())

    with Workers(1, RECIPE, Bounds(seconds=4)) as workers:
        watching = Thread(target=see)
        watching.start()
        (record,) = workers.run([Job(Input(tmp_path / "a.rtf", PurePosixPath("a.rtf")))])
        is_done.set()
        watching.join()
        assert record.entry.error == "timed-out"
        assert seen
        assert wait_until_gone(list(seen)) == []


@posix
def test_a_victim_of_the_document_before_is_read_again(tmp_path: Path) -> None:
    """Which worker read what before is chance; what a document comes to must not be."""
    jobs = [job(tmp_path, "a.txt", f"poison {TEXT}"), job(tmp_path, "b.txt")]
    with Workers(1, RECIPE) as workers:
        assert summed(list(workers.run(jobs))) == {"a.txt": None, "b.txt": None}


@posix
def test_a_worker_that_is_killed_from_outside_costs_no_document(tmp_path: Path) -> None:
    with Workers(1, RECIPE) as workers:
        assert summed(list(workers.run([job(tmp_path, "a.txt", f"killed-once {TEXT}")]))) == {"a.txt": None}


def test_a_worker_that_leaks_is_replaced(tmp_path: Path) -> None:
    told: list[Told] = []
    jobs = [job(tmp_path, "a.txt"), job(tmp_path, "b.txt", f"leak {TEXT}"), job(tmp_path, "c.txt")]
    with Workers(1, RECIPE, Bounds(memory=400 << 20), told.append) as workers:
        assert summed(list(workers.run(jobs))) == {"a.txt": None, "b.txt": None, "c.txt": None}
    a, b, c = (pids(one.output)[0] for one in told)
    assert a == b != c
    assert told[1].memory > 200 << 20


@posix
def test_a_child_of_a_document_that_takes_too_long_ends_with_it(tmp_path: Path) -> None:
    told: list[Told] = []
    with Workers(1, RECIPE, Bounds(seconds=3), told.append) as workers:
        (record,) = workers.run([job(tmp_path, "a.txt", f"child-sleep {TEXT}")])
        assert record.entry.error == "timed-out"
        assert wait_until_gone(pids(told[0].output) + pids(told[0].output, "child")) == []


@posix
def test_a_child_of_a_worker_that_crashes_ends_too(tmp_path: Path) -> None:
    told: list[Told] = []
    with Workers(1, RECIPE, told=told.append) as workers:
        (record,) = workers.run([job(tmp_path, "a.txt", f"child-segfault {TEXT}")])
        assert record.entry.error == "crashed"
        assert wait_until_gone(pids(told[0].output, "child")) == []


def test_what_is_done_first_comes_first(tmp_path: Path) -> None:
    jobs = [job(tmp_path, "a.txt", f"nap {TEXT}"), *(job(tmp_path, f"b{n}.txt") for n in range(3))]
    with Workers(2, RECIPE) as workers:
        list(workers.run([job(tmp_path, f"warm{n}.txt") for n in range(2)]))
        names = [record.entry.name for record in workers.run(jobs)]
    assert names == ["b0.txt", "b1.txt", "b2.txt", "a.txt"]


def test_jobs_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    """Of a collection without end a run holds a few documents."""
    taken = 0

    def endless() -> Iterator[Job]:
        nonlocal taken
        for taken in count(1):
            yield job(tmp_path, f"{taken}.txt")

    with Workers(2, RECIPE) as workers:
        records = workers.run(endless())
        for done in range(1, 8):
            assert next(records).entry.error is None
            assert taken <= done + 4
            assert 0 <= len(workers.running()) <= 2
        records.close()
    assert taken <= 11


def test_a_run_that_is_left_leaves_nothing(tmp_path: Path) -> None:
    told: list[Told] = []
    jobs = [job(tmp_path, "a.txt"), job(tmp_path, "b.txt", f"sleep {TEXT}")]
    with Workers(1, RECIPE, told=told.append) as workers:
        for _ in workers.run(jobs):
            break
        assert wait_until_gone(pids(told[0].output)) == []
        with pytest.raises(RuntimeError, match="these workers have ended"):
            next(workers.run(jobs))


def no_workers(folder: Path) -> str:
    """What a run says whose workers don't start."""
    with Workers(2, RECIPE) as workers, pytest.raises(WorkersError) as caught:
        list(workers.run(job(folder, f"{number}.txt") for number in range(9)))
    assert caught.value.mend == "try fewer with --jobs; if that does not help, run hospplan doctor"
    return caught.value.message


def test_workers_that_end_at_their_start_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAULTS_START", "1")
    expected = (
        "the processes that documents are read in do not start (SystemExit: this installation is broken)"
    )
    assert no_workers(tmp_path) == expected


@posix
def test_workers_that_end_without_a_word_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    expected = "the processes that documents are read in do not start (they end without a word)"
    assert no_workers(tmp_path) == expected


def test_workers_that_the_system_does_not_give_end_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    expected = "the processes that documents are read in do not start (No such file or directory)"
    assert no_workers(tmp_path) == expected


def test_words_that_can_not_be_read_are_no_documents_fault(tmp_path: Path) -> None:
    (tmp_path / "bounds.toml").write_text("[nonsense]\n", encoding="utf-8")
    recipe = Recipe(("json",), lexicon=str(tmp_path))
    with Workers(1, recipe) as workers, pytest.raises(LexiconError, match="nonsense"):
        list(workers.run([job(tmp_path, "a.txt")]))


SCRIPT = """
import sys
from pathlib import Path, PurePosixPath
from threading import Event, Thread
from hospplan.batch.inputs.input import Input
from hospplan.batch.recipe import Recipe
from hospplan.batch.run.isolate import Job, Workers
jobs = [Job(Input(Path(name), PurePosixPath(Path(name).name))) for name in sys.argv[1:]]
try:
    with Workers(2, Recipe(), told=lambda told: print(told.output, flush=True)) as workers:
        for record in workers.run(jobs):
            print(record.entry.name, record.entry.error, flush=True)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def tree_of(run: "subprocess.Popen[str]", size: int) -> list[int]:
    """The processes of a run, when there are *size* of them."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        below = psutil.Process(run.pid).children(recursive=True)
        if len(below) >= size:
            return [process.pid for process in below]
        time.sleep(0.1)
    pytest.fail("the run did not start")


@posix
@pytest.mark.parametrize(
    "fault",
    [
        "child-sleep",
        pytest.param(
            "hang-in-c", marks=pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG")
        ),
    ],
)
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_leaves_no_process(tmp_path: Path, fault: str, how: signal.Signals) -> None:
    names = [tmp_path / f"{number}.txt" for number in range(2)]
    for name in names:
        name.write_text(f"{fault} {TEXT}", encoding="utf-8")
    path = os.pathsep.join([str(FAULTS), *filter(None, sys.path)])
    run = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *map(str, names)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    tree = tree_of(run, 4 if fault == "child-sleep" else 2)
    time.sleep(1.5)  # all are at their documents
    run.send_signal(how)
    out, err = run.communicate(timeout=30)
    assert wait_until_gone(tree) == []
    if how is signal.SIGINT:
        assert out == "interrupted\n"
        assert err == ""
