"""All documents once through, in order: the new manifest, the shards that changed, and what tables are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from hospplan.batch.collection.frames import Frame, FrameFile
from hospplan.batch.collection.index import Index
from hospplan.batch.collection.manifest import line, plain
from hospplan.batch.collection.work import Work
from hospplan.batch.recipe import Recipe

SHARD = 200
"""Documents of a shard."""


@dataclass(frozen=True, slots=True)
class Part:
    """Documents, one after the other, that stand in the same tables."""

    start: tuple[int, int]
    """Shard, and place in it, of the first."""
    count: int
    digest: str
    """Of all that their rows follow from."""


@dataclass(slots=True)
class Draft:
    """What comes to stand in OUT, made ready in the temporary folder."""

    manifest: Path
    shards: dict[int, Path] = field(default_factory=dict)
    """Those that are not there yet, or are there with other documents."""
    shard_count: int = 0
    skips: dict[int, list[int]] = field(default_factory=dict)
    """Shard → places of documents whose content an earlier one has."""
    parts: list[Part] = field(default_factory=list)


def make_draft(names: Sequence[str], index: Index, recipe: Recipe, work: Work, size: int | None) -> Draft:
    """
    Gather what is known of the documents.

    Args:
        names: All of them, in order; *index* knows each.
        index: Where their entries and rows are.
        recipe: How they were converted.
        work: Where shards are, and where to make files.
        size: Documents of a part; None for one part.
    """
    draft = Draft(work.tmp / "manifest.jsonl")
    firsts = _firsts(names, index)
    parts = _Parts(size)
    with draft.manifest.open("wb") as manifest:
        for number in range(-(-len(names) // SHARD)):
            lines: list[bytes] = []
            some = names[number * SHARD : (number + 1) * SHARD]
            for place, name in enumerate(some):
                entry = plain(index.entry(name), recipe)
                first = firsts.get(entry.sha256 or "", name)
                lines.append(line(entry))
                if first == name:
                    manifest.write(lines[-1] + b"\n")
                    parts.add(number, place, lines[-1])
                else:
                    manifest.write(line(replace(entry, duplicate_of=first)) + b"\n")
                    draft.skips.setdefault(number, []).append(place)
            if recipe.has_rows and not _has(work.shard(number), some, lines, index):
                draft.shards[number] = work.tmp / f"shard-{number:05}"
                _write_shard(draft.shards[number], some, lines, index)
            draft.shard_count += recipe.has_rows
    draft.parts = parts.close()
    return draft


def _firsts(names: Sequence[str], index: Index) -> Mapping[str, str]:
    """
    Hash of a content that several documents have → the name of the one whose rows stand for all.

    It is the first that was read, and only where none was the first.
    """
    firsts: dict[str, tuple[str, bool]] = {}
    for name in names:
        entry = index.entry(name)
        if entry.sha256 is None:
            continue
        is_read = entry.status == "read"
        known = firsts.get(entry.sha256)
        if known is None or (is_read and not known[1]):
            firsts[entry.sha256] = (name, is_read)
    return {content: name for content, (name, _) in firsts.items()}


class _Parts:
    """Cuts the documents of a collection into parts while they go by."""

    def __init__(self, size: int | None) -> None:
        self._size = size
        self._parts: list[Part] = []
        self._start: tuple[int, int] = (0, 0)
        self._count = 0
        self._digest = sha256()

    def add(self, shard: int, place: int, text: bytes) -> None:
        if self._count == self._size:
            self._cut()
        if self._count == 0:
            self._start = (shard, place)
        self._digest.update(text + b"\n")
        self._count += 1

    def close(self) -> list[Part]:
        if self._count:
            self._cut()
        return self._parts

    def _cut(self) -> None:
        self._parts.append(Part(self._start, self._count, self._digest.hexdigest()))
        self._count, self._digest = 0, sha256()


def _has(path: Path, names: Sequence[str], lines: Sequence[bytes], index: Index) -> bool:
    """True if the shard holds these documents, as they are now; what was read anew goes before what it has."""
    if not all(index.is_in(path, name) for name in names):
        return False
    documents = [*zip(map(index.kind, names), lines, strict=True)]
    try:
        with FrameFile(path) as shard:
            return [(spot.kind, text) for spot, text in shard.spots()] == documents
    except OSError:
        return False


def _write_shard(path: Path, names: Sequence[str], lines: Sequence[bytes], index: Index) -> None:
    with path.open("wb") as shard:
        for name, text in zip(names, lines, strict=True):
            shard.write(Frame(index.kind(name), text, index.rows(name)).to_bytes())
