"""A small collection, and an engine that converts it without reading a single document."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.unit.export.sample import plan

from hospplan.batch.collection.convert import convert
from hospplan.batch.collection.events import Converted, Event, Unchanged
from hospplan.batch.collection.order import Order
from hospplan.batch.document import failed
from hospplan.batch.inputs.find import find_documents
from hospplan.batch.inputs.reading import read_input
from hospplan.batch.recipe import OWN_SUFFIXES, Recipe
from hospplan.batch.record import Entry, Failure, Record
from hospplan.batch.run.isolate import Job
from hospplan.errors import DamagedSourceError
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import Reading


class Engine:
    """Gives records in an order that the seed says; documents that begin with "bad" fail."""

    def __init__(self, recipe: Recipe, seed: int = 0) -> None:
        self.recipe = recipe
        self.seed = seed
        self.read: list[str] = []

    def __call__(self, count: int) -> AbstractContextManager["Engine"]:
        assert count > 0
        return nullcontext(self)

    def run(self, jobs: Iterable[Job]) -> Iterator[Record]:
        taken = list(jobs)
        Random(self.seed).shuffle(taken)
        for job in taken:
            self.read.append(str(job.given.name))
            yield self._record(job)

    def _record(self, job: Job) -> Record:
        data = job.data if job.data is not None else read_input(job.given)
        name, content = str(job.given.name), sha256(data).hexdigest()
        if data.startswith(b"bad"):
            failure = Failure.of(DamagedSourceError("no XML in it", mend="save it again"))
            return failed(name, failure, self.recipe, content, len(data))
        suffixes = [OWN_SUFFIXES[form] for form in self.recipe.own_formats]
        files = {suffix: b"%b of %b" % (suffix.encode(), data) for suffix in suffixes}
        entry = Entry(
            name,
            content,
            len(data),
            counts={"targets": 2, "results": 0, "tasks": 1, "findings": 0, "left_out": 0},
            files={suffix: len(text) for suffix, text in files.items()},
            recipe=self.recipe.key,
        )
        rows = _rows(name, data, lines=self.recipe.has_lines) if self.recipe.has_rows else None
        return Record(entry, None, files, rows)


@cache
def _rows(name: str, data: bytes, *, lines: bool) -> bytes:
    whole = plan()
    source = whole.document.source.model_copy(update={"sha256": sha256(data).hexdigest()})
    document = whole.document.model_copy(update={"source": source})
    reading = Reading.of(name, whole.model_copy(update={"document": document}))
    return DocumentRows.of(reading, lines=lines).to_bytes()


def put(folder: Path, **contents: str) -> None:
    """Documents of the names, with .txt behind them."""
    for name, content in contents.items():
        path = folder / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def order(base: Path, *formats: str, **more: object) -> Order:
    """The folder `in` of *base* into `out`."""
    found = find_documents([str(base / "in")], base / "out")
    recipe = Recipe(formats=formats or ("json",))  # type: ignore[arg-type]  # names of formats
    return replace(Order(found.inputs, base / "out", recipe, jobs=2), **more)  # type: ignore[arg-type]


def run(asked: Order, engine: Engine | None = None) -> list[Event]:
    """All that a run tells."""
    return list(convert(asked, engine or Engine(asked.recipe)))


def converted(events: Iterable[Event]) -> list[str]:
    """The names of the documents that were read anew."""
    return sorted(event.entry.name for event in events if isinstance(event, Converted))


def unchanged(events: Iterable[Event]) -> list[str]:
    """The names of those that were not."""
    return [event.entry.name for event in events if isinstance(event, Unchanged)]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
