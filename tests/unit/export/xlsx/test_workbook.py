"""The workbook of a collection, read back by another library."""

import datetime as dt
import gc
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.export.sample import plan
from tests.unit.export.xlsx.books import (
    HOSPITAL,
    opened,
    rows_of,
    sample,
    table,
    task,
    text_rows,
    with_targets,
    with_tasks,
)

from hospplan.export.document_rows import DocumentRows
from hospplan.export.to_xlsx import write_xlsx, write_xlsx_table
from hospplan.export.xlsx.book import Room, Told
from hospplan.export.xlsx.grouped import VIEWS
from hospplan.models.plan import Baseline
from hospplan.models.values import OwnerKind

SHEETS = ["指标", "结果", "任务清单", "按责任部门", "按牵头领导", "责任部门", "文档", "章节", "问题", "说明"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "书.xlsx"


def test_a_person_finds_all_sheets_under_their_names(path: Path) -> None:
    assert write_xlsx(path, sample()) == Told()
    book = opened(path)
    assert book.sheetnames == SHEETS
    assert book.active is book["指标"]


def test_a_target_reads_as_it_was_meant(path: Path) -> None:
    write_xlsx(path, sample())
    sheet = opened(path)["指标"]
    first, second = table(sheet)
    assert first | {"截止日期": None} == {
        "指标": "床位使用率",
        "要求": "≥",
        "目标值": 85.5,
        "上限": None,
        "单位": "%",
        "期限": "到2025年",
        "截止日期": None,
        "基线值": 80,
        "较基线": 5.5,
        "性质": None,
        "章节": "一、工作目标",
        "原文": "床位使用率不低于85.5%",
        "出处": "一、",
        "存疑": None,
        "文件": "计划/plan.docx",
        "语气": None,
        "起始日期": None,
        "期限依据": "原文",
        "基线标识": "m1",
        "所属标识": None,
        "指标代码": None,
        "可信度": 0.98,
        "页": None,
        "标识": "m2",
        "位置": "b4",
        "起": 7,
        "止": 20,
        "另见": None,
    }
    assert first["截止日期"] == dt.datetime(2025, 12, 31)  # noqa: DTZ001  (as openpyxl gives a day)
    assert sheet["C2"].number_format == '#,##0.0"%"'
    assert sheet["H2"].number_format == '#,##0"%"'
    assert sheet["I2"].number_format == "+#,##0.0;-#,##0.0;0"
    assert sheet["G2"].number_format == "yyyy-mm-dd"
    assert second["目标值"] == 0.3
    assert sheet["C3"].number_format == '"减"#,##0.0'


def test_a_doubtful_row_is_coloured_and_says_why(path: Path) -> None:
    write_xlsx(path, sample())
    sheet = opened(path)["指标"]
    assert [row["存疑"] for row in table(sheet)] == [None, "the period is inferred"]
    assert sheet["A2"].fill.fgColor.rgb != "FFFFF2CC"
    assert {sheet.cell(3, column).fill.fgColor.rgb for column in range(1, 16)} == {"FFFFF2CC"}


def test_a_difference_is_told_only_between_levels_of_one_unit(path: Path) -> None:
    level = plan().targets[0]
    assert level.baseline is not None
    other = Baseline(id="m1", value=level.baseline.value, unit="天")
    write_xlsx(
        path,
        [
            with_targets(
                level,
                level.model_copy(update={"baseline": other}),
                level.model_copy(update={"change": "increase"}),
                level.model_copy(update={"value_max": level.value}),
                level.model_copy(update={"baseline": None}),
            )
        ],
    )
    assert [row["较基线"] for row in table(opened(path)["指标"])] == [5.5, None, None, None, None]


def test_grades_and_ratios_stand_where_values_do(path: Path) -> None:
    graded = plan().targets[0].model_copy(update={"value": None, "grade": "四级甲等", "baseline": None})
    ratio = graded.model_copy(update={"grade": None, "ratio": "1:0.4"})
    write_xlsx(path, [with_targets(graded, ratio)])
    assert [row["目标值"] for row in table(opened(path)["指标"])] == ["四级甲等", "1:0.4"]


def test_a_task_shows_its_targets_and_whom_it_concerns(path: Path) -> None:
    write_xlsx(path, sample())
    book = opened(path)
    (row,) = table(book["任务清单"])
    assert row["任务"] == "建设胸痛中心"
    assert (row["牵头"], row["责任"], row["配合"]) == ("李安", "心内科、急诊科", None)
    assert row["量化目标"] == "床位使用率≥85.5%"
    assert row["截止日期"].isoformat() == "2024-06-30T00:00:00"
    owners = table(book["责任部门"])
    assert [(row["责任方"], row["类型"], row["职责"], row["职务"]) for row in owners] == [
        ("李安", "个人", "牵头", "副院长"),
        ("心内科", "科室", "责任", None),
        ("急诊科", "科室", "责任", None),
    ]


def test_a_document_that_was_not_read_is_a_red_row_with_its_reason(path: Path) -> None:
    write_xlsx(path, sample())
    sheet = opened(path)["文档"]
    read, failed = table(sheet)
    assert (read["标题"], read["状态"], read["目标数"]) == (f"{HOSPITAL}2023年工作计划", "已读", 2)
    assert read["成文日期"].isoformat() == "2023-02-06T00:00:00"
    assert (failed["文件"], failed["状态"], failed["未读原因"]) == (
        "坏.docx",
        "失败",
        "the zip archive is cut off",
    )
    assert sheet["A3"].fill.fgColor.rgb == "FFF8CBAD"


def _targets(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Cells with links → (the cell's row, where it leads)."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink is not None:
                yield cell.coordinate, str(cell.hyperlink.location)


def test_a_click_leads_to_the_section_that_the_quote_stands_in(path: Path) -> None:
    write_xlsx(path, [rows_of(plan(), "a.docx", "a"), rows_of(plan(), "b.docx", "b")])
    book = opened(path)
    for name in ("指标", "结果", "任务清单", "问题"):
        sheet = book[name]
        places = dict(_targets(sheet))
        head = [cell.value for cell in sheet[1]]
        assert len(places) == sheet.max_row - 1, name
        for row in table(sheet):
            assert row["出处"] is not None
        for number, row in enumerate(table(sheet), start=2):
            target = places[sheet.cell(number, head.index("出处") + 1).coordinate]
            there, cell = target.removeprefix("'").split("'!")
            values = [cell.value for cell in book[there][book[there][cell].row]]
            if row.get("章节"):
                assert there == "章节"
                assert values[0] == str(row["章节"]).rpartition(" / ")[2]
            else:
                assert there == "文档"
            assert row["文件"] in values


def test_a_click_leads_from_an_owner_to_its_task(path: Path) -> None:
    write_xlsx(path, sample())
    book = opened(path)
    for name, count in (("责任部门", 3), ("按责任部门", 2), ("按牵头领导", 1)):
        assert [place for _, place in _targets(book[name])] == ["'任务清单'!A2"] * count


def test_where_the_documents_lie_is_known_a_click_opens_them(path: Path) -> None:
    paged = plan().targets[0]
    paged = paged.model_copy(update={"source": paged.source.model_copy(update={"page": 3})})
    given = rows_of(plan().model_copy(update={"targets": (paged,)}), "计划 1.pdf")
    write_xlsx(path, [given], sources=lambda name: f"../in/{name}")
    book = opened(path)
    (cell,) = [cell for row in book["指标"].iter_rows() for cell in row if cell.hyperlink is not None]
    assert (cell.value, cell.hyperlink.target, cell.hyperlink.location) == (
        "第3页 一、",
        "../in/计划%201.pdf",
        "page=3",
    )
    (cell,) = [cell for row in book["文档"].iter_rows() for cell in row if cell.hyperlink is not None]
    assert (cell.value, cell.hyperlink.target) == ("计划 1.pdf", "../in/计划%201.pdf")


def test_tasks_are_grouped_by_department_within_one_issuer(path: Path) -> None:
    write_xlsx(
        path,
        [
            with_tasks(
                task("甲", ("李安", "person", "lead"), ("医务部", "department", "responsible"), number="1"),
                task("乙", ("护理部", "department", "lead"), ("医务部", "department", "support")),
                task("无主"),
            ),
            with_tasks(task("丙", ("医务部", "department", "lead")), name="b.docx"),
            with_tasks(
                task("丁", ("医务部", "department", "lead")), issuer="云州市第一人民医院", name="c.docx"
            ),
        ],
    )
    book = opened(path)
    rows = [(row["序号"], row["职责"], row["任务"], row["其他责任方"]) for row in table(book["按责任部门"])]
    assert rows == [
        (f"医务部（{HOSPITAL}）　牵头1项，责任1项，配合1项", None, None, None),
        (1, "责任", "甲", "牵头：李安"),
        (2, "配合", "乙", "牵头：护理部"),
        (3, "牵头", "丙", None),
        (f"护理部（{HOSPITAL}）　牵头1项", None, None, None),
        (1, "牵头", "乙", "配合：医务部"),
        ("医务部（云州市第一人民医院）　牵头1项", None, None, None),
        (1, "牵头", "丁", None),
    ]
    sheet = book["按责任部门"]
    levels = [sheet.row_dimensions[number].outlineLevel for number in range(2, 10)]
    assert levels == [0, 1, 1, 1, 0, 1, 0, 1]
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert [row["序号"] for row in table(book["按牵头领导"])] == [f"李安（{HOSPITAL}）　牵头1项", 1]
    assert ("未写明责任方", "1项任务没有责任方，见“任务清单”，不在分组表中。") in [
        (row["项目"], row["说明"]) for row in table(book["说明"])
    ]


def test_each_sheet_is_set_up_for_reading_and_for_a4(path: Path) -> None:
    write_xlsx(path, sample())
    book = opened(path)
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert str(sheet.freeze_panes).endswith("2")
        widths = [sheet.column_dimensions[name].width for name in ("A", "B")]
        assert all(5 <= width <= 112 for width in widths)
        is_list = sheet.title not in {"按责任部门", "按牵头领导", "说明"}
        assert (sheet.auto_filter.ref is not None) == is_list
    targets = book["指标"]
    assert targets.freeze_panes == "B2"
    assert targets.auto_filter.ref == "A1:AB3"
    assert str(targets.print_area) == "'指标'!$A$1:$O$3"
    assert book["任务清单"].oddHeader.center.text == "&B任务清单"
    assert targets.column_dimensions["P"].hidden
    assert not targets.column_dimensions["O"].hidden


def test_pages_of_one_document_bear_its_title_and_not_its_name_in_each_row(path: Path) -> None:
    write_xlsx(path, sample()[:1])
    sheet = opened(path)["指标"]
    assert sheet.oddHeader.center.text == f"&B{HOSPITAL}2023年工作计划——指标"
    assert sheet.column_dimensions["O"].hidden
    assert str(sheet.print_area) == "'指标'!$A$1:$N$3"


def test_a_sheet_without_rows_says_so(path: Path) -> None:
    write_xlsx(path, [])
    book = opened(path)
    assert book.sheetnames == SHEETS
    for name in SHEETS[:-1]:
        assert book[name]["A2"].value == "（无）", name


def test_two_writings_at_different_times_are_equal_to_the_last_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_xlsx(tmp_path / "a.xlsx", sample())
    time.sleep(2.1)  # the clock of zip files goes in steps of two seconds
    monkeypatch.chdir(tmp_path)
    (tmp_path / "work").mkdir()
    write_xlsx(Path("b.xlsx"), sample(), work=tmp_path / "work")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {member.date_time[:3] for member in archive.infolist()} == {(1980, 1, 31)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")
        assert not any(str(tmp_path).encode() in archive.read(member) for member in archive.namelist())
    assert list((tmp_path / "work").iterdir()) == []


HOSTILE = (
    '=HYPERLINK("http://example.invalid","x")',
    "=1+1",
    "+86",
    "-2",
    "@SUM(A1)",
    "http://example.invalid/",
    "file:///etc/passwd",
    "<r><t>x</t></r>",
    "]]>&amp;<c/>",
    "_x0041_",
    "1.20",
    "\ttab",
    " 空格 ",
    "' OR 1=1",
    "一\n二",
)


def test_a_hostile_text_is_a_text(path: Path) -> None:
    write_xlsx(path, [text_rows(*HOSTILE)])
    sheet = opened(path)["指标"]
    cells = [sheet.cell(number, 1) for number in range(2, len(HOSTILE) + 2)]
    shown = [" <r><t>x</t></r>" if text.startswith("<r>") else text for text in HOSTILE]
    assert [cell.value for cell in cells] == [text.replace("_x0041_", "_x005F_x0041_") for text in shown]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.hyperlink for cell in cells} == {None}
    assert [cell.quotePrefix for cell in cells] == [True] * 5 + [False] * (len(HOSTILE) - 5)


def test_characters_that_no_xml_holds_are_shown_as_lost(path: Path) -> None:
    write_xlsx(path, [text_rows("a\x00\x1b\ud800b\r\nc")])
    assert opened(path)["指标"]["A2"].value == "a���b\nc"


def test_what_excel_has_no_room_for_is_cut_or_continued_and_told(path: Path) -> None:
    room = Room(rows=3, links=1, characters=12)
    documents = [rows_of(plan(), f"{number}.docx", str(number)) for number in range(3)]
    told = write_xlsx(path, documents, room=room)
    book = opened(path)
    assert [name for name in book.sheetnames if name.startswith("指标")] == ["指标", "指标 (2)", "指标 (3)"]
    rows = [row for name in ("指标", "指标 (2)", "指标 (3)") for row in table(book[name])]
    assert [row["文件"] for row in rows] == [f"{number}.docx" for number in (0, 0, 1, 1, 2, 2)]
    assert {row["原文"] for row in rows} == {"床位使用率不低于85.…", "平均住院日下降0.3天"}
    assert str(book["指标 (2)"].print_area) == "'指标 (2)'!$A$1:$O$3"
    assert told.cut > 0
    assert told.unlinked > 0
    assert "指标" in told.continued
    # sheets that are full go on in others, and links lead there
    assert {place for name in book.sheetnames for _, place in _targets(book[name])} > {"'章节 (2)'!A2"}
    shown = {
        row["项目"] for sheet in book.sheetnames if sheet.startswith("说明") for row in table(book[sheet])
    }
    assert {"截断", "缺少链接", "续表"} <= shown


def test_the_limits_are_those_of_excel(path: Path) -> None:
    long = "长" * 40_000
    assert write_xlsx_table(path, "targets", [text_rows(long)]).cut == 1
    value = opened(path)["指标"]["A2"].value
    assert value == "长" * 32_766 + "…"
    assert Room() == Room(rows=1_048_576, links=65_530, characters=32_767)


def test_names_relations_and_ids_are_unique_where_excel_is_strict(path: Path) -> None:
    documents = [rows_of(plan(), f"{number}.docx", str(number)) for number in range(3)]
    write_xlsx(path, documents, sources=lambda name: f"in/{name}")
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    office = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    package = "{http://schemas.openxmlformats.org/package/2006/relationships}"
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        members = archive.namelist()
        assert len(members) == len(set(members))
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  (ours)
        names = [sheet.get("name") or "" for sheet in book.iter(f"{main}sheet")]
        assert len({name.casefold() for name in names}) == len(names)
        assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
        defined = [(name.get("name"), name.get("localSheetId")) for name in book.iter(f"{main}definedName")]
        assert len(defined) == len(set(defined))
        for number in range(1, len(names) + 1):
            sheet = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
            links = [link.get(f"{office}id") for link in sheet.iter(f"{main}hyperlink")]
            refs = [link.get("ref") for link in sheet.iter(f"{main}hyperlink")]
            assert len(refs) == len(set(refs))
            used = {link for link in links if link is not None}
            relations = f"xl/worksheets/_rels/sheet{number}.xml.rels"
            there = (
                ET.fromstring(archive.read(relations)).iter(f"{package}Relationship")  # noqa: S314
                if relations in members
                else ()
            )
            kept = {relation.get("Id"): relation.get("Target") for relation in there}
            assert set(kept) == used
            assert len(set(kept.values())) == len(kept)
            rows = [int(row.get("r") or 0) for row in sheet.iter(f"{main}row")]
            assert rows == sorted(set(rows))


def test_a_fault_while_writing_leaves_nothing_open_and_nothing_behind(path: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()

    def documents() -> Iterator[DocumentRows]:
        yield rows_of(plan())
        raise RuntimeError("the journal is torn")

    with pytest.raises(RuntimeError, match="torn"):
        write_xlsx(path, documents(), work=work)
    gc.collect()  # a file left open is a warning, and warnings are errors
    assert list(work.iterdir()) == []
    assert not path.exists()


def test_one_table_alone_is_a_sheet_of_the_same_look(path: Path) -> None:
    assert write_xlsx_table(path, "targets", sample()[:1]) == Told()
    whole = path.with_name("whole.xlsx")
    write_xlsx(whole, sample()[:1])
    alone, among = opened(path), opened(whole)
    assert alone.sheetnames == ["指标"]
    assert [list(row) for row in alone["指标"].values] == [list(row) for row in among["指标"].values]
    assert alone["指标"]["C2"].number_format == among["指标"]["C2"].number_format
    assert list(_targets(alone["指标"])) == []


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_xlsx(tmp_path / "none" / "a.xlsx", sample())


def test_each_kind_of_owner_has_its_view() -> None:
    assert sorted(kind for view in VIEWS for kind in view.kinds) == sorted(get_args(OwnerKind))


def test_the_notes_name_sheets_and_columns_that_there_are(path: Path) -> None:
    write_xlsx(path, sample())
    book = opened(path)
    known = {*book.sheetnames, *(str(cell.value) for sheet in book.worksheets for cell in sheet[1])}
    told = {row["项目"]: str(row["说明"]) for row in table(book["说明"])}
    assert set(re.findall("“([^“”]+)”", told["链接"])) == {
        "出处",
        "章节",
        "文档",
        "责任部门",
        "编号",
        "任务清单",
    }
    assert set(re.findall("“([^“”]+)”", told["链接"] + told["黄色行"] + told["文档"])) <= known
