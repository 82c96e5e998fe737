"""The tables of a whole collection as text files, a file a table; one document is held at a time."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from hospplan.export.document_rows import DocumentRows
from hospplan.export.parts import part_path, parts_of
from hospplan.export.rows import TABLES, Headers, Table
from hospplan.export.to_csv import BOM, csv_head, csv_lines


def write_csv(folder: Path, documents: Iterable[DocumentRows], headers: Headers = "en") -> tuple[Path, ...]:
    """
    Each table as a file of *folder* (`targets.csv`), rows in the order of the documents.

    The folder has to be there, files of these names are written over; they are whole only when this returns.

    Returns:
        The files, in the order of the tables.

    Raises:
        OSError: A file can't be written.
    """
    return _write(
        [folder / f"{table.name}.csv" for table in TABLES],
        documents,
        lambda table: BOM + csv_head(table, headers),
        lambda table, document: csv_lines(table, document.rows[table.name], headers),
    )


def write_jsonl(
    folder: Path, documents: Iterable[DocumentRows], partition: int | None = None
) -> tuple[Path, ...]:
    """
    Each table as a file of *folder* (`targets.jsonl`), lines in the order of the documents; else as `write_csv`.

    Args:
        folder: Where to.
        documents: Made with their lines.
        partition: Documents of a part: `targets/part-00000.jsonl` holds the first so many, and so on.

    Raises:
        KeyError: A document was made without its lines.
        ValueError: The partition is below 1.
    """
    paths: list[Path] = []
    for number, part in enumerate(parts_of(documents, partition)):
        part_paths = [
            part_path(folder, table.name, "jsonl", None if partition is None else number) for table in TABLES
        ]
        paths += _write(part_paths, part, lambda _: "", lambda table, document: document.lines[table.name])
    return tuple(paths)


def _write(
    paths: Sequence[Path],
    documents: Iterable[DocumentRows],
    head: Callable[[Table[Any]], str],
    text: Callable[[Table[Any], DocumentRows], str],
) -> tuple[Path, ...]:
    with ExitStack() as opened:
        files = [opened.enter_context(path.open("w", encoding="utf-8", newline="")) for path in paths]
        for file, table in zip(files, TABLES, strict=True):
            file.write(head(table))
        for document in documents:
            for file, table in zip(files, TABLES, strict=True):
                file.write(text(table, document))
    return tuple(paths)
