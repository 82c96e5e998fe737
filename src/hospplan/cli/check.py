"""`hospplan check`: what a person should know about documents, and what became of each number in them."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from hospplan.cli.options import (
    DocEngine,
    Files,
    HeadersLanguage,
    LexiconFolder,
    OutputFile,
    Password,
    RecordForm,
    TableEngine,
    Verify,
    choose,
    choose_form,
    choose_headers,
    one_of,
)
from hospplan.cli.status import FLAWED
from hospplan.cli.terminal import Output, Terminal, output_to
from hospplan.cli.workbook import refuse_on_screen, write_workbook

if TYPE_CHECKING:  # these load pydantic, which a wrong call and the help do not wait for
    from hospplan.batch.inputs.input import Input
    from hospplan.cli.session import Session
    from hospplan.export.rows import Headers, Reading, Table
    from hospplan.export.to_xlsx import One
    from hospplan.models.ledger import Ledger
    from hospplan.models.plan import Finding, Plan

_FORMS: tuple[Literal["table", "json", "jsonl", "csv", "xlsx"], ...] = (
    "table",
    "json",
    "jsonl",
    "csv",
    "xlsx",
)
Level = Literal["error", "warning", "info", "never"]
_LEVELS: tuple[Level, ...] = ("error", "warning", "info", "never")
UNREAD = "number-unread"

Numbers = Annotated[bool, typer.Option("--numbers")]
AllNumbers = Annotated[bool, typer.Option("--all")]
FailOn = Annotated[str, typer.Option("--fail-on", metavar="LEVEL", autocompletion=one_of(*_LEVELS))]


def check(
    files: Files,
    numbers: Numbers = False,
    all_numbers: AllNumbers = False,
    form: RecordForm = None,
    output: OutputFile = None,
    headers: HeadersLanguage = None,
    fail_on: FailOn = "error",
    lexicon: LexiconFolder = None,
    verify: Verify = False,
    password: Password = None,
    table_engine: TableEngine = None,
    doc_engine: DocEngine = None,
) -> Callable[[Terminal], int]:
    """The run that a call of `check` asks for."""

    def run(terminal: Terminal) -> int:
        from hospplan.batch.inputs.find import find_files  # noqa: PLC0415
        from hospplan.cli.session import How, Session, labels  # noqa: PLC0415

        chosen = choose_form(form, output, _FORMS)
        level = choose("--fail-on", fail_on, _LEVELS)
        found = find_files(files)
        target = output_to(output, [given.path for given in found.inputs if given.path is not None])
        refuse_on_screen(chosen, target)
        chosen = chosen or ("table" if target.is_screen else "jsonl")
        language = choose_headers(headers, "zh" if chosen == "table" else "en")
        session = Session(
            terminal,
            How.of(
                lexicon, verify=verify, password=password, table_engine=table_engine, doc_engine=doc_engine
            ),
        )
        named = labels(found)
        pages = _Pages(terminal, target, language, is_whole=all_numbers)
        flagged: list[str] = []

        def readings() -> "Iterator[tuple[Reading, Ledger | None]]":
            from hospplan.export.rows import Reading  # noqa: PLC0415

            for given, (plan, ledger) in session.each(
                found, _reader(session, numbers=numbers or all_numbers)
            ):
                if any(_reaches(finding, level) for finding in plan.findings):
                    flagged.append(named[given])
                listed = () if ledger is None else ledger.entries if all_numbers else ledger.unread()
                yield Reading.of(named[given], plan, listed), ledger

        match chosen:
            case "json":
                pages.json(readings(), is_one=len(found.inputs) + len(found.problems) == 1)
            case "jsonl":
                pages.jsonl(readings())
            case "csv":
                pages.csv(readings())
            case "xlsx":
                pages.xlsx(readings(), named)
            case "table":
                pages.table(readings())
        if session.read:
            target.finish()
        status = session.status()
        return FLAWED if status == 0 and flagged else status

    return run


def _reader(session: "Session", *, numbers: bool) -> "Callable[..., tuple[Plan, Ledger | None]]":
    if not numbers:
        return lambda given: (session.plan(given), None)

    def examine(given: "Input") -> "tuple[Plan, Ledger | None]":
        examined = session.examine(given)
        return examined.plan, examined.ledger

    return examine


def _reaches(finding: "Finding", level: Level) -> bool:
    """Whether a finding is as bad as *level* or worse."""
    return level != "never" and _LEVELS.index(finding.severity) <= _LEVELS.index(level)


class _Pages:
    """The output of a run, in each form."""

    def __init__(self, terminal: Terminal, target: Output, headers: "Headers", *, is_whole: bool) -> None:
        self._terminal = terminal
        self._target = target
        self._headers = headers
        self._is_whole = is_whole

    def json(self, readings: "Iterator[tuple[Reading, Ledger | None]]", *, is_one: bool) -> None:
        """One object a document, with its findings and, where asked for, counts and numbers."""
        from hospplan.export.to_json import examinations_to_json  # noqa: PLC0415
        from hospplan.models.ledger import Examination  # noqa: PLC0415

        made = [
            Examination(
                document=reading.name,
                findings=reading.plan.findings,
                counts=None
                if ledger is None
                else {str(fate): count for fate, count in ledger.counts().items()},
                numbers=None if ledger is None else reading.numbers,
            )
            for reading, ledger in readings
        ]
        if made:
            self._target.data(examinations_to_json(made, is_array=not is_one))

    def jsonl(self, readings: "Iterator[tuple[Reading, Ledger | None]]") -> None:
        """A finding a line; of the whole ledger a number a line."""
        from hospplan.export.to_jsonl import to_jsonl  # noqa: PLC0415

        for reading, ledger in readings:
            self._tell(reading, ledger)
            self._target.data(to_jsonl(self._rows(), reading))

    def csv(self, readings: "Iterator[tuple[Reading, Ledger | None]]") -> None:
        """The same as rows."""
        from hospplan.export.to_csv import BOM, csv_head, to_csv  # noqa: PLC0415

        for number, (reading, ledger) in enumerate(readings):
            self._tell(reading, ledger)
            if number == 0:
                self._target.data(csv_head(self._rows(), self._headers), mark=BOM)
            self._target.data(to_csv(self._rows(), reading, self._headers))

    def xlsx(self, readings: "Iterator[tuple[Reading, Ledger | None]]", named: "Mapping[Input, str]") -> None:
        """The same as a workbook."""

        def told() -> "Iterator[Reading]":
            for reading, ledger in readings:
                self._tell(reading, ledger)
                yield reading

        which: One = "numbers" if self._is_whole else "findings"
        write_workbook(which, self._rows(), told(), named, self._target, self._terminal)

    def table(self, readings: "Iterator[tuple[Reading, Ledger | None]]") -> None:
        """A table of findings, the counts, and a table of numbers, for each document."""
        from hospplan.cli.screen import FINDING_COLUMNS, NUMBER_COLUMNS, screen_table  # noqa: PLC0415
        from hospplan.export.rows import FINDINGS, NUMBERS  # noqa: PLC0415

        is_first = True
        for reading, ledger in readings:
            findings = [entry for entry in FINDINGS.records(reading) if entry.item.code != UNREAD]
            numbers = list(NUMBERS.records(reading))
            pieces: list[str] = []
            if findings:
                pieces.append(
                    screen_table(
                        reading.name,
                        FINDING_COLUMNS,
                        findings,
                        self._headers,
                        is_screen=self._target.is_screen,
                    )
                )
            elif ledger is None:
                self._terminal.say("check.none", file=reading.name)
            if ledger is not None:
                pieces.append(f"{self._counts(reading, ledger)}\n")
            if numbers:
                title = self._terminal.catalogue.say(
                    "check.all" if self._is_whole else "check.unread", file=reading.name
                )
                pieces.append(
                    screen_table(
                        title, NUMBER_COLUMNS, numbers, self._headers, is_screen=self._target.is_screen
                    )
                )
            if pieces:
                self._target.text(("" if is_first else "\n") + "\n".join(pieces))
                is_first = False

    def _rows(self) -> "Table[Any]":
        from hospplan.export.rows import FINDINGS, NUMBERS  # noqa: PLC0415

        return NUMBERS if self._is_whole else FINDINGS

    def _tell(self, reading: "Reading", ledger: "Ledger | None") -> None:
        """The counts, beside rows that have no place for them."""
        if ledger is not None:
            self._terminal.tell(self._counts(reading, ledger))

    def _counts(self, reading: "Reading", ledger: "Ledger") -> str:
        from hospplan.cli.faults import one_line  # noqa: PLC0415
        from hospplan.export.rows.words import FATES  # noqa: PLC0415

        catalogue = self._terminal.catalogue
        is_chinese = catalogue.language == "zh"
        counts = ledger.counts()
        parts = [
            f"{FATES[fate] if is_chinese else fate} {count}"
            for fate, count in counts.items()
            if count or fate == "unread"
        ]
        told = ("，" if is_chinese else ", ").join(parts)
        return one_line(
            catalogue.say("check.counts", file=reading.name, total=len(ledger.entries), counts=told)
        )
