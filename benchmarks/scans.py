"""
Seconds of one core that a scanned page takes after loading, and what share of them is recognition.

    python benchmarks/scans.py [FILE.pdf …]    by default the five-year plan of the samples, its pages drawn at 200 dpi

Processor time is counted, not what else the machine was doing. Nothing here is a test; a figure over its budget is
printed with a mark and gives exit status 1. Needs the extra hospplan[ocr].
"""

import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium

from hospplan.picture.network import Networks, Scores
from hospplan.picture.reading import read_picture
from hospplan.picture.sheet import PagePicture, Pixels

SAMPLE = Path(__file__).parents[1] / "samples" / "five-year-plan-2021.pdf"
DPI = 200
BUDGET = 4.0
"""Seconds of a page of A4."""
MOST_PAGES = 8
"""Of each file."""


class Timed:
    """The networks with the processor time that each takes."""

    def __init__(self) -> None:
        self._networks = Networks()
        self.seeing = self.reading = 0.0

    def where(self, pixels: Pixels, longest: int) -> Scores:
        """See `Network`."""
        start = time.process_time()
        found = self._networks.where(pixels, longest)
        self.seeing += time.process_time() - start
        return found

    def read(self, line: Pixels) -> tuple[list[tuple[str, float, float]], int]:
        """See `Network`."""
        start = time.process_time()
        found = self._networks.read(line)
        self.reading += time.process_time() - start
        return found


def main(files: list[Path]) -> int:
    """Time the pages of *files*."""
    cv2.setNumThreads(1)
    start = time.process_time()
    networks = Timed()
    print(f"loading the networks: {time.process_time() - start:.1f} s")
    pages = characters = 0
    total = longest = 0.0
    for file in files:
        document = pdfium.PdfDocument(file)
        for page in list(document)[:MOST_PAGES]:
            pixels = np.asarray(page.render(scale=DPI / 72).to_pil().convert("RGB"), dtype=np.uint8)
            start = time.process_time()
            reading = read_picture(PagePicture(pixels, DPI), pages + 1, networks)
            taken = time.process_time() - start
            pages, total, longest = pages + 1, total + taken, max(longest, taken)
            characters += len(reading.ink.glyphs)
        document.close()
    rest = total - networks.seeing - networks.reading
    mark = " !" if longest > BUDGET else ""
    print(
        f"{pages} pages, {characters:,} characters: {total / pages:.2f} s a page, {longest:.2f} s at most{mark}"
    )
    for name, part in (
        ("seeing lines", networks.seeing),
        ("reading them", networks.reading),
        ("the rest", rest),
    ):
        print(f"  {name}: {part / pages:.2f} s a page, {part / total:.0%}")
    return 1 if longest > BUDGET else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or [SAMPLE]))
