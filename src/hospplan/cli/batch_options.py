"""The options of `convert` that no other command has, and how their values are read."""

from math import isfinite
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hospplan.cli.faults import CallError
from hospplan.cli.options import choose, one_of

if TYPE_CHECKING:
    from hospplan.batch.recipe import Format
    from hospplan.batch.run.bounds import Bounds

Level = Literal["error", "warning", "never"]
LEVELS: tuple[Level, ...] = ("error", "warning", "never")
_NAMES = ("json", "jsonl", "csv", "xlsx", "md", "sqlite", "parquet", "metadata-xml", "metadata-json")

Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH")]
FromFile = Annotated[str | None, typer.Option("--from-file", metavar="FILE")]
Out = Annotated[str | None, typer.Option("--output", "-o", metavar="OUT")]
Forms = Annotated[
    str | None, typer.Option("--format", "-f", metavar="FORMATS", autocompletion=one_of(*_NAMES))
]
To = Annotated[str | None, typer.Option("--to", metavar="DATABASE")]
Partition = Annotated[str | None, typer.Option("--partition", metavar="N")]
Jobs = Annotated[str | None, typer.Option("--jobs", "-j", metavar="N")]
Resume = Annotated[bool, typer.Option("--resume/--no-resume")]
Prune = Annotated[bool, typer.Option("--prune")]
Timeout = Annotated[str | None, typer.Option("--timeout", metavar="SECONDS")]
Memory = Annotated[str | None, typer.Option("--memory", metavar="MIB")]
JUnit = Annotated[str | None, typer.Option("--junit", metavar="FILE")]
LogJson = Annotated[bool, typer.Option("--log-json")]
DryRun = Annotated[bool, typer.Option("--dry-run")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q")]
FailOn = Annotated[str, typer.Option("--fail-on", metavar="LEVEL", autocompletion=one_of(*LEVELS))]


def choose_formats(value: str) -> "tuple[Format, ...]":
    """
    The formats of a list parted by commas, each once, in one order whatever the order of the list.

    Raises:
        CallError: One of them is none.
    """
    from hospplan.batch.recipe import FORMATS  # noqa: PLC0415

    names = [name.strip() for name in value.split(",") if name.strip()]
    chosen = {choose("--format", name, FORMATS) for name in names or [value]}
    return tuple(form for form in FORMATS if form in chosen)


def choose_count(option: str, value: str | None) -> int | None:
    """
    A whole number from 1; None where there is no value.

    Raises:
        CallError: It is none.
    """
    if value is None:
        return None
    # isascii: int() reads other scripts' digits too
    if not (value.isascii() and value.isdigit() and int(value) >= 1):
        raise CallError("count", option=option, value=repr(value))
    return int(value)


def choose_bounds(timeout: str | None, memory: str | None) -> "Bounds":
    """
    What one document may take.

    Raises:
        CallError: A value is no number above 0.
    """
    from hospplan.batch.run.bounds import DEFAULT_BOUNDS, Bounds  # noqa: PLC0415

    seconds = DEFAULT_BOUNDS.seconds if timeout is None else _positive("--timeout", timeout)
    mebibytes = choose_count("--memory", memory)
    return Bounds(seconds, DEFAULT_BOUNDS.memory if mebibytes is None else mebibytes * 2**20)


def _positive(option: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not (isfinite(number) and number > 0):
        raise CallError("positive", option=option, value=repr(value))
    return number
