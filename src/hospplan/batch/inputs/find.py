"""Which documents a call means: files, folders, patterns, archives, lists, URLs."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import Literal

from hospplan.batch.inputs.archives import is_archive, open_archive
from hospplan.batch.inputs.input import Input
from hospplan.batch.inputs.lists import STANDARD_INPUT, read_list
from hospplan.batch.inputs.names import (
    ARCHIVE_SUFFIX,
    DOCUMENT_SUFFIXES,
    LOCK,
    READ_SUFFIXES,
    below,
    from_here,
    is_left_out,
    output_names,
)
from hospplan.batch.inputs.patterns import WILD, fixed_part, matches
from hospplan.batch.inputs.remote import find_remote
from hospplan.batch.inputs.walk import walk
from hospplan.batch.places import is_url
from hospplan.batch.places.opening import split_url
from hospplan.limits import DEFAULT_LIMITS, Limits

_HERE = PurePosixPath()
Problem = Literal["missing", "folder", "no-match", "out-holds-input", "unread-folder", "special"]


@dataclass(frozen=True, slots=True)
class Found:
    """What the arguments of a call stand for."""

    inputs: tuple[Input, ...]
    """Each file once, sorted by its name below the argument."""
    problems: tuple[tuple[str, Problem], ...] = ()
    """Arguments that stand for nothing, folders that can't be read, and why."""
    passed_over: tuple[PurePosixPath, ...] = ()
    """Files in folders and archives that are no documents."""

    @property
    def is_complete(self) -> bool:
        """Whether all could be looked into; else a document that is not among the inputs may still be there."""
        return not self.problems and all(given.fault is None for given in self.inputs)


def find_files(arguments: Sequence[str]) -> Found:
    """The documents of a command that takes files alone, in the order of the arguments."""
    inputs: dict[str | None, Input] = {}
    problems: list[tuple[str, Problem]] = []
    for argument in arguments:
        if argument == STANDARD_INPUT:
            inputs.setdefault(None, _standard_input())
            continue
        paths, _ = _paths(argument, None)
        if not paths:
            problems.append((argument, "no-match" if WILD.search(argument) else "missing"))
        for path in paths:
            if path.is_dir():
                problems.append((argument, "folder"))
            else:
                named = Input(path, PurePosixPath(path.name), is_stream=_is_stream(path))
                inputs.setdefault(os.path.realpath(path), named)
    return Found(tuple(inputs.values()), tuple(problems))


def find_documents(
    arguments: Sequence[str],
    out: Path | str,
    *,
    from_file: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Found:
    """
    The documents of a batch, each file once, sorted by name; no two have one name on any file system.

    Hidden files, the lock files of Office (~$plan.docx) and the folder *out* are left out, and in folders and
    archives what is no document by its suffix. Nothing that is no ordinary file is opened in a folder.

    Args:
        arguments: Paths, URLs (s3://bucket/plans), patterns (`plans/**/*.docx`) or "-".
        out: Where the outputs go: a path or URL.
        from_file: A list of paths, a line each, or "-".
        limits: Those of archives and lists hold here.

    Raises:
        OSError: The list can't be opened.
        HospplanError: The list is empty or too large.
    """
    finder = _Finder(str(out), limits)
    # What a folder and the path of a file in it both mean is called by its place in the folder, whichever is first.
    for argument in sorted(arguments, key=lambda given: (not Path(given).is_dir(), given)):
        finder.add(argument)
    if from_file is not None:
        for line in read_list(from_file, limits):
            finder.add_line(line)
    return finder.found()


class _Finder:
    """Gathers what arguments stand for."""

    def __init__(self, out: str, limits: Limits) -> None:
        """Find nothing yet."""
        self._out = out
        local = _local(out) if is_url(out) else out
        self._ours = None if local is None else os.path.realpath(local)
        self._limits = limits
        self._inputs: list[Input] = []
        self._known: set[str | None] = set()
        self._problems: list[tuple[str, Problem]] = []
        self._passed_over: list[PurePosixPath] = []

    def found(self) -> Found:
        """All of it, sorted and named."""
        ordered = sorted(
            self._inputs,
            key=lambda given: (
                given.name.as_posix(),
                given.where,
                given.member.offset if given.member else 0,
            ),
        )
        names = output_names(given.name for given in ordered)
        inputs = tuple(
            given if name == given.name else replace(given, name=name, own_name=given.shown)
            for given, name in zip(ordered, names, strict=True)
        )
        return Found(inputs, tuple(self._problems), tuple(self._passed_over))

    def add(self, argument: str) -> None:
        """An argument of the call: names begin below it."""
        if argument == STANDARD_INPUT:
            if None not in self._known:
                self._known.add(None)
                self._inputs.append(_standard_input())
            return
        if is_url(argument):
            local = _local(argument)
            if local is None:
                self._add_remote(argument, is_line=False)
                return
            argument = local
        paths, unread = _paths(argument, self._ours)
        self._problems += [(str(folder), "unread-folder") for folder in unread]
        if not paths and not unread:
            self._problems.append((argument, "no-match" if WILD.search(argument) else "missing"))
        is_literal = _is_there(Path(argument))
        for path in paths:
            if path.is_dir():
                self._add_folder(path, path if is_literal else fixed_part(argument))
            elif path.name.startswith(LOCK):
                continue  # a shell's *.docx names it too
            elif not is_literal and _is_stream(path):
                self._problems.append((str(path), "special"))
            elif is_literal or not (is_left_out(path.name) or self._is_ours(path)):
                base = path.parent if is_literal else fixed_part(argument)
                self._add_file(path, below(base, path), is_named=True)

    def add_line(self, line: str) -> None:
        """A line of a list: names begin at the current folder, so that no line changes the name of another."""
        if is_url(line):
            local = _local(line)
            if local is None:
                self._add_remote(line, is_line=True)
                return
            line = local
        path = Path(os.path.abspath(line))  # noqa: PTH100  (resolve() would follow links, and name what they lead to)
        if not _is_there(path):
            self._problems.append((line, "missing"))
        elif path.is_dir():
            self._add_folder(path, path, from_here(Path.cwd(), path))
        else:
            self._add_file(path, from_here(Path.cwd(), path), is_named=True)

    def _add_folder(self, folder: Path, base: Path, prefix: PurePosixPath = _HERE) -> None:
        if self._is_ours(folder):
            self._problems.append((str(folder), "out-holds-input"))
            return
        for step in walk(folder, self._ours):
            if step.kind == "unread":
                self._problems.append((str(step.path), "unread-folder"))
                continue
            name = prefix / below(base, step.path)
            if step.path.suffix.lower() not in READ_SUFFIXES:
                self._passed_over.append(name)
            elif step.kind == "special":
                self._problems.append((str(step.path), "special"))
            else:
                self._add_file(step.path, name, is_named=False, real=step.real)

    def _add_file(self, path: Path, name: PurePosixPath, *, is_named: bool, real: str | None = None) -> None:
        real = os.path.realpath(path) if real is None else real
        if real in self._known:
            return
        self._known.add(real)
        if is_named and _is_stream(path):
            self._inputs.append(Input(path, name, is_stream=True))
            return
        try:
            suffix = path.suffix.lower()
            if suffix != ARCHIVE_SUFFIX and (
                not is_named or suffix in DOCUMENT_SUFFIXES or not is_archive(path)
            ):
                self._inputs.append(Input(path, name))
                return
            with path.open("rb") as file:
                opened = open_archive(file, path, name, self._limits)
        except OSError:  # reading it says so again, as the fault of this file alone
            self._inputs.append(Input(path, name))
            return
        self._inputs += opened.inputs
        self._passed_over += opened.passed_over

    def _add_remote(self, url: str, *, is_line: bool) -> None:
        remote = find_remote(url, None if self._ours else self._out, self._limits, is_line=is_line)
        if not (remote.inputs or remote.passed_over):
            self._problems.append((url, "no-match" if WILD.search(url) and not is_line else "missing"))
        known = {given.url for given in remote.inputs if given.url in self._known}
        self._inputs += (given for given in remote.inputs if given.url not in known)
        self._known |= {given.url for given in remote.inputs}
        self._passed_over += remote.passed_over

    def _is_ours(self, path: Path) -> bool:
        return self._ours is not None and Path(os.path.realpath(path)).is_relative_to(self._ours)


def _standard_input() -> Input:
    return Input(None, PurePosixPath("stdin"), is_stream=True)


def _paths(argument: str, ours: str | None) -> tuple[list[Path], list[Path]]:
    """The paths of one argument, sorted, and folders that can't be read; none where nothing is there."""
    path = Path(argument)
    if _is_there(path):
        return [path], []  # also "plan[1].docx", as browsers name a second download
    return matches(argument, ours) if WILD.search(argument) else ([], [])


def _local(url: str) -> str | None:
    """The path of a file:// URL; None of any other."""
    if not url.lower().startswith("file://"):
        return None
    _, _, path = split_url(url)
    return path


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _is_stream(path: Path) -> bool:
    """Whether it is a pipe or a device, named on purpose: /dev/stdin, <(…)."""
    try:
        return not S_ISREG(path.stat().st_mode)
    except OSError:  # opening it says what is wrong
        return False
