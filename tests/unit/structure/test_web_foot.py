"""The foot of a web page: kept in the text, outside every section, and nothing is read from it."""

import pytest
from tests.composed import document

from hospplan.models.document import Document, Section

PLAN = """
云州市第三人民医院2024年工作要点
一、总体要求
坚持公益性。
二、重点任务
（一）抓质量。每月通报一次。
"""


def outside(doc: Document) -> list[str]:
    """Texts of the last part's blocks that no section holds."""

    def held(sections: tuple[Section, ...]) -> set[str]:
        return {b for s in sections for b in (*s.blocks, *held(s.children))}

    part = doc.parts[-1]
    inside = held(part.sections)
    return [b.text or "" for b in part.blocks if b.id not in inside]


@pytest.mark.parametrize(
    "foot",
    [
        "【打印】【关闭】",
        "上一篇：关于调整门诊时间的公告\n下一篇：没有了",
        "责任编辑：王明",
        "主办单位：云州市卫生健康委员会　承办单位：云州市卫生信息中心",
        "主办单位：云州市卫生健康委员会\n承办单位：云州市卫生信息中心\n网站标识码：3300000001　云ICP备05000001号",
        "版权所有：云州市第三人民医院　主办：云州市第三人民医院\n地址：云州市解放路1号　邮编：330000",
        "相关链接：\n图说工作要点\n一图读懂2024年重点任务\n扫一扫在手机打开当前页",
        "来源：党政办公室\n编辑：王明\n【打印本页】 【关闭窗口】",
        "分享到：\n浏览次数：1203次\n返回顶部",
        "【打印】【关闭】 分享到：微信 微博",
        "附件下载：云州市第三人民医院工作要点.pdf",
        "点击下载：《云州市第三人民医院工作要点》",
        "云州市第三人民医院工作要点.docx",
    ],
)
def test_a_page_s_own_lines_at_the_end_belong_to_no_section(foot: str) -> None:
    assert outside(document(PLAN + foot)) == foot.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "责任部门：医务科",
        "主办单位：云州市卫生健康委员会\n承办单位：云州市第三人民医院",  # of an event, each on its line
        "（二）组织单位\n主办单位：云州市卫生健康委员会\n承办单位：云州市第三人民医院",
        "联系人：王明\n联系电话：0000-1234567",
        "【打印】【关闭】\n（二）抓服务。每季度评议一次。",  # the text goes on
        "来源：党政办公室",
    ],
)
def test_what_a_plan_says_itself_stays_in_its_section(text: str) -> None:
    assert outside(document(PLAN + text)) == []


def test_hosts_under_a_heading_stay_where_a_page_s_foot_follows() -> None:
    doc = document(PLAN + "（二）组织单位\n主办单位：云州市卫生健康委员会\n【打印】【关闭】")
    assert outside(doc) == ["【打印】【关闭】"]


def test_the_imprint_is_found_above_the_foot() -> None:
    doc = document(
        PLAN
        + "抄送：云州市卫生健康委员会，存档。\n云州市第三人民医院办公室  2024年2月7日印发\n【打印】【关闭】"
    )
    assert doc.imprint.cc == ("云州市卫生健康委员会",)
    assert doc.imprint.issue_date == "2024-02-07"
    assert doc.imprint.lines[0] == "抄送：云州市卫生健康委员会，存档。"
    assert outside(doc) == ["【打印】【关闭】"]


COVER = """
云州市卫生健康委员会关于印发《云州市急救管理办法（试行）》的通知
各医院：
现印发给你们，请认真执行。
云州市卫生健康委员会
2023年5月1日
"""


@pytest.mark.parametrize(
    "foot",
    [
        "【打印】【关闭】 分享到：微信 微博",
        "附件下载：云州市急救管理办法.pdf",
        "云州市急救管理办法（试行）.docx",
        "点击下载：《云州市急救管理办法》",
        "云州发布",  # whatever it is: a line is no text
    ],
)
def test_a_page_s_line_under_a_cover_notice_is_no_enclosure(foot: str) -> None:
    assert [part.kind for part in document(COVER + foot).parts] == ["main"]


@pytest.mark.parametrize(
    "listed",
    [
        "附件：云州市急救管理办法（试行）.docx",
        "附件：\n云州市急救管理办法（试行）.docx",
        "附件：1.云州市急救管理办法（试行）.docx (120KB)",
    ],
)
def test_a_listed_file_is_named_without_its_suffix(listed: str) -> None:
    doc = document(COVER + listed)
    assert doc.attachment_list == ("云州市急救管理办法（试行）",)
    assert [part.kind for part in doc.parts] == ["main"]
