"""Documents into a folder: what is there and fits stays, the rest is made, and all of it is whole at any moment."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from hospplan.batch.collection.decide import undone
from hospplan.batch.collection.engine import Engine
from hospplan.batch.collection.events import Converted, Event, Finishing, Started, Unchanged
from hospplan.batch.collection.finish import finish
from hospplan.batch.collection.index import Index, Journal
from hospplan.batch.collection.keep import failed_record, keep
from hospplan.batch.collection.manifest import own_suffixes, plain
from hospplan.batch.collection.order import Order
from hospplan.batch.collection.parts import Parts
from hospplan.batch.collection.shard import Shard, Sharded, failure_of
from hospplan.batch.collection.work import Work
from hospplan.batch.inputs.input import Input
from hospplan.batch.inputs.names import output_names
from hospplan.batch.inputs.reading import read_input
from hospplan.batch.record import Record
from hospplan.batch.run.isolate import Job
from hospplan.errors import HospplanError, UnsupportedSourceError


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
        what the end comes to, and `Finished`.

    Raises:
        BusyFolderError: Another run writes into the folder.
        HospplanError: The words can't be loaded, no worker starts, the database refuses.
        OSError: A file that is no single document's can't be written; its own files are the document's fault.
    """

    def work(run: _Run, pending: Sequence[Input]) -> Iterator[Event]:
        with engine(min(order.jobs, len(pending))) as workers:
            yield from run.by_records(pending, workers)

    yield from _run(order, work)


def convert_sharded(order: Order, sharded: Sharded, size: int = 200) -> Iterator[Event]:
    """
    The same, where documents are converted by other machines, *size* of them at a time, and each writes its own.

    Args:
        order: What to do; `order.out` is known to all of them.
        sharded: Has shards processed; see `process_shard`.
        size: Documents of a shard.

    Raises:
        HospplanError, OSError: As of `convert`.
    """
    yield from _run(order, lambda run, pending: run.by_shards(pending, sharded, size))


def named(inputs: Iterable[Input]) -> list[Input]:
    """The inputs under names that no two of them share on any file system, sorted by these."""
    ordered = sorted(inputs, key=lambda given: (given.name.as_posix(), given.where))
    names = output_names(given.name for given in ordered)
    unique = (
        given if given.name == name else replace(given, name=name, own_name=given.shown)
        for given, name in zip(ordered, names, strict=True)
    )
    return sorted(unique, key=lambda given: str(given.name))


def _run(order: Order, convert_all: "Callable[[_Run, Sequence[Input]], Iterator[Event]]") -> Iterator[Event]:
    with Work(order.out, rows=order.recipe.has_rows) as work:
        yield from _Run(order, work).events(convert_all)


class _Run:
    """One call, in its work folder."""

    def __init__(self, order: Order, work: Work) -> None:
        self.order = order
        self.recipe = order.recipe
        self.work = work
        self.inputs = named(order.inputs)
        self.index = Index()

    def events(self, convert_all: "Callable[[_Run, Sequence[Input]], Iterator[Event]]") -> Iterator[Event]:
        """What happens."""
        if self.recipe.has_rows:
            for shard in self.work.shards():
                self.index.read_shard(shard)
        else:
            self.index.read_manifest(self.work.manifest)
        self.journal = Journal(self.work.journal, self.index)
        try:
            self.parts = Parts(self.work, self.journal)
            done, pending = self._parted()
            yield Started(len(done), len(pending))
            for given in done:
                yield Unchanged(given, plain(self.index.entry(str(given.name)), self.recipe))
            if pending:
                self.journal.begin((str(given.name) for given in pending), own_suffixes(self.recipe))
                self.parts.push()
                yield from convert_all(self, pending)
                self.parts.push()
            if missing := [given for given in pending if str(given.name) not in self.index]:
                raise RuntimeError(
                    f"{len(missing)} documents were not converted, {missing[0].where} the first"
                )
            yield Finishing()
            yield from finish(self.order, self.inputs, self.index, self.journal, self.work)
            self.parts.clear()
            self.journal.delete()
        finally:
            self.journal.close()
            self.index.close()

    def by_records(self, pending: Sequence[Input], workers: Engine) -> Iterator[Event]:
        """Have documents converted, and put what they come to into OUT."""
        by_name = {str(given.name): given for given in pending}
        unread: list[tuple[Input, Exception]] = []
        for record in workers.run(self._jobs(pending, unread)):
            yield self._kept(by_name.pop(record.entry.name), record)
        for given, error in unread:
            yield self._kept(given, failed_record(str(given.name), error, self.recipe))

    def by_shards(self, pending: Sequence[Input], sharded: Sharded, size: int) -> Iterator[Event]:
        """Have shards of documents converted, each by somebody who puts what they come to into OUT."""
        by_name = {str(given.name): given for given in pending}
        streams = [given for given in pending if given.is_stream]
        for given in streams:
            error = UnsupportedSourceError(
                "it can be read once, and by one process alone", mend="name a file"
            )
            yield self._kept(given, failed_record(str(given.name), error, self.recipe))
        others = [given for given in pending if not given.is_stream]
        shards = (
            Shard(self.parts.name(), tuple(others[start : start + size]))
            for start in range(0, len(others), size)
        )
        for part in sharded(shards):
            for name in self.parts.take(part.name):
                if name in by_name:
                    entry = self.index.entry(name)
                    yield Converted(by_name.pop(name), entry, failure_of(entry))

    def _parted(self) -> tuple[list[Input], list[Input]]:
        """The inputs that are done, and those that are not."""
        if not self.order.resume:
            return [], list(self.inputs)
        parted: tuple[list[Input], list[Input]] = ([], [])
        sizes = self.work.sizes()
        for given, entry in undone(self.inputs, self.index, self.recipe, sizes, self.order.jobs):
            parted[entry is None].append(given)
        return parted

    def _jobs(self, pending: Sequence[Input], unread: list[tuple[Input, Exception]]) -> Iterator[Job]:
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

    def _kept(self, given: Input, record: Record) -> Converted:
        """Put a document's own files into place, and note that it is done."""
        kept = keep(record, self.work.out, self.recipe)
        record = kept.record
        self.journal.add(record.entry.name, kept.frame(self.recipe))
        self.parts.added()
        return Converted(given, record.entry, record.failure, record.misquotes, kept.removed, kept.unwritten)
