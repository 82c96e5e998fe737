"""The queries that the README gives are run, on both kinds of databases, and answer something on the samples."""

import re
from pathlib import Path

import pytest
from tests.unit.export.database.asking import ask
from tests.unit.export.database.conftest import Schema

import hospplan
from hospplan.export.database import store
from hospplan.export.document_rows import DocumentRows
from hospplan.export.rows import Reading

ROOT = Path(__file__).parents[4]
SAMPLES = sorted((ROOT / "samples").glob("*.docx"))


def queries(readme: str) -> list[str]:
    """Each statement of the blocks of SQL of a page."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"^```sql\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [query.strip() for block in blocks for query in block.split(";") if query.strip()]


ENGLISH, CHINESE = queries("README.md"), queries("README.zh-CN.md")


@pytest.fixture(scope="module")
def documents() -> list[DocumentRows]:
    return [DocumentRows.of(Reading.of(path.name, hospplan.parse(path))) for path in SAMPLES]


@pytest.fixture(scope="module")
def path(documents: list[DocumentRows], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme") / "plans.db"
    store(str(path), documents)
    return path


def code(query: str) -> str:
    return "\n".join(line for line in query.splitlines() if not line.startswith("--"))


def test_both_pages_give_the_same_five_questions_and_one_of_the_index() -> None:
    assert [code(query) for query in ENGLISH] == [code(query) for query in CHINESE]
    assert len(ENGLISH) == 6


@pytest.mark.parametrize("query", ENGLISH, ids=range(1, 7))
def test_a_query_of_the_readme_answers_from_a_file(path: Path, query: str) -> None:
    assert len(ask(path, query)) >= 3


def test_a_query_of_the_readme_answers_the_same_from_a_server(
    path: Path, documents: list[DocumentRows], schema: Schema
) -> None:
    store(schema.url, documents)
    for query in (query for query in ENGLISH if "MATCH" not in query):
        assert len(schema.ask(query)) == len(ask(path, query))
