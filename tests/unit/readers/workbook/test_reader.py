"""Excel workbooks → source: title lines, tables and notes of each shown sheet."""

import shutil
import subprocess
import time
import warnings
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from struct import pack
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.workbook import saved

from hospplan import HospplanError, parse_bytes
from hospplan.errors import DamagedSourceError, EmptySourceError, EncryptedSourceError, LimitError
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS, Limits
from hospplan.models.plan import Plan
from hospplan.models.source import Source, SourceTable
from hospplan.readers.workbook.values import CellValue, shown
from hospplan.readers.workbook.xls import read_xls
from hospplan.readers.workbook.xlsx import read_xlsx

DAY = datetime.fromisoformat("2024-06-30")
SOFFICE = shutil.which("soffice")
HEADS = ["序号", "任务", "牵头领导", "责任科室", "完成时限"]
ROW = [1, "开展新技术新项目35项以上", "王明", "医务部", "2024年12月底"]


def book(*rows: list[Any], merges: Sequence[str] = ()) -> Workbook:
    """A workbook of one sheet with these rows."""
    new = Workbook()
    for row in rows:
        new.worksheets[0].append(row)
    for merge in merges:
        new.worksheets[0].merge_cells(merge)
    return new


def read(given_book: Workbook | bytes, *, limits: Limits = DEFAULT_LIMITS) -> Source:
    data = given_book if isinstance(given_book, bytes) else saved(given_book)
    return read_xlsx(data, "plan.xlsx", lexicon=default_lexicon(), limits=limits)


def lines(source: Source) -> list[str | list[list[str]]]:
    """Paragraphs as texts, tables as rows of texts."""
    found: list[str | list[list[str]]] = []
    for block in source.blocks:
        if isinstance(block, SourceTable):
            rows = sorted({cell.row for cell in block.cells})
            found.append([[c.text for c in block.cells if c.row == row] for row in rows])
        else:
            found.append(block.text)
    return found


# What a cell shows


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (85, "General", "85"),
        (85.0, "General", "85"),
        (0.1 + 0.2, "General", "0.3"),
        (7.5, "General", "7.5"),
        (1e-7, "General", "0.0000001"),
        (12_000_000_000, "General", "12000000000"),
        (0.85, "0%", "85%"),
        (0.8547, "0.0%", "85.5%"),
        (0.8547, "0.0#%", "85.47%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567, "#,##0,", "1,235"),
        (12, '0"张"', "12张"),
        (12.5, "0.0\\‰", "12.5‰"),
        (-3, "0", "-3"),
        (-3, "0;(0)", "(3)"),
        (0, '0;-0;"—"', "—"),
        (1200, '"约"#,##0_ ', "约1,200"),
        (3, "[Red]0", "3"),
        (12, "# ?/?", "12"),
        (2.5, "@", "2.5"),
        (date(2024, 6, 30), 'yyyy"年"m"月"d"日"', "2024年6月30日"),
        (DAY, "yyyy年m月", "2024年6月"),
        (DAY, "mm-dd-yy", "2024-06-30"),
        (DAY.replace(hour=8, minute=5), "yyyy/m/d h:mm", "2024-06-30 08:05"),
        (DAY, "yyyy/m", "2024-06"),
        (DAY, 'yyyy"年"m"月"d"日" aaaa', "2024年6月30日"),
        # what chooses by size, or scales by marks of its own, is not worked out: the value itself stands
        (123456, '0!.0,"万元"', "123456"),
        (1234567, '[>=10000]0!.0,"万";0', "1234567"),
        (2, '[=1]"男";[=2]"女"', "2"),
        (123456, '0"."0,"万元"', "123456"),
        (1234, "000-0000", "1234"),
        (123.456, "0." + "0" * 30, "123.456"),
        (True, "General", "TRUE"),
        (" 甲 ", "General", " 甲 "),
        (None, "0%", ""),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_its_format_writes_it(
    value: CellValue, number_format: str, expected: str
) -> None:
    assert shown(value, number_format) == expected


@given(
    st.one_of(st.integers(), st.floats(allow_nan=True), st.dates(), st.text()),
    st.text('0#?,.%;"\\_*[]@年ymdhs-() ', max_size=20),
)
def test_any_value_is_shown_in_any_format(value: CellValue, number_format: str) -> None:
    text = shown(value, number_format)
    assert isinstance(text, str)
    if isinstance(value, str):
        assert text == value


# Sheets


def test_title_lines_the_table_and_its_notes_are_told_apart() -> None:
    rows: list[list[Any]] = [
        ["附件1"],
        ["2024年重点任务清单"],
        [],
        HEADS,
        ROW,
        ["注：按季度督办。"],
        ["填表人：李强"],
    ]
    assert lines(read(book(*rows, merges=["A2:E2"]))) == [
        "附件1",
        "2024年重点任务清单",
        [HEADS, [str(value) for value in ROW]],
        "注：按季度督办。",
        "填表人：李强",
    ]


def test_merged_cells_are_one_cell_with_spans() -> None:
    new = book(
        ["类别", "指标", "目标值", None],
        [None, None, 2023, 2024],
        ["质量", "平均住院日", 8, 7],
        [None, "死亡率", 1, 1],
        merges=["A1:A2", "B1:B2", "C1:D1", "A3:A4"],
    )
    (table,) = read(new).blocks
    assert isinstance(table, SourceTable)
    assert [(c.row, c.col, c.row_span, c.col_span, c.text) for c in table.cells][:5] == [
        (0, 0, 2, 1, "类别"),
        (0, 1, 2, 1, "指标"),
        (0, 2, 1, 2, "目标值"),
        (1, 2, 1, 1, "2023"),
        (1, 3, 1, 1, "2024"),
    ]
    assert (table.cells[5].row, table.cells[5].row_span) == (2, 2)


def test_two_tables_of_a_sheet_are_two() -> None:
    source = read(book(["甲", "乙"], [1, 2], [], [], ["丙", "丁"], [3, 4]))
    assert lines(source) == [[["甲", "乙"], ["1", "2"]], [["丙", "丁"], ["3", "4"]]]


def test_hidden_rows_columns_and_sheets_are_left_out_and_told() -> None:
    new = book(["指标", "底稿", "目标值"], ["甲率", 1, 90], ["乙率", 2, 80], ["丙率", 3, 70])
    new.worksheets[0].column_dimensions["B"].hidden = True
    new.worksheets[0].row_dimensions[3].hidden = True
    new.create_sheet("草稿").append(["不报"])
    new["草稿"].sheet_state = "veryHidden"
    source = read(new)
    assert lines(source) == [[["指标", "目标值"], ["甲率", "90"], ["丙率", "70"]]]
    assert [(f.code, f.severity, f.message) for f in source.findings] == [
        ("hidden-cells", "warning", "hidden sheets were left out: 草稿"),
        ("hidden-cells", "warning", "hidden rows 3 and columns B of the sheet Sheet were left out"),
    ]


def test_formulas_count_by_their_stored_value_and_those_without_one_are_told() -> None:
    data = saved(book(["指标", "值"], ["甲", "=1+1"], ["乙", "=2+2"]))
    source = read(patched(data, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"))
    assert lines(source) == [[["指标", "值"], ["甲", "2"], ["乙", ""]]]
    (finding,) = source.findings
    assert (finding.code, finding.severity) == ("formula-unvalued", "warning")
    assert finding.message == (
        "formulas of the sheet Sheet have no stored value (B3); open the workbook in Excel or WPS and save it"
    )


def test_each_further_sheet_is_an_attachment() -> None:
    new = book(["云州市第三人民医院2024年重点任务清单"], HEADS, ROW)
    new.worksheets[0].merge_cells("A1:E1")
    indicators = new.create_sheet("主要指标")
    for row in (
        ["指标", "单位", "2023年", "2024年目标值"],
        ["床位使用率", "%", 0.85, 0.9],
        ["门急诊人次", "万人次", 96.5, 100],
    ):
        indicators.append(row)
    indicators["C2"].number_format = indicators["D2"].number_format = "0%"
    for row in (["2024年质量指标"], ["指标", "目标值"], ["平均住院日（天）", "≤7.5"]):
        new.create_sheet("Sheet3").append(row) if row[0].startswith("2024") else new["Sheet3"].append(row)
    plan = parse_bytes(saved(new), "清单.xlsx")
    assert [(part.kind, part.title) for part in plan.document.parts] == [
        ("main", None),
        ("attachment", "主要指标"),
        ("attachment", "2024年质量指标"),
    ]
    assert plan.document.header.title == "云州市第三人民医院2024年重点任务清单"
    assert [(m.indicator, m.comparator, str(m.value), m.unit) for m in plan.targets] == [
        ("新技术新项目", "ge", "35", "项"),
        ("床位使用率", "eq", "90", "%"),
        ("门急诊人次", "eq", "1000000", "人次"),
        ("平均住院日", "le", "7.5", "天"),
    ]
    assert [
        (task.title, task.owners[0].name, task.deadline.end if task.deadline else None) for task in plan.tasks
    ] == [("开展新技术新项目35项以上", "王明", "2024-12-31")]
    assert plan.findings == ()


def test_a_stray_format_in_the_last_cell_costs_nothing() -> None:
    new = book(["甲", "乙"], [1, 2])
    new.worksheets[0]["XFD1048576"].number_format = "0%"
    start = time.process_time()
    assert lines(read(new)) == [[["甲", "乙"], ["1", "2"]]]
    assert time.process_time() - start < 2


def test_lines_of_a_cell_are_joined_where_the_line_broke_a_name() -> None:
    source = read(book(["责任科室", "值"], ["医务科、信息\n中心\n护理部", 1]))
    assert lines(source) == [[["责任科室", "值"], ["医务科、信息中心\n护理部", "1"]]]


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [(31, "2024年6月30日"), (57, "2024年6月"), (58, "6月30日"), (27, "2024年6月"), (0, "45473")],
)
def test_dates_in_the_formats_that_chinese_excel_has_built_in_are_dates(
    number_format: int, expected: str
) -> None:
    new = book(["任务", "完成时限"], ["改善服务", 45473])
    new.worksheets[0]["B2"].number_format = "0.000"
    data = patched(saved(new), b'numFmtId="164" fontId', f'numFmtId="{number_format}" fontId'.encode())
    assert lines(read(data)) == [[["任务", "完成时限"], ["改善服务", expected]]]


def test_a_formula_without_a_value_is_told_of_its_own_sheet_wherever_its_tab_stands() -> None:
    new = book(["指标", "值"], ["甲", 1])
    new.create_sheet("乙").append(["合计", "=1+1"])
    data = saved(new)
    for old, other in ((b"rId1", b"rIdX"), (b"rId2", b"rId1"), (b"rIdX", b"rId2")):
        data = patched(data, b'r:id="' + old, b'r:id="' + other)  # now Sheet is the second part
    assert [finding.message for finding in read(data).findings] == [
        "formulas of the sheet Sheet have no stored value (B1); open the workbook in Excel or WPS and save it"
    ]


# Faults


def test_a_merge_of_millions_of_cells_is_refused_before_they_are_made() -> None:
    data = saved(book(["甲", "乙"], [1, 2], merges=["A3:B3"]))
    with pytest.raises(LimitError, match="merged cells cover over"):
        read(patched(data, b'ref="A3:B3"', b'ref="A3:XFD1048576"'))


def test_a_few_cells_far_apart_are_no_huge_table() -> None:
    new = book(*[[at] for at in range(600)])
    for column in range(2, 600):
        new.worksheets[0].cell(1, column, "甲")
    with pytest.raises(LimitError, match="spans over"):
        read(new)


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes of its parts replaced."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(file, "w", ZIP_DEFLATED) as other:
        for item in package.infolist():
            other.writestr(item.filename, package.read(item).replace(old, new))
    return file.getvalue()


PLAIN = saved(book(HEADS, ROW))


@pytest.mark.parametrize("new", [b"<sheetData", b"", b"<row"])
def test_a_broken_part_is_refused(new: bytes) -> None:
    with pytest.raises(DamagedSourceError, match="workbook is broken"):
        read(patched(PLAIN, b"</sheetData>", new))


def test_entities_are_refused_before_they_grow() -> None:
    with pytest.raises(DamagedSourceError, match="declares a DOCTYPE"):
        read(patched(PLAIN, b"<worksheet", b"<!DOCTYPE w [<!ENTITY a 'aaaa'>]><worksheet"))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 30_000_000)
    with pytest.raises(LimitError):
        read(file.getvalue())


def test_too_many_cells_are_refused() -> None:
    new = book(*[[1, 2, 3]] * 50)
    with pytest.raises(LimitError, match="over 100 filled cells"):
        read(new, limits=Limits(table_cells=100))


def test_an_empty_workbook_is_refused_and_one_of_hidden_sheets_says_how_to_mend_it() -> None:
    with pytest.raises(EmptySourceError):
        read(Workbook())
    new = Workbook()
    new.create_sheet("底稿").append(["甲"])
    new["底稿"].sheet_state = "hidden"
    with pytest.raises(EmptySourceError) as caught:
        read(new)
    assert caught.value.mend == "show the sheets that hold it"


@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_mutated_workbook_is_read_or_refused(at: int, change: bytes) -> None:
    data = PLAIN[:at] + change + PLAIN[at + len(change) :]
    try:
        source = read(data)
    except HospplanError as error:
        assert error.message  # noqa: PT017  (reading it is the other right outcome)
    else:
        assert source.blocks


# .xls, through LibreOffice where it is installed


@pytest.fixture(scope="module")
def old_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook of two sheets as .xls."""
    if SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("xls")
    new = book(["2024年重点任务清单"], HEADS, ROW, ["2", "改善服务", "李强", "护理部", date(2024, 6, 30)])
    new.worksheets[0].merge_cells("A1:E1")
    new.worksheets[0]["E4"].number_format = "yyyy-mm-dd"
    more = new.create_sheet("主要指标")
    for row in (["指标", "目标值", "底稿"], ["床位使用率", 0.9, "=1+1"]):
        more.append(row)
    more["B2"].number_format = "0%"
    more.column_dimensions["C"].hidden = True
    (folder / "plan.xlsx").write_bytes(saved(new))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        [
            SOFFICE,
            profile,
            "--headless",
            "--convert-to",
            "xls",
            "--outdir",
            str(folder),
            str(folder / "plan.xlsx"),
        ],
        check=False,
        capture_output=True,
        timeout=120,
    )
    if not (folder / "plan.xls").exists():
        pytest.skip(f"LibreOffice has no Calc here: {done.stderr.decode()[:200]}")
    return (folder / "plan.xls").read_bytes()


def test_an_old_workbook_is_read_like_a_new_one(old_workbook: bytes) -> None:
    source = read_xls(old_workbook, "plan.xls", lexicon=default_lexicon(), limits=DEFAULT_LIMITS)
    assert lines(source) == [
        "2024年重点任务清单",
        [HEADS, [str(value) for value in ROW], ["2", "改善服务", "李强", "护理部", "2024-06-30"]],
        [["指标", "目标值"], ["床位使用率", "90%"]],
    ]
    assert [finding.code for finding in source.findings] == ["hidden-cells"]
    plan: Plan = parse_bytes(old_workbook, "任务.et")
    assert [m.value for m in plan.targets] == [35, 90]


@pytest.mark.parametrize("cut", [600, 2000, 3000])
def test_an_old_workbook_that_was_cut_is_refused(old_workbook: bytes, cut: int) -> None:
    with warnings.catch_warnings(), pytest.raises(DamagedSourceError, match="workbook is broken"):
        read_xls(old_workbook[:cut], "plan.xls", lexicon=default_lexicon(), limits=DEFAULT_LIMITS)


def test_an_encrypted_old_workbook_is_told() -> None:
    """The stream by itself: BOF, FILEPASS with a key of RC4, EOF (MS-XLS 2.4.21, 2.4.117, 2.4.103)."""

    def record(kind: int, body: bytes) -> bytes:
        return pack("<HH", kind, len(body)) + body

    begin = record(0x0809, pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    data = begin + record(0x002F, pack("<HHH", 1, 1, 1) + bytes(48)) + record(0x000A, b"")
    with pytest.raises(EncryptedSourceError) as caught:
        read_xls(data, "plan.xls", lexicon=default_lexicon(), limits=DEFAULT_LIMITS)
    assert caught.value.message == "the workbook asks for a password"


def test_the_content_decides_that_a_file_is_a_workbook() -> None:
    plan = parse_bytes(PLAIN, "清单.docx")
    assert [finding.code for finding in plan.findings] == ["suffix-mismatch"]
    assert [task.title for task in plan.tasks] == ["开展新技术新项目35项以上"]
