"""One table of several documents as a workbook: `-f xlsx`."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hospplan.cli.faults import CallError
from hospplan.cli.terminal import Output, Terminal

if TYPE_CHECKING:  # these load pydantic, which a wrong call and the help do not wait for
    from hospplan.batch.inputs.input import Input
    from hospplan.export.document_rows import DocumentRows
    from hospplan.export.rows import Reading, Table
    from hospplan.export.to_xlsx import One


def refuse_on_screen(form: str | None, target: Output) -> None:
    """
    Let no workbook be written to a screen.

    Raises:
        CallError: One would be.
    """
    if form == "xlsx" and target.is_screen:
        raise CallError("binary-on-screen")


def write_workbook(
    which: "One",
    table: "Table[Any]",
    readings: "Iterable[Reading]",
    named: "Mapping[Input, str]",
    target: Output,
    terminal: Terminal,
) -> None:
    """
    Make the workbook of a table, and tell what it could not hold.

    Args:
        which: The sheet.
        table: Its rows.
        readings: The documents; gone through once.
        named: What each document is called in the rows.
        target: Written when it is finished.
        terminal: Is told.
    """
    from hospplan.export.document_rows import DocumentRows  # noqa: PLC0415
    from hospplan.export.to_xlsx import write_xlsx_table  # noqa: PLC0415

    def documents() -> "Iterator[DocumentRows]":
        for reading in readings:
            rows = DocumentRows.of(reading)
            yield replace(rows, rows={**rows.rows, which: tuple(table.rows(reading))})

    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        sources = {} if target.path is None else seen_from(target.path.parent, named)
        told = write_xlsx_table(path, which, documents(), sources=sources.get)
        target.binary(path.read_bytes())
    if told.cut:
        terminal.say("xlsx.cut", count=told.cut)
    if told.unlinked:
        terminal.say("xlsx.unlinked", count=told.unlinked)
    for name in told.continued:
        terminal.say("xlsx.continued", name=name)


def seen_from(folder: Path, named: "Mapping[Input, str]") -> dict[str, str]:
    """Name of each document that is a file → its path from *folder*, parted by "/"."""
    found: dict[str, str] = {}
    for given, name in named.items():
        if given.path is None or given.member is not None:
            continue
        try:
            found[name] = Path(os.path.relpath(given.path, folder)).as_posix()
        except ValueError:
            continue  # another drive of Windows: only an absolute path would lead there
    return found
