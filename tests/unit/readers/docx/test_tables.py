import pytest
from tests.unit.readers.docx.docx_parts import p, paragraphs, read_body, t, tables, tbl, tc, texts

from hospplan.models.source import SourceCell, SourceParagraph, SourceTable

_START = '<w:vMerge w:val="restart"/>'
_ON = "<w:vMerge/>"


def span(width: int) -> str:
    """The property of a cell that is *width* columns wide."""
    return f'<w:gridSpan w:val="{width}"/>'


def shape(*rows: str) -> list[tuple[int, int, int, int, str]]:
    """Row, column, spans and text of each cell of a table."""
    (table,) = tables(read_body(tbl(*rows)))
    return [(c.row, c.col, c.row_span, c.col_span, c.text) for c in table.cells]


def test_cells_lie_in_rows_and_columns() -> None:
    assert shape(tc("指标") + tc("单位"), tc("床位") + tc("张")) == [
        (0, 0, 1, 1, "指标"),
        (0, 1, 1, 1, "单位"),
        (1, 0, 1, 1, "床位"),
        (1, 1, 1, 1, "张"),
    ]


def test_a_cell_over_columns_is_one() -> None:
    assert shape(tc("主要指标", span(3)), tc("甲") + tc("乙", span(2))) == [
        (0, 0, 1, 3, "主要指标"),
        (1, 0, 1, 1, "甲"),
        (1, 1, 1, 2, "乙"),
    ]


def test_a_cell_over_rows_is_one() -> None:
    rows = (
        tc("质量", _START) + tc("甲"),
        tc("", _ON) + tc("乙"),
        tc("", '<w:vMerge w:val="continue"/>') + tc("丙"),
    )
    assert shape(*rows) == [(0, 0, 3, 1, "质量"), (0, 1, 1, 1, "甲"), (1, 1, 1, 1, "乙"), (2, 1, 1, 1, "丙")]


def test_a_cell_over_rows_and_columns_is_one() -> None:
    rows = (tc("质量", span(2) + _START) + tc("甲"), tc("", span(2) + _ON) + tc("乙"))
    assert shape(*rows) == [(0, 0, 2, 2, "质量"), (0, 2, 1, 1, "甲"), (1, 2, 1, 1, "乙")]


def test_two_merges_that_meet_stay_two() -> None:
    assert shape(tc("甲", _START), tc("", _ON), tc("乙", _START), tc("", _ON)) == [
        (0, 0, 2, 1, "甲"),
        (2, 0, 2, 1, "乙"),
    ]


def test_a_real_cell_between_two_halves_ends_the_merge() -> None:
    """Some planning tables have a stray cell that cuts a group; the reader repairs nothing."""
    rows = (tc("质量", _START), tc("", _ON), tc("5.3"), tc("", _ON), tc("", _ON))
    assert shape(*rows) == [(0, 0, 2, 1, "质量"), (2, 0, 1, 1, "5.3"), (3, 0, 2, 1, "")]


def test_a_cell_that_continues_nothing_is_its_own() -> None:
    assert shape(tc("甲", _ON) + tc("乙"), tc("", _ON) + tc("丙", _ON)) == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 1, "乙"),
        (1, 1, 1, 1, "丙"),
    ]


def test_a_continuation_of_another_width_is_its_own_cell() -> None:
    rows = (tc("甲", span(2) + _START) + tc("乙"), tc("丙", _ON) + tc("丁") + tc("戊"))
    assert shape(*rows) == [
        (0, 0, 1, 2, "甲"),
        (0, 2, 1, 1, "乙"),
        (1, 0, 1, 1, "丙"),
        (1, 1, 1, 1, "丁"),
        (1, 2, 1, 1, "戊"),
    ]


def test_the_old_form_of_merging_along_a_row_is_read() -> None:
    start, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    rows = (tc("甲", start + _START) + tc("", on) + tc("乙"), tc("", start + _ON) + tc("", on) + tc("丙"))
    assert shape(*rows) == [(0, 0, 2, 2, "甲"), (0, 2, 1, 1, "乙"), (1, 2, 1, 1, "丙")]
    assert shape(tc("甲") + tc("乙", on)) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


def test_columns_left_free_before_a_row_shift_its_cells() -> None:
    rows = (tc("甲") + tc("乙"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("丙"))
    assert shape(*rows)[-1] == (1, 1, 1, 1, "丙")


@pytest.mark.parametrize("width", ["0", "-3", "x", "", "1.5", "99999999999999999999"])
def test_a_width_that_is_none_is_one_column(width: str) -> None:
    assert shape(tc("甲", f'<w:gridSpan w:val="{width}"/>') + tc("乙"))[1] == (0, 1, 1, 1, "乙")


def test_rows_and_cells_inside_wrappers_are_read() -> None:
    def wrap(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{wrap(tc('甲'))}{tc('<w:sdt><w:sdtContent>' + p('乙') + '</w:sdtContent></w:sdt>')}</w:tr>"
    source = read_body(f"<w:tbl>{wrap(row)}</w:tbl>")
    assert texts(source) == ["0,0 甲", "0,1 乙"]


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:hidden/>"])
def test_deleted_and_hidden_rows_are_gone(mark: str) -> None:
    rows = (tc("甲"), f"<w:trPr>{mark}</w:trPr>" + tc("乙"), "<w:trPr><w:ins/></w:trPr>" + tc("丙"), "")
    assert [cell[::4] for cell in shape(*rows)] == [(0, "甲"), (1, "丙")]


def test_a_deleted_cell_is_gone() -> None:
    assert shape(tc("甲", "<w:cellDel/>") + tc("乙")) == [(0, 0, 1, 1, "乙")]


def test_lines_of_a_cell_are_joined_where_a_name_was_cut() -> None:
    cell = tc(p("医务科") + p(runs=t("护理") + "<w:r><w:br/></w:r>" + t("部")) + p() + p("质控办"))
    assert [c[4] for c in shape(cell)] == ["医务科\n护理部\n质控办"]


def test_organs_of_government_that_stand_on_lines_of_a_cell_stay_apart() -> None:
    cell = tc(p("区图书档案局") + p("县渔港事务委员会") + p("市水网和河湖事务局"))
    assert [c[4] for c in shape(cell)] == ["区图书档案局\n县渔港事务委员会\n市水网和河湖事务局"]


def test_text_under_a_merged_cell_is_kept_and_found() -> None:
    source = read_body(tbl(tc("医务科", _START), tc("护理部", _ON)))
    assert texts(source) == ["0,0 医务科\n护理部"]
    assert [(f.code, f.severity, f.message) for f in source.findings] == [
        (
            "covered-text",
            "info",
            "text in the covered part of a merged cell, which Word does not show, was kept",
        )
    ]


def test_a_table_in_a_cell_follows_the_outer_one() -> None:
    inner = tbl(tc("内") + tc(tbl(tc("最内")) + p()))
    body = (
        tbl(tc("头")) + tbl(tc("甲") + tc(p("1.上半年完成") + inner + p("2.下半年验收")), tc("乙")) + p("尾")
    )
    source = read_body(body)
    assert texts(source) == [
        "0,0 头",
        "0,0 甲",
        "0,1 1.上半年完成\n2.下半年验收",
        "1,0 乙",
        "0,0 内",
        "0,1 ",
        "0,0 最内",
        "尾",
    ]
    assert [table.parent for table in tables(source)] == [None, None, (1, 0, 1), (2, 0, 1)]


def test_a_page_break_before_a_table_shows_at_the_table() -> None:
    source = read_body(p("甲") + p(runs='<w:r><w:br w:type="page"/></w:r>') + tbl(tc("乙")) + p("丙"))
    assert [block.starts_page for block in source.blocks] == [False, True, False]


def test_a_page_break_inside_a_cell_is_a_line_break() -> None:
    source = read_body(tbl(tc(p(runs=t("甲") + '<w:r><w:br w:type="page"/></w:r>'))) + p("乙"))
    assert [block.starts_page for block in source.blocks] == [False, False]
    assert texts(source) == ["0,0 甲", "乙"]


def test_a_text_box_in_a_cell_stands_before_the_table() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict></w:r>"
    source = read_body(tbl(tc(p(runs=t("甲") + box))))
    assert source.blocks == (
        SourceParagraph("框", align="left", origin="text-box"),
        SourceTable((SourceCell(0, 0, 1, 1, "甲"),)),
    )


def test_a_table_without_cells_is_nothing() -> None:
    source = read_body("<w:tbl><w:tblPr/></w:tbl><w:tbl><w:tr/></w:tbl>" + p("甲"))
    assert (tables(source), [block.text for block in paragraphs(source)]) == ([], ["甲"])
