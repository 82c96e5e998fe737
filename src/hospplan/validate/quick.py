"""Whether a value fits a schema, yes or no, fast: the lines of a large collection nearly all do."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Test = Callable[[Any], bool]

_SAID = frozenset({"$schema", "$id", "$defs", "title", "description", "examples", "format", "default"})
"""Keywords that ask for nothing."""


class UnknownKeywordError(Exception):
    """A schema asks for what is not known here; `jsonschema` is to be asked instead."""


def compiled(schema: Mapping[str, Any]) -> Test:
    """
    The test of a schema as those of `export.schemas` are made; equal to what `jsonschema` says.

    Raises:
        UnknownKeywordError: The schema has a keyword that is not known here.
    """
    return _test(schema, schema.get("$defs", {}), {})


def _test(schema: Mapping[str, Any], parts: Mapping[str, Any], done: dict[str, Test]) -> Test:
    tests = [
        test
        for keyword, wanted in schema.items()
        if keyword not in _SAID
        for test in (_of_keyword(keyword, wanted, schema, parts, done),)
    ]
    return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)


def _of_keyword(
    keyword: str, wanted: Any, schema: Mapping[str, Any], parts: Mapping[str, Any], done: dict[str, Test]
) -> Test:
    match keyword:
        case "$ref":
            return _reference(wanted, parts, done)
        case "type":
            return _types(wanted)
        case "enum" | "const":
            return _among(wanted if keyword == "enum" else [wanted])
        case "minimum":
            return lambda value: not _is_number(value) or value >= wanted
        case "maximum":
            return lambda value: not _is_number(value) or value <= wanted
        case "pattern":
            form = re.compile(wanted)
            return lambda value: not isinstance(value, str) or form.search(value) is not None
        case "anyOf":
            choices = [_test(choice, parts, done) for choice in wanted]
            return lambda value: any(choice(value) for choice in choices)
        case "items":
            return _items(_test(wanted, parts, done))
        case "required":
            names = frozenset(wanted)
            return lambda value: not isinstance(value, dict) or names <= value.keys()
        case "properties":
            return _properties({key: _test(part, parts, done) for key, part in wanted.items()})
        case "additionalProperties" if isinstance(wanted, Mapping) and "properties" not in schema:
            return _values(_test(wanted, parts, done))
        case _:
            raise UnknownKeywordError(keyword)


def _reference(name: str, parts: Mapping[str, Any], done: dict[str, Test]) -> Test:
    """The test of a part, made once; sections hold sections."""
    key = name.removeprefix("#/$defs/")
    if key not in parts:
        raise UnknownKeywordError(name)

    def test(value: Any) -> bool:
        return done[key](value)

    if key not in done:
        done[key] = test
        done[key] = _test(parts[key], parts, done)
    return test


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: Mapping[str, Test] = {
    "string": lambda value: isinstance(value, str),
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "number": _is_number,
    # as JSON Schema has it, 1.0 is an integer
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
}


def _types(wanted: str | list[str]) -> Test:
    tests = [_TYPES[name] for name in ([wanted] if isinstance(wanted, str) else wanted)]
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


def _among(choices: list[Any]) -> Test:
    if not all(choice is None or isinstance(choice, str) for choice in choices):
        raise UnknownKeywordError("enum")
    known = frozenset(choices)
    return lambda value: (value is None or isinstance(value, str)) and value in known


def _items(test: Test) -> Test:
    return lambda value: not isinstance(value, list) or all(map(test, value))


def _properties(tests: Mapping[str, Test]) -> Test:
    def test(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        return all(tests[key](inner) for key, inner in value.items() if key in tests)

    return test


def _values(test: Test) -> Test:
    return lambda value: not isinstance(value, dict) or all(map(test, value.values()))
