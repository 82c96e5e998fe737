"""Where a call of `convert` has its documents converted: here, or on other machines."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hospplan.cli.batch_options import choose_count
from hospplan.cli.faults import CallError
from hospplan.cli.options import choose, one_of

if TYPE_CHECKING:
    from hospplan.batch.collection.events import Event
    from hospplan.batch.collection.order import Order
    from hospplan.batch.run.bounds import Bounds
    from hospplan.batch.run.isolate import Told

EngineName = Literal["local", "ray"]
ENGINE_NAMES: tuple[EngineName, ...] = ("local", "ray")
Engine = Annotated[str, typer.Option("--engine", metavar="ENGINE", autocompletion=one_of(*ENGINE_NAMES))]
Address = Annotated[str | None, typer.Option("--address", metavar="ADDRESS")]
ShardSize = Annotated[str | None, typer.Option("--shard", metavar="N")]
Took = Callable[["Told"], None]
"""Is told what each document took."""
Reading = Callable[[Callable[[], tuple[str, ...]]], None]
"""Is given what tells which documents are being read."""
Convert = Callable[["Order", Took, Reading], "Iterator[Event]"]
"""What does an order; both are told as much as is known here."""
_LARGEST_SHARD = 1000


def choose_engine(
    engine: str, address: str | None, shard: str | None, jobs: int | None, bounds: "Bounds"
) -> Convert:
    """
    What does the order of a call.

    Args:
        engine: As typed.
        address: As typed; of a cluster.
        shard: As typed; documents of a shard.
        jobs: What the call says of it; None where it says nothing.
        bounds: What one document may take.

    Raises:
        CallError: A value is wrong, or says nothing for this engine.
        MissingPartError: What the engine needs is not installed.
    """
    if choose("--engine", engine, ENGINE_NAMES) == "local":
        for option, value in (("--address", address), ("--shard", shard)):
            if value is not None:
                raise CallError("engine-local", option=option)
        return _here(bounds)
    from hospplan.batch.engines.on_ray import check_ray  # noqa: PLC0415

    check_ray()
    size = choose_count("--shard", shard)
    if size is not None and size > _LARGEST_SHARD:
        raise CallError("shard-size", value=size, most=_LARGEST_SHARD)
    return _on_ray(address, size, jobs, bounds)


def _here(bounds: "Bounds") -> Convert:
    def convert(order: "Order", took: Took, reading: Reading) -> "Iterator[Event]":
        from hospplan.batch.collection.convert import convert  # noqa: PLC0415
        from hospplan.batch.run.isolate import Workers  # noqa: PLC0415

        def workers(count: int) -> Workers:
            started = Workers(count, order.recipe, bounds, took)
            reading(started.running)
            return started

        return convert(order, workers)

    return convert


def _on_ray(address: str | None, size: int | None, jobs: int | None, bounds: "Bounds") -> Convert:
    def convert(order: "Order", _took: Took, _reading: Reading) -> "Iterator[Event]":
        from hospplan.batch.collection.convert import convert_sharded  # noqa: PLC0415
        from hospplan.batch.engines.on_ray import on_ray  # noqa: PLC0415
        from hospplan.batch.engines.shards import sharded_by  # noqa: PLC0415

        sharded = sharded_by(on_ray(address, jobs), order.recipe, order.out, bounds)
        return convert_sharded(order, sharded) if size is None else convert_sharded(order, sharded, size)

    return convert
