"""A collection of documents in a folder."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path, PurePosixPath

from tests.night import documents, hostile
from tests.night.hostile import HOSTILE, Hostile


def make(
    folder: Path, count: int, seed: int, *, jobs: int = 1, bad: Sequence[Hostile] = HOSTILE
) -> dict[PurePosixPath, str | None]:
    """
    Make *count* documents below *folder*, the hostile ones among them.

    Returns:
        The name of each, as the manifest has it, and the error code that it must be reported with.
    """
    good = documents.wanted(count - len(bad), seed)
    chunks = list(documents.chunks(good))
    for _ in _each(partial(documents.write, folder), chunks, jobs):
        pass
    hostile.write(folder, bad)
    return {one.name: None for one in good} | {one.name: one.code for one in bad}


def _each(work: partial[None], chunks: list[list[documents.Wanted]], jobs: int) -> Iterator[None]:
    if jobs == 1:
        yield from map(work, chunks)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, chunks)
