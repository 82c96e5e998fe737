"""The program as a process of its own: what it loads, pipes, encodings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hospplan.cli.specimens import docx


def start(*arguments: str, code: str | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    program = ["-c", code] if code is not None else ["-m", "hospplan"]
    return subprocess.run(
        [sys.executable, *program, *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


LOADED = """
import io, sys
from hospplan.__main__ import main
sys.stdout = io.TextIOWrapper(io.BytesIO())
status = main(sys.argv[1:])
print(status, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    run = start(*arguments, code=LOADED)
    status, *modules = run.stderr.decode().splitlines()[-1].split()
    assert status == "0", run.stderr.decode()
    return set(modules)


@pytest.mark.parametrize("call", [[], ["--help"], ["-h"], ["--version"], ["--lang", "zh", "--help"]])
def test_help_and_version_load_nothing(call: list[str]) -> None:
    assert not loaded(*call) & {"typer", "rich", "pydantic", "lxml", "docx", "jieba", "tomllib", "pathlib"}


def test_help_of_a_command_loads_no_models_and_no_readers() -> None:
    assert not loaded("parse", "--help") & {"rich", "lxml", "docx", "jieba", "pdfplumber"}


def test_a_piped_parse_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(docx())
    modules = loaded("parse", str(path))
    assert not modules & {"rich", "jieba", "pdfplumber", "openpyxl", "xlsxwriter", "click", "PIL"}


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_has_enough_ends_the_run_quietly(here: Path) -> None:
    for number in range(40):
        (here / f"{number}.txt").write_bytes((here / "plan.txt").read_bytes())
    files = [f"{number}.txt" for number in range(40)]
    run = subprocess.Popen(
        [sys.executable, "-m", "hospplan", "parse", *files], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.read(1)
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    assert run.wait(120) == 141


def test_data_is_utf_8_whatever_the_machine_and_text_is_never_fatal(here: Path) -> None:
    text = (here / "plan.txt").read_text(encoding="utf-8").replace("胸痛中心", "胸痛中心𠮷㎡")
    (here / "plan.txt").write_text(text, encoding="utf-8")
    for form in ("json", "md"):
        run = start("parse", "plan.txt", "-f", form, PYTHONIOENCODING="gbk")
        assert (run.returncode, run.stderr) == (0, b"")
        assert "胸痛中心𠮷㎡" in run.stdout.decode("utf-8")
    run = start("parse", "plan.txt", "-f", "tree", PYTHONIOENCODING="gbk")
    assert run.returncode == 0
    assert "建设胸痛中心?" in run.stdout.decode("gbk")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_messages_and_help_are_never_fatal(here: Path, encoding: str) -> None:
    (here / "空𠮷.txt").write_bytes(b"")
    run = start("parse", "空𠮷.txt", PYTHONIOENCODING=encoding, HOSPPLAN_LANG="zh")
    assert run.returncode == 3
    assert run.stderr.decode(encoding).endswith("\n")
    assert start(PYTHONIOENCODING=encoding, HOSPPLAN_LANG="zh").returncode == 0
    assert start("parse", "-h", PYTHONIOENCODING=encoding, HOSPPLAN_LANG="zh").returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
def test_a_shell_is_told_the_commands(here: Path) -> None:
    assert here.is_dir()
    run = start(
        code="import sys; from hospplan.__main__ import main; sys.exit(main())",
        _HOSPPLAN_COMPLETE="complete_bash",
        COMP_WORDS="hospplan extract",
        COMP_CWORD="1",
    )
    assert run.stdout.decode().split() == ["extract-targets", "extract-results", "extract-tasks"]
