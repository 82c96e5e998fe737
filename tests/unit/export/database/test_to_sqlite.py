import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from tests.unit.export.database.asking import ask, columns
from tests.unit.export.database.documents import COLUMNS, changed, document, unread, with_rows

from hospplan.errors import BusyDatabaseError, DatabaseVersionError, ForeignDatabaseError, StoreError
from hospplan.export.database.relations import relations
from hospplan.export.database.stored import Stored
from hospplan.export.database.to_sqlite import check_sqlite, store_sqlite, write_sqlite
from hospplan.export.database.views import VIEWS
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import TABLES, Table


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that can be asked for, in the order in which it lies there."""
    names = (*(relation.name for relation in relations()), *VIEWS)
    found = {name: ask(path, f"SELECT * FROM {name}") for name in names}
    return found | {"quotes": ask(path, "SELECT rowid, * FROM quotes")}


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_the_columns_and_rows_of_the_document_in_its_order(
    tmp_path: Path, table: Table[object]
) -> None:
    path = tmp_path / "plans.db"
    write_sqlite(path, [document("a")])
    keys = COLUMNS[table.name]
    selected = ", ".join(f'"{key}"' for key in keys)
    found = ask(path, f"SELECT {selected} FROM {table.name}")
    assert found == [
        tuple(float(value) if isinstance(value, Decimal) else value for value in row)
        for row in document("a").rows[table.name]
    ]
    assert columns(path, table.name)[: len(keys)] == list(keys)


def test_rows_are_counted_in_document_order_which_ids_do_not_sort_in(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    given = document("a")
    first = given.rows["targets"][0]
    many = tuple((*first[:2], f"m{number}", *first[3:]) for number in range(1, 13))
    write_sqlite(path, [with_rows(with_rows(given, "targets", many), "task_targets", ())])
    assert ask(path, "SELECT id, position FROM targets") == [(f"m{n}", n) for n in range(1, 13)]


def test_a_value_is_shown_as_written_and_values_can_be_summed(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    written = ("85.5", "600000000", "0.1", "-3.25", "123456789.012345", "99.99")
    given = document("a")
    first = given.rows["targets"][0]
    at = COLUMNS["targets"].index("value")
    rows = tuple(
        (*first[:2], f"m{n}", *first[3:at], Decimal(text), *first[at + 1 :])
        for n, text in enumerate(written, start=1)
    )
    write_sqlite(path, [with_rows(with_rows(given, "targets", rows), "task_targets", ())])
    assert [text for (text,) in ask(path, "SELECT CAST(value AS TEXT) FROM targets")] == list(written)
    assert ask(path, "SELECT typeof(value), value FROM targets WHERE id = 'm2'") == [("integer", 600_000_000)]
    assert ask(path, "SELECT round(sum(value), 2) FROM targets WHERE value < 1000") == [(182.34,)]
    assert ask(path, "SELECT id FROM targets WHERE value = 85.5 OR value = 0.1") == [("m1",), ("m3",)]


def test_what_is_stored_twice_is_replaced_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    assert store_sqlite(path, [document("a"), document("b")]) == Stored(added=2, replaced=0)
    before = content(path)
    assert store_sqlite(path, [document("b")]) == Stored(added=0, replaced=1)
    assert content(path) == before
    assert store_sqlite(path, [document("b", "moved/b.docx"), document("c")]) == Stored(added=1, replaced=1)
    assert ask(path, "SELECT document FROM documents ORDER BY document") == [
        ("moved/b.docx",),
        ("plans/a.docx",),
        ("plans/c.docx",),
    ]
    assert ask(path, "SELECT DISTINCT document FROM quotes WHERE document_id = ?", "b" * 64) == [
        ("moved/b.docx",)
    ]


def test_sqlite_finds_the_file_sound(tmp_path: Path) -> None:
    fresh, grown = tmp_path / "fresh.db", tmp_path / "grown.db"
    write_sqlite(fresh, [document("a"), unread("z.docx")])
    for letter in "aba":
        store_sqlite(grown, [document(letter)])
    for path in (fresh, grown):
        assert ask(path, "PRAGMA integrity_check") == [("ok",)]
        assert ask(path, "PRAGMA foreign_key_check") == []
        assert ask(path, "SELECT count(*) FROM sections WHERE id IS NULL") == [(0,)]


def test_the_order_of_runs_leaves_no_trace(tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    write_sqlite(whole, [document(letter) for letter in "abc"])
    for order in permutations("abc"):
        path = tmp_path / f"{''.join(order)}.db"
        for letter in (*order, order[0]):
            store_sqlite(path, [document(letter)])
        assert content(path) == content(whole)


def test_the_same_documents_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    for path in (first, second):
        write_sqlite(path, [document(letter) for letter in "abc"])
    assert first.read_bytes() == second.read_bytes()
    assert listed(tmp_path) == ["first.db", "second.db"]


def test_nothing_stays_beside_the_file(tmp_path: Path) -> None:
    store_sqlite(tmp_path / "deep" / "plans.db", [document("a")])
    assert listed(tmp_path / "deep") == ["plans.db"]


def test_a_document_that_is_read_at_last_takes_the_place_of_its_failure(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    store_sqlite(path, [unread("plans/a.docx"), unread("plans/z.docx")])
    store_sqlite(path, [document("a")])
    assert ask(path, "SELECT document, status FROM documents ORDER BY document") == [
        ("plans/a.docx", "read"),
        ("plans/z.docx", "failed"),
    ]


def test_a_document_deleted_by_hand_takes_all_its_rows_along(tmp_path: Path) -> None:
    path, other = tmp_path / "plans.db", tmp_path / "other.db"
    store_sqlite(path, [document("a"), document("b")])
    store_sqlite(other, [document("b")])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM documents WHERE document = 'plans/a.docx'")
        connection.commit()
    assert content(path) == content(other)


def test_a_row_that_names_what_is_not_there_is_refused_and_nothing_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    store_sqlite(path, [document("a")])
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        store_sqlite(path, [document("b"), changed(document("c"), "owners", "task", "k99")])
    assert str(caught.value) == "SQLite says: FOREIGN KEY constraint failed; nothing was stored"
    assert path.read_bytes() == before


def test_a_failure_on_the_way_leaves_the_old_state(tmp_path: Path) -> None:
    def broken() -> Iterator[DocumentRows]:
        yield document("b")
        raise ValueError("the shard is cut off")

    path = tmp_path / "plans.db"
    store_sqlite(path, [document("a")])
    before = path.read_bytes()
    with pytest.raises(ValueError, match="cut off"):
        store_sqlite(path, broken())
    with pytest.raises(ValueError, match="cut off"):
        write_sqlite(path, broken())
    assert path.read_bytes() == before
    assert listed(tmp_path) == ["plans.db"]


_KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from tests.unit.export.database.asking import ask, columns
from tests.unit.export.database.documents import document
from hospplan.export.database import to_sqlite

def documents():
    yield document("a", "renamed.docx")
    yield document("b")
    os.kill(os.getpid(), signal.SIGKILL)

class Small(sqlite3.Connection):
    # a cache of a few pages, so that changes are in the file before the transaction ends
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.execute("PRAGMA cache_size = 1")

connect = sqlite3.connect
sqlite3.connect = lambda *args, **kwargs: connect(*args, factory=Small, **kwargs)
to_sqlite.store_sqlite(Path(sys.argv[1]), documents())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process can't be killed so on this system")
@pytest.mark.parametrize("existed", [True, False])
def test_killed_in_the_middle_the_old_state_is_there(tmp_path: Path, *, existed: bool) -> None:
    path = tmp_path / "plans.db"
    if existed:
        store_sqlite(path, [document("a")])
        before = content(path)
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "plans.db-journal").exists()  # it was in the middle of it
    if existed:
        assert content(path) == before
    store_sqlite(path, [document("b")])
    other = tmp_path / "other.db"
    store_sqlite(other, [document("a"), document("b")] if existed else [document("b")])
    assert content(path) == content(other)
    assert listed(tmp_path) == ["other.db", "plans.db"]


def test_a_second_process_says_that_it_waited_in_vain(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    store_sqlite(path, [document("a")])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyDatabaseError) as caught:
            store_sqlite(path, [document("b")], patience=0.1)
    assert str(caught.value) == "another process is writing into it; wait until it is done and try again"


def test_a_second_process_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> Iterator[DocumentRows]:
        yield document("a")
        begun.set()
        may_end.wait(30)

    first = threading.Thread(target=store_sqlite, args=(path, slow()))
    first.start()
    assert begun.wait(30)
    threading.Timer(0.3, may_end.set).start()
    assert store_sqlite(path, [document("b")], patience=30) == Stored(added=1, replaced=0)
    first.join()
    assert ask(path, "SELECT count(*) FROM documents") == [(2,)]


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "accounts.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE documents (document_id)")
        connection.commit()
    before = path.read_bytes()
    for call in (check_sqlite, lambda path: store_sqlite(path, [document("a")])):
        with pytest.raises(ForeignDatabaseError) as caught:
            call(path)
        assert str(caught.value) == (
            "it is a database that hospplan did not make, and was left as it is; choose another name"
        )
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("电话记录", encoding="utf-8")
    for call in (check_sqlite, lambda path: store_sqlite(path, [document("a")])):
        with pytest.raises(ForeignDatabaseError) as caught:
            call(path)
        assert str(caught.value) == "it is no SQLite database; choose another name"
    assert path.read_text(encoding="utf-8") == "电话记录"


def test_a_database_of_another_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    store_sqlite(path, [document("a")])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 7")
    before = path.read_bytes()
    with pytest.raises(DatabaseVersionError) as caught:
        store_sqlite(path, [document("b")])
    assert str(caught.value) == (
        "it has tables of version 7, this hospplan writes version 1; store the documents into a new file beside plans.db"
    )
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    path.touch()
    check_sqlite(path)
    assert path.read_bytes() == b""
    store_sqlite(path, [])
    assert ask(path, "SELECT count(*) FROM documents") == [(0,)]


def test_a_check_leaves_no_trace(tmp_path: Path) -> None:
    check_sqlite(tmp_path / "deep" / "plans.db")
    assert listed(tmp_path) == []
    path = tmp_path / "plans.db"
    store_sqlite(path, [document("a")])
    before = path.read_bytes()
    check_sqlite(path)
    assert path.read_bytes() == before


def test_a_place_that_can_not_be_written_is_said_before(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as caught:
        check_sqlite(tmp_path / "file" / "plans.db")
    assert str(caught.value) == f"nothing can be written into the folder {tmp_path / 'file'}"
    with pytest.raises(StoreError) as caught:
        check_sqlite(tmp_path)
    assert str(caught.value) == "it is a folder; name a file such as plans.db"


def test_a_damaged_database_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    store_sqlite(path, [document("a")])
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(StoreError) as caught:
        store_sqlite(path, [document("b")])
    assert str(caught.value) == "the database is damaged; store the documents into a new file"


def test_an_sqlite_without_full_text_search_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "hospplan.export.database.to_sqlite.schema", lambda: ["CREATE VIRTUAL TABLE quotes USING fts5_not(a)"]
    )
    with pytest.raises(StoreError) as caught:
        store_sqlite(tmp_path / "plans.db", [document("a")])
    assert str(caught.value) == (
        "the SQLite of this Python has no full-text search (FTS5); use a Python of python.org"
    )


def test_what_no_database_holds_as_text_is_spelt_out(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    store_sqlite(path, [changed(document("a"), "targets", "indicator", "床\0位"), unread("a\udc80.docx")])
    assert ask(path, "SELECT indicator FROM targets WHERE id = 'm2'") == [("床\ufffd位",)]
    assert ask(path, "SELECT document_id, document FROM documents WHERE status = 'failed'") == [
        (r"path:a\udc80.docx", r"a\udc80.docx")
    ]


def test_the_queries_of_keys_read_an_index(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    store_sqlite(path, [document("a")])
    for sql in (
        "SELECT * FROM targets WHERE indicator = '床位使用率'",
        "SELECT * FROM results WHERE period_end < '2025-01-01'",
        "SELECT * FROM owners WHERE name = '医务科'",
        "SELECT * FROM tasks WHERE deadline_end BETWEEN '2024-01-01' AND '2024-12-31'",
        "SELECT * FROM tasks_by_department WHERE department = '医务科'",
        "SELECT * FROM documents WHERE document = 'plan.docx'",
        "SELECT * FROM targets JOIN sections USING (document_id) WHERE sections.id = targets.section_id",
    ):
        plan = " | ".join(str(row[3]) for row in ask(path, f"EXPLAIN QUERY PLAN {sql}"))
        assert "SEARCH" in plan, (sql, plan)
        assert plan.count("SCAN") == ("JOIN" in sql), (sql, plan)
