from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.batch.collection.engine import Engine, converted, order, put, run, tree

from hospplan.batch.collection.convert import convert
from hospplan.batch.collection.events import Converted
from hospplan.batch.collection.order import Order
from hospplan.batch.collection.preview import preview


def told(asked: Order) -> dict[str, bool]:
    return {str(given.name): is_done for given, is_done in preview(asked)}


def test_before_the_first_run_nothing_is_done_and_nothing_is_made(tmp_path: Path) -> None:
    put(tmp_path / "in", b="two", a__c="one")
    assert told(order(tmp_path)) == {"a/c.txt": False, "b.txt": False}
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("formats", [("json",), ("json", "csv")])
def test_it_tells_what_the_run_then_does(tmp_path: Path, formats: tuple[str, ...]) -> None:
    put(tmp_path / "in", a="one", b="two", c="bad")
    run(order(tmp_path, *formats))
    put(tmp_path / "in", b="owt", d="new")
    before = tree(tmp_path / "out")
    expected = {"a.txt": True, "b.txt": False, "c.txt": False, "d.txt": False}
    assert told(order(tmp_path, *formats)) == expected
    assert told(replace(order(tmp_path, *formats), resume=False)) == dict.fromkeys(expected, False)
    assert tree(tmp_path / "out") == before
    assert converted(run(order(tmp_path, *formats))) == ["b.txt", "c.txt", "d.txt"]


def test_what_a_run_that_was_killed_has_done_is_done(tmp_path: Path) -> None:
    put(tmp_path / "in", a="one", b="two", c="three")
    asked = order(tmp_path, "json", "csv")
    events = convert(asked, Engine(asked.recipe))
    assert isinstance(events, Generator)
    with closing(events):
        first = next(event for event in events if isinstance(event, Converted))
        journal = (tmp_path / "out" / ".hospplan" / "journal").read_bytes()
        assert told(order(tmp_path, "json", "csv")) == {
            name: name == str(first.given.name) for name in ("a.txt", "b.txt", "c.txt")
        }
        assert (tmp_path / "out" / ".hospplan" / "journal").read_bytes() == journal
