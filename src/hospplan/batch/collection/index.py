"""What is known of each document: by earlier runs, and by this one as it goes on. Small, whatever the documents hold."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from json import dumps, loads
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from hospplan.batch.collection.frames import ENTRY, VOID, Frame, FrameFile, Kind, Spot
from hospplan.batch.collection.manifest import read_line
from hospplan.batch.record import Entry

_OPEN = 4


class Known(NamedTuple):
    """Where a document's entry, and its rows, can be had."""

    path: Path
    spot: Spot


class Index:
    """
    Name → the last that is known of the document.

    Nothing of a document but its name and a place in a file is held in memory.
    """

    def __init__(self) -> None:
        """Know nothing."""
        self._known: dict[str, Known] = {}
        self._files: OrderedDict[Path, FrameFile | _Lines] = OrderedDict()

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def add(self, name: str, path: Path, spot: Spot) -> None:
        """Know a document by a frame, or a line of a manifest, in a file."""
        self._known[name] = Known(path, spot)

    def forget(self, names: Iterable[str]) -> None:
        """Know some no longer."""
        for name in names:
            self._known.pop(name, None)

    def kind(self, name: str) -> Kind:
        """Whether the rows of a document are at hand."""
        return self._known[name].spot.kind

    def is_in(self, path: Path, name: str) -> bool:
        """Whether what is known of a document is what a file has."""
        return self._known[name].path == path

    def entry(self, name: str) -> Entry:
        """What the manifest is to say of a document."""
        known = self._known[name]
        return read_line(self._file(known.path).entry(known.spot))

    def rows(self, name: str) -> bytes:
        """The rows of a document, as bytes."""
        known = self._known[name]
        return self._file(known.path).rows(known.spot)

    def close(self) -> None:
        """Let go of all files; they are opened again when they are asked for."""
        while self._files:
            self._files.popitem()[1].close()

    def read_manifest(self, path: Path) -> None:
        """Know what a manifest has; lines that are none are passed over."""
        with suppress(FileNotFoundError), _Lines(path) as lines:
            for spot, text in lines:
                with suppress(ValueError):
                    self.add(read_line(text).name, path, spot)

    def read_shard(self, path: Path) -> None:
        """Know what a file of rows has, up to what the disk has spoilt."""
        with FrameFile(path) as shard:
            for spot, text in shard.sound():
                with suppress(ValueError):
                    self.add(read_line(text).name, path, spot)

    def _file(self, path: Path) -> "FrameFile | _Lines":
        if path not in self._files:
            while len(self._files) >= _OPEN:
                self._files.popitem(last=False)[1].close()
            self._files[path] = _Lines(path) if path.suffix == ".jsonl" else FrameFile(path)
        self._files.move_to_end(path)
        return self._files[path]


class Journal:
    """
    The records of a run in the order in which they were done, each on disk before the next.

    What a run that was killed has left is read into *index*; a torn end is cut off.
    """

    def __init__(self, path: Path, index: Index) -> None:
        """Open it, to add to it; *index* knows what is added."""
        self.path = path
        self.end = 0
        """Bytes."""
        self.left: set[str] = set()
        """Names in OUT of files that a run which was killed wrote, or may have written."""
        self._index = index
        self._file: BinaryIO = path.open("ab")
        self._replay()

    def add(self, name: str, frame: Frame) -> None:
        """Note that a document is done; its files have to be in place."""
        self._index.add(name, self.path, self._write(frame))

    def begin(self, names: Iterable[str], suffixes: Iterable[str]) -> None:
        """
        Note that documents are to be read, before the first of their files is touched: what was known is void.

        Else a run that is killed after it wrote a file, and another in which the input is again what it was, would
        together take the new file for the old one; and a file of an input that is gone then would belong to nobody.
        """
        begun = {"names": list(names), "suffixes": list(suffixes)}
        self._write(Frame(VOID, dumps(begun).encode("ascii")))
        self._index.forget(begun["names"])

    def take(self, content: bytes) -> list[str]:
        """Add what another journal has; the names of the documents that it has done, as far as it is sound."""
        self._file.write(content)
        self._file.flush()
        return self._replay()

    def since(self, start: int) -> bytes:
        """What was added from some byte on."""
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(self.end - start)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def delete(self) -> None:
        """All of it stands elsewhere now."""
        self.close()
        self._index.close()
        self.path.unlink()

    def _write(self, frame: Frame) -> Spot:
        content = frame.to_bytes()
        spot = Spot(self.end, frame.kind, len(frame.entry), len(frame.rows), 0)
        self._file.write(content)
        self._file.flush()
        self.end += len(content)
        return spot

    def _replay(self) -> list[str]:
        """Read on from the end as it is known, and cut off what is torn; the names of documents."""
        names = []
        # what another version wrote ends it as a torn frame does
        with FrameFile(self.path) as file, suppress(ValueError, KeyError, TypeError, RecursionError):
            for spot, text in file.sound(self.end):
                if spot.kind == VOID:
                    begun = loads(text)
                    begun_files = {name + suffix for name in begun["names"] for suffix in begun["suffixes"]}
                    self._index.forget(begun["names"])
                    self.left |= begun_files
                else:
                    entry = read_line(text)
                    names.append(entry.name)
                    self._index.add(entry.name, self.path, spot)
                    self.left |= {entry.name + suffix for suffix in entry.files}
                self.end = spot.end
        self._file.truncate(self.end)
        return names


class _Lines:
    """A manifest to read, by the places of its lines."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb")

    def __iter__(self) -> Iterator[tuple[Spot, bytes]]:
        start = 0
        for text in self._file:
            yield Spot(start, ENTRY, len(text), 0, 0), text
            start += len(text)

    def entry(self, spot: Spot) -> bytes:
        self._file.seek(spot.start)
        return self._file.read(spot.entry)

    def rows(self, spot: Spot) -> bytes:
        raise LookupError(f"a manifest has no rows (line at {spot.start})")

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
