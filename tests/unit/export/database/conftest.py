"""A PostgreSQL server for the tests of this folder, if the machine has one."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import pytest
from tests.postgres import Server, find_programs, server

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Schema:
    """An empty schema of a database, for one test."""

    server: Server
    name: str

    @property
    def url(self) -> str:
        """What a user gives to --to."""
        return self.server.url(query=f"?options=-csearch_path%3D{self.name}")

    def ask(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query."""
        import psycopg

        with psycopg.connect(self.url) as connection:
            return connection.execute(sql.encode(), values or None).fetchall()

    def run(self, sql: str) -> None:
        """Carry out a statement."""
        import psycopg

        with psycopg.connect(self.url) as connection:
            connection.execute(sql.encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server that all tests share."""
    for module in ("sqlalchemy", "psycopg"):
        pytest.importorskip(module, reason="storing into PostgreSQL needs the extra hospplan[postgres]")
    if sys.platform == "win32" or find_programs() is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt install postgresql)")
    with server() as running:
        yield running


@pytest.fixture
def schema(postgres: Server) -> Iterator[Schema]:
    """An empty schema."""
    made = Schema(postgres, f"test{next(_numbers)}")
    made.run(f"CREATE SCHEMA {made.name}")
    yield made
    made.run(f"DROP SCHEMA {made.name} CASCADE")
