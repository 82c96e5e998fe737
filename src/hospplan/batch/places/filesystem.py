"""An object store through fsspec, where obstore is not installed."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from hospplan.batch.places.place import Listed, joined, over
from hospplan.batch.places.secrets import without_secrets

_PAUSES = (0.2, 0.8, 3.2)
"""Seconds before each further try of what fails for a moment."""
_PASSING = re.compile(
    r"SlowDown|reduce your request rate|ServiceUnavailable|InternalError|EndpointConnection|ConnectionClosed"
    r"|Timeout|\b50[034]\b"
)
Got = TypeVar("Got")


class FileSystem:
    """A `Place` behind one of fsspec's file systems, which put objects as a whole."""

    def __init__(self, system: Any, root: str, prefix: str) -> None:
        """
        Know the place.

        Args:
            system: Of fsspec; it keeps no listings, which would be old.
            root: The URL of the bucket: s3://bucket.
            prefix: The folder in it; empty for all of it.
        """
        self._system = system
        self._root = root
        self._bucket = root.partition("://")[2]
        self._prefix = joined(prefix)

    @property
    def url(self) -> str:
        """The URL, names verbatim."""
        return f"{self._root}/{self._prefix}".rstrip("/")

    @property
    def local(self) -> Path | None:
        """None: it is elsewhere."""
        return None

    def list(self, below: str = "") -> Iterator[Listed]:
        """All objects below, sorted."""
        folder = self._path(below)
        found = self._try(below, lambda path: self._system.find(path, detail=True))
        skipped = len(joined(self._bucket, self._prefix)) + 1
        for path in sorted(found):
            told = found[path]
            name = path.removeprefix("/")  # of fsspec's memory:// paths are absolute
            # A folder made by a web console is an object that is called like it.
            if told["type"] == "file" and not name.endswith("/") and name != folder:
                etag = told.get("ETag") or told.get("etag")
                yield Listed(name[skipped:], told["size"], etag)

    def size(self, name: str) -> int | None:
        """The bytes of an object; None where there is none."""
        try:
            told = self._try(name, self._system.info)
        except FileNotFoundError:
            return None
        return int(told["size"]) if told["type"] == "file" else None

    def read(self, name: str, limit: int | None = None) -> bytes:
        """All of an object; its size is asked before its content where there is a limit."""
        if limit is not None and (self.size(name) or 0) > limit:
            raise over(limit)
        data: bytes = self._try(name, self._system.cat_file)
        return data

    def read_range(self, name: str, start: int, end: int) -> bytes:
        """Some bytes of an object."""
        if start >= end:
            return b""
        try:
            data: bytes = self._try(name, lambda path: self._system.cat_file(path, start=start, end=end))
        except OSError:
            size = self.size(name)
            if size is not None and start >= size:
                return b""
            raise
        return data

    def write(self, name: str, data: bytes) -> None:
        """Put an object."""
        self._try(name, lambda path: self._system.pipe_file(path, data))

    def put(self, name: str, file: Path) -> None:
        """Upload a file, and take it away."""
        self._try(name, lambda path: self._system.put_file(str(file), path))
        file.unlink()

    def delete(self, name: str) -> None:
        """Delete an object; one that is not there is no error."""
        try:
            self._try(name, self._system.rm_file)
        except FileNotFoundError:
            return

    def join(self, name: str) -> "FileSystem":
        """The place below."""
        return FileSystem(self._system, self._root, joined(self._prefix, name))

    def _path(self, name: str) -> str:
        return joined(self._bucket, self._prefix, name)

    def _try(self, name: str, call: Callable[[str], Got]) -> Got:
        url, path = f"{self.url}/{name}".rstrip("/"), self._path(name)
        for pause in (*_PAUSES, None):
            try:
                return call(path)
            except FileNotFoundError as error:
                raise FileNotFoundError(2, "no such object", url) from error
            except Exception as error:
                if pause is None or not _passes(error):
                    kind = PermissionError if isinstance(error, PermissionError) else OSError
                    number = 13 if kind is PermissionError else 5
                    raise kind(number, without_secrets(str(error) or type(error).__name__), url) from error
                time.sleep(pause)
        raise AssertionError  # the last turn gives or raises


def _passes(error: Exception) -> bool:
    """Whether it may be over in a moment: a lost connection, a server that has too much to do."""
    is_lost = isinstance(error, (ConnectionError, TimeoutError))
    return is_lost or _PASSING.search(f"{type(error).__name__} {error}") is not None


def open_system(scheme: str) -> Any:
    """
    The file system of a scheme, with the credentials that the environment has.

    Raises:
        ImportError: fsspec, or the package that knows this store, is not installed.
    """
    import fsspec  # noqa: PLC0415  (an extra)

    return fsspec.filesystem(scheme, skip_instance_cache=True, use_listings_cache=False)
