"""Sketches for Hypothesis: a failing document shrinks by dropping pieces and noise, then by smaller seeds."""

from hypothesis import strategies as st
from tests.generate.compose import KINDS_OF_PIECE, Sketch
from tests.generate.noise import KINDS

SEEDS = st.integers(0, 2**32 - 1)


def sketches(*, is_noisy: bool = True) -> st.SearchStrategy[Sketch]:
    """Sketches of up to ten pieces."""
    pieces = st.lists(st.tuples(st.sampled_from(KINDS_OF_PIECE), SEEDS), min_size=1, max_size=10).map(tuple)
    rates = st.tuples(st.sampled_from(KINDS), st.integers(5, 30))
    noise = st.lists(rates, max_size=len(KINDS) if is_noisy else 0, unique_by=lambda kind: kind[0]).map(tuple)
    return st.builds(Sketch, SEEDS, pieces, noise, st.sampled_from((False, False, False, True)))
