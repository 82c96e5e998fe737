from decimal import Decimal

import pytest
from tests.unit.export.sample import plan

from hospplan.export.rows import TABLES, TASKS, Reading, Unread, Value, measures, text_of

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
        (0.00001, "0.00001"),
        (1.0, "1"),
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
