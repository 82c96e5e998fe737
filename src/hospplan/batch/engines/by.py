"""A collection converted by whatever has a `map`: Dask, Spark, Ray Data, a pool of processes."""

from collections.abc import Sequence

from hospplan.batch.collection.convert import convert_sharded
from hospplan.batch.collection.events import Finished
from hospplan.batch.collection.order import Order
from hospplan.batch.engines.shards import Mapper, sharded_by
from hospplan.batch.inputs.find import find_documents
from hospplan.batch.recipe import Format, Recipe
from hospplan.batch.report.totals import Totals
from hospplan.batch.run.bounds import DEFAULT_BOUNDS, Bounds
from hospplan.errors import UnreachedError
from hospplan.lexicon import lexicon_version

SHARD = 200
"""Documents of a shard: some seconds of work, and what is lost with a machine."""


def convert_by(
    mapper: Mapper,
    paths: Sequence[str],
    out: str,
    formats: Sequence[Format] = ("json",),
    *,
    shard: int = SHARD,
    bounds: Bounds = DEFAULT_BOUNDS,
) -> Totals:
    """
    What `hospplan convert PATH… -o OUT -f FORMATS` writes, but for summary.md, with the documents read by *mapper*.

    What an earlier run into OUT has done is left alone. The tables are made here, when all documents are done.

    Args:
        mapper: Calls a function with each of some arguments, anywhere, and gives its results in any order:
            `concurrent.futures.ProcessPoolExecutor().map` is one. It may ask for all arguments at once.
        paths: Folders, files, patterns or URLs that mean the same on all machines.
        out: A folder or URL of which that is true as well.
        formats: See `hospplan.batch.recipe.FORMATS`.
        shard: Documents of a call.
        bounds: What one document may take.

    Returns:
        What the run came to.

    Raises:
        UnreachedError: A path stands for no document.
        HospplanError, OSError: As of `hospplan.batch.collection.convert.convert`.
    """
    found = find_documents(paths, out)
    for argument, kind in found.problems:
        raise UnreachedError(f"{argument}: {kind}", mend="name what is there, or leave it out")
    recipe = Recipe(tuple(formats), lexicon_version=lexicon_version())
    order = Order(found.inputs, out, recipe)
    totals = Totals.of([])
    for event in convert_sharded(order, sharded_by(mapper, recipe, out, bounds), shard):
        if isinstance(event, Finished):
            totals = event.totals
    return totals
