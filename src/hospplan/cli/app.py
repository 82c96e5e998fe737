"""The program: its commands, how a call is read, and how each run ends."""

import sys
import warnings
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Annotated, Any

import typer
from typer.main import get_command

from hospplan import __version__
from hospplan.cli.catalogue import Catalogue, load
from hospplan.cli.check import check
from hospplan.cli.convert import convert
from hospplan.cli.doctor import doctor
from hospplan.cli.faults import CallError, of_call, of_system, one_line, unexpected
from hospplan.cli.help import Command, Group
from hospplan.cli.language import Everywhere, Language
from hospplan.cli.parse import parse
from hospplan.cli.records import extract_results, extract_targets, extract_tasks
from hospplan.cli.schema import schema
from hospplan.cli.status import CALL_WRONG
from hospplan.cli.terminal import Terminal, abandon_standard_output, prepare_streams
from hospplan.cli.validate import validate
from hospplan.errors import HospplanError

COMMANDS: tuple[tuple[str, Callable[..., Callable[[Terminal], int]]], ...] = (
    ("parse", parse),
    ("extract-targets", extract_targets),
    ("extract-results", extract_results),
    ("extract-tasks", extract_tasks),
    ("convert", convert),
    ("check", check),
    ("validate", validate),
    ("schema", schema),
    ("doctor", doctor),
)
"""A command reads its part of the call and gives the run; only then anything heavy is loaded."""

INTERRUPTED = 130
"""128 + SIGINT, as a shell has it."""
PIPE_CLOSED = 141
"""128 + SIGPIPE: what a shell reports of `cat` when `head` has enough."""

# The kind of error by which typer says that a call is wrong. It has no public name.
_UsageError: Any = typer.BadParameter.__base__


def build(catalogue: Catalogue) -> Any:
    """The program as typer's command, speaking the language of *catalogue*."""
    app = typer.Typer(
        name="hospplan",
        cls=Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_first)
    for name, function in COMMANDS:
        app.command(name, cls=Command, short_help=catalogue.commands[name].summary)(function)
    group: Any = get_command(app)
    group.catalogue = catalogue
    for command in group.commands.values():
        command.catalogue = catalogue
    return group


def run(arguments: Everywhere, language: Language) -> int:
    """
    Read a call, do what it asks for, and say how it went.

    Returns:
        The exit status: 0 done, 1 done with flaws, 2 the call was wrong, 3 nothing could be read; 130 and 141
        where the person or the reader of the pipe had enough.
    """
    prepare_streams()
    if not sys.warnoptions and not arguments.debug:
        warnings.simplefilter("ignore")  # what a library wants to tell its developers
    terminal = Terminal(load(language), debug=arguments.debug)
    try:
        status = _run(arguments, terminal)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        abandon_standard_output()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except CallError as error:
        terminal.trace(error)
        terminal.tell(error.shown(terminal.catalogue))
        return CALL_WRONG
    except (
        HospplanError
    ) as error:  # of no one document: a store that can't be reached, workers that don't start
        terminal.trace(error)
        terminal.tell(of_call(error, terminal.catalogue))
        return CALL_WRONG
    except OSError as error:  # a full disk, a folder that may not be entered
        terminal.trace(error)
        terminal.tell(of_system(error, terminal.catalogue))
        return CALL_WRONG
    except Exception as error:  # noqa: BLE001  (no traceback for a person who did not ask for one)
        terminal.trace(error)
        terminal.tell(unexpected(error, terminal.catalogue))
        return 1
    return status


def _first(
    context: typer.Context, version: Annotated[bool, typer.Option("--version", is_eager=True)] = False
) -> Callable[[Terminal], int] | None:
    if version:
        sys.stdout.write(f"hospplan {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")
        raise typer.Exit
    return None


def _run(arguments: Everywhere, terminal: Terminal) -> int:
    if arguments.language not in {None, "zh", "en"}:
        raise CallError("choice", option="--lang", value=repr(arguments.language), choices="zh, en")
    group = build(terminal.catalogue)
    first = arguments.rest[0] if arguments.rest else "-"
    if not first.startswith("-") and first not in group.commands:
        what = terminal.catalogue.say("usage.command", name=first)
        near = get_close_matches(first, list(group.commands))
        terminal.tell(_usage_line(what, near, "hospplan --help", terminal.catalogue))
        return CALL_WRONG
    try:
        asked = group.main(args=arguments.rest, prog_name="hospplan", standalone_mode=False)
    except _UsageError as error:
        terminal.tell(usage_fault(error, arguments.rest, terminal.catalogue))
        return CALL_WRONG
    return int(asked(terminal)) if callable(asked) else int(asked or 0)


def usage_fault(error: Any, rest: Sequence[str], catalogue: Catalogue) -> str:
    """The line for a call that typer could not read, in the language of *catalogue*."""
    known = [name for name, _ in COMMANDS if name in rest[:1]]
    page = " ".join(["hospplan", *known, "--help"])
    near: Sequence[str] = ()
    match type(error).__name__:
        case "MissingParameter":
            what = catalogue.say("usage.missing", name=_missing(error.param))
        case "NoSuchOption":
            what = catalogue.say("usage.option", name=error.option_name)
            near = sorted(error.possibilities or ())
        case "BadOptionUsage":
            what = catalogue.say("usage.value", name=error.option_name)
        case _:
            what = catalogue.say("usage.other", detail=error.format_message().rstrip("."))
    return _usage_line(what, near, page, catalogue)


def _usage_line(what: str, near: Sequence[str], page: str, catalogue: Catalogue) -> str:
    key = "mend.usage-near" if near else "mend.usage"
    mend = catalogue.say(key, near=", ".join(near), help=page)
    return one_line(catalogue.say("line.error", what=what, mend=mend))


def _missing(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    return f"{min(parameter.opts, key=len)} {parameter.metavar}"
