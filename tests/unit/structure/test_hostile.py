"""Sources from strangers: the cost stays linear, and no depth overflows."""

from time import process_time

import pytest

from hospplan.lexicon import default_lexicon
from hospplan.models.source import Source, SourceParagraph
from hospplan.structure import assemble

LINES = {
    "contents": ["目录"],
    "copied": ["抄送：甲，"],
    "listed": ["附件：1.甲", "2.乙"],
    "marks": ["附件1"],
    "items": ["1.甲"],
    "issuers": ["云州市第三人民医院"],
    "dates": ["2023年2月6日"],
    "titles": ["关于印发《甲》的通知"],
    "inline": ["一是甲；二是乙。"],
    "decimals": ["1.1.1.1甲"],
    "numbers": ["云三医〔2023〕7号"],
    "addressees": ["甲，"],
    "tables": ["附表1", "2023年指标表"],
    "seals": ["云州市人民政府办公室", "（云州市人民政府代章）", "2023年2月6日"],
    "labels": ["文号 | 云政办〔2023〕1号 | 索引号 | 1 |"],
    "ordinals": ["第一，提高认识。第二，抓好落实。"],
}


def seconds(lines: list[str]) -> float:
    source = Source("plan.txt", "text/plain", "0" * 64, 0, None, tuple(map(SourceParagraph, lines)))
    started = process_time()
    assemble(source, default_lexicon())
    return process_time() - started


@pytest.mark.parametrize("kind", LINES)
def test_many_lines_of_one_kind(kind: str) -> None:
    seconds(LINES[kind])
    assert seconds((LINES[kind] * 4000)[:4000]) < 3


@pytest.mark.parametrize(
    "text",
    [
        "《" * 100_000,
        "一是" * 50_000,
        "第一，" * 30_000,
        "一、甲" + " | " * 50_000 + "乙",
        "一、" + "（。" * 50_000,
        "“。" * 50_000,
        "、" * 100_000,
        " 1." * 30_000,
        "（" * 100_000,
        "1." * 50_000,
        "…" * 100_000,
    ],
)
def test_one_long_line(text: str) -> None:
    assert seconds([text]) < 2
