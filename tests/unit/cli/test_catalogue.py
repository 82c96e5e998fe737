import tomllib
from collections.abc import Iterator
from importlib.resources import files
from string import Formatter
from typing import Any, get_args

import pytest

from hospplan import errors
from hospplan.batch.inputs.find import Problem
from hospplan.cli.app import COMMANDS, build
from hospplan.cli.catalogue import load
from hospplan.cli.help import WIDTH, command_page, first_page, ready_made
from hospplan.cli.language import Language
from hospplan.cli.wrap import columns

LANGUAGES: tuple[Language, ...] = get_args(Language)


def texts(language: str) -> dict[str, str]:
    """Every text of a catalogue by its path; of examples the number alone."""

    def leaves(path: str, node: Any) -> Iterator[tuple[str, str]]:
        if isinstance(node, dict):
            for key, value in node.items():
                yield from leaves(f"{path}/{key}", value)
        else:
            yield path, node if isinstance(node, str) else "example " * len(node)

    raw = (files("hospplan.cli") / "messages" / f"{language}.toml").read_text(encoding="utf-8")
    return dict(leaves("", tomllib.loads(raw)))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_things_with_the_same_places() -> None:
    english, chinese = texts("en"), texts("zh")
    assert english.keys() == chinese.keys()
    assert {key: places(text) for key, text in english.items()} == {
        key: places(text) for key, text in chinese.items()
    }


def test_chinese_texts_are_chinese() -> None:
    plain = [
        key
        for key, text in texts("zh").items()
        if text.isascii() and places(text) == set() and text and not key.endswith("/examples")
    ]
    assert plain == []


def kinds(kind: type[errors.HospplanError]) -> Iterator[type[errors.HospplanError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_words(language: Language) -> None:
    messages = load(language).messages
    for name in [kind.code for kind in kinds(errors.HospplanError)] + list(get_args(Problem)):
        assert f"what.{name}" in messages, name
        assert f"mend.{name}" in messages, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ready_made_page_is_the_live_one(language: Language) -> None:
    """Where this fails: `python -m hospplan.cli.help`."""
    group = build(load(language))
    with group.make_context("hospplan", [], resilient_parsing=True) as context:
        assert ready_made(language).read_text(encoding="utf-8") == f"{context.get_help()}\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_lists_every_command_and_option(language: Language) -> None:
    group = build(load(language))
    page = first_page(group, load(language))
    for name, _ in COMMANDS:
        assert f"\n  {name} " in page
    for parameter in group.params:
        assert f"\n  {parameter.opts[0]}" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_explains_every_parameter_within_80_columns(language: Language) -> None:
    catalogue = load(language)
    group = build(catalogue)
    for name, command in group.commands.items():
        page = command_page(command, catalogue)
        for parameter in command.params:
            told = "".join(catalogue.parameter(name, parameter.name).split())
            assert told in "".join(page.split())
            shown = parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar
            assert shown in page
        assert catalogue.commands[name].examples
        for line in [*page.splitlines(), *first_page(group, catalogue).splitlines()]:
            assert columns(line) <= WIDTH or line.startswith("  hospplan"), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_calls_that_can_be_read(language: Language) -> None:
    catalogue = load(language)
    group = build(catalogue)
    for command in catalogue.commands.values():
        for line, _ in command.examples:
            words = line.replace('"', "").split()
            with group.make_context("hospplan", words[1:], resilient_parsing=False) as context:
                _, found, rest = group.resolve_command(context, words[1:])
                found.make_context(words[1], rest)
