"""Workers that stay for the next shard: to start one costs as much as to read some documents."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from hospplan.batch.recipe import Recipe
from hospplan.batch.run.bounds import Bounds
from hospplan.batch.run.isolate import Workers


@dataclass(slots=True)
class Stock:
    """Workers, one process each, that nobody uses at the moment; any thread may take them."""

    _lock: Lock = field(default_factory=Lock)
    _idle: list[tuple[Recipe, Bounds, Workers]] = field(default_factory=list)

    @contextmanager
    def take(self, recipe: Recipe, bounds: Bounds) -> Iterator[Workers]:
        """
        A worker that converts by *recipe*, for one user at a time; those of another recipe end.

        One that is left by an error ends too: it may be at work on what nobody waits for.
        """
        with self._lock:
            fitting = [one for one in self._idle if one[:2] == (recipe, bounds)]
            others = [one for one in self._idle if one[:2] != (recipe, bounds)]
            taken = fitting.pop() if fitting else None
            self._idle = fitting
        for *_, workers in others:
            workers.__exit__(None, None, None)
        workers = Workers(1, recipe, bounds).__enter__() if taken is None else taken[2]
        try:
            yield workers
        except BaseException:
            workers.__exit__(*sys.exc_info())
            raise
        with self._lock:
            self._idle.append((recipe, bounds, workers))

    def close(self) -> None:
        """End all of them. When this process ends they end by themselves."""
        with self._lock:
            idle, self._idle = self._idle, []
        for *_, workers in idle:
            workers.__exit__(None, None, None)


STOCK = Stock()
"""That of this process."""
