"""
Ratios of hospplan's work to floors timed in the same run.

    python benchmarks/run.py [FILE.docx|FILE.pdf|FILE.ofd …]    all of them; by default the five-year plans of the samples

Each figure is the best of many runs: what the work costs, not what else the machine was doing. Nothing here is a
test; a figure over its budget is printed with a mark and gives exit status 1.
"""

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
import pypdfium2 as pdfium
from lxml import etree
from pypdf import PdfReader, PdfWriter

from hospplan.check import check
from hospplan.extract import extract
from hospplan.lexicon import default_lexicon
from hospplan.limits import DEFAULT_LIMITS
from hospplan.link import link
from hospplan.models.source import Source, SourceParagraph, SourceTable
from hospplan.pipeline import parse_bytes
from hospplan.readers import read
from hospplan.structure import assemble

ROOT = Path(__file__).parents[1]
SAMPLES = [ROOT / "samples" / f"five-year-plan-2021.{suffix}" for suffix in ("docx", "pdf", "ofd")]
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
PAGE_CHARS = 560
"""Characters of a page by GB/T 9704-2012, 5.2: 22 lines of 28, less what headings and ends of lines leave."""


def best(work: Callable[[], object], runs: int = 15) -> float:
    """Seconds of the fastest run, after one that warms up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def side_by_side(*works: Callable[[], object], runs: int = 40) -> list[float]:
    """The fastest of each, run in turn: a machine that slows down slows all of them."""
    for work in works:
        work()
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def floor(data: bytes) -> str:
    """Unzip, parse and join the text: less than this nobody can do."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return "".join(element.text or "" for element in root.iter(TEXT))


class Report:
    """Lines of figures, each with its budget."""

    def __init__(self) -> None:
        """An empty report."""
        self.over = 0

    def line(self, name: str, value: float, unit: str, budget: float | None = None) -> None:
        """Print one figure."""
        is_over = budget is not None and value > budget
        self.over += is_over
        limit = "" if budget is None else f"   (at most {budget:g}{'; OVER' if is_over else ''})"
        print(f"{name:<58}{value:>9.2f} {unit}{limit}")


def stages(data: bytes, name: str, report: Report) -> None:
    """The whole work on one file, and each stage, against the floor."""
    lexicon = default_lexicon()
    source = read(data, name, lexicon=lexicon, limits=DEFAULT_LIMITS)
    document = assemble(source, lexicon)
    facts = extract(document, lexicon)

    def whole() -> None:
        a = read(data, name, lexicon=lexicon, limits=DEFAULT_LIMITS)
        b = assemble(a, lexicon)
        c = extract(b, lexicon)
        link(a, b, c, check(a, b, c, lexicon))

    chars = len(floor(data))
    base, total, reading, structure, facts_time, checking = side_by_side(
        lambda: floor(data),
        whole,
        lambda: read(data, name, lexicon=lexicon, limits=DEFAULT_LIMITS),
        lambda: assemble(source, lexicon),
        lambda: link(source, document, extract(document, lexicon), ()),
        lambda: check(source, document, facts, lexicon),
    )
    report.line(f"{name}: floor of {chars} characters", base * 1e3, "ms")
    report.line("whole work / floor", total / base, "×", 40)
    report.line("reading / floor", reading / base, "×")
    report.line("structure", structure / chars * 1e6, "µs/char")
    report.line("extract and link", facts_time / chars * 1e6, "µs/char")
    report.line("check", checking / chars * 1e6, "µs/char")


def text_of_ofd(data: bytes) -> str:
    """Unzip and parse all parts and join their text: less than this nobody can do."""
    texts = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.lower().endswith(".xml"):
                root = etree.fromstring(package.read(name))
                texts += [element.text or "" for element in root.iter("{*}TextCode")]
    return "".join(texts)


def ofd_stages(data: bytes, name: str, report: Report) -> None:
    """The whole work on one OFD file, and its reading, against unzipping and parsing."""
    lexicon = default_lexicon()
    base, total, reading = side_by_side(
        lambda: text_of_ofd(data),
        lambda: parse_bytes(data, name),
        lambda: read(data, name, lexicon=lexicon, limits=DEFAULT_LIMITS),
        runs=20,
    )
    chars = len(text_of_ofd(data))
    report.line(f"{name}: floor of {chars} characters", base * 1e3, "ms")
    report.line("reading / floor", reading / base, "×", 50)
    report.line("reading", reading / chars * 1e6, "µs/char")
    report.line("whole work / floor", total / base, "×")


def text_of_pdf(data: bytes) -> int:
    """Open each page and take its text: less than this nobody can do with pdfium."""
    document, count = pdfium.PdfDocument(data), 0
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        count += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return count


def plumbed(data: bytes) -> None:
    """Text and tables by pdfplumber, page for page."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def pdf_stages(data: bytes, name: str, report: Report) -> None:
    """The whole work on one PDF, and its stages, against pdfium's text and pdfplumber's text and tables."""
    lexicon = default_lexicon()
    source = read(data, name, lexicon=lexicon, limits=DEFAULT_LIMITS)
    base, total, reading, structure = side_by_side(
        lambda: text_of_pdf(data),
        lambda: parse_bytes(data, name),
        lambda: read(data, name, lexicon=lexicon, limits=DEFAULT_LIMITS),
        lambda: assemble(source, lexicon),
        runs=20,
    )
    slow = best(lambda: plumbed(data), 2)
    report.line(f"{name}: floor, pdfium's text of {source.pages} pages", base * 1e3, "ms")
    report.line("reading and structure / floor", (reading + structure) / base, "×", 4)
    report.line("whole work / floor", total / base, "×")
    report.line("whole work / pdfplumber's text and tables", total / slow, "×", 1 / 5)
    report.line("pdfplumber's text and tables / whole work", slow / total, "×")


def pdf_memory(data: bytes, name: str, report: Report) -> None:
    """Peak memory of the whole work on the pages of one PDF repeated to 100 and to 1,000."""
    with TemporaryDirectory() as folder:
        peaks = []
        for count in (100, 1000):
            writer = PdfWriter()
            pages = PdfReader(io.BytesIO(data)).pages
            for index in range(count):
                writer.add_page(pages[index % len(pages)])
            path = Path(folder) / f"{count}.pdf"
            writer.write(path)
            run = subprocess.run(
                [sys.executable, "-c", PEAK, str(path)], check=True, capture_output=True, text=True
            )
            peaks.append(int(run.stdout) / 1024)
            report.line(f"{name}: {count} pages, peak memory", peaks[-1], "MB")
        report.line("1,000 pages / 100 pages", peaks[1] / peaks[0], "×", 1.5)


PEAK = """
import sys, hospplan
hospplan.parse(sys.argv[1])
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""A program that prints the peak of its memory in KiB (Linux); getrusage would tell that of this one, if higher."""


def repeated(source: Source, times: int) -> Source:
    """The same document with its body written *times* times."""
    head, body = source.blocks[:6], source.blocks[6:]
    return Source(
        source.name, source.media_type, source.sha256, source.size, source.pages, (*head, *body * times), ()
    )


def chars_of(source: Source) -> int:
    """Characters of all blocks."""
    total = 0
    for block in source.blocks:
        if isinstance(block, SourceParagraph):
            total += len(block.text)
        elif isinstance(block, SourceTable):
            total += sum(len(cell.text) for cell in block.cells)
    return total


def growth(data: bytes, name: str, report: Report) -> None:
    """Cost of a character from 10 to 1,000 pages: it must be flat."""
    lexicon = default_lexicon()
    source = read(data, name, lexicon=lexicon, limits=DEFAULT_LIMITS)
    once = chars_of(source)
    costs = []
    for pages in (10, 100, 1000):
        long = repeated(source, max(1, round(pages * PAGE_CHARS / once)))

        def work(long: Source = long) -> None:
            document = assemble(long, lexicon)
            facts = extract(document, lexicon)
            link(long, document, facts, check(long, document, facts, lexicon))

        cost = best(work, {10: 12, 100: 4, 1000: 2}[pages]) / chars_of(long) * 1e6
        costs.append(cost)
        report.line(f"{pages} pages, {chars_of(long)} characters", cost, "µs/char")
    report.line("dearest / cheapest character, 10 to 1,000 pages", max(costs) / min(costs), "×", 1.4)


def command(*words: str) -> Callable[[], object]:
    """A process from start to end, with bytecode kept as an installed program has it."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    return lambda: subprocess.run(words, check=True, env=env, stdout=quiet, stderr=quiet)


def start_up(report: Report) -> None:
    """Cold starts of the command line against bare imports."""
    python, program = sys.executable, str(Path(sys.executable).with_name("hospplan"))
    small = str(ROOT / "samples" / "reply-2023.docx")
    typer, shown, imports, parsed = side_by_side(
        command(python, "-c", "import typer"),
        command(program, "--help"),
        command(python, "-c", "import docx, typer, pydantic"),
        command(program, "parse", small, "-f", "json"),
        runs=12,
    )
    report.line("hospplan --help / python -c 'import typer'", shown / typer, "×", 1.3)
    report.line("hospplan parse small.docx / 'import docx, typer, pydantic'", parsed / imports, "×", 1.5)


def main() -> int:
    """Print all figures; 1 where one is over its budget."""
    report = Report()
    for path in map(Path, sys.argv[1:]) if len(sys.argv) > 1 else SAMPLES:
        data = path.read_bytes()
        if path.suffix == ".pdf":
            pdf_stages(data, path.name, report)
            pdf_memory(data, path.name, report)
        elif path.suffix == ".ofd":
            ofd_stages(data, path.name, report)
        else:
            stages(data, path.name, report)
            growth(data, path.name, report)
    start_up(report)
    return 1 if report.over else 0


if __name__ == "__main__":
    sys.exit(main())
