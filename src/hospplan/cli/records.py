"""`hospplan extract-targets`, `extract-results` and `extract-tasks`: records of one kind."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from hospplan.cli.options import (
    DocEngine,
    Files,
    HeadersLanguage,
    LexiconFolder,
    MinConfidence,
    OutputFile,
    Password,
    RecordForm,
    TableEngine,
    Verify,
    choose,
    choose_confidence,
    choose_form,
    choose_headers,
    one_of,
)
from hospplan.cli.terminal import Output, Terminal, output_to
from hospplan.cli.workbook import refuse_on_screen, write_workbook

if TYPE_CHECKING:  # these load pydantic, which a wrong call and the help do not wait for
    from hospplan.cli.screen import ScreenColumn
    from hospplan.export.rows import Headers, Reading, Table
    from hospplan.export.to_xlsx import One
    from hospplan.models.values import MeasureRole

Form = Literal["table", "json", "jsonl", "csv", "xlsx"]
_FORMS: tuple[Form, ...] = ("table", "json", "jsonl", "csv", "xlsx")
_ROLES: tuple["MeasureRole", ...] = ("target", "actual", "baseline")
_RESULT_ROLES: tuple["MeasureRole", ...] = ("actual", "baseline")

TargetRole = Annotated[str, typer.Option("--role", metavar="ROLE", autocompletion=one_of(*_ROLES, "all"))]
ResultRole = Annotated[
    str, typer.Option("--role", metavar="ROLE", autocompletion=one_of(*_RESULT_ROLES, "all"))
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the three commands are asked in common."""

    files: list[str]
    form: str | None
    output: str | None
    headers: str | None
    lexicon: str | None
    verify: bool
    password: str | None
    table_engine: str | None
    doc_engine: str | None
    min_confidence: str | None


def extract_targets(
    files: Files,
    role: TargetRole = "target",
    form: RecordForm = None,
    output: OutputFile = None,
    headers: HeadersLanguage = None,
    min_confidence: MinConfidence = None,
    lexicon: LexiconFolder = None,
    verify: Verify = False,
    password: Password = None,
    table_engine: TableEngine = None,
    doc_engine: DocEngine = None,
) -> Callable[[Terminal], int]:
    """The run that a call of `extract-targets` asks for."""
    asked = Asked(
        files, form, output, headers, lexicon, verify, password, table_engine, doc_engine, min_confidence
    )
    return lambda terminal: _measures(terminal, asked, role, _ROLES)


def extract_results(
    files: Files,
    role: ResultRole = "all",
    form: RecordForm = None,
    output: OutputFile = None,
    headers: HeadersLanguage = None,
    min_confidence: MinConfidence = None,
    lexicon: LexiconFolder = None,
    verify: Verify = False,
    password: Password = None,
    table_engine: TableEngine = None,
    doc_engine: DocEngine = None,
) -> Callable[[Terminal], int]:
    """The run that a call of `extract-results` asks for."""
    asked = Asked(
        files, form, output, headers, lexicon, verify, password, table_engine, doc_engine, min_confidence
    )
    return lambda terminal: _measures(terminal, asked, role, _RESULT_ROLES)


def extract_tasks(
    files: Files,
    form: RecordForm = None,
    output: OutputFile = None,
    headers: HeadersLanguage = None,
    min_confidence: MinConfidence = None,
    lexicon: LexiconFolder = None,
    verify: Verify = False,
    password: Password = None,
    table_engine: TableEngine = None,
    doc_engine: DocEngine = None,
) -> Callable[[Terminal], int]:
    """The run that a call of `extract-tasks` asks for."""
    asked = Asked(
        files, form, output, headers, lexicon, verify, password, table_engine, doc_engine, min_confidence
    )
    return lambda terminal: _tasks(terminal, asked)


def _measures(terminal: Terminal, asked: Asked, role: str, roles: "tuple[MeasureRole, ...]") -> int:
    from hospplan.cli.screen import MEASURE_COLUMNS  # noqa: PLC0415
    from hospplan.export.rows import measures  # noqa: PLC0415

    chosen: Collection[MeasureRole] = roles
    if choose("--role", role, (*roles, "all")) != "all":
        chosen = [name for name in roles if name == role]
    table = measures(chosen)
    sheet: One = "targets" if set(chosen) == {"target"} else "measures" if "target" in chosen else "results"
    return _records(terminal, asked, table, sheet, MEASURE_COLUMNS, lambda r: len(list(table.records(r))))


def _tasks(terminal: Terminal, asked: Asked) -> int:
    from hospplan.cli.screen import TASK_COLUMNS  # noqa: PLC0415
    from hospplan.export.rows import TASKS  # noqa: PLC0415

    def targets(reading: "Reading") -> int:
        return sum(len(task.targets) for task in reading.plan.tasks)

    return _records(terminal, asked, TASKS, "tasks", TASK_COLUMNS, targets)


def _records(
    terminal: Terminal,
    asked: Asked,
    table: "Table[Any]",
    sheet: "One",
    columns: "Sequence[ScreenColumn[Any]]",
    count: "Callable[[Reading], int]",
) -> int:
    """
    Write the records of a table.

    Args:
        terminal: Is told.
        asked: How.
        table: The records.
        sheet: The sheet that shows them in a workbook.
        columns: Those that show them on a screen.
        count: How many measures a reading gives, to say how many are left out.
    """
    from hospplan.batch.confidence import confident  # noqa: PLC0415
    from hospplan.batch.inputs.find import find_files  # noqa: PLC0415
    from hospplan.cli.session import How, Session, labels  # noqa: PLC0415
    from hospplan.export.rows import Reading  # noqa: PLC0415

    form = choose_form(asked.form, asked.output, _FORMS)
    least = choose_confidence(asked.min_confidence)
    found = find_files(asked.files)
    target = output_to(asked.output, [given.path for given in found.inputs if given.path is not None])
    refuse_on_screen(form, target)
    form = form or ("table" if target.is_screen else "jsonl")
    headers = choose_headers(asked.headers, "zh" if form == "table" else "en")
    how = How.of(
        asked.lexicon,
        verify=asked.verify,
        password=asked.password,
        table_engine=asked.table_engine,
        doc_engine=asked.doc_engine,
    )
    session = Session(terminal, how)
    named = labels(found)
    totals: Counter[str] = Counter()

    def sure() -> "Iterator[Reading]":
        for given, plan in session.plans(found):
            whole = Reading.of(named[given], plan)
            reading = Reading.of(named[given], confident(plan, least))
            totals["all"] += count(whole)
            totals["kept"] += count(reading)
            yield reading

    readings = sure()
    match form:
        case "json":
            _write_json(table, readings, target, is_one=len(found.inputs) + len(found.problems) == 1)
        case "jsonl":
            from hospplan.export.to_jsonl import to_jsonl  # noqa: PLC0415

            for reading in readings:
                target.data(to_jsonl(table, reading))
        case "csv":
            _write_csv(table, readings, target, headers)
        case "xlsx":
            write_workbook(sheet, table, readings, named, target, terminal)
        case "table":
            _write_table(table, columns, readings, target, headers, terminal)
    if session.read:
        target.finish()
    tell_left_out(terminal, asked.min_confidence, totals["all"] - totals["kept"], totals["all"])
    return session.status()


def tell_left_out(terminal: Terminal, least: str | None, left_out: int, total: int) -> None:
    """Say how many records --min-confidence left out, also where it left out none."""
    if least is not None:
        terminal.say("confidence.left-out", count=left_out, total=total, least=least)


def _write_json(table: "Table[Any]", readings: "Iterator[Reading]", target: Output, *, is_one: bool) -> None:
    from hospplan.export.to_json import records_to_json  # noqa: PLC0415

    read = list(readings)
    if read:
        records = ((None if is_one else r.name, entry.item) for r in read for entry in table.records(r))
        target.data(records_to_json(records))


def _write_csv(
    table: "Table[Any]", readings: "Iterator[Reading]", target: Output, headers: "Headers"
) -> None:
    from hospplan.export.to_csv import BOM, csv_head, to_csv  # noqa: PLC0415

    for number, reading in enumerate(readings):
        if number == 0:
            target.data(csv_head(table, headers), mark=BOM)
        target.data(to_csv(table, reading, headers))


def _write_table(
    table: "Table[Any]",
    columns: "Sequence[ScreenColumn[Any]]",
    readings: "Iterator[Reading]",
    target: Output,
    headers: "Headers",
    terminal: Terminal,
) -> None:
    from hospplan.cli.screen import screen_table  # noqa: PLC0415

    for number, reading in enumerate(readings):
        records = list(table.records(reading))
        if not records:
            terminal.say("extract.none", file=reading.name)
            continue
        gap = "\n" if number else ""
        target.text(gap + screen_table(reading.name, columns, records, headers, is_screen=target.is_screen))
