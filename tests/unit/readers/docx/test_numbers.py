import pytest
from tests.unit.readers.docx.docx_parts import lvl, number, numbering, p, read_body, style, t, tbl, tc, texts

_OUTLINE = lvl(0, "chineseCounting", "%1、") + lvl(1, "chineseCounting", "（%2）") + lvl(2, "decimal", "%3.")


def test_a_list_is_numbered_as_a_person_sees_it() -> None:
    body = (
        p("总体要求", number(1))
        + p("指导思想", number(1, 1))
        + p("基本原则", number(1, 1))
        + p("坚持公益", number(1, 2))
        + p("主要任务", number(1))
        + p("提升质量", number(1, 1))
    )
    assert texts(read_body(body, numbering=numbering(_OUTLINE))) == [
        "一、总体要求",
        "（一）指导思想",
        "（二）基本原则",
        "1.坚持公益",
        "二、主要任务",
        "（一）提升质量",
    ]


@pytest.mark.parametrize(
    ("pattern", "more", "expected"),
    [
        ("%1.", "", ["1.甲", "2.乙"]),
        ("第%1条", "", ["第1条 甲", "第2条 乙"]),  # a tab parts them on the page
        ("第%1条", '<w:suff w:val="nothing"/>', ["第1条甲", "第2条乙"]),
        ("%1", '<w:suff w:val="space"/>', ["1 甲", "2 乙"]),
        ("", "", ["甲", "乙"]),
        ("附件：", "", ["附件：甲", "附件：乙"]),
        ("%1.", "<w:rPr><w:vanish/></w:rPr>", ["甲", "乙"]),
    ],
)
def test_a_gap_is_written_only_where_number_and_text_would_grow_together(
    pattern: str, more: str, expected: list[str]
) -> None:
    body = p("甲", number(1)) + p("乙", number(1))
    assert texts(read_body(body, numbering=numbering(lvl(0, "decimal", pattern, more)))) == expected


def test_numbers_of_several_levels_take_each_level_in_its_own_format() -> None:
    levels = lvl(0, "chineseCounting", "第%1章") + lvl(1, "decimal", "%1.%2、")
    body = p("甲", number(1)) + p("乙", number(1, 1))
    assert texts(read_body(body, numbering=numbering(levels))) == ["第一章 甲", "一.1、乙"]


def test_a_legal_level_writes_all_levels_in_arabic_digits() -> None:
    levels = lvl(0, "chineseCounting", "第%1章") + lvl(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = p("甲", number(1)) + p("乙", number(1, 1)) + p("丙", number(1, 1))
    assert texts(read_body(body, numbering=numbering(levels))) == ["第一章 甲", "1.1 乙", "1.2 丙"]


def test_a_level_that_never_stood_shows_its_start() -> None:
    levels = lvl(0, "decimal", "%1.") + lvl(1, "decimal", "%1.%2.")
    body = p("甲", number(1, 1)) + p("乙", number(1)) + p("丙", number(1, 1))
    assert texts(read_body(body, numbering=numbering(levels))) == ["1.1.甲", "1.乙", "1.1.丙"]


def test_a_bullet_gives_no_number_also_inside_a_deeper_one() -> None:
    levels = lvl(0, "decimal", "%1.") + lvl(1, "bullet", "\uf0b7") + lvl(2, "decimal", "%1.%2%3.")
    body = p("甲", number(1)) + p("乙", number(1, 1)) + p("丙", number(1, 2))
    assert texts(read_body(body, numbering=numbering(levels))) == ["1.甲", "乙", "1.1.丙"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1)", "2)", "1)", "1)"]),
        ('<w:lvlRestart w:val="0"/>', ["1)", "2)", "3)", "4)"]),
        ('<w:lvlRestart w:val="1"/>', ["1)", "2)", "3)", "1)"]),  # after level 1 only, not after level 2
    ],
)
def test_a_level_restarts_after_the_levels_that_it_names(restart: str, expected: list[str]) -> None:
    levels = lvl(0, "decimal", "%1、") + lvl(1, "decimal", "（%2）") + lvl(2, "decimal", "%3)", restart)
    order = [0, 1, 2, 2, 1, 2, 0, 1, 2]
    body = "".join(p("项", number(1, level)) for level in order)
    found = texts(read_body(body, numbering=numbering(levels)))
    assert [text.removesuffix("项") for text in found if ")" in text] == expected


def test_lists_that_share_a_definition_count_on() -> None:
    nums = '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    body = p("甲", number(1)) + p("乙", number(7)) + p("丙", number(1))
    parts = numbering(lvl(0, "decimal", "%1."), nums=nums)
    assert texts(read_body(body, numbering=parts)) == ["1.甲", "2.乙", "3.丙"]


def test_an_overridden_start_restarts_the_count_once() -> None:
    nums = (
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = p("甲", number(1)) + p("乙", number(7)) + p("丙", number(7)) + p("丁", number(1))
    parts = numbering(lvl(0, "decimal", "%1."), nums=nums)
    assert texts(read_body(body, numbering=parts)) == ["1.甲", "5.乙", "6.丙", "7.丁"]


def test_an_override_may_bring_a_level_of_its_own() -> None:
    level = lvl(0, "upperLetter", "%1)")
    nums = f'<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">{level}</w:lvlOverride></w:num>'
    parts = numbering(lvl(0, "decimal", "%1."), nums=nums)
    assert texts(read_body(p("甲", number(7)), numbering=parts)) == ["A)甲"]


def test_a_style_numbers_its_paragraphs_on_the_level_that_names_it() -> None:
    """The level's w:pStyle holds over the style's own w:ilvl, also for a style based on the numbered one."""
    levels = lvl(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>') + lvl(
        1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'
    )
    styles = (
        style("H1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("H2", '<w:basedOn w:val="H1"/>')
        + style("Mine", '<w:basedOn w:val="H2"/>')
        + style("Plain", '<w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
    )
    body = (
        p("甲", '<w:pStyle w:val="H1"/>')
        + p("乙", '<w:pStyle w:val="H2"/>')
        + p("丙", '<w:pStyle w:val="Mine"/>')
        + p("丁", '<w:pStyle w:val="Plain"/>')
        + p("戊", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("己", '<w:pStyle w:val="H1"/>')
    )
    found = texts(read_body(body, numbering=numbering(levels), styles=styles))
    assert found == ["一、甲", "（一）乙", "（二）丙", "丁", "戊", "二、己"]


def test_a_style_that_no_level_names_gives_its_own_level() -> None:
    styles = style("H2", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    found = texts(read_body(p("甲", '<w:pStyle w:val="H2"/>'), numbering=numbering(_OUTLINE), styles=styles))
    assert found == ["（一）甲"]


def test_a_definition_that_links_to_a_list_style_is_that_styles_list() -> None:
    parts = numbering('<w:numStyleLink w:val="公文"/>', '<w:styleLink w:val="公文"/>' + _OUTLINE)
    styles = style("公文", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', "numbering")
    body = p("甲", number(1)) + p("乙", number(2))
    assert texts(read_body(body, numbering=parts, styles=styles)) == ["一、甲", "二、乙"]


def test_styles_and_lists_that_go_in_circles_are_cut() -> None:
    parts = numbering('<w:numStyleLink w:val="A"/>')
    styles = style(
        "A", '<w:basedOn w:val="B"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "numbering"
    ) + style("B", '<w:basedOn w:val="A"/>', "numbering")
    body = p("甲", number(1)) + p("乙", '<w:pStyle w:val="B"/>')
    assert texts(read_body(body, numbering=parts, styles=styles)) == ["甲", "乙"]


def test_cells_and_text_boxes_are_numbered_in_document_order() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框', number(1))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    body = p(runs=t("甲") + box, properties=number(1)) + tbl(
        tc(p("", number(1))) + tc("乙"), tc(p("", number(1))) + tc("丙")
    )
    found = texts(read_body(body, numbering=numbering(lvl(0, "decimal", "%1."))))
    assert found == ["2.框", "1.甲", "0,0 3.", "0,1 乙", "1,0 4.", "1,1 丙"]


def test_an_unknown_format_is_written_in_arabic_digits_and_found() -> None:
    source = read_body(p("甲", number(1)), numbering=numbering(lvl(0, "koreanCounting", "%1.")))
    assert texts(source) == ["1.甲"]
    assert [(f.code, f.severity, f.message) for f in source.findings] == [
        (
            "unknown-number-format",
            "warning",
            "automatic numbers of the format koreanCounting were written in Arabic digits",
        )
    ]


def test_a_custom_format_pads_with_zeros() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
    )
    assert texts(read_body(p("甲", number(1)), numbering=numbering(level))) == ["001.甲"]


@pytest.mark.parametrize(
    "properties",
    [
        number(99),
        '<w:numPr><w:ilvl w:val="0"/></w:numPr>',
        '<w:numPr><w:numId w:val="x"/></w:numPr>',
        number(1, 8),
        '<w:numPr><w:ilvl w:val="-7"/><w:numId w:val="9"/></w:numPr>',
    ],
)
def test_a_number_that_the_document_does_not_define_is_none(properties: str) -> None:
    assert texts(read_body(p("甲", properties), numbering=numbering(_OUTLINE))) == ["甲"]


def test_a_document_without_numbering_part_has_no_numbers() -> None:
    assert texts(read_body(p("甲", number(1)))) == ["甲"]


def test_a_pattern_of_a_megabyte_is_not_repeated_at_each_paragraph() -> None:
    source = read_body(p("甲", number(1)), numbering=numbering(lvl(0, "decimal", "号" * 1_000_000)))
    assert texts(source) == ["号" * 255 + " 甲"]


def test_what_a_merged_cell_covers_has_no_number_and_is_not_counted() -> None:
    first, further = (f'<w:vMerge w:val="{kind}"/>' for kind in ("restart", "continue"))
    empty = p("", number(1))
    body = tbl(
        tc(empty, first) + tc("甲"),
        tc(empty, further) + tc("乙"),
        tc(empty, further) + tc("丙"),
        tc(empty) + tc("丁"),
    )
    assert texts(read_body(body, numbering=numbering(lvl(0, "decimal", "%1")))) == [
        "0,0 1",
        "0,1 甲",
        "1,1 乙",
        "2,1 丙",
        "3,0 2",
        "3,1 丁",
    ]
