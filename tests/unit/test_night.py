"""The collection that a night's batch is proved with, and what compares and kills."""

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from tests.night.collection import make
from tests.night.documents import wanted, write
from tests.night.hostile import HOSTILE, MORE, Hostile
from tests.night.runs import are_gone, descendants
from tests.night.trees import differences, files_of

from hospplan import HospplanError, parse_bytes

READ_AS_TEXT = {"timed-out", "crashed", "out-of-memory"}
"""What no bytes do by themselves."""


def test_sizes_have_their_shares_and_formats_take_turns() -> None:
    documents = wanted(1000, seed=1)
    assert Counter(one.size for one in documents) == {"一页": 600, "十页": 300, "百页": 100}
    assert Counter(one.suffix for one in documents) == {"docx": 333, "txt": 334, "pdf": 333}
    assert len({one.name for one in documents}) == 1000


def test_the_same_call_makes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        made = make(tmp_path / name, 60, 3, bad=HOSTILE[1:4])
    assert list(differences(tmp_path / "one", tmp_path / "two")) == []
    assert files_of(tmp_path / "one").keys() == {name.as_posix() for name in made}
    assert Counter(made.values()) == {None: 57, "damaged": 1, "encrypted": 2}


def test_some_documents_are_copies_of_others(tmp_path: Path) -> None:
    documents = wanted(1000, seed=1)
    contents = Counter((one.suffix, one.size, one.seed) for one in documents)
    assert Counter(contents.values()) == {1: 960, 2: 20}
    copies = [
        one for one in documents if contents[one.suffix, one.size, one.seed] == 2 and one.size == "一页"
    ]
    write(tmp_path, [one for one in copies if one.suffix == copies[0].suffix])
    assert set(Counter(path.read_bytes() for path in files_of(tmp_path).values()).values()) == {2}


@pytest.mark.parametrize("one", [*HOSTILE, *MORE], ids=lambda one: one.code + one.name.suffix)
def test_a_hostile_document_is_refused_for_what_it_is(one: Hostile) -> None:
    data = one.make()
    assert len(data) < 2**20
    if one.code in READ_AS_TEXT:
        assert parse_bytes(data, one.file).targets
        return
    with pytest.raises(HospplanError) as caught:
        parse_bytes(data, one.file)
    assert caught.value.code == one.code


def test_folders_are_compared_by_bytes_and_databases_by_content(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "a.csv").write_text(folder.name)
        (folder / "b.csv").write_text("same")
        with closing(sqlite3.connect(folder / "c.sqlite")) as database:
            database.execute("CREATE TABLE t (a)")
            if folder is one:  # leaves pages behind
                database.executemany("INSERT INTO t VALUES (?)", [("x" * 100,)] * 500)
                database.execute("DELETE FROM t")
            database.commit()
    (one / "empty").mkdir()
    (other / "d.csv").touch()
    assert (one / "c.sqlite").read_bytes() != (other / "c.sqlite").read_bytes()
    assert list(differences(one, other)) == [
        "d.csv: only in other",
        "empty/: in one of them alone",
        "a.csv: differs",
    ]
    with closing(sqlite3.connect(one / "c.sqlite")) as database:
        database.execute("INSERT INTO t VALUES (1)")
        database.commit()
    assert list(differences(one, other))[-1] == "c.sqlite: differs"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_processes_are_found_below_the_one_that_started_them() -> None:
    program = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"1\n"
        (child,) = descendants(process.pid)
        assert not are_gone([child], 0.1)
        process.communicate(b"\n")
    assert are_gone([child, process.pid], 30)
