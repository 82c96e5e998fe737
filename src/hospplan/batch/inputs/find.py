"""Which documents a call means: files, folders, patterns, and the names that their outputs get."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob
from pathlib import Path, PurePath, PurePosixPath
from typing import Literal
from unicodedata import normalize

from hospplan.batch.inputs.input import Input, readable

STANDARD_INPUT = "-"
_OFFICE = (".docx", ".docm", ".dotx", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt")
_OTHER = (".pdf", ".ofd", ".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".txt", ".md", ".markdown")
_SHEETS = (".xlsx", ".xlsm", ".xls", ".et")
_SCANS = (".tif", ".tiff")
DOCUMENT_SUFFIXES = frozenset((*_OFFICE, *_OTHER, *_SHEETS, *_SCANS))
"""
What is taken for a document inside a folder, also where its format is not read (yet): a plan that stays out
of the output has to be told. Programs are no documents, nor are pictures but scans in TIFF: most are logos and
photographs. A file that is named itself is tried whatever it is called.
"""

_LOCK = "~$"
_WILD = re.compile(r"[*?\[]")

Problem = Literal["missing", "folder", "no-match", "out-holds-input"]


@dataclass(frozen=True, slots=True)
class Found:
    """What the arguments of a call stand for."""

    inputs: tuple[Input, ...]
    """Each file once, sorted by its name below the argument."""
    problems: tuple[tuple[str, Problem], ...] = ()
    """Arguments that stand for nothing, and why."""
    passed_over: tuple[PurePosixPath, ...] = ()
    """Files in folders that are no documents."""


def find_files(arguments: Sequence[str]) -> Found:
    """The documents of a command that takes files alone, in the order of the arguments."""
    inputs: dict[Path | None, Input] = {}
    problems: list[tuple[str, Problem]] = []
    for argument in arguments:
        if argument == STANDARD_INPUT:
            inputs.setdefault(None, _standard_input())
            continue
        paths = _matches(argument)
        if paths is None:
            problems.append((argument, "no-match" if _WILD.search(argument) else "missing"))
            continue
        for path in paths:
            if path.is_dir():
                problems.append((argument, "folder"))
            else:
                inputs.setdefault(_identity(path), Input(path, PurePosixPath(path.name)))
    return Found(tuple(inputs.values()), tuple(problems))


def find_documents(arguments: Sequence[str], out: Path) -> Found:
    """
    The documents of a batch: files, whole folders and patterns, each file once, sorted by name.

    Hidden files, the lock files of Office (~$plan.docx) and the folder *out* are left out, and in folders
    what is no document by its suffix.

    Args:
        arguments: Paths, patterns (`plans/**/*.docx`) or "-".
        out: Where the outputs go.
    """
    inputs: dict[Path | None, Input] = {}
    problems: list[tuple[str, Problem]] = []
    passed_over: list[PurePosixPath] = []
    ours = _identity(out)
    for argument in arguments:
        if argument == STANDARD_INPUT:
            inputs.setdefault(None, _standard_input())
            continue
        paths = _matches(argument)
        if paths is None:
            problems.append((argument, "no-match" if _WILD.search(argument) else "missing"))
            continue
        literal = Path(argument).exists()
        for path in paths:
            if path.is_dir():
                if _identity(path).is_relative_to(ours):
                    problems.append((str(path), "out-holds-input"))
                    continue
                base = path if literal else _base(argument)
                for file in _walk(path, ours):
                    name = below(base, file)
                    if file.suffix.lower() in DOCUMENT_SUFFIXES:
                        inputs.setdefault(_identity(file), Input(file, name))
                    else:
                        passed_over.append(name)
            elif path.name.startswith(_LOCK):
                continue  # a shell's *.docx names it too
            elif literal or not (is_left_out(path.name) or _identity(path).is_relative_to(ours)):
                base = path.parent if literal else _base(argument)
                inputs.setdefault(_identity(path), Input(path, below(base, path)))
    ordered = sorted(inputs.values(), key=lambda found: (found.name.as_posix(), str(found.path)))
    return Found(tuple(ordered), tuple(problems), tuple(passed_over))


def is_left_out(name: str) -> bool:
    """True of a hidden file and of the lock file that Office keeps beside an open document."""
    return name.startswith((".", _LOCK))


def below(base: PurePath, path: PurePath) -> PurePosixPath:
    """
    The place of a file below a folder, with / on every system; its name alone where it is not below.

    Works on the text of the paths, so that it holds for drives and network names too.
    """
    try:
        parts = path.relative_to(base).parts
    except ValueError:
        parts = (path.name,)
    kept = [part for part in parts if part not in {"..", path.anchor}]
    return PurePosixPath(*map(readable, kept))


def output_names(names: Iterable[PurePosixPath]) -> Iterator[PurePosixPath]:
    """
    One name for each document, none equal to another on any file system.

    A name stays as it is, unless one before it differs in nothing, in case or in the way an accent is coded
    only: then it gets " (2)" (" (3)" …) at its end.
    """
    taken: set[str] = set()
    for name in names:
        free, number = name, 1
        while (key := normalize("NFC", free.as_posix()).casefold()) in taken:
            number += 1
            free = name.with_name(f"{name.name} ({number})")
        taken.add(key)
        yield free


def _standard_input() -> Input:
    return Input(None, PurePosixPath("stdin"), is_stream=True)


def _identity(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _matches(argument: str) -> list[Path] | None:
    """The paths of one argument, sorted; None where there are none."""
    path = Path(argument)
    if path.exists() or path.is_symlink():
        return [path]  # also "plan[1].docx", as browsers name a second download
    if not _WILD.search(argument):
        return None
    # cmd.exe leaves patterns to the program; Path.glob takes none with a drive or a leading /
    return [Path(match) for match in sorted(glob(argument, recursive=True))] or None  # noqa: PTH207


def _base(pattern: str) -> Path:
    """The folder of a pattern before its first wild part."""
    fixed: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if _WILD.search(part):
            break
        fixed.append(part)
    return Path(*fixed)


def _walk(folder: Path, ours: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(
            name for name in folders if not is_left_out(name) and _identity(here / name) != ours
        )
        yield from (here / name for name in sorted(files) if not is_left_out(name))
