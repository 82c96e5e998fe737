"""Child processes: begun within bounds, and ended with all that they began themselves."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Literal

import hospplan.beside

_CONFINE = Path(hospplan.beside.__file__).parent / "confine.py"
_GRACE = 5.0
"""Seconds that a killed process may take to be gone."""


def begin(
    command: Sequence[str],
    *,
    folder: Path,
    memory: int,
    file_bytes: int,
    seconds: int,
    network: Literal["any", "none"],
    environment: Mapping[str, str],
    stdin: int = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
) -> "subprocess.Popen[bytes]":
    """
    A new process in a group of its own; what it says on standard error is lost.

    Args:
        command: The program and its arguments; no shell reads them.
        folder: Where it works.
        memory: Bytes of address space; Windows and macOS know no such bound.
        file_bytes: The largest file that it may write, on POSIX.
        seconds: Of the processor, on POSIX; 0 for a process that stays.
        network: "none" takes it off the network, where Linux lets us.
        environment: Variables in place of this process' own, or beside them.
        stdin: As for subprocess.Popen.
        stdout: Likewise.

    Raises:
        OSError: It can't be started.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    else:
        bounds = [str(memory), str(file_bytes), str(seconds), network]
        command = [sys.executable, "-I", str(_CONFINE), *bounds, *command]
    return subprocess.Popen(  # noqa: S603  (no shell, and no part of the command comes from a document)
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
        start_new_session=True,  # of no meaning on Windows
    )


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and all of its group, and wait until it is gone; nothing where it is gone already."""
    if sys.platform == "win32":
        if process.poll() is None:
            kill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(kill, capture_output=True, check=False)  # noqa: S603  (a number is all that varies)
    else:
        # also where the leader is gone: LibreOffice's starts the real program and may end before it
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)
