"""Values as spreadsheets hold them: numbers with their formats, days, texts that fit."""

from decimal import Decimal

import pytest

from hospplan.export.xlsx.cells import Cell, Link, cut, day, difference, fit, lines, number, runs, width
from hospplan.export.xlsx.links import to_file


@pytest.mark.parametrize(
    ("value", "unit", "change", "form"),
    [
        ("85.5", "%", None, '#,##0.0"%"'),
        ("85.50", "%", None, '#,##0.0"%"'),  # as every other output shows it
        ("100", "%", None, '#,##0"%"'),
        ("0.45", "‰", None, '#,##0.00"‰"'),
        ("600000000", "元", None, "#,##0"),
        ("1200", "人", None, "#,##0"),
        ("7.4", "天", None, "#,##0.0"),
        ("8.95", None, None, "#,##0.00"),
        ("0.3", "天", "decrease", '"减"#,##0.0'),
        ("20", "%", "increase", '"增"#,##0"%"'),
        ("1286", "rank", None, '"第"0'),
        ("123456789012345", "元", None, "#,##0"),
    ],
)
def test_a_number_is_shown_by_its_unit_and_stays_itself(
    value: str, unit: str | None, change: str | None, form: str
) -> None:
    assert number(Decimal(value), unit, change) == Cell(Decimal(value), form)


def test_more_digits_than_a_spreadsheet_keeps_are_a_text() -> None:
    assert number(Decimal("1234567890123456.5")) == Cell("1234567890123456.5")
    assert number(Decimal("-0.12345678901234567")) == Cell("-0.12345678901234567")


@pytest.mark.parametrize(
    ("value", "form"),
    [("5.5", "+#,##0.0;-#,##0.0;0"), ("-0.3", "+#,##0.0;-#,##0.0;0"), ("0", "+#,##0;-#,##0;0")],
)
def test_a_difference_has_its_sign(value: str, form: str) -> None:
    assert difference(Decimal(value)) == Cell(Decimal(value), form)


@pytest.mark.parametrize(
    ("iso", "cell"),
    [
        ("2025-12-31", Cell(46022, "yyyy-mm-dd")),
        ("1900-03-01", Cell(61, "yyyy-mm-dd")),
        ("1899-05-01", Cell("1899-05-01")),
        ("2025-12", Cell("2025-12")),
        ("2025年底", Cell("2025年底")),
        (None, Cell()),
    ],
)
def test_a_day_is_a_date_and_all_else_a_text(iso: str | None, cell: Cell) -> None:
    assert day(iso) == cell


@pytest.mark.parametrize(
    ("text", "fitting"),
    [
        ("一、总则\r\n（一）", "一、总则\n（一）"),
        ("行\r行", "行\n行"),
        ("a\x00b\x0bc\x1b[31m", "a�b�c�[31m"),
        ("\ud800半个字", "�半个字"),
        ("\ufffe\uffff", "��"),
        ("<r><t>不是格式</t></r>", " <r><t>不是格式</t></r>"),
        ("<r>一半", "<r>一半"),
        ("_x0041_ & <b>", "_x0041_ & <b>"),
    ],
)
def test_a_text_fits_into_xml(text: str, fitting: str) -> None:
    assert fit(text) == fitting


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("一二三四五", 5, "一二三四五"),
        ("一二三四五六", 5, "一二三四…"),
        ("𠀀𠀀𠀀", 6, "𠀀𠀀𠀀"),  # two units each
        ("𠀀𠀀𠀀", 5, "𠀀𠀀…"),
        ("𠀀𠀀𠀀", 4, "𠀀…"),  # never half a character
    ],
)
def test_a_long_text_is_cut_by_the_units_that_excel_counts(text: str, most: int, kept: str) -> None:
    assert cut(text, most) == kept


@pytest.mark.parametrize("text", ["=1+1", " +86", "\n-2", "@SUM(A1)", "＝1", "－ 2 －"])
def test_what_would_run_is_known(text: str) -> None:
    assert runs(text)
    assert not runs(f"约{text}")


def test_widths_count_a_chinese_character_as_two() -> None:
    assert width("床位使用率") == 10
    assert width("CT 3") == 4
    assert width("短\n长一些") == 6
    assert width("") == 0
    assert lines("床位使用率", 10) == 1
    assert lines("床位使用率", 9) == 2
    assert lines("床位\n使用率\n", 10) == 3


@pytest.mark.parametrize(
    ("path", "page", "link"),
    [
        ("计划/2023年 计划#1.docx", None, Link("", "计划/2023年%20计划%231.docx")),
        ("../in/规划.pdf", 3, Link("page=3", "../in/规划.pdf")),
        ("../in/规划.PDF", None, Link("", "../in/规划.PDF")),
        ("规划.docx", 3, Link("", "规划.docx")),
        ("完成率100%.docx", None, Link("", "完成率100%25.docx")),
        ("javascript:alert(1)", None, Link("", "./javascript:alert(1)")),
        ("a?b.txt", None, Link("", "a%3Fb.txt")),
        ("/home/me/plan.docx", None, None),
        ("C:/Users/me/plan.docx", None, None),
        ("\\\\server\\share\\plan.docx", None, None),
        ("一" * 2001, None, None),
        ("a\nb.docx", None, None),
    ],
)
def test_a_link_to_a_file_is_relative_and_escaped(path: str, page: int | None, link: Link | None) -> None:
    assert to_file(path, page) == link
