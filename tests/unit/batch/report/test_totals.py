import tracemalloc
from collections.abc import Iterator

import pytest
from tests.unit.batch.report.runs import failed, read, small_run

from hospplan.batch.record import Entry
from hospplan.batch.report.totals import LISTED, Level, Totals, is_flagged, suffix_of


def test_documents_are_counted_by_outcome_and_records_of_equal_ones_once() -> None:
    totals = Totals.of(small_run())
    assert (totals.documents, totals.read, totals.failed, totals.duplicates) == (7, 4, 3, 1)
    assert totals.counts == {"targets": 36, "results": 9, "tasks": 15, "findings": 7}
    assert totals.findings == {"error": 1, "warning": 2, "info": 4}
    assert list(totals.errors.items()) == [("encrypted", 2), ("over-limit", 1)]
    assert [(kind.suffix, kind.documents, kind.failed, kind.counts["targets"]) for kind in totals.kinds] == [
        (".docx", 3, 1, 12),
        (".pdf", 3, 2, 12),
        ("", 1, 0, 12),
    ]
    assert [entry.name for entry in totals.first_failed] == ["bomb.docx", "locked.pdf", "locked2.PDF"]


@pytest.mark.parametrize(
    ("level", "names"),
    [
        ("error", ["2023/plan.pdf"]),
        ("warning", ["2023/plan.pdf", "notes"]),
        ("info", ["2023/plan.pdf", "notes"]),
        ("never", []),
    ],
)
def test_a_document_is_flagged_from_the_level_on(level: Level, names: list[str]) -> None:
    totals = Totals.of(small_run(), level)
    assert [entry.name for entry in totals.first_flagged] == names
    assert totals.flagged == len(names)


def test_a_wrong_quote_flags_a_document_at_every_level() -> None:
    assert is_flagged(read("a.txt", misquotes=1), "never")
    assert not is_flagged(read("a.txt", misquotes=0), "error")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a/b.DOCX", ".docx"),
        ("a/b.docx (2)", ".docx"),
        ("a.b/c", ""),
        ("plan.scan.pdf", ".pdf"),
        ("plans.zip/计划.docx", ".docx"),
    ],
)
def test_a_suffix_is_that_of_the_name_before_its_number(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_an_empty_run_adds_up_to_nothing() -> None:
    totals = Totals.of([])
    assert (totals.documents, totals.kinds, dict(totals.counts)) == (0, (), {})


def test_a_large_run_is_counted_in_little_memory() -> None:
    def entries() -> Iterator[Entry]:
        for number in range(20_000):
            yield failed(f"{number:05}.docx") if number % 2 else read(f"{number:05}.docx", error=1)

    tracemalloc.start()
    totals = Totals.of(entries())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (totals.failed, totals.flagged) == (10_000, 10_000)
    assert (len(totals.first_failed), len(totals.first_flagged)) == (LISTED, LISTED)
    assert peak < 2_000_000
