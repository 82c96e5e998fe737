import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.export.sample import plan

from hospplan.export.rows import (
    DOCUMENTS,
    FINDINGS,
    NUMBERS,
    OWNERS,
    SECTIONS,
    TABLES,
    TASK_TARGETS,
    TASKS,
    Reading,
    Unread,
    Value,
    measures,
    text_of,
)

READING = Reading.of("plan.docx", plan())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("指标", "指标"),
        (7, "7"),
        (Decimal("85.50"), "85.5"),
        (Decimal("6E+8"), "600000000"),
        (Decimal(1200), "1200"),
        (Decimal("-0.30"), "-0.3"),
        (Decimal("0.00001"), "0.00001"),
        (Decimal("1.0"), "1"),
    ],
)
def test_values_are_plain_text_without_exponents(value: Value, text: str) -> None:
    assert text_of(value) == text


def test_every_table_names_each_column_once_in_both_languages() -> None:
    for table in TABLES:
        keys = [column.key for column in table.columns]
        names = [column.name for column in table.columns]
        assert len(set(keys)) == len(keys), table.name
        assert len(set(names)) == len(names), table.name
        assert all(key.isascii() and key == key.lower() for key in keys)
        assert not any(name.isascii() for name in names)


def test_a_section_path_goes_from_the_outside_in() -> None:
    (entry,) = TASKS.records(READING)
    assert TASKS.column("section").value(entry) == "三、重点任务 / （一）建设胸痛中心"


def test_owners_are_listed_by_role() -> None:
    (entry,) = TASKS.records(READING)
    shown = [TASKS.column(key).value(entry) for key in ("lead", "responsible", "support")]
    assert shown == ["李安", "心内科、急诊科", None]


def test_words_are_for_chinese_readers_alone() -> None:
    table = measures(["target"])
    entry = next(iter(table.records(READING)))
    column = table.column("comparator")
    assert column.shown(entry, "zh") == "≥"
    assert column.shown(entry, "en") == "ge"


def test_measures_of_all_roles_stand_in_document_order() -> None:
    table = measures(("target", "actual", "baseline"))
    assert [entry.item.id for entry in table.records(READING)] == ["m1", "m2", "m3"]
    assert [entry.item.id for entry in measures(["actual"]).records(READING)] == []


def test_a_document_that_failed_has_a_row_among_the_documents_alone() -> None:
    failed = Unread("bad.docx", "damaged", "no XML")
    rows = {table.name: [*table.records(failed)] for table in TABLES}
    assert rows.pop("documents") == [failed]
    assert not any(rows.values())


def test_each_table_begins_with_the_id_and_the_name_of_its_document() -> None:
    for table in (*TABLES, NUMBERS, measures(["target"])):
        assert [column.key for column in table.columns[:2]] == ["document_id", "document"], table.name
        for row in table.rows(READING):
            assert row[:2] == ("0" * 64, "plan.docx"), table.name


def test_a_document_without_bytes_is_told_by_its_name() -> None:
    without, with_bytes = Unread("a/bad.docx", "gone", "…"), Unread("a/bad.docx", "damaged", "…", "f" * 64)
    assert [DOCUMENTS.column("document_id").value(d) for d in (without, with_bytes)] == [
        "path:a/bad.docx",
        "f" * 64,
    ]
    assert [DOCUMENTS.column("sha256").value(d) for d in (without, with_bytes)] == [None, "f" * 64]


def test_values_are_of_the_kind_of_their_column() -> None:
    kinds = {"text": str, "integer": int, "number": Decimal, "date": str}
    for table in (*TABLES, NUMBERS):
        for row in table.rows(READING):
            for column, value in zip(table.columns, row, strict=True):
                assert value is None or type(value) is kinds[column.kind], (table.name, column.key)
                if column.kind == "date" and value is not None:
                    assert date.fromisoformat(str(value)).isoformat() == value


def test_keys_tell_rows_apart() -> None:
    """Two owners of one name in one task, and two findings of one kind, are two rows."""
    task = plan().tasks[0]
    twice = task.model_copy(update={"owners": (task.owners[1], task.owners[1])})
    changed = plan().model_copy(update={"tasks": (twice,), "findings": plan().findings * 2})
    reading = Reading.of("plan.docx", changed)
    for table in TABLES:
        at = [[column.key for column in table.columns].index(key) for key in table.key]
        keys = [tuple(row[place] for place in at) for row in table.rows(reading)]
        assert len(set(keys)) == len(keys), table.name
        assert table.key[0] == "document_id"
    assert [row[5] for row in OWNERS.rows(reading)] == [1, 2]
    assert [row[2] for row in FINDINGS.rows(reading)] == [1, 2]


def test_sections_stand_in_document_order_with_what_is_above_them() -> None:
    keys = (
        "id",
        "parent",
        "part",
        "part_kind",
        "level",
        "number",
        "style",
        "ordinal",
        "title",
        "path",
        "block",
    )
    rows = [tuple(SECTIONS.column(key).value(entry) for key in keys) for entry in SECTIONS.records(READING)]
    assert rows == [
        ("s1", None, 1, "main", 1, "一、", "hanzi", 1, "工作目标", "一、工作目标", "b3"),
        ("s2", None, 1, "main", 1, "三、", "hanzi", 3, "重点任务", "三、重点任务", "b5"),
        (
            "s3",
            "s2",
            1,
            "main",
            2,
            "（一）",
            "paren-hanzi",
            1,
            "建设胸痛中心",
            "三、重点任务 / （一）建设胸痛中心",
            "b6",
        ),
    ]


def test_records_join_their_innermost_section_and_tasks_their_targets() -> None:
    (entry,) = TASKS.records(READING)
    assert TASKS.column("section_id").value(entry) == "s3"
    assert [*TASK_TARGETS.rows(READING)] == [("0" * 64, "plan.docx", "k1", "m2")]


def test_the_contract_lists_every_table_with_its_key_and_columns() -> None:
    text = (Path(__file__).parents[3] / "docs" / "contract.md").read_text(encoding="utf-8")
    text = text.split("\n## Tables\n")[1].split("\n## ")[0]
    place = re.findall(r"`(\w+)`", re.findall(r"\*place\* is ([^:]*):", text)[0])
    listed: dict[str, list[str]] = {}
    for item in re.findall(r"^- ((?:.|\n  )*)", text, re.MULTILINE):
        names, columns = item.split(":")
        for name in re.findall(r"`(\w+)`", names):
            listed[name] = [
                key
                for word in re.findall(r"`\w+`|\*place\*", columns)
                for key in (place if word == "*place*" else [word.strip("`")])
            ]
    for table in (*TABLES, NUMBERS):
        assert listed[table.name] == [column.key for column in table.columns[2:]], table.name
    for table in TABLES:
        (key,) = re.findall(rf"^\| `{table.name}` \| {table.title} \|[^|]*\|([^|]*)\|$", text, re.MULTILINE)
        assert ("document_id", *re.findall(r"`(\w+)`", key)) == table.key
