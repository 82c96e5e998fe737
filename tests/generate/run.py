"""Documents of many seeds, written, read and scored."""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.generate.compare import Score, compare
from tests.generate.compose import Sample, compose, sketch_of, with_noise
from tests.generate.render import render_all

from hospplan import HospplanError, parse_bytes

CHUNK = 20
ALONE = 25
"""Percent of the places at which a noise shows that is measured alone."""


def sample_of(seed: int, *, noise: str = "drawn") -> Sample:
    """The document of a seed, with the noise that it draws, with none, or with one kind alone."""
    sketch = sketch_of(seed)
    if noise == "none":
        sketch = with_noise(sketch)
    elif noise != "drawn":
        sketch = with_noise(sketch, (noise, ALONE))
    return compose(sketch)


def _work(job: tuple[list[int], list[str], str]) -> dict[str, Score]:
    seeds, formats, noise = job
    totals = {suffix: Score() for suffix in formats}
    samples = [sample_of(seed, noise=noise) for seed in seeds]
    for suffix in formats:
        for seed, sample, data in zip(seeds, samples, render_all(samples, suffix), strict=True):
            try:
                plan = parse_bytes(data, f"plan.{suffix}")
            except HospplanError as error:
                raise RuntimeError(f"seed {seed}, {suffix}: {error}") from error
            totals[suffix].add(compare(sample, plan))
    return totals


def run(first: int, documents: int, formats: list[str], *, jobs: int, noise: str) -> dict[str, Score]:
    """The scores of *documents* documents from the seed *first* on, by format; the same whatever *jobs* is."""
    seeds = list(range(first, first + documents))
    work = [(seeds[at : at + CHUNK], formats, noise) for at in range(0, len(seeds), CHUNK)]
    totals = {suffix: Score() for suffix in formats}
    if jobs == 1:
        _total(map(_work, work), totals)
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            _total(pool.map(_work, work), totals)
    return totals


def _total(done: Iterable[dict[str, Score]], totals: dict[str, Score]) -> None:
    for scores in done:
        for suffix, score in scores.items():
            totals[suffix].add(score)
