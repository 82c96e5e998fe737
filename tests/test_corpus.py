"""
Real documents, where the corpus lies beside the checkout: each format of one gives the same facts.

The differences that are allowed are listed, so that the list can only shrink; now it is empty.
"""

from pathlib import Path

import pytest
from tests.test_formats import facts_of

from hospplan import parse

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.docx"))
DIFFERENCES: dict[str, list[str]] = {}
"""Name of a document → lines of facts that its PDF gives otherwise, each with its reason beside it."""


@pytest.mark.skipif(not NAMES, reason="no corpus beside the checkout")
@pytest.mark.parametrize("name", NAMES)
def test_the_pdf_of_a_document_gives_the_facts_of_its_word_file(name: str) -> None:
    from_docx, from_pdf = (facts_of(parse(CORPUS / f"{name}.{suffix}")) for suffix in ("docx", "pdf"))
    different = [str(fact) for fact in from_docx if fact not in from_pdf]
    different += [str(fact) for fact in from_pdf if fact not in from_docx]
    assert different == DIFFERENCES.get(name, [])
    assert len(from_docx) == len(from_pdf)
    assert [fact.get("title") for fact in from_docx] == [fact.get("title") for fact in from_pdf]


@pytest.mark.skipif(not NAMES, reason="no corpus beside the checkout")
@pytest.mark.parametrize("name", NAMES)
def test_the_doc_of_a_document_gives_the_facts_of_its_word_file(name: str) -> None:
    from_docx, from_doc = (parse(CORPUS / f"{name}.{suffix}") for suffix in ("docx", "doc"))
    assert facts_of(from_doc) == facts_of(from_docx)
    assert from_doc.document.header == from_docx.document.header
    assert from_doc.document.parts == from_docx.document.parts
