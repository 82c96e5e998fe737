"""The tables of the whole collection: which are to be made, making them, putting them into place."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from hospplan import __version__
from hospplan.batch.collection.draft import Draft, Part
from hospplan.batch.collection.left import is_inside
from hospplan.batch.collection.making import PARTITIONED, Wanted, make
from hospplan.batch.collection.order import Headers
from hospplan.batch.collection.state import State, Unit
from hospplan.batch.collection.work import Work
from hospplan.batch.places import Place
from hospplan.batch.recipe import OWN_SUFFIXES, Recipe


def wanted(
    recipe: Recipe, parts: Sequence[Part], headers: Headers, *, is_partitioned: bool
) -> Iterator[Wanted]:
    """The tables that a call asks for."""
    for form in recipe.formats:
        if form in OWN_SUFFIXES:
            continue
        asked = (form, headers if form == "csv" else "", __version__)
        if is_partitioned and form in PARTITIONED:
            for number, part in enumerate(parts):
                yield Wanted(f"{form}/{number:05}", form, part, number, _digest(*asked, part.digest))
        else:
            yield Wanted(form, form, None, None, _digest(*asked, *(part.digest for part in parts)))


def write_tables(
    wants: Sequence[Wanted],
    state: State,
    draft: Draft,
    work: Work,
    headers: Headers,
    jobs: int,
) -> None:
    """
    Make the tables that are not in OUT as they have to be, and put them there. *state*, and its file, follow.

    Files of the same tables that are not made any more (a part behind the last) are deleted: whoever reads a folder
    of parts reads all of them.

    Raises:
        HospplanError, OSError, WriterError: They can't be made.
    """
    out = work.out
    names = {want.name for want in wants}
    forms = {want.form for want in wants}
    stale = [name for name in state.units if name not in names and name.partition("/")[0] in forms]
    undone = [want for want in wants if not _stands(want, state.units.get(want.name), out)]
    if not undone and not stale:
        return
    for name in (*stale, *(want.name for want in undone)):
        state.units.setdefault(name, Unit(None, {})).made_of = None
    work.put_state(state.to_bytes())
    folders = {want.name: work.tmp / "tables" / want.name for want in undone}
    for folder in folders.values():
        folder.mkdir(parents=True)
    make(undone, folders, draft, work, headers, jobs)
    made = {want.name: _made(want, folders[want.name]) for want in undone}
    # Known before they are there: a run that is killed now leaves none that nobody knows of.
    for want in undone:
        state.units[want.name].files |= dict.fromkeys(made[want.name], 0)
    work.put_state(state.to_bytes())
    for want in undone:
        unit = Unit(want.made_of, {})
        for name, path in made[want.name].items():
            unit.files[name] = path.stat().st_size
            out.put(name, path)
        _drop(state.units[want.name].files.keys() - unit.files.keys(), out)
        state.units[want.name] = unit
    current = {file for want in wants for file in state.units[want.name].files}
    for name in stale:
        _drop(state.units.pop(name).files.keys() - current, out)
    work.put_state(state.to_bytes())


def _made(want: Wanted, folder: Path) -> dict[str, Path]:
    """The files that an exporter made, by their names in OUT."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {want.file(PurePosixPath(path.relative_to(folder).as_posix())): path for path in paths}


def _stands(want: Wanted, unit: Unit | None, out: Place) -> bool:
    return (
        unit is not None
        and unit.made_of == want.made_of
        and all(out.size(file) == size for file, size in unit.files.items())
    )


def _drop(files: "set[str]", out: Place) -> None:
    for file in sorted(files):
        if is_inside(file, out):
            out.delete(file)


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
