"""
Ray with two workers on this machine and a server that speaks as S3 does: the bytes of OUT are those of a run here.

Ray takes long to start, so these run in `.ci/run --full`: with HOSPPLAN_RAY set, and the extras ray and cloud-tests.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from tests.night.documents import chunks, wanted, write
from tests.unit.batch.collection.engine import tree
from tests.unit.batch.places.store_server import BUCKET, s3, server

from hospplan.batch.places import open_place

__all__ = ["s3", "server"]

ROOT = Path(__file__).parents[2]
FAULTS = ROOT / "tests" / "night" / "faults"
FORMATS = "json,csv,jsonl"
PATIENCE = 280
TASK = "ray::hospplan shard"

pytest.importorskip("ray", reason="Ray is not installed: pip install 'hospplan[ray]'")
pytestmark = [
    pytest.mark.skipif("HOSPPLAN_RAY" not in os.environ, reason="takes minutes: set HOSPPLAN_RAY"),
    pytest.mark.skipif(os.name == "nt", reason="signals of POSIX"),
]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty documents of three formats and three sizes, and one that crashes whoever reads it."""
    folder = tmp_path_factory.mktemp("ray") / "in"
    for chunk in chunks(wanted(30, 7)):
        write(folder, chunk)
    (folder / "崩溃.txt").write_text("FAULT segfault\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def here(documents: Path) -> dict[str, bytes]:
    """What one process of this machine writes of them."""
    out = documents.parent / "here"
    done = convert(str(documents), str(out))
    assert done.returncode == 1, done.stderr
    assert "not read (1):\n  " in done.stderr
    return tree(out)


def call(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "hospplan", "convert", *arguments]


def surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(FAULTS), *filter(None, sys.path)])}


def convert(source: str, out: str, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        call(source, "-o", out, "-f", FORMATS, "--lang", "en", *more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=surroundings(),
        timeout=PATIENCE,
        check=False,
    )


ON_RAY = ("--engine", "ray", "--jobs", "2", "--shard", "8")


@pytest.fixture
def stored(s3: str, documents: Path) -> str:
    """The URL of the documents in the store."""
    place = open_place(f"{s3}/in")
    for path in documents.rglob("*"):
        if path.is_file():
            place.write(path.relative_to(documents).as_posix(), path.read_bytes())
    return f"s3://{BUCKET}/in"


def fetched(url: str) -> dict[str, bytes]:
    place = open_place(url)
    return {listed.name: place.read(listed.name) for listed in place.list()}


def test_from_a_store_to_a_store(stored: str, s3: str, here: dict[str, bytes]) -> None:
    done = convert(stored, f"{s3}/out", *ON_RAY)

    assert done.returncode == 1, done.stderr
    assert "30 of 31 documents" in done.stderr
    assert f"{stored}/崩溃.txt: " in done.stderr
    assert fetched(f"{s3}/out") == here
    assert "testing-secret" not in done.stderr
    assert not [line for line in done.stderr.splitlines() if "ray" in line.lower()]  # it is not heard

    again = convert(stored, f"{s3}/out", *ON_RAY)  # what failed is tried again, and nothing else
    assert again.stderr.startswith("30 of 31 documents are as an earlier run has left them\n31/31 ")
    assert fetched(f"{s3}/out") == here


def test_a_worker_of_ray_that_is_killed_is_replaced(
    documents: Path, tmp_path: Path, here: dict[str, bytes]
) -> None:
    with _started(str(documents), str(tmp_path / "out"), *ON_RAY) as run:
        worker = _await_task(run)
        below = worker.children(recursive=True)
        worker.send_signal(signal.SIGKILL)
        _, told = run.communicate(timeout=PATIENCE)

    assert run.returncode == 1, told
    assert tree(tmp_path / "out") == here
    assert not psutil.wait_procs(below, timeout=10)[1]


def test_a_run_that_was_killed_is_taken_up(stored: str, s3: str, here: dict[str, bytes]) -> None:
    out = f"{s3}/killed"
    with _started(stored, out, *ON_RAY) as run:
        _await_task(run)
        assert run.stderr is not None
        for line in run.stderr:
            if line.startswith("1/31 "):
                break
        whole = [psutil.Process(run.pid), *psutil.Process(run.pid).children(recursive=True)]
        run.kill()
        run.communicate()
    left = psutil.wait_procs(whole, timeout=30)[1]
    names = {process.name() for process in left}
    for process in left:
        process.kill()
    assert names <= {"ray::DashboardAgent", "ray::RuntimeEnvAgent"}  # Ray's own stay for a while
    assert "manifest.jsonl" not in fetched(out)

    done = convert(stored, out, *ON_RAY)

    assert done.returncode == 1, done.stderr
    assert fetched(out) == here
    first = done.stderr.splitlines()[0]
    assert first.endswith(" of 31 documents are as an earlier run has left them")
    assert int(first.split()[0]) >= 7  # a shard, but for what crashes


class _started:  # noqa: N801  (used as a function is)
    """A run in a group of its own; nothing of it is left behind."""

    def __init__(self, source: str, out: str, *more: str) -> None:
        command = call(source, "-o", out, "-f", FORMATS, "--lang", "en", *more)
        self.run = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=surroundings()
        )

    def __enter__(self) -> "subprocess.Popen[str]":
        return self.run

    def __exit__(self, *_: object) -> None:
        with suppress(psutil.NoSuchProcess):
            below = psutil.Process(self.run.pid).children(recursive=True)
            self.run.kill()
            for process in below:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
        self.run.wait()


def _await_task(run: "subprocess.Popen[str]") -> psutil.Process:
    """A worker of Ray that is at a shard, and has started what reads documents."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and run.poll() is None:
        for process in _below(run.pid):
            with suppress(psutil.Error):
                if " ".join(process.cmdline()).startswith(TASK) and process.children():
                    return process
        time.sleep(0.05)
    raise AssertionError(f"no task of Ray was seen; the run has ended with {run.poll()}")


def _below(pid: int) -> Iterator[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        yield from psutil.Process(pid).children(recursive=True)
