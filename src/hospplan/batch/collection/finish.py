"""The end of a run: all documents are done, and what is made of all of them takes its place, the manifest last."""

from collections.abc import Iterator, Sequence
from filecmp import cmp

from hospplan.batch.collection.draft import Draft, make_draft
from hospplan.batch.collection.events import Event, Left, Stored
from hospplan.batch.collection.index import Index, Journal
from hospplan.batch.collection.left import find_left
from hospplan.batch.collection.manifest import MANIFEST, entries
from hospplan.batch.collection.order import Order
from hospplan.batch.collection.processes import perform_all
from hospplan.batch.collection.state import State
from hospplan.batch.collection.tables import wanted, write_state, write_tables
from hospplan.batch.collection.task import Task
from hospplan.batch.collection.work import Work
from hospplan.batch.inputs.input import Input
from hospplan.batch.places import Place
from hospplan.batch.report.summary import summary
from hospplan.batch.report.totals import Totals

SUMMARY = "summary.md"


def finish(
    order: Order, inputs: Sequence[Input], index: Index, journal: Journal, work: Work, out: Place
) -> Iterator[Event]:
    """
    Write what changed of shards, tables, database, summary and manifest; then the journal is of no use any more.

    At each moment a run that is killed leaves enough for the next one to come to the same end: shards are put into
    place before the tables are made of them, state.json says of a table that it is not sure before it is touched,
    and the manifest and the journal stay as they were until all else is there.
    """
    names = [str(given.name) for given in inputs]
    recipe = order.recipe
    state = State.read(work.state)
    draft = make_draft(names, index, recipe, work, order.partition)
    manifest = order.out / MANIFEST
    state.left = find_left(names, manifest, journal.left, recipe, state, out)
    index.close()  # Windows replaces no open file
    _put_shards(draft, work)
    if state.left:
        yield Left(len(state.left), is_pruned=order.prune)
    if order.prune:
        for file in state.left:
            out.delete(file)
        state.left = []
    wants = list(wanted(recipe, draft.parts, order.headers, is_partitioned=order.partition is not None))
    write_tables(wants, state, draft, work, out, order.headers, order.jobs)
    if order.target is not None:
        yield _store(order.target, draft, work)
    write_state(work, state)
    if order.words is not None:
        page = summary(Totals.of(entries(draft.manifest), order.level), order.words).encode()
        if out.size(SUMMARY) != len(page) or (order.out / SUMMARY).read_bytes() != page:
            out.write(SUMMARY, page)
    if not (manifest.is_file() and cmp(draft.manifest, manifest, shallow=False)):
        out.put(MANIFEST, draft.manifest)
    journal.delete()


def _put_shards(draft: Draft, work: Work) -> None:
    if draft.shards:
        work.rows.mkdir(exist_ok=True)
    for number, path in draft.shards.items():
        path.replace(work.shard(number))
    for path in work.shards()[draft.shard_count :]:
        path.unlink()


def _store(target: str, draft: Draft, work: Work) -> Stored:
    shards = [str(work.shard(number)) for number in range(draft.shard_count)]
    skips = {str(number): places for number, places in draft.skips.items()}
    (told,) = perform_all([Task(shards, skips, target=target)], 1, work.tmp)
    return Stored(told["shown"], told["added"], told["replaced"], tuple(told["notes"]))
