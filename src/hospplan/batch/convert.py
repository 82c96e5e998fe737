"""A collection of documents into a folder: one JSON (or Markdown) a document, one table a kind of record."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Literal, Self

from hospplan.batch.inputs.input import Input
from hospplan.batch.inputs.names import output_names
from hospplan.batch.write import AtomicFile, write_text
from hospplan.errors import HospplanError
from hospplan.export.rows import TABLES, Headers, Reading, Table, Unread
from hospplan.export.to_csv import BOM, csv_head, to_csv
from hospplan.export.to_json import plan_to_json
from hospplan.export.to_jsonl import to_jsonl
from hospplan.export.to_markdown import to_markdown
from hospplan.models.plan import Plan

Format = Literal["json", "jsonl", "csv", "md"]
FORMATS: tuple[Format, ...] = ("json", "jsonl", "csv", "md")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document."""

    found: Input
    name: PurePosixPath
    """Its name in the output, unique there."""
    plan: Plan | None
    error: Exception | None
    """Why there is no plan, or why its files could not be written."""


class Collection:
    """The tables of a whole collection; a row is on disk as soon as its document is read."""

    def __init__(self, out: Path, formats: Sequence[Format], headers: Headers) -> None:
        """Open the tables of csv and jsonl, where these are asked for."""
        self._stack = ExitStack()
        self._tables: list[tuple[AtomicFile, Table[Any], Callable[[Table[Any], Reading | Unread], str]]] = []
        with ExitStack() as opening:  # one that can't be opened takes back those before it
            for table in TABLES:
                if "csv" in formats:
                    file = opening.enter_context(AtomicFile(out / f"{table.name}.csv"))
                    file.write(BOM + csv_head(table, headers))
                    self._tables.append((file, table, partial(to_csv, headers=headers)))
                if "jsonl" in formats:
                    file = opening.enter_context(AtomicFile(out / f"{table.name}.jsonl"))
                    self._tables.append((file, table, to_jsonl))
            self._stack = opening.pop_all()

    def add(self, reading: Reading | Unread) -> None:
        """Add one document's rows to every table."""
        for file, table, rows in self._tables:
            file.write(rows(table, reading))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)


def convert(
    inputs: Sequence[Input],
    out: Path,
    *,
    formats: Sequence[Format],
    read: Callable[[Input], Plan],
    headers: Headers = "en",
) -> Iterator[Outcome]:
    """
    Read each input and write what was read below *out*, in order; one that fails does not stop the others.

    A document's own files are complete when its outcome is given; the tables of the collection are put in
    place after the last one, and not at all where the caller stops before.

    Args:
        inputs: What to read, in the order of the outcomes and rows.
        out: A folder; it is made.
        formats: What to write. Repeating the call writes the same bytes.
        read: From an input to its plan.
        headers: The heads of the CSV files.

    Raises:
        OSError: A table of the collection can't be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    names = output_names(found.name for found in inputs)
    with Collection(out, formats, headers) as tables:
        for found, name in zip(inputs, names, strict=True):
            outcome = _convert_one(found, name, out, formats, read)
            if outcome.plan is not None:
                tables.add(Reading.of(str(name), outcome.plan))
            elif outcome.error is not None:
                tables.add(unread(str(name), outcome.error))
            yield outcome


def unread(name: str, error: Exception) -> Unread:
    """The row of a document that failed."""
    code = error.code if isinstance(error, HospplanError) else type(error).__name__
    # the whole text of an OSError has the path in it, which is the machine's, not the document's
    message = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Unread(name, code, " ".join(message.split()))


def _convert_one(
    found: Input,
    name: PurePosixPath,
    out: Path,
    formats: Sequence[Format],
    read: Callable[[Input], Plan],
) -> Outcome:
    try:
        plan = read(found)
        if "json" in formats:
            write_text(out / f"{name}.json", plan_to_json(plan))
        if "md" in formats:
            write_text(out / f"{name}.md", to_markdown(Reading.of(str(name), plan)))
    except Exception as error:  # noqa: BLE001  (one document's fault is told and never stops the others)
        return Outcome(found, name, None, error)
    return Outcome(found, name, plan, None)
