import json
from pathlib import Path

import pytest
from tests.unit.export.sample import plan

from hospplan.__main__ import main

Capture = pytest.CaptureFixture[str]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_run_tells_what_it_does_and_sums_up(here: Path, capsys: Capture) -> None:
    (here / "list.pptx").write_bytes(b"x")
    assert main(["convert", ".", "-o", "out"]) == 1
    assert files(here / "out") == ["plan.txt.json", "plans/2024/工作 计划.txt.json"]
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.splitlines() == [
        "1/3 empty.txt",
        "empty.txt: the file is empty (0 bytes); save it again where it came from",
        "2/3 plan.txt",
        f"3/3 {Path('plans') / '2024' / '工作 计划.txt'}",
        "passed over as no documents: 1 (.pptx)",
        "2 of 3 documents written to out: 4 targets, 0 results, 2 tasks, 0 findings",
        "not read (1):",
        "  empty.txt",
    ]


def test_quiet_tells_what_went_wrong_alone(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert main(["convert", "plan.txt", "plans", "-o", "out", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["convert", "plan.txt", "empty.txt", "-o", "out", "--quiet"]) == 1
    assert capsys.readouterr().err.splitlines()[0].startswith("empty.txt: the file is empty")


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
    assert files(here / "out") == ["2024/工作 计划.txt.json"]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("level", "status"), [("error", 0), ("warning", 1), ("never", 0)], ids=["error", "warning", "never"]
)
def test_findings_count_from_the_level_that_is_asked_for(
    here: Path, level: str, status: int, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import hospplan.pipeline

    monkeypatch.setattr(hospplan.pipeline, "parse_bytes", lambda *_, **__: plan())
    assert here.is_dir()
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
    monkeypatch.setattr("hospplan.cli.convert.is_terminal", lambda _: True)
    assert here.is_dir()
    assert main(["convert", "plan.txt", "empty.txt", "-o", "out"]) == 1
    streams = capsys.readouterr()
    assert streams.out == ""
    assert "empty.txt: the file is empty (0 bytes)" in streams.err
    assert "1 of 2 documents written to out" in streams.err
