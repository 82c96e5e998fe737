"""
A program of its own that makes tables out of the files of shards, and ends when the one that started it does.

It takes a line of JSON (`Task`) on standard input, which is then kept open, and answers with one on standard output.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from typing import Any, Literal, assert_never

from hospplan.batch.collection.documents import Documents
from hospplan.batch.collection.task import Task
from hospplan.batch.recipe import Format
from hospplan.batch.record import Failure
from hospplan.export.document_rows import DocumentRows


def perform(task: Task) -> dict[str, Any]:
    """
    Do it.

    Returns:
        What the database tells of itself; nothing for tables.
    """
    shards = [Path(path) for path in task.shards]
    skips = {int(number): places for number, places in task.skips.items()}
    if task.form is not None:
        write = _writer(task.form, task.headers)
        for sheet in task.sheets:
            write(Path(sheet.folder), Documents(shards, skips, sheet.start, sheet.count))
    if task.target is not None:
        from hospplan.export.database import shown, store  # noqa: PLC0415  (what is not asked for is not loaded)

        stored = store(task.target, Documents(shards, skips))
        told = {"shown": shown(task.target), "added": stored.added, "replaced": stored.replaced}
        return {**told, "notes": list(stored.notes)}
    return {}


def _writer(form: Format, headers: Literal["en", "zh"]) -> Callable[[Path, Iterable[DocumentRows]], object]:
    match form:
        case "csv":
            from hospplan.export.collection import write_csv  # noqa: PLC0415

            return lambda folder, documents: write_csv(folder, documents, headers)
        case "jsonl":
            from hospplan.export.collection import write_jsonl  # noqa: PLC0415

            return write_jsonl
        case "parquet":
            from hospplan.export.to_parquet import write_parquet  # noqa: PLC0415

            return write_parquet
        case "sqlite":
            from hospplan.export.database.to_sqlite import write_sqlite  # noqa: PLC0415

            return lambda folder, documents: write_sqlite(folder / "hospplan.sqlite", documents)
        case "xlsx":
            from hospplan.export.to_xlsx import write_xlsx  # noqa: PLC0415

            # its temporary files beside the folder, all of whose files are put into OUT
            return lambda folder, documents: write_xlsx(
                folder / "hospplan.xlsx", documents, work=folder.parent
            )
        case "json" | "md" | "metadata-xml" | "metadata-json":
            raise ValueError(f"{form} is no format of the whole collection")
        case _:
            assert_never(form)


def main() -> None:
    """Take a task, do it, answer."""
    task = Task.of_line(sys.stdin.buffer.readline())
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        answer = {"done": perform(task)}
    except Exception as error:  # noqa: BLE001  (told to the one that asked)
        answer = {"failure": asdict(Failure.of(error, "".join(traceback.format_exception(error))))}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
    os._exit(0)  # the thread waits for the end of its input


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
