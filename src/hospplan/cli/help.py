"""
The help pages: the parameters of the live commands, told in the words of the catalogue.

`python -m hospplan.cli.help` renews `messages/help.LANGUAGE.txt`, the first page made ready beforehand, which
`hospplan --help` prints without loading anything.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from typer.core import TyperCommand, TyperGroup

from hospplan.cli.catalogue import Catalogue, load
from hospplan.cli.language import Language
from hospplan.cli.wrap import columns, wrap

WIDTH = 80
_INDENT = "  "


class Command(TyperCommand):
    """A command whose help speaks the language of the call."""

    catalogue: Catalogue

    def get_help(self, ctx: Any) -> str:  # noqa: ARG002  (typer's signature)
        """The help page."""
        return command_page(self, self.catalogue)


class Group(TyperGroup):
    """The program itself; its help lists the commands."""

    catalogue: Catalogue

    def get_help(self, ctx: Any) -> str:  # noqa: ARG002  (typer's signature)
        """The help page."""
        return first_page(self, self.catalogue)


def first_page(group: Any, catalogue: Catalogue) -> str:
    """The page of `hospplan --help`."""
    own = catalogue.commands["hospplan"]
    heads = catalogue.headings
    shown = [name for name, command in group.commands.items() if not command.hidden]
    options = [
        ("--version", catalogue.parameters["version"]),
        ("--install-completion", catalogue.parameters["install_completion"]),
        ("--show-completion", catalogue.parameters["show_completion"]),
    ]
    pieces = [
        f"{heads['usage']} hospplan COMMAND …",
        _paragraph(own.about),
        _section(heads["commands"], ((name, catalogue.commands[name].summary) for name in shown)),
        _section(heads["options"], options),
        _section(heads["everywhere"], catalogue.everywhere.items()),
        _examples(heads["examples"], own.examples),
    ]
    return "\n\n".join(pieces)


def command_page(command: Any, catalogue: Catalogue) -> str:
    """The page of `hospplan COMMAND --help`."""
    own = catalogue.commands[command.name]
    heads = catalogue.headings
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    usage = " ".join(_usage(parameter) for parameter in arguments)
    required = " ".join(f"{_short(p)} {p.metavar}" for p in options if p.required)
    line = " ".join(filter(None, (f"hospplan {command.name}", usage, required, "[…]" if options else "")))
    pieces = [f"{heads['usage']} {line}", _paragraph(own.about)]
    if arguments:
        rows = [(_usage(p), catalogue.parameter(command.name, p.name)) for p in arguments]
        pieces.append(_section(heads["arguments"], rows))
    if options:
        rows = [(_names(p), catalogue.parameter(command.name, p.name)) for p in options]
        pieces.append(_section(heads["options"], rows))
    pieces += [
        _section(heads["everywhere"], catalogue.everywhere.items()),
        _examples(heads["examples"], own.examples),
    ]
    return "\n\n".join(pieces)


def _usage(argument: Any) -> str:
    name = f"{argument.metavar}{' …' if argument.nargs != 1 else ''}"
    return name if argument.required else f"[{name}]"


def _short(option: Any) -> str:
    return str(min(option.opts, key=len))


def _names(option: Any) -> str:
    names = ", ".join(sorted((*option.opts, *option.secondary_opts), key=len))
    return names if option.is_flag else f"{names} {option.metavar}"


def _paragraph(text: str) -> str:
    return "\n".join(wrap(text, WIDTH))


def _section(title: str, rows: Iterable[tuple[str, str]]) -> str:
    rows = list(rows)
    widest = max(columns(name) for name, _ in rows)
    return "\n".join([title, *(line for name, text in rows for line in _row(name, text, widest))])


def _row(name: str, text: str, widest: int) -> Iterator[str]:
    lead = f"{_INDENT}{name}{' ' * (widest - columns(name))}  "
    for line in wrap(text, WIDTH - columns(lead)):
        yield f"{lead}{line}"
        lead = " " * columns(lead)


def _examples(title: str, examples: Iterable[tuple[str, str]]) -> str:
    lines = [title]
    for command, meaning in examples:
        lines += [f"{_INDENT}{command}", f"{_INDENT * 3}{meaning}"]
    return "\n".join(lines)


def ready_made(language: Language) -> Path:
    """The file of the first page of a language."""
    return Path(__file__).parent / "messages" / f"help.{language}.txt"


def main() -> None:
    """Write the first page of each language."""
    from hospplan.cli.app import build  # noqa: PLC0415  (which builds on this module)

    for language in get_args(Language):
        page = first_page(build(load(language)), load(language))
        ready_made(language).write_text(f"{page}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
