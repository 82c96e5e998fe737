"""A run that is killed between any two steps, and the next one, end as a run that nobody disturbed."""

import os
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from tests.unit.batch.collection.engine import order, put, run, tree

from hospplan.batch.collection import finish, making
from hospplan.batch.collection.task import Task
from hospplan.batch.collection.writer import perform

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of this process")

KILLED = 9
_STEPS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"})
FORMATS = ("json", "md", "csv", "jsonl")


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are made here, so that what makes them is killed too; and shards are small."""

    def perform_all(tasks: list[Task], _count: int, _tmp: Path) -> list[object]:
        return [perform(Task.of_line(task.to_line())) for task in tasks]

    monkeypatch.setattr(making, "perform_all", perform_all)
    monkeypatch.setattr(finish, "perform_all", perform_all)
    monkeypatch.setattr("hospplan.batch.collection.draft.SHARD", 3)


def before(base: Path) -> None:
    put(base / "in", a="one", b="two", c="three", d="four", e="one")


def after(base: Path) -> None:
    """One is new, one gone, one changed to as many bytes, one fails now."""
    put(base / "in", a0="new", b="owt", d="bad")
    (base / "in" / "c.txt").unlink()


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do *work* in a copy of this process that ends before its step of that number; False where it has no such."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    try:
        steps = count(1)

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            is_step = event in _STEPS or (
                event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            )
            if is_step and next(steps) == step:
                os._exit(KILLED)

        sys.addaudithook(hook)
        work()
        os._exit(0)
    finally:
        os._exit(1)


def bases(tmp_path: Path, template: Path) -> Iterator[tuple[int, Path]]:
    for step in count(1):
        base = tmp_path / str(step)
        copytree(template, base)
        yield step, base


def test_a_first_run(tmp_path: Path) -> None:
    template = tmp_path / "template"
    before(template)
    put(tmp_path / "calm" / "in")
    before(tmp_path / "calm")
    run(order(tmp_path / "calm", *FORMATS, partition=2))
    calm = tree(tmp_path / "calm" / "out")
    for step, base in bases(tmp_path, template):
        if not killed_at(step, lambda base=base: run(order(base, *FORMATS, partition=2))):  # type: ignore[misc]
            break
        run(order(base, *FORMATS, partition=2))
        assert tree(base / "out") == calm, step
    assert step > 50


def test_a_run_over_what_an_earlier_one_did(tmp_path: Path) -> None:
    template = tmp_path / "template"
    before(template)
    run(order(template, *FORMATS))
    calm = tmp_path / "calm"
    copytree(template, calm)
    after(calm)
    run(order(calm, *FORMATS))
    for step, base in bases(tmp_path, template):
        after(base)
        if not killed_at(step, lambda base=base: run(order(base, *FORMATS))):  # type: ignore[misc]
            break
        run(order(base, *FORMATS))
        assert tree(base / "out") == tree(calm / "out"), step
    assert step > 50


def test_inputs_that_are_as_they_were_after_a_run_that_was_killed(tmp_path: Path) -> None:
    template = tmp_path / "template"
    before(template)
    run(order(template, *FORMATS))
    calm = tree(template / "out")
    for step, base in bases(tmp_path, template):
        after(base)
        if not killed_at(step, lambda base=base: run(order(base, *FORMATS))):  # type: ignore[misc]
            break
        (base / "in" / "a0.txt").unlink()
        before(base)
        run(order(base, *FORMATS, prune=True))
        assert tree(base / "out") == calm, step
    assert step > 50


def test_other_formats_after_a_run_that_was_killed(tmp_path: Path) -> None:
    template = tmp_path / "template"
    before(template)
    run(order(template, "md"))
    calm = tree(template / "out")
    for step, base in bases(tmp_path, template):
        if not killed_at(step, lambda base=base: run(order(base, "json", "csv", "jsonl", partition=1))):  # type: ignore[misc]
            break
        run(order(base, "md", prune=True))
        assert tree(base / "out") == calm, step
    assert step > 50


def test_a_journal_that_is_torn_anywhere(tmp_path: Path) -> None:
    before(tmp_path)
    whole = tmp_path / "journal"
    run(order(tmp_path, *FORMATS))
    calm = tree(tmp_path / "out")

    def keep(*_: object, **__: object) -> None:
        whole.write_bytes((tmp_path / "torn" / ".hospplan" / "journal").read_bytes())
        raise KeyboardInterrupt

    torn = order(tmp_path, *FORMATS, out=tmp_path / "torn")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hospplan.batch.collection.convert.finish", keep)
        with pytest.raises(KeyboardInterrupt):
            run(torn)
    content = whole.read_bytes()
    for length in [*range(0, len(content), 97), *range(1, 40), len(content) - 1]:
        (tmp_path / "torn" / ".hospplan").mkdir(exist_ok=True)
        (tmp_path / "torn" / ".hospplan" / "journal").write_bytes(content[:length])
        (tmp_path / "torn" / "manifest.jsonl").unlink(missing_ok=True)
        run(torn)
        assert tree(tmp_path / "torn") == calm, length
