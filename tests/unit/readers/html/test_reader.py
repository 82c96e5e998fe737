"""Web pages → source: the document among what a site puts around it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web import encoded, mhtml

from hospplan import parse_bytes
from hospplan.errors import DamagedSourceError, EmptySourceError, LimitError
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.source import Source, SourceTable
from hospplan.readers.html.reader import read_html

NOTICE = "<p>各科室：</p><p>现将工作计划印发给你们，请认真执行。</p>"
TEXT = "床位使用率不低于85%，平均住院日不超过8天。"


def read(page: str | bytes, *, limits: Limits = DEFAULT_LIMITS) -> Source:
    data = page.encode() if isinstance(page, str) else page
    return read_html(data, "plan.html", lexicon=default_lexicon(), limits=limits)


def texts(page: str | bytes) -> list[str]:
    """Paragraphs; of a table its rows with | between the cells."""
    found: list[str] = []
    for block in read(page).blocks:
        if isinstance(block, SourceTable):
            rows = sorted({cell.row for cell in block.cells})
            found += ["|".join(cell.text for cell in block.cells if cell.row == row) for row in rows]
        else:
            found.append(block.text)
    return found


def spans(page: str) -> list[tuple[int, int, int, int, str]]:
    (table,) = (block for block in read(page).blocks if isinstance(block, SourceTable))
    return [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]


# Characters


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030", "utf-16", "big5"])
def test_a_page_is_read_in_the_encoding_that_it_declares(charset: str) -> None:
    text = "雲州市第三人民醫院，平均住院日不超過8天。" if charset == "big5" else TEXT
    page = f"<html><head><meta charset='{{charset}}'></head><body><p>{text}</p></body></html>"
    assert texts(encoded(page, charset)) == [text]


def test_utf8_under_a_declaration_of_gb2312_is_read_as_utf8() -> None:
    """A site that was moved to UTF-8 and kept its templates' declaration."""
    page = f"<meta http-equiv=Content-Type content='text/html; charset=gb2312'><p>{TEXT}</p>"
    assert texts(page.encode()) == [TEXT]


def test_gb18030_under_a_declaration_of_utf8_is_read_as_gb18030() -> None:
    page = f"<meta charset=utf-8><p>{TEXT}</p><p>镕、䶮两位专家到岗，开展工作。</p>"
    assert texts(page.encode("gb18030")) == [TEXT, "镕、䶮两位专家到岗，开展工作。"]


def test_references_to_characters_are_the_characters() -> None:
    assert texts("<p>&#24202;&#x4F4D;&nbsp;&ge;&nbsp;90&permil;，&ldquo;十四五&rdquo;期末。</p>") == [
        "床位\xa0≥\xa090‰，“十四五”期末。"
    ]


def test_a_line_break_of_the_source_between_chinese_characters_is_no_space() -> None:
    assert texts("<p>床位使用\n   率达到\n85%，CT\nMRI检查有序。</p>") == [
        "床位使用率达到 85%，CT MRI检查有序。"
    ]


def test_raised_digits_are_no_digits_of_a_value() -> None:
    assert texts("<p>业务用房3200m<sup>2</sup>，同比<sup>①</sup>增长。</p>") == [
        "业务用房3200m²，同比①增长。"
    ]


# Lines


def test_lines_that_br_parts_are_paragraphs_and_cut_sentences_are_joined() -> None:
    page = (
        "<div>&emsp;&emsp;一、主要目标<br>&emsp;&emsp;完善机制。把保<br>障落到实处，形成合力。<br><br>"
        "&emsp;&emsp;二、重点任务<br>&emsp;&emsp;加强内涵建设，提升服务能力。</div>"
    )
    assert texts(page) == [
        "一、主要目标",
        "完善机制。把保障落到实处，形成合力。",
        "二、重点任务",
        "加强内涵建设，提升服务能力。",
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<ol><li>引进人才，充实队伍。<li>添置设备，改善条件。</ol>",
            ["1.引进人才，充实队伍。", "2.添置设备，改善条件。"],
        ),
        ("<ol start=3><li><p>引进人才，充实队伍。</p></ol>", ["3.引进人才，充实队伍。"]),
        (
            "<ol style='list-style-type:simp-chinese-informal'><li>总则，共三条。<li value=12>附则，共一条。</ol>",
            ["一、总则，共三条。", "十二、附则，共一条。"],
        ),
        ("<ul><li>引进人才，充实队伍。</ul>", ["引进人才，充实队伍。"]),
        ("<ol style='list-style:none'><li>引进人才，充实队伍。</ol>", ["引进人才，充实队伍。"]),
    ],
)
def test_numbers_of_lists_stand_in_the_text_as_a_browser_draws_them(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>document.write('床位100张。')</script>",
        "<style>p:before { content: '床位100张。' }</style>",
        "<!-- 床位100张。 -->",
        "<p style='display: none'>床位100张。</p>",
        "<p hidden>床位100张。</p>",
        "<span style='mso-hide:all'>床位100张。</span>",
        "<del>床位100张。</del>",
        "<select><option>床位100张。</select>",
        "<svg><text>床位100张。</text></svg>",
        "<noscript>床位100张。</noscript>",
    ],
)
def test_what_a_page_does_not_show_is_no_text(hidden: str) -> None:
    assert texts(f"<div>{NOTICE}{hidden}</div>") == ["各科室：", "现将工作计划印发给你们，请认真执行。"]


def test_footnotes_stand_beside_the_paragraph_that_calls_them() -> None:
    page = (
        f'<p>{TEXT}<a href="#_ftn1" name="_ftnref1">[1]</a></p><p>此外，开展义诊20次。</p>'
        '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> 不含<b>日间</b>病房。</p></div>'
    )
    assert [
        (block.text, block.notes) for block in read(page).blocks if not isinstance(block, SourceTable)
    ] == [
        (TEXT, ("不含日间病房。",)),
        ("此外，开展义诊20次。", ()),
    ]


# Tables


def test_merged_cells_are_one_cell_with_spans() -> None:
    page = (
        "<table border=1><thead><tr><th rowspan=2>指标<th colspan=2>目标值<tr><th>2023年<th>2025年</thead>"
        "<tr><td>床位（张）<td>800<td>1000</table>"
    )
    assert spans(page) == [
        (0, 0, 2, 1, "指标"),
        (0, 1, 1, 2, "目标值"),
        (1, 1, 1, 1, "2023年"),
        (1, 2, 1, 1, "2025年"),
        (2, 0, 1, 1, "床位（张）"),
        (2, 1, 1, 1, "800"),
        (2, 2, 1, 1, "1000"),
    ]


@pytest.mark.parametrize("span", ["0", "99999999999", "-1", "甲", "3"])
def test_a_span_that_is_no_number_or_too_long_ends_with_its_group(span: str) -> None:
    page = f"<table border=1><tr><td rowspan={span}>甲<td>乙1，<tr><td>丙2，<tr><td>丁3，</table>"
    cells = spans(page)
    assert cells[0][2] == (1 if span in ("-1", "甲") else 3)
    assert [cell[4] for cell in cells] == ["甲", "乙1，", "丙2，", "丁3，"]


def test_spans_that_run_into_each_other_do_not_overlap() -> None:
    cells = spans("<table border=1><tr><td>甲<td rowspan=2>乙<tr><td colspan=2>丙，<td>丁</table>")
    taken = [(r, c) for row, col, h, w, _ in cells for r in range(row, row + h) for c in range(col, col + w)]
    assert len(taken) == len(set(taken))


def test_the_foot_of_a_table_is_read_last_and_its_caption_first() -> None:
    page = "<table border=1><caption>表1 主要指标</caption><tfoot><tr><td>合计<td>9</tfoot><tbody><tr><td>床位，<td>9</tbody></table>"
    assert texts(page) == ["表1 主要指标", "床位，|9", "合计|9"]


def test_lines_of_a_cell_are_joined_where_the_line_broke_a_name() -> None:
    page = "<table border=1><tr><td>责任部门<td>时限<tr><td>医务科、信息<br>中心<br>护理部<td><p>2025年</p><p>6月底</p></table>"
    assert texts(page)[1].split("|")[0] == "医务科、信息中心\n护理部"


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner_table = "<table border=1><tr><td>院区<td>张数<tr><td>东院<td>300</table>"
    page = f"<table border=1><tr><td>指标，<td>说明<tr><td>床位<td>见下表：{inner_table}</table>"
    outer, inner = (block for block in read(page).blocks if isinstance(block, SourceTable))
    assert inner.parent == (0, 1, 1)
    assert [cell.text for cell in outer.cells] == ["指标，", "说明", "床位", "见下表："]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table role=presentation border=1><tr><td>一、目标<td>{}</table>",
        "<table width=760 border=0><tr><td><a href=/>首页</a><td><p>一、</p><p>二、</p><p>三、</p>{}</table>",
        "<table><tr><td><table><tr><td>{}</td></tr></table></td><td></td></tr></table>",
    ],
)
def test_tables_that_only_lay_out_the_page_are_read_as_lines(table: str) -> None:
    page = table.format("<p>各科室：</p><p>现将工作计划印发给你们，请认真执行。</p>")
    assert not any(isinstance(block, SourceTable) for block in read(page).blocks)
    assert texts(page)[-1] == "现将工作计划印发给你们，请认真执行。"


def test_a_box_of_one_cell_with_rules_stays_a_table() -> None:
    assert isinstance(
        read(f"<p>{TEXT}</p><table border=1><tr><td>专栏1 重点工程，共三项。</table>").blocks[1], SourceTable
    )


# The article in its page

SITE = (
    "<html><head><title>云州市第三人民医院2023年工作计划 - 云州市卫生健康委员会</title><meta name=PubDate content='2023-02-08'>"
    "<meta name=ColumnName content=规划计划></head><body><div class=nav><a href=/>首页</a><a href=/a>政务公开</a></div>"
    "<table class=xxgk><tr><td>索&nbsp;引&nbsp;号：<td>330000/2023-00012<td>发文字号：<td>云三医〔2023〕7号"
    "<tr><td>发布机构：<td>云州市卫生健康委员会<td>有&nbsp;效&nbsp;性：<td>有效</table>"
    "<div class=title>云州市第三人民医院2023年工作计划</div><div>来源：办公室　浏览次数：12</div>"
    "<div id=zoom><p>一、主要目标</p><p>床位使用率不低于85%，平均住院日不超过8天。</p><p>云州市第三人民医院</p><p>2023年2月6日</p></div>"
    "<div class=rel><h3>相关新闻</h3><ul><li><a href=/1>我院召开动员会，部署全年工作。</a></ul></div>"
    "<div class=footer>版权所有：云州市卫生健康委员会，未经许可不得转载。</div></body></html>"
)


def test_the_article_is_found_among_navigation_labels_and_foot() -> None:
    assert texts(SITE) == [
        "云州市第三人民医院2023年工作计划",
        "一、主要目标",
        "床位使用率不低于85%，平均住院日不超过8天。",
        "云州市第三人民医院",
        "2023年2月6日",
    ]


def test_what_the_site_says_about_the_document_goes_into_web() -> None:
    assert [(field.name, field.value) for field in read(SITE).web] == [
        ("索引号", "330000/2023-00012"),
        ("发文字号", "云三医〔2023〕7号"),
        ("发布机构", "云州市卫生健康委员会"),
        ("有效性", "有效"),
        ("来源", "办公室"),
        ("浏览次数", "12"),
        ("发布日期", "2023-02-08"),
        ("栏目名称", "规划计划"),
    ]


def test_what_was_left_out_is_told() -> None:
    (finding,) = read(SITE).findings
    assert (finding.code, finding.severity) == ("page-furniture", "info")
    assert finding.message == (
        "left out: 4 lines of the web page around the document: 相关新闻 | 我院召开动员会，部署全年工作。 | 首页 政务公开"
        " | 版权所有：云州市卫生健康委员会，未经许可不得转载"
    )


def test_a_title_in_the_article_is_not_set_over_it_again() -> None:
    page = SITE.replace("<div id=zoom>", "<div id=zoom><p>云州市第三人民医院</p><p>2023年工作计划</p>")
    assert texts(page)[:3] == ["云州市第三人民医院", "2023年工作计划", "一、主要目标"]


def test_a_notice_in_a_box_beside_its_enclosure_stays() -> None:
    """Two boxes with sentences: the article is what holds both."""
    page = f"<div id=a><div>{NOTICE}</div><div><p>{TEXT}</p><p>{TEXT}</p></div></div><div class=footer>联系我们</div>"
    assert texts(page) == ["各科室：", "现将工作计划印发给你们，请认真执行。", TEXT, TEXT]


def test_an_article_of_a_table_alone_is_found() -> None:
    page = (
        "<ul class=menu><li><a href=/>首页</a></ul><div><table border=1><tr><td>指标<td>目标值<tr><td>床位<td>800张</table></div>"
        "<div class=foot>网站地图</div>"
    )
    assert texts(page) == ["指标|目标值", "床位|800张"]


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    assert texts(f"<body><form id=aspnetForm class=page-nav>{NOTICE}<p>{TEXT}</p></form></body>")[-1] == TEXT


# Archives and faults


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_the_page_in_an_mhtml_archive_is_read(charset: str) -> None:
    page = f"<html><head><meta charset='{{charset}}'></head><body>{NOTICE}</body></html>"
    assert texts(mhtml(page, charset)) == ["各科室：", "现将工作计划印发给你们，请认真执行。"]


def test_an_archive_without_a_page_is_refused() -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/css\r\n\r\np{}\r\n--b--\r\n"
    with pytest.raises(DamagedSourceError, match="holds no page"):
        read(data)


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><img src=a.png alt=计划></body></html>", " \n", "<p>&nbsp;</p>"]
)
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(EmptySourceError):
        read(page)


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(LimitError, match="nests more than 256 tags"):
        read("<div>" * 5000 + TEXT)


def test_a_page_of_too_many_tags_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(LimitError, match="over 1,000 tags and attributes"):
        read("<p>甲" * 2000, limits=Limits(xml_nodes=1000))


def test_a_table_of_too_many_cells_is_refused() -> None:
    with pytest.raises(LimitError, match="over 100 cells"):
        read("<table border=1>" + "<tr><td>甲，<td>乙" * 60 + "</table>", limits=Limits(table_cells=100))


def test_spans_cannot_make_a_small_page_a_huge_table() -> None:
    with pytest.raises(LimitError, match="over 1,000 columns"):
        read("<table border=1><tr>" + "<td colspan=1000>甲，" * 1000 + "</table>")


def test_the_time_for_a_page_grows_with_its_length() -> None:
    def seconds(count: int) -> float:
        page = (
            "<div>"
            + f"<p>{TEXT}</p><table border=1><tr><td>指标<td>值<tr><td>床位，<td>9</table>" * count
            + "</div>"
        )
        start = time.perf_counter()
        read(page)
        return time.perf_counter() - start

    seconds(20)
    assert seconds(1600) < 30 * max(seconds(200), 0.02)


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "table",
        "tr",
        "td",
        "th",
        "ul",
        "li",
        "ol",
        "br",
        "span",
        "a",
        "del",
        "h1",
        "pre",
        "sup",
        "form",
        "script",
        "caption",
        "tbody",
        "tfoot",
    ]
)
SOUP = st.lists(
    st.one_of(
        TAGS.map(lambda tag: f"<{tag}>"),
        TAGS.map(lambda tag: f"</{tag}>"),
        st.sampled_from(
            [
                "<td rowspan=3>",
                "<td colspan=2>",
                "<a href=#x name=y>",
                "<a href=#y id=x>",
                "<p hidden>",
                "&nbsp;",
                "&#0;",
                "<",
                ">",
            ]
        ),
        st.text("床位达到80张，。：", min_size=1, max_size=8),
    ),
    max_size=40,
)


@given(SOUP)
@settings(deadline=None)
def test_no_soup_of_tags_hides_the_sentence_before_it(pieces: list[str]) -> None:
    page = "<body><p>各科室，请认真执行。</p>" + "".join(pieces)
    assert "各科室，请认真执行。" in "".join(texts(page))


@given(
    st.lists(st.sampled_from(["p", "div", "td", "li", "h2", "span", "pre"]), min_size=1, max_size=12),
    st.data(),
)
def test_each_character_of_a_page_of_prose_is_in_one_block_or_cell(
    tags: list[str], data: st.DataObject
) -> None:
    words = [data.draw(st.text("床位护理医疗质量", min_size=1, max_size=6)) + "，" for _ in tags]
    pieces = [
        f"<table border=1><tr><td>{w}<td>乙。</table>" if tag == "td" else f"<{tag}>{w}</{tag}>"
        for tag, w in zip(tags, words, strict=True)
    ]
    whole = "".join(w + ("乙。" if tag == "td" else "") for tag, w in zip(tags, words, strict=True))
    found = "".join(texts("<body><p>各科室，请认真执行本计划。</p>" + "".join(pieces))).replace("|", "")
    assert sorted(found) == sorted("各科室，请认真执行本计划。" + whole)


def test_the_number_that_only_the_site_gives_is_the_documents() -> None:
    plan = parse_bytes(SITE.encode(), "plan.html")
    assert plan.document.header.document_number is not None
    assert plan.document.header.document_number.text == "云三医〔2023〕7号"
    assert plan.document.header.title == "云州市第三人民医院2023年工作计划"
    assert [target.indicator for target in plan.targets] == ["床位使用率", "平均住院日"]


def test_an_item_without_a_line_gives_its_number_to_nobody() -> None:
    page = "<ol><li><table border=1><tr><td>指标，<td>值<tr><td>床位<td>9</table></ol><p>三、保障措施，共两条。</p>"
    assert texts(page)[-1] == "三、保障措施，共两条。"


def test_a_charset_that_a_script_left_undefined_is_passed_over() -> None:
    page = f"<meta charset=undefined><p>{TEXT}</p>"
    assert texts(page.encode("gb18030")) == [TEXT]
