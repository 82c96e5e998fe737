import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.export.sample import plan

import hospplan
from hospplan.errors import DamagedSourceError, LimitError
from hospplan.export.from_json import load, loads
from hospplan.export.limits import ExportLimits
from hospplan.export.to_json import plan_to_json

GOLDEN = sorted((Path(__file__).parents[2] / "golden").glob("*/plan.json"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_a_plan_of_a_sample_reads_back_and_is_written_to_the_last_digit(path: Path) -> None:
    read = hospplan.load(path)
    written = plan_to_json(read)
    assert json.loads(written, parse_float=str) == json.loads(path.read_bytes(), parse_float=str)
    assert hospplan.loads(written) == hospplan.loads(written.encode()) == read


def test_there_are_samples() -> None:
    assert len(GOLDEN) >= 8


@settings(deadline=None)
@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**8, places=7)
    | st.integers(0, 10**31).map(Decimal),
    text=st.text(st.characters(codec="utf-8")),
    confidence=st.floats(0, 1),
)
def test_what_is_written_reads_back_equal(value: Decimal, text: str, confidence: float) -> None:
    target = plan().targets[0]
    place = target.source.model_copy(update={"quote": text})
    changed = target.model_copy(
        update={"value": value, "unit": text, "confidence": confidence, "source": place}
    )
    whole = plan().model_copy(update={"targets": (changed,)})
    assert loads(plan_to_json(whole)) == whole


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Invalid JSON: EOF while parsing a value at line 1 column 0 at /"),
        ("[1, 2]", "Input should be an object at /"),
        (
            '{"schema_version": "1.0",\n "document": }',
            "Invalid JSON: expected value at line 2 column 14 at /",
        ),
        (plan_to_json(plan()).replace('"start": 7', '"start": "x"'), "targets/0/source/start"),
        (plan_to_json(plan())[:-10], "Invalid JSON: EOF"),
        ("[" * 100_000, "Invalid JSON: recursion limit exceeded"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(DamagedSourceError) as caught:
        loads(text)
    assert told in str(caught.value)
    assert str(caught.value).endswith("; write it again with: hospplan convert or hospplan parse -f json")


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(plan_to_json(plan()), encoding="utf-8")
    with pytest.raises(LimitError, match="over 100"):
        load(path, limits=ExportLimits(export_bytes=100))
