"""`hospplan convert`: many documents into a folder."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hospplan.cli.faults import CallError, explain, not_written, problem
from hospplan.cli.options import (
    DocEngine,
    HeadersLanguage,
    LexiconFolder,
    MinConfidence,
    Password,
    TableEngine,
    Verify,
    choose,
    choose_confidence,
    choose_headers,
    one_of,
)
from hospplan.cli.records import tell_left_out
from hospplan.cli.terminal import Terminal, is_terminal

if TYPE_CHECKING:  # these load pydantic, which a wrong call and the help do not wait for
    from hospplan.batch.convert import Format, Outcome
    from hospplan.batch.inputs.find import Found
    from hospplan.batch.inputs.input import Input
    from hospplan.models.plan import Plan
    from hospplan.models.values import Severity

Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH")]
FromFile = Annotated[str | None, typer.Option("--from-file", metavar="FILE")]
Out = Annotated[str, typer.Option("--output", "-o", metavar="OUT")]
Forms = Annotated[
    str,
    typer.Option("--format", "-f", metavar="FORMATS", autocompletion=one_of("json", "jsonl", "csv", "md")),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q")]
Level = Literal["error", "warning", "never"]
_LEVELS: tuple[Level, ...] = ("error", "warning", "never")
FailOn = Annotated[str, typer.Option("--fail-on", metavar="LEVEL", autocompletion=one_of(*_LEVELS))]


def convert(
    output: Out,
    paths: Paths = None,
    from_file: FromFile = None,
    form: Forms = "json",
    headers: HeadersLanguage = None,
    quiet: Quiet = False,
    fail_on: FailOn = "error",
    min_confidence: MinConfidence = None,
    lexicon: LexiconFolder = None,
    verify: Verify = False,
    password: Password = None,
    table_engine: TableEngine = None,
    doc_engine: DocEngine = None,
) -> Callable[[Terminal], int]:
    """The run that a call of `convert` asks for."""

    def run(terminal: Terminal) -> int:
        from hospplan.batch.confidence import confident  # noqa: PLC0415
        from hospplan.batch.convert import convert as converted  # noqa: PLC0415
        from hospplan.cli.session import FLAWED, NOTHING_READ, How, Session  # noqa: PLC0415

        gc.enable()  # off since the start (`hospplan.__main__`)
        formats = _formats(form)
        language = choose_headers(headers, "en")
        level = choose("--fail-on", fail_on, _LEVELS)
        least = choose_confidence(min_confidence)
        out = Path(output)
        if out.exists() and not out.is_dir():
            raise CallError("out-is-file", file=output)
        found = _find(paths or [], from_file, output, terminal)
        session = Session(
            terminal,
            How.of(
                lexicon, verify=verify, password=password, table_engine=table_engine, doc_engine=doc_engine
            ),
        )
        for argument, kind in found.problems:
            session.failed += 1
            terminal.tell(problem(argument, kind, terminal.catalogue))
        if not found.inputs:
            if not found.problems:
                terminal.say(
                    "convert.nothing", paths=" ".join([*(paths or []), *([from_file] if from_file else [])])
                )
            return NOTHING_READ
        totals = Totals(level)

        def read(given: "Input") -> "Plan":
            plan = session.plan(given)
            sure = confident(plan, least)
            totals.records["measures"] += len(plan.targets) + len(plan.results)
            totals.records["left out"] += len(plan.targets) - len(sure.targets)
            totals.records["left out"] += len(plan.results) - len(sure.results)
            return sure

        failed: list[str] = [argument for argument, _ in found.problems]
        try:
            with _progress(terminal, len(found.inputs), quiet=quiet) as step:
                for outcome in converted(found.inputs, out, formats=formats, read=read, headers=language):
                    if outcome.plan is None:
                        failed.append(_shown(outcome))
                        session.failed += 1
                        step(_shown(outcome), _fault(outcome, out, terminal))
                    else:
                        session.read += 1
                        totals.add(str(outcome.name), outcome.plan)
                        step(_shown(outcome), None)
                    if outcome.error is not None:
                        terminal.trace(outcome.error)
        except OSError as error:
            raise not_written(str(error.filename or out), error) from error
        if not quiet:
            _sum_up(terminal, found, totals, out, session.read)
        tell_left_out(terminal, min_confidence, totals.records["left out"], totals.records["measures"])
        _list(terminal, "convert.failed", failed)
        _list(terminal, "convert.flagged", totals.flagged, level=level)
        status = session.status()
        return FLAWED if status == 0 and totals.flagged else status

    return run


class Totals:
    """What a collection adds up to."""

    def __init__(self, level: Level) -> None:
        """Flag documents with a finding of *level* or worse."""
        self.records: Counter[str] = Counter()
        self.flagged: list[str] = []
        severities: dict[Level, set[Severity]] = {
            "error": {"error"},
            "warning": {"error", "warning"},
            "never": set(),
        }
        self._severities = severities[level]

    def add(self, name: str, plan: "Plan") -> None:
        """Add a document."""
        self.records["targets"] += len(plan.targets)
        self.records["results"] += len(plan.results)
        self.records["tasks"] += len(plan.tasks)
        self.records["findings"] += len(plan.findings)
        if any(finding.severity in self._severities for finding in plan.findings):
            self.flagged.append(name)


def _find(paths: Sequence[str], from_file: str | None, out: str, terminal: Terminal) -> "Found":
    from hospplan.batch.inputs.find import find_documents  # noqa: PLC0415
    from hospplan.errors import HospplanError  # noqa: PLC0415

    if not paths and from_file is None:
        raise CallError("no-paths")
    try:
        return find_documents(paths, out, from_file=from_file)
    except (OSError, HospplanError) as error:
        raise CallError("list", detail=explain(from_file or "", error, terminal.catalogue)) from error


def _formats(value: str) -> "list[Format]":
    from hospplan.batch.convert import FORMATS  # noqa: PLC0415

    names = [name.strip() for name in value.split(",") if name.strip()]
    return [choose("--format", name, FORMATS) for name in dict.fromkeys(names or [value])]


def _shown(outcome: "Outcome") -> str:
    return outcome.found.where


def _fault(outcome: "Outcome", out: Path, terminal: Terminal) -> str:
    """The line of a document that failed: its own fault, or that of a file to write."""
    error = outcome.error
    if isinstance(error, OSError) and error.filename and _is_below(str(error.filename), out):
        return not_written(str(error.filename), error).shown(terminal.catalogue)
    return explain(_shown(outcome), error or RuntimeError(), terminal.catalogue)


def _is_below(file: str, folder: Path) -> bool:
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def _sum_up(terminal: Terminal, found: "Found", totals: Totals, out: Path, read: int) -> None:
    if found.passed_over:
        suffixes = sorted({name.suffix.lower() or name.name for name in found.passed_over})
        terminal.say("convert.passed-over", count=len(found.passed_over), suffixes=" ".join(suffixes))
    terminal.say(
        "convert.done",
        read=read,
        total=len(found.inputs),
        out=out,
        targets=totals.records["targets"],
        results=totals.records["results"],
        tasks=totals.records["tasks"],
        findings=totals.records["findings"],
    )


def _list(terminal: Terminal, key: str, names: Sequence[str], **details: object) -> None:
    if names:
        terminal.say(key, count=len(names), **details)
        for name in names:
            terminal.tell(f"  {name}")


Step = Callable[[str, str | None], None]
"""Takes the name of a document that is done and the line to show where it failed."""


@contextmanager
def _progress(terminal: Terminal, total: int, *, quiet: bool) -> Iterator[Step]:
    """A bar on a terminal, a line a document elsewhere, faults alone where it is to be quiet."""
    import sys  # noqa: PLC0415

    if quiet or not is_terminal(sys.stderr):
        done = 0

        def line(name: str, fault: str | None) -> None:
            nonlocal done
            done += 1
            if not quiet:
                terminal.say("convert.progress", number=done, total=total, name=name)
            if fault is not None:
                terminal.tell(fault)

        yield line
        return

    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text  # noqa: PLC0415

    console = Console(stderr=True, highlight=False, emoji=False, markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(terminal.catalogue.say("convert.reading"), total=total)

        def advance(name: str, fault: str | None) -> None:
            if fault is not None:
                bar.console.print(Text(fault), soft_wrap=True)
            bar.update(task, advance=1, description=Text(name).plain.replace("[", r"\["))

        yield advance
