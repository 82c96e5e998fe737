"""A collection that several machines convert, or whose OUT is in a store: the same bytes."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from tests.unit.batch.collection.engine import Engine, converted, order, put, run, tree, unchanged
from tests.unit.batch.places.store_server import s3, server

from hospplan.batch.collection.convert import convert, convert_sharded
from hospplan.batch.collection.events import Converted
from hospplan.batch.collection.order import Order
from hospplan.batch.collection.shard import Part, Shard, Sharded, process_shard
from hospplan.batch.places import open_place

__all__ = ["s3", "server"]  # fixtures
FORMATS = ("json", "csv", "jsonl")


def others(asked: Order, *, only: int | None = None) -> Sharded:
    """Machines that process shards in some order; after *only* of them the one that leads falls."""

    def sharded(shards: Iterator[Shard]) -> Iterator[Part]:
        taken = list(shards)
        Random(1).shuffle(taken)
        for number, shard in enumerate(taken):
            if number == only:
                raise KeyboardInterrupt
            engine = Engine(asked.recipe, seed=number)
            yield process_shard(shard.inputs, asked.recipe, str(asked.out), shard.part, engine)

    return sharded


def stored(url: str) -> dict[str, bytes]:
    place = open_place(url)
    return {listed.name: place.read(listed.name) for listed in place.list()}


def many(base: Path) -> None:
    put(base / "in", **{f"d{number}": f"text {number % 9}" for number in range(11)}, bad="bad", x__y="more")


def test_shards_of_other_machines_give_the_same_bytes(tmp_path: Path) -> None:
    many(tmp_path)
    run(order(tmp_path, *FORMATS))
    asked = order(tmp_path, *FORMATS, out=tmp_path / "sharded")
    events = list(convert_sharded(asked, others(asked), size=3))
    assert tree(tmp_path / "sharded") == tree(tmp_path / "out")
    (bad,) = [event for event in events if isinstance(event, Converted) and event.failure is not None]
    assert (bad.entry.name, bad.failure and bad.failure.whole) == ("bad.txt", "no XML in it; save it again")
    assert len(converted(events)) == 13


def test_what_other_machines_did_is_done_whoever_goes_on(tmp_path: Path) -> None:
    many(tmp_path)
    run(order(tmp_path, *FORMATS))
    asked = order(tmp_path, *FORMATS, out=tmp_path / "sharded")
    with pytest.raises(KeyboardInterrupt):
        list(convert_sharded(asked, others(asked, only=2), size=3))
    events = run(asked)
    assert len(unchanged(events)) in {5, 6}  # bad.txt may be one of the six
    assert tree(tmp_path / "sharded") == tree(tmp_path / "out")


def test_a_part_that_nobody_took_is_taken_by_the_next_run(tmp_path: Path) -> None:
    many(tmp_path)
    run(order(tmp_path, *FORMATS))
    asked = order(tmp_path, *FORMATS, out=tmp_path / "sharded")

    def falls(shards: Iterator[Shard]) -> Iterator[Part]:
        for shard in shards:
            process_shard(shard.inputs, asked.recipe, str(asked.out), shard.part, Engine(asked.recipe))
            raise KeyboardInterrupt
        yield Part("", 0, 0)

    with pytest.raises(KeyboardInterrupt):
        list(convert_sharded(asked, falls, size=4))
    assert len(list((tmp_path / "sharded" / ".hospplan" / "parts").iterdir())) == 1
    assert len(converted(run(asked))) in {9, 10}
    assert tree(tmp_path / "sharded") == tree(tmp_path / "out")


def test_an_out_in_a_store_holds_the_same_bytes(tmp_path: Path, s3: str) -> None:
    many(tmp_path)
    url = f"{s3}/same"
    for _ in range(2):
        run(order(tmp_path, *FORMATS, "md"))
        events = run(order(tmp_path, *FORMATS, "md", out=url))
        assert stored(url) == tree(tmp_path / "out")
        (tmp_path / "in" / "d3.txt").write_text("other", encoding="utf-8")
        (tmp_path / "in" / "d4.txt").unlink(missing_ok=True)
    assert converted(events) == ["bad.txt", "d3.txt"]
    run(order(tmp_path, "json", prune=True))
    run(order(tmp_path, "json", prune=True, out=url))
    assert stored(url) == tree(tmp_path / "out")
    assert not [name for name in stored(url) if name.startswith(".hospplan")]


def test_a_run_into_a_store_is_taken_up_from_what_is_there(
    tmp_path: Path, s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hospplan.batch.collection.parts._PUSHED", 4)
    many(tmp_path)
    run(order(tmp_path, *FORMATS))
    asked = order(tmp_path, *FORMATS, out=f"{s3}/again")
    events = convert(asked, Engine(asked.recipe))
    for _ in range(1 + 6):  # started, and six documents, of which four were written down
        next(events)
    events.close()  # type: ignore[attr-defined]  # it is a generator
    assert len(unchanged(run(asked))) in {3, 4}
    assert stored(f"{s3}/again") == tree(tmp_path / "out")


def test_shards_into_a_store(tmp_path: Path, s3: str) -> None:
    many(tmp_path)
    run(order(tmp_path, *FORMATS))
    asked = order(tmp_path, *FORMATS, out=f"{s3}/shards")
    with pytest.raises(KeyboardInterrupt):
        list(convert_sharded(asked, others(asked, only=2), size=3))
    list(convert_sharded(asked, others(asked), size=3))
    assert stored(f"{s3}/shards") == tree(tmp_path / "out")
