"""Tables made of shards by processes side by side: a format each, and what is plain text in pieces."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from typing import BinaryIO

from hospplan.batch.collection.draft import Draft, Part
from hospplan.batch.collection.order import Headers
from hospplan.batch.collection.processes import perform_all
from hospplan.batch.collection.task import Sheet, Task
from hospplan.batch.collection.work import Work
from hospplan.batch.recipe import Format

PARTITIONED: tuple[Format, ...] = ("jsonl", "parquet")
"""Formats whose tables are cut into parts where that is asked for."""
_TEXTS: tuple[Format, ...] = ("csv", "jsonl")
"""Formats whose files may be put together of pieces."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Tables that are made together."""

    name: str
    """In state.json."""
    form: Format
    part: Part | None
    """The documents, and None for all."""
    number: int | None
    """Of the part, where the tables are cut into parts."""
    made_of: str

    def file(self, made: PurePosixPath) -> str:
        """What a file that an exporter made is called in OUT: targets.jsonl, or targets/part-00003.jsonl."""
        if self.number is None:
            return str(made)
        return str(made.with_suffix("") / f"part-{self.number:05}{made.suffix}")


def make(
    wants: Sequence[Wanted],
    folders: Mapping[str, Path],
    draft: Draft,
    work: Work,
    headers: Headers,
    jobs: int,
) -> None:
    """
    Have the tables made.

    Each format is a process, since most can only be written from one end to the other. CSV and JSON Lines are cut
    into as many runs of shards as there are jobs, and put together here; parts are dealt out.

    Args:
        wants: Which.
        folders: Name of each → the empty folder for its files.
        draft: The documents.
        work: Where their rows are, and room for files.
        headers: Of CSV.
        jobs: Processes at once.

    Raises:
        HospplanError, OSError, WriterError: One can't be made.
    """
    tasks: list[Task] = []
    joins: list[tuple[Path, list[Path], bool]] = []
    parts: dict[Format, list[Sheet]] = {}
    for want in wants:
        folder = folders[want.name]
        if want.part is not None:
            parts.setdefault(want.form, []).append(Sheet(str(folder), want.part.start, want.part.count))
        elif want.form in _TEXTS and min(jobs, draft.shard_count) > 1:
            pieces = []
            for first, last in _cuts(draft.shard_count, jobs):
                pieces.append(work.tmp / "pieces" / want.form / f"{first:05}")
                pieces[-1].mkdir(parents=True)
                tasks.append(_task(want.form, [Sheet(str(pieces[-1]))], draft, work, headers, (first, last)))
            joins.append((folder, pieces, want.form == "csv"))
        else:
            tasks.append(_task(want.form, [Sheet(str(folder))], draft, work, headers))
    for form, sheets in parts.items():
        for first, last in _cuts(len(sheets), jobs):
            tasks.append(_task(form, sheets[first:last], draft, work, headers))
    # what takes longest and can't be cut comes first
    tasks.sort(key=lambda task: task.form in _TEXTS)
    perform_all(tasks, jobs, work.tmp)
    for folder, pieces, has_head in joins:
        _join(folder, pieces, has_head=has_head)


def store_task(target: str, draft: Draft, work: Work) -> Task:
    """The task of putting all rows into a database."""
    shards, skips = _shards(draft, work, (0, draft.shard_count))
    return Task(shards, skips, target=target)


def _task(
    form: Format,
    sheets: list[Sheet],
    draft: Draft,
    work: Work,
    headers: Headers,
    span: tuple[int, int] | None = None,
) -> Task:
    shards, skips = _shards(draft, work, span or (0, draft.shard_count))
    return Task(shards, skips, form, headers, sheets)


def _shards(draft: Draft, work: Work, span: tuple[int, int]) -> tuple[list[str], dict[str, list[int]]]:
    """The files of some shards, and what is passed over in them; half-open."""
    first, last = span
    shards = [str(work.shard(number)) for number in range(first, last)]
    skips = {str(number - first): places for number, places in draft.skips.items() if first <= number < last}
    return shards, skips


def _cuts(count: int, pieces: int) -> Iterator[tuple[int, int]]:
    """So many things cut into at most so many runs of about one length."""
    pieces = max(1, min(pieces, count))
    for number in range(pieces):
        first, last = number * count // pieces, (number + 1) * count // pieces
        if first < last:
            yield first, last


def _join(folder: Path, pieces: Sequence[Path], *, has_head: bool) -> None:
    """Put the files of pieces together, each with the head of the first alone."""
    for path in sorted(pieces[0].iterdir()):
        with path.open("ab") as whole:
            for piece in pieces[1:]:
                with (piece / path.name).open("rb") as more:
                    if has_head:
                        _pass_head(more)
                    copyfileobj(more, whole, 1 << 20)
        path.replace(folder / path.name)


def _pass_head(file: BinaryIO) -> None:
    file.readline()  # heads of columns hold no line feed
