"""
Shards of a run as plain data, so that whatever calls a function on other machines can have them done.

Ray, Dask, Spark and a pool of processes all have a `map`; that is all they need to bring.
"""

import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from hospplan import __version__
from hospplan.batch.collection.shard import Part, Shard, Sharded, process_shard
from hospplan.batch.collection.work import WORK
from hospplan.batch.engines.kept import STOCK
from hospplan.batch.inputs.input import Input
from hospplan.batch.places import is_url, open_place
from hospplan.batch.recipe import Recipe
from hospplan.batch.record import Failure
from hospplan.batch.run.bounds import Bounds
from hospplan.errors import ClusterError, HospplanError
from hospplan.lexicon import lexicon_version

Plain = Mapping[str, Any]
"""What JSON can tell."""
Do = Callable[[Plain], dict[str, Any]]
Mapper = Callable[[Do, Iterator[Plain]], Iterable[Plain]]
"""
Calls a function with each of some arguments, anywhere, and gives the results in any order.

It may call twice with the same argument, also at the same time. Arguments should be taken as there is somebody to
work on them, or all of them are held at once.
"""


def sharded_by(mapper: Mapper, recipe: Recipe, out: str | Path, bounds: Bounds) -> Sharded:
    """
    What `convert_sharded` asks for, done by *mapper*.

    Args:
        mapper: Calls `do_shard` elsewhere. It, its argument and its result can be pickled.
        recipe: How documents are converted.
        out: OUT, a path or URL that means the same on all machines.
        bounds: What one document may take.
    """
    common = {
        "hospplan": __version__,
        "recipe": recipe.to_json(),
        "out": str(out) if is_url(str(out)) else str(Path(out).absolute()),
        "bounds": [bounds.seconds, bounds.memory],
    }

    def sharded(shards: Iterator[Shard]) -> Iterator[Part]:
        for told in mapper(do_shard, ({**common, **_plain(shard)} for shard in shards)):
            if "failure" in told:
                raise Failure(**told["failure"]).error()
            yield Part(**told["part"])

    return sharded


def do_shard(told: Plain) -> dict[str, Any]:
    """
    Convert the documents of a shard on this machine, and write all that they come to into OUT.

    Args:
        told: What `sharded_by` hands to a mapper.

    Returns:
        `part`, what the run needs to know; or `failure`, which no other machine could mend.

    Raises:
        OSError: OUT can't be written, or the store did not answer for a long while: it may be done again.
    """
    recipe = Recipe.from_json(told["recipe"])
    inputs = [Input.from_json(one) for one in told["inputs"]]
    bounds = Bounds(*told["bounds"])
    try:
        _check(told["hospplan"], recipe, told["out"], inputs)
        with STOCK.take(recipe, bounds) as workers:
            part = process_shard(inputs, recipe, told["out"], told["part"], workers)
    except HospplanError as error:
        return {"failure": asdict(Failure.of(error))}
    return {"part": asdict(part)}


def _check(version: str, recipe: Recipe, out: str, inputs: list[Input]) -> None:
    """
    Look whether this machine would do the same as the one that leads the run.

    Raises:
        ClusterError: It would not.
    """
    here = platform.node() or "a machine"
    if version != __version__:
        raise ClusterError(
            f"hospplan is {__version__} on {here}, and {version} where the run was started",
            mend="install the same version on all machines",
        )
    if lexicon_version(None if recipe.lexicon is None else Path(recipe.lexicon)) != recipe.lexicon_version:
        raise ClusterError(
            f"the words of {recipe.lexicon or 'hospplan'} are others on {here}",
            mend="give all machines the same folder of words under the same path",
        )
    folder = open_place(out).local
    if folder is not None and not (folder / WORK).is_dir():
        raise ClusterError(f"{out} is another folder on {here}", mend="write to a URL, or to a shared folder")
    paths = [given.path for given in inputs if given.path is not None]
    if paths and not any(path.exists() for path in paths):
        raise ClusterError(
            f"{paths[0]} and all else of its shard is not there on {here}",
            mend="read from a URL, or from a shared folder",
        )


def _plain(shard: Shard) -> dict[str, Any]:
    inputs = [
        given if given.path is None else replace(given, path=given.path.absolute()) for given in shard.inputs
    ]
    return {"part": shard.part, "inputs": [given.to_json() for given in inputs]}
