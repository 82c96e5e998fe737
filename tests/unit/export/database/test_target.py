import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.export.database.documents import document

from hospplan.errors import MissingPartError, StoreError
from hospplan.export import database
from hospplan.export.database import check_target, shown, store
from hospplan.export.database.stored import Stored


@pytest.mark.parametrize("name", ["plans.db", "plans.SQLITE", "规划.sqlite3", "plans.db3"])
def test_a_path_is_a_file_of_sqlite(tmp_path: Path, name: str) -> None:
    target = str(tmp_path / name)
    check_target(target)
    assert store(target, [document("a")]) == Stored(added=1, replaced=0)
    assert (tmp_path / name).read_bytes().startswith(b"SQLite format 3\0")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (
            "plans.xlsx",
            "the file of a database is called .db or .sqlite or .sqlite3 or .db3; name a file such as plans.db",
        ),
        (
            "out",
            "the file of a database is called .db or .sqlite or .sqlite3 or .db3; name a file such as plans.db",
        ),
        (
            "mysql://root:secret@host/plans.db",
            (
                "hospplan stores into SQLite and PostgreSQL;"
                " name a file such as plans.db, or a URL such as postgresql://user@host/name"
            ),
        ),
    ],
)
def test_what_is_neither_is_refused(target: str, message: str) -> None:
    for call in (check_target, lambda target: store(target, [])):
        with pytest.raises(StoreError) as caught:
            call(target)
        assert str(caught.value) == f"{shown(target)}: {message}"


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("plans.db", "plans.db"),
        ("postgresql://host/plans", "postgresql://host/plans"),
        ("postgresql://ward@host:5432/plans", "postgresql://ward@host:5432/plans"),
        ("postgresql://ward:secret@host/plans", "postgresql://ward:***@host/plans"),
        # an @ that should have been written %40
        ("postgres://ward:se@cret/x@host/plans", "postgres://ward:***@host/plans"),
        ("postgresql+psycopg://:secret@host/plans", "postgresql+psycopg://:***@host/plans"),
        (
            "postgresql://host/plans?user=ward&password=secret&sslpassword=s&sslmode=require",
            "postgresql://host/plans?user=ward&password=***&sslpassword=***&sslmode=require",
        ),
    ],
)
def test_a_password_is_never_shown(target: str, text: str) -> None:
    assert shown(target) == text


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name for name in sys.modules if name.startswith("hospplan.export.database.") and "postgres" in name
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(database, "to_postgres", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as if it were not there
    with pytest.raises(MissingPartError) as caught:
        check_target("postgresql://host/plans")
    assert str(caught.value) == (
        "storing into PostgreSQL needs SQLAlchemy and psycopg; install them: pip install 'hospplan[postgres]'"
    )
    assert caught.value.extra == "postgres"


def test_a_file_of_sqlite_loads_nothing_of_the_extra(tmp_path: Path) -> None:
    code = (
        "import sys; from hospplan.export.database import store;"
        f"store({str(tmp_path / 'plans.db')!r}, []);"
        "print([name for name in ('sqlalchemy', 'psycopg') if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        == "[]\n"
    )
