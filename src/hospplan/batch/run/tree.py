"""A process and all that it started: the memory that they use, and how they end together."""

import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

from psutil import STATUS_ZOMBIE, Error, Process

_WRITING = 0.2
"""Seconds that a worker has to write a few lines."""


class Tree:
    """A process with all below it, as far as they were seen while it ran."""

    def __init__(self, pid: int) -> None:
        """
        Take a process that runs.

        Raises:
            psutil.Error: There is none.
        """
        self._root = Process(pid)
        self._below: dict[int, Process] = {}

    @property
    def is_there(self) -> bool:
        """True while the process itself runs; one whose status nobody has asked for yet does not."""
        return _is_there(self._root)

    def look(self) -> None:
        """See what the process has started by now; what is gone is forgotten."""
        seen = {child.pid: child for child in _below(self._root)}
        # what lost its parent is below no more, and still ours
        self._below = {pid: child for pid, child in self._below.items() if _is_there(child)} | seen

    def memory(self) -> int:
        """Bytes in use by the process and those below it that were seen; what both share is counted twice."""
        return sum(_memory(process) for process in (self._root, *self._below.values()))

    def ask_where(self) -> None:
        """Let a worker write down where it is, for the log; POSIX alone. One that is stopped does not."""
        if sys.platform != "win32":
            with suppress(Error):
                self._root.send_signal(signal.SIGUSR1)
                time.sleep(_WRITING)

    def end(self) -> None:
        """Kill the process and all below it; to be called once, before its status is asked for."""
        _stop_and_kill((self._root, *self._below.values()))
        if sys.platform != "win32":
            # The process leads a group; as long as nobody has asked for its status the number is nobody else's.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._root.pid, signal.SIGKILL)


def end_below() -> None:
    """Kill all that this process started."""
    _stop_and_kill(_below(Process()))


def memory_of(pid: int) -> int:
    """Bytes in use by one process; 0 where it is gone."""
    try:
        return _memory(Process(pid))
    except Error:
        return 0


def _stop_and_kill(processes: Iterable[Process]) -> None:
    """
    Kill processes and all below them.

    Each is stopped before what it started is looked for, and looked for until nothing new is there: a child that is
    born meanwhile would outlive its parent, and nobody would know it.
    """
    found: dict[int, Process] = {}
    fresh = [process for process in processes if _is_there(process)]
    while fresh:
        for process in fresh:
            with suppress(Error):
                process.suspend()
            found[process.pid] = process
        below = {child.pid: child for process in found.values() for child in _children(process)}
        fresh = [child for pid, child in below.items() if pid not in found]
    for process in found.values():
        with suppress(Error):
            process.kill()


def _below(process: Process) -> list[Process]:
    try:
        return process.children(recursive=True)
    except Error:
        return []


def _children(process: Process) -> list[Process]:
    try:
        return [child for child in process.children() if _is_there(child)]
    except Error:
        return []


def _is_there(process: Process) -> bool:
    """True of a process that runs, and is the one that was seen: numbers are given out again."""
    try:
        return process.is_running() and process.status() != STATUS_ZOMBIE
    except Error:
        return False


def _memory(process: Process) -> int:
    try:
        return int(process.memory_info().rss)
    except Error:
        return 0
