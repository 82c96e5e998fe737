import json

from tests.unit.export.sample import plan

from hospplan.export.rows import DOCUMENTS, FINDINGS, OWNERS, TABLES, TARGETS, Reading, Unread
from hospplan.export.to_json import plan_to_json, plans_to_json, records_to_json
from hospplan.export.to_jsonl import to_jsonl
from hospplan.models.plan import Plan

ID = "0" * 64


def test_a_plan_is_written_in_model_order_and_reads_back() -> None:
    text = plan_to_json(plan())
    assert text.startswith('{\n  "schema_version": "1.0",\n  "document": {\n    "source": {\n')
    assert text.endswith("]\n}\n")
    assert "云州市" in text
    assert list(json.loads(text)) == list(Plan.model_fields)
    assert Plan.model_validate_json(text) == plan()


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_to_json(plan()) == plan_to_json(plan())


def test_numbers_have_no_point_where_they_need_none() -> None:
    text = plan_to_json(plan())
    assert '"value": 85.5,' in text
    assert '"value": 80,' in text
    assert "NaN" not in text


def test_several_plans_are_one_array_written_as_json_writes_it() -> None:
    text = "".join(plans_to_json([plan(), plan()], is_array=True))
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert len(json.loads(text)) == 2


def test_one_plan_is_one_object_and_none_is_nothing() -> None:
    assert "".join(plans_to_json([plan()], is_array=False)) == plan_to_json(plan())
    assert "".join(plans_to_json([], is_array=True)) == ""


def test_records_carry_a_document_where_there_are_several() -> None:
    target = plan().targets[0]
    alone = json.loads(records_to_json([(None, target)]))
    named = json.loads(records_to_json([("plan.docx", target)]))
    assert list(alone[0])[:2] == ["id", "role"]
    assert list(named[0])[:2] == ["document", "id"]
    assert records_to_json([]) == "[]\n"


def test_a_line_of_jsonl_is_the_whole_record_with_the_document_first() -> None:
    lines = to_jsonl(FINDINGS, Reading.of("plan.docx", plan()))
    assert lines == (
        f'{{"document_id": "{ID}", "document": "plan.docx", '
        '"code": "numbering-gap", "severity": "warning", '
        '"message": "三、 follows 一、", "source": {"block": "b5", "start": 0, "end": 2, "quote": "三、", '
        '"page": null, "boxes": [], "section": ["s2"], "also": []}}\n'
    )


def test_jsonl_and_json_tell_the_same_of_a_target() -> None:
    reading = Reading.of("plan.docx", plan())
    lines = [json.loads(line) for line in to_jsonl(TARGETS, reading).splitlines()]
    whole = json.loads(records_to_json(("plan.docx", m) for m in plan().targets))
    assert lines == [{"document_id": ID, **record} for record in whole]


def test_what_stands_inside_others_is_written_by_its_columns() -> None:
    first = to_jsonl(OWNERS, Reading.of("plan.docx", plan())).splitlines()[0]
    assert first == (
        f'{{"document_id": "{ID}", "document": "plan.docx", "task": "k1", "task_number": "（一）", '
        '"task_title": "建设胸痛中心", "ordinal": 1, "name": "李安", "kind": "person", "role": "lead", "post": "副院长"}'
    )
    failed = json.loads(to_jsonl(DOCUMENTS, Unread("bad.docx", "damaged", "no XML")))
    assert (failed["status"], failed["error"], failed["title"]) == ("failed", "damaged", None)


def test_each_line_of_each_table_is_one_object() -> None:
    reading = Reading.of("plan.docx", plan())
    for table in TABLES:
        lines = to_jsonl(table, reading)
        assert all(json.loads(line)["document"] == "plan.docx" for line in lines.splitlines())
        assert len(lines.splitlines()) == len(list(table.records(reading)))
