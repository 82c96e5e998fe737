"""`-f xlsx` and `-o x.xlsx`: one table as a workbook, to a file or a pipe, never to a screen."""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hospplan.__main__ import main
from hospplan.cli import workbook
from hospplan.export import to_xlsx
from hospplan.export.xlsx.book import Told

Capture = pytest.CaptureFixture[str]


def _sheet(data: bytes) -> Any:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len(book.sheetnames) == 1
    return book.worksheets[0]


@pytest.mark.parametrize(
    ("call", "title", "heads"),
    [
        ("extract-targets plan.txt", "指标", ("指标", "要求", "目标值")),
        ("extract-targets plan.txt --role all", "指标和结果", ("指标", "类别", "要求")),
        ("extract-targets plan.txt --role actual", "结果", ("指标", "类别", "要求")),
        ("extract-results plan.txt", "结果", ("指标", "类别", "要求")),
        ("extract-tasks plan.txt", "任务清单", ("编号", "任务", "类别")),
        ("check plan.txt", "问题", ("级别", "问题", "说明")),
        ("check plan.txt --all", "数字", ("数字", "去向", "上下文")),
    ],
)
def test_a_table_is_a_workbook_of_one_sheet(
    here: Path, call: str, title: str, heads: tuple[str, ...]
) -> None:
    assert main([*call.split(), "-o", "out.xlsx"]) == 0
    sheet = _sheet((here / "out.xlsx").read_bytes())
    assert sheet.title == title
    assert tuple(cell.value for cell in sheet[1][:3]) == heads


def test_a_click_on_a_row_opens_the_document(here: Path) -> None:
    (here / "out").mkdir()
    assert main(["extract-targets", "plan.txt", "-o", "out/目标.xlsx"]) == 0
    data = (here / "out" / "目标.xlsx").read_bytes()
    links = [cell.hyperlink.target for row in _sheet(data).iter_rows() for cell in row if cell.hyperlink]
    assert links
    assert set(links) == {"../plan.txt"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(str(here).encode() in archive.read(member) for member in archive.namelist())


def test_a_pipe_takes_the_same_but_for_links(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["extract-targets", "plan.txt", "-o", "a.xlsx"]) == 0
    pipe = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, encoding="utf-8"))
    assert main(["extract-targets", "plan.txt", "-f", "xlsx"]) == 0
    piped, written = _sheet(pipe.getvalue()), _sheet((here / "a.xlsx").read_bytes())
    assert list(piped.values) == list(written.values)
    assert [cell for row in piped.iter_rows() for cell in row if cell.hyperlink] == []


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("call", ["extract-targets plan.txt -f xlsx", "check plan.txt -f xlsx"])
def test_a_screen_is_refused(call: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hospplan.cli.terminal.is_terminal", lambda _: True)
    assert main([*call.split(), "--lang", "en"]) == 2
    assert main([*call.split(), "--lang", "zh"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "hospplan: a workbook is no text for a screen; name a file: -o targets.xlsx",
        "hospplan：Excel 工作簿不能显示在屏幕上；请写入文件：-o 目标.xlsx",
    ]


def test_where_nothing_was_read_nothing_is_written(here: Path) -> None:
    assert main(["extract-targets", "empty.txt", "-o", "out.xlsx"]) == 3
    assert not (here / "out.xlsx").exists()


def test_what_excel_has_no_room_for_is_told(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = to_xlsx.write_xlsx_table

    def short(*arguments: Any, **options: Any) -> Told:
        whole(*arguments, **options)
        return Told(cut=2, unlinked=3, continued=("指标",))

    monkeypatch.setattr(to_xlsx, "write_xlsx_table", short)
    assert main(["extract-targets", "plan.txt", "-o", "out.xlsx", "--lang", "en"]) == 0
    assert (here / "out.xlsx").exists()
    assert capsys.readouterr().err.splitlines() == [
        "xlsx: 2 cells were cut at 32,767 characters, the limit of Excel; json and csv have them whole",
        "xlsx: 3 cells have no link; Excel takes 65,530 a sheet",
        "xlsx: 指标 has more rows than a sheet of Excel and goes on in 指标 (2)",
    ]


def test_documents_of_another_drive_have_no_link(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from hospplan.batch.inputs.find import find_files

    (tmp_path / "a.txt").write_text("x", "utf-8")
    (given,) = find_files([str(tmp_path / "a.txt")]).inputs
    assert workbook.seen_from(tmp_path / "out", {given: "a.txt"}) == {"a.txt": "../a.txt"}

    def refuse(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", refuse)
    assert workbook.seen_from(tmp_path, {given: "a.txt"}) == {}
