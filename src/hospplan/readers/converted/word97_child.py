"""The child process that turns Word 97 documents into .docx (`hospplan.beside.word97`): one for this process, kept."""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory, gettempdir
from threading import Lock, Thread
from typing import Any

from hospplan.limits import Limits
from hospplan.readers.converted.child import begin, end

_GRACE = 10
"""Seconds over its time after which the child ends itself, if this process is gone."""
_CLASS_ID = slice(8, 24)
"""Bytes of the compound file's header that Word fills and the library wants empty (MS-CFB, 2.2)."""


class ChildError(Exception):
    """
    The child gave no document.

    Attributes:
        kind: What it answered: encrypted, password, memory, damaged, failed; or time, or gone.
    """

    def __init__(self, kind: str, detail: str) -> None:
        """Keep both apart: *kind* is for the program, *detail* for a person."""
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of a document."""

    docx: bytes
    notices: tuple[tuple[str, str], ...]
    """Code and message of what the library could not do."""
    unplaced: tuple[str, ...]
    """Paragraphs of text boxes that nothing in the text anchors."""


def convert(data: bytes, *, password: str | None, limits: Limits) -> Converted:
    """
    The .docx of a Word 97 document.

    Raises:
        ChildError: There is none; `kind` says why.
    """
    with TemporaryDirectory(prefix="hospplan-") as folder:
        target = Path(folder) / "target.docx"
        answer = _ask("convert", data, Path(folder), password, limits)
        if not target.is_file() or target.stat().st_size > limits.unpacked_bytes:
            raise ChildError("failed", "no .docx came of it")
        notices = tuple((str(code), str(message)) for code, message in answer["notices"])
        return Converted(target.read_bytes(), notices, tuple(answer["unplaced"]))


def stored_clock(data: bytes, *, password: str | None, limits: Limits) -> tuple[str, ...]:
    """
    What is stored of the fields DATE and TIME of the body, in their order.

    Raises:
        ChildError: The fields can't be read.
    """
    with TemporaryDirectory(prefix="hospplan-") as folder:
        return tuple(_ask("clock", data, Path(folder), password, limits)["clock"])


def _ask(task: str, data: bytes, folder: Path, password: str | None, limits: Limits) -> dict[str, Any]:
    source = folder / "source.doc"
    cleared = bytearray(data)
    cleared[_CLASS_ID] = bytes(_CLASS_ID.stop - _CLASS_ID.start)
    source.write_bytes(cleared)
    request = {
        "do": task,
        "source": str(source),
        "target": str(folder / "target.docx"),
        "password": password,
        "seconds": limits.converter_seconds + _GRACE,
        "bytes": limits.file_bytes,
    }
    return _CHILD.ask(request, limits)


class _Child:
    """
    One process for all documents: to start one for each would take as long as the documents do.

    A process that was ended, or that ended, is followed by a new one with the next document.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: Queue[bytes] = Queue()
        self._owner = 0
        self._memory = 0

    def ask(self, request: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
        """The answer to a request; other threads wait for their turn."""
        with self._lock:
            process = self._running(limits)
            try:
                answer = self._exchange(process, request, limits.converter_seconds)
            except BaseException:  # also a person who presses Ctrl+C: the work must not go on unseen
                self._drop()
                raise
            if answer["error"] == "memory":
                self._drop()
        if answer["error"] is not None:
            raise ChildError(answer["error"], answer["detail"])
        return answer

    def _exchange(
        self, process: "subprocess.Popen[bytes]", request: Mapping[str, Any], seconds: int
    ) -> dict[str, Any]:
        if process.stdin is None:
            raise ChildError("gone", "it has no standard input")
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            line = self._answers.get(timeout=seconds)
        except Empty:
            raise ChildError("time", f"it took over {seconds} seconds") from None
        except OSError as error:
            raise ChildError("gone", str(error)) from error
        if not line:
            raise ChildError("gone", "the process ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _running(self, limits: Limits) -> "subprocess.Popen[bytes]":
        process = self._process
        # After a fork the pipes belong to two processes: the younger one takes a child of its own.
        if process is not None and self._owner == os.getpid():
            if process.poll() is None and self._memory == limits.converter_memory:
                return process
            self._drop()
        try:
            process = begin(
                [sys.executable, "-P", "-m", "hospplan.beside.word97"],
                folder=Path(gettempdir()),
                memory=limits.converter_memory,
                file_bytes=limits.unpacked_bytes,
                seconds=0,
                network="any",
                # it finds the modules that this process finds
                environment={"PYTHONPATH": os.pathsep.join(folder for folder in sys.path if folder)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except OSError as error:
            raise ChildError("gone", str(error)) from error
        self._process, self._owner, self._memory = process, os.getpid(), limits.converter_memory
        self._answers = Queue()
        Thread(target=_listen, args=(process, self._answers), daemon=True).start()
        return process

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        end(process)
        if process.stdin is not None:
            with suppress(OSError):  # what was still to be written has no reader
                process.stdin.close()

    def close(self) -> None:
        """End the process, if it is this one's."""
        if self._owner == os.getpid():
            self._drop()


def _listen(process: "subprocess.Popen[bytes]", answers: "Queue[bytes]") -> None:
    """Put each line that a process writes into the queue, and an empty one at its end."""
    if process.stdout is not None:
        with process.stdout as lines:
            for line in lines:
                answers.put(line)
    answers.put(b"")


_CHILD = _Child()
atexit.register(_CHILD.close)
