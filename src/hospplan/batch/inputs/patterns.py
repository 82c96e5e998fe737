"""Patterns of paths: * and ? within a name, [abc], and ** for any number of folders."""

import re
from collections.abc import Sequence
from fnmatch import fnmatch
from glob import glob
from pathlib import Path

from hospplan.batch.inputs.walk import walk

WILD = re.compile(r"[*?\[]")
_FOLDERS = "**"


def matches(pattern: str, ours: str | None) -> tuple[list[Path], list[Path]]:
    """
    The files and folders that a pattern stands for, sorted; and the folders that could not be looked into.

    Args:
        pattern: Relative or absolute; cmd.exe leaves it to the program, as quotes do elsewhere.
        ours: The real path of the folder to write into.
    """
    base = fixed_part(pattern)
    rest = Path(pattern).parts[len(base.parts) :]
    if _FOLDERS not in rest:
        # Path.glob takes none with a drive or a leading /
        return [Path(match) for match in sorted(glob(pattern))], []  # noqa: PTH207
    # glob goes round in circles of links; walk does not
    found: set[Path] = set()
    unread: list[Path] = []
    for step in walk(base, ours):
        if step.kind == "unread":
            unread.append(step.path)
            continue
        parts = step.path.relative_to(base).parts
        end = next((end for end in range(1, len(parts) + 1) if fits(parts[:end], rest)), None)
        if end is not None:
            found.add(base.joinpath(*parts[:end]))
    return sorted(found), unread


def fixed_part(pattern: str) -> Path:
    """The folder of a pattern before its first wild part."""
    fixed: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if WILD.search(part):
            break
        fixed.append(part)
    return Path(*fixed)


def fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the parts of a path are those of a pattern, in which ** stands for any number of folders."""
    reached = _past_folders({0}, pattern)
    for part in parts:
        stays = {at for at in reached if at < len(pattern) and pattern[at] == _FOLDERS}
        goes = {at + 1 for at in reached - stays if at < len(pattern) and fnmatch(part, pattern[at])}
        reached = _past_folders(stays | goes, pattern)
    return len(pattern) in reached


def _past_folders(reached: set[int], pattern: Sequence[str]) -> set[int]:
    """The same with what lies behind each **, which may stand for no folder."""
    reached = set(reached)
    for at in range(len(pattern)):
        if at in reached and pattern[at] == _FOLDERS:
            reached.add(at + 1)
    return reached
