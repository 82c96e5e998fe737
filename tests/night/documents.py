"""The good documents of a collection: which there are, and their files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from random import Random

from tests.generate.compose import KINDS_OF_PIECE, WEIGHTS, Sample, Sketch, compose, sketch_of
from tests.generate.render import render_all

SUFFIXES = ("docx", "txt", "pdf")
SIZES = {"一页": 5, "十页": 60, "百页": 600}
"""How many pieces (`tests.generate.compose`) make a document of a page, of about ten and of about a hundred."""
SHARES = {"一页": 60, "十页": 30, "百页": 10}
"""Percent of a collection."""
COPY_EVERY = 50
"""So many documents hold one that is there under another name already."""

_OF_THE_MOMENT = re.compile(rb"(/ID\[<|><|/CreationDate\(D:)[0-9A-F]{14,32}(?=[>+-])")
"""What pdfium gives each PDF that it writes, drawn by lot and by the clock."""
_HOUSES = (
    "云州市第三人民医院",
    "清河县中医院",
    "临湖区妇幼保健院",
    "云州市卫生健康委员会",
    "青崖县卫生健康局",
)
_YEARS = ("2021年", "2022年", "2023年（含修订）", "2024年")
_ROOMS = ("党政办", "医务科", "护理部/病区", "财务科", "信息科")
_SORTS = ("工作计划", "工作总结", "任务分工", "实施方案", "通知 [定稿]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document to make."""

    name: PurePosixPath
    """Its place below the folder of the collection."""
    suffix: str
    size: str
    seed: int


def wanted(documents: int, seed: int) -> list[Wanted]:
    """
    The good documents of a collection, in order of their numbers.

    Shares of sizes are exact, formats take turns; one in fifty is a copy, byte for byte, of the one before of the
    same size and format. The first ones of a larger collection are not those of a smaller one.
    """
    random = Random(seed)
    sizes = [size for size, share in SHARES.items() for _ in range(round(documents * share / 100))]
    sizes = (sizes + ["一页"] * documents)[:documents]
    random.shuffle(sizes)
    last: dict[tuple[str, str], int] = {}
    found = []
    for number, size in enumerate(sizes, 1):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        own = random.getrandbits(32)
        if number % COPY_EVERY == 0:
            own = last.get((size, suffix), own)
        last[size, suffix] = own
        folder = PurePosixPath(random.choice(_HOUSES), random.choice(_YEARS), random.choice(_ROOMS))
        name = folder / f"{number:04} {random.choice(_SORTS)}（{size}）.{suffix}"
        found.append(Wanted(name, suffix, size, own))
    return found


def sample_of(one: Wanted) -> Sample:
    """The text of a document."""
    random = Random(one.seed)
    drawn = sketch_of(one.seed)
    kinds = random.choices(KINDS_OF_PIECE, [WEIGHTS[kind] for kind in KINDS_OF_PIECE], k=SIZES[one.size])
    pieces = tuple((kind, random.getrandbits(32)) for kind in kinds)
    return compose(Sketch(drawn.frame, pieces, drawn.noise))


def chunks(documents: Sequence[Wanted]) -> Iterator[list[Wanted]]:
    """The documents in portions that take about as long each; those of a portion have one format."""
    for _, same in groupby(sorted(documents, key=lambda one: (one.suffix, one.name)), lambda one: one.suffix):
        portion: list[Wanted] = []
        weight = 0
        for one in same:
            portion.append(one)
            weight += SIZES[one.size]
            if weight >= 2 * SIZES["百页"]:
                yield portion
                portion, weight = [], 0
        if portion:
            yield portion


def write(folder: Path, documents: Sequence[Wanted]) -> None:
    """Make the files of documents of one format."""
    # PDFs that are drawn together share a font, so a copy has to be drawn once
    files = dict.fromkeys((one.size, one.seed) for one in documents)
    first = {(one.size, one.seed): one for one in reversed(documents)}
    data = render_all([sample_of(first[key]) for key in files], documents[0].suffix)
    made = dict(zip(files, data, strict=True))
    for one in documents:
        path = folder / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_settled(made[one.size, one.seed], one.seed))


def _settled(data: bytes, seed: int) -> bytes:
    """The file with a number of its seed's for what comes from the moment."""
    return _OF_THE_MOMENT.sub(
        lambda found: found[1] + b"%032d" % seed if found[1][-1:] == b"<" else found[1] + b"20240101000000",
        data,
    )
