"""One thread that looks after all workers of a run: none takes longer or more memory than a document may."""

import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Literal

from hospplan.batch.run.tree import Tree

Verdict = Literal["time", "memory"]

_TICK = 0.1
"""Seconds between two looks."""
_LONGEST = 1.0
"""Seconds that one tick counts at most: while the whole machine sleeps, or this process is stopped, no time is used up."""
_BETWEEN_LOOKS = 1.0
"""Seconds between two looks for what a worker has started, which takes a walk over all processes."""


class Guarded:
    """A process tree, and the task that it is at."""

    def __init__(self, pid: int, memory: int) -> None:
        """Guard the tree of *pid*, which may use *memory* bytes while it is at a task."""
        self.tree = Tree(pid)
        self._memory = memory
        self._lock = Lock()
        self._most: float | None = None
        self._used = 0.0
        self._looked = 0.0
        self._verdict: Verdict | None = None
        self._is_ended = False
        self.peak = 0
        """Bytes, the most that was seen during the last task."""

    def begin(self, seconds: float) -> None:
        """A task has begun that may take *seconds*."""
        with self._lock:
            self._most, self._used, self._looked, self.peak = seconds, 0.0, 0.0, 0

    def done(self) -> Verdict | None:
        """The task is done, well or not; why the tree was ended, if it was."""
        with self._lock:
            self._most = None
            return self._verdict

    def look(self, passed: float) -> None:
        """Count *passed* seconds, and end the tree where that is too long, or its memory too much."""
        with self._lock:
            if self._most is None or self._verdict is not None:
                return
            self._used += passed
            if self._used - self._looked >= _BETWEEN_LOOKS:
                self._looked = self._used
                self.tree.look()
            memory = self.tree.memory()
            self.peak = max(self.peak, memory)
            if memory > self._memory:
                self._verdict = "memory"
            elif self._used > self._most:
                self._verdict = "time"
                self.tree.ask_where()
            if self._verdict is not None:
                self._end()

    def end(self) -> None:
        """End the tree, whatever it is at; nothing the second time."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if not self._is_ended:
            self._is_ended = True
            self.tree.end()


class Watch:
    """The thread; it runs from `start` to `stop`."""

    def __init__(self, guarded: Callable[[], list[Guarded]]) -> None:
        """Look after what *guarded* gives at each tick."""
        self._guarded = guarded
        self._stop = Event()
        self._thread = Thread(target=self._run, name="hospplan-watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        last = time.monotonic()
        while not self._stop.wait(_TICK):
            now = time.monotonic()
            passed, last = min(now - last, _LONGEST), now
            for one in self._guarded():
                one.look(passed)
