"""
The samples, read by the program and by a person.

A case is a folder of `tests/golden`: `about.toml` says what it is for, `truth.json` what a careful reader
finds (compared by `truth.py`), `plan.json` what the program gives to the last byte. A difference from the
truth is a bug, or it stands in `about.toml` with its reason; one that is gone must leave the list.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.truth import differences

import hospplan

ROOT = Path(__file__).parents[1]
CASES = sorted(path.parent for path in (ROOT / "tests" / "golden").glob("*/about.toml"))


def _about(case: Path) -> dict[str, Any]:
    return tomllib.loads((case / "about.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_sample_reads_as_a_careful_person_reads_it(case: Path) -> None:
    about = _about(case)
    truth = json.loads((case / "truth.json").read_text("utf-8"))
    known = {gap["difference"] for gap in about.get("known_gaps", ())}
    found = differences(truth, hospplan.parse(ROOT / about["source"]))
    new = [line for line in found if line not in known]
    gone = sorted(known - set(found))
    assert not new, f"{len(new)} differences from {case.name}/truth.json:\n  " + "\n  ".join(new)
    assert not gone, "mended, so take these from known_gaps in about.toml:\n  " + "\n  ".join(gone)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_sample_gives_the_same_plan_to_the_last_byte(case: Path, *, update_golden: bool) -> None:
    golden = case / "plan.json"
    written = hospplan.parse(ROOT / _about(case)["source"]).model_dump_json(indent=1) + "\n"
    if update_golden:
        golden.write_text(written, "utf-8", newline="\n")
    assert golden.exists(), (
        "no plan.json yet: read the output, then run pytest tests/test_golden.py --update-golden"
    )
    assert written == golden.read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_known_gap_says_why(case: Path) -> None:
    for gap in _about(case).get("known_gaps", ()):
        assert set(gap) == {"difference", "reason"}
        assert len(gap["reason"]) >= 10, f"not a reason: {gap['reason']}"


def test_each_sample_is_a_case() -> None:
    sources = {_about(case)["source"] for case in CASES}
    assert sources == {f"samples/{path.name}" for path in (ROOT / "samples").glob("*.docx")}
