"""Files that are there whole or not at all."""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

_numbers = count(1)


class AtomicFile:
    """
    A file (texts in UTF-8) that takes its name when it is complete; until then an earlier one stays untouched.

    Used as a context: leaving it well puts the file in place, leaving it by an exception drops it.

    Raises:
        PermissionError: On leaving, where Windows holds the old file open in another program.
        OSError: The folder can't be written, the disk is full. `filename` is the path as it was given.
    """

    def __init__(self, path: Path) -> None:
        """Prepare to write *path*; missing folders are made."""
        self._shown = str(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        # A link keeps being one: the file that it names is renewed.
        self.path = Path(os.path.realpath(path))
        # A device or pipe (/dev/null, /dev/stdout) is written, never replaced.
        is_special = self.path.exists() and not self.path.is_file() and not self.path.is_dir()
        self._in_place = is_special or path.parts[:2] == ("/", "dev")
        # A short name of our own: mkstemp would make a file that only its owner can read.
        own_name = f".hospplan-{os.getpid()}-{next(_numbers)}.tmp"
        self._temporary = path if self._in_place else self.path.parent / own_name
        self._file = self._temporary.open("wb" if self._in_place else "xb")

    def write(self, text: str) -> None:
        """Add a text to the file; line ends stay as they are."""
        self._file.write(text.encode())

    def write_bytes(self, data: bytes) -> None:
        """Add bytes to the file."""
        self._file.write(data)

    def keep(self) -> None:
        """Put the file in place."""
        try:
            self._file.close()
            if not self._in_place:
                self._temporary.replace(self.path)
        except OSError as error:
            self.drop()
            # of the file that was asked for, not of ours
            error.filename, error.filename2 = self._shown, None
            raise

    def drop(self) -> None:
        """Leave no trace."""
        with suppress(OSError):
            self._file.close()
        if not self._in_place:
            self._temporary.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.keep()
        else:
            self.drop()


def write_text(path: Path, text: str) -> None:
    """Write a whole file; see `AtomicFile`."""
    with AtomicFile(path) as file:
        file.write(text)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file; see `AtomicFile`."""
    with AtomicFile(path) as file:
        file.write_bytes(data)
