"""A folder of this machine."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NoReturn

from hospplan.batch.places.place import Listed, joined, over

_numbers = count(1)


class Folder:
    """
    A `Place` on a file system. A file is written under another name and renamed.

    Nothing is forced to the disk: a killed process leaves whole files only; after a power failure sizes tell what is
    to be done again.
    """

    def __init__(self, path: Path, temporary: Path | None = None) -> None:
        """
        Know the folder, which need not be there.

        Args:
            path: The folder.
            temporary: Where files are until they are whole: on the same file system, made when needed. By default
                beside the file.
        """
        self._path = path
        self._temporary = temporary

    @property
    def url(self) -> str:
        """The path as it was given."""
        return str(self._path)

    @property
    def local(self) -> Path | None:
        """The folder."""
        return self._path

    def list(self, below: str = "") -> Iterator[Listed]:
        """All files below, sorted; links to folders are not followed, what is no ordinary file is left out."""
        yield from _list(self._at(below) if below else self._path, joined(below))

    def size(self, name: str) -> int | None:
        """The bytes of a file; None where there is none."""
        path = self._at(name)
        try:
            return path.stat().st_size if path.is_file() else None
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return None
            raise

    def read(self, name: str, limit: int | None = None) -> bytes:
        """All of a file."""
        with self._at(name).open("rb") as file:
            data = file.read(-1 if limit is None else limit + 1)
        if limit is not None and len(data) > limit:
            raise over(limit)
        return data

    def read_range(self, name: str, start: int, end: int) -> bytes:
        """Some bytes of a file."""
        with self._at(name).open("rb") as file:
            file.seek(start)
            return file.read(max(0, end - start))

    def write(self, name: str, data: bytes) -> None:
        """Write a file under another name, then rename it."""
        path = self._behind_link(name)
        temporary = self._new(path, self._temporary)
        try:
            temporary.write_bytes(data)
            self._move(temporary, path)
        except OSError as error:
            _drop(temporary, path, error)

    def put(self, name: str, file: Path) -> None:
        """Rename a file to here."""
        path = self._behind_link(name)
        _make(path.parent)
        try:
            self._move(file, path)
        except OSError as error:
            _drop(None, path, error)

    def _move(self, file: Path, path: Path) -> None:
        """Rename; of what lies on another file system (a disk mounted below) a copy beside."""
        try:
            file.replace(path)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            beside = self._new(path, None)
            try:
                shutil.copyfile(file, beside)
                beside.replace(path)
            except OSError as fault:
                _drop(beside, path, fault)
            file.unlink()

    def delete(self, name: str) -> None:
        """Take a file away, of a link the link, and the folders that are empty then."""
        path = self._at(name)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self._path:
                break
            try:
                folder.rmdir()
            except FileNotFoundError:
                continue
            except OSError:  # it holds something
                break

    def join(self, name: str) -> "Folder":
        """The folder below."""
        return Folder(self._at(name), self._temporary)

    def _at(self, name: str) -> Path:
        return self._path / joined(name)

    def _behind_link(self, name: str) -> Path:
        """
        What is written: of a link to another file of the folder that file, and the link stays.

        One that leads out of the folder is replaced. Whoever made it, its file is none of ours: a folder may come
        from a stranger.
        """
        path = self._at(name)
        if not path.is_symlink():
            return path
        real = Path(os.path.realpath(path))
        return real if real.is_relative_to(os.path.realpath(self._path)) else path

    def _new(self, path: Path, folder: Path | None) -> Path:
        """A name for a file that is not whole yet. mkstemp would make one that only its owner can read."""
        _make(path.parent)
        folder = folder or path.parent
        _make(folder)
        return folder / f".hospplan-{os.getpid()}-{next(_numbers)}.tmp"


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


def _drop(temporary: Path | None, path: Path, error: OSError) -> NoReturn:
    """Leave no trace, and tell of the file that was asked for, not of ours."""
    if temporary is not None:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    error.filename, error.filename2 = str(path), None
    raise error


def _list(folder: Path, prefix: str) -> Iterator[Listed]:
    try:
        with os.scandir(folder) as listing:
            # "a.txt" is before "a/b.txt": a folder sorts as the names in it do
            entries = sorted(
                (f"{x.name}/" if x.is_dir(follow_symlinks=False) else x.name, x) for x in listing
            )
    except (FileNotFoundError, NotADirectoryError):
        return
    for name, entry in entries:
        whole = joined(prefix, name)
        if name.endswith("/"):
            yield from _list(folder / entry.name, whole)
        elif entry.is_file():
            yield Listed(whole, entry.stat().st_size)
