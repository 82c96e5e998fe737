"""Files of frames: lines of the manifest, each with the rows of its document; what is torn off is seen."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Self
from zlib import crc32

Kind = Literal[0, 1, 2, 3]
VOID: Kind = 0
"""No document: a list of names that what was known of is no longer true."""
ENTRY: Kind = 1
"""A line of the manifest without rows."""
ROWS: Kind = 2
LINES: Kind = 3
"""Rows that have JSON Lines among them."""

_HEAD = struct.Struct(">4sBIII")  # mark, kind, length of the entry, length of the rows, check of both
_MARK = b"hpf1"


@dataclass(frozen=True, slots=True)
class Frame:
    """One document as a file of the work folder has it."""

    kind: Kind
    entry: bytes
    """A line of the manifest, without its line feed."""
    rows: bytes = b""
    """`DocumentRows.to_bytes`."""

    def to_bytes(self) -> bytes:
        """The frame as it stands in a file."""
        check = crc32(self.rows, crc32(self.entry, self.kind))
        return _HEAD.pack(_MARK, self.kind, len(self.entry), len(self.rows), check) + self.entry + self.rows


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a frame stands in its file."""

    start: int
    kind: Kind
    entry: int
    """Bytes of the entry."""
    rows: int
    """Bytes of the rows."""
    check: int

    @property
    def end(self) -> int:
        """Where the next frame starts."""
        return self.start + _HEAD.size + self.entry + self.rows


class FrameFile:
    """A file of frames to read; also while frames are added to it."""

    def __init__(self, path: Path) -> None:
        """Open it."""
        self.path = path
        self._file: BinaryIO = path.open("rb")

    def spots(self, start: int = 0) -> Iterator[tuple[Spot, bytes]]:
        """Each whole frame with its entry, in order, up to the first that is none; rows are not looked at."""
        size = os.fstat(self._file.fileno()).st_size
        while (spot := self._spot(start)) is not None and spot.end <= size:
            yield spot, self._file.read(spot.entry)
            start = spot.end

    def sound(self, start: int = 0) -> Iterator[tuple[Spot, bytes]]:
        """The same, up to the first whose bytes are not those that were written."""
        for spot, entry in self.spots(start):
            if crc32(self._file.read(spot.rows), crc32(entry, spot.kind)) != spot.check:
                return
            yield spot, entry

    def entry(self, spot: Spot) -> bytes:
        """The entry of a frame."""
        self._file.seek(spot.start + _HEAD.size)
        return self._file.read(spot.entry)

    def rows(self, spot: Spot) -> bytes:
        """The rows of a frame."""
        self._file.seek(spot.start + _HEAD.size + spot.entry)
        return self._file.read(spot.rows)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _spot(self, start: int) -> Spot | None:
        self._file.seek(start)
        head = self._file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return None
        mark, kind, entry, rows, check = _HEAD.unpack(head)
        return Spot(start, kind, entry, rows, check) if mark == _MARK and kind <= LINES else None
