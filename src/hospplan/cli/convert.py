"""`hospplan convert`: many documents into a folder."""

import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, assert_never

from hospplan.cli.batch_options import (
    LEVELS,
    DryRun,
    FailOn,
    Forms,
    FromFile,
    Jobs,
    JUnit,
    Level,
    LogJson,
    Memory,
    Out,
    Partition,
    Paths,
    Prune,
    Quiet,
    Resume,
    Timeout,
    To,
    choose_bounds,
    choose_count,
    choose_formats,
)
from hospplan.cli.engines import Address, Convert, Engine, ShardSize, choose_engine
from hospplan.cli.faults import CallError, explain, not_written, one_line, problem
from hospplan.cli.options import (
    DOC_ENGINES,
    ENGINES,
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
)
from hospplan.cli.progress import Watcher, logging, watch
from hospplan.cli.records import tell_left_out
from hospplan.cli.signals import terminable
from hospplan.cli.status import DONE, FLAWED, NOTHING_READ
from hospplan.cli.terminal import Terminal, is_terminal

if TYPE_CHECKING:  # a wrong call and the help do not wait for these
    from hospplan.batch.collection.events import Converted, Event
    from hospplan.batch.collection.order import Order
    from hospplan.batch.inputs.find import Found
    from hospplan.batch.recipe import Format
    from hospplan.batch.record import Entry
    from hospplan.batch.report.totals import Totals
    from hospplan.batch.run.isolate import Told


def convert(
    paths: Paths = None,
    output: Out = None,
    to: To = None,
    from_file: FromFile = None,
    form: Forms = None,
    partition: Partition = None,
    headers: HeadersLanguage = None,
    jobs: Jobs = None,
    engine: Engine = "local",
    address: Address = None,
    shard: ShardSize = None,
    resume: Resume = True,
    prune: Prune = False,
    timeout: Timeout = None,
    memory: Memory = None,
    junit: JUnit = None,
    quiet: Quiet = False,
    log_json: LogJson = False,
    dry_run: DryRun = False,
    fail_on: FailOn = "error",
    min_confidence: MinConfidence = None,
    lexicon: LexiconFolder = None,
    verify: Verify = False,
    password: Password = None,
    table_engine: TableEngine = None,
    doc_engine: DocEngine = None,
) -> Callable[[Terminal], int]:
    """The run that a call of `convert` asks for."""

    def run(person: Terminal) -> int:
        from hospplan.batch.collection.order import Order  # noqa: PLC0415
        from hospplan.batch.recipe import Recipe  # noqa: PLC0415
        from hospplan.batch.run.cores import cores  # noqa: PLC0415
        from hospplan.cli.catalogue import load  # noqa: PLC0415
        from hospplan.cli.report import Spoken  # noqa: PLC0415
        from hospplan.picture.network_files import missing  # noqa: PLC0415

        gc.enable()  # off since the start (`hospplan.__main__`)
        terminal = logging(person) if log_json else person
        language = choose_headers(headers, "en")
        formats = _asked_formats(form, output, to)
        size = choose_count("--partition", partition)
        if size is not None and not {"jsonl", "parquet"} & set(formats):
            raise CallError("partition")
        recipe = Recipe(
            formats,
            is_stored=to is not None,
            lexicon=None if lexicon is None else str(Path(lexicon).absolute()),
            lexicon_version=_words(lexicon),
            min_confidence=choose_confidence(min_confidence),
            verify=verify,
            password=password,
            table_engine="grid" if table_engine is None else choose("--table-engine", table_engine, ENGINES),
            doc_engine="auto" if doc_engine is None else choose("--doc-engine", doc_engine, DOC_ENGINES),
            reads_pictures=missing() is None,
        )
        run = _Run(
            terminal,
            quiet=quiet,
            is_log=log_json,
            level=choose("--fail-on", fail_on, LEVELS),
            has_folder=output is not None,
            convert=choose_engine(
                engine, address, shard, choose_count("--jobs", jobs), choose_bounds(timeout, memory)
            ),
            verify=verify,
            least=min_confidence,
        )
        count = choose_count("--jobs", jobs) or cores()
        stack = ExitStack()
        out = _out(output, stack)
        found = _find(paths or [], from_file, str(out), terminal)
        if not found.inputs and not found.problems:
            asked = " ".join([*(paths or []), *([from_file] if from_file else [])])
            terminal.say("convert.nothing", paths=asked)
        if prune and not found.is_complete:
            terminal.say("convert.not-pruned")
        words = Spoken(load(language))
        order = Order(
            found.inputs,
            out,
            recipe,
            headers=language,
            words=words,
            level=run.level,
            junit=None if junit is None else Path(junit),
            seconds=run.seconds,
            partition=size,
            target=to,
            resume=resume,
            prune=prune and found.is_complete,
            jobs=count,
        )
        with stack, terminable():
            return run.preview(found, order) if dry_run else run.status(found, order)

    return run


@dataclass
class _Run:
    """What a run tells its person."""

    terminal: Terminal
    quiet: bool
    is_log: bool
    """What is said goes out as JSON Lines."""
    level: Level
    has_folder: bool
    """Something is written besides the database."""
    convert: Convert
    verify: bool
    least: str | None
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    flagged: list[str] = field(default_factory=list)

    def preview(self, found: "Found", order: "Order") -> int:
        """List what a run would do; the exit status of that."""
        from hospplan.cli.dry_run import show  # noqa: PLC0415

        self._tell_problems(found)
        if not found.inputs:
            return NOTHING_READ
        show(order, self.terminal)
        return FLAWED if self.failed else DONE

    def status(self, found: "Found", order: "Order") -> int:
        """The exit status of the run."""
        self._tell_problems(found)
        if not found.inputs:
            return NOTHING_READ
        before = self.terminal
        try:
            with watch(before, quiet=self.quiet, is_log=self.is_log) as watcher:
                self.terminal = watcher.terminal
                totals = self._convert(order, watcher)
        except OSError as error:
            raise not_written(str(error.filename or order.out), error) from error
        except KeyboardInterrupt:
            if not self.quiet:
                before.say("convert.stopped")
            raise
        finally:
            self.terminal = before
        if not self.quiet:
            self._sum_up(found, totals, order.out)
        counts = totals.counts
        tell_left_out(
            self.terminal,
            self.least,
            counts.get("left_out", 0),
            sum(counts.get(name, 0) for name in ("targets", "results", "left_out")),
        )
        self._list("convert.failed", self.failed)
        self._list("convert.flagged", self.flagged, level=self.level)
        misquotes = counts.get("misquotes", 0)
        if self.verify and not misquotes and totals.read:
            self.terminal.say("verify.ok", count=counts.get("quotes", 0))
        if not totals.read:
            return NOTHING_READ
        return FLAWED if self.failed or self.flagged or misquotes else DONE

    def _tell_problems(self, found: "Found") -> None:
        for argument, kind in found.problems:
            self.failed.append(argument)
            self.terminal.tell(problem(argument, kind, self.terminal.catalogue))

    def _convert(self, order: "Order", watcher: Watcher) -> "Totals":
        from hospplan.batch.collection.events import Finished  # noqa: PLC0415
        from hospplan.batch.collection.lock import BusyFolderError  # noqa: PLC0415
        from hospplan.batch.report.totals import Totals  # noqa: PLC0415

        def told(one: "Told") -> None:
            self.seconds[one.name] = one.seconds
            watcher.took(one)

        totals = Totals.of([])
        try:
            for event in self.convert(order, told, watcher.reading):
                self._tell(event, watcher)
                if isinstance(event, Finished):
                    totals = event.totals
        except BusyFolderError as error:
            raise CallError("out-busy", file=order.out) from error
        return totals

    def _tell(self, event: "Event", watcher: Watcher) -> None:
        from hospplan.batch.collection.events import (  # noqa: PLC0415
            Converted,
            Finished,
            Finishing,
            Left,
            Started,
            Stored,
            Unchanged,
        )

        match event:
            case Started():
                watcher.started(event.done, event.total)
            case Unchanged():
                self._count(event.given.where, event.entry)
            case Converted():
                self._count(event.given.where, event.entry)
                watcher.converted(event, None if event.failure is None else self._fault(event))
                for wrong in event.misquotes:
                    key = "verify.no-block" if wrong["text"] is None else "verify.wrong"
                    line = self.terminal.catalogue.say(key, file=event.entry.name, **wrong)
                    self.terminal.tell(one_line(line))
                for name in event.removed:
                    self.terminal.say("convert.removed", file=one_line(name))
            case Stored():
                self.terminal.say(
                    "convert.stored", target=event.target, added=event.added, replaced=event.replaced
                )
                for note in event.notes:
                    self.terminal.say(f"convert.stored.{note}")
            case Left():
                self.terminal.say("convert.pruned" if event.is_pruned else "convert.left", count=event.count)
            case Finishing():
                watcher.finishing()
            case Finished():
                watcher.finished(event.totals)
            case _:
                assert_never(event)

    def _count(self, where: str, entry: "Entry") -> None:
        if entry.status == "failed":
            self.failed.append(where)
        elif self.level != "never" and any(
            entry.findings.get(severity) for severity in LEVELS[: LEVELS.index(self.level) + 1]
        ):
            self.flagged.append(entry.name)

    def _fault(self, event: "Converted") -> str:
        """The line of a document that failed: its own fault, or that of a file to write."""
        catalogue = self.terminal.catalogue
        error = RuntimeError() if event.failure is None else event.failure.error()
        if event.failure is not None and self.terminal.debug:
            self.terminal.tell(event.failure.trace.rstrip())
        if event.unwritten is not None and isinstance(error, OSError):
            if isinstance(error, IsADirectoryError):
                return CallError("own-file-is-folder", file=event.unwritten).shown(catalogue)
            return not_written(event.unwritten, error).shown(catalogue)
        return explain(event.given.where, error, catalogue)

    def _sum_up(self, found: "Found", totals: "Totals", out: str | Path) -> None:
        if found.passed_over:
            suffixes = sorted({name.suffix.lower() or name.name for name in found.passed_over})
            self.terminal.say(
                "convert.passed-over", count=len(found.passed_over), suffixes=" ".join(suffixes)
            )
        if not self.is_log and len(totals.kinds) > 1:  # of one kind the line below says as much
            self._show_table(totals)
        numbers = {name: totals.counts.get(name, 0) for name in ("targets", "results", "tasks", "findings")}
        key = "convert.done" if self.has_folder else "convert.done-stored"
        self.terminal.say(key, read=totals.read, total=totals.documents, out=out, **numbers)

    def _show_table(self, totals: "Totals") -> None:
        from hospplan.cli.report import Spoken, end_table  # noqa: PLC0415

        if sys.stderr is not None:
            is_screen = is_terminal(sys.stderr)
            sys.stderr.write(end_table(totals, Spoken(self.terminal.catalogue), is_screen=is_screen))
            sys.stderr.flush()

    def _list(self, key: str, names: Sequence[str], **details: object) -> None:
        if names:
            self.terminal.say(key, count=len(names), **details)
            for name in names:
                self.terminal.tell(f"  {one_line(name)}")


def _asked_formats(form: str | None, output: str | None, to: str | None) -> "tuple[Format, ...]":
    """
    The formats of a call: JSON where nothing else is said, and none where all goes into a database.

    Raises:
        CallError: There is no place for them, none at all for what is read, or a format is none.
        HospplanError: The database, or a format, can't be written.
    """
    if to is not None:
        from hospplan.export.database import check_target  # noqa: PLC0415

        check_target(to)
    if output is None:
        if to is None:
            raise CallError("no-output")
        if form is not None:
            raise CallError("format-nowhere", form=form)
        return ()
    formats = choose_formats("json" if form is None else form)
    if "parquet" in formats:
        from hospplan.export.to_parquet import check_parquet  # noqa: PLC0415

        check_parquet()
    return formats


def _out(output: str | None, stack: ExitStack) -> str | Path:
    """
    OUT as a path or URL; a temporary folder that lives as long as *stack* where only a database is written.

    Raises:
        CallError: It is a file.
    """
    from hospplan.batch.places import is_url  # noqa: PLC0415

    if output is None:
        return Path(stack.enter_context(TemporaryDirectory(prefix="hospplan-")))
    if is_url(output):
        return output
    out = Path(output)
    if out.exists() and not out.is_dir():
        raise CallError("out-is-file", file=output)
    return out


def _words(lexicon: str | None) -> str:
    """
    The version of the words of a call.

    Raises:
        CallError: The folder of --lexicon holds no word list, or one that is not well formed.
    """
    from hospplan.lexicon import lexicon_version  # noqa: PLC0415

    if lexicon is not None:
        from hospplan.cli.session import load_words  # noqa: PLC0415

        load_words(lexicon)
    return lexicon_version(None if lexicon is None else Path(lexicon))


def _find(paths: Sequence[str], from_file: str | None, out: str, terminal: Terminal) -> "Found":
    from hospplan.batch.inputs.find import find_documents  # noqa: PLC0415
    from hospplan.errors import HospplanError  # noqa: PLC0415

    if not paths and from_file is None:
        raise CallError("no-paths")
    try:
        return find_documents(paths, out, from_file=from_file)
    except (OSError, HospplanError) as error:
        raise CallError("list", detail=explain(from_file or "", error, terminal.catalogue)) from error
