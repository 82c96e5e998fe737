import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.postgres import PASSWORD, QUOTED_PASSWORD, Server
from tests.unit.export.database.asking import ask, columns
from tests.unit.export.database.conftest import Schema
from tests.unit.export.database.documents import COLUMNS, changed, document, unread, with_rows

from hospplan.errors import (
    BusyDatabaseError,
    DatabaseAccessError,
    DatabaseVersionError,
    ForeignDatabaseError,
    StoreError,
)
from hospplan.export.database import check_target, store
from hospplan.export.database.relations import relations
from hospplan.export.database.stored import Stored
from hospplan.export.database.to_sqlite import write_sqlite
from hospplan.export.database.views import VIEWS
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import TABLES, Table

NAMES = (*(relation.name for relation in relations()), *VIEWS)


def content(schema: Schema) -> dict[str, list[tuple[object, ...]]]:
    """All rows, in an order of their own."""
    return {name: sorted(schema.ask(f"SELECT * FROM {name}"), key=repr) for name in (*NAMES, "quotes")}


def told(error: BaseException) -> str:
    """What an error says, behind the URL of the database without its password."""
    url, text = str(error).split(": ", 1)
    assert url.startswith("postgresql://")
    assert "secret" not in url
    assert QUOTED_PASSWORD not in url
    return text


def plain(value: object) -> object:
    """A value as SQLite has it."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case _:
            return value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_the_rows_of_the_document_exact(schema: Schema, table: Table[object]) -> None:
    store(schema.url, [document("a")])
    selected = ", ".join(f'"{key}"' for key in COLUMNS[table.name])
    order = "" if table.name == "documents" else " ORDER BY position"
    dates = [column.key for column in table.columns if column.kind == "date"]
    found = schema.ask(f"SELECT {selected} FROM {table.name}{order}")
    expected = [
        tuple(
            date.fromisoformat(str(value)) if key in dates and value is not None else value
            for key, value in zip(COLUMNS[table.name], row, strict=True)
        )
        for row in document("a").rows[table.name]
    ]
    assert found == expected
    # 85.50 is not 85.5 to everybody
    assert [[str(value) for value in row] for row in found] == [
        [str(value) for value in row] for row in expected
    ]


def test_it_has_the_same_content_as_a_file_of_sqlite(schema: Schema, tmp_path: Path) -> None:
    documents = [document("a"), document("b"), unread("z.docx")]
    store(schema.url, documents)
    write_sqlite(tmp_path / "plans.db", documents)
    for name in (*NAMES, "quotes"):
        listed = ", ".join(
            f'"{column}"' for column in columns(tmp_path / "plans.db", name) if column != "words"
        )
        ours = schema.ask(f"SELECT {listed} FROM {name}")
        theirs = ask(tmp_path / "plans.db", f"SELECT {listed} FROM {name}")
        assert sorted((tuple(map(plain, row)) for row in ours), key=repr) == sorted(theirs, key=repr), name
        assert theirs, name


def test_numbers_of_any_length_are_exact(schema: Schema) -> None:
    given = changed(
        document("a"), "targets", "value", Decimal("12345678901234567890.123456789"), Decimal("85.50")
    )
    store(schema.url, [given])
    assert schema.ask("SELECT value FROM targets ORDER BY position") == [
        (Decimal("12345678901234567890.123456789"),),
        (Decimal("85.50"),),
    ]
    assert schema.ask("SELECT sum(value) FROM targets") == [(Decimal("12345678901234567975.623456789"),)]


def test_what_is_stored_twice_is_replaced_by_its_content(schema: Schema) -> None:
    assert store(schema.url, [document("a"), document("b")]) == Stored(added=2, replaced=0)
    before = content(schema)
    assert store(schema.url, [document("b")]) == Stored(added=0, replaced=1)
    assert content(schema) == before
    again = [document("b", "moved/b.docx"), document("c"), document("c")]
    assert store(schema.url, again) == Stored(added=1, replaced=2)
    assert schema.ask("SELECT document FROM documents ORDER BY document") == [
        ("moved/b.docx",),
        ("plans/a.docx",),
        ("plans/c.docx",),
    ]


def test_documents_are_written_in_batches(schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hospplan.export.database.to_postgres.BATCH", 2)
    assert store(schema.url, (document(letter) for letter in "abcde")) == Stored(added=5, replaced=0)
    assert schema.ask("SELECT count(*) FROM targets") == [(10,)]


def test_a_document_that_is_read_at_last_takes_the_place_of_its_failure(schema: Schema) -> None:
    store(schema.url, [unread("plans/a.docx"), unread("plans/z.docx")])
    store(schema.url, [document("a")])
    assert schema.ask("SELECT document, status FROM documents ORDER BY document") == [
        ("plans/a.docx", "read"),
        ("plans/z.docx", "failed"),
    ]


def test_a_document_deleted_by_hand_takes_all_its_rows_along(schema: Schema) -> None:
    store(schema.url, [document("b")])
    alone = content(schema)
    store(schema.url, [document("a")])
    schema.run("DELETE FROM documents WHERE document = 'plans/a.docx'")
    assert content(schema) == alone


def test_words_of_any_length_are_found_and_long_ones_by_an_index(schema: Schema) -> None:
    assert store(schema.url, [document("a")]).notes == ()
    for word in ("床位", "床位使用率"):
        assert schema.ask("SELECT record, id FROM quotes WHERE quote LIKE %s", f"%{word}%") == [
            ("targets", "m2")
        ]
    # of so few rows a server rather reads all
    schema.run("ALTER DATABASE plans SET enable_seqscan = off")
    try:
        shown = str(schema.ask("EXPLAIN SELECT * FROM quotes WHERE quote LIKE '%床位使用率%'"))
    finally:
        schema.run("ALTER DATABASE plans RESET enable_seqscan")
    assert "targets_quote" in shown
    assert "tasks_quote" in shown


def test_an_extension_in_another_schema_is_used(schema: Schema) -> None:
    store(schema.url, [document("a")])
    homes = schema.ask(
        "SELECT nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'pg_trgm'"
    )
    assert len(homes) == 1
    other = Schema(schema.server, f"{schema.name}_other")
    schema.run(f"CREATE SCHEMA {other.name}")
    assert store(other.url, [document("a")]).notes == ()
    schema.run(f"DROP SCHEMA {other.name} CASCADE")


def test_where_chinese_can_not_be_indexed_it_is_told(postgres: Server) -> None:
    """In the locale C no Chinese character is a letter to pg_trgm, and its index would find nothing by them."""
    admin = Schema(postgres, "public")
    import psycopg

    with psycopg.connect(admin.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE plain LC_CTYPE 'C' LC_COLLATE 'C' TEMPLATE template0")
    url = postgres.url(name="plain")
    assert store(url, [document("a")]) == Stored(added=1, replaced=0, notes=("no-trigrams",))
    assert store(url, [document("a")]) == Stored(added=0, replaced=1, notes=("no-trigrams",))
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT id FROM quotes WHERE quote LIKE '%床位%'").fetchall()
    assert found == [("m2",)]


def test_columns_have_their_chinese_names_as_comments(schema: Schema) -> None:
    store(schema.url, [])
    assert schema.ask(
        "SELECT obj_description('targets'::regclass), col_description('targets'::regclass, 5)"
    ) == [("指标", "指标")]


def test_a_row_that_names_what_is_not_there_is_refused_and_nothing_is_stored(schema: Schema) -> None:
    store(schema.url, [document("a")])
    before = content(schema)
    with pytest.raises(StoreError) as caught:
        store(schema.url, [document("b"), changed(document("c"), "owners", "task", "k99")])
    assert told(caught.value) == (
        'PostgreSQL says: insert or update on table "owners" violates foreign key constraint'
        ' "owners_document_id_task_fkey"; nothing was stored'
    )
    assert content(schema) == before


def test_a_failure_on_the_way_leaves_no_table(schema: Schema) -> None:
    def broken() -> Iterator[DocumentRows]:
        yield document("b")
        raise ValueError("the shard is cut off")

    with pytest.raises(ValueError, match="cut off"):
        store(schema.url, broken())
    assert schema.ask("SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace", schema.name) == []


_KILLED = """
import os, signal, sys
from tests.unit.export.database.documents import document
from hospplan.export.database import store, to_postgres

to_postgres.BATCH = 1

def documents():
    yield document("a", "renamed.docx")
    yield document("b")
    os.kill(os.getpid(), signal.SIGKILL)

store(sys.argv[1], documents())
"""


def test_killed_in_the_middle_the_old_state_is_there(schema: Schema) -> None:
    store(schema.url, [document("a")])
    before = content(schema)
    done = subprocess.run([sys.executable, "-c", _KILLED, schema.url], check=False)
    assert done.returncode == -9
    assert content(schema) == before
    assert store(schema.url, [document("b")]) == Stored(added=1, replaced=0)


def test_a_second_process_waits_for_the_first_or_says_so(
    schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> Iterator[DocumentRows]:
        yield document("a")
        begun.set()
        may_end.wait(30)

    first = threading.Thread(target=store, args=(schema.url, slow()))
    first.start()
    assert begun.wait(30)
    with monkeypatch.context() as patch:
        patch.setattr("hospplan.export.database.to_postgres.PATIENCE", 0.1)
        with pytest.raises(BusyDatabaseError) as caught:
            store(schema.url, [document("b")])
    assert told(caught.value) == "another process is writing into it; wait until it is done and try again"
    threading.Timer(0.3, may_end.set).start()
    assert store(schema.url, [document("b")]) == Stored(added=1, replaced=0)
    first.join()
    assert schema.ask("SELECT count(*) FROM documents") == [(2,)]


def test_tables_of_somebody_else_are_left_alone(schema: Schema) -> None:
    schema.run("CREATE TABLE targets (sales integer)")
    for call in (check_target, lambda url: store(url, [document("a")])):
        with pytest.raises(ForeignDatabaseError) as caught:
            call(schema.url)
        assert told(caught.value) == (
            f"the schema {schema.name} has tables that hospplan did not make: targets; "
            "name another schema: ?options=-csearch_path=plans"
        )
    assert schema.ask("SELECT * FROM targets") == []


def test_tables_of_another_version_are_left_alone(schema: Schema) -> None:
    store(schema.url, [document("a")])
    schema.run("UPDATE hospplan_database SET schema_version = 7")
    with pytest.raises(DatabaseVersionError) as caught:
        store(schema.url, [document("b")])
    assert told(caught.value) == (
        "it has tables of version 7, this hospplan writes version 1; store the documents into another schema"
    )
    assert schema.ask("SELECT count(*) FROM documents") == [(1,)]


def test_a_check_leaves_no_trace(schema: Schema) -> None:
    check_target(schema.url)
    assert schema.ask("SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace", schema.name) == []
    store(schema.url, [document("a")])
    before = content(schema)
    check_target(schema.url)
    assert content(schema) == before


ASK = "check host, port, name, user and password, and what this user may do"


def test_a_wrong_password_is_one_line_without_it(postgres: Server) -> None:
    with pytest.raises(DatabaseAccessError) as caught:
        check_target(postgres.url(password="hidden%40away"))  # noqa: S106 [no password of anything]
    assert told(caught.value) == (
        f'connection to server at "127.0.0.1", port {postgres.port} failed: '
        f'FATAL:  password authentication failed for user "owner"; {ASK}'
    )


def test_a_server_that_is_not_there_is_one_line() -> None:
    pytest.importorskip("psycopg", reason="storing into PostgreSQL needs the extra hospplan[postgres]")
    with pytest.raises(DatabaseAccessError) as caught:
        check_target("postgresql://owner:secret@127.0.0.1:9/plans")
    assert told(caught.value) == (
        f'connection to server at "127.0.0.1", port 9 failed: Connection refused; {ASK}'
    )


def test_a_database_that_is_not_there_is_one_line(postgres: Server) -> None:
    with pytest.raises(DatabaseAccessError) as caught:
        check_target(postgres.url(name="none"))
    assert told(caught.value) == (
        f'connection to server at "127.0.0.1", port {postgres.port} failed: '
        f'FATAL:  database "none" does not exist; {ASK}'
    )


def test_a_schema_that_is_not_there_is_named_as_the_fault(postgres: Server) -> None:
    with pytest.raises(DatabaseAccessError) as caught:
        check_target(postgres.url(query="?options=-csearch_path%3Dnone"))
    assert (
        told(caught.value) == "the schema of the search path is not there; make it first: CREATE SCHEMA name"
    )


def test_a_user_without_rights_is_told(schema: Schema) -> None:
    schema.run("DROP ROLE IF EXISTS reader")
    schema.run("CREATE ROLE reader LOGIN PASSWORD 'reader'")
    schema.run(f"GRANT USAGE ON SCHEMA {schema.name} TO reader")
    url = schema.server.url(
        user="reader",
        password="reader",  # noqa: S106 [of this test]
        query=f"?options=-csearch_path%3D{schema.name}",
    )
    with pytest.raises(DatabaseAccessError) as caught:
        check_target(url)
    assert told(caught.value) == (
        "this user may not write there; ask for the right to create tables, or name another schema"
    )
    with pytest.raises(DatabaseAccessError) as caught:
        store(url, [document("a")])
    assert told(caught.value) == f"permission denied for schema {schema.name}; {ASK}"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "postgresql://owner:se@cret@host/plans",
            "a user name or password in a URL can't hold an @ as it is; write %40 for it, or set PGPASSWORD",
        ),
        (
            "postgresql://owner:secret@host:port/plans",
            "it is no URL of a database; write it as postgresql://user@host:5432/name",
        ),
    ],
)
def test_a_url_that_is_none_is_refused_without_repeating_it(url: str, message: str) -> None:
    pytest.importorskip("sqlalchemy", reason="storing into PostgreSQL needs the extra hospplan[postgres]")
    with pytest.raises(StoreError) as caught:
        check_target(url)
    assert told(caught.value) == message
    assert "secret" not in repr(caught.value.__cause__)


def test_a_password_stands_in_no_error_of_the_chain(postgres: Server) -> None:
    with pytest.raises(StoreError) as caught:
        check_target(postgres.url(name="none"))
    error: BaseException | None = caught.value
    while error is not None:
        assert PASSWORD not in str(error)
        assert QUOTED_PASSWORD not in str(error)
        error = error.__cause__ or error.__context__


def test_rows_that_are_no_dates_are_refused_and_not_changed(schema: Schema) -> None:
    given = with_rows(document("a"), "task_targets", ())
    with pytest.raises(StoreError) as caught:
        store(schema.url, [changed(given, "targets", "period_end", "2025-02-30")])
    assert told(caught.value) == (
        'PostgreSQL says: date/time field value out of range: "2025-02-30"; nothing was stored'
    )
