"""
One document in two formats gives equal facts, places aside.

Plain text really loses merges (an empty cell may be the rest of a merged one), footnotes and page breaks. The
facts of the samples do not hang on them, so nothing but places and ids may differ.
"""

from pathlib import Path
from typing import Any

import pytest
from tests.notation import plain_text
from tests.office import needs_office, save_as
from tests.web import PAGES, encoded

from hospplan import parse, parse_bytes
from hospplan.models.plan import Plan
from hospplan.models.source import ReadOptions

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(path.stem for path in (SAMPLES / "text").glob("*.gw"))
PLACES = {"id", "source", "parent", "targets"}
"""Ids and places. `parent` and `targets` are ids of measures; what they point to is compared beside them."""


def facts_of(plan: Plan) -> list[dict[str, Any]]:
    """All measures and tasks without places, ids replaced by what they stand for."""
    measures = {m.id: m for m in (*plan.targets, *plan.results)}
    names = {id_: f"{m.indicator} {m.comparator} {m.value}" for id_, m in measures.items()}
    facts = []
    for measure in measures.values():
        fact = measure.model_dump(exclude=PLACES, mode="json")
        fact["parent"] = names.get(measure.parent or "")
        fact["baseline"] = names[measure.baseline.id] if measure.baseline else None
        facts.append(fact)
    facts += [
        task.model_dump(exclude=PLACES, mode="json") | {"targets": [names[id_] for id_ in task.targets]}
        for task in plan.tasks
    ]
    return facts


@pytest.mark.parametrize("name", NAMES)
def test_docx_and_text_of_a_sample_give_equal_measures_and_tasks(name: str) -> None:
    notation = (SAMPLES / "text" / f"{name}.gw").read_text("utf-8")
    from_docx = parse(SAMPLES / f"{name}.docx")
    from_text = parse_bytes(plain_text(notation).encode(), f"{name}.txt")
    assert facts_of(from_text) == facts_of(from_docx)
    assert from_docx.targets, "a comparison of nothing shows nothing"


@pytest.mark.parametrize("name", NAMES)
def test_docx_and_text_of_a_sample_give_the_same_header_and_outline(name: str) -> None:
    notation = (SAMPLES / "text" / f"{name}.gw").read_text("utf-8")
    from_docx = parse(SAMPLES / f"{name}.docx").document
    from_text = parse_bytes(plain_text(notation).encode(), f"{name}.txt").document
    assert from_text.header.model_dump(exclude={"lines"}) == from_docx.header.model_dump(exclude={"lines"})
    assert from_text.sign_off.model_dump(exclude={"lines"}) == from_docx.sign_off.model_dump(
        exclude={"lines"}
    )
    assert from_text.imprint.model_dump(exclude={"lines"}) == from_docx.imprint.model_dump(exclude={"lines"})
    assert [(part.kind, part.number, part.title, part.subtitle) for part in from_text.parts] == [
        (part.kind, part.number, part.title, part.subtitle) for part in from_docx.parts
    ]
    assert [len(part.tables) for part in from_text.parts] == [len(part.tables) for part in from_docx.parts]


@pytest.fixture(scope="module")
def saved_as_doc() -> dict[str, bytes]:
    """All samples as Word 97 documents, which LibreOffice has saved."""
    return save_as("doc", {name: (SAMPLES / f"{name}.docx").read_bytes() for name in NAMES})


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_docx_and_doc_of_a_sample_give_the_same_plan(name: str, saved_as_doc: dict[str, bytes]) -> None:
    """Places too: nothing but the file that was read may differ."""
    from_docx = parse(SAMPLES / f"{name}.docx")
    from_doc = parse_bytes(saved_as_doc[name], f"{name}.doc")
    source = from_docx.document.source
    assert from_doc.document.source.converter == "msdoc2docx"
    assert (
        from_doc.model_copy(update={"document": from_doc.document.model_copy(update={"source": source})})
        == from_docx
    )


@needs_office
def test_libreoffice_gives_the_same_plan_of_a_doc(saved_as_doc: dict[str, bytes]) -> None:
    name = "annual-plan-2023"
    options = ReadOptions(doc_engine="libreoffice")
    from_doc = parse_bytes(saved_as_doc[name], f"{name}.doc", options=options)
    assert from_doc.document.source.converter == "libreoffice"
    assert facts_of(from_doc) == facts_of(parse(SAMPLES / f"{name}.docx"))


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("name", NAMES)
def test_docx_and_web_page_of_a_sample_give_the_same_plan(name: str, kind: str) -> None:
    notation = (SAMPLES / "text" / f"{name}.gw").read_text("utf-8")
    charset = {"word": "gb2312", "site": "utf-8", "old": "gb18030"}[kind]
    from_docx = parse(SAMPLES / f"{name}.docx")
    from_page = parse_bytes(encoded(PAGES[kind](notation), charset), f"{name}.html")
    assert facts_of(from_page) == facts_of(from_docx)
    for element in ("header", "sign_off", "imprint"):
        mine, its = getattr(from_page.document, element), getattr(from_docx.document, element)
        assert mine.model_dump(exclude={"lines"}) == its.model_dump(exclude={"lines"})
    assert [(part.kind, part.number, part.title) for part in from_page.document.parts] == [
        (part.kind, part.number, part.title) for part in from_docx.document.parts
    ]
    assert cells_of(from_page) == cells_of(from_docx)


def cells_of(plan: Plan) -> list[tuple[int, int, int, int, str]]:
    """The cells of all tables; a space that must not break is one."""
    tables = (table for part in plan.document.parts for table in part.tables)
    return [
        (cell.row, cell.col, cell.row_span, cell.col_span, cell.text.replace("\xa0", " "))
        for table in tables
        for cell in table.cells
    ]
