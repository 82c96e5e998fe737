import csv
import io
from decimal import Decimal

import pytest
from tests.unit.export.sample import plan

from hospplan.export.rows import DOCUMENTS, OWNERS, TABLES, TARGETS, Column, Reading, Table, Unread
from hospplan.export.to_csv import csv_head, safe, to_csv

ID = "0" * 64
READING = Reading.of("plan.docx", plan())


def test_owners_come_out_byte_for_byte() -> None:
    assert (csv_head(OWNERS) + to_csv(OWNERS, READING)).encode() == (
        b"document_id,document,task,task_number,task_title,ordinal,name,kind,role,post\r\n"
        + f"{ID},plan.docx,k1,（一）,建设胸痛中心,1,李安,person,lead,副院长\r\n".encode()
        + f"{ID},plan.docx,k1,（一）,建设胸痛中心,2,心内科,department,responsible,\r\n".encode()
        + f"{ID},plan.docx,k1,（一）,建设胸痛中心,3,急诊科,department,responsible,\r\n".encode()
    )


def test_heads_can_be_chinese() -> None:
    assert csv_head(OWNERS, "zh") == "文件标识,文件,任务标识,编号,任务,次序,责任方,类型,职责,职务\r\n"


def test_every_row_has_a_cell_for_every_column() -> None:
    for table in TABLES:
        rows = list(csv.reader(io.StringIO(csv_head(table) + to_csv(table, READING), newline="")))
        assert {len(row) for row in rows} == {len(table.columns)}, table.name


def test_numbers_are_written_as_a_spreadsheet_reads_them() -> None:
    rows = csv.DictReader(io.StringIO(csv_head(TARGETS) + to_csv(TARGETS, READING), newline=""))
    assert [(row["value"], row["unit"], row["change"]) for row in rows] == [
        ("85.5", "%", ""),
        ("0.3", "天", "decrease"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86 10",
        "-3%",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－2－",
        "＠SUM",
        " =1",
        "\u3000=1",
        '=HYPERLINK("x")',
    ],
)
def test_a_text_that_could_start_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "床位", "1+1=2", "“=”号", "'=1", "—2—", "2-3个", "（+）", "10%", "a@b.cn", " 床位"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_a_negative_number_stays_a_number_and_a_text_does_not_become_one() -> None:
    table: Table[Reading | Unread] = Table(
        "t",
        "表",
        (
            Column("a", "甲", lambda _: Decimal("-3.50"), "number"),
            Column("b", "乙", lambda _: -2, "integer"),
            Column("c", "丙", lambda _: "-3.5"),
        ),
        lambda d: (d,),
    )
    assert to_csv(table, READING) == "-3.5,-2,'-3.5\r\n"


def test_a_cell_with_a_line_break_or_a_quote_is_quoted() -> None:
    line = to_csv(DOCUMENTS, Unread("a,b.docx", "damaged", 'the part "x"\nis gone'))
    assert line.startswith('"path:a,b.docx","a,b.docx",failed,damaged,"the part ""x""\nis gone",')


def test_chinese_heads_bring_chinese_words_and_leave_numbers_alone() -> None:
    reading = Reading.of("plan.docx", plan())
    english, chinese = (to_csv(TARGETS, reading, headers).split("\r\n")[0] for headers in ("en", "zh"))
    assert english.startswith(f"{ID},plan.docx,m2,target,床位使用率,,,ge,85.5,,%,")
    assert chinese.startswith(f"{ID},plan.docx,m2,目标,床位使用率,,,≥,85.5,,%,")
