"""`hospplan check`: findings and the ledger of numbers in every form."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from hospplan.__main__ import main
from hospplan.export.schemas import schema

Capture = pytest.CaptureFixture[str]

FAULTY = """云州市第三人民医院2023年工作计划

一、工作目标
到2025年，床位使用率不低于85%，手套储备达到3扎。
三、重点任务
加强管理。
"""
COUNTS = "5 numbers: target 1, date 1, ordinal 2, unread 1"


@pytest.fixture
def faulty(here: Path) -> Path:
    (here / "faulty.txt").write_text(FAULTY, encoding="utf-8")
    return here


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ("check plan.txt", 0),
        ("check faulty.txt", 0),
        ("check faulty.txt --fail-on warning", 1),
        ("check faulty.txt --fail-on info", 1),
        ("check faulty.txt --fail-on never", 0),
        ("check plan.txt --numbers --fail-on info", 0),
        ("check plan.txt empty.txt", 1),
        ("check empty.txt", 3),
        ("check nowhere.txt", 3),
        ("check", 2),
        ("check plan.txt --fail-on always", 2),
        ("check plan.txt -f md", 2),
        ("check plan.txt -o plan.txt", 2),
        ("check faulty.txt --all --verify", 0),
    ],
)
def test_the_exit_status_says_how_it_went(faulty: Path, call: str, status: int, capsys: Capture) -> None:
    assert faulty.is_dir()
    assert main(call.split()) == status
    streams = capsys.readouterr()
    assert "Traceback" not in streams.err
    if status in {2, 3}:
        assert streams.out == ""


def test_an_unread_number_is_a_finding_where_numbers_are_asked_for(faulty: Path, capsys: Capture) -> None:
    assert faulty.is_dir()
    assert main(["check", "faulty.txt"]) == 0
    assert [json.loads(line)["code"] for line in capsys.readouterr().out.splitlines()] == ["numbering-gap"]
    assert main(["check", "faulty.txt", "--numbers", "--fail-on", "info"]) == 1
    out, err = capsys.readouterr()
    gap, unread = map(json.loads, out.splitlines())
    assert gap["document"] == unread["document"] == "faulty.txt"
    assert (unread["code"], unread["severity"]) == ("number-unread", "info")
    assert unread["message"] == "3 is no target or result, and no date, name, reference or rule that is known"
    assert unread["source"]["quote"] == "到2025年，床位使用率不低于85%，手套储备达到3扎"
    assert err == f"faulty.txt: {COUNTS}\n"


def test_json_is_an_object_a_document_and_fits_its_schema(faulty: Path, capsys: Capture) -> None:
    assert faulty.is_dir()
    assert main(["check", "faulty.txt", "-f", "json"]) == 0
    one = json.loads(capsys.readouterr().out)
    assert (one["document"], one["counts"], one["numbers"]) == ("faulty.txt", None, None)
    assert main(["check", "faulty.txt", "plan.txt", "-f", "json", "--numbers"]) == 0
    both = json.loads(capsys.readouterr().out)
    assert [(e["text"], e["fate"]) for e in both[0]["numbers"]] == [("3", "unread")]
    assert both[0]["counts"]["target"] == 1
    assert both[1]["numbers"] == []
    assert main(["check", "faulty.txt", "-f", "json", "--all"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert [(e["text"], e["fate"]) for e in whole["numbers"]] == [
        ("一", "ordinal"),
        ("2025", "date"),
        ("85", "target"),
        ("3", "unread"),
        ("三", "ordinal"),
    ]
    assert len(whole["numbers"]) == sum(whole["counts"].values())
    for examination in (one, *both, whole):
        jsonschema.validate(examination, schema("check"))


def test_rows_are_findings_or_of_the_whole_ledger_numbers(faulty: Path, capsys: Capture) -> None:
    assert main(["check", "faulty.txt", "--numbers", "-f", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [row["code"] for row in rows] == ["numbering-gap", "number-unread"]
    assert main(["check", "faulty.txt", "--all", "-o", "numbers.csv", "--headers", "zh"]) == 0
    text = (faulty / "numbers.csv").read_text(encoding="utf-8-sig")
    fates = {row["数字"]: row["去向"] for row in csv.DictReader(io.StringIO(text))}
    assert fates["85"] == "目标"
    assert fates["3"] == "未读"


def test_a_table_shows_findings_counts_and_unread_numbers(faulty: Path, capsys: Capture) -> None:
    assert faulty.is_dir()
    assert main(["check", "faulty.txt", "--numbers", "-f", "table", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert "编号跳号" in out
    assert "未读 1" in out
    assert "faulty.txt：未读的数字 (1)" in out
    assert "手套储备达到3扎" in out
    assert "number-unread" not in out
    assert main(["check", "plan.txt", "-f", "table"]) == 0
    assert capsys.readouterr() == ("", "plan.txt: no findings\n")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("extract-results summary.txt", "left out, with a confidence below 0.9: 1 of 2\n"),
        ("extract-targets summary.txt", "left out, with a confidence below 0.9: 0 of 0\n"),
        ("extract-targets summary.txt --role all -f csv", "left out, with a confidence below 0.9: 1 of 2\n"),
        ("extract-tasks plan.txt", "left out, with a confidence below 0.9: 0 of 0\n"),
    ],
)
def test_what_is_not_sure_enough_is_left_out_and_told(
    here: Path, call: str, said: str, capsys: Capture
) -> None:
    (here / "summary.txt").write_text(
        "云州市第三人民医院2024年工作总结\n\n一、工作成效\n门诊量80万人次，同比增长6%。\n", encoding="utf-8"
    )
    assert main([*call.split(), "--min-confidence", "0.9"]) == 0
    out, err = capsys.readouterr()
    assert err == said
    assert "earlier clause" not in out


def test_convert_leaves_out_in_every_file(here: Path, capsys: Capture) -> None:
    (here / "summary.txt").write_text(
        "云州市第三人民医院2024年工作总结\n\n一、工作成效\n门诊量80万人次，同比增长6%。\n", encoding="utf-8"
    )
    call = ["convert", "summary.txt", "-o", "out", "-q", "-f", "json,csv", "--min-confidence", "0.9"]
    assert main(call) == 0
    assert capsys.readouterr().err == "left out, with a confidence below 0.9: 1 of 2\n"
    assert len(json.loads((here / "out" / "summary.txt.json").read_text("utf-8"))["results"]) == 1
    assert len((here / "out" / "results.csv").read_text("utf-8-sig").splitlines()) == 2


@pytest.mark.parametrize("value", ["2", "-0.1", "high", "nan"])
def test_a_confidence_is_a_number_from_0_to_1(here: Path, value: str, capsys: Capture) -> None:
    assert here.is_dir()
    assert main(["extract-targets", "plan.txt", "--min-confidence", value]) == 2
    assert capsys.readouterr() == (
        "",
        f"hospplan: --min-confidence can't be '{value}'; it is a number from 0 to 1, such as 0.9\n",
    )
