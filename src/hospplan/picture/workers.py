"""
Pages read by processes of their own, one for each core.

They are started as new programs and never forked: onnxruntime hangs in a forked process. What a caller's program
does at its start is not done again, as `multiprocessing` would. They end when the program that started them does.
"""

import atexit
import os
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Lock, Timer, local

from hospplan.picture.handed import PictureReading, Shot
from hospplan.picture.worker import READY, read_answer, to_request

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_LOADING = 60.0
"""Seconds that a process may take to load the networks."""


class UnreadPictureError(Exception):
    """A page was not read: it took too long, or recognition failed."""


class Readers:
    """Some processes that read pages; the result does not depend on how many there are."""

    def __init__(self, count: int) -> None:
        """Make *count* places; a process starts when it is first needed."""
        self.count = count
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="hospplan-ocr")
        self._mine = local()
        self._running: set[Popen[bytes]] = set()
        self._lock = Lock()

    def read(self, shot: Shot, number: int, seconds: float) -> Future[PictureReading]:
        """
        What a page says, when it is read.

        Args:
            shot: The page.
            number: From 1.
            seconds: What it may take; the future raises UnreadPictureError after that, or where a process fails.
        """
        return self._threads.submit(self._read, shot, number, seconds)

    def close(self) -> None:
        """End the processes; what they were reading is not read."""
        with self._lock:
            running = list(self._running)
        for process in running:
            process.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for process in running:
            _end(process)

    def _read(self, shot: Shot, number: int, seconds: float) -> PictureReading:
        process: Popen[bytes] | None = getattr(self._mine, "process", None)
        if process is None or process.poll() is not None:
            process = self._mine.process = _start()
            with self._lock:
                self._running.add(process)
            if self._ask(process, b"", _LOADING, "to start") != READY:
                self._forget(process)
                raise UnreadPictureError("what recognises text does not start: hospplan doctor tells more")
        answer = self._ask(process, to_request(shot, number) + shot.data, seconds, "its recognition")
        try:
            return read_answer(answer)
        except ValueError as error:
            raise UnreadPictureError(f"its recognition failed ({error})") from error

    def _ask(self, process: Popen[bytes], request: bytes, seconds: float, what: str) -> bytes:
        """The line that a process answers with; it is ended if that takes longer than *seconds*."""
        assert process.stdin is not None  # noqa: S101  (for the type checker: both are pipes)
        assert process.stdout is not None  # noqa: S101
        is_late = Event()

        def end() -> None:
            is_late.set()
            process.kill()

        late = Timer(seconds, end)
        late.start()
        try:
            process.stdin.write(request)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = b""
        late.cancel()
        if answer.endswith(b"\n"):
            return answer
        self._forget(process)
        raise UnreadPictureError(
            f"{what} took more than {seconds:g} seconds" if is_late.is_set() else f"{what} failed"
        )

    def _forget(self, process: Popen[bytes]) -> None:
        _end(process)
        self._mine.process = None
        with self._lock:
            self._running.discard(process)


def _end(process: Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _start() -> Popen[bytes]:
    """A process that finds its modules where this one does, and not in the folder that it is started in (-P)."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": path}
    command = [sys.executable, "-P", "-m", "hospplan.picture.worker"]
    return Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment)  # noqa: S603  (our own module)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared_readers(count: int) -> Readers:
    """The readers of this process, which stay for the next document: a start takes two seconds."""
    return _shared(os.getpid(), count)


@cache
def _shared(_process: int, count: int) -> Readers:
    readers = Readers(count)
    atexit.register(readers.close)
    return readers
