"""The rows of a collection, streamed out of the files of its shards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hospplan.batch.collection.frames import FrameFile
from hospplan.errors import BrokenRowsError
from hospplan.export.document_rows import DocumentRows


@dataclass(frozen=True, slots=True)
class Documents:
    """
    The documents of some shards, in order, each content once; may be gone through again.

    One document is held at a time.

    Raises:
        BrokenRowsError: While gone through: the disk has lost bits of a file.
    """

    shards: Sequence[Path]
    skips: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """Number of a shard, as *shards* has them → places in it of documents that an earlier one has the content of."""
    start: tuple[int, int] = (0, 0)
    """Shard and place in it of the first document."""
    count: int | None = None
    """How many documents; None for all."""

    def __iter__(self) -> Iterator[DocumentRows]:
        shard, first = self.start
        given = 0
        for number in range(shard, len(self.shards)):
            skipped = frozenset(self.skips.get(number, ()))
            with FrameFile(self.shards[number]) as file:
                for place, (spot, _) in enumerate(file.spots()):
                    if place in skipped or (number == shard and place < first):
                        continue
                    if given == self.count:
                        return
                    given += 1
                    yield _read(file.rows(spot))


def _read(rows: bytes) -> DocumentRows:
    try:
        return DocumentRows.from_bytes(rows)
    except ValueError as error:
        raise BrokenRowsError(
            "what an earlier run kept in .hospplan for the tables is broken",
            mend="run it again with --no-resume, which reads all documents anew",
        ) from error
