"""
A process that converts documents: `python -m hospplan.batch.run.worker`.

Frames come in on standard input: first how (the recipe), then a document each. Frames go out on a descriptor of its
own, since libraries print: their standard output is its standard error. It ends when whoever started it does, and then
ends what it started itself.
"""

import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from psutil import Process

from hospplan.batch.inputs.input import Input
from hospplan.batch.recipe import Recipe
from hospplan.batch.run.frames import END_OF_OUTPUT, Frame, FrameError, read_frame, write_frame
from hospplan.batch.run.tree import end_below
from hospplan.errors import HospplanError, LexiconError

if TYPE_CHECKING:
    from hospplan.batch.document import Kitchen
    from hospplan.batch.record import Record

_ANY = 1 << 62
"""What this process is told by the one that started it needs no bound."""
_PARENT_DIES = 1
"""PR_SET_PDEATHSIG of Linux."""


class _Inbox:
    """
    What comes in, read by a thread of its own, so that the other side's end is known while a document is read.

    A worker at work ends at once then, with all that it started; an idle one ends in order.
    """

    def __init__(self, requests: BinaryIO) -> None:
        self._requests = requests
        self._frames: SimpleQueue[Frame | None] = SimpleQueue()
        self._lock = Lock()
        self._open = 0
        Thread(target=self._listen, daemon=True).start()

    def next(self) -> Frame | None:
        """The next frame, or None at the end."""
        return self._frames.get()

    def answered(self) -> None:
        """The last frame has its answer."""
        with self._lock:
            self._open -= 1

    def _listen(self) -> None:
        with suppress(FrameError, OSError):
            while (frame := read_frame(self._requests, _ANY)) is not None:
                with self._lock:
                    self._open += 1
                self._frames.put(frame)
        with self._lock:
            if self._open:
                try:
                    end_below()
                finally:
                    os._exit(1)
        self._frames.put(None)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer frames until there are no more: the recipe by its pid when all is loaded, a document by its record."""
    inbox = _Inbox(requests)
    first = inbox.next()
    if first is None:
        return
    from hospplan.batch.document import Kitchen  # noqa: PLC0415  (late: a library that prints as it is loaded)

    try:
        kitchen = Kitchen.of(Recipe.from_json(first.head["recipe"]))
    except HospplanError as error:
        told = {"message": error.message, "mend": error.mend, "is_lexicon": isinstance(error, LexiconError)}
        write_frame(answers, {"refused": told})
        return
    # What is loaded stays: no collection need ever look at it again.
    gc.collect()
    gc.freeze()
    _bound_memory(first.head["memory"])
    # told, since the program that was started may be none but one that starts it: python.exe of a venv on Windows
    write_frame(answers, {"pid": os.getpid()})
    inbox.answered()
    while (frame := inbox.next()) is not None:
        head, blobs = _answer(frame, kitchen)
        _end_output()
        write_frame(answers, head, blobs)
        inbox.answered()


def _answer(frame: Frame, kitchen: "Kitchen") -> tuple[dict[str, Any], list[bytes]]:
    given = Input.from_json(frame.head["input"])
    record = _converted(given, _reader(given, frame, kitchen.recipe), kitchen)
    if record is None or (record.failure is not None and record.failure.code == MemoryError.__name__):
        return {"is_out_of_memory": True}, []
    head, blobs = record.to_json()
    return {"record": head}, blobs


def _converted(given: Input, read: Callable[[], bytes], kitchen: "Kitchen") -> "Record | None":
    """The record of a document; None where memory did not even do to tell that it does not do."""
    from hospplan.batch.document import convert_document  # noqa: PLC0415  (as above)

    try:
        # one process for pictures: a run has as many workers as it may use cores
        return convert_document(read, str(given.name), given.shown, kitchen, workers=1)
    except MemoryError:
        return None


def _reader(given: Input, frame: Frame, recipe: Recipe) -> Callable[[], bytes]:
    def read() -> bytes:
        if frame.blobs:  # a stream, which could be read once only
            return frame.blobs[0]
        from hospplan.batch.inputs.reading import read_input  # noqa: PLC0415  (where it is needed)

        return read_input(given, recipe.limits, password=recipe.password)

    return read


def _end_output() -> None:
    """Say where what was printed over this document ends."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # whatever a library has made of it
            stream.flush()
    with suppress(OSError):
        os.write(2, END_OF_OUTPUT)


def _bound_memory(memory: int) -> None:
    """
    Let one allocation far over *memory* fail at once, before who watches can see it; POSIX alone.

    It is a quarter above, so that what grows step by step is seen first, and beside what is loaded already. The hard
    bound stays: a process that is started here and has a bound of its own may have a higher one.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (not on Windows)

    most = Process().memory_info().vms + memory + memory // 4 + (256 << 20)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    known = [bound for bound in (soft, hard) if bound != resource.RLIM_INFINITY]
    with suppress(OSError, ValueError):  # macOS bounds no address space
        resource.setrlimit(resource.RLIMIT_AS, (min([most, *known]), hard))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _end_with_parent() -> None:
    """
    Let the system itself end this process a second after its parent, on Linux, should its own thread not have done so.

    A library may keep every thread from running (a pattern that never ends). The handler of the signal that tells of
    the parent's end is therefore no Python: it is the C library's `alarm`, which takes the number of the signal for
    seconds, and SIGHUP is 1. Were the signal to kill at once, what this process has started would outlive it.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  (only here)

        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        system = ctypes.CDLL(None)
        system.signal(int(signal.SIGHUP), system.alarm)
        system.prctl(_PARENT_DIES, int(signal.SIGHUP))


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, out of the reach of libraries and of what this process starts."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def main() -> None:
    """Serve whoever started this process."""
    requests, answers = _own_pipes()
    _end_with_parent()
    faulthandler.enable()
    if sys.platform != "win32":
        faulthandler.register(signal.SIGUSR1)  # where it is, for the log of a run that gives up waiting
    # nobody is left to answer: it ends without a word
    with suppress(BrokenPipeError):
        serve(requests, answers)


if __name__ == "__main__":
    main()
