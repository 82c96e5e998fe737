"""Which language a person is spoken to in. Loads nothing: `hospplan --help` waits for it."""

import sys
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]

_CHINESE = 0x04  # the primary language of a Windows language id, its low ten bits


class Everywhere(NamedTuple):
    """The options that may stand anywhere in a call, and what is left of it."""

    rest: list[str]
    language: str | None
    """As written; None where the call does not say."""
    debug: bool


def take_everywhere(arguments: Sequence[str]) -> Everywhere:
    """Part `--lang zh` and `--debug` from the other arguments; after `--` all are file names."""
    rest: list[str] = []
    language, debug = None, False
    left = iter(arguments)
    for argument in left:
        if argument == "--":
            rest += [argument, *left]
        elif argument == "--debug":
            debug = True
        elif argument == "--lang":
            language = next(left, "")
        elif argument.startswith("--lang="):
            language = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    return Everywhere(rest, language, debug)


def choose(asked: str | None, environment: Mapping[str, str]) -> Language:
    """
    The language of messages: what the call asks for, HOSPPLAN_LANG, the locale, English.

    Args:
        asked: The value of `--lang`; the caller refuses one that is neither zh nor en.
        environment: LC_ALL, LC_MESSAGES and LANG are asked in the order of POSIX; Windows by its own means
            where none is set.
    """
    for value in (asked, environment.get("HOSPPLAN_LANG")):
        if value and (language := _of_locale(value)):
            return language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return _of_locale(value) or "en"
    return "zh" if _windows_speaks_chinese() else "en"


def _of_locale(name: str) -> Language | None:
    """The language of a locale: zh of zh, zh_CN.UTF-8 and Chinese (Simplified)_China.936, en of en_GB; None of C, fr_FR."""
    head = name.lower().replace("-", "_").partition(".")[0].partition("_")[0]
    if head == "zh" or head.startswith("chinese"):
        return "zh"
    return "en" if head == "en" or head.startswith("english") else None


def _windows_speaks_chinese() -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  (for Windows alone)

        return bool(ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _CHINESE)
    return False
