"""The words of the command line in each language: messages and help, kept as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from hospplan.cli.language import Language


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """What the help of one command says."""

    summary: str
    """A line, for the list of commands."""
    about: str
    """Paragraphs, broken by hand."""
    examples: tuple[tuple[str, str], ...]
    """(command line, what it does)."""
    parameters: Mapping[str, str]
    """Name of a parameter → its help, where it differs from the common one."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All texts of one language, from `messages/LANGUAGE.toml`."""

    language: Language
    messages: Mapping[str, str]
    """Key → template with named places: "{file}: {what}"."""
    parameters: Mapping[str, str]
    """Name of a parameter → its help, the same in all commands."""
    everywhere: Mapping[str, str]
    """Options that may stand anywhere → their help."""
    commands: Mapping[str, CommandHelp]
    headings: Mapping[str, str]
    """Headings of help pages."""

    def say(self, key: str, **details: object) -> str:
        """The message of *key*, with its places filled."""
        return self.messages[key].format(**details)

    def parameter(self, command: str, name: str) -> str:
        """The help of a command's parameter."""
        own = self.commands[command].parameters
        return own[name] if name in own else self.parameters[name]


@cache
def load(language: Language) -> Catalogue:
    """The catalogue of a language, read once."""
    raw = (files("hospplan.cli") / "messages" / f"{language}.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(raw)
    return Catalogue(
        language=language,
        messages=MappingProxyType(data["messages"]),
        parameters=MappingProxyType(data["parameters"]),
        everywhere=MappingProxyType(data["everywhere"]),
        commands=MappingProxyType({name: _command(table) for name, table in data["commands"].items()}),
        headings=MappingProxyType(data["headings"]),
    )


def _command(table: Mapping[str, Any]) -> CommandHelp:
    return CommandHelp(
        summary=table["summary"],
        about=table["about"].strip(),
        examples=tuple((command, meaning) for command, meaning in table["examples"]),
        parameters=MappingProxyType(table.get("parameters", {})),
    )
