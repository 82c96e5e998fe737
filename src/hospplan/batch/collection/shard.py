"""Some documents of a collection, converted by one machine of several."""

import errno
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hospplan.batch.collection.engine import Engine
from hospplan.batch.collection.keep import keep
from hospplan.batch.collection.parts import PARTS
from hospplan.batch.collection.work import WORK
from hospplan.batch.inputs.input import Input
from hospplan.batch.places import open_place
from hospplan.batch.recipe import Recipe
from hospplan.batch.record import Entry, Failure
from hospplan.batch.run.isolate import Job


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents for one machine."""

    part: str
    """What the part is called that it makes."""
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a shard came to, as far as it is not in OUT."""

    name: str
    documents: int
    failed: int


Sharded = Callable[[Iterator[Shard]], Iterator[Part]]
"""Has `process_shard` done for each shard, somewhere; gives the parts as they are done. Shards are taken lazily."""


def process_shard(inputs: Iterable[Input], recipe: Recipe, out: str, part: str, engine: Engine) -> Part:
    """
    Convert the documents of a shard: their own files into OUT, and all else of them into one part.

    A pure function of its arguments but for the files that it writes; done again, by whomever, it writes the same
    ones. Nothing is told to whoever leads the run but the numbers that it returns; what it has written is enough for
    another run to go on from.

    Args:
        inputs: The documents, under names that are unique in OUT (`named`).
        recipe: How they are converted.
        out: OUT, as this machine knows it: a path or URL.
        part: The name of the part, from `Shard.part`.
        engine: What converts documents on this machine.

    Raises:
        HospplanError: No worker starts, the words can't be loaded.
        OSError: OUT can't be written.
    """
    place = open_place(out)
    if place.local is not None:
        place = open_place(out, temporary=place.local / WORK / "tmp")
    frames: list[tuple[str, bytes]] = []
    failed = 0
    for record in engine.run(Job(given) for given in inputs):
        kept = keep(record, place, recipe)
        entry = kept.record.entry
        frames.append((entry.name, kept.frame(recipe).to_bytes()))
        failed += entry.status == "failed"
    place.write(f"{PARTS}/{part}", b"".join(frame for _, frame in sorted(frames)))
    return Part(part, len(frames), failed)


def failure_of(entry: Entry) -> Failure | None:
    """Why a document was not read, as far as its entry tells."""
    if entry.status == "read":
        return None
    return Failure(entry.error or "", entry.message or "", entry.mend, _NUMBERS.get(entry.error or ""))


_NUMBERS = {
    "FileNotFoundError": errno.ENOENT,
    "PermissionError": errno.EACCES,
    "IsADirectoryError": errno.EISDIR,
    "OSError": errno.EIO,
}
"""Of the system's errors, so that messages tell them as those that were met here."""
