"""Runs of `hospplan convert` as processes of their own, watched, and killed with all that they started (Linux)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FAULTS = Path(__file__).with_name("faults")
LOOK_EVERY = 0.02
"""Seconds between two looks at a process."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a run."""

    status: int
    """Its exit status; negative where a signal ended it."""
    seconds: float
    peak: int
    """KiB of memory that the process itself, without its workers, held at most."""
    said: str
    """Standard error."""
    read: tuple[str, ...]
    """The names of the documents that were read, without folders, sorted."""


class Run:
    """A run of `convert` that goes on beside this process; what it says and reads is kept in files beside *out*."""

    def __init__(
        self, paths: Iterable[Path], out: Path, options: Sequence[str] = (), *, hold: int | None = None
    ) -> None:
        """Start it; from its *hold*th document on its workers begin documents and do not end them."""
        out.parent.mkdir(parents=True, exist_ok=True)
        self._said = out.with_name(f"{out.name}.log")
        self._reads = out.with_name(f"{out.name}.reads")
        self._reads.unlink(missing_ok=True)
        command = [sys.executable, "-m", "hospplan", "convert", *map(str, paths), "-o", str(out), *options]
        with self._said.open("wb") as said:
            self._start = time.perf_counter()
            self.process = subprocess.Popen(
                command,
                env=_environment(self._reads, hold),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    @property
    def pid(self) -> int:
        """The process itself, not a worker."""
        return self.process.pid

    def reads(self) -> list[str]:
        """The names of the documents that workers have begun to read so far, in this order."""
        return self._reads.read_text(encoding="utf-8").split("\n")[:-1] if self._reads.exists() else []

    def has_reached(self, documents: int) -> Callable[[], bool]:
        """For `wait`: true when so many documents have been begun."""
        return lambda: len(self.reads()) >= documents

    def wait(self, seconds: float, until: Callable[[], bool] = lambda: False) -> Done | None:
        """
        Watch it until it ends; None where it goes on after *seconds*, or when *until* comes true.

        Raises:
            OSError: What it said can't be read.
        """
        peak, end = 0, time.perf_counter() + seconds
        while self.process.poll() is None:
            peak = max(peak, _peak(self.pid))
            if time.perf_counter() > end or until():
                return None
            time.sleep(LOOK_EVERY)
        said = self._said.read_text(encoding="utf-8", errors="replace")
        taken = time.perf_counter() - self._start
        return Done(self.process.returncode, taken, peak, said, tuple(sorted(self.reads())))

    def kill(self) -> list[int]:
        """End it and all that it started, at once and without a word (kill -9); the processes that it had."""
        all_of_it = [self.pid, *descendants(self.pid)]
        for pid in all_of_it:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        return all_of_it


def run(paths: Iterable[Path], out: Path, *options: str, seconds: float = 3600) -> Done:
    """
    A whole run.

    Raises:
        TimeoutError: It was killed after *seconds*.
    """
    going = Run(paths, out, options)
    try:
        done = going.wait(seconds)
    except BaseException:
        going.kill()
        raise
    if done is None:
        going.kill()
        raise TimeoutError(f"convert was not done after {seconds:g} s")
    return done


def descendants(pid: int) -> list[int]:
    """The processes that a process started, those that these started, and so on."""
    found = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # gone meanwhile
            for child in map(int, children.read_text().split()):
                found += [child, *descendants(child)]
    return found


def are_gone(pids: Iterable[int], seconds: float) -> bool:
    """True as soon as none of these processes runs any more, False where one does after *seconds*."""
    end = time.perf_counter() + seconds
    while any(_runs(pid) for pid in pids):
        if time.perf_counter() > end:
            return False
        time.sleep(LOOK_EVERY)
    return True


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}  # ended, and only not yet fetched by whoever inherited it


def _peak(pid: int) -> int:
    """KiB; 0 where the process has just ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def _environment(reads: Path, hold: int | None) -> dict[str, str]:
    """This one's, with the faults, the record of what is read, and bytecode kept as an installed program has it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join((str(FAULTS), str(ROOT / "src"), *filter(None, [kept.get("PYTHONPATH")])))
    held = {} if hold is None else {"NIGHT_HOLD": str(hold)}
    return {**kept, "PYTHONPATH": path, "NIGHT_READS": str(reads), "HOSPPLAN_LANG": "en", **held}
