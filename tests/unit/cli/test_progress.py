"""What a long run shows: lines, events, a bar; and what a dry run lists."""

import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from hospplan.__main__ import main
from hospplan.batch.collection.events import Converted
from hospplan.batch.inputs.find import find_files
from hospplan.batch.record import Entry
from hospplan.cli.catalogue import load
from hospplan.cli.progress import bar
from hospplan.cli.terminal import Terminal

Capture = pytest.CaptureFixture[str]


def test_a_dry_run_lists_and_writes_nothing(here: Path, capsys: Capture) -> None:
    assert main(["convert", "plans", "plan.txt", "-o", "out", "--dry-run"]) == 0
    streams = capsys.readouterr()
    nested = Path("plans") / "2024" / "工作 计划.txt"
    assert streams.out == f"read\t{nested}\t2024/工作 计划.txt\nread\tplan.txt\tplan.txt\n"
    assert streams.err == "2 documents to read, 0 as an earlier run has left them; nothing was written\n"
    assert not (here / "out").exists()
    assert main(["convert", "plans", "-o", "out"]) == 0
    capsys.readouterr()
    assert main(["convert", "plans", "plan.txt", "missing.txt", "-o", "out", "--dry-run"]) == 1
    streams = capsys.readouterr()
    assert [line.split("\t")[0] for line in streams.out.splitlines()] == ["unchanged", "read"]
    assert streams.err.startswith("missing.txt: there is no such file")


def test_a_dry_run_of_nothing_says_so(here: Path, capsys: Capture) -> None:
    (here / "void").mkdir()
    assert main(["convert", "void", "-o", "out", "--dry-run"]) == 3
    assert capsys.readouterr().out == ""


def test_a_log_has_an_event_for_everything(here: Path, capsys: Capture) -> None:
    (here / "list.pptx").write_bytes(b"x")
    assert main(["convert", ".", "missing.txt", "-o", "out", "--jobs", "1", "--log-json"]) == 1
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    kinds = [event["event"] for event in events]
    assert kinds[:2] == ["message", "started"]
    assert kinds[2:7] == ["document"] * 3 + ["finishing", "finished"]
    assert set(kinds[7:]) == {"message"}
    assert all(event["time"].endswith("Z") for event in events)
    started, documents = events[1], {event["document"]: event for event in events[2:5]}
    assert (started["documents"], started["unchanged"]) == (3, 0)
    assert {"host", "process", "hospplan"} <= started.keys()
    failed = documents["empty.txt"]
    assert (failed["level"], failed["status"], failed["error"]) == ("error", "failed", "empty")
    read = documents["plan.txt"]
    assert (read["level"], read["counts"]["targets"]) == ("info", 2)
    assert read["seconds"] >= 0
    assert read["memory"] > 1_000_000
    # nothing of it is in OUT
    manifest = (here / "out" / "manifest.jsonl").read_text("utf-8")
    assert "seconds" not in manifest
    assert started["host"] not in manifest or len(started["host"]) < 4


@pytest.mark.usefixtures("here")
def test_a_quiet_log_has_the_failures_alone(capsys: Capture) -> None:
    assert main(["convert", ".", "-o", "out", "--log-json", "--quiet"]) == 1
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["document"] for event in events if event["event"] == "document"] == ["empty.txt"]
    assert [event["text"] for event in events if event["event"] == "message"] == [
        "not read (1):",
        "  empty.txt",
    ]


def test_a_run_of_several_formats_ends_with_a_table(here: Path, capsys: Capture) -> None:
    (here / "plan.md").write_text("# 云州市2024年工作要点\n\n引进人才3名。\n", encoding="utf-8")
    (here / "empty.txt").unlink()
    assert main(["convert", ".", "-o", "out"]) == 0
    lines = [line.split() for line in capsys.readouterr().err.splitlines()]
    assert ["format", "documents", "read", "failed", "targets", "results", "tasks", "findings"] in lines
    assert ["all", "3", "3", "0", "3", "0", "1", "0"] in lines


@pytest.mark.usefixtures("here")
def test_a_bar_stands_below_the_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()

    def console(**_: object) -> Console:
        return Console(file=screen, force_terminal=True, width=100, color_system=None)

    monkeypatch.setattr(bar, "Console", console)
    given = find_files(["plan.txt", "empty.txt"]).inputs
    with bar.shown(Terminal(load("en"))) as watcher:
        watcher.started(3, 5)
        watcher.reading(lambda: ("plans/[b]plan\x1b[31m.txt", "b.txt", "c.txt"))
        watcher.converted(Converted(given[0], Entry("plan.txt"), None), None)
        watcher.converted(
            Converted(given[1], Entry("empty.txt", status="failed"), None), "empty.txt: it is empty"
        )
        watcher.terminal.tell("a line\x1b[2J above")
        time.sleep(0.15)  # the bar is drawn by its own clock
        watcher.finishing()
    shown = screen.getvalue()
    assert "3 of 5 documents are as an earlier run has left them" in shown
    assert "empty.txt: it is empty" in shown
    assert "5/5" in shown
    assert "failed: 1" in shown
    assert "writing tables" in shown
    assert "[b]plan" in shown  # a name is no markup …
    assert "\x1b[31m" not in shown  # … and acts on no screen
    assert "\x1b[2J" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGTERM")
def test_a_run_that_is_told_to_stop_leaves_no_traceback_and_can_go_on(here: Path) -> None:
    for number in range(60):
        (here / "plans" / f"{number}.txt").write_text(
            (here / "plan.txt").read_text("utf-8"), encoding="utf-8"
        )
    call = [sys.executable, "-m", "hospplan", "convert", "plans", "-o", "out", "--jobs", "1"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        assert run.stderr.readline().startswith("1/61 ")
        run.send_signal(signal.SIGTERM)
        rest = run.stderr.read()
    assert run.returncode == 130
    assert rest.endswith("stopped; the same call goes on from here\n")
    assert "Traceback" not in rest
    assert main(["convert", "plans", "-o", "out", "--quiet"]) == 0
    assert len((here / "out" / "manifest.jsonl").read_text("utf-8").splitlines()) == 61


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_name_with_a_line_feed_writes_no_line_of_its_own(here: Path, capsys: Capture) -> None:
    folder = here / "odd"
    folder.mkdir()
    (folder / "a\n1 of 1 documents written.txt").write_bytes(b"")
    (folder / "b\tc.txt").write_text((here / "plan.txt").read_text("utf-8"), encoding="utf-8")
    assert main(["convert", "odd", "-o", "out", "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.count("\t") for line in lines] == [2, 2]
    assert main(["convert", "odd", "-o", "out"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert not [line for line in told if line.startswith("1 of 1")]
    assert told[-1] == "  odd/a 1 of 1 documents written.txt"


def test_a_folder_where_a_file_of_a_document_goes_is_told_with_what_to_do(
    here: Path, capsys: Capture
) -> None:
    (here / "out" / "plan.txt.json").mkdir(parents=True)
    assert main(["convert", "plan.txt", "-o", "out"]) == 3
    assert (
        f"{Path('out') / 'plan.txt.json'} can't be written: there is a folder of that name; "
        "move the folder away, or choose another OUT"
    ) in capsys.readouterr().err
