"""
Loaded by every Python process that is started with this folder on its path; it acts in hospplan's workers alone.

There it stands before `hospplan.readers.read` and makes the process do what the first word of a text says, as a
library's fault or a hostile document would. So nothing of this is in the program.
"""

import os
import re
import signal
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_kept: list[bytes] = []
_is_poisoned = False


def _answers() -> int:
    """The descriptor that answers go out on."""
    for number in range(3, 64):
        try:
            mode = os.fstat(number).st_mode
            os.write(number, b"")
        except OSError:
            continue
        if stat.S_ISFIFO(mode):
            return number
    raise LookupError("no pipe")


def _forge() -> None:
    """Answer with a record of another document."""
    from hospplan.batch.record import Record

    honest = Record.to_json

    def forged(record: Record) -> Any:
        return honest(record.named(name="../../elsewhere"))

    Record.to_json = forged  # type: ignore[method-assign,assignment]  # classes are open


def _poison() -> None:
    global _is_poisoned  # noqa: PLW0603  (what a library that writes where it should not does)
    _is_poisoned = True


def _once(act: Callable[[], object]) -> None:
    """Act in the first process that comes here."""
    mark = Path(os.environ["FAULTS_MARK"])
    if not mark.exists():
        mark.touch()
        act()


def _say(*words: object) -> None:
    sys.stderr.write(" ".join(map(str, words)) + "\n")
    sys.stderr.flush()


def _print() -> None:
    sys.stdout.write("a library says hello\n")
    sys.stdout.flush()
    os.write(1, b"and writes\n" * 5000)


def _start_child() -> None:
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    _say("child", child.pid)


def _grow_child() -> None:
    subprocess.run([sys.executable, "-c", "import time; x = b'x' * (600 << 20); time.sleep(600)"], check=True)


def _grow() -> None:
    while True:
        _kept.append(b"x" * (8 << 20))


def _signal(number: str) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), signal.Signals[number])


def _sleep(seconds: float) -> Callable[[], None]:
    return lambda: time.sleep(seconds)


def _hang() -> None:
    """Never let another thread run."""
    re.match(r"(a|aa)+b", "a" * 200)


_FAULTS: dict[str, tuple[Callable[[], object], ...]] = {
    "segfault": (_signal("SIGSEGV"),),
    "exit": (lambda: os._exit(7),),
    "hang-in-c": (_hang,),
    "sleep": (_sleep(600),),
    "nap": (_sleep(1.5),),
    "stop": (_signal("SIGSTOP"),),
    "grow": (_grow,),
    "child-grow": (_grow_child,),
    "burst": (lambda: bytearray(64 << 30),),
    "leak": (lambda: _kept.append(b"x" * (200 << 20)),),
    "print": (_print,),
    "garbage": (lambda: os.write(_answers(), b"not a frame at all"), _sleep(600)),
    "lie": (lambda: os.write(_answers(), b"HPf1" + struct.pack(">IQ", 1, 1 << 50)),),
    "forge": (_forge,),
    "poison": (_poison,),
    "killed": (_signal("SIGKILL"),),
    "killed-once": (lambda: _once(_signal("SIGKILL")),),
    "child-sleep": (_start_child, _sleep(600)),
    "child-segfault": (_start_child, _sleep(2.5), _signal("SIGSEGV")),
}


def _stand_before(read: Callable[..., Any]) -> Callable[..., Any]:
    def meet_and_read(data: bytes, name: str, **more: Any) -> Any:
        _say("process", os.getpid())
        if _is_poisoned:
            os.kill(os.getpid(), signal.SIGSEGV)
        word, _, rest = data.partition(b" ")
        steps = _FAULTS.get(word.decode("latin-1"))
        if steps is not None:
            data = rest
            for step in steps:
                step()
        return read(data, name, **more)

    return meet_and_read


if "hospplan.batch.run.worker" in sys.orig_argv:
    if "FAULTS_START" in os.environ:
        sys.exit("this installation is broken")
    import hospplan.readers

    hospplan.readers.read = _stand_before(hospplan.readers.read)
