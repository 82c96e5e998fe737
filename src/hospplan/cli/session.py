"""A run over documents: reads each, tells of those that fail, and knows the exit status in the end."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Self, TypeVar

from hospplan.batch.inputs.find import Found
from hospplan.batch.inputs.input import Input
from hospplan.batch.read import examine, read_plan
from hospplan.batch.verify import misquotes
from hospplan.cli.faults import CallError, explain, one_line, problem
from hospplan.cli.options import DOC_ENGINES, ENGINES, choose
from hospplan.cli.status import DONE, FLAWED, NOTHING_READ
from hospplan.cli.terminal import Terminal
from hospplan.errors import LexiconError
from hospplan.lexicon import TABLE_FILES, Lexicon, load_lexicon
from hospplan.models.plan import Plan
from hospplan.models.source import ReadOptions

if TYPE_CHECKING:
    from hospplan.pipeline import Examined

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class How:
    """How the documents of a run are to be read."""

    lexicon: Lexicon | None
    options: ReadOptions
    verify: bool
    """Check the quotes of each plan."""

    @classmethod
    def of(
        cls,
        lexicon: str | None,
        *,
        verify: bool,
        password: str | None,
        table_engine: str | None,
        doc_engine: str | None,
    ) -> Self:
        """
        From the options of a call.

        Raises:
            CallError: The folder of --lexicon holds no word list, or an engine has another name.
        """
        engine = "grid" if table_engine is None else choose("--table-engine", table_engine, ENGINES)
        doc = "auto" if doc_engine is None else choose("--doc-engine", doc_engine, DOC_ENGINES)
        options = ReadOptions(password, engine, doc)
        return cls(None if lexicon is None else load_words(lexicon), options, verify)


class Session:
    """Counts what a run comes to while it goes on."""

    def __init__(self, terminal: Terminal, how: How) -> None:
        """Prepare to read, and to tell *terminal* of it."""
        self.terminal = terminal
        self.read = 0
        self.failed = 0
        self.quotes = 0
        self.is_flawed = False
        self._how = how

    def plan(self, found: Input) -> Plan:
        """The plan of one input, its quotes checked where that was asked for; errors go to the caller."""
        plan = read_plan(found, lexicon=self._how.lexicon, options=self._how.options)
        if self._how.verify:
            self._check_quotes(str(found.name), plan)
        return plan

    def examine(self, found: Input) -> "Examined":
        """The same with the ledger of numbers."""
        examined = examine(found, lexicon=self._how.lexicon, options=self._how.options)
        if self._how.verify:
            self._check_quotes(str(found.name), examined.plan)
        return examined

    def plans(self, found: Found) -> Iterator[tuple[Input, Plan]]:
        """Each input that can be read, in order; the others are told of."""
        return self.each(found, self.plan)

    def each(self, found: Found, read: Callable[[Input], Read]) -> Iterator[tuple[Input, Read]]:
        """What *read* gives of each input that can be read, in order; the others are told of."""
        for argument, kind in found.problems:
            self.failed += 1
            self.terminal.tell(problem(argument, kind, self.terminal.catalogue))
        for given in found.inputs:
            try:
                one = read(given)
            except Exception as error:  # noqa: BLE001  (one document's fault never stops the others)
                self.fail(given.where, error)
                continue
            self.read += 1
            yield given, one
            gc.enable()  # off since the start (`hospplan.__main__`); more than one document is a long run

    def fail(self, file: str, error: Exception) -> None:
        """Tell of a document that failed."""
        self.failed += 1
        self.terminal.tell(explain(file, error, self.terminal.catalogue))
        self.terminal.trace(error)

    def status(self) -> int:
        """The exit status of the run."""
        if self._how.verify and not self.is_flawed and self.read:
            self.terminal.say("verify.ok", count=self.quotes)
        if self.read == 0:
            return NOTHING_READ
        return FLAWED if self.failed or self.is_flawed else DONE

    def _check_quotes(self, file: str, plan: Plan) -> None:
        self.quotes += len(plan.targets) + len(plan.results) + len(plan.tasks)
        self.quotes += sum(finding.source is not None for finding in plan.findings)
        for wrong in misquotes(plan):
            self.is_flawed = True
            key = "verify.no-block" if wrong.text is None else "verify.wrong"
            place = wrong.place
            line = self.terminal.catalogue.say(
                key,
                file=file,
                record=wrong.record,
                quote=place.quote,
                block=place.block,
                start=place.start,
                end=place.end,
                text=wrong.text,
            )
            self.terminal.tell(one_line(line))


def labels(found: Found) -> dict[Input, str]:
    """What each input is called in a list of several: its name, or its whole path where two share the name."""
    times = Counter(given.shown for given in found.inputs)
    return {
        given: given.shown
        if times[given.shown] == 1 or given.path is None
        else PurePath(given.where).as_posix()
        for given in found.inputs
    }


def load_words(folder: str) -> Lexicon:
    """
    The words of --lexicon laid over the package's.

    Raises:
        CallError: The folder holds no word list, or one that is not well formed.
    """
    if not any((Path(folder) / name).is_file() for name in TABLE_FILES):
        raise CallError("lexicon-folder", folder=folder, files=", ".join(TABLE_FILES))
    try:
        return load_lexicon(Path(folder))
    except LexiconError as error:
        raise CallError("lexicon-file", detail=error.message) from error
