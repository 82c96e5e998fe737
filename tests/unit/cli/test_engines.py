"""`convert --engine`: on other machines the same is done, and a call that can't be done there is refused at once."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hospplan.__main__ import main
from hospplan.batch.engines.kept import STOCK
from hospplan.batch.engines.shards import Do, Mapper, Plain

Capture = pytest.CaptureFixture[str]
ON_LOCAL = "is about other machines, and --engine local reads on this one; add --engine ray, or leave"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_ray_is_handed_shards_and_writes_what_a_run_here_writes(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def on_ray(*options: object) -> Mapper:
        def mapper(do: Do, calls: Iterator[Plain]) -> Iterator[dict[str, Any]]:
            for call in calls:
                asked.append(len(call["inputs"]))
                yield do(call)

        asked.extend(options)
        return mapper

    monkeypatch.setattr("hospplan.batch.engines.on_ray.on_ray", on_ray)
    monkeypatch.setattr("hospplan.batch.engines.on_ray.check_ray", lambda: None)
    call = ["convert", ".", "--jobs", "1", "--format", "json,csv", "-o"]
    assert main([*call, "out"]) == 1
    local = capsys.readouterr().err.replace("to out:", "to OUT:")
    written = tree(here / "out")
    for path in sorted((here / "out").rglob("*"), reverse=True):  # the same folder, as it would be read again
        path.unlink() if path.is_file() else path.rmdir()
    (here / "out").rmdir()

    more = ["--engine", "ray", "--address", "auto", "--jobs", "3", "--shard", "2"]
    assert main([*call, "out", *more]) == 1
    STOCK.close()

    assert capsys.readouterr().err.replace("to out:", "to OUT:") == local
    assert tree(here / "out") == written
    assert asked == ["auto", 3, 2, 1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--engine", "spark"],
            "hospplan: --engine can't be 'spark'; it can be: local, ray\n",
        ),
        (
            ["--address", "auto"],
            f"hospplan: --address {ON_LOCAL} --address out\n",
        ),
        (
            ["--shard", "100"],
            f"hospplan: --shard {ON_LOCAL} --shard out\n",
        ),
        (
            ["--engine", "ray", "--shard", "5000"],
            "hospplan: --shard 5000 is more than one machine should lose at a time; choose 50 to 500, at most 1000\n",
        ),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(
    options: list[str], message: str, here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hospplan.batch.engines.on_ray.check_ray", lambda: None)
    assert main(["convert", ".", "-o", "out", *options]) == 2
    assert capsys.readouterr() == ("", message)
    assert not (here / "out").exists()


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "hospplan: Ray is not installed; install it: pip install 'hospplan[ray]'\n"),
        ("zh", "（Ray is not installed）；请安装：pip install 'hospplan[ray]'\n"),
    ],
)
def test_without_ray_it_is_said_how_to_get_it(
    language: str, message: str, here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert main(["convert", ".", "-o", "out", "--engine", "ray", "--lang", language]) == 2
    assert capsys.readouterr().err.endswith(message)
    assert not (here / "out").exists()
