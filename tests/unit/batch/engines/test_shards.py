"""Shards as plain data: whatever calls a function somewhere gives the OUT that one process gives."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import psutil
import pytest
from tests.unit.batch.collection.engine import put, tree

from hospplan import __version__
from hospplan.batch.collection.convert import convert, convert_sharded
from hospplan.batch.collection.events import Converted, Event
from hospplan.batch.collection.order import Order
from hospplan.batch.engines.by import convert_by
from hospplan.batch.engines.kept import STOCK, Stock
from hospplan.batch.engines.shards import Do, Plain, do_shard, sharded_by
from hospplan.batch.inputs.find import find_documents
from hospplan.batch.inputs.input import Input
from hospplan.batch.recipe import Recipe
from hospplan.batch.run.bounds import DEFAULT_BOUNDS
from hospplan.batch.run.isolate import Job, Workers
from hospplan.errors import ClusterError, UnreachedError, WorkersError
from hospplan.lexicon import lexicon_version

TEXT = "云州市第三人民医院2023年工作计划\n\n一、主要目标\n床位使用率不低于8{0}%，引进博士{0}名。\n"
RECIPE = Recipe(("json", "csv"), lexicon_version=lexicon_version())


@pytest.fixture(autouse=True, scope="module")
def _no_worker_is_left() -> Iterator[None]:
    yield
    STOCK.close()


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Five documents, one of them none."""
    put(tmp_path / "in", **{f"计划{n}": TEXT.format(n) for n in range(1, 5)})
    (tmp_path / "in" / "坏.docx").write_bytes(b"PK\x03\x04 torn")
    return tmp_path


def order(base: Path, out: str, recipe: Recipe = RECIPE) -> Order:
    found = find_documents([str(base / "in")], str(base / out))
    return Order(found.inputs, base / out, recipe, jobs=1)


def by(mapper: Callable[[Do, Iterator[Plain]], Iterable[Plain]], asked: Order, size: int = 2) -> list[Event]:
    return list(
        convert_sharded(asked, sharded_by(mapper, asked.recipe, asked.out, DEFAULT_BOUNDS), size=size)
    )


def elsewhere(do: Do, calls: Iterator[Plain]) -> Iterator[Plain]:
    """Does all of them backwards, each twice, and lets nothing through but JSON."""
    for call in reversed(list(calls)):
        sent = json.dumps(call)
        do(json.loads(sent))
        yield json.loads(json.dumps(do(json.loads(sent))))


def test_any_mapper_gives_the_bytes_of_a_run_here(documents: Path) -> None:
    asked = order(documents, "here")
    list(convert(asked, lambda count: Workers(count, RECIPE)))

    events = by(elsewhere, order(documents, "there"))

    assert tree(documents / "there") == tree(documents / "here")
    assert sum(isinstance(event, Converted) for event in events) == 5


def test_calls_are_taken_as_they_are_done(documents: Path) -> None:
    taken: list[str] = []

    def lazy(do: Do, calls: Iterator[Plain]) -> Iterator[Plain]:
        for call in calls:
            taken.append(call["part"])
            yield do(call)

    sharded = sharded_by(lazy, RECIPE, documents / "out", DEFAULT_BOUNDS)
    for event in convert_sharded(order(documents, "out"), sharded, 1):
        if isinstance(event, Converted):
            break
    assert len(taken) == 1


def test_what_has_a_map_is_a_mapper(documents: Path) -> None:
    list(convert(order(documents, "here"), lambda count: Workers(count, RECIPE)))

    with ThreadPoolExecutor(2) as pool:
        totals = convert_by(
            pool.map, [str(documents / "in")], str(documents / "there"), RECIPE.formats, shard=3
        )

    assert tree(documents / "there") == tree(documents / "here")
    assert (totals.documents, totals.read) == (5, 4)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreachedError) as caught:
        convert_by(map, [str(tmp_path / "none")], str(tmp_path / "out"))
    assert str(caught.value) == f"{tmp_path / 'none'}: missing; name what is there, or leave it out"
    assert not (tmp_path / "out").exists()


@pytest.fixture
def call(documents: Path) -> dict[str, Any]:
    """What a mapper is given for the first shard, in an OUT that is there."""
    seen: list[Plain] = []

    def look(_: Do, calls: Iterator[Plain]) -> Iterator[Plain]:
        seen.append(next(calls))
        return iter(())

    with pytest.raises(RuntimeError, match="5 documents were not converted"):
        by(look, order(documents, "out"))
    (documents / "out" / ".hospplan").mkdir(exist_ok=True)
    return dict(seen[0])


def test_a_machine_of_another_version_is_told_before_it_reads(
    call: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "node-7")
    assert do_shard(call | {"hospplan": "9.9"}) == {
        "failure": {
            "code": "cluster",
            "message": f"hospplan is {__version__} on node-7, and 9.9 where the run was started",
            "mend": "install the same version on all machines",
            "number": None,
            "trace": "",
        }
    }


def test_a_machine_with_other_words_is_told(call: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.node", lambda: "node-7")
    told = do_shard(call | {"recipe": call["recipe"] | {"lexicon_version": "0"}})
    assert told["failure"]["message"] == "the words of hospplan are others on node-7"


def test_a_machine_that_has_another_folder_is_told(
    call: dict[str, Any], documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "node-7")
    shutil.rmtree(documents / "out" / ".hospplan")
    told = do_shard(call)
    assert told["failure"]["message"] == f"{documents / 'out'} is another folder on node-7"
    assert told["failure"]["mend"] == "write to a URL, or to a shared folder"


def test_a_machine_that_has_none_of_the_documents_is_told(
    call: dict[str, Any], documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.node", lambda: "node-7")
    shutil.rmtree(documents / "in")
    told = do_shard(call)
    first = documents / "in" / "坏.docx"
    assert told["failure"]["message"] == f"{first} and all else of its shard is not there on node-7"


def test_a_failure_ends_the_run_as_its_own_error(documents: Path) -> None:
    def refuses(do: Do, calls: Iterator[Plain]) -> Iterator[Plain]:
        return (do(dict(call) | {"hospplan": "9.9"}) for call in calls)

    with pytest.raises(ClusterError, match=r"and 9\.9 where the run was started; install the same"):
        by(refuses, order(documents, "out"))


def workers() -> set[int]:
    """The processes below this one that read documents."""
    return {
        child.pid for child in psutil.Process().children() if "hospplan.batch.run.worker" in child.cmdline()
    }


def test_a_worker_stays_for_the_next_shard_of_the_same_recipe(tmp_path: Path) -> None:
    put(tmp_path, a=TEXT.format(1))
    job = Job(Input(tmp_path / "a.txt", PurePosixPath("a.txt")))
    before = workers()
    stock = Stock()
    with stock.take(RECIPE, DEFAULT_BOUNDS) as first:
        records = list(first.run([job]))
    with stock.take(RECIPE, DEFAULT_BOUNDS) as second:
        assert second is first
        assert list(second.run([job])) == records
        with stock.take(RECIPE, DEFAULT_BOUNDS) as beside:  # in use: another user gets another
            assert beside is not first
    with stock.take(replace(RECIPE, verify=True), DEFAULT_BOUNDS) as other:
        assert list(other.run([job]))
        assert len(workers() - before) == 1
    stock.close()
    assert workers() == before


def test_a_worker_that_was_left_by_an_error_is_not_used_again() -> None:
    stock = Stock()
    with pytest.raises(WorkersError), stock.take(RECIPE, DEFAULT_BOUNDS) as first:
        raise WorkersError("they do not start")
    with stock.take(RECIPE, DEFAULT_BOUNDS) as second:
        assert second is not first
    stock.close()
