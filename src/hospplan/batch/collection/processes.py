"""The processes that make tables: some side by side, since each format takes its time."""

import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Lock
from typing import Any

from hospplan.batch.collection.task import Task
from hospplan.batch.record import Failure


class WriterError(Exception):
    """A process that makes tables broke down."""


def perform_all(tasks: Sequence[Task], count: int, tmp: Path) -> list[dict[str, Any]]:
    """
    What each task comes to, in order; at most *count* at once.

    Args:
        tasks: What is to be made.
        count: Processes.
        tmp: A folder for what they say when they break down.

    Raises:
        HospplanError, OSError: One of them could not be done. The others are ended.
        WriterError: A process broke down.
    """
    running: set[Popen[bytes]] = set()
    lock = Lock()
    is_ending = False

    def perform(numbered: tuple[int, Task]) -> dict[str, Any]:
        number, task = numbered
        told = tmp / f"writer-{number}"
        with told.open("wb") as stderr, _start(stderr.fileno()) as process:
            with lock:
                running.add(process)
                if is_ending:
                    process.kill()
            assert process.stdin is not None  # noqa: S101  (for the type checker: both are pipes)
            assert process.stdout is not None  # noqa: S101
            with suppress(OSError):  # it may have broken down, as its empty answer says then
                process.stdin.write(task.to_line())
                process.stdin.flush()  # and left open: its end is the sign to stop
            answer = process.stdout.read()
        with lock:
            running.discard(process)
        return _read(answer, process.returncode, told)

    with ThreadPoolExecutor(max(1, count), thread_name_prefix="hospplan-tables") as threads:
        try:
            return list(threads.map(perform, enumerate(tasks)))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            with lock:
                is_ending = True
                for process in running:
                    process.kill()
            raise


def _read(answer: bytes, status: int, told: Path) -> dict[str, Any]:
    if not answer:
        last = told.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]
        raise WriterError(f"the process that makes tables ended with status {status}: {last}")
    read = json.loads(answer)
    if "failure" in read:
        raise Failure(**read["failure"]).error()
    done: dict[str, Any] = read["done"]
    return done


def _start(stderr: int) -> Popen[bytes]:
    """A process that finds its modules where this one does, and not in the folder that it is started in (-P)."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    command = [sys.executable, "-P", "-m", "hospplan.batch.collection.writer"]
    return Popen(command, stdin=PIPE, stdout=PIPE, stderr=stderr, env={**os.environ, "PYTHONPATH": path})  # noqa: S603
