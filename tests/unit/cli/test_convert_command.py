import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from hospplan.__main__ import main
from hospplan.batch.collection.work import Work

Capture = pytest.CaptureFixture[str]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_run_tells_what_it_does_and_sums_up(here: Path, capsys: Capture) -> None:
    (here / "list.pptx").write_bytes(b"x")
    assert main(["convert", ".", "-o", "out", "--jobs", "1"]) == 1
    assert files(here / "out") == [
        "manifest.jsonl",
        "plan.txt.json",
        "plans/2024/工作 计划.txt.json",
        "summary.md",
    ]
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.splitlines() == [
        "1/3 empty.txt",
        "empty.txt: the file is empty (0 bytes); save it again where it came from",
        "2/3 plan.txt",
        f"3/3 {Path('plans') / '2024' / '工作 计划.txt'}",
        "passed over as no documents: 1 (.pptx)",
        "2 of 3 documents written to out: 2 targets, 0 results, 1 tasks, 0 findings",
        "not read (1):",
        "  empty.txt",
    ]


def test_quiet_tells_what_went_wrong_alone(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert main(["convert", "plan.txt", "plans", "-o", "out", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["convert", "plan.txt", "empty.txt", "-o", "out", "--quiet"]) == 1
    assert capsys.readouterr().err.splitlines()[0].startswith("empty.txt: the file is empty")


def test_what_was_read_without_its_pictures_is_read_again_when_they_can_be(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here.is_dir()
    told = []
    for lacking in ("rapidocr", "rapidocr", None):
        monkeypatch.setattr("hospplan.picture.network_files.missing", lambda lacking=lacking: lacking)
        assert main(["convert", "plan.txt", "-o", "out"]) == 0
        told.append("1 of 1 documents are as an earlier run has left them" in capsys.readouterr().err)
    assert told == [False, True, False]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_file_name_writes_no_line_of_its_own(here: Path, capsys: Capture) -> None:
    (here / "names").mkdir()
    (here / "names" / "a\n2_2 b.txt").write_text("", encoding="utf-8")
    assert main(["convert", "names", "-o", "out", "--dry-run"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["convert", "names", "-o", "out"]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert not [line for line in lines if line.startswith("2_2")]
    assert lines[0] == f"1/1 {Path('names') / 'a 2_2 b.txt'}"


def test_a_second_run_gives_the_same_files(here: Path, capsys: Capture) -> None:
    call = ["convert", ".", "-o", "out", "--format", "json,jsonl,csv,md", "-q"]
    main(call)
    first = {name: (here / "out" / name).read_bytes() for name in files(here / "out")}
    main(call)
    assert {name: (here / "out" / name).read_bytes() for name in files(here / "out")} == first
    assert "plans/2024/工作 计划.txt.md" in first
    assert first["tasks.csv"].startswith("\ufeffdocument_id,document,".encode())
    capsys.readouterr()


def test_a_pattern_that_the_shell_left_is_expanded(here: Path, capsys: Capture) -> None:
    assert main(["convert", "plans/**/*.txt", "-o", "out", "-q"]) == 0
    assert files(here / "out") == ["2024/工作 计划.txt.json", "manifest.jsonl", "summary.md"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("level", "status"), [("error", 0), ("warning", 1), ("never", 0)], ids=["error", "warning", "never"]
)
def test_findings_count_from_the_level_that_is_asked_for(
    here: Path, level: str, status: int, capsys: Capture
) -> None:
    gap = "云州市第三人民医院2024年工作计划\n\n一、工作目标\n引进人才3名。\n三、保障\n加强领导。\n"
    (here / "plan.txt").write_text(gap, encoding="utf-8")
    assert main(["convert", "plan.txt", "-o", "out", "-q", "--fail-on", level]) == status
    assert capsys.readouterr().err == (
        "findings (warning or worse) in 1 documents:\n  plan.txt\n" if status else ""
    )


def test_heads_of_tables_can_be_chinese(here: Path) -> None:
    assert main(["convert", "plan.txt", "-o", "out", "--format", "csv", "--headers", "zh", "-q"]) == 0
    assert (
        (here / "out" / "targets.csv")
        .read_text(encoding="utf-8-sig")
        .startswith("文件标识,文件,标识,类别,指标,")
    )


def test_one_document_that_can_not_be_written_is_told_of(here: Path, capsys: Capture) -> None:
    (here / "out" / "plan.txt.json").mkdir(parents=True)
    assert main(["convert", "plan.txt", "plans", "-o", "out", "-q"]) == 1
    assert "plan.txt.json" in capsys.readouterr().err.splitlines()[0]
    assert json.loads((here / "out" / "2024" / "工作 计划.txt.json").read_text(encoding="utf-8"))


def test_a_bar_runs_on_a_terminal(here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hospplan.cli.progress.is_terminal", lambda _: True)
    assert here.is_dir()
    assert main(["convert", "plan.txt", "empty.txt", "-o", "out"]) == 1
    streams = capsys.readouterr()
    assert streams.out == ""
    assert "empty.txt: the file is empty (0 bytes)" in streams.err
    assert "1 of 2 documents written to out" in streams.err


def test_a_second_run_tells_what_it_leaves_alone_and_reads_nothing(here: Path, capsys: Capture) -> None:
    call = ["convert", "plan.txt", "plans", "-o", "out", "--format", "json,csv"]
    assert main(call) == 0
    first = {name: (here / "out" / name).stat().st_mtime_ns for name in files(here / "out")}
    capsys.readouterr()
    assert main(call) == 0
    assert {name: (here / "out" / name).stat().st_mtime_ns for name in files(here / "out")} == first
    assert capsys.readouterr().err.splitlines() == [
        "2 of 2 documents are as an earlier run has left them",
        "2 of 2 documents written to out: 2 targets, 0 results, 1 tasks, 0 findings",
    ]
    (here / "plan.txt").unlink()
    assert main(["convert", "plans", "-o", "out", "--format", "json,csv"]) == 0
    left = "1 files of earlier runs belong to no document or format of this one; --prune deletes them"
    assert left in capsys.readouterr().err.splitlines()
    assert main(["convert", "plans", "-o", "out", "--format", "json,csv", "--prune", "-q"]) == 0
    assert "plan.txt.json" not in files(here / "out")


def test_nothing_heavy_is_loaded_where_nothing_changed(here: Path) -> None:
    call = ["convert", ".", "-o", "out", "--format", "json,csv", "-q"]
    (here / "empty.txt").unlink()
    assert main(call) == 0
    program = (
        "import sys; from hospplan.__main__ import main; status = main(sys.argv[1:]);"
        "heavy = {'hospplan.models.plan', 'hospplan.readers', 'hospplan.pipeline', 'hospplan.export.rows', 'jieba', 'rich'};"
        "sys.exit(status or ' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *call], capture_output=True, text=True, check=False, cwd=here
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_two_runs_into_one_folder_do_not_mix(here: Path, capsys: Capture) -> None:
    with Work(here / "out", rows=False):
        assert main(["convert", "plan.txt", "-o", "out", "-q"]) == 2
    assert capsys.readouterr().err == (
        "hospplan: another run writes into out; wait until it is done, or end it, or choose another OUT\n"
    )
    assert main(["convert", "plan.txt", "-o", "out", "-q"]) == 0


def test_a_run_is_told_to_a_server_of_tests(here: Path) -> None:
    assert main(["convert", "plan.txt", "empty.txt", "-o", "out", "-q", "--junit", "tests.xml"]) == 1
    text = (here / "tests.xml").read_text(encoding="utf-8")
    assert '<testsuites name="hospplan convert" tests="2" failures="0" errors="1" time="' in text


def test_quotes_that_are_right_are_told(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert main(["convert", "plan.txt", "-o", "out", "-q", "--verify"]) == 0
    assert capsys.readouterr().err == "every quote stands where the output says (3)\n"


def test_rows_go_into_a_database_with_a_folder_or_without(here: Path, capsys: Capture) -> None:
    def documents() -> list[tuple[str, str]]:
        with closing(sqlite3.connect(here / "plans.db")) as database:
            return database.execute("SELECT document, status FROM documents ORDER BY 1").fetchall()

    (here / "plans" / "other.txt").write_text("云州市2024年工作要点\n引进人才3名。\n", encoding="utf-8")
    assert main(["convert", "plans", "--to", "plans.db"]) == 0
    assert documents() == [("2024/工作 计划.txt", "read"), ("other.txt", "read")]
    assert capsys.readouterr().err.splitlines()[2:] == [
        "plans.db: 2 documents added, 0 replaced",
        "2 of 2 documents read: 3 targets, 0 results, 1 tasks, 0 findings",
    ]
    assert main(["convert", "plans", "--to", "plans.db", "-o", "out", "-q"]) == 0
    assert capsys.readouterr().err == "plans.db: 0 documents added, 2 replaced\n"
    assert main(["convert", "plans", "empty.txt", "--to", "plans.db", "-o", "out", "-f", "json,sqlite"]) == 1
    assert "2 of 3 documents are as an earlier run has left them" in capsys.readouterr().err
    assert documents() == [("2024/工作 计划.txt", "read"), ("empty.txt", "failed"), ("other.txt", "read")]
    assert (here / "out" / "hospplan.sqlite").exists()
