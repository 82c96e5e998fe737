"""
Documents a second that `hospplan convert` does, against floors timed in the same run (Linux).

    python benchmarks/batch.py [--documents 90]

A collection of each format (six parts a page, three parts ten pages, one part a hundred) is converted by one process
and read again by the library that is the least one needs for it. What a figure is a ratio to stands beside it. A
machine that does something else slows both. A figure over its budget is printed with a mark and gives exit status 1.
"""

import argparse
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the collections are made by tests.night

import docx  # noqa: E402
from benchmarks.run import Report, plumbed, text_of_pdf  # noqa: E402
from docx.table import Table  # noqa: E402
from tests.night.documents import SUFFIXES, chunks, wanted, write  # noqa: E402
from tests.night.runs import Done, run  # noqa: E402

TABLES = "csv,jsonl,sqlite,parquet"
SLOW = 10
"""Of so many PDFs one is read by pdfplumber too, which takes far longer than all else."""


def main(arguments: list[str] | None = None) -> int:
    """Print all figures; 1 where one is over its budget."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=90, help="of each format")
    given = parser.parse_args(arguments)
    report = Report()
    with TemporaryDirectory(prefix="batch-") as scratch:
        work = Path(scratch)
        collections = {suffix: _collection(work, suffix, given.documents) for suffix in SUFFIXES}
        for suffix, folder in collections.items():
            _format(work, suffix, folder, report)
        _whole(work, list(collections.values()), report)
    return 1 if report.over else 0


def _format(work: Path, suffix: str, folder: Path, report: Report) -> None:
    """The documents of one format by one process, into JSON."""
    files = _files(folder)
    done = _converted([folder], work / f"out-{suffix}", "--jobs", "1", "-f", "json")
    pages = f"{len(files)} .{suffix}, {sum(path.stat().st_size for path in files) / 2**20:.0f} MB"
    report.line(f"{pages}: documents a second and core", len(files) / done.seconds, "/s")
    match suffix:
        case "docx":
            floor = _timed(lambda: [_text_of_docx(path) for path in files])
            report.line(
                "convert / python-docx, text of paragraphs and cells alone", done.seconds / floor, "×", 3
            )
        case "pdf":
            floor = _timed(lambda: [text_of_pdf(path.read_bytes()) for path in files])
            report.line("convert / pdfium's text alone", done.seconds / floor, "×", 40)
            few = sorted(files, key=lambda path: -path.stat().st_size)[::SLOW]
            own = _converted(few, work / "out-few", "--jobs", "1", "-f", "json").seconds
            slow = _timed(lambda: _plumb(few))
            report.line(f"convert / pdfplumber's text and tables, {len(few)} of them", own / slow, "×", 0.5)
        case _:
            floor = _timed(lambda: [path.read_text(encoding="utf-8") for path in files])
            report.line("convert / reading and decoding alone", done.seconds / floor, "×")


def _whole(work: Path, folders: list[Path], report: Report) -> None:
    """All documents with all tables: what the tables cost, two processes, memory, and a run with nothing to do."""
    count = sum(len(_files(folder)) for folder in folders)
    one = _converted(folders, work / "one", "--jobs", "1", "-f", "json")
    two = _converted(folders, work / "two", "--jobs", "2", "-f", "json")
    report.line(f"{count} documents of all formats: a second and core", count / one.seconds, "/s")
    report.line("one process / two", one.seconds / two.seconds, "×")
    report.line("peak memory of the parent", two.peak / 1024, "MB")
    tables = _converted(folders, work / "tables", "--jobs", "1", "-f", f"json,{TABLES}")
    report.line(f"json,{TABLES} / json", tables.seconds / one.seconds, "×", 1.8)
    book = _converted(folders, work / "book", "--jobs", "1", "-f", "json,xlsx")
    report.line("json,xlsx / json", book.seconds / one.seconds, "×", 2.5)
    hashing = min(_timed(lambda: _hash(folders)) for _ in range(3))
    second = _converted(folders, work / "tables", "--jobs", "1", "-f", f"json,{TABLES}")
    report.line("hashing all files", hashing, "s")
    report.line("a second run", second.seconds, "s", 1 + 2 * hashing)


def _collection(work: Path, suffix: str, count: int) -> Path:
    folder = work / suffix
    chosen = [one for one in wanted(count * len(SUFFIXES), seed=7) if one.suffix == suffix]
    for portion in chunks(chosen):
        write(folder, portion)
    return folder


def _converted(paths: list[Path], out: Path, *options: str) -> Done:
    done = run(paths, out, *options)
    if done.status:
        raise RuntimeError(f"convert ended with {done.status}:\n{done.said[-2000:]}")
    return done


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _hash(folders: list[Path]) -> None:
    for folder in folders:
        for path in _files(folder):
            sha256(path.read_bytes()).digest()


def _plumb(files: list[Path]) -> None:
    for path in files:
        plumbed(path.read_bytes())


def _text_of_docx(path: Path) -> str:
    """What a program of ten lines takes of a Word document."""
    texts = []
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            texts += [cell.text for row in block.rows for cell in row.cells]
        else:
            texts.append(block.text)
    return "\n".join(texts)


if __name__ == "__main__":
    sys.exit(main())
