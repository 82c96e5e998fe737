"""
Builds the samples: samples/NAME.docx from samples/text/NAME.gw, and of one of them the .ofd.

    python samples/build.py          write every .docx, and the .ofd
    python samples/build.py --text   write every .txt beside it, as a text export gives it
    python samples/build.py --check  write nothing; exit 1 where a sample is not what its source gives

The notation is described in tests/notation.py, the layout stands in tests/build.py.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
OFD = "five-year-plan-2021"
"""The sample that is drawn as an OFD file, too."""

from tests.build import build_docx  # noqa: E402  # found by the line above when run as a script
from tests.notation import plain_text  # noqa: E402
from tests.ofd_paper import members, package  # noqa: E402
from tests.paper import Look, lay_out  # noqa: E402


def main() -> int:
    """Writes or compares the samples; gives the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--text", action="store_true", help="write .txt instead of .docx")
    mode.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    stale = []
    for notation in sorted((HERE / "text").glob("*.gw")):
        source = notation.read_text("utf-8")
        if arguments.text:
            (HERE / f"{notation.stem}.txt").write_text(plain_text(source), "utf-8", newline="\n")
            continue
        files = {HERE / f"{notation.stem}.docx": build_docx(source)}
        if notation.stem == OFD:
            files[HERE / f"{OFD}.ofd"] = package(
                members(lay_out(source, Look(numbers="— {page} —"))), is_packed=False
            )
        for path, built in files.items():
            if not arguments.check:
                path.write_bytes(built)
            elif not path.exists() or path.read_bytes() != built:
                stale.append(path.name)
    if stale:
        print(
            f"not what their sources give: {', '.join(stale)}; run python samples/build.py", file=sys.stderr
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
