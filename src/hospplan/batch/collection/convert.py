"""Documents into a folder: what is there and fits stays, the rest is made, and all of it is whole at any moment."""

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Protocol

from hospplan.batch.collection.decide import undone
from hospplan.batch.collection.events import Converted, Event, Finishing, Started, Unchanged
from hospplan.batch.collection.finish import finish
from hospplan.batch.collection.index import Index, Journal
from hospplan.batch.collection.manifest import MANIFEST, own_suffixes, plain
from hospplan.batch.collection.order import Order
from hospplan.batch.collection.work import WORK, Work
from hospplan.batch.inputs.input import Input
from hospplan.batch.inputs.names import output_names
from hospplan.batch.inputs.reading import read_input
from hospplan.batch.places.folder import Folder
from hospplan.batch.recipe import OWN_SUFFIXES, Recipe
from hospplan.batch.record import Failure, Record
from hospplan.batch.run.isolate import Job
from hospplan.errors import HospplanError

_OF_ALL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""Faults of the disk: no other document could be written either."""


class Engine(Protocol):
    """What converts documents, wherever."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Record]:
        """A record for each job, in any order; jobs are taken as they are needed."""


def convert(order: Order, engine: Callable[[int], AbstractContextManager[Engine]]) -> Iterator[Event]:
    """
    Do all that *order* asks for.

    A run that ends early, by an error, by its caller or by being killed, leaves whole files alone; the next one does
    what is still to be done, and OUT is the same then, byte by byte, as after a run that nobody disturbed. The order
    of inputs, the number of jobs and what finishes first make no difference either.

    Args:
        order: What to do.
        engine: From a number of processes to what converts documents; not asked for where there are none to convert.

    Yields:
        What happens, for whoever looks on: `Started`, one `Unchanged` or `Converted` for each document, `Finishing`,
        and what the end comes to.

    Raises:
        BusyFolderError: Another run writes into the folder.
        HospplanError: The words can't be loaded, no worker starts, the database refuses.
        OSError: A file that is no single document's can't be written; its own files are the document's fault.
    """
    order.out.mkdir(parents=True, exist_ok=True)
    with Work(order.out / WORK) as work:
        yield from _Run(order, work).events(engine)


class _Run:
    """One call, in its work folder."""

    def __init__(self, order: Order, work: Work) -> None:
        self.order = order
        self.recipe = order.recipe
        self.work = work
        self.out = Folder(order.out, work.tmp)
        self.manifest = order.out / MANIFEST
        self.inputs = named(order.inputs)
        self.index = Index()

    def events(self, engine: Callable[[int], AbstractContextManager[Engine]]) -> Iterator[Event]:
        if self.recipe.has_rows:
            for shard in self.work.shards():
                self.index.read_shard(shard)
        else:
            self.index.read_manifest(self.manifest)
        journal = Journal(self.work.journal, self.index)
        try:
            done, pending = self._parted()
            yield Started(len(done), len(pending))
            for given in done:
                yield Unchanged(given, plain(self.index.entry(str(given.name)), self.recipe))
            if pending:
                journal.begin((str(given.name) for given in pending), own_suffixes(self.recipe))
                with engine(min(self.order.jobs, len(pending))) as workers:
                    yield from self._convert(pending, workers, journal)
            yield Finishing()
            yield from finish(self.order, self.inputs, self.index, journal, self.work, self.out)
        finally:
            journal.close()
            self.index.close()

    def _parted(self) -> tuple[list[Input], list[Input]]:
        """The inputs that are done, and those that are not."""
        if not self.order.resume:
            return [], list(self.inputs)
        parted: tuple[list[Input], list[Input]] = ([], [])
        for given, entry in undone(self.inputs, self.index, self.recipe, self.out, self.order.jobs):
            parted[entry is None].append(given)
        return parted

    def _convert(self, pending: Sequence[Input], workers: Engine, journal: Journal) -> Iterator[Event]:
        by_name = {str(given.name): given for given in pending}
        unread: list[tuple[Input, Exception]] = []

        def jobs() -> Iterator[Job]:
            for given in pending:
                if not given.is_stream:
                    yield Job(given)
                    continue
                try:
                    data = read_input(given, self.recipe.limits, password=self.recipe.password)
                except (HospplanError, OSError) as error:
                    unread.append((given, error))
                else:
                    yield Job(given, data=data)

        for record in workers.run(jobs()):
            yield self._kept(by_name.pop(record.entry.name), record, journal)
        for given, error in unread:
            yield self._kept(given, _failed(str(given.name), error, self.recipe), journal)

    def _kept(self, given: Input, record: Record, journal: Journal) -> Converted:
        """Put a document's own files into place, and note that it is done."""
        name = record.entry.name
        unwritten: str | None = None
        written: set[str] = set()
        try:
            for suffix, content in record.files.items():
                self.out.write(name + suffix, content)
                written.add(suffix)
        except OSError as error:
            if error.errno in _OF_ALL:
                raise
            unwritten = str(error.filename)
            entry = record.entry
            record = _failed(name, error, self.recipe, entry.sha256, entry.size)
        removed: list[str] = []
        if record.entry.status == "failed":
            for suffix in OWN_SUFFIXES.values():
                if self.out.size(name + suffix) is not None:
                    self.out.delete(name + suffix)
                    if suffix not in written:
                        removed.append(name + suffix)
        journal.add(record, lines=self.recipe.has_lines)
        return Converted(given, record.entry, record.failure, record.misquotes, tuple(removed), unwritten)


def named(inputs: Iterable[Input]) -> list[Input]:
    """The inputs under names that no two of them share on any file system, sorted by these."""
    ordered = sorted(inputs, key=lambda given: (given.name.as_posix(), given.where))
    names = output_names(given.name for given in ordered)
    unique = (
        given if given.name == name else replace(given, name=name, own_name=given.shown)
        for given, name in zip(ordered, names, strict=True)
    )
    return sorted(unique, key=lambda given: str(given.name))


def _failed(
    name: str, error: Exception, recipe: Recipe, sha256: str | None = None, size: int | None = None
) -> Record:
    from hospplan.batch.document import failed  # noqa: PLC0415  (the readers come with it)

    return failed(name, Failure.of(error), recipe, sha256, size)
