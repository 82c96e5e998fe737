"""The end of a run: all documents are done, and what is made of all of them takes its place, the manifest last."""

from collections.abc import Iterator, Sequence
from filecmp import cmp
from pathlib import Path

from hospplan.batch.collection.draft import Draft, make_draft
from hospplan.batch.collection.events import Event, Finished, Left, Stored
from hospplan.batch.collection.index import Index, Journal
from hospplan.batch.collection.left import find_left
from hospplan.batch.collection.making import store_task
from hospplan.batch.collection.manifest import MANIFEST, entries
from hospplan.batch.collection.order import Order
from hospplan.batch.collection.processes import perform_all
from hospplan.batch.collection.state import State
from hospplan.batch.collection.tables import wanted, write_tables
from hospplan.batch.collection.work import Work
from hospplan.batch.inputs.input import Input
from hospplan.batch.places import Place
from hospplan.batch.report.junit import junit
from hospplan.batch.report.summary import summary
from hospplan.batch.report.totals import Totals
from hospplan.batch.report.words import Words
from hospplan.batch.write import AtomicFile

SUMMARY = "summary.md"


def finish(
    order: Order, inputs: Sequence[Input], index: Index, journal: Journal, work: Work
) -> Iterator[Event]:
    """
    Write what changed of shards, tables, database, summary and manifest; then the journal is of no use any more.

    At each moment a run that is killed leaves enough for the next one to come to the same end: shards are put into
    place before the tables are made of them, state.json says of a table that it is not sure before it is touched,
    and the manifest and the journal stay as they were until all else is there.
    """
    names = [str(given.name) for given in inputs]
    recipe, out = order.recipe, work.out
    state = State.read(work.state)
    draft = make_draft(names, index, recipe, work, order.partition)
    state.left = find_left(names, work.manifest, journal.left, recipe, state, out)
    index.close()  # Windows replaces no open file
    for number, path in draft.shards.items():
        work.put_shard(number, path)
    work.drop_shards(draft.shard_count)
    wants = list(wanted(recipe, draft.parts, order.headers, is_partitioned=order.partition is not None))
    write_tables(wants, state, draft, work, order.headers, order.jobs)
    # a format that was left out once and is asked for again has its files back
    back = {file for unit in state.units.values() for file in unit.files}
    state.left = [file for file in state.left if file not in back]
    if state.left:
        yield Left(len(state.left), is_pruned=order.prune)
    if order.prune:
        for file in state.left:
            out.delete(file)
        state.left = []
    if order.target is not None:
        yield _store(order.target, draft, work)
    work.put_state(state.to_bytes())
    totals = Totals.of(entries(draft.manifest), order.level)
    if order.words is not None:
        _write_reports(order, order.words, totals, draft.manifest, out)
    if not (work.manifest.is_file() and cmp(draft.manifest, work.manifest, shallow=False)):
        out.put(MANIFEST, draft.manifest)
    yield Finished(totals)


def _write_reports(order: Order, words: Words, totals: Totals, manifest: Path, out: Place) -> None:
    page = summary(totals, words).encode()
    if out.size(SUMMARY) != len(page) or out.read(SUMMARY) != page:
        out.write(SUMMARY, page)
    if order.junit is not None:
        with AtomicFile(order.junit) as file:
            for piece in junit(entries(manifest), totals, words, order.seconds or None):
                file.write(piece)


def _store(target: str, draft: Draft, work: Work) -> Stored:
    (told,) = perform_all([store_task(target, draft, work)], 1, work.tmp)
    return Stored(told["shown"], told["added"], told["replaced"], tuple(told["notes"]))
