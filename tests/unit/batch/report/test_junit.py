import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.unit.batch.report.runs import CHINESE, ENGLISH, HOSTILE, failed, read, small_run

from hospplan.batch.record import Entry
from hospplan.batch.report.junit import junit
from hospplan.batch.report.totals import Level, Totals

XSD = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "junit.xsd")))


def written(entries: list[Entry], level: Level = "error", words: Any = ENGLISH, **more: Any) -> str:
    return "".join(junit(entries, Totals.of(entries, level), words, **more))


def parsed(text: str) -> Any:
    root = etree.fromstring(text.encode())
    assert XSD.validate(root), XSD.error_log
    return root


def test_failed_documents_are_errors_flagged_ones_failures() -> None:
    assert written(small_run()) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="hospplan convert" tests="7" failures="1" errors="3">\n'
        '  <testsuite name="hospplan convert" tests="7" failures="1" errors="3" skipped="0">\n'
        '    <testcase classname="2023" name="2023/plan.docx">\n'
        "      <system-out>targets: 12\nresults: 3\ntasks: 5\nfindings: 0</system-out>\n"
        "    </testcase>\n"
        '    <testcase classname="2023" name="2023/plan.pdf">\n'
        '      <failure type="findings" message="errors: 1, infos: 4">targets: 12\nresults: 3\ntasks: 5\n'
        "findings: 5\nerrors: 1, infos: 4</failure>\n"
        "      <system-out>targets: 12\nresults: 3\ntasks: 5\n"
        "findings: 5\nerrors: 1, infos: 4</system-out>\n"
        "    </testcase>\n"
        '    <testcase classname="2023" name="2023/same.docx">\n'
        "      <system-out>targets: 12\nresults: 3\ntasks: 5\nfindings: 0\n"
        "the same bytes as 2023/plan.docx</system-out>\n"
        "    </testcase>\n"
        '    <testcase classname="hospplan" name="bomb.docx">\n'
        '      <error type="over-limit" message="unpacks to 5,000 MB">split the document</error>\n'
        "    </testcase>\n"
        '    <testcase classname="hospplan" name="locked.pdf">\n'
        '      <error type="encrypted" message="the file asks for a password">give it</error>\n'
        "    </testcase>\n"
        '    <testcase classname="hospplan" name="locked2.PDF">\n'
        '      <error type="encrypted" message="the file asks for a password">give it</error>\n'
        "    </testcase>\n"
        '    <testcase classname="hospplan" name="notes">\n'
        "      <system-out>targets: 12\nresults: 3\ntasks: 5\nfindings: 2\nwarnings: 2</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n</testsuites>\n"
    )


@pytest.mark.parametrize("level", ["error", "warning", "info", "never"])
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_the_numbers_of_the_suite_are_those_of_its_cases(level: Level, words: Any) -> None:
    run = [*small_run(), read("wrong.docx", misquotes=2)]
    root = parsed(written(run, level, words))
    for suite in (root, root[0]):
        assert int(suite.get("tests")) == len(root.findall(".//testcase")) == len(run)
        assert int(suite.get("failures")) == len(root.findall(".//failure"))
        assert int(suite.get("errors")) == len(root.findall(".//error"))
    kinds = {
        case.get("name"): case.find("failure").get("type") for case in root.iterfind(".//testcase[failure]")
    }
    assert kinds["wrong.docx"] == "misquotes"


def test_times_stand_there_only_where_they_are_given() -> None:
    run = [read("a.docx"), failed("b.docx")]
    root = parsed(written(run, seconds={"a.docx": 1.23456, "b.docx": 2}))
    assert [case.get("time") for case in root.iterfind(".//testcase")] == ["1.235", "2.000"]
    assert root.get("time") == root[0].get("time") == "3.235"
    assert "time" not in written(run)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_value_and_nothing_else(name: str) -> None:
    run = [failed(name, "damaged", name, name), read(name, error=1)]
    root = parsed(written(run))
    assert [element.tag for element in root.iter()] == [
        *("testsuites", "testsuite", "testcase", "error", "testcase", "failure", "system-out")
    ]
    kept = "".join("�" if c in "\x00\x07\x1b\ufffe\uffff" else c for c in name)
    assert root.find(".//testcase").get("name") == kept
    assert root.find(".//error").get("message") == kept


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_gives_a_file_that_is_valid(name: str, message: str) -> None:
    parsed(written([failed(name, name, message, message), read(name, warning=1)], "warning"))


def test_folders_are_the_packages_of_a_case() -> None:
    root = parsed(written([read("2023/卫健委.zip/计划/a.docx")]))
    assert root.find(".//testcase").get("classname") == "2023.卫健委_zip.计划"


def test_a_large_run_is_written_in_little_memory() -> None:
    def entries() -> Iterator[Entry]:
        for number in range(20_000):
            yield read(f"{number:06}.docx")

    def size(pieces: Iterable[str]) -> int:
        return sum(map(len, pieces))

    totals = Totals.of(entries())
    tracemalloc.start()
    written_size = size(junit(entries(), totals, ENGLISH))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written_size > 2_500_000
    assert peak < 500_000


def test_what_min_confidence_left_out_is_told() -> None:
    entry = read("a.docx")
    unsure = replace(entry, counts={**entry.counts, "left_out": 2})
    assert "findings: 0\nleft out by --min-confidence: 2</system-out>" in written([unsure])
