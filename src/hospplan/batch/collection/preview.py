"""What a run would do, found out without writing anything."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from hospplan.batch.collection.convert import named
from hospplan.batch.collection.decide import undone
from hospplan.batch.collection.index import Index, Journal
from hospplan.batch.collection.manifest import MANIFEST
from hospplan.batch.collection.order import Order
from hospplan.batch.collection.parts import PARTS
from hospplan.batch.collection.work import WORK, Work
from hospplan.batch.inputs.input import Input
from hospplan.batch.places import open_place


def preview(order: Order) -> Iterator[tuple[Input, bool]]:
    """
    Each input by its name in OUT, in the order of the manifest, and whether an earlier run has done it.

    A local OUT is not locked: of a run that goes on there at the same time some documents may be done already.

    Raises:
        HospplanError, OSError: OUT can't be looked into.
    """
    inputs = named(order.inputs)
    if not order.resume:
        yield from ((given, False) for given in inputs)
        return
    recipe, index, out = order.recipe, Index(), open_place(order.out)
    with ExitStack() as stack:
        stack.callback(index.close)
        if out.local is None:  # its work folder is a copy here
            work = stack.enter_context(Work(order.out, rows=recipe.has_rows))
            shards, manifest, size = work.shards(), work.manifest, work.sizes()
        else:
            root = out.local / WORK
            shards, manifest, size = sorted((root / "rows").glob("shard-*")), out.local / MANIFEST, out.size
        if recipe.has_rows:
            for shard in shards:
                index.read_shard(shard)
        else:
            index.read_manifest(manifest)
        # What runs that were killed have left, or one that goes on: to open a journal is to mend it, so to a copy.
        copy = Path(stack.enter_context(TemporaryDirectory(prefix="hospplan-"))) / "journal"
        if out.local is not None and (root / copy.name).is_file():
            copyfile(root / copy.name, copy)
        journal = Journal(copy, index)
        stack.callback(journal.close)
        for listed in out.list(PARTS):
            journal.take(out.read(listed.name))
        for given, entry in undone(inputs, index, recipe, size, order.jobs):
            yield given, entry is not None
