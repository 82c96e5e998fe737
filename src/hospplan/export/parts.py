"""The documents of a collection in parts of so many each, and what the files of a part are called."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from hospplan.export.document_rows import DocumentRows


def parts_of(documents: Iterable[DocumentRows], size: int | None) -> Iterator[Iterator[DocumentRows]]:
    """
    Parts of *size* documents each, the last of what is left; without a size one part of all.

    A part is taken whole before the next is asked for: no more than one document is held. There is always one part,
    and an empty one only where there is no document.

    Raises:
        ValueError: The size is below 1.
    """
    if size is not None and size < 1:
        raise ValueError(f"a part of {size} documents")
    left = iter(documents)
    yield islice(left, size)
    if size is not None:
        for first in left:
            yield chain((first,), islice(left, size - 1))


def part_path(folder: Path, table: str, suffix: str, number: int | None) -> Path:
    """`targets.jsonl`, or of a part with a number from 0 `targets/part-00000.jsonl`, whose folder is made."""
    if number is None:
        return folder / f"{table}.{suffix}"
    path = folder / table / f"part-{number:05}.{suffix}"
    path.parent.mkdir(exist_ok=True)
    return path
