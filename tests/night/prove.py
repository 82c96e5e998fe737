"""
The proof that a night's batch works: a thousand documents, ten of them hostile, by the command line alone (Linux).

    python -m tests.night.prove                                all of it; half an hour on two cores
    python -m tests.night.prove --only kills --documents 200   one part, with fewer documents
    python -m tests.night.prove --work FOLDER                  keep collections and outputs there, for a look; collections
                                                               that are there are used again

Each line is a figure or a fact with what it must be; one that is not so is marked, and the exit status is 1. Figures
of time are ratios of runs on the same machine, one after another: a machine that is busy otherwise spoils them.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory

from tests.night.collection import make
from tests.night.hostile import HOSTILE
from tests.night.report import faults_of
from tests.night.runs import Done, Run, are_gone, run
from tests.night.trees import differences, stamps_of

ALL_FORMATS = "json,jsonl,csv,xlsx,md,sqlite,parquet,metadata-xml,metadata-json"
SPEED_UP = 1.7
"""Two processes to one, at least."""
GROWTH = 1.2
"""Memory of the process that orders the work, ten times the documents to one time, at most."""
AGAIN = (1.0, 2.0)
"""A run with nothing to do: seconds, and times what it takes to hash the files."""
TIMEOUT = 30
"""Seconds that a document may take here; those of a hundred pages take three."""
KILL_WITHIN = 0.8
"""All kills together fall within this part of the time of an undisturbed run: the last one too before its end."""


@dataclass
class Proof:
    """What is proved with: the collections, made when first asked for, and the lines that came out."""

    work: Path
    documents: int
    seed: int
    kills: int
    formats: str
    failed: list[str] = field(default_factory=list)
    _runs: dict[str, Done] = field(default_factory=dict)

    def collection(self, documents: int) -> Path:
        """The folder of a collection."""
        folder = self.work / f"collection-{documents}"
        if not folder.exists():
            make(folder, documents, self.seed, jobs=2)
        return folder

    def out(self, name: str) -> Path:
        """A folder for outputs that is not there yet: what an earlier proof left in it is gone."""
        out = self.work / name
        rmtree(out, ignore_errors=True)
        return out

    def good(self, documents: int) -> list[Path]:
        """The folders of a collection that hold no hostile documents."""
        return [path for path in sorted(self.collection(documents).iterdir()) if path.name != _hostile()]

    def options(self, *more: str) -> list[str]:
        """Options that all runs have."""
        return ["--timeout", str(TIMEOUT), "-f", self.formats, *more]

    def undisturbed(self, documents: int) -> tuple[Path, Done]:
        """The outputs of a whole run over a collection, and the run."""
        name = f"undisturbed-{documents}"
        out = self.work / name if name in self._runs else self.out(name)
        if name not in self._runs:
            junit = str(self.work / f"{out.name}.xml")
            options = self.options("--jobs", "2", "--junit", junit)
            self._runs[name] = run([self.collection(documents)], out, *options)
        return out, self._runs[name]

    def figure(
        self, name: str, value: float, unit: str, *, most: float | None = None, least: float | None = None
    ) -> None:
        """Print a figure with what it may be."""
        is_bad = (most is not None and value > most) or (least is not None and value < least)
        limit = "" if most is None else f"   (at most {most:.2f})"
        limit += "" if least is None else f"   (at least {least:.2f})"
        self._tell(f"{name:<66}{value:>9.2f} {unit}{limit}", is_bad=is_bad)

    def fact(self, name: str, faults: list[str]) -> None:
        """Print a fact that holds where there are no *faults*; some of them where there are."""
        self._tell(f"{name:<66}{'yes' if not faults else 'NO':>9}", is_bad=bool(faults))
        for fault in faults[:10]:
            _say(f"    {fault}")
        if len(faults) > 10:
            _say(f"    and {len(faults) - 10} more")

    def _tell(self, line: str, *, is_bad: bool) -> None:
        if is_bad:
            self.failed.append(line)
        _say(line + ("   !" if is_bad else ""))


def failures(proof: Proof) -> None:
    """All good documents are read, the hostile ones are reported by name and reason, and the exit status is 1."""
    out, done = proof.undisturbed(proof.documents)
    wanted = {path.relative_to(proof.collection(proof.documents)).as_posix() for path in _files(proof)}
    codes = {one.name.as_posix(): one.code for one in HOSTILE}
    proof.figure(
        f"{proof.documents} documents, {len(HOSTILE)} of them hostile, all formats", done.seconds, "s"
    )
    proof.fact("exit status 1", [] if done.status == 1 else [f"exit status {done.status}", done.said[-2000:]])
    told = faults_of(out, proof.work / f"{out.name}.xml", wanted, codes)
    for name, faults in told.items():
        proof.fact(name, faults)


def memory(proof: Proof) -> None:
    """The process that orders the work needs no more memory for ten times the documents."""
    few = proof.undisturbed(proof.documents // 10)[1].peak / 1024
    many = proof.undisturbed(proof.documents)[1].peak / 1024
    proof.figure(f"{proof.documents // 10} documents: peak memory of the parent", few, "MB")
    proof.figure(f"{proof.documents} documents: peak memory of the parent", many, "MB")
    proof.figure("the one to the other", many / few, "×", most=GROWTH)


def speed(proof: Proof) -> None:
    """Two processes do the good documents in little more than half the time of one."""
    for name, documents, formats, least in (
        ("JSON", proof.documents, "json", SPEED_UP),
        # No limit: a workbook is written by one process from its first row to its last, in a third of all time.
        ("all formats", proof.documents // 5, proof.formats, None),
    ):
        times = []
        for jobs in (1, 2):
            options = ("--jobs", str(jobs), "-f", formats, "--timeout", str(TIMEOUT))
            done = run(proof.good(documents), proof.out(f"speed-{jobs}"), *options)
            times.append(done.seconds)
            proof.figure(f"good ones of {documents} documents, {name}, --jobs {jobs}", done.seconds, "s")
            proof.fact("exit status 0", [] if done.status == 0 else [str(done.status), done.said[-2000:]])
        proof.figure("one process to two", times[0] / times[1], "×", least=least)


def again(proof: Proof) -> None:
    """A second run over the same documents does nothing but hash them, a third reads the one that changed."""
    paths, out = proof.good(proof.documents), proof.out("again")
    options = proof.options("--jobs", "2")
    first = run(paths, out, *options)
    before = stamps_of(out)
    hashing = min(_hashing(paths) for _ in range(3))
    second = run(paths, out, *options)
    proof.figure("hashing the good documents", hashing, "s")
    proof.figure("a second run", second.seconds, "s", most=AGAIN[0] + AGAIN[1] * hashing)
    proof.fact(
        "the first run reads all",
        [] if len(first.read) >= len(_good_files(proof)) else [str(len(first.read))],
    )
    proof.fact("the second reads none", list(second.read))
    after = stamps_of(out)
    proof.fact(
        "and writes none",
        sorted(name for name in after.keys() | before.keys() if after.get(name) != before.get(name)),
    )
    changed = next(path for path in _good_files(proof) if path.suffix == ".txt")
    kept = changed.read_bytes()
    try:
        changed.write_bytes(kept + "\n\n门诊量达到12万人次。\n".encode())
        third = run(paths, out, *options)
    finally:
        changed.write_bytes(kept)
    proof.fact(
        "a third reads the changed one alone",
        [] if third.read == (changed.name,) else list(third.read) or ["none"],
    )
    others = [f"{path.name}." for path in _good_files(proof) if path != changed]
    own = [name for name in before if any(other in name for other in others)]
    proof.fact(
        "and writes no other document's files",
        [name for name in own if stamps_of(out)[name] != before.get(name)],
    )


def kills(proof: Proof) -> None:
    """Runs that are killed with all their processes, and then one that is not, give what an undisturbed one gives."""
    wanted, whole = proof.undisturbed(proof.documents)
    out, random = proof.out("killed"), Random(proof.seed)
    paths, options = [proof.collection(proof.documents)], proof.options("--jobs", "2")
    moments = sorted(random.uniform(0.01, KILL_WITHIN * whole.seconds) for _ in range(proof.kills))
    for number, (before, moment) in enumerate(pairwise([0.0, *moments]), 1):
        after = moment - before
        going = Run(paths, out, options)
        ended = going.wait(after)
        own = going.kill()
        proof.fact(
            f"kill {number} of {len(own)} processes, after {after:.1f} s, in the middle",
            ["it was done"] if ended else [],
        )
        proof.fact("leaves no process", [] if are_gone(own, 30) else [str(own)])
    # And once more where a run writes what belongs to all documents.
    going = Run(paths, out, options)
    tables = [out / "targets.csv", out / "targets.jsonl"]
    ended = going.wait(3600, lambda: any(path.exists() for path in tables))
    going.kill()
    proof.fact("a kill between the first table and the last file", ["it was done"] if ended else [])
    last = run(paths, out, *options)
    proof.fact(
        "exit status 1 of the run after them",
        [] if last.status == 1 else [str(last.status), last.said[-2000:]],
    )
    proof.fact("the same files as of an undisturbed run", list(differences(wanted, out)))


def orders(proof: Proof) -> None:
    """Neither the number of processes nor the order of the arguments changes a byte."""
    few = proof.documents // 10
    paths = sorted(proof.collection(few).iterdir())
    made = []
    for jobs, given in ((1, paths), (2, paths[::-1]), (3, Random(proof.seed).sample(paths, len(paths)))):
        made.append(proof.out(f"order-{jobs}"))
        run(given, made[-1], *proof.options("--jobs", str(jobs)))
    for other in made[1:]:
        proof.fact(f"{few} documents: {other.name} as {made[0].name}", list(differences(made[0], other)))


PARTS: dict[str, Callable[[Proof], None]] = {
    part.__name__: part for part in (failures, memory, orders, kills, again, speed)
}


def main(arguments: list[str] | None = None) -> int:
    """Print the proof; 1 where something does not hold."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.night.prove",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--only", default=",".join(PARTS), help=f"parted by commas: {','.join(PARTS)}")
    parser.add_argument("--formats", default=ALL_FORMATS)
    parser.add_argument("--work", type=Path, help="a folder that stays")
    given = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="night-") as scratch:
        work = given.work or Path(scratch)
        proof = Proof(work, given.documents, given.seed, given.kills, given.formats)
        for name in given.only.split(","):
            _say(f"\n{(PARTS[name].__doc__ or '').strip()}")
            PARTS[name](proof)
    _say(f"\n{len(proof.failed)} of these do not hold" if proof.failed else "\nall of this holds")
    return 1 if proof.failed else 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (what the command is for)


def _hostile() -> str:
    return HOSTILE[0].name.parts[0]


def _files(proof: Proof) -> list[Path]:
    return [path for path in sorted(proof.collection(proof.documents).rglob("*")) if path.is_file()]


def _good_files(proof: Proof) -> list[Path]:
    return [
        path for folder in proof.good(proof.documents) for path in sorted(folder.rglob("*")) if path.is_file()
    ]


def _hashing(paths: list[Path]) -> float:
    """Seconds to find the files and hash them: less than this nobody can do who is to know what changed."""
    start = time.perf_counter()
    for top in paths:
        for folder, _, names in os.walk(top):
            for name in names:
                sha256(Path(folder, name).read_bytes()).digest()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
