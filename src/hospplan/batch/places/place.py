"""What all places can do, wherever they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hospplan.errors import LimitError


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a place."""

    name: str
    """Below the place, its parts separated by /."""
    size: int
    etag: str | None = None
    """What a store gives to tell one content from another; None on a file system."""


class Place(Protocol):
    """
    A folder of files, by path or URL. It can be used by several threads.

    Names are relative, separated by /, and hold no . or .. part. Every method but `size` of what is not there raises an OSError whose
    `filename` is the path or URL of the file: FileNotFoundError and PermissionError where that is the reason.
    """

    @property
    def url(self) -> str:
        """The path or URL, as a person knows it; without a secret."""

    @property
    def local(self) -> Path | None:
        """The folder, where it is one of this machine."""

    def list(self, below: str = "") -> Iterator[Listed]:
        """All files below a folder of the place, sorted by name as text; none where there is no such folder."""

    def size(self, name: str) -> int | None:
        """The bytes of a file; None where there is none."""

    def read(self, name: str, limit: int | None = None) -> bytes:
        """All of a file; a LimitError, after no more than *limit* bytes were read, where it is larger."""

    def read_range(self, name: str, start: int, end: int) -> bytes:
        """Bytes *start* to *end* (half-open) of a file; fewer where it ends before."""

    def write(self, name: str, data: bytes) -> None:
        """Make or replace a file, whole or not at all; folders are made."""

    def put(self, name: str, file: Path) -> None:
        """Move a finished local file here, whole or not at all; it is gone from where it was."""

    def delete(self, name: str) -> None:
        """Take a file away, and the folders that are empty then; one that is not there is no error."""

    def join(self, name: str) -> "Place":
        """The place of a folder below."""


def over(limit: int) -> LimitError:
    """The error of a file that is larger than allowed."""
    return LimitError(f"the file is over {limit:,} bytes", mend="split it, or take out large pictures")


def joined(*names: str) -> str:
    """
    Names one below the other, without empty ones.

    Raises:
        ValueError: One has a part . or .., and could leave its place.
    """
    parts = [part for name in names for part in name.split("/") if part]
    if {".", ".."} & set(parts):
        raise ValueError(f"no name of a file: {'/'.join(names)}")
    return "/".join(parts)
