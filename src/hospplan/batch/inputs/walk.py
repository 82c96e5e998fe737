"""A folder with all that is below it: each file once, and what could not be looked into."""

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hospplan.batch.inputs.names import is_left_out

Kind = Literal["file", "special", "unread"]


@dataclass(frozen=True, slots=True)
class Step:
    """What a walk comes by."""

    path: Path
    kind: Kind
    """A file; a pipe or device, which is not opened; a folder that can't be read."""
    real: str
    """The path without links: what it is, whatever way led to it."""


def walk(folder: Path, ours: str | None) -> Iterator[Step]:
    """
    The files below *folder*; of each folder in sorted order, links to folders after all others.

    Hidden and lock files are left out. A link to a folder is followed, but no folder is entered twice: a circle of
    links ends, and what a link and a real way both lead to has the name of the real way.

    Args:
        folder: Where to begin.
        ours: The real path of the folder to write into, which is not entered.
    """
    root = os.path.realpath(folder)
    entered = {root}
    if ours is not None:
        entered.add(ours)
    pending = [(folder, root)]
    links: deque[tuple[Path, str]] = deque()
    while pending or links:
        if pending:
            here, real = pending.pop()
        else:
            here, real = links.popleft()
            if real in entered:
                continue
            entered.add(real)
        try:
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield Step(here, "unread", real)
            continue
        below: list[tuple[Path, str]] = []
        for entry in entries:
            if is_left_out(entry.name):
                continue
            path = here / entry.name
            kind = _kind(entry)
            # On Windows a folder may be a junction, which Python 3.11 does not tell from a folder.
            is_link = entry.is_symlink() or (kind == "folder" and os.name == "nt")
            there = os.path.realpath(path) if is_link else os.path.join(real, entry.name)  # noqa: PTH118 (text)
            if kind != "folder":
                yield Step(path, kind, there)
            elif is_link:
                links.append((path, there))
            elif there not in entered:
                entered.add(there)
                below.append((path, there))
        pending += reversed(below)


def _kind(entry: "os.DirEntry[str]") -> Literal["file", "special", "folder"]:
    try:
        if entry.is_dir():
            return "folder"
        if entry.is_file():
            return "file"
    except OSError:  # links that lead to each other: opening the file tells of it
        return "file"
    return "file" if entry.is_symlink() and not os.path.exists(entry.path) else "special"  # noqa: PTH110
