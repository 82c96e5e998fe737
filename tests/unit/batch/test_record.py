import json
from dataclasses import fields, replace
from typing import Any

import pytest

from hospplan.batch.recipe import FORMATS, OWN_SUFFIXES, Recipe
from hospplan.batch.record import Entry, Failure, Record
from hospplan.errors import DamagedSourceError, HospplanError, LimitError
from hospplan.lexicon import default_lexicon, lexicon_version
from hospplan.limits import Limits

RECIPE = Recipe(("json", "csv"), lexicon_version="abc", limits=Limits(pages=7), password="1234")  # noqa: S106  (no secret)
OTHER: dict[str, Any] = {
    "formats": ("md",),
    "is_stored": True,
    "lexicon": "words",
    "lexicon_version": "abd",
    "min_confidence": 0.5,
    "verify": True,
    "password": "other",
    "table_engine": "pdfplumber",
    "doc_engine": "libreoffice",
    "reads_pictures": True,
    "limits": Limits(pages=8),
}


def test_a_recipe_reaches_another_process_as_it_is() -> None:
    assert Recipe.from_json(json.loads(json.dumps(RECIPE.to_json()))) == RECIPE


def test_the_key_changes_with_all_that_changes_what_is_read() -> None:
    assert OTHER.keys() == {field.name for field in fields(Recipe)}
    same = {name for name, value in OTHER.items() if replace(RECIPE, **{name: value}).key == RECIPE.key}
    assert same == {"formats", "is_stored", "lexicon", "password"}


def test_rows_are_wanted_for_formats_of_the_collection_alone() -> None:
    wanting = {name for name in FORMATS if Recipe((name,)).has_rows}
    assert wanting == set(FORMATS) - OWN_SUFFIXES.keys()
    assert Recipe(("json",), is_stored=True).has_rows


def test_the_version_of_the_words_is_known_without_reading_them() -> None:
    assert lexicon_version() == default_lexicon().version


@pytest.mark.parametrize(
    ("error", "code", "whole"),
    [
        (DamagedSourceError("no XML\nin it", mend="save it again"), "damaged", "no XML in it; save it again"),
        (LimitError("over 5 pages"), "over-limit", "over 5 pages"),
        (
            PermissionError(13, "Permission denied", "/home/li/plan.docx"),
            "PermissionError",
            "Permission denied",
        ),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError", "division by zero"),
    ],
)
def test_a_failure_tells_what_its_error_told(error: Exception, code: str, whole: str) -> None:
    failure = Failure.of(error)
    assert (failure.code, failure.whole) == (code, whole)
    again = failure.error()
    assert type(again).__name__ == type(error).__name__
    assert Failure.of(again) == failure


def test_an_error_of_ours_keeps_its_kind() -> None:
    assert isinstance(Failure("encrypted", "locked").error(), HospplanError)


def test_a_record_reaches_another_process_as_it_is() -> None:
    entry = Entry("a/计划.docx", "00", 5, counts={"targets": 2}, findings={"error": 0}, files={".json": 3})
    record = Record(entry, None, {".json": b"{}\n", ".md": b"\x00"}, b"rows", ({"record": "m1"},))
    head, blobs = record.to_json()
    assert Record.from_json(json.loads(json.dumps(head)), blobs) == record
    bare = Record(replace(entry, status="failed"), Failure("damaged", "no XML"))
    head, blobs = bare.to_json()
    assert Record.from_json(json.loads(json.dumps(head)), blobs) == bare


@pytest.mark.parametrize(
    "told", [{}, [], None, {"entry": {}, "failure": None, "files": [], "has_rows": True}]
)
def test_what_is_no_record_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not a|a record of"):
        Record.from_json(told, [])
