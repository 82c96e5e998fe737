"""Files in OUT that an earlier run wrote and that belong to nothing any more."""

import os
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

from hospplan.batch.collection.manifest import entries, is_below, own_suffixes
from hospplan.batch.collection.state import State
from hospplan.batch.places import Place
from hospplan.batch.recipe import Recipe


def find_left(
    names: Iterable[str],
    old: Path,
    journal: Iterable[str],
    recipe: Recipe,
    state: State,
    out: Place,
) -> list[str]:
    """
    Their names in OUT, sorted: of inputs that are gone, of formats that are not asked for any more.

    Nothing is among them but what a manifest, a journal or state.json says that hospplan wrote, and nothing that a
    link leads to out of OUT: these may come from a stranger.

    Args:
        names: The documents of this run.
        old: The manifest of the run before.
        journal: Files that the journal tells of.
        recipe: What was asked for.
        state: The tables that stand; the units of formats that are not asked for are taken out of it.
        out: Where they are looked for.
    """
    suffixes = own_suffixes(recipe)
    # On some file systems Plan.docx.json is plan.docx.json: what may be a file of this run is none that is left.
    ours = {_key(name) for name in names}
    left = {*state.left, *filter(is_below, journal)}
    for name in [unit for unit in state.units if unit.partition("/")[0] not in recipe.formats]:
        left |= state.units.pop(name).files.keys()
    for entry in entries(old):
        left |= {entry.name + suffix for suffix in entry.files}
    tables = {_key(file) for unit in state.units.values() for file in unit.files}

    def belongs(file: str) -> bool:
        return _key(file) in tables or any(
            file.endswith(suffix) and _key(file.removesuffix(suffix)) in ours for suffix in suffixes
        )

    return sorted(
        file for file in left if not belongs(file) and out.size(file) is not None and is_inside(file, out)
    )


def is_inside(file: str, out: Place) -> bool:
    """Whether the folder of a file is in OUT, and not elsewhere by way of a link."""
    if out.local is None:
        return True
    folder = Path(os.path.realpath((out.local / file).parent))
    return folder.is_relative_to(os.path.realpath(out.local))


def _key(name: str) -> str:
    return normalize("NFC", name).casefold()
