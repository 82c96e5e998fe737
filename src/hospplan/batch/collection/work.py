"""The folder in OUT for work that is not finished, and for what the next run needs to know."""

from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Self

from hospplan.batch.collection.lock import Lock

WORK = ".hospplan"
"""What the folder is called, in OUT."""


class Work:
    """
    The work folder of one run, locked; `tmp` is empty at its start, whatever a run that was killed has left there.

    Raises:
        BusyFolderError: Another run has it.
        OSError: It can't be made.
    """

    def __init__(self, root: Path) -> None:
        """Make the folder where there is none."""
        self.root = root
        self.tmp = root / "tmp"
        self.journal = root / "journal"
        self.state = root / "state.json"
        self.rows = root / "rows"
        while True:
            root.mkdir(parents=True, exist_ok=True)
            try:
                self._lock = Lock(root / "lock")
            except FileNotFoundError:  # the run before ours took the empty folder away just now
                continue
            break
        self._clear(self.tmp)
        self.tmp.mkdir()

    def shard(self, number: int) -> Path:
        """The file of rows of a shard."""
        return self.rows / f"shard-{number:05}"

    def shards(self) -> list[Path]:
        """Those that are there, in order."""
        return sorted(self.rows.glob("shard-*")) if self.rows.is_dir() else []

    def close(self) -> None:
        """Leave what the next run needs; the folder goes where that is nothing."""
        self._clear(self.tmp)
        self._lock.release()
        for folder in (self.rows, self.root):
            try:
                folder.rmdir()
            except OSError:  # something is in it, or it is not there
                continue

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @staticmethod
    def _clear(folder: Path) -> None:
        rmtree(folder, ignore_errors=True)
