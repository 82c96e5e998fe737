"""Which documents are as an earlier run has left them, so that they need not be read."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from hospplan.batch.collection.frames import LINES, ROWS
from hospplan.batch.collection.index import Index
from hospplan.batch.collection.manifest import own_suffixes
from hospplan.batch.inputs.input import Input
from hospplan.batch.inputs.reading import hash_input
from hospplan.batch.recipe import Recipe
from hospplan.batch.record import Entry
from hospplan.errors import HospplanError

_AT_ONCE = 200


def undone(
    inputs: Sequence[Input], index: Index, recipe: Recipe, size: Callable[[str], int | None], threads: int
) -> Iterator[tuple[Input, Entry | None]]:
    """
    Each input in order, with its entry where it is done.

    Done is what was read from the same bytes by the same recipe, whose files are there with the sizes that the
    entry tells, and whose rows are at hand where rows are wanted. A document is hashed only where all the rest fits.
    What failed is tried again.
    """
    suffixes = own_suffixes(recipe)

    def check(given: Input) -> Entry | None:
        entry = entries.get(str(given.name))
        if entry is None or any(size(entry.name + suffix) != entry.files[suffix] for suffix in suffixes):
            return None
        try:
            found = hash_input(given, recipe.limits, password=recipe.password)
        except (HospplanError, OSError):
            return None  # whoever reads it will tell
        return entry if found == (entry.sha256, entry.size) else None

    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(inputs), _AT_ONCE):
            some = inputs[start : start + _AT_ONCE]
            entries = {
                name: entry
                for given in some
                if (name := str(given.name)) in index
                and not given.is_stream
                and (entry := _fitting(index, name, recipe)) is not None
            }
            yield from zip(some, pool.map(check, some), strict=True)


def _fitting(index: Index, name: str, recipe: Recipe) -> Entry | None:
    """The entry of a document, if the recipe could have made it."""
    least = LINES if recipe.has_lines else ROWS if recipe.has_rows else 0
    if index.kind(name) < least:
        return None
    entry = index.entry(name)
    is_ours = entry.status == "read" and entry.recipe == recipe.key
    return entry if is_ours and entry.files.keys() >= set(own_suffixes(recipe)) else None
