"""Tables that only lay out lines are read as these lines; all other tables stay tables."""

from array import array

import pytest
from tests.composed import source

from hospplan.lexicon import default_lexicon
from hospplan.models.source import Fragment, Frame, SourceCell, SourceParagraph, SourceTable
from hospplan.readers.framed_lines import unframe


def read(text: str) -> list[str]:
    """The blocks of *text* when its frames are taken off: paragraphs as they are, a table as its first cell."""
    return [
        block.text if isinstance(block, SourceParagraph) else f"[{block.cells[0].text}]"
        for block in unframe(source(text).blocks, default_lexicon())
    ]


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        (
            "| 云州市卫生健康委员会 | 文件 |\n| 云州市财政局 | ^ |",
            ["云州市卫生健康委员会", "云州市财政局", "文件"],
        ),
        ("| 云州市卫生健康委员会文件 |", ["云州市卫生健康委员会文件"]),
        (
            "| 云州市卫生健康委员会 | 文件 |\n| 云州市财政局 | ^ |\n| 云卫发〔2023〕15号 | 签发人：王明 |",
            ["云州市卫生健康委员会", "云州市财政局", "文件", "云卫发〔2023〕15号\u3000\u3000签发人：王明"],
        ),
        ("| 云卫发〔2023〕15号 | 签发人：王明 |", ["云卫发〔2023〕15号\u3000\u3000签发人：王明"]),
    ],
)
def test_a_red_head_in_a_table_is_lines(table: str, lines: list[str]) -> None:
    assert read(f"{table}\n关于开展义诊的通知") == [*lines, "关于开展义诊的通知"]


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        (
            "| 抄送：云州市财政局，云州市医疗保障局。 | < |\n| 云州市卫生健康委员会办公室 | 2023年5月2日印发 |",
            [
                "抄送：云州市财政局，云州市医疗保障局。",
                "云州市卫生健康委员会办公室\u3000\u30002023年5月2日印发",
            ],
        ),
        (
            "| 抄送：云州市财政局。 |\n| 云州市财政局办公室 2023年5月2日印发 |",
            ["抄送：云州市财政局。", "云州市财政局办公室 2023年5月2日印发"],
        ),
        (
            "| 抄送： | 云州市财政局。 |\n| 校对：王明 | 共印50份 |\n| 云州市财政局办公室 | 2023年5月2日印发 |",
            [
                "抄送：\u3000\u3000云州市财政局。",
                "校对：王明\u3000\u3000共印50份",
                "云州市财政局办公室\u3000\u30002023年5月2日印发",
            ],
        ),
    ],
)
def test_an_imprint_in_a_table_is_lines(table: str, lines: list[str]) -> None:
    assert read(f"请认真组织。\n{table}") == ["请认真组织。", *lines]


@pytest.mark.parametrize(
    "table",
    [
        "| 序号 | 单位 |\n| 1 | 云州市财政局 |",
        "| 牵头单位 | 云州市财政局 |",
        "| 云州市财政局 | 云州市卫生健康委员会 |",  # names alone are no head
        "| 发送方式 | 抄送：云州市财政局 |\n| 完成时间 | 2023年5月2日 |",
    ],
)
def test_other_tables_stay(table: str) -> None:
    assert read(table)[0].startswith("[")


def test_places_go_with_the_text() -> None:
    """The box of 印发 is where it was in its cell."""
    frame = Frame(600, 800)

    def cell(row: int, col: int, text: str, x: float) -> SourceCell:
        edges = array("d", [x + 10 * i for i in range(len(text) + 1)])
        return SourceCell(row, col, 1, 1, text, (Fragment(0, len(text), 1, frame, 700, 712, edges),))

    table = SourceTable((cell(0, 0, "云州市财政局办公室", 60), cell(0, 1, "2023年5月2日印发", 300)))
    (line,) = unframe([table], default_lexicon())
    assert isinstance(line, SourceParagraph)
    start = line.text.index("印发")
    fragment = line.fragments[1]
    assert (fragment.start, fragment.end) == (11, len(line.text))
    assert fragment.box(start, start + 2).x0 == 300 + 10 * len("2023年5月2日")


def test_a_table_in_a_table_still_knows_its_own() -> None:
    inner = SourceTable((SourceCell(0, 0, 1, 1, "甲"),), parent=(1, 0, 0))
    outer = SourceTable((SourceCell(0, 0, 1, 1, "任务"), SourceCell(0, 1, 1, 1, "科室")))
    head = SourceTable((SourceCell(0, 0, 1, 1, "云州市财政局文件"),))
    blocks = unframe([head, outer, inner], default_lexicon())
    assert [block.parent for block in blocks if isinstance(block, SourceTable)] == [None, (0, 0, 0)]
