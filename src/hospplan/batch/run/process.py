"""One worker as the run sees it: started, asked, ended."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any, BinaryIO

from psutil import Error

from hospplan.batch.recipe import Recipe
from hospplan.batch.run.bounds import Bounds
from hospplan.batch.run.frames import END_OF_OUTPUT, Frame, FrameError, read_frame, write_frame
from hospplan.batch.run.tree import memory_of
from hospplan.batch.run.watch import Guarded, Verdict
from hospplan.errors import HospplanError, LexiconError, WorkersError

_LOADING = 60.0
"""Seconds that a worker may take to load: it takes half of one, but a machine may be busy."""
_LEAVING = 5.0
"""Seconds that an idle worker may take to end in order."""
_WRITING = 0.5
"""Seconds that the end of what a worker wrote may take to come."""
_KEPT = 16 << 10
"""Bytes of what a worker writes beside its answers, the last ones, that are kept for the log."""


@dataclass(frozen=True, slots=True)
class Death:
    """A worker that is gone instead of an answer."""

    verdict: Verdict | None
    """Why the watch ended it; None where it ended by itself or from outside."""
    status: int | None
    """As of subprocess.Popen: negative is a signal. None where it is not to be told: it spoke nonsense."""


class Worker:
    """A process that converts one document at a time."""

    def __init__(self, recipe: Recipe, bounds: Bounds) -> None:
        """
        Start it; `load` waits until it is ready.

        Raises:
            OSError: The system gives no process.
        """
        self._recipe = recipe
        self._bounds = bounds
        self._process = _start()
        self._pid = self._process.pid
        self._output = _Output(self._process)
        self.is_fresh = True
        """It has read nothing yet, so that whatever goes wrong is the document's own doing."""
        try:
            self.guarded = Guarded(self._process.pid, bounds.memory)
        except Error as error:  # it is gone already, or may not be looked at
            self._process.kill()
            self._process.wait()
            raise OSError(str(error)) from error

    def load(self) -> Death | None:
        """
        Let it load all that it needs; its death, if it does not live to be ready.

        Raises:
            HospplanError: It can't do what the recipe asks for.
        """
        head = {"recipe": self._recipe.to_json(), "memory": self._bounds.memory}
        answer = self._exchange(head, [], _LOADING)
        if isinstance(answer, Death):
            return answer
        if "refused" in answer.head:
            raise _refusal(answer.head["refused"])
        self._pid = int(answer.head["pid"])
        if self._pid != self._process.pid:
            self.guarded.tree.look()
        return None

    def ask(self, head: dict[str, Any], blobs: list[bytes]) -> Frame | Death:
        """Its answer; a death is final, and the process gone."""
        answer = self._exchange(head, blobs, self._bounds.seconds)
        self.is_fresh = False
        return answer

    def output(self) -> str:
        """The end of what was printed over the last document, or by a worker that is gone since then."""
        return self._output.take()

    @property
    def memory(self) -> int:
        """Bytes that it has in use, without what it has started, which stays for the next document."""
        return memory_of(self._pid)

    def close(self) -> None:
        """Let it end in order, which it does when nothing comes in any more; else end it."""
        with suppress(OSError):
            _pipe(self._process.stdin).close()
        self._await_end()
        self.end()

    def end(self) -> int:
        """End it and all that it started, at once; its status, as of subprocess.Popen."""
        self.guarded.end()  # before its status is asked for: until then its number is nobody else's
        status = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be written has no reader
                _pipe(pipe).close()
        self._output.close()
        return status

    def _exchange(self, head: dict[str, Any], blobs: list[bytes], seconds: float) -> Frame | Death:
        self.guarded.begin(seconds)
        is_nonsense = False
        answer: Frame | None = None
        try:
            write_frame(_pipe(self._process.stdin), head, blobs)
            answer = read_frame(_pipe(self._process.stdout), self._bounds.memory)
        except FrameError:
            is_nonsense = True
        except (OSError, ValueError):  # a pipe without the other end, or closed by who ends the run
            pass
        verdict = self.guarded.done()
        if answer is not None and verdict is None:
            return answer
        if not is_nonsense:
            self._await_end()  # the end of the pipe comes a moment before that of the process, which has a status
        status = self.end()
        return Death(verdict, None if is_nonsense else status)

    def _await_end(self) -> None:
        until = time.monotonic() + _LEAVING
        while self.guarded.tree.is_there and time.monotonic() < until:
            time.sleep(0.01)


class _Output:
    """What a process writes to its standard error, the end of it."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._pipe = _pipe(process.stderr)
        self._changed = Condition()
        self._kept = bytearray()
        self._is_whole = False
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def take(self) -> str:
        """The end of what came since the last time; its own end is waited for, but for a moment only."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_whole, _WRITING)
            text = bytes(self._kept).decode("utf-8", "replace")
            self._kept.clear()
            self._is_whole = not self._thread.is_alive()
        return text

    def close(self) -> None:
        """Wait a moment for the rest of what a process that is gone has written."""
        self._thread.join(_WRITING)

    def _read(self) -> None:
        with self._pipe as pipe, suppress(OSError, ValueError):
            while data := os.read(pipe.fileno(), _KEPT):
                self._add(data)
        with self._changed:
            self._is_whole = True
            self._changed.notify_all()

    def _add(self, data: bytes) -> None:
        with self._changed:
            self._kept += data
            end = self._kept.rfind(END_OF_OUTPUT)
            if end >= 0:
                del self._kept[end : end + len(END_OF_OUTPUT)]
                self._is_whole = True
                self._changed.notify_all()
            del self._kept[:-_KEPT]


def signal_name(status: int) -> str:
    """SIGSEGV of -11; a number that is no signal as the status that it is."""
    if status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"
    # Windows tells what went wrong by a large status: 0xC0000005 is what SIGSEGV is elsewhere
    return f"exit status {status:#010x}" if status > 0xFFFF else f"exit status {status}"


def _start() -> "subprocess.Popen[bytes]":
    """
    A process that finds its modules where this one does, and not in the folder that it is started in (-P).

    It has a session of its own, so that Ctrl+C comes to this process alone, which ends the others.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "hospplan.batch.run.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        creationflags=flags,
        start_new_session=True,  # of no meaning on Windows
    )


def _pipe(pipe: Any) -> BinaryIO:
    if pipe is None:
        raise OSError("no pipe")
    opened: BinaryIO = pipe
    return opened


def _refusal(told: Any) -> HospplanError:
    kind = LexiconError if told["is_lexicon"] else WorkersError
    return kind(str(told["message"]), mend=told["mend"])
