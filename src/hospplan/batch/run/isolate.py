"""Documents converted side by side, each in a process that can fail alone."""

import time
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from hospplan.batch.inputs.input import Input
from hospplan.batch.inputs.reading import hash_input
from hospplan.batch.recipe import Recipe
from hospplan.batch.record import Failure, Record
from hospplan.batch.run.bounds import DEFAULT_BOUNDS, Bounds
from hospplan.batch.run.judge import Fault, judge
from hospplan.batch.run.process import Worker
from hospplan.batch.run.watch import Guarded, Watch
from hospplan.errors import HospplanError, SourceError, WorkersError

_STARTS = 3
"""Deaths in a row of a worker that never got ready, after which the run ends."""
_PAUSE = 0.5
"""Seconds before the second start; each pause is twice the one before."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to convert."""

    given: Input
    sha256: str | None = None
    """Of its bytes, where it is known: the record of a document that ends its worker has it from here."""
    size: int | None = None
    """Likewise."""
    data: bytes | None = None
    """Its bytes, if it is a stream; a worker opens all others itself."""

    @property
    def name(self) -> str:
        """What it is called in the output."""
        return str(self.given.name)


@dataclass(frozen=True, slots=True)
class Told:
    """What one document took: for the log, since no two runs are alike."""

    name: str
    seconds: float
    memory: int
    """Bytes, the most that was seen; of a document that takes no time, what was in use after it."""
    worker: int
    """Which of the workers, from 0."""
    output: str
    """The end of what libraries printed, and of what a worker that crashed said."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    record: Record
    told: Told


class Workers:
    """
    Some processes that convert documents, until the context is left.

    They start with the first documents and stay for the next. The records are the same, however many there are and
    whichever reads what: a document is only told to have crashed, or to need too much memory, by a worker that has read
    nothing before it. Neither signals nor the process' own state are touched, and any thread may hold this.
    """

    def __init__(
        self,
        count: int,
        recipe: Recipe,
        bounds: Bounds = DEFAULT_BOUNDS,
        told: Callable[[Told], None] | None = None,
    ) -> None:
        """
        Make *count* places for workers.

        Args:
            count: At least 1.
            recipe: How documents are converted.
            bounds: What one may take.
            told: Is called before each record, in the thread that takes them.
        """
        self._count = count
        self._recipe = recipe
        self._bounds = bounds
        self._told = told
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._outcomes: SimpleQueue[_Outcome | BaseException] = SimpleQueue()
        self._lock = Lock()
        self._workers: dict[int, Worker] = {}
        self._running: dict[int, str] = {}
        self._is_ending = False
        self._threads: list[Thread] = []
        self._watch = Watch(self._guarded)

    def __enter__(self) -> Self:
        self._watch.start()
        for number in range(self._count):
            thread = Thread(target=self._keep, args=(number,), name=f"hospplan-worker-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._end()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        self._watch.stop()

    def run(self, jobs: Iterable[Job]) -> Generator[Record, None, None]:
        """
        The record of each job, in the order in which they are done.

        Jobs are taken as they are needed, in the thread that takes the records, at most two for each worker ahead; so
        a run holds a few documents, however many there are.

        Raises:
            WorkersError: Workers don't start.
            LexiconError: The recipe's tables of words can't be read.
        """
        if self._is_ending:
            raise RuntimeError("these workers have ended")
        waiting = iter(jobs)
        under_way = 0
        has_more, is_done = True, False
        try:
            while has_more or under_way:
                while has_more and under_way < 2 * self._count:
                    job = next(waiting, None)
                    if job is None:
                        has_more = False
                    else:
                        self._jobs.put(job)
                        under_way += 1
                if under_way:
                    outcome = self._next_outcome()
                    under_way -= 1
                    if self._told is not None:
                        self._told(outcome.told)
                    yield outcome.record
            is_done = True
        finally:
            if not is_done:  # what is still under way must not come out of the next run
                self._end()

    def running(self) -> tuple[str, ...]:
        """The names of the documents that are being read now, in the order of the workers."""
        with self._lock:
            return tuple(name for _, name in sorted(self._running.items()))

    def _next_outcome(self) -> _Outcome:
        while True:
            try:
                # Windows hears of Ctrl+C only between two waits.
                outcome = self._outcomes.get(timeout=1.0)
            except Empty:
                continue
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

    def _guarded(self) -> list[Guarded]:
        with self._lock:
            return [worker.guarded for worker in self._workers.values()]

    def _end(self) -> None:
        """End all workers at once, whatever they are at."""
        with self._lock:
            self._is_ending = True
            workers = list(self._workers.values())
        for worker in workers:
            worker.guarded.end()

    def _keep(self, number: int) -> None:
        """The thread of one place: it lets a worker read job after job, and replaces it where that is due."""
        try:
            while (job := self._jobs.get()) is not None and not self._is_ending:
                with self._lock:
                    self._running[number] = job.name
                outcome = self._read(job, number)
                with self._lock:
                    del self._running[number]
                self._outcomes.put(outcome)
        except BaseException as error:  # noqa: BLE001  (raised again in the thread that takes the records)
            self._outcomes.put(error)
        finally:
            if number in self._workers:
                self._workers[number].close()
                self._forget(number)

    def _read(self, job: Job, number: int) -> _Outcome:
        begun = time.monotonic()
        output, peak = "", 0
        is_again = False
        while True:
            worker = self._workers.get(number) or self._ready(number)
            is_first = worker.is_fresh
            answer = worker.ask({"input": job.given.to_json()}, [] if job.data is None else [job.data])
            read = judge(answer, job.name, self._recipe, self._bounds)
            left = worker.memory
            peak = max(peak, left, worker.guarded.peak)
            output += worker.output()
            if isinstance(read, Fault) or left > self._bounds.kept:
                worker.end()
                self._forget(number)
            if isinstance(read, Fault) and not is_again and not read.is_certain(is_first=is_first):
                is_again = True
                continue
            record = self._failed(job, read.error) if isinstance(read, Fault) else read
            return _Outcome(record, Told(job.name, time.monotonic() - begun, peak, number, output))

    def _failed(self, job: Job, error: SourceError) -> Record:
        """The record of a document that ended its worker."""
        from hospplan.batch.document import failed  # noqa: PLC0415  (all readers come with it)

        known = (job.sha256, job.size)
        if job.data is not None:
            known = sha256(job.data).hexdigest(), len(job.data)
        elif None in known:
            with suppress(HospplanError, OSError, ValueError):  # what can't be read has no hash
                known = hash_input(job.given, limits=self._recipe.limits, password=self._recipe.password)
        return failed(job.name, Failure.of(error), self._recipe, *known)

    def _ready(self, number: int) -> Worker:
        """A worker that has loaded all that it needs."""
        said = ""
        for start in range(_STARTS):
            if start:
                time.sleep(_PAUSE * 2 ** (start - 1))
            try:
                worker = Worker(self._recipe, self._bounds)
            except OSError as error:
                said = error.strerror or str(error)
                continue
            with self._lock:
                self._workers[number] = worker
            if self._is_ending:  # whoever ends the run may not have seen it
                worker.guarded.end()
            if worker.load() is None:
                return worker
            said = worker.output().strip().rpartition("\n")[2] or said
            self._forget(number)
            if self._is_ending:
                break
        raise WorkersError(
            f"the processes that documents are read in do not start ({said or 'they end without a word'})",
            mend="try fewer with --jobs; if that does not help, run hospplan doctor",
        )

    def _forget(self, number: int) -> None:
        with self._lock:
            del self._workers[number]
