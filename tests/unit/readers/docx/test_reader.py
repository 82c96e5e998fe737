import time
from hashlib import sha256

import pytest
from tests.unit.readers.docx.docx_parts import (
    make_docx,
    p,
    paragraphs,
    read,
    read_body,
    style,
    t,
    tbl,
    tc,
    texts,
)

from hospplan.errors import EmptySourceError
from hospplan.models.source import Align

_PAGE = '<w:r><w:br w:type="page"/></w:r>'
_BREAK = "<w:r><w:br/></w:r>"


def field(code: str, result: str | None) -> str:
    """A complex field; without a result where *result* is None."""
    separate = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{separate}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def drawing(content: str) -> str:
    """A DrawingML text box with its VML twin, as Word writes it."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_source_says_what_file_it_is_of() -> None:
    data = make_docx(p("云州市第三人民医院"))
    source = read(data)
    assert (source.name, source.size, source.pages) == ("计划.docx", len(data), None)
    assert source.sha256 == sha256(data).hexdigest()
    assert source.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert source.findings == ()


def test_the_strict_form_reads_like_the_transitional_one() -> None:
    body = p("一、总则", '<w:jc w:val="center"/>') + tbl(
        tc("甲", '<w:gridSpan w:val="2"/>'), tc("乙") + tc("丙")
    )
    strict, transitional = read(make_docx(body, strict=True)), read(make_docx(body))
    assert strict.blocks == transitional.blocks
    assert texts(strict) == ["一、总则", "0,0 甲", "1,0 乙", "1,1 丙"]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (t("　床位") + t("1200张 "), "床位1200张"),
        ("<w:r><w:t> 床位 </w:t></w:r>" + t("1200张"), "床位1200张"),  # white space that is not preserved
        ("<w:r><w:t>床位\n1200张</w:t></w:r>", "床位 1200张"),
        ("<w:r><w:t>签发人：</w:t><w:tab/><w:t>王明</w:t><w:ptab/><w:t>李强</w:t></w:r>", "签发人：\t王明\t李强"),
        ("<w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>5</w:t><w:softHyphen/><w:t>名</w:t></w:r>", "3-5名"),
        ("<w:ins>" + t("新") + "</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>" + t("增"), "新增"),
        ("<w:moveTo>" + t("去") + "</w:moveTo><w:moveFrom>" + t("来") + "</w:moveFrom>", "去"),
        ("<w:ins><w:del>" + t("作废") + "</w:del></w:ins>" + t("有效"), "有效"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>" + t("开"), "开"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r>' + t("开"), "见开"),
        ("<w:r><w:rPr><w:webHidden/></w:rPr><w:t>见</w:t></w:r>", "见"),
        ("<w:hyperlink>" + t("链接") + "</w:hyperlink>", "链接"),
        ("<w:smartTag><w:smartTagPr/>" + t("云州") + "</w:smartTag>", "云州"),
        ("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + t("控件") + "</w:sdtContent></w:sdt>", "控件"),
        (
            "<mc:AlternateContent><mc:Choice>" + t("新") + "</mc:Choice><mc:Fallback>" + t("旧")
            + "</mc:Fallback></mc:AlternateContent>",
            "新",
        ),
        ("<mc:AlternateContent><mc:Fallback>" + t("旧") + "</mc:Fallback></mc:AlternateContent>", "旧"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r>" + t("州"),
            "云州",
        ),
        ('<w:commentRangeStart w:id="1"/>' + t("正文") + '<w:r><w:commentReference w:id="1"/></w:r>', "正文"),
    ],
)  # fmt: skip
def test_text_is_what_a_person_sees(runs: str, expected: str) -> None:
    assert texts(read_body(p(runs=runs))) == [expected]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (t("共") + field("NUMPAGES", t("5")) + t("页"), "共5页"),
        (t("甲") + field("XE 索引", None) + t("乙"), "甲乙"),
        (field(" IF 1 = 1 ", t("外") + field("PAGE", t("内"))), "外内"),
        ('<w:fldSimple w:instr="DATE">' + t("2023年") + "</w:fldSimple>", "2023年"),
        (t("第") + field(r" EQ \o\ac(○,3) ", None) + t("项"), "第③项"),
        (field(r"eq \o\ac(□,院)", None), "院"),
        (field(r" EQ \f(1,2) ", None) + t("甲"), "甲"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
            '</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + t("是"),
            "☒是",
        ),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + t("甲"), "甲"),
    ],
)  # fmt: skip
def test_a_field_gives_its_result_and_never_its_code(runs: str, expected: str) -> None:
    source = read_body(p(runs=runs))
    assert texts(source) == [expected]
    assert source.findings == ()


def test_a_field_may_go_on_over_paragraphs() -> None:
    """A table of contents: its field begins in the first line and ends after the last."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    body = (
        p(runs=begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + t("一、总则"))
        + p("二、任务")
        + p(runs='<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + p("正文")
    )
    assert texts(read_body(body)) == ["一、总则", "二、任务", "正文"]


def test_a_code_that_goes_on_over_paragraphs_stays_hidden() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    rest = (
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + t("果")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p(runs=begin + t("码")) + p(runs=t("码") + rest)
    assert texts(read_body(body)) == ["果"]


def test_a_field_without_end_does_not_swallow_the_document() -> None:
    source = read_body(p(runs=t("甲") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("乙"))
    assert texts(source) == ["甲", "乙"]
    assert [(f.code, f.message) for f in source.findings] == [
        ("unclosed-field", "a field has no end; what follows its code was read as text")
    ]


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="Wingdings 2" w:char="0052"/>', "☑"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:sym w:font="仿宋" w:char="2605"/>', "★"),
        ("<w:rPr><w:rFonts w:ascii='Wingdings 2'/></w:rPr><w:t>R是£否</w:t>", "☑是□否"),
        ("<w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>\uf0d8</w:t>", "➢"),
    ],
)
def test_signs_of_symbol_fonts_become_their_look_alikes(symbol: str, expected: str) -> None:
    source = read_body(p(runs=f"<w:r>{symbol}</w:r>"))
    assert texts(source) == [expected]
    assert source.findings == ()


@pytest.mark.parametrize(
    "symbol",
    [
        '<w:sym w:font="Wingdings" w:char="F021"/>',
        '<w:sym w:font="医院字体" w:char="F021"/>',
        "<w:t>\uf021</w:t>",
    ],
)
def test_an_unknown_sign_stays_and_is_found(symbol: str) -> None:
    source = read_body(p(runs=t("甲") + f"<w:r>{symbol}</w:r>"))
    assert texts(source) == ["甲\uf021"]
    assert [(f.code, f.message) for f in source.findings] == [
        ("unknown-symbol", "characters of symbol fonts without a known look-alike: 1")
    ]


@pytest.mark.parametrize("code", ["", "zz", "110000000", "-1", "D800", "0"])
def test_a_sign_without_a_code_point_is_nothing(code: str) -> None:
    assert texts(read_body(p(runs=t("甲") + f'<w:r><w:sym w:font="Symbol" w:char="{code}"/></w:r>'))) == [
        "甲"
    ]


def _m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (_m("a+b"), "a+b"),
        (f"<m:f><m:num>{_m('出院人次')}</m:num><m:den>{_m('床位')}</m:den></m:f>", "出院人次/床位"),
        (f"<m:f><m:num>{_m('a+b')}</m:num><m:den>{_m('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:sSup><m:sSupPr/><m:e>{_m('10')}</m:e><m:sup>{_m('3')}</m:sup></m:sSup>", "10^3"),
        (f"<m:rad><m:deg/><m:e>{_m('x')}</m:e></m:rad>", "√x"),
        (f"<m:d><m:e>{_m('a')}</m:e></m:d>", "(a)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{_m("a")}</m:e></m:d>', "[a]"),
        (f"<m:sSub><m:e>{_m('x')}</m:e><m:sub>{_m('1')}</m:sub></m:sSub>", "x1"),
        ("<m:f><m:num/></m:f>", "()/()"),
    ],
)
def test_a_formula_is_written_on_one_line(formula: str, expected: str) -> None:
    assert texts(read_body(p(runs=t("率＝") + f"<m:oMath>{formula}</m:oMath>"))) == [f"率＝{expected}"]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w:jc w:val="center"/>', "center"),
        ('<w:jc w:val="end"/>', "right"),
        ('<w:jc w:val="start"/>', "left"),
        ('<w:jc w:val="both"/>', "both"),
        ('<w:jc w:val="distribute"/>', "both"),
        ('<w:jc w:val="nonsense"/>', "both"),  # then the default style holds
        ('<w:pStyle w:val="Title2"/>', "center"),
        ('<w:pStyle w:val="Title2"/><w:jc w:val="left"/>', "left"),
        ('<w:pStyle w:val="Nameless"/>', "both"),
        ("", "both"),
    ],
)
def test_alignment_comes_from_the_paragraph_its_style_or_the_default_style(
    properties: str, expected: Align
) -> None:
    styles = (
        style("Normal", '<w:pPr><w:jc w:val="both"/></w:pPr>', more='w:default="1"')
        + style("Title", '<w:pPr><w:jc w:val="center"/></w:pPr>')
        + style("Title2", '<w:basedOn w:val="Title"/>')
    )
    assert paragraphs(read_body(p("标题", properties), styles=styles))[0].align == expected


def test_without_styles_a_paragraph_is_set_to_the_left() -> None:
    assert paragraphs(read_body(p("标题")))[0].align == "left"


def test_document_defaults_hold_where_no_style_speaks() -> None:
    styles = (
        '<w:docDefaults><w:pPrDefault><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    assert paragraphs(read_body(p("标题"), styles=styles))[0].align == "right"


def test_hidden_text_may_come_from_a_style() -> None:
    styles = (
        style("Secret", "<w:rPr><w:vanish/></w:rPr>", "character")
        + style("Secret2", '<w:basedOn w:val="Secret"/>', "character")
        + style("HiddenP", "<w:rPr><w:vanish/></w:rPr>")
    )
    hidden = '<w:r><w:rPr><w:rStyle w:val="Secret2"/></w:rPr><w:t>密</w:t></w:r>'
    shown = '<w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>例外</w:t></w:r>'
    body = p(runs=hidden + t("开")) + p("密", '<w:pStyle w:val="HiddenP"/>') + p("尾")
    assert texts(read_body(body, styles=styles)) == ["开", "尾"]
    body = p(runs=t("密") + shown, properties='<w:pStyle w:val="HiddenP"/>') + p("尾")
    assert texts(read_body(body, styles=styles)) == ["例外尾"]  # a hidden mark ends no line


def test_a_broken_styles_part_is_left_out_and_found() -> None:
    data = make_docx(
        p("正文", '<w:pStyle w:val="A"/>'), parts={"styles": ""}, members={"word/styles.xml": b"<w:styles"}
    )
    source = read(data)
    assert texts(source) == ["正文"]
    assert [f.code for f in source.findings] == ["unreadable-part"]
    assert source.findings[0].message.startswith("left out: word/styles.xml is not well-formed XML (")


def test_empty_paragraphs_are_dropped() -> None:
    assert texts(read_body(p("甲") + p() + p(" 　\u00a0") + p("乙"))) == ["甲", "乙"]


def _on_new_pages(body: str, **parts: str) -> list[str]:
    return [block.text for block in paragraphs(read_body(body, **parts)) if block.starts_page]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("甲") + p("乙"), []),
        (p("甲") + p(runs=_PAGE) + p("乙"), ["乙"]),
        (p("甲") + p(runs=_PAGE) + p() + p(runs=_PAGE) + p("乙"), ["乙"]),
        (p(runs=t("甲") + _PAGE) + p("乙"), ["乙"]),
        (p("甲") + p(runs=_PAGE + t("乙")), ["乙"]),
        (p(runs=t("甲") + _PAGE + t("乙")), ["乙"]),
        (p("甲") + p("乙", "<w:pageBreakBefore/>"), ["乙"]),
        (p("甲") + p("", "<w:pageBreakBefore/>") + p("乙"), ["乙"]),
        (p("甲") + p("乙", '<w:pageBreakBefore w:val="0"/>'), []),
        (p("甲") + p("乙", '<w:pStyle w:val="Chapter"/>'), ["乙"]),
        (p("甲") + p("乙", '<w:pStyle w:val="Chapter"/><w:pageBreakBefore w:val="off"/>'), []),
        (p("甲") + p(runs="<w:r><w:lastRenderedPageBreak/></w:r>" + t("乙")), []),
        (p("甲", "<w:sectPr/>") + p("乙") + "<w:sectPr/>", ["乙"]),
        (p("甲", "<w:sectPr/>") + p("乙") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>', []),
        (p("甲", '<w:sectPr><w:type w:val="continuous"/></w:sectPr>') + p("乙") + "<w:sectPr/>", ["乙"]),
        (p("甲", "<w:sectPr/>") + p("乙") + '<w:sectPr><w:type w:val="oddPage"/></w:sectPr>', ["乙"]),
    ],
)
def test_a_page_break_shows_at_the_next_paragraph(body: str, expected: list[str]) -> None:
    assert _on_new_pages(body, styles=style("Chapter", "<w:pPr><w:pageBreakBefore/></w:pPr>")) == expected


def test_line_breaks_part_real_lines_and_join_a_cut_sentence() -> None:
    body = p(runs=t("一、加强队伍建设") + _BREAK + t("二、提升服务质量")) + p(
        runs=t("全院职工要增强责任意识，") + _BREAK + t("把工作抓细抓实，确保完成。")
    )
    assert texts(read_body(body)) == [
        "一、加强队伍建设",
        "二、提升服务质量",
        "全院职工要增强责任意识，把工作抓细抓实，确保完成。",
    ]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    body = p("加强", deleted) + p("", deleted) + p("建设", '<w:jc w:val="center"/>') + p("尾")
    found = paragraphs(read_body(body))
    assert [(block.text, block.align) for block in found] == [("加强建设", "center"), ("尾", "left")]


def test_a_joined_paragraph_before_a_table_or_the_end_stands_alone() -> None:
    deleted = "<w:rPr><w:moveFrom/></w:rPr>"
    assert texts(read_body(p("甲", deleted) + tbl(tc(p("乙", deleted))) + p("丙", deleted))) == [
        "甲",
        "0,0 乙",
        "丙",
    ]


def test_text_boxes_stand_before_the_paragraph_that_anchors_them() -> None:
    box = drawing(p("云州市第三人民医院文件", '<w:jc w:val="center"/>') + p("云三医〔2023〕7号"))
    found = paragraphs(read_body(p("前") + p(runs=box + t("标题"))))
    assert [(block.text, block.origin, block.align) for block in found] == [
        ("前", "body", "left"),
        ("云州市第三人民医院文件", "text-box", "center"),
        ("云三医〔2023〕7号", "text-box", "left"),
        ("标题", "body", "left"),
    ]


def test_text_boxes_of_the_old_form_and_word_art_are_read() -> None:
    old = f"<w:pict><v:group><v:shape><v:textbox><w:txbxContent>{p('特急')}</w:txbxContent></v:textbox></v:shape></v:group></w:pict>"
    art = '<w:pict><v:shape><v:textpath string="云州市第三人民医院文件"/></v:shape></w:pict>'
    found = paragraphs(read_body(p(runs=f"<w:r>{old}{art}</w:r>")))
    assert [(block.text, block.origin) for block in found] == [
        ("特急", "text-box"),
        ("云州市第三人民医院文件", "text-box"),
    ]


def test_a_picture_without_text_is_nothing() -> None:
    assert texts(read_body(p(runs="<w:r><w:drawing><wps:wsp/></w:drawing></w:r>" + t("甲")))) == ["甲"]


_NOTES = (
    '<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
     '<w:footnote w:id="1">' + p(runs="<w:r><w:footnoteRef/></w:r>" + t(" 含分院。")) + "</w:footnote>"
    + '<w:footnote w:id="2">' + p("第一段") + p("第二段") + "</w:footnote>"
)  # fmt: skip


def test_a_table_in_a_note_is_read_row_by_row() -> None:
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{p(text)}</w:tc>' for text in row)}</w:tr>"
        for row in (("甲", "乙"), ("1", "2"))
    )
    notes = f'<w:footnote w:id="1">{p("见表")}<w:tbl>{rows}</w:tbl>{p("完")}</w:footnote>'
    found = paragraphs(read_body(p(runs=t("床位") + _call(1)), footnotes=notes))
    assert [(block.text, block.notes) for block in found] == [("床位", ("见表\n甲\t乙\n1\t2\n完",))]


def test_many_joined_paragraphs_take_linear_time() -> None:
    joined = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'

    def cost(count: int) -> float:
        body = f"<w:p>{joined}<w:r><w:t>完善</w:t></w:r></w:p>" * count + p("制度")
        start = time.process_time()
        read_body(body)
        return time.process_time() - start

    cost(500)
    assert cost(16_000) < 8 * cost(4_000) + 0.2


def _call(note: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{note}"/></w:r>'


def test_notes_belong_to_the_paragraph_that_calls_them() -> None:
    endnotes = '<w:endnote w:id="1">' + p("尾注") + "</w:endnote>"
    body = p(runs=t("床位") + _call(1) + t("1200张") + _call(1, "endnote")) + p(runs=t("人员") + _call(2))
    found = paragraphs(read_body(body, footnotes=_NOTES, endnotes=endnotes))
    assert [(block.text, block.notes) for block in found] == [
        ("床位1200张", ("含分院。", "尾注")),
        ("人员", ("第一段\n第二段",)),
    ]


def test_a_note_stays_with_its_line_where_a_paragraph_is_parted() -> None:
    body = p(runs=t("一、床位") + _call(1) + _BREAK + t("二、人员") + _call(2) + _PAGE + t("三、设备"))
    found = paragraphs(read_body(body, footnotes=_NOTES))
    assert [(block.text, block.notes) for block in found] == [
        ("一、床位", ("含分院。",)),
        ("二、人员", ("第一段\n第二段",)),
        ("三、设备", ()),
    ]


def test_a_note_called_in_a_cell_stands_after_the_table() -> None:
    body = tbl(tc(p(runs=t("床位") + _call(1))) + tc("1200")) + p("尾")
    assert texts(read_body(body, footnotes=_NOTES)) == ["0,0 床位", "0,1 1200", "含分院。", "尾"]


@pytest.mark.parametrize("note", [-1, 9, "x"])
def test_a_call_of_no_note_is_nothing(note: int) -> None:
    found = paragraphs(read_body(p(runs=t("床位") + _call(note)), footnotes=_NOTES))
    assert [(block.text, block.notes) for block in found] == [("床位", ())]


def test_a_note_that_calls_itself_is_read_once() -> None:
    notes = '<w:footnote w:id="1">' + p(runs=t("甲") + _call(1)) + "</w:footnote>"
    found = paragraphs(read_body(p(runs=t("床位") + _call(1) + _call(1)), footnotes=notes))
    assert [(block.text, block.notes) for block in found] == [("床位", ("甲",))]


def _with_header(
    section: str, headers: dict[str, str], body: str = p("关于印发计划的通知")
) -> list[tuple[str, str]]:
    found = paragraphs(read_body(body + f"<w:sectPr>{section}</w:sectPr>", **headers))
    return [(block.text, block.origin) for block in found]


_DEFAULT = '<w:headerReference w:type="default" r:id="header"/>'
_FIRST = '<w:headerReference w:type="first" r:id="header2"/><w:titlePg/>'
_TITLE = ("关于印发计划的通知", "body")


def test_a_red_head_in_the_page_header_comes_first() -> None:
    header = p("云州市第三人民医院文件") + p("云三医〔2023〕7号") + p("— 1 —")
    assert _with_header(_DEFAULT, {"header": header}) == [
        ("云州市第三人民医院文件", "header"),
        ("云三医〔2023〕7号", "header"),
        _TITLE,
    ]


@pytest.mark.parametrize("header", [p("云州市第三人民医院工作计划"), p("第1页"), "", p("3号楼")])
def test_other_headers_are_dropped(header: str) -> None:
    assert _with_header(_DEFAULT, {"header": header}) == [_TITLE]


def test_the_first_page_has_its_own_header() -> None:
    headers = {"header": p("云三医〔2023〕7号"), "header2": p("云州市第三人民医院文件")}
    assert _with_header(_DEFAULT + _FIRST, headers) == [("云州市第三人民医院文件", "header"), _TITLE]
    headers = {"header": p("云三医〔2023〕7号"), "header2": p("内部资料")}
    assert _with_header(_DEFAULT + _FIRST, headers) == [("云三医〔2023〕7号", "header"), _TITLE]


def test_a_red_head_in_a_table_of_the_header_gives_lines() -> None:
    header = tbl(tc("云州市第三人民医院文件"), tc("云三医〔2023〕7号") + tc("签发人：王明"))
    assert _with_header(_DEFAULT, {"header": header}) == [
        ("云州市第三人民医院文件", "header"),
        ("云三医〔2023〕7号", "header"),
        ("签发人：王明", "header"),
        _TITLE,
    ]


def test_a_running_head_does_not_repeat_the_body() -> None:
    body = p("云三医〔2023〕7号") + p("关于印发计划的通知")
    found = _with_header(_DEFAULT, {"header": p("云三医〔2023〕7号")}, body)
    assert found == [("云三医〔2023〕7号", "body"), _TITLE]


def test_an_embedded_document_is_found_not_read() -> None:
    source = read_body(p("甲") + '<w:altChunk r:id="x"/>')
    assert texts(source) == ["甲"]
    assert [(f.code, f.message) for f in source.findings] == [
        ("unreadable-part", "left out: a document embedded in this one")
    ]


@pytest.mark.parametrize("body", ["", p(), p(" 　"), tbl(tc("") + tc("")), "<w:sectPr/>", p(runs=_PAGE)])
def test_a_document_without_text_is_empty(body: str) -> None:
    with pytest.raises(EmptySourceError) as caught:
        read_body(body)
    assert str(caught.value) == (
        "the document holds no text; if it holds pictures of pages, recognise their text first (OCR)"
    )


def test_blocks_inside_wrappers_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}<w:customXml>{p('乙')}</w:customXml></w:sdtContent></w:sdt>"
        f"<mc:AlternateContent><mc:Choice>{p('丙')}</mc:Choice><mc:Fallback>{p('丁')}</mc:Fallback></mc:AlternateContent>"
        f"<w:ins>{tbl(tc('戊'))}</w:ins>"
    )
    assert texts(read_body(body)) == ["甲", "乙", "丙", "0,0 戊"]
