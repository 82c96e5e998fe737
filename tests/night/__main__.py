"""
Make a collection of documents for a night's batch.

    python -m tests.night FOLDER --documents 1000 --seed 1      1,000 documents, ten of them hostile
    python -m tests.night FOLDER --documents 1000 --good        none of them hostile

The same arguments give the same bytes, as long as the libraries that draw PDFs are the same. Most of what the
hostile ones do comes from their bytes; hanging, falling and growing need `tests/night/faults` on PYTHONPATH.
"""

import argparse
import sys
from pathlib import Path

from tests.night.collection import make
from tests.night.hostile import HOSTILE


def main(arguments: list[str] | None = None) -> int:
    """Make a collection."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.night",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000, help="how many, the hostile ones included")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--good", action="store_true", help="no hostile ones")
    given = parser.parse_args(arguments)
    made = make(given.folder, given.documents, given.seed, jobs=given.jobs, bad=() if given.good else HOSTILE)
    print(f"{len(made)} documents in {given.folder}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
