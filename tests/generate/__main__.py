"""The table: how much of generated documents is read rightly, and what is not."""

import argparse
import sys
from collections.abc import Iterator

from tests.generate.noise import KINDS
from tests.generate.render import FORMATS
from tests.generate.report import report
from tests.generate.run import run, sample_of


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where an F1 is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m tests.generate", description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", default="txt", help=f"parted by commas: {','.join(FORMATS)}")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N examples of each kind")
    parser.add_argument(
        "--kind", default="", help="only kinds of phrasing whose name holds this, with all their misses"
    )
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--noise",
        default="drawn",
        choices=("drawn", "none", *KINDS),
        help="one kind alone shows what it costs",
    )
    parser.add_argument(
        "--show", action="store_true", help="the document of --seed in the plain notation, and no table"
    )
    parser.add_argument(
        "--min",
        default="",
        help="floors: measures=0.99,owners=0.99 of all formats, or pdf:measures=0.98 of one",
    )
    given = parser.parse_args(arguments)
    if given.show:
        print(sample_of(given.seed, noise=given.noise).notation)  # noqa: T201
        return 0
    totals = run(given.seed, given.documents, given.formats.split(","), jobs=given.jobs, noise=given.noise)
    misses = given.misses or (sys.maxsize if given.kind else 0)
    print(report(totals, misses=misses, kind=given.kind))  # noqa: T201
    low = [
        f"{suffix}: {sort} {score.f1(sort):.4f} < {floor}"
        for suffix, score in totals.items()
        for sort, floor in _floors(given.min, suffix)
        if score.f1(sort) < floor
    ]
    for line in low:
        print(line, file=sys.stderr)  # noqa: T201
    return 1 if low else 0


def _floors(text: str, suffix: str) -> Iterator[tuple[str, float]]:
    """The floors that go for files of one format."""
    for item in filter(None, text.split(",")):
        name, _, floor = item.partition("=")
        where, _, sort = name.rpartition(":")
        if where in {"", suffix}:
            yield sort, float(floor)


if __name__ == "__main__":
    sys.exit(main())
