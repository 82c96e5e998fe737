"""A file of a place that can be read from anywhere, so that an archive in a store is not fetched whole."""

import io
from typing import Any, BinaryIO

from hospplan.batch.places.place import Place


class _Ranges(io.RawIOBase):
    def __init__(self, place: Place, name: str, size: int) -> None:
        self._place = place
        self._name = name
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        end = min(self._at + len(buffer), self._size)
        if self._at >= end:
            return 0
        data = self._place.read_range(self._name, self._at, end)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def open_ranges(place: Place, name: str, buffer: int = 1 << 16, *, size: int | None = None) -> BinaryIO:
    """
    A file object, each of whose reads fetches at least *buffer* bytes in one request.

    Args:
        place: Where it is.
        name: What it is called there.
        buffer: Bytes.
        size: Of the file, or anything above, where its end is not needed; else it is asked for.

    Raises:
        FileNotFoundError: There is no such file.
        OSError: Its size can't be asked.
    """
    size = place.size(name) if size is None else size
    if size is None:
        raise FileNotFoundError(2, "no such object", f"{place.url}/{name}".rstrip("/"))
    return io.BufferedReader(_Ranges(place, name, size), buffer)
