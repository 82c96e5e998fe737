"""Whole calls in this process: exit status, what goes to which stream, every format."""

import csv
import io
import json
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from hospplan import __version__
from hospplan.__main__ import main
from hospplan.cli.doctor import FORMS
from hospplan.export.to_metadata import metadata_xsd
from hospplan.models.plan import Plan

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ("", 0),
        ("--help", 0),
        ("-h", 0),
        ("--version", 0),
        ("parse --help", 0),
        ("convert -h", 0),
        ("parse plan.txt", 0),
        ("parse plan.txt -f tree", 0),
        ("parse plan.txt -f md", 0),
        ("parse *.txt", 1),
        ("parse plan.txt empty.txt", 1),
        ("parse plan.txt nowhere.txt", 1),
        ("parse plan.txt plans", 1),
        ("extract-targets plan.txt", 0),
        ("extract-targets plan.txt --role all -f csv", 0),
        ("extract-results plan.txt", 0),
        ("extract-tasks plan.txt -f table", 0),
        ("extract-tasks plan.txt --verify", 0),
        ("convert plans -o out", 0),
        ("convert plans plan.txt -o out -q", 0),
        ("convert . -o out --format json,csv,jsonl,md", 1),
        ("schema", 0),
        ("schema plan", 0),
        ("doctor", 0),
        ("doctor --json", 0),
        ("parse", 2),
        ("parse plan.txt --doc-engine libreoffice", 0),
        ("parse plan.txt --doc-engine word", 2),
        ("parse plan.txt --nope", 2),
        ("parse plan.txt -f xml", 2),
        ("parse plan.txt -f", 2),
        ("parse plan.txt --lang fr", 2),
        ("parse plan.txt --headers de", 2),
        ("parse plan.txt --lexicon plans", 2),
        ("parse plan.txt -o plans", 2),
        ("parse plan.txt -o plan.txt", 2),
        ("extract-targets plan.txt --role both", 2),
        ("extract-targets plan.txt -o out.xlsx", 0),
        ("extract-results plan.txt -o out.xlsx", 0),
        ("extract-tasks plan.txt -o out.xlsx", 0),
        ("check plan.txt --all -o out.xlsx", 0),
        ("parse plan.txt -f xlsx", 2),
        ("extract-results plan.txt --role target", 2),
        ("convert plans", 2),
        ("convert plans -o plan.txt", 2),
        ("convert plans -o out --format exe", 2),
        ("convert plans -o out --fail-on always", 2),
        ("convert plans -o out --jobs 0", 2),
        ("convert plans --to plans.db -f csv", 2),
        ("convert plans --to plan.txt", 2),
        ("convert plans --to plans.db", 0),
        ("convert plans -o out --timeout nan", 2),
        ("convert plans -o out --memory 1.5", 2),
        ("convert plans -o out --partition 2", 2),
        ("schema nope", 2),
        ("schema plan task", 2),
        ("nope", 2),
        ("--nope", 2),
        ("parse empty.txt", 3),
        ("parse nowhere.txt", 3),
        ("parse plans", 3),
        ("extract-targets nowhere/*.txt", 3),
        ("convert nowhere -o out", 3),
        ("convert empty.txt -o out", 3),
        ("convert plans -o plans", 3),
    ],
)
def test_the_exit_status_says_how_it_went(here: Path, call: str, status: int, capsys: Capture) -> None:
    assert here.is_dir()
    assert main(call.split()) == status
    streams = capsys.readouterr()
    assert "Traceback" not in streams.err
    if status in {2, 3}:
        assert streams.out == ""
        assert streams.err.count("\n") >= 1


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        (
            "parse nowhere.txt",
            "nowhere.txt: there is no such file or folder; check the name",
            "nowhere.txt：没有这个文件或文件夹；请检查名称",
        ),
        (
            "parse empty.txt",
            "empty.txt: the file is empty (0 bytes); save it again where it came from",
            (
                "empty.txt：文件中没有文字（the file is empty (0 bytes)）；"
                "请检查文件是否完整；如果是扫描件，请安装：pip install 'hospplan[ocr]'"
            ),
        ),
        (
            "parse plans",
            "plans: it is a folder; name the files in it, or use: hospplan convert FOLDER -o OUT",
            "plans：这是文件夹；请写其中的文件名，或用：hospplan convert 文件夹 -o 输出文件夹",
        ),
        (
            "extract-targets plan.txt -o a.xls",
            (
                "hospplan: .xls is no format of this command (it has .table, .json, .jsonl, .csv, .xlsx); "
                "choose another name, or say the format with -f"
            ),
            (
                "hospplan：本命令不能输出 .xls（可用：.table, .json, .jsonl, .csv, .xlsx）；"
                "请换一个文件名，或用 -f 指明格式"
            ),
        ),
        (
            "convert plans -o plan.txt",
            "hospplan: plan.txt is a file, not a folder; name a folder with -o",
            "hospplan：plan.txt 是文件，不是文件夹；请在 -o 后写文件夹",
        ),
        (
            "parse",
            "hospplan: FILE is missing; see: hospplan parse --help",
            "hospplan：缺少 FILE；请看：hospplan parse --help",
        ),
        (
            "convert plans",
            "hospplan: nothing says where to write; name a folder with -o, or a database with --to",
            "hospplan：没有说明写到哪里；请用 -o 指定文件夹，或用 --to 指定数据库",
        ),
        (
            "pars",
            "hospplan: there is no command pars; did you mean parse? See: hospplan --help",
            "hospplan：没有命令 pars；是否要写 parse？请看：hospplan --help",
        ),
        (
            "parse plan.txt --verfy",
            "hospplan: there is no option --verfy; did you mean --verify? See: hospplan parse --help",
            "hospplan：没有选项 --verfy；是否要写 --verify？请看：hospplan parse --help",
        ),
        (
            "parse plan.txt -f",
            "hospplan: -f needs a value; see: hospplan parse --help",
            "hospplan：-f 后面缺少值；请看：hospplan parse --help",
        ),
        (
            "parse plan.txt -f xml",
            "hospplan: --format can't be 'xml'; it can be: tree, json, md",
            "hospplan：--format 不能是 'xml'；可用：tree, json, md",
        ),
    ],
)
def test_a_fault_is_one_line_that_says_what_to_do(
    here: Path, call: str, english: str, chinese: str, capsys: Capture
) -> None:
    assert here.is_dir()
    main(call.split())
    assert capsys.readouterr() == ("", f"{english}\n")
    main([*call.split(), "--lang=zh"] if not call.endswith("-f") else ["--lang=zh", *call.split()])
    assert capsys.readouterr() == ("", f"{chinese}\n")


def test_one_file_is_an_object_and_several_are_an_array(here: Path, capsys: Capture) -> None:
    assert main(["parse", "plan.txt"]) == 0
    one = capsys.readouterr().out
    assert Plan.model_validate_json(one).document.source.name == "plan.txt"
    assert main(["parse", "plan.txt", str(here / "plans" / "2024" / "工作 计划.txt")]) == 0
    assert [plan["document"]["source"]["name"] for plan in json.loads(capsys.readouterr().out)] == [
        "plan.txt",
        "工作 计划.txt",
    ]
    assert main(["parse", "plan.txt", "empty.txt", "-f", "json"]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_records_come_in_every_format_and_tell_the_same(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert main(["extract-targets", "plan.txt", "-f", "json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert [record["indicator"] for record in records] == ["床位使用率", "门诊人次"]
    assert main(["extract-targets", "plan.txt"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [{"document": "plan.txt", **record} for record in records] == [
        {key: value for key, value in line.items() if key != "document_id"} for line in lines
    ]
    assert {line["document_id"] for line in lines} == {sha256((here / "plan.txt").read_bytes()).hexdigest()}
    assert main(["extract-targets", "plan.txt", "-f", "csv"]) == 0
    text = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["value"] for row in rows] == [str(record["value"]) for record in records]
    assert main(["extract-targets", "plan.txt", "-f", "table"]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0] == "plan.txt (2)"
    assert table[1].split()[0] == "指标"


def test_tasks_name_their_owners(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert main(["extract-tasks", "plan.txt", "-f", "jsonl"]) == 0
    owners = [
        owner["name"] for line in capsys.readouterr().out.splitlines() for owner in json.loads(line)["owners"]
    ]
    assert owners == ["李安", "心内科", "急诊科"]


def test_documents_of_one_name_are_told_apart_by_their_paths(here: Path, capsys: Capture) -> None:
    (here / "plans" / "plan.txt").write_bytes((here / "plan.txt").read_bytes())
    assert main(["extract-tasks", "plan.txt", "plans/plan.txt"]) == 0
    names = {json.loads(line)["document"] for line in capsys.readouterr().out.splitlines()}
    assert names == {"plan.txt", "plans/plan.txt"}


def test_standard_input_is_read_for_a_dash(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((here / "plan.txt").read_bytes())))
    assert main(["parse", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["document"]["source"]["name"] == "stdin"


def test_a_document_with_line_ends_of_windows_reads_the_same(here: Path, capsys: Capture) -> None:
    (here / "crlf.txt").write_bytes((here / "plan.txt").read_bytes().replace(b"\n", b"\r\n"))
    assert main(["extract-targets", "plan.txt", "-f", "json"]) == 0
    unix = capsys.readouterr().out
    assert main(["extract-targets", "crlf.txt", "-f", "json"]) == 0
    assert capsys.readouterr().out == unix


def test_the_suffix_of_the_output_chooses_the_format(here: Path, capsys: Capture) -> None:
    assert main(["extract-targets", "plan.txt", "-o", "new/目标.csv"]) == 0
    assert (here / "new" / "目标.csv").read_bytes().startswith("\ufeffdocument_id,document,id,".encode())
    assert b"\r\n" in (here / "new" / "目标.csv").read_bytes()
    assert main(["extract-targets", "plan.txt", "-o", "a.json"]) == 0
    assert isinstance(json.loads((here / "a.json").read_text(encoding="utf-8")), list)
    assert main(["parse", "plan.txt", "-o", "a.md"]) == 0
    assert (here / "a.md").read_text(encoding="utf-8").startswith("# 云州市第三人民医院2023年工作计划\n")
    assert capsys.readouterr() == ("", "")


def test_nothing_is_written_where_nothing_was_read(here: Path, capsys: Capture) -> None:
    assert main(["parse", "empty.txt", "-o", "a.json"]) == 3
    assert not (here / "a.json").exists()
    assert capsys.readouterr().out == ""


def test_a_file_held_open_by_excel_is_told_as_such(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: object) -> Path:
        raise PermissionError(13, "in use", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    assert main(["extract-targets", "plan.txt", "-o", "a.csv"]) == 2
    assert capsys.readouterr().err == (
        "hospplan: a.csv can't be written: it is open in another program, or write-protected; "
        "close it in Excel and try again\n"
    )
    assert sorted(path.name for path in here.iterdir()) == ["empty.txt", "plan.txt", "plans"]


def test_an_unexpected_error_is_one_line_and_the_others_go_on(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import hospplan.pipeline

    real = hospplan.pipeline.parse_bytes

    def stumble(data: bytes, name: str, **_: object) -> Plan:
        if name == "empty.txt":
            raise ZeroDivisionError("a\nb")
        return real(data, name)

    monkeypatch.setattr(hospplan.pipeline, "parse_bytes", stumble)
    assert here.is_dir()
    assert main(["extract-tasks", "empty.txt", "plan.txt"]) == 1
    streams = capsys.readouterr()
    assert streams.err == (
        "empty.txt: unexpected error in hospplan: ZeroDivisionError: a b; "
        "please report it with the output of hospplan doctor; --debug shows where\n"
    )
    assert len(streams.out.splitlines()) == 1
    assert main(["extract-tasks", "empty.txt", "--debug"]) == 3
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_wrong_quotes_are_listed_and_count(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import hospplan.pipeline

    real = hospplan.pipeline.parse_bytes

    def shift(data: bytes, name: str, **_: object) -> Plan:
        plan = real(data, name)
        target = plan.targets[0]
        place = target.source.model_copy(update={"quote": "床"})
        return plan.model_copy(update={"targets": (target.model_copy(update={"source": place}),)})

    assert here.is_dir()
    assert main(["extract-targets", "plan.txt", "--verify"]) == 0
    assert capsys.readouterr().err == "every quote stands where the output says (3)\n"
    monkeypatch.setattr(hospplan.pipeline, "parse_bytes", shift)
    assert main(["extract-targets", "plan.txt", "--verify"]) == 1
    assert 'plan.txt: m1 quotes "床" at b' in capsys.readouterr().err


def test_a_lexicon_of_ones_own_is_laid_on_top(here: Path, capsys: Capture) -> None:
    (here / "words").mkdir()
    (here / "words" / "units.toml").write_text("count = ['个']\n", encoding="utf-8")
    assert main(["parse", "plan.txt", "--lexicon", "words"]) == 0
    (here / "words" / "units.toml").write_text("nonsense = 1\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["parse", "plan.txt", "--lexicon", "words"]) == 2
    fault = capsys.readouterr().err
    assert fault.startswith("hospplan: ")
    assert "key 'nonsense' is unknown" in fault


def test_ctrl_c_ends_quietly(here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    import hospplan.pipeline

    def interrupt(*_: object, **__: object) -> Plan:
        raise KeyboardInterrupt

    monkeypatch.setattr(hospplan.pipeline, "parse_bytes", interrupt)
    monkeypatch.setattr("hospplan.batch.run.isolate.Workers.run", interrupt)
    assert here.is_dir()
    assert main(["parse", "plan.txt"]) == 130
    assert main(["convert", "plans", "-o", "out", "--format", "csv", "-q"]) == 130
    assert capsys.readouterr() == ("", "")
    assert [path.relative_to(here / "out").as_posix() for path in (here / "out").rglob("*")] == [
        ".hospplan",
        ".hospplan/journal",
    ]


def test_a_closed_pipe_ends_quietly(here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    from hospplan.cli.terminal import Output

    def closed(*_: object, **__: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(Output, "data", closed)
    monkeypatch.setattr("hospplan.cli.app.abandon_standard_output", lambda: None)
    assert here.is_dir()
    assert main(["parse", "plan.txt"]) == 141
    assert capsys.readouterr().err == ""


def test_version_and_schema_are_data(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr() == (f"hospplan {__version__}\n", "")
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.split() == [
        *("plan", "document", "measure", "task", "finding", "check", "number", "metadata"),
        *("documents-row", "sections-row", "targets-row", "results-row", "tasks-row", "owners-row"),
        *("task_targets-row", "findings-row", "numbers-row", "manifest", "metadata-xml"),
    ]
    assert main(["schema", "task"]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == "urn:hospplan:schema:task:1.0"
    assert main(["schema", "metadata-xml"]) == 0
    assert capsys.readouterr() == (metadata_xsd(), "")


def test_doctor_tries_each_format_that_the_machine_can_read(capsys: Capture) -> None:
    assert main(["doctor", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    forms = {form["format"]: form for form in report["formats"]}
    core = {"docx", "doc", "pdf", "ofd", "html", "xlsx", "xls", "txt", "md"}
    assert {name for name, form in forms.items() if form["works"]} >= core
    assert all(form["works"] for form in forms.values() if form["read"])
    assert forms["docx"]["libraries"]["python-docx"]
    assert report["encodings"]["files"] == "utf-8"


@pytest.mark.parametrize(
    ("language", "office", "ocr"),
    [
        ("en", "winget install TheDocumentFoundation.LibreOffice", "install it: pip install 'hospplan[ocr]'"),
        ("zh", "请安装 LibreOffice", "请安装：pip install 'hospplan[ocr]'"),
    ],
)
def test_doctor_says_how_to_add_what_lacks(
    language: str, office: str, ocr: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hospplan.readers.converted.office.find_office", lambda: None)
    monkeypatch.setattr("hospplan.picture.network_files.missing", lambda: "rapidocr")
    assert main(["doctor", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert "- rtf" in shown
    assert "- scan" in shown
    assert office in shown
    assert ocr in shown
    assert main(["doctor", "--json"]) == 0
    forms = {form["format"]: form for form in json.loads(capsys.readouterr().out)["formats"]}
    assert (forms["rtf"]["read"], forms["rtf"]["works"]) == (False, False)
    assert forms["rtf"]["message"] == "LibreOffice was not found"
    assert "hospplan[ocr]" in forms["scan"]["add"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "  - ray         not installed: pip install 'hospplan[ray]'\n"),
        ("zh", "  - ray         未安装: pip install 'hospplan[ray]'\n"),
    ],
)
def test_doctor_lists_the_parts_that_are_installed_apart(
    language: str, line: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "hospplan.cli.doctor.EXTRAS", (("all", "pydantic"), ("ray", "pydantic", "no-such-thing"))
    )
    assert main(["doctor", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert "  ✓ all         pydantic 2." in shown
    assert line in shown
    assert main(["doctor", "--json"]) == 0
    parts = json.loads(capsys.readouterr().out)["extras"]
    assert [(part["extra"], part["installed"], part["add"]) for part in parts] == [
        ("all", True, None),
        ("ray", False, "pip install 'hospplan[ray]'"),
    ]


def test_doctor_tells_a_format_that_should_be_read_and_is_not(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = replace(FORMS[0], specimen=lambda: b"PK\x03\x04")
    monkeypatch.setattr("hospplan.cli.doctor.FORMS", (broken,))
    assert main(["doctor"]) == 1
    assert "✗ docx" in capsys.readouterr().out


def test_nothing_that_a_document_says_acts_on_the_terminal(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (here / "plan.txt").read_text(encoding="utf-8").replace("李安", "李\x1b[31m\x1b]0;x\x07安\u202e")
    (here / "plan.txt").write_text(text, encoding="utf-8")
    (here / "a\x1b[2J.txt").write_bytes(b"")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("hospplan.cli.terminal.is_terminal", lambda _: True)
    for call in ("parse -f tree", "parse -f md", "parse -f json", "extract-tasks -f csv", "extract-tasks"):
        command, *options = call.split()
        assert main([command, "plan.txt", "a\x1b[2J.txt", *options]) == 1
        streams = capsys.readouterr()
        for code in ("\x1b[31m", "\x1b[2J", "\x1b]0", "\x07", "\u202e"):
            assert code not in streams.out + streams.err
        assert "\r" not in streams.out
