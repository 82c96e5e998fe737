"""Two folders of outputs, compared."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

DATABASES = frozenset({".sqlite", ".db"})


def files_of(folder: Path) -> dict[str, Path]:
    """All files below a folder by their names there, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def stamps_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Of each file what changes when it is written anew: its inode and the time of its last change."""
    return {name: (path.stat().st_ino, path.stat().st_mtime_ns) for name, path in files_of(folder).items()}


def differences(one: Path, other: Path) -> Iterator[str]:
    """
    What differs between two folders: a line each, sorted by name.

    Files are compared byte for byte; databases and Parquet files, whose bytes hang on how they were written, by
    their content. Empty folders count too.
    """
    left, right = files_of(one), files_of(other)
    for name in sorted(left.keys() ^ right.keys()):
        yield f"{name}: only in {(one if name in left else other).name}"
    for folder in sorted(_folders(one) ^ _folders(other)):
        yield f"{folder}/: in one of them alone"
    for name in sorted(left.keys() & right.keys()):
        if not _are_same(left[name], right[name]):
            yield f"{name}: differs"


def _folders(top: Path) -> set[str]:
    return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_dir()}


def _are_same(one: Path, other: Path) -> bool:
    if one.read_bytes() == other.read_bytes():
        return True
    if one.suffix in DATABASES:
        return _dump(one) == _dump(other)
    if one.suffix == ".parquet":
        from pyarrow import parquet

        return bool(parquet.read_table(one).equals(parquet.read_table(other), check_metadata=True))
    return False


def _dump(path: Path) -> list[str]:
    """The SQL that makes a database anew."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return list(database.iterdump())
