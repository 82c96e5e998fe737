import json
from pathlib import Path

import pytest

from hospplan.__main__ import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def out(here: Path, capsys: Capture) -> Path:
    """What convert wrote of two documents, one of which can't be read."""
    main(["convert", "plan.txt", "empty.txt", "-o", "out", "--format", "json,jsonl,csv", "-q"])
    capsys.readouterr()
    return here / "out"


def test_what_convert_wrote_is_valid(out: Path, capsys: Capture) -> None:
    assert main(["validate", str(out)]) == 0
    streams = capsys.readouterr()
    assert streams.out == ""
    told = streams.err.splitlines()
    assert f"{out / 'plan.txt.json'}: valid (plan)" in told
    assert f"{out / 'targets.csv'}: valid (CSV: measures (en))" in told
    assert f"{out / 'manifest.jsonl'}: valid (JSON Lines: manifest)" in told
    assert told[-1] == f"{len(told) - 1} of {len(told) - 1} files valid; with faults: 0; not read: 0"


def test_a_fault_is_told_with_file_place_and_reason(out: Path, capsys: Capture) -> None:
    path = out / "plan.txt.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"value": 85', '"value": "85"'), encoding="utf-8"
    )
    assert main(["validate", str(path)]) == 1
    streams = capsys.readouterr()
    assert streams.out == f"{path}: /targets/0/value: 85 is not what it should be (number, null)\n"
    assert streams.err == "0 of 1 files valid; with faults: 1; not read: 0\n"
    assert main(["validate", str(path), "--lang", "zh"]) == 1
    assert capsys.readouterr().out == f"{path}：/targets/0/value：85 不合类型（应为 number, null）\n"


def test_faults_can_be_data(out: Path, capsys: Capture) -> None:
    path = out / "owners.jsonl"
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    stray = json.dumps({**json.loads(first), "task": "k9"})
    path.write_text("\n".join([stray, *rest]) + "\n", encoding="utf-8")
    assert main(["validate", str(out), "-f", "jsonl", "-o", str(out.parent / "faults.jsonl")]) == 1
    (line,) = (out.parent / "faults.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "file": str(path),
        "place": "1:task",
        "code": "no-row",
        "message": "k9 is in no row of tasks",
    }
    assert capsys.readouterr().err.splitlines()[-1].endswith("with faults: 1; not read: 0")


def test_a_file_of_others_is_told_and_stops_nothing(out: Path, capsys: Capture) -> None:
    assert main(["validate", "plan.txt"]) == 3
    assert capsys.readouterr().err.splitlines() == [
        "plan.txt: nothing that hospplan writes; name a file that convert, parse, extract-* or check wrote",
        "0 of 1 files valid; with faults: 0; not read: 1",
    ]
    assert main(["validate", "plan.txt", "nope.json", str(out / "plan.txt.json")]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[1] == "nope.json: there is no such file or folder; check the name"
    assert told[-1] == "1 of 3 files valid; with faults: 0; not read: 2"


def test_patterns_that_the_shell_left_are_expanded(out: Path, capsys: Capture) -> None:
    assert main(["validate", str(out / "*.csv")]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "8 of 8 files valid; with faults: 0; not read: 0"


def test_a_folder_without_exports_gives_nothing_read(here: Path, capsys: Capture) -> None:
    assert main(["validate", str(here / "plans")]) == 3
    assert capsys.readouterr().err == "0 of 0 files valid; with faults: 0; not read: 0\n"


@pytest.mark.parametrize("call", [["validate"], ["validate", "x", "-f", "csv"], ["validate", "x", "--nope"]])
def test_a_wrong_call_is_told(call: list[str], here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert main(call) == 2
    assert capsys.readouterr().out == ""


def test_many_faults_are_counted_and_not_all_shown(out: Path, capsys: Capture) -> None:
    path = out / "targets.jsonl"
    record = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{record}\n{'{' * 3}\n" + "{oops\n" * 149, encoding="utf-8")
    assert main(["validate", str(path)]) == 1
    streams = capsys.readouterr()
    assert len(streams.out.splitlines()) == 100
    assert streams.err.splitlines()[0] == f"{path}: 50 more faults"
