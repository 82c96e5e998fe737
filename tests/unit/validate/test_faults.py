"""Each fault is told with its place and kind."""

import ast
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from tests.unit.validate.exported import DOCUMENTS, all_faults, faults_of, plan_json, write_all, written

from hospplan.cli.catalogue import load
from hospplan.errors import ForeignExportError
from hospplan.export.limits import ExportLimits
from hospplan.export.rows import TABLES
from hospplan.export.to_xlsx import write_xlsx
from hospplan.validate.check import Exports

Change = Callable[[Any], object]
TARGET = "/targets/0"


def put(*path: str | int, value: Any) -> Change:
    def change(whole: Any) -> None:
        for step in path[:-1]:
            whole = whole[step]
        whole[path[-1]] = value

    return change


def drop(*path: str | int) -> Change:
    def change(whole: Any) -> None:
        for step in path[:-1]:
            whole = whole[step]
        del whole[path[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        (drop("targets", 0, "unit"), TARGET, "required"),
        (drop("findings"), "", "required"),
        (put("targets", 0, "value", value="85"), f"{TARGET}/value", "type"),
        (put("targets", 0, "period", value=None), f"{TARGET}/period", "type"),
        (put("targets", 0, "role", value="aim"), f"{TARGET}/role", "choice"),
        (put("targets", 0, "confidence", value=1.5), f"{TARGET}/confidence", "bound"),
        (put("targets", 0, "period", "start", value=2025), f"{TARGET}/period/start", "type"),
        (put("targets", 0, "source", "start", value=8), f"{TARGET}/source", "misquote"),
        (put("targets", 0, "source", "quote", value="别的"), f"{TARGET}/source", "misquote"),
        (put("targets", 0, "source", "block", value="b99"), f"{TARGET}/source", "no-block"),
        (put("findings", 0, "source", "start", value=1), "/findings/0/source", "misquote"),
        (put("targets", 0, "source", "section", value=["s9"]), f"{TARGET}/source/section", "unknown-id"),
        (put("targets", 0, "baseline", "id", value="m9"), f"{TARGET}/baseline/id", "unknown-id"),
        (put("targets", 0, "parent", value="m9"), f"{TARGET}/parent", "unknown-id"),
        (put("targets", 1, "doubt", value=None), "/targets/1/doubt", "no-doubt"),
        (put("results", 0, "source", "also", value=["t9.1.1"]), "/results/0/source/also", "unknown-id"),
        (put("tasks", 0, "targets", value=["m1"]), "/tasks/0/targets", "unknown-id"),
        (
            put("document", "parts", 1, "blocks", 2, "table", value="t2"),
            "/document/parts/1/blocks/2/table",
            "unknown-id",
        ),
        (
            put("document", "parts", 0, "sections", 0, "heading", value="b0"),
            "/document/parts/0/sections",
            "unknown-id",
        ),
        (put("document", "source", "size", value="big"), "/document/source/size", "type"),
    ],
)
def test_a_plan(change: Change, place: str, code: str, tmp_path: Path) -> None:
    value = plan_json()
    change(value)
    assert (place, code) in faults_of(written(tmp_path / "plan.json", value))


def test_an_id_that_is_given_twice_is_told(tmp_path: Path) -> None:
    value = plan_json()
    value["results"][0]["id"] = "m2"
    assert ("/results/0/id", "id-twice") in faults_of(written(tmp_path / "a.json", value))
    value = plan_json()
    value["document"]["parts"][0]["blocks"][1]["id"] = "b3"
    assert ("/document/parts/0/blocks/1/id", "id-twice") in faults_of(written(tmp_path / "b.json", value))


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('{\n  "schema_version": "1.0",\n  "document": ,\n}', "3:15", "json"),
        ('{\n"schema_version": NaN,', "", "json"),
        ('{\n"schema_version": 1, "schema_version": 2}', "", "key-twice"),
        ("[" * 100_000 + "]" * 100_000, "", "too-deep"),
        ('[{"a":' * 150, "", "too-deep"),
        ("[" + "9" * 5000 + "]", "", "json"),
        ("[1e999]", "", "json"),
        ("[0.12345678901234567890123]", "", "json"),
    ],
)
def test_broken_json(text: str, place: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    assert faults_of(path) == [(place, code)]


def test_json_that_is_no_utf8_is_told_with_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes('{\n "标题": 1}'.encode("gb18030"))
    (fault,) = all_faults(path)
    assert (fault.code, fault.details) == ("encoding", {"at": 4})


def lines(tmp_path: Path, table: str) -> tuple[Path, list[str]]:
    write_all(tmp_path / "out")
    path = tmp_path / "out" / f"{table}.jsonl"
    return path, path.read_text(encoding="utf-8").splitlines()


def test_lines_are_told_by_their_number(tmp_path: Path) -> None:
    path, records = lines(tmp_path, "targets")
    second = json.loads(records[1])
    broken = {**second, "value": "x", "id": "m7"}
    nameless = {key: value for key, value in second.items() if key != "document_id"} | {"id": "m8"}
    short = {**second, "id": "m9", "source": {**second["source"], "quote": "短"}}
    kept = [
        records[0],
        json.dumps(broken),
        "{oops",
        json.dumps(nameless),
        json.dumps(short),
        "[]",
        records[0],
    ]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert faults_of(path) == [
        ("2:/value", "type"),
        ("3:2", "json"),
        ("4", "required"),
        ("5:/source/quote", "quote-length"),
        ("6", "kind"),
        ("7", "row-twice"),
    ]


def test_rows_that_name_no_row_are_told_where_its_table_is_there(tmp_path: Path) -> None:
    path, records = lines(tmp_path, "owners")
    stray = {**json.loads(records[0]), "task": "k9"}
    other = {**json.loads(records[1]), "document_id": "e" * 64}
    path.write_text("\n".join(map(json.dumps, (stray, other))) + "\n", encoding="utf-8")
    assert faults_of(path) == []
    assert set(faults_of(*sorted(path.parent.glob("*.jsonl")))) == {
        ("1:task", "no-row"),
        ("2:document_id", "no-row"),
        ("2:task", "no-row"),
    }


def test_cells_of_csv_are_told_by_line_and_column(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    path = tmp_path / "out" / "targets.csv"
    text = path.read_text(encoding="utf-8-sig")
    changed = text.replace(",85.5,", ",85.5x,").replace(",target,平均", ",goal,平均")
    path.write_text("\ufeff" + changed + "a,b\r\n", encoding="utf-8", newline="")
    assert faults_of(path) == [("2:value", "type"), ("3:role", "choice"), ("4", "cells")]


def test_chinese_words_of_csv_are_those_of_its_sets(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    path = tmp_path / "out" / "zh" / "targets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("≥", "大于"), encoding="utf-8", newline="")
    assert faults_of(path) == [("2:comparator", "choice")]


def test_columns_of_csv_that_are_missing_strange_or_out_of_order_are_named(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    path = tmp_path / "out" / "tasks.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",title,", ",name,"), encoding="utf-8", newline="")
    assert faults_of(path) == [("1", "column-missing"), ("1", "column-unknown")]
    path.write_text(text.replace(",number,title,", ",title,number,"), encoding="utf-8", newline="")
    assert faults_of(path) == [("1", "column-order")]


def test_csv_that_breaks_off_in_a_cell_is_told(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    path = tmp_path / "out" / "tasks.csv"
    path.write_text(path.read_text(encoding="utf-8") + '"a,b', encoding="utf-8", newline="")
    assert [code for _, code in faults_of(path)] == ["csv"]


def test_a_text_with_an_apostrophe_before_a_formula_has_its_own_length(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    path = tmp_path / "out" / "findings.csv"
    text = path.read_text(encoding="utf-8").replace(",三、,", ",'=、,")
    path.write_text(text, encoding="utf-8", newline="")
    assert faults_of(path) == []


def test_rows_whose_columns_gainsay_each_other_are_told(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    path = tmp_path / "out" / "documents.csv"
    text = path.read_text(encoding="utf-8").replace(",failed,damaged,", ",failed,,")
    path.write_text(text, encoding="utf-8", newline="")
    assert faults_of(path) == [("3:error", "status")]
    path = tmp_path / "out" / "targets.csv"
    text = path.read_text(encoding="utf-8").replace(",,2025-12-31,", ",2026-01-01,2025-12-31,")
    path.write_text(text, encoding="utf-8", newline="")
    assert faults_of(path) == [("2:period_end", "day-order")]


def test_parquet_is_checked_by_columns_and_rows(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    path = tmp_path / "out" / "targets.parquet"
    table = pq.read_table(path)
    at = table.schema.get_field_index("role")
    pq.write_table(table.set_column(at, table.schema.field(at), pa.array(["target", "goal"])), path)
    assert faults_of(path) == [("2:role", "choice")]
    pq.write_table(table.drop_columns(["value"]), path)
    assert faults_of(path) == [("", "column-missing")]
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert faults_of(path) == [("", "damaged")]


def database(path: Path) -> sqlite3.Connection:
    """The tables with columns of their kinds, as a database of SQLite has them, with the rows of the plan."""
    made = sqlite3.connect(path)
    for table in TABLES:
        columns = ", ".join(f'"{column.key}"' for column in table.columns)
        keys = ", ".join(f'"{key}"' for key in table.key)
        made.execute(f'CREATE TABLE "{table.name}" ({columns}, PRIMARY KEY ({keys}))')
        marks = ", ".join("?" for _ in table.columns)
        for document in DOCUMENTS:
            rows = [
                [
                    float(value) if column.kind == "number" and value is not None else value
                    for column, value in zip(table.columns, row, strict=True)
                ]
                for row in document.rows[table.name]
            ]
            made.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608  (our own names)
    made.commit()
    return made


def test_a_database_is_checked_by_tables_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "plans.sqlite"
    made = database(path)
    made.close()
    assert faults_of(path) == []
    made = sqlite3.connect(path)
    made.execute("UPDATE targets SET value = 'x', role = 'goal' WHERE id = 'm2'")
    made.execute("DROP TABLE owners")
    made.execute("CREATE TABLE child (a REFERENCES documents (document_id))")
    made.execute("INSERT INTO child VALUES ('none')")
    made.commit()
    made.close()
    assert faults_of(path) == [
        ("child:1", "no-row"),
        ("targets:1:role", "choice"),
        ("targets:1:value", "type"),
        ("owners", "table-missing"),
    ]


def test_a_database_that_is_torn_is_told_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "plans.sqlite"
    database(path).close()
    data = path.read_bytes()
    for torn in (data[:100], data[: len(data) // 2], data[:4096] + b"\0" * 4096 + data[8192:]):
        path.write_bytes(torn)
        assert "damaged" in {code for _, code in faults_of(path)}
        assert path.read_bytes() == torn


def test_a_database_of_others_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    made = sqlite3.connect(path)
    made.execute(
        "CREATE VIEW targets AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n"
    )
    made.commit()
    made.close()
    with pytest.raises(ForeignExportError):
        Exports().check(str(path))


def test_a_workbook_is_told_by_sheet_and_cell(tmp_path: Path) -> None:
    path = tmp_path / "plans.xlsx"
    write_xlsx(path, DOCUMENTS)
    book = load_workbook(path)
    book["指标"]["B1"] = "别的"
    book["任务清单"]["B2"] = "=1+1"
    book.save(path)
    assert faults_of(path) == [("指标:1", "heads"), ("任务清单:B2", "formula")]


def test_a_workbook_of_others_and_a_bomb_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    Workbook().save(path)
    with pytest.raises(ForeignExportError):
        Exports().check(str(path))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 2**21)
    limits = ExportLimits(export_bytes=2**20)
    (fault,) = Exports(limits).check(str(path)).faults
    assert fault.code == "damaged"
    path.write_bytes(b"PK\x03\x04" + b"x" * 100)
    assert faults_of(path) == [("", "damaged")]


def test_files_and_lines_over_the_limits_are_not_read(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    exports = Exports(ExportLimits(export_bytes=300))
    for name, expected in (
        ("plan.docx.json", ("", "too-big")),
        ("targets.jsonl", ("1", "line-too-big")),
        ("targets.parquet", ("", "too-big")),
    ):
        faults = [*exports.check(str(tmp_path / "out" / name)).faults]
        assert [(fault.place, fault.code) for fault in faults] == [expected]
    exports = Exports(ExportLimits(member_bytes=100))
    (fault,) = exports.check(str(tmp_path / "out" / "plan.docx.metadata.xml")).faults
    assert fault.code == "too-big"


def test_metadata_in_xml_is_told_by_its_element(tmp_path: Path) -> None:
    write_all(tmp_path / "out")
    path = tmp_path / "out" / "plan.docx.metadata.xml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("<文种>计划</文种>", "<文种/><密码/>"), encoding="utf-8")
    assert [code for _, code in faults_of(path)] == ["metadata"]
    path.write_text(text[:-10], encoding="utf-8")
    assert [code for _, code in faults_of(path)] == ["xml"]


def test_entities_of_xml_are_not_unfolded(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    path.write_text(f'<!DOCTYPE x [<!ENTITY a0 "x">{entities}]><x>&a12;</x>', encoding="utf-8")
    assert [code for _, code in faults_of(path)] == ["xml"]


def test_every_fault_has_a_message_in_both_languages() -> None:
    sources = Path(__file__).parents[3] / "src" / "hospplan" / "validate"
    calls = [
        node
        for path in sources.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault"
    ]
    codes = {call.args[1].value for call in calls if isinstance(call.args[1], ast.Constant)}
    assert len(codes) > 30
    for language in ("en", "zh"):
        keys = {key.removeprefix("fault.") for key in load(language).messages if key.startswith("fault.")}
        assert codes <= keys
        assert keys - codes == {"line", "whole"}


PATHS = st.integers(0, 10_000)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [at] if at else []
    for key, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        found += places(inner, (*at, key))
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(PATHS, VALUES), min_size=1, max_size=3))
def test_any_change_of_a_plan_is_checked_without_an_error(
    changes: list[tuple[int, Any]], tmp_path: Path
) -> None:
    whole = plan_json()
    for number, value in changes:
        all_places = places(whole)
        put(*all_places[number % len(all_places)], value=value)(whole)
    path = written(tmp_path / "plan.json", whole)
    try:
        for place, code in faults_of(path):
            assert place == "" or place.startswith("/")
            assert code
    except ForeignExportError:
        assert not {"schema_version", "document", "targets"} <= whole.keys()
