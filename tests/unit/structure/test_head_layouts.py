"""Heads in further layouts: dates under a title, the marks of minutes and bulletins."""

import pytest
from tests.composed import document, number_of, texts


@pytest.mark.parametrize(
    ("note", "read"),
    [
        ("（2024年1月18日）", "2024年1月18日"),
        ("（二〇二四年一月十八日）", "二〇二四年一月十八日"),
        ("（2024年1月）", "2024年1月"),
        ("(2024-01-18)", "2024-01-18"),
        ("（2024年1月18日在全院职工大会上）", "2024年1月18日在全院职工大会上"),
    ],
)
def test_a_date_in_brackets_under_a_title_is_a_note(note: str, read: str) -> None:
    header = document(f"云州市第三人民医院2023年工作总结\n{note}\n现报告如下。").header
    assert (header.title, header.title_note) == ("云州市第三人民医院2023年工作总结", read)


@pytest.mark.parametrize(
    "tail", ["（2021—2025年）", "（2023年修订）", "（试行）", "（2023年1—6月）", "（2023年度）"]
)
def test_a_span_or_an_edition_in_brackets_is_of_the_title(tail: str) -> None:
    header = document(f"云州市第三人民医院管理方案\n{tail}\n现公布如下。").header
    assert header.title == f"云州市第三人民医院管理方案{tail}" or header.title_note == tail[1:-1]


def test_a_note_under_a_subtitle_goes_to_neither() -> None:
    doc = document("凝心聚力谋发展\n——云州市第三人民医院2023年工作总结\n（2024年1月18日）\n现报告如下。")
    assert (doc.header.title, doc.header.title_note) == ("凝心聚力谋发展", "2024年1月18日")
    assert doc.parts[0].subtitle == "云州市第三人民医院2023年工作总结"


def test_a_bracket_under_a_subtitle_is_the_subtitle_s() -> None:
    doc = document("凝心聚力谋发展\n——云州市第三人民医院发展规划\n（2021—2025年）\n现公布如下。")
    assert doc.header.title == "凝心聚力谋发展"
    assert doc.parts[0].subtitle == "云州市第三人民医院发展规划（2021—2025年）"


MINUTES = """
云州市第三人民医院院长办公会纪要
〔2024〕12号
云州市第三人民医院办公室    2024年4月18日
关于研究门诊改造工作的
会 议 纪 要
2024年4月16日，院长王明主持召开会议。现纪要如下：
一、关于选址。会议同意方案。
"""


def test_minutes_have_a_mark_where_the_title_follows_number_and_date() -> None:
    doc = document(MINUTES)
    assert doc.header.issuer_mark == "云州市第三人民医院院长办公会纪要"
    assert (doc.header.title, doc.header.genre) == ("关于研究门诊改造工作的会议纪要", "纪要")
    assert number_of(doc) == ("〔2024〕12号", "", 2024, 12)
    assert doc.header.lines[:2] == ("云州市第三人民医院院长办公会纪要", "〔2024〕12号")
    assert (doc.sign_off.issuers, doc.sign_off.date) == (("云州市第三人民医院办公室",), "2024-04-18")
    assert texts(doc.parts[0]) == [
        "2024年4月16日，院长王明主持召开会议。现纪要如下：",
        "一、关于选址。会议同意方案。",
    ]


def test_a_bulletin_has_a_mark_too() -> None:
    doc = document("""
云州市第三人民医院工作简报
第12期（总第120期）
云州市第三人民医院办公室    2024年4月18日
关于开展义诊活动情况的通报
4月16日，医院开展义诊。
""")
    assert doc.header.issuer_mark == "云州市第三人民医院工作简报"
    assert doc.header.title == "关于开展义诊活动情况的通报"


def test_minutes_without_another_title_are_the_title_themselves() -> None:
    doc = document("""
云州市第三人民医院院长办公会纪要
第3期
2024年4月16日，院长王明主持召开会议。现纪要如下：
一、关于选址。会议同意方案。
""")
    assert doc.header.issuer_mark is None
    assert doc.header.title == "云州市第三人民医院院长办公会纪要"


def test_a_bulletin_of_several_pieces_has_a_mark_and_no_title() -> None:
    doc = document("""
云州市卫生健康工作简报
第12期
云州市卫生健康委员会办公室    2024年4月18日
【工作动态】
义诊进乡村
4月16日，医院开展义诊。
""")
    assert (doc.header.issuer_mark, doc.header.title) == ("云州市卫生健康工作简报", None)


def test_the_issue_of_a_bulletin_is_kept_among_the_lines_of_the_head() -> None:
    header = document("云州市卫生健康委员会工作简报\n第12期\n4月16日，医院开展义诊。").header
    assert header.document_number is None
    assert "第12期" in header.lines


@pytest.mark.parametrize(
    ("head", "number", "mark"),
    [
        ("云州市卫生健康委员会公告\n2024年第3号", ("2024年第3号", "", 2024, 3), None),
        ("云州市卫生健康委员会公告\n（2024年第3号）", ("2024年第3号", "", 2024, 3), None),
        ("云州市卫生健康委员会公告\n〔2024〕第3号", ("〔2024〕第3号", "", 2024, 3), None),
        ("云州市卫生健康委员会公告\n第3号", ("第3号", "", 2024, 3), None),  # the year is that of the sign-off
        (
            "云州市卫生健康委员会公告\n2024年第3号\n关于公布名单的公告",
            ("2024年第3号", "", 2024, 3),
            "云州市卫生健康委员会公告",
        ),
        (
            "关于公布名单的公告\n云州市卫生健康委员会公告2024年第3号",
            ("云州市卫生健康委员会公告2024年第3号", "云州市卫生健康委员会公告", 2024, 3),
            None,
        ),
        ("云州市卫生健康委员会令\n第三号", ("第三号", "", 2024, 3), "云州市卫生健康委员会令"),
        (
            "云州市卫生健康委员会令第3号",
            ("云州市卫生健康委员会令第3号", "", 2024, 3),
            "云州市卫生健康委员会令",
        ),
        (
            "云卫发〔2 0 2 4〕1 5 号\n关于公布名单的通知",
            ("云卫发〔2 0 2 4〕1 5 号", "云卫发", 2024, 15),
            None,
        ),
    ],
)
def test_numbers_without_an_agency(head: str, number: tuple[str, str, int, int], mark: str | None) -> None:
    doc = document(f"{head}\n名单已经审定，现予公布。\n云州市卫生健康委员会\n2 0 2 4 年 1 2 月 2 9 日")
    assert number_of(doc) == number
    assert doc.header.issuer_mark == mark
    assert doc.sign_off.date == "2024-12-29"


def test_a_number_without_a_year_waits_for_the_date() -> None:
    """Nothing is guessed: without 成文日期 nothing tells the year."""
    doc = document("云州市卫生健康委员会令\n第3号\n名单已经审定，现予公布。")
    assert doc.header.document_number is None
    assert doc.header.lines == ("云州市卫生健康委员会令", "第3号")


@pytest.mark.parametrize(
    "signature",
    [
        "市　长　　王　明",
        "市　长　王明",
        "市　长　  王 明",
        "市长：王明",
        "市长  王明",
        "市长王明",
        "市长　王明（签字）",
    ],
)
def test_an_order_is_signed_by_a_person(signature: str) -> None:
    doc = document(f"""
云州市人民政府令
第12号
《云州市急救管理办法》已经2023年3月1日市人民政府常务会议通过，现予公布。
{signature}
2023年3月10日
云州市急救管理办法
第一条 为了规范急救，制定本办法。
""")
    assert (doc.sign_off.issuers, doc.sign_off.date) == (("市长 王明",), "2023-03-10")
    assert doc.parts[1].title == "云州市急救管理办法"


@pytest.mark.parametrize(
    "title",
    [
        "云州市卫生健康委员会\n关于印发云州市急救体系建设行动计划\n（2023—2025年）的通知",
        "关于印发《云州市急救体系建设方案\n（试行）》的通知",
        "云州市第三人民医院\n2022年工作回顾和2023年工作打算",  # no kind of text that is known
    ],
)
def test_a_title_goes_on_below_what_does_not_end_it(title: str) -> None:
    header = document(f"云卫发〔2023〕15号\n{title}\n各医院：\n请认真组织。").header
    assert header.title == title.replace("\n", "")
    assert header.addressees == ("各医院",)


def test_the_list_says_whether_a_bracket_is_of_an_attachment_s_title() -> None:
    doc = document("""
关于开展检查的通知
各医院：
请组织。
附件：1.检查表
2.汇总表（2023年度）
云州市卫生健康委员会
2023年5月1日
附件1
检查表
（2023年度）
| 项目 | 分值 |
附件2
汇总表
（2023年度）
| 医院 | 得分 |
""")
    assert [part.title for part in doc.parts[1:]] == ["检查表", "汇总表（2023年度）"]
