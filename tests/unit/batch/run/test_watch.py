"""What looks after workers: the clock, and process trees that end as a whole."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from hospplan.batch.run.process import _start, signal_name
from hospplan.batch.run.tree import Tree
from hospplan.batch.run.watch import Guarded, Watch

BREEDER = """
import subprocess, sys, time
for _ in range(200):
    subprocess.Popen(["sleep", sys.argv[1]], start_new_session=True)
    time.sleep(0.005)
time.sleep(600)
"""

posix = pytest.mark.skipif(os.name == "nt", reason="programs of POSIX")


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


@posix
def test_a_tree_ends_as_a_whole_also_while_it_grows() -> None:
    ours = f"600.{os.getpid()}"
    process = subprocess.Popen([sys.executable, "-c", BREEDER, ours], start_new_session=True)
    while len(psutil.Process(process.pid).children()) < 20:
        time.sleep(0.05)
    Tree(process.pid).end()
    process.wait()
    time.sleep(0.1)
    left = [one.pid for one in psutil.process_iter(["cmdline"]) if (one.info["cmdline"] or [])[1:] == [ours]]
    assert left == []


def test_a_tree_that_is_gone_is_no_fault(sleeper: "subprocess.Popen[bytes]") -> None:
    tree = Tree(sleeper.pid)
    sleeper.kill()
    while tree.is_there:
        time.sleep(0.01)
    tree.look()
    assert tree.memory() == 0
    tree.end()


def test_time_is_up_when_it_is_used(sleeper: "subprocess.Popen[bytes]") -> None:
    guarded = Guarded(sleeper.pid, 1 << 40)
    guarded.look(1000)  # it is at no task
    guarded.begin(5)
    for _ in range(5):
        guarded.look(1)
    assert guarded.done() is None
    guarded.begin(5)
    for _ in range(6):
        guarded.look(1)
    assert guarded.done() == "time"
    assert sleeper.wait(10) != 0


def test_a_machine_that_slept_has_used_no_time(
    sleeper: "subprocess.Popen[bytes]", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a run that was stopped by Ctrl+Z: its workers had answered long ago."""
    clock = iter([0.0, *(1000.0 * hours for hours in range(1, 1000))])
    guarded = Guarded(sleeper.pid, 1 << 40)
    guarded.begin(30)
    monkeypatch.setattr("hospplan.batch.run.watch.time.monotonic", lambda: next(clock))
    keeper = Watch(lambda: [guarded])
    keeper.start()
    time.sleep(0.5)
    keeper.stop()
    assert guarded.done() is None
    assert sleeper.poll() is None


def test_a_status_is_told_by_its_name() -> None:
    """Windows tells what went wrong by a large one."""
    assert [signal_name(status) for status in (1, 0xC0000005)] == ["exit status 1", "exit status 0xc0000005"]
    if os.name != "nt":
        assert [signal_name(status) for status in (-11, -63)] == ["SIGSEGV", "signal 63"]


def test_on_windows_a_worker_has_no_window_and_hears_no_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    started: dict[str, Any] = {}
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0x200, raising=False)
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x8000000, raising=False)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **more: started.update(more, command=command))
    _start()
    assert started["creationflags"] == 0x8000200
    assert started["command"] == [sys.executable, "-P", "-m", "hospplan.batch.run.worker"]
