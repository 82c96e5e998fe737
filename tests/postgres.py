"""A PostgreSQL server of its own for tests: private, on a free port of 127.0.0.1, gone with the test run."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

PASSWORD = "wòrd %25@:/ secret"  # noqa: S105 [of a server that lives for seconds]
QUOTED_PASSWORD = "w%C3%B2rd%20%2525%40%3A%2F%20secret"  # noqa: S105 [the same, as a URL has it]
_DEBIAN = "/usr/lib/postgresql"
# The server ends when the pipe to it does, so that it cannot outlive a test run that is killed.
_UNTIL_PIPE_CLOSES = '"$@" & server=$!; read -r _; kill -INT $server; wait $server'


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is up."""

    port: int

    def url(
        self, *, user: str = "owner", password: str = QUOTED_PASSWORD, name: str = "plans", query: str = ""
    ) -> str:
        """The URL of a database on it."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{name}{query}"


def find_programs() -> Path | None:
    """The folder of initdb and postgres; Debian keeps it out of the PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path(_DEBIAN).glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


@contextmanager
def server(*options: str) -> Iterator[Server]:
    """
    A running server with the database `plans`, whose superuser is `owner`.

    Args:
        options: Further ones for initdb.
    """
    programs = find_programs()
    assert programs is not None
    folder = Path(mkdtemp(prefix="hospplan-postgres-"))
    user = _other_user()
    try:
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        if user is not None:
            shutil.chown(folder, user)
            shutil.chown(folder / "password", user)
        subprocess.run(
            [
                programs / "initdb",
                *("-D", folder / "data", "-U", "owner", "--pwfile", folder / "password"),
                *("--auth", "scram-sha-256", "--encoding", "UTF8", "--no-sync", "--locale", "C.UTF-8"),
                *options,
            ],
            user=user,
            group=_group(user),
            extra_groups=[] if user else None,
            cwd=folder,
            check=True,
            capture_output=True,
        )
        yield from _running(programs, folder, user)
    finally:
        shutil.rmtree(folder)


def _running(programs: Path, folder: Path, user: str | None) -> Iterator[Server]:
    import psycopg

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                *("/bin/sh", "-c", _UNTIL_PIPE_CLOSES, "sh", programs / "postgres", "-D", folder / "data"),
                *("-h", "127.0.0.1", "-p", str(port), "-k", folder, "-c", "fsync=off"),
            ],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            user=user,
            group=_group(user),
            extra_groups=[] if user else None,
            cwd=folder,
        )
    assert process.stdin is not None
    try:
        up = Server(port)
        end = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(up.url(name="postgres"), autocommit=True) as connection:
                    connection.execute("CREATE DATABASE plans")
                break
            except psycopg.OperationalError:
                assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
                assert time.monotonic() < end, (folder / "log").read_text(encoding="utf-8")
                time.sleep(0.05)
        yield up
    finally:
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root: the user to be instead, or None."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _group(user: str | None) -> int | None:
    return pwd.getpwnam(user).pw_gid if user else None
