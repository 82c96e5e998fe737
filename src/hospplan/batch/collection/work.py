"""The folder in OUT for work that is not finished, and for what the next run needs to know."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from hospplan.batch.collection.lock import Lock
from hospplan.batch.collection.manifest import MANIFEST
from hospplan.batch.places import open_place

WORK = ".hospplan"
"""What the folder is called, in OUT."""


class Work:
    """
    The work folder of one run; its `tmp` is empty at the start, whatever a run that was killed has left there.

    Of a local OUT it is OUT/.hospplan, and locked. Of an OUT in a store it is a temporary folder that holds copies;
    what is put goes into the store too. A store has no locks: nobody is kept out there.

    Raises:
        BusyFolderError: Another run has it.
        HospplanError, OSError: It can't be made; the store can't be reached.
    """

    def __init__(self, out: str | Path, *, rows: bool) -> None:
        """
        Make the folder where there is none.

        Args:
            out: OUT, a path or URL.
            rows: Shards are wanted here.
        """
        local = open_place(out).local
        self._stack = ExitStack()
        if local is not None:
            self.root = local / WORK
            self.manifest = local / MANIFEST
        else:
            self.root = Path(self._stack.enter_context(TemporaryDirectory(prefix="hospplan-")))
            self.manifest = self.root / MANIFEST
        self.tmp = self.root / "tmp"
        self.journal = self.root / "journal"
        self.state = self.root / "state.json"
        self.rows = self.root / "rows"
        self.out = open_place(out, temporary=self.tmp)
        """Where everything goes."""
        self.is_remote = local is None
        if local is not None:
            self._unlink()
        self._lock = self._locked() if local is not None else None
        _clear(self.tmp)
        self.tmp.mkdir()
        if self.is_remote:
            self._pull(rows=rows)

    def shard(self, number: int) -> Path:
        """The file of rows of a shard."""
        return self.rows / f"shard-{number:05}"

    def shards(self) -> list[Path]:
        """Those that are here, in order."""
        return sorted(self.rows.glob("shard-*")) if self.rows.is_dir() else []

    def put_shard(self, number: int, file: Path) -> None:
        """Put a finished file of the temporary folder into the place of a shard."""
        self.rows.mkdir(exist_ok=True)
        if self.is_remote:
            self.out.write(f"{WORK}/rows/{self.shard(number).name}", file.read_bytes())
        file.replace(self.shard(number))

    def drop_shards(self, count: int) -> None:
        """Take away all shards but the first *count*."""
        for path in self.shards()[count:]:
            path.unlink()
        if self.is_remote:
            for listed in [*self.out.list(f"{WORK}/rows")]:
                if listed.name.rpartition("/")[2] >= self.shard(count).name:
                    self.out.delete(listed.name)

    def put_state(self, content: bytes) -> None:
        """Put state.json into place; without content take it away."""
        before = self.state.read_bytes() if self.state.is_file() else b""
        if content == before:
            return
        if not content:
            self.state.unlink()
        else:
            temporary = self.tmp / self.state.name
            temporary.write_bytes(content)
            temporary.replace(self.state)
        if self.is_remote and content:
            self.out.write(f"{WORK}/{self.state.name}", content)
        elif self.is_remote:
            self.out.delete(f"{WORK}/{self.state.name}")

    def sizes(self) -> Callable[[str], int | None]:
        """From a name in OUT to the bytes of its file; of a store from one listing, not a request each."""
        if not self.is_remote:
            return self.out.size
        return {listed.name: listed.size for listed in self.out.list()}.get

    def close(self) -> None:
        """Leave what the next run needs; the folder goes where that is nothing."""
        _clear(self.tmp)
        if self._lock is not None:
            self._lock.release()
        for folder in (self.rows, self.root):
            try:
                folder.rmdir()
            except OSError:  # something is in it, or it is not there
                continue
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _unlink(self) -> None:
        """
        Take links away that stand where ours should; what they name is left alone.

        OUT may come from a stranger (an archive, a repository), and what is in the work folder is emptied, cut off
        and deleted without a question.
        """
        ours = (
            self.root,
            self.tmp,
            self.rows,
            self.root / "parts",
            self.journal,
            self.state,
            self.root / "lock",
        )
        for path in ours:
            if path.is_symlink():
                path.unlink(missing_ok=True)

    def _locked(self) -> Lock:
        while True:
            self.root.mkdir(parents=True, exist_ok=True)
            try:
                return Lock(self.root / "lock")
            except FileNotFoundError:  # the run before ours took the empty folder away just now
                continue

    def _pull(self, *, rows: bool) -> None:
        """Have here what is in the store."""
        for name, path in ((MANIFEST, self.manifest), (f"{WORK}/{self.state.name}", self.state)):
            if self.out.size(name) is not None:
                path.write_bytes(self.out.read(name))
        if rows:
            self.rows.mkdir()
            for listed in self.out.list(f"{WORK}/rows"):
                (self.rows / listed.name.rpartition("/")[2]).write_bytes(self.out.read(listed.name))


def _clear(folder: Path) -> None:
    rmtree(folder, ignore_errors=True)
