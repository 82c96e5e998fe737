"""Lines over a title that are not of the head: they stay in the text and take nothing of the head away."""

import pytest
from tests.composed import document, number_of, texts

from hospplan.structure.web_head import row_of_labels

NOTICE = """
云卫发〔2023〕15号
云州市卫生健康委员会关于开展义诊的通知
各医院：
请认真组织。
"""


@pytest.mark.parametrize(
    "line",
    [
        "效力状态：有效",
        "时效性：现行有效",
        "公开责任部门：云州市卫生健康委员会",
        "服务对象分类：医疗机构",
        "内容概述：为方便群众就医，组织义诊。",
        "解读：一图读懂义诊",
        "政策咨询电话：0000-1234567",
        "2023-05-01 来源：云州市卫生健康委员会",
        "云州市卫生健康委员会门户网站 www.yunzhou.gov.cn",
        "听全文",
        "无障碍浏览　长者助手",
        "【大 中 小】 【打印】",
        "云州健康一点通",  # nobody knows what it is; the title below is one for certain
        "内部资料　注意保存",
        "效力状态：有效\n听全文\n义诊专题\n废止日期：",
    ],
)
def test_a_line_that_is_not_known_takes_nothing_from_the_head(line: str) -> None:
    doc = document(line + NOTICE)
    assert doc.header.document_number is not None
    assert doc.header.document_number.text == "云卫发〔2023〕15号"
    assert doc.header.title == "云州市卫生健康委员会关于开展义诊的通知"
    assert doc.header.addressees == ("各医院",)
    assert texts(doc.parts[0]) == [*line.split("\n"), "请认真组织。"]


@pytest.mark.parametrize(
    "title",
    [
        "云州市卫生健康委员会\n关于开展义诊的通知",
        "云州市卫生健康委员会\n云州市财政局\n关于开展义诊的通知",
        "云州市发展改革委等十部门\n关于开展义诊的通知",
        "中共云州市委\n云州市人民政府\n关于开展义诊的意见",
        "云州市深化医药卫生体制\n改革领导小组关于开展义诊的通知",
        "云州市深化医药卫生体制\n改革领导小组\n关于开展义诊的通知",
        "云州市卫生健康委员会转发《云州省\n卫生健康委员会关于开展义诊的通知》的通知",
        "云州市卫生健康委员会关于\n开展义诊的通知",
    ],
)
def test_an_issuer_over_the_subject_is_of_the_title(title: str) -> None:
    doc = document(f"听全文\n云卫发〔2023〕15号\n{title}\n各医院：\n请认真组织。")
    assert doc.header.title == title.replace("\n", "")
    assert doc.header.addressees == ("各医院",)


def test_labels_are_passed_over_above_a_title_without_a_subject_too() -> None:
    doc = document(
        "效力状态：有效\n政策咨询电话：0000-1234567\n云州市第三人民医院2023年工作计划\n现公布如下。"
    )
    assert doc.header.title == "云州市第三人民医院2023年工作计划"


@pytest.mark.parametrize(
    "text",
    [
        "时间：5月1日\n地点：会议室\n会议听取汇报。\n云州市卫生健康委员会关于开展义诊的通知",
        "一、总体要求\n关于开展义诊的通知",
        "目录\n关于开展义诊的通知",
    ],
)
def test_nothing_is_passed_over_where_the_text_has_started(text: str) -> None:
    assert document(text).header.title != "关于开展义诊的通知"


@pytest.mark.parametrize(
    "head",
    [
        # A page names itself, says when, and then shows the document with its own title.
        "云州市卫生健康委员会关于开展 义诊的通知\n• 时间：2023-05-04 08:58:16\n• 发布：云州市卫生健康委",
        "关于开展义诊的通知\n字号：[ ] [我要打印][关闭] 视力保护色：",
        "云州市卫生健康委员会关于开展义诊的通知\n云州市卫生健康委员会关于开展义诊的通知",
        "索 引 号 0001/2023-1 主题分类 卫生、体育\n标    题 云州市卫生健康委员会关于开展义诊的通知\n主 题 词",
        "文章属性\n∙【制定机关】云州市卫生健康委员会\n∙【公布日期】2023.05.04\n∙【字 号】云卫发〔2023〕15号\n正文",
    ],
)
def test_the_last_of_equal_titles_over_the_text_is_the_document_s(head: str) -> None:
    doc = document(
        f"{head}\n云州市卫生健康委员会\n关于开展义诊的通知\n云卫发〔2023〕15号\n各医院：\n请认真组织。"
    )
    assert doc.header.title == "云州市卫生健康委员会关于开展义诊的通知"
    assert number_of(doc) == ("云卫发〔2023〕15号", "云卫发", 2023, 15)
    assert doc.header.addressees == ("各医院",)
    assert texts(doc.parts[0]) == [*head.split("\n"), "请认真组织。"]


def test_a_bar_behind_a_title_is_the_page_s() -> None:
    header = document("云州市卫生健康委员会关于开展义诊的通知 |\n各医院：\n请认真组织。").header
    assert (header.title, header.genre) == ("云州市卫生健康委员会关于开展义诊的通知", "通知")


@pytest.mark.parametrize(
    "head",
    [
        "发布机构： 云州市卫生健康委 文  号： 云卫发〔2023〕15号\n云州市卫生健康委关于开展义诊的通知",
        "| 发布机构 | 云州市卫生健康委 |\n| 文号 | 云卫发〔2023〕15号 |\n云州市卫生健康委关于开展义诊的通知",
        "云州市卫生健康委关于开展义诊的通知\n文号 云卫发〔2023〕15号 发布时间 2023-05-04\n政策解读 文字解读：义诊",
    ],
)
def test_a_number_among_a_page_s_labels_is_the_document_s(head: str) -> None:
    doc = document(f"{head}\n各医院：\n请认真组织。")
    assert doc.header.title == "云州市卫生健康委关于开展义诊的通知"
    assert number_of(doc) == ("云卫发〔2023〕15号", "云卫发", 2023, 15)
    assert doc.header.addressees == ("各医院",)


def test_a_page_s_list_of_links_stands_over_a_title_of_any_kind() -> None:
    doc = document("• 政府信息公开\n您当前的位置：首页\n云州县2021年任务分解\n1.落实战略，加快发展。")
    assert doc.header.title == "云州县2021年任务分解"


def test_rows_of_a_page_s_labels_left_in_lines_give_the_number_and_stay() -> None:
    doc = document("""
索引号： | 0024/2022-2661 | 公开方式： | 主动公开 |
文号： | 云政办函〔2022〕20号 | 成文日期： | 2022-04-07 |
有效性： | 有效 |
各区、县（市）人民政府，市政府各部门：
为办好实事，现将有关要求通知如下：
""")
    assert doc.header.document_number is not None
    assert doc.header.document_number.text == "云政办函〔2022〕20号"
    assert doc.header.addressees == ("各区、县（市）人民政府", "市政府各部门")
    assert doc.parts[0].blocks[0].text.startswith("索引号")


@pytest.mark.parametrize(
    "text",
    ["云州市2024年工作计划 | 官网 | 首页", "| 文号 | 甲", "文号 | 云政办〔2022〕2号", "一、目标 | 甲 | 乙"],
)
def test_other_lines_with_bars_are_no_rows_of_labels(text: str) -> None:
    assert row_of_labels(text) == ()


def test_a_number_set_before_the_title_on_its_line_is_none_of_it() -> None:
    doc = document("云府办发〔2021〕6号 云州区人民政府关于印发行动方案的通知\n各单位：\n请执行。")
    assert doc.header.title == "云州区人民政府关于印发行动方案的通知"
    assert doc.header.document_number is not None
    assert doc.header.document_number.serial == 6
    assert doc.header.lines[0].startswith("云府办发〔2021〕6号 云州区")


def test_a_site_s_name_over_a_title_that_begins_with_it_is_not_of_it() -> None:
    doc = document("网站支持IPv6\n云州市卫生健康委员会\n云州市卫生健康委员会2024年工作总结\n一、主要工作")
    assert doc.header.title == "云州市卫生健康委员会2024年工作总结"
    assert [block.text for block in doc.parts[0].blocks[:2]] == ["网站支持IPv6", "云州市卫生健康委员会"]


def test_an_organ_under_a_label_of_the_page_is_not_of_the_title() -> None:
    text = "索引号：\n0024/2018-1\n发布机构：\n云州市财政局\n关于印发2018年行动方案的通知\n各科室：\n请执行。"
    doc = document(text)
    assert doc.header.title == "关于印发2018年行动方案的通知"
    assert [block.text for block in doc.parts[0].blocks[2:4]] == ["发布机构：", "云州市财政局"]
