"""
Lines to paragraphs, on pages as they look: a character is a square, U+3000 is a place without ink.

The widest lines tell how wide the text is.
"""

import pytest
from tests.unit.page.sketch import line

from hospplan.page.paragraphs import SetLine, find_paragraphs

CASES = {
    "paragraphs are set in": (
        """
　　二〇二三年是全面贯彻落实
党的精神的开局之年，也是承上
启下的关键一年。
　　全院工作总的要求是稳中求
进，以质量为底线。
""",
        [
            "二〇二三年是全面贯彻落实党的精神的开局之年，也是承上启下的关键一年。",
            "全院工作总的要求是稳中求进，以质量为底线。",
        ],
    ),
    "a sentence ends at the right edge": (
        """
　　二〇二三年是关键一年啊。
　　全院工作总的要求是稳中求
进以质量为底线坚持改革创新。
　　请各科室认真抓好落实到位
并报党政办公室。
""",
        [
            "二〇二三年是关键一年啊。",
            "全院工作总的要求是稳中求进以质量为底线坚持改革创新。",
            "请各科室认真抓好落实到位并报党政办公室。",
        ],
    ),
    "a heading over text": (
        """
　　一、总体要求
　　全院工作总的要求是稳中求
进，以质量为底线，以改革创新
为动力。
　　二、主要目标
　　年门急诊人次达到九十万。
""",
        [
            "一、总体要求",
            "全院工作总的要求是稳中求进，以质量为底线，以改革创新为动力。",
            "二、主要目标",
            "年门急诊人次达到九十万。",
        ],
    ),
    "a full line, and a numbered one": (
        """
　　（一）坚持党建引领，把牢
办院方向，健全领导体制机制。
　　（二）聚焦学科建设，提升
核心竞争力。
""",
        ["（一）坚持党建引领，把牢办院方向，健全领导体制机制。", "（二）聚焦学科建设，提升核心竞争力。"],
    ),
    "a title of two lines, a name and a date": (
        """
　　　　云州市第三医院
　　　　关于工作的通知
　　现将工作计划印发给你们请
结合实际认真抓好贯彻落实。
　　　　　　　云州市第三医院
　　　　　　　二〇二三年二月
""",
        [
            "云州市第三医院",
            "关于工作的通知",
            "现将工作计划印发给你们请结合实际认真抓好贯彻落实。",
            "云州市第三医院",
            "二〇二三年二月",
        ],
    ),
    "an addressee stands flush": (
        """
各科室：
　　现将工作计划印发给你们请
结合实际认真抓好贯彻落实。
　　请按时上报。
""",
        ["各科室：", "现将工作计划印发给你们请结合实际认真抓好贯彻落实。", "请按时上报。"],
    ),
    "a word that had no room": (
        """
　　电子病历系统通过评审后由
Infrastructure平台
统一支撑，信息中心负责落实。
　　请按时上报到党政办公室的
邮箱。
""",
        [
            "电子病历系统通过评审后由Infrastructure平台统一支撑，信息中心负责落实。",
            "请按时上报到党政办公室的邮箱。",
        ],
    ),
}


@pytest.mark.parametrize(("page", "expected"), CASES.values(), ids=CASES)
def test_paragraphs_are_what_a_page_shows(page: str, expected: list[str]) -> None:
    rows = page.strip("\n").split("\n")
    lines = [
        SetLine(
            line(row.lstrip("\u3000"), 100 + 28 * at, 90 + 16 * (len(row) - len(row.lstrip("\u3000")))),
            "page",
        )
        for at, row in enumerate(rows)
    ]
    assert [paragraph.text for paragraph in find_paragraphs(lines)] == expected
