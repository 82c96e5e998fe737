"""Files as hospplan writes them, of the small plan of an invented hospital."""

import json
from pathlib import Path
from typing import Any

from tests.unit.export.sample import plan

from hospplan.export.collection import write_csv, write_jsonl
from hospplan.export.database.to_sqlite import write_sqlite
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import Reading, Unread
from hospplan.export.to_json import plan_to_json
from hospplan.export.to_metadata import metadata_to_json, metadata_to_xml
from hospplan.export.to_parquet import write_parquet
from hospplan.export.to_xlsx import write_xlsx
from hospplan.validate.check import Exports, find_exports
from hospplan.validate.fault import Fault

DOCUMENTS = [
    DocumentRows.of(Reading.of("a/plan.docx", plan()), lines=True),
    DocumentRows.of(Unread("b.docx", "damaged", "no XML", "f" * 64), lines=True),
]


def write_all(folder: Path) -> None:
    """Every format, of two documents."""
    folder.mkdir(exist_ok=True)
    write_csv(folder, DOCUMENTS)
    (folder / "zh").mkdir()
    write_csv(folder / "zh", DOCUMENTS, "zh")
    write_jsonl(folder, DOCUMENTS)
    write_parquet(folder, DOCUMENTS)
    write_xlsx(folder / "hospplan.xlsx", DOCUMENTS)
    write_sqlite(folder / "hospplan.sqlite", DOCUMENTS)
    (folder / "parts").mkdir()
    write_jsonl(folder / "parts", DOCUMENTS, 1)
    write_parquet(folder / "parts", DOCUMENTS, 1)
    (folder / "plan.docx.json").write_text(plan_to_json(plan()), encoding="utf-8")
    (folder / "plan.docx.metadata.json").write_text(metadata_to_json(plan(), "plan.docx"), encoding="utf-8")
    (folder / "plan.docx.metadata.xml").write_text(metadata_to_xml(plan(), "plan.docx"), encoding="utf-8")


def faults_of(*names: Path | str) -> list[tuple[str, str]]:
    """(place, code) of each fault of files that are checked together."""
    return [(fault.place, fault.code) for fault in all_faults(*names)]


def all_faults(*names: Path | str) -> list[Fault]:
    """Each fault of files that are checked together."""
    exports = Exports()
    found = [fault for name in find_exports(map(str, names)) for fault in exports.check(name).faults]
    return found + [fault for _, checked in exports.loose() for fault in checked.faults]


def plan_json() -> Any:
    """The JSON of the plan, to be changed."""
    return json.loads(plan_to_json(plan()))


def written(path: Path, value: Any) -> Path:
    """A file with a value as JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path
