"""Plain text and Markdown → source."""

import codecs
import time
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospplan.errors import DamagedSourceError, EmptySourceError, LimitError
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.source import Source, SourceParagraph, SourceTable
from hospplan.readers.plain.encoding import decode
from hospplan.readers.plain.reader import read_text

NOTICE = (
    "云州市第三人民医院关于印发工作计划的通知\n各科室：\n现将《2025年工作计划》印发给你们，请认真执行。\n"
)
TRADITIONAL = "雲州市第三人民醫院關於印發工作計畫的通知\n各科室：\n請認真執行，確保完成全年目標。\n"


def read(text: str | bytes, *, limits: Limits = DEFAULT_LIMITS, markdown: bool = False) -> Source:
    data = text.encode() if isinstance(text, str) else text
    return read_text(data, "plan.txt", lexicon=default_lexicon(), limits=limits, markdown=markdown)


def paragraphs(text: str | bytes, *, markdown: bool = False) -> list[str]:
    return [
        "<table>" if isinstance(block, SourceTable) else block.text
        for block in read(text, markdown=markdown).blocks
    ]


def tables(text: str, *, markdown: bool = False) -> list[list[list[str]]]:
    found = [block for block in read(text, markdown=markdown).blocks if isinstance(block, SourceTable)]
    return [
        [[cell.text for cell in table.cells if cell.row == row] for row in range(table.cells[-1].row + 1)]
        for table in found
    ]


def aligned(text: str) -> list[tuple[str, str | None]]:
    return [(block.text, block.align) for block in read(text).blocks if isinstance(block, SourceParagraph)]


# Encodings


@pytest.mark.parametrize(
    "data",
    [
        NOTICE.encode(),
        codecs.BOM_UTF8 + NOTICE.encode(),
        codecs.BOM_UTF16_LE + NOTICE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + NOTICE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + NOTICE.encode("utf-32-le"),
        NOTICE.encode("utf-16-le"),
        NOTICE.encode("utf-16-be"),
        NOTICE.encode("gb18030"),
        b"\x84\x31\x95\x33" + NOTICE.encode("gb18030"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode(data) == NOTICE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "cp950"])
def test_traditional_text_is_told_apart(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_where_it_holds_no_zero_byte(encoding: str) -> None:
    assert decode("印发工作计划，请执行".encode(encoding)) == "印发工作计划，请执行"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_a_text_in_ascii_alone_is_read(encoding: str) -> None:
    assert decode("2025 plan, 85%\n".encode(encoding)) == "2025 plan, 85%\n"


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", codecs.BOM_UTF8 + b"\xc4\xe3", b"\x80\x80\xff"])
def test_an_encoding_that_can_not_be_read_is_said(data: bytes) -> None:
    with pytest.raises(DamagedSourceError) as caught:
        decode(data)
    assert str(caught.value) == (
        "the encoding of the text could not be read: it is no UTF-8, UTF-16, GB18030 or Big5; "
        "save it as UTF-8"
    )


def test_broken_utf_8_is_not_read_as_gb18030() -> None:
    data = (NOTICE * 3).encode()
    with pytest.raises(DamagedSourceError) as caught:
        decode(data[:100] + data[101:])
    assert str(caught.value) == (
        "the text is UTF-8, but broken in 1 place; get the file again from where it comes"
    )


def test_nul_is_no_text() -> None:
    with pytest.raises(DamagedSourceError) as caught:
        decode("云州\0三院".encode())
    assert str(caught.value) == (
        "the file holds NUL characters, so it is no plain text; save it as .txt or .docx"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (codecs.BOM_UTF8, "the file holds no text"),
        (" \r\n\t\u3000\u200b\ufeff\n\f".encode(), "the file holds no text"),
    ],
)
def test_a_file_without_ink_is_empty(data: bytes, message: str) -> None:
    with pytest.raises(EmptySourceError) as caught:
        read(data)
    assert str(caught.value) == message


# Lines and paragraphs


@pytest.mark.parametrize(
    "newline", ["\n", "\r\n", "\r", "\r\r\n", "\v", "\u2028", "\u2029", "\x85", "\f", "\n\n"]
)
def test_every_newline_parts_paragraphs(newline: str) -> None:
    assert paragraphs(f"一、总体要求{newline}二、重点任务{newline}") == ["一、总体要求", "二、重点任务"]


def test_characters_without_ink_are_dropped_and_spaces_inside_stay() -> None:
    assert paragraphs("\ufeff云\u200b州\u00ad三\x07院  王　明 \n") == ["云州三院  王　明"]


def test_the_imprint_is_one_paragraph_with_its_spaces() -> None:
    line = "云州市第三人民医院办公室              2025年3月2日印发"
    assert paragraphs(f"抄送：云州市卫生健康委员会\n  {line}  \n") == ["抄送：云州市卫生健康委员会", line]


def test_a_sentence_that_a_page_cut_is_one() -> None:
    text = "1.推进学科建设。建立定期评估制度，把评\n\n估结果用于资源配置，形成良性循环。\n2.加强管理。\n"
    assert paragraphs(text) == [
        "1.推进学科建设。建立定期评估制度，把评估结果用于资源配置，形成良性循环。",
        "2.加强管理。",
    ]


def test_page_numbers_that_count_up_are_dropped() -> None:
    text = "一、总体要求。完善评\n— 1 —\n\f估机制，形成合力。\n- 2 -\n二、重点任务\n第 3 页 共 3 页\n"
    assert paragraphs(text) == ["一、总体要求。完善评估机制，形成合力。", "二、重点任务"]


@pytest.mark.parametrize("text", ["甲\n— 1 —\n乙", "甲\n— 1 —\n乙\n— 7 —"])
def test_a_line_that_only_looks_like_a_page_number_stays(text: str) -> None:
    assert paragraphs(text) == text.split("\n")


def test_a_form_feed_starts_a_page() -> None:
    blocks = read("正文结束。\n\f\n附件1\n任务清单\n\f\t甲\n\t乙\n\n\t丙\n\t丁\n").blocks
    assert [block.starts_page for block in blocks] == [False, True, False, True]


def test_a_sign_off_set_by_spaces_is_right_aligned() -> None:
    text = (
        "请认真执行。\n\n" + " " * 30 + "云州市第三人民医院\n" + "\n" + " " * 32 + "2025年3月2日\n"
        "云州市第三人民医院2025年工作计划\n"
    )
    assert aligned(text) == [
        ("请认真执行。", None),
        ("云州市第三人民医院", "right"),
        ("2025年3月2日", "right"),
        ("云州市第三人民医院2025年工作计划", None),
    ]


def test_a_title_set_to_the_middle_is_centred() -> None:
    assert aligned("附件1\n" + " " * 20 + "年度工作计划表单\n　　为做好工作，制定本计划。\n") == [
        ("附件1", None),
        ("年度工作计划表单", "center"),
        ("为做好工作，制定本计划。", None),
    ]


# Tables


CELLS = (
    "附件1\n2025年度任务清单\n"
    "\t任务\n\t内容\n\t牵头\n\n领导\n\t责任科室\n\n"
    "\t学\n\n科\n\n建\n\n设\n\t1.1 建设卒中中心\n\t王明\n\n\n\t医务科\n\n（神经\n\n内科、介\n\n入科）\n\n"
    "\t\n\t1.2 建设胸痛中心\n\t\n\t急诊科\n\n心内科\n\n"
    "\t\n\t1.3 推广适宜技术\n\t\n\t\n\n\n"
    "附件2\n亮诺项目\n"
)


def test_cells_that_start_with_a_tab_are_a_table() -> None:
    assert tables(CELLS) == [
        [
            ["任务", "内容", "牵头领导", "责任科室"],
            ["学科建设", "1.1 建设卒中中心", "王明", "医务科（神经内科、介入科）"],
            ["", "1.2 建设胸痛中心", "", "急诊科\n心内科"],
            ["", "1.3 推广适宜技术", "", ""],
        ]
    ]
    assert paragraphs(CELLS) == ["附件1", "2025年度任务清单", "<table>", "附件2", "亮诺项目"]


def test_merges_of_a_text_are_lost_and_a_row_of_one_cell_spans() -> None:
    text = "\t主要指标\n\n\t序号\n\t指标\n\t目标\n\n\t1\n\t床位\n\t≥900\n\n\t2\n\t收入\n\t6.0\n\n\n四、任务\n"
    table = read(text).blocks[0]
    assert isinstance(table, SourceTable)
    assert table.merges == "lost"
    assert [(cell.row, cell.col, cell.col_span) for cell in table.cells[:3]] == [
        (0, 0, 3),
        (1, 0, 1),
        (1, 1, 1),
    ]


@pytest.mark.parametrize(
    "after", ["\n附件2\n任务清单", "\n\n附件2\n任务清单", "\n\n四、保障措施", "\n\n\n云州"]
)
def test_a_table_ends_where_its_rows_end(after: str) -> None:
    text = f"\t序号\n\t指标\n\n\t1\n\t床位\n\n\t2\n\t收入{after}"
    assert tables(text) == [[["序号", "指标"], ["1", "床位"], ["2", "收入"]]]
    assert paragraphs(text)[1:] == [line for line in after.split("\n") if line]


def test_a_line_break_inside_a_cell_is_a_line() -> None:
    text = "\t序号\n\t任务\n\n\t1\n\t完成制度修订。\n开展培训\n\n\t2\n\t督查"
    assert tables(text) == [[["序号", "任务"], ["1", "完成制度修订。\n开展培训"], ["2", "督查"]]]


@pytest.mark.parametrize(
    "text",
    [
        "\t为做好工作，制定本计划。\n\t各科室要认真执行。\n\t重要事项及时报告。",
        "\t为做好工作，制定本计划。\n\n\t各科室要认真执行。\n\n\t重要事项及时报告。",
        "\t为做好工作。\n\t制定本计划。\n\n\t各科室要认真执行。\n\t及时报告。",
    ],
)
def test_paragraphs_that_start_with_a_tab_are_no_table(text: str) -> None:
    assert paragraphs(text) == [line.strip() for line in text.split("\n") if line]


@pytest.mark.parametrize("end", ["\n", "\n\n"])
def test_lines_of_cells_parted_by_tabs_are_a_table(end: str) -> None:
    text = f"主要指标\n序号\t指标\t目标{end}1\t床位\t≥900{end}\t收入\t\n其他说明\n"
    assert tables(text) == [[["序号", "指标", "目标"], ["1", "床位", "≥900"], ["", "收入", ""]]]
    assert paragraphs(text) == ["主要指标", "<table>", "其他说明"]


@pytest.mark.parametrize(
    "text",
    [
        "组长：\t王明\n副组长：\t李华\n成员：\t张伟",
        "组长：\t王明\t院长\n副组长：\t李华\t副院长",
        "一、总体要求\t1\n（一）指导思想\t2\n第二章 任务\t4",
        "云州市第三人民医院办公室\t2025年3月2日印发",
    ],
)
def test_labels_contents_and_an_imprint_with_tabs_are_paragraphs(text: str) -> None:
    assert paragraphs(text) == text.split("\n")


PIPES = "主要指标\n| 序号 | 指标 | 目标 |\n|---|:--:|--:|\n| 1 | 床位 | ≥900 |\n| 2 | 甲\\|乙<br>丙科 |\n"


@pytest.mark.parametrize("markdown", [True, False])
def test_a_pipe_table_is_read_in_both_kinds_of_text(*, markdown: bool) -> None:
    assert tables(PIPES, markdown=markdown) == [
        [["序号", "指标", "目标"], ["1", "床位", "≥900"], ["2", "甲|乙丙科", ""]]
    ]


@pytest.mark.parametrize("text", ["甲|乙\n丙|丁", "甲|乙\n---", "|", "a|b\n|---|"])
def test_pipes_without_a_row_of_dashes_are_text(text: str) -> None:
    assert tables(text) == []


# Markdown


def test_marks_of_markdown_are_taken_off() -> None:
    text = (
        "# 云州市第三人民医院**工作计划**\n\n## 一、总体要求 ##\n\n__坚持__以*人民*健康为中心。\n\n"
        "- 第一项工作\n* 第二项工作\n\n1. 健全机制\n2. 完善制度\n\n> 引用的话\n\n---\n\n"
        "详见[通知](https://example.org/a)。\n\n1\\. 转义的编号\n\n```\n# 代码\n```\n保障措施\n========\n"
    )
    assert paragraphs(text, markdown=True) == [
        "云州市第三人民医院工作计划",
        "一、总体要求",
        "坚持以*人民*健康为中心。",
        "第一项工作",
        "第二项工作",
        "1. 健全机制",
        "2. 完善制度",
        "引用的话",
        "详见通知。",
        "1. 转义的编号",
        "# 代码",
        "保障措施",
    ]


def test_a_heading_of_markdown_is_joined_to_nothing() -> None:
    text = "# 完善机制。强化管理，\n把制度落到实处，形成合力。\n"
    assert paragraphs(text, markdown=True) == ["完善机制。强化管理，", "把制度落到实处，形成合力。"]


def test_an_item_that_goes_on_in_the_next_line_is_one_paragraph() -> None:
    text = "- 完善机制。强化管理，\n  把制度落到实处。\n- 加强培训，\n- 抓好考核。\n"
    assert paragraphs(text, markdown=True) == [
        "完善机制。强化管理，把制度落到实处。",
        "加强培训，",
        "抓好考核。",
    ]


def test_plain_text_keeps_what_would_be_marks() -> None:
    assert paragraphs("**重点**\n# 一\n- 项") == ["**重点**", "# 一", "- 项"]


@pytest.mark.parametrize(("markdown", "media_type"), [(True, "text/markdown"), (False, "text/plain")])
def test_the_source_names_its_bytes(*, markdown: bool, media_type: str) -> None:
    data = NOTICE.encode("gb18030")
    source = read(data, markdown=markdown)
    assert (source.name, source.media_type, source.size, source.sha256, source.pages) == (
        "plan.txt",
        media_type,
        len(data),
        sha256(data).hexdigest(),
        None,
    )


# Limits and laws


@pytest.mark.parametrize(
    ("limits", "text", "message"),
    [
        (Limits(paragraph_chars=5), "云州市第三医院", "a paragraph has 7 characters, more than 5"),
        (Limits(paragraphs=2), "一、甲\n二、乙\n三、丙", "the file has more than 2 paragraphs"),
        (Limits(paragraphs=2), "|a|b|\n|-|-|\n|c|d|", "the file has more than 2 paragraphs"),
        (Limits(table_cells=3), "|a|b|\n|-|-|\n|c|d|", "a table has 4 cells, more than 3"),
        (Limits(table_columns=1), "|a|b|\n|-|-|\n|c|d|", "a table has 2 columns, more than 1"),
    ],
)
def test_a_text_over_a_limit_is_refused(limits: Limits, text: str, message: str) -> None:
    with pytest.raises(LimitError) as caught:
        read(text, limits=limits)
    assert caught.value.message == message


# Page numbers and tables take their marks off; all else is kept.
PLAIN = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf"], exclude_characters="|-—–页\ufeff")
    | st.sampled_from("\n \u3000。，")
)


@given(PLAIN)
def test_every_character_with_ink_is_read_once_and_in_order(text: str) -> None:
    if not text.strip():
        return
    assert "".join("".join(paragraphs(text)).split()) == "".join(text.split())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        blocks = read(data).blocks
    except (DamagedSourceError, EmptySourceError):
        return
    assert blocks


@given(st.text(st.sampled_from("#*_>|-` \n[]()\\<br>1.甲乙"), max_size=60))
def test_any_markdown_is_read_or_empty(text: str) -> None:
    try:
        blocks = read(text, markdown=True).blocks
    except EmptySourceError:
        return
    assert blocks


@pytest.mark.parametrize(
    "line", ["加强服务能力建设，", "\t医务科", "|甲|乙|", "甲\t乙\t丙", "**[", "> > ```"]
)
@pytest.mark.parametrize("markdown", [True, False])
def test_many_lines_take_linear_time(line: str, *, markdown: bool) -> None:
    start = time.process_time()
    read(f"{line}\n" * 50_000, limits=Limits(table_cells=10**7), markdown=markdown)
    assert time.process_time() - start < 10


def test_a_row_of_several_lines_of_fewer_cells_or_of_one_is_of_the_table() -> None:
    text = (
        "序号\t任务\t牵头部门\t完成时间\n一\t党建工作\n1\t落实责任\t党办\t3月\n二、医疗工作\n"
        "2\t推进改革\t医保办\n病案室\t12月\n云州市第三人民医院\n"
    )
    assert tables(text) == [
        [
            ["序号", "任务", "牵头部门", "完成时间"],
            ["一", "党建工作", "", ""],
            ["1", "落实责任", "党办", "3月"],
            ["二、医疗工作"],
            ["2", "推进改革", "医保办\n病案室", "12月"],
        ]
    ]
    assert paragraphs(text)[-1] == "云州市第三人民医院"
