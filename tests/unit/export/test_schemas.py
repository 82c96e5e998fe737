import json
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.unit.export.sample import plan

from hospplan.batch.record import Entry
from hospplan.export.rows import TABLES, Reading, Table, Unread
from hospplan.export.schema_examples import EXAMPLES
from hospplan.export.schemas import DIALECT, MODELS, NAMES, file_name, main, schema, schema_text, stale, write

FOLDER = Path(__file__).parents[3] / "schemas"


def test_the_files_are_what_the_models_say() -> None:
    """Where this fails: `python -m hospplan.export.schemas --write`."""
    assert stale(FOLDER) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_holds_its_own_example(name: str) -> None:
    body = schema(name)
    Draft202012Validator.check_schema(body)
    assert body["$schema"] == DIALECT
    assert body["$id"] == f"urn:hospplan:schema:{name}:1.0"
    assert body["description"]
    (example,) = body["examples"]
    Draft202012Validator(body).validate(example)
    assert example == EXAMPLES.get(name, example)


@pytest.mark.parametrize("name", MODELS)
def test_an_example_is_written_as_the_model_writes_it(name: str) -> None:
    value = MODELS[name].model_validate(EXAMPLES[name])
    assert json.dumps(value.model_dump(mode="json")) == json.dumps(EXAMPLES[name])


def test_what_is_written_fits_the_schema() -> None:
    Draft202012Validator(schema("plan")).validate(json.loads(plan().model_dump_json()))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_fits_the_schema_of_its_table(table: Table[Any]) -> None:
    validator = Draft202012Validator(schema(f"{table.name}-row"))
    keys = [column.key for column in table.columns]
    for reading in (Reading.of("plan.docx", plan()), Unread("bad.docx", "damaged", "no XML")):
        for row in table.rows(reading):
            values = [float(value) if isinstance(value, Decimal) else value for value in row]
            validator.validate(dict(zip(keys, values, strict=True)))
    named = dict.fromkeys(keys)
    assert {error.absolute_path[0] for error in validator.iter_errors(named)} == set(table.key)


def test_the_schema_of_the_manifest_has_the_fields_of_its_lines() -> None:
    body = schema("manifest")
    assert list(body["properties"]) == [field.name for field in fields(Entry)]
    Draft202012Validator(body).validate(Entry("a.docx").to_json())


def test_a_missing_field_does_not_fit_and_a_new_one_does() -> None:
    validator = Draft202012Validator(schema("measure"))
    short: dict[str, Any] = {key: value for key, value in EXAMPLES["measure"].items() if key != "unit"}
    assert [error.message for error in validator.iter_errors(short)] == ["'unit' is a required property"]
    assert validator.is_valid({**EXAMPLES["measure"], "added_later": 1})


def test_fields_are_explained_by_their_docstrings() -> None:
    properties = schema("measure")["properties"]
    assert properties["indicator"]["description"] == "The noun phrase that names what is counted."


def test_stale_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path)
    assert main(["--check", str(tmp_path)]) == 0
    (tmp_path / file_name("task")).write_text("{}", encoding="utf-8")
    (tmp_path / "old.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / file_name("plan")).unlink()
    assert main(["--check", str(tmp_path)]) == 1
    assert [line.split()[0] for line in capsys.readouterr().err.splitlines()] == [
        "old.schema.json",
        "plan.schema.json",
        "task.schema.json",
    ]
    assert main(["--write", str(tmp_path)]) == 0
    assert (tmp_path / file_name("task")).read_text(encoding="utf-8") == schema_text("task")
    assert main([]) == 2
