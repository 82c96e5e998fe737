"""The own files of a document, put into their places."""

import errno
from dataclasses import dataclass

from hospplan.batch.collection.frames import ENTRY, LINES, ROWS, Frame
from hospplan.batch.collection.manifest import line
from hospplan.batch.places import Place
from hospplan.batch.recipe import OWN_SUFFIXES, Recipe
from hospplan.batch.record import Failure, Record

_OF_ALL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""Faults of the disk: no other document could be written either."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A document whose files are in place."""

    record: Record
    """As it was; or that of a failure, where a file could not be written."""
    removed: tuple[str, ...] = ()
    """Files of an earlier reading that were taken away."""
    unwritten: str | None = None
    """The path of the file that could not be written."""

    def frame(self, recipe: Recipe) -> Frame:
        """What is noted of it; its rows are those that *recipe* asks for."""
        record = self.record
        kind = ENTRY if record.rows is None else LINES if recipe.has_lines else ROWS
        return Frame(kind, line(record.entry), record.rows or b"")


def keep(record: Record, out: Place, recipe: Recipe) -> Kept:
    """
    Put a document's own files into place; of one that failed take away those of an earlier reading.

    Raises:
        OSError: The disk is full or can't be written at all; the store can't be reached. Another fault is the
            document's own.
    """
    name, entry = record.entry.name, record.entry
    unwritten: str | None = None
    written: set[str] = set()
    try:
        for suffix, content in record.files.items():
            out.write(name + suffix, content)
            written.add(suffix)
    except OSError as error:
        if error.errno in _OF_ALL or out.local is None:
            raise
        unwritten = str(error.filename)
        record = failed_record(name, error, recipe, entry.sha256, entry.size)
    removed: list[str] = []
    if record.entry.status == "failed":
        for suffix in OWN_SUFFIXES.values():
            if out.size(name + suffix) is not None:
                out.delete(name + suffix)
                if suffix not in written:
                    removed.append(name + suffix)
    return Kept(record, tuple(removed), unwritten)


def failed_record(
    name: str, error: Exception, recipe: Recipe, sha256: str | None = None, size: int | None = None
) -> Record:
    """The record of a document that failed here, and not where it was read."""
    from hospplan.batch.document import failed  # noqa: PLC0415  (the readers come with it)

    return failed(name, Failure.of(error), recipe, sha256, size)
