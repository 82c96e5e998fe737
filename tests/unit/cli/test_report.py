import pytest
from tests.unit.batch.report.runs import CHINESE, ENGLISH, failed, small_run

from hospplan.batch.report.totals import Totals
from hospplan.cli.report import Spoken, end_table

RULE = "─" * 71


def test_the_table_at_the_end_has_a_line_a_format_and_one_of_sums() -> None:
    assert [
        line.split() for line in end_table(Totals.of(small_run()), ENGLISH, is_screen=False).splitlines()
    ] == [
        *(["format", "documents", "read", "failed", "targets", "results", "tasks", "findings"],),
        [RULE],
        [".docx", "3", "2", "1", "12", "3", "5", "0"],
        [".pdf", "3", "1", "2", "12", "3", "5", "5"],
        ["(no", "suffix)", "1", "1", "0", "12", "3", "5", "2"],
        [RULE],
        ["all", "7", "4", "3", "36", "9", "15", "7"],
    ]
    chinese = end_table(Totals.of(small_run()), CHINESE, is_screen=False)
    assert chinese.split()[:8] == ["格式", "文档", "已读", "失败", "目标", "结果", "任务", "提示"]
    assert "合计" in chinese


def test_an_empty_run_has_no_table() -> None:
    assert end_table(Totals.of([]), ENGLISH, is_screen=False) == ""


def test_a_suffix_can_not_act_on_the_screen() -> None:
    shown = end_table(Totals.of([failed("a.\x1b]0;x\x07[red]\n")]), ENGLISH, is_screen=False)
    assert ".�]0;x�[red]" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("spoken", "code", "message", "mend", "reason"),
    [
        (ENGLISH, "damaged", "it ends early", "fetch it again", ("it ends early", "fetch it again")),
        (ENGLISH, "empty", "", "fetch it again", ("the file holds no text", None)),
        (CHINESE, "damaged", "it ends early", "fetch it again", ("文件已损坏（it ends early）", None)),
        (
            CHINESE,
            "part-missing",
            "",
            None,
            ("需要另外安装的组件", "请安装：pip install 'hospplan[ocr]'"),
        ),
        (ENGLISH, "a-later-code", "new", None, ("new", "try another copy of the file")),
        (ENGLISH, "PermissionError", "Permission denied", None, ("it may not be opened", None)),
        (CHINESE, "ConnectionResetError", "peer", None, ("无法打开（peer）", "请检查磁盘或网络")),
        (
            ENGLISH,
            "RecursionError",
            "deep",
            None,
            ("unexpected error in hospplan: RecursionError: deep", None),
        ),
    ],
)
def test_a_failure_is_told_with_what_to_do(
    spoken: Spoken, code: str, message: str, mend: str | None, reason: tuple[str, str | None]
) -> None:
    what, done = spoken.reason(failed("a.docx", code, message, mend))
    assert what == reason[0]
    assert done == reason[1] if reason[1] is not None else done
