"""
Seconds that a thousand documents' rows take into SQLite and PostgreSQL, beside a floor timed in the same run.

    python benchmarks/databases.py [--documents N]

The rows are those of the samples, again and again under other names and contents. The floor is the same rows by
`executemany` into tables without keys, indexes and search. PostgreSQL is measured where a server and the extra are
installed. Ratios are of the processor's time in this process, which another one on the machine does not change; a ratio
over its budget is printed with a mark and gives exit status 1.
"""

import argparse
import hashlib
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.postgres import find_programs, server

import hospplan
from hospplan.export.database import store
from hospplan.export.database.to_sqlite import write_sqlite
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import TABLES, Reading

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.docx"))
FEW = 8
"""Documents of a small run into a large database."""


def documents(given: list[DocumentRows], count: int) -> Iterator[DocumentRows]:
    """As many documents, each of a content of its own."""
    for number in range(count):
        one = given[number % len(given)]
        key = hashlib.sha256(str(number).encode()).hexdigest()
        name = f"{number:06}/{one.name}"
        rows = {table: tuple((key, name, *row[2:]) for row in rows) for table, rows in one.rows.items()}
        yield DocumentRows(name, key, rows)


def floor(path: Path, given: Iterator[DocumentRows]) -> None:
    """The rows in tables of columns and nothing else."""
    with closing(sqlite3.connect(path)) as connection:
        for table in TABLES:
            columns = ", ".join(f'"{column.key}"' for column in table.columns)
            connection.execute(f"CREATE TABLE {table.name} ({columns})")
        for one in given:
            for table in TABLES:
                places = ", ".join("?" * len(table.columns))
                rows = (
                    tuple(value if value is None else str(value) for value in row)
                    for row in one.rows[table.name]
                )
                connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)  # noqa: S608 [names of ours]
        connection.commit()


def main() -> int:
    """Measure and print; whether a ratio is over its budget."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=1000)
    count = parser.parse_args().documents
    given = [DocumentRows.of(Reading.of(path.name, hospplan.parse(path))) for path in SAMPLES]
    rows = sum(len(table) for one in documents(given, count) for table in one.rows.values())
    print(f"{count} documents, {rows} rows")
    over = 0
    base = 0.0

    def measure(what: str, work: Callable[[], object], budget: float | None = None) -> None:
        nonlocal over, base
        start, clock = time.process_time(), time.perf_counter()
        work()
        busy, seconds = time.process_time() - start, time.perf_counter() - clock
        base = base or busy
        is_over = budget is not None and busy / base > budget
        over += is_over
        limit = "" if budget is None else f" (budget {budget:g})"
        mark = "  OVER" if is_over else ""
        print(
            f"{what:<30} {seconds:7.2f} s, {busy:6.2f} s of it busy here, {busy / base:5.1f} x{limit}{mark}"
        )

    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        targets = [("SQLite", str(folder / "plans.db"))]
        measure("floor", lambda: floor(folder / "floor.db", documents(given, count)))
        measure(
            "SQLite, a fresh file",
            lambda: write_sqlite(folder / "fresh.db", documents(given, count)),
            8,
        )
        if find_programs() is not None and find_spec("sqlalchemy") and find_spec("psycopg"):
            targets.append(("PostgreSQL", stack.enter_context(server()).url()))
        for kind, target in targets:
            for what, some, budget in (
                ("", count, 8),
                (" again", count, 10),
                (f", {FEW} of them", FEW, None),
            ):
                measure(f"{kind}, stored{what}", partial(store, target, documents(given, some)), budget)
        print(f"size of the fresh file: {(folder / 'fresh.db').stat().st_size / 2**20:.0f} MiB")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
