"""The section tree from numbers alone."""

import pytest
from tests.composed import document, headings

from hospplan.models.document import Section


def read(text: str) -> list[str]:
    """The headings of a document whose title is given."""
    return headings(document("云州市第三人民医院2023年工作方案\n" + text).parts[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、总体要求\n（一）指导思想\n1.坚持公益\n（1）惠民\n①便民", [
            "1 一、 总体要求", "2 （一） 指导思想", "3 1. 坚持公益", "4 （1） 惠民", "5 ① 便民",
        ]),
        ("一、总体要求\n1.坚持公益\n二、任务\n（一）党建", [  # 1. directly under 一、
            "1 一、 总体要求", "3 1. 坚持公益", "1 二、 任务", "2 （一） 党建",
        ]),
        ("一. 总体要求\n(一) 指导思想\n１．坚持公益\n1）惠民", [  # half-width and full-width
            "1 一. 总体要求", "2 (一) 指导思想", "3 １． 坚持公益", "4 1） 惠民",
        ]),
        ("1、质量\n2、安全", ["1 1、 质量", "1 2、 安全"]),
        ("1.2023年完成搬迁\n2.2024年启用新院", ["1 1. 2023年完成搬迁", "1 2. 2024年启用新院"]),
        ("1.完成搬迁\n2.12项任务全部落实\n3.3个中心建成", [
            "1 1. 完成搬迁", "1 2. 12项任务全部落实", "1 3. 3个中心建成",
        ]),
        ("1 总则\n1.1 目的\n1.2 依据\n2 职责\n2.1 院长\n2.1.1 职权", [
            "1 1 总则", "2 1.1 目的", "2 1.2 依据", "1 2 职责", "2 2.1 院长", "3 2.1.1 职权",
        ]),
        ("1 总则\n2 职责\n2.1 院长\n3 附则", ["1 1 总则", "1 2 职责", "2 2.1 院长", "1 3 附则"]),
        ("1总则\n1.1目的\n1.2依据\n2组织体系\n3职责\n3.1院长\n4附则", [  # 2组 might be a count
            "1 1 总则", "2 1.1 目的", "2 1.2 依据", "1 2 组织体系", "1 3 职责", "2 3.1 院长", "1 4 附则",
        ]),
        ("1 总则\n1.1 目的\n2 台设备到位\n2 职责\n2.1 院长", [
            "1 1 总则", "2 1.1 目的", "1 2 职责", "2 2.1 院长",
        ]),
        ("1 总则\n1.1 目的\n2台设备到位", ["1 1 总则", "2 1.1 目的"]),
        ("1.总则\n1.1目的\n1.2个人防护\n2.职责", ["1 1. 总则", "2 1.1 目的", "2 1.2 个人防护", "1 2. 职责"]),
        ("项目1：建设胸痛中心\n目标任务：通过认证。\n项目2：建设卒中中心", [
            "1 项目1： 建设胸痛中心", "1 项目2： 建设卒中中心",
        ]),
        ("任务一：建设胸痛中心\n任务二：建设卒中中心", ["1 任务一： 建设胸痛中心", "1 任务二： 建设卒中中心"]),
        ("第一部分 基础\n一、现状\n第二部分 目标\n一、指标", [
            "1 第一部分 基础", "2 一、 现状", "1 第二部分 目标", "2 一、 指标",
        ]),
        ("第一章　总则\n第一节　目的\n第一条　为规范管理，制定本方案。", [
            "1 第一章 总则", "2 第一节 目的", "3 第一条 为规范管理，制定本方案",
        ]),
        ("一、总体要求\n三、任务", ["1 一、 总体要求", "1 三、 任务"]),  # a number left out
        ("⒈质量\n⒉安全", ["1 ⒈ 质量", "1 ⒉ 安全"]),
        ("㈠质量\n⑴安全", ["1 ㈠ 质量", "2 ⑴ 安全"]),
        ("（一）、质量", ["1 （一） 质量"]),
        ("（一）会诊，指……", ["1 （一） 会诊，指……"]),  # an ellipsis is no leader to a page number
        ("一、首诊负责制度\n二、三级查房制度\n三、会诊制度", [
            "1 一、 首诊负责制度", "1 二、 三级查房制度", "1 三、 会诊制度",
        ]),
        ("一、三级医院评审\n二、绩效考核", ["1 一、 三级医院评审", "1 二、 绩效考核"]),
        ("第一章\n总则\n第一条 为规范管理。", ["1 第一章 总则", "2 第一条 为规范管理"]),
    ],
)  # fmt: skip
def test_numbers_and_levels(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021年是开局之年。",
        "2.5万人次就诊。",
        "3.5%的患者转出。",
        "1-2项课题立项。",
        "5月1日前完成。",
        "5.12护士节期间开展活动。",
        "一、二级医院共同参与。",
        "一是一，二是二。",
        "2021.6.29通过验收。",
        "第一章规定了管理的目的。其余各章规定了职责。",
        "（2023年）",
        "1.5米以内不得停留。",
        "十几个科室参加。",
        "目标任务：通过认证。",
        "（院办）负责。",
        "1 总则\n2 职责",  # no 1.1 anywhere
        "1总则\n2职责\n3附则",
        "3月底前完成评审",
    ],
)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert read("正文如下。\n" + text) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1.加强队伍建设。坚持引育并举。", "加强队伍建设"),
        ("1.加强队伍建设。", "加强队伍建设"),
        ("1.加强队伍建设", "加强队伍建设"),
        ("1.加强队伍建设：坚持引育并举。", "加强队伍建设：坚持引育并举"),
        ("1.加强队伍建设；", "加强队伍建设"),
        ("1.主要任务：", "主要任务"),
        ("1. 加强  队伍建设", "加强  队伍建设"),
        ("1.落实“先诊疗。后付费”制度。全年开展。", "落实“先诊疗。后付费”制度"),
        ("1.能否按期完成？关键在落实。", "能否按期完成？关键在落实"),
    ],
)
def test_a_title_is_the_first_sentence_without_its_stop(text: str, title: str) -> None:
    assert read(text) == [f"1 1. {title}"]


def sections(text: str) -> tuple[Section, ...]:
    return document("云州市第三人民医院2023年工作方案\n" + text).parts[0].sections


def test_a_block_belongs_to_the_last_section_opened() -> None:
    first, second = sections("一、总则\n正文甲。\n（一）目的\n正文乙。\n二、附则\n正文丙。")
    assert (first.blocks, first.children[0].blocks, second.blocks) == (
        ("b2", "b3"),  # b1 is the title
        ("b4", "b5"),
        ("b6", "b7"),
    )


def test_inline_items_share_their_paragraph() -> None:
    (section,) = sections("（一）党建\n一是加强学习。每月一次；二是抓好队伍；三是严明纪律。")
    assert section.blocks == ("b2", "b3")
    assert [
        (s.number and s.number.text, s.title, s.level, s.heading, s.start, s.blocks) for s in section.children
    ] == [
        ("一是", "加强学习", 2, "b3", 0, ()),
        ("二是", "抓好队伍", 2, "b3", 12, ()),
        ("三是", "严明纪律", 2, "b3", 19, ()),
    ]


def test_inline_items_in_a_heading_s_own_paragraph() -> None:
    (section,) = sections("1.创新模式。重点是：一是联合门诊；二是远程会诊。")
    assert [(s.title, s.start) for s in section.children] == [("联合门诊", 11), ("远程会诊", 18)]


def test_inline_items_of_a_paragraph_each_own_their_blocks() -> None:
    (section,) = sections("（一）党建\n一是加强学习。每月一次。\n二是抓好队伍。\n补充说明。")
    assert section.blocks == ("b2",)
    assert [(s.title, s.blocks) for s in section.children] == [
        ("加强学习", ("b3",)),
        ("抓好队伍", ("b4", "b5")),
    ]


def test_an_item_alone_is_no_run() -> None:
    (section,) = sections("（一）党建\n一是加强学习。")
    assert section.children == ()


def test_items_with_yao_make_runs_of_their_own() -> None:
    (section,) = sections("（一）要求\n一要提高认识，二要压实责任，三要加强督查。")
    assert [(s.number and s.number.text, s.title) for s in section.children] == [
        ("一要", "提高认识"),
        ("二要", "压实责任"),
        ("三要", "加强督查"),
    ]


def test_a_document_may_turn_its_levels_round() -> None:
    """1. above 一、: the outer one never starts again, the inner one does under each."""
    assert read("1.党建\n一、学习\n二、队伍\n2.业务\n一、质量\n二、安全") == [
        "1 1. 党建",
        "2 一、 学习",
        "2 二、 队伍",
        "1 2. 业务",
        "2 一、 质量",
        "2 二、 安全",
    ]


def test_the_lines_of_a_table_of_contents_are_no_headings() -> None:
    text = """
目录
一、总体要求\t1
（一）原则\t2
二、任务\t3
一、总体要求
（一）原则
二、任务
"""
    assert read(text) == ["1 一、 总体要求", "2 （一） 原则", "1 二、 任务"]


def test_contents_without_page_numbers_end_where_their_first_line_comes_again() -> None:
    assert read("目  录\n一、总体要求\n二、任务\n一、总体要求\n正文。\n二、任务") == [
        "1 一、 总体要求",
        "1 二、 任务",
    ]


def test_ids_are_positions() -> None:
    section = sections("一、甲\n（一）乙\n1.丙\n2.丁\n二、戊")[0]
    assert [c.id for c in section.children[0].children] == ["s1.1.1", "s1.1.2"]


def test_the_items_of_a_note_are_no_headings() -> None:
    doc = document("""
云州市第三人民医院2023年指标
一、指标
| 指标 | 目标 |
| 床位 | 900 |
注：1.床位为开放床位。
2.职工含编外人员。
3.数据来自年报。
二、任务
1.加强学习。
2.加强培训。
""")
    assert headings(doc.parts[0]) == [
        "1 一、 指标",
        "1 二、 任务",
        "2 1. 加强学习",
        "2 2. 加强培训",
    ]
