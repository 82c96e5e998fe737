"""The options that several commands share, each declared once. Their help stands in the catalogue."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Annotated, Literal, TypeVar

import typer

from hospplan.cli.faults import CallError

Choice = TypeVar("Choice", bound=str)


def one_of(*choices: str) -> Callable[[str], list[str]]:
    """The completion of an option by some words."""

    def complete(incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    return complete


PARSE_FORMS = ("tree", "json", "md")
RECORD_FORMS = ("table", "json", "jsonl", "csv", "xlsx")

Files = Annotated[list[str], typer.Argument(metavar="FILE")]
ParseForm = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORMAT", autocompletion=one_of(*PARSE_FORMS)),
]
RecordForm = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="FORMAT", autocompletion=one_of(*RECORD_FORMS)),
]
OutputFile = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE")]
HeadersLanguage = Annotated[
    str | None, typer.Option("--headers", metavar="zh|en", autocompletion=one_of("zh", "en"))
]
LexiconFolder = Annotated[str | None, typer.Option("--lexicon", metavar="DIR")]
Verify = Annotated[bool, typer.Option("--verify")]
# An environment variable beside the option: what stands in a call, other users of the machine can see.
Password = Annotated[
    str | None, typer.Option("--password", metavar="PASSWORD", envvar="HOSPPLAN_PASSWORD", show_envvar=False)
]
MinConfidence = Annotated[str | None, typer.Option("--min-confidence", metavar="X")]
ENGINES: tuple[Literal["grid", "pdfplumber"], ...] = ("grid", "pdfplumber")
TableEngine = Annotated[
    str | None, typer.Option("--table-engine", metavar="ENGINE", autocompletion=one_of(*ENGINES))
]
DOC_ENGINES: tuple[Literal["auto", "msdoc2docx", "libreoffice"], ...] = ("auto", "msdoc2docx", "libreoffice")
DocEngine = Annotated[
    str | None, typer.Option("--doc-engine", metavar="ENGINE", autocompletion=one_of(*DOC_ENGINES))
]


def choose(option: str, value: str, choices: Sequence[Choice]) -> Choice:
    """
    The choice that *value* names.

    Raises:
        CallError: It names none.
    """
    for choice in choices:
        if value == choice:
            return choice
    raise CallError("choice", option=option, value=repr(value), choices=", ".join(choices))


def choose_confidence(value: str | None) -> float:
    """
    The confidence that a record has to have; 0 where none was asked for.

    Raises:
        CallError: It is no number from 0 to 1.
    """
    if value is None:
        return 0.0
    try:
        least = float(value)
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise CallError("confidence", value=repr(value))
    return least


def choose_headers(value: str | None, default: Literal["zh", "en"]) -> Literal["zh", "en"]:
    """The language of heads of columns."""
    both: tuple[Literal["zh", "en"], ...] = ("zh", "en")
    return default if value is None else choose("--headers", value, both)


def choose_form(value: str | None, output: str | None, choices: Sequence[Choice]) -> Choice | None:
    """
    The format that is asked for: by -f, else by the suffix of -o; None where neither says.

    Raises:
        CallError: -f names no format of the command, or without it the file's suffix names none.
    """
    if value is not None:
        return choose("--format", value, choices)
    if output is None:
        return None
    suffix = PurePath(output).suffix.lower().removeprefix(".")
    if suffix and suffix not in choices:
        # so that no plan.docx is overwritten with JSON Lines by a slip of the hand
        raise CallError("suffix", suffix=f".{suffix}", choices=", ".join(f".{choice}" for choice in choices))
    return next((choice for choice in choices if choice == suffix), None)
