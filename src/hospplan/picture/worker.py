"""
A process that reads pages: pictures come in on standard input, what they say goes out on standard output.

A request is a line of JSON (rows, columns, dpi, number) and the pixels; an answer is a line of JSON.
"""

import json
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from hospplan.models.source import Frame
from hospplan.page.ink import Glyph, PageInk, Rectangle, Rule
from hospplan.picture.handed import PictureReading, SealPlace, Shot

READY = b"ready\n"
"""The first line that a process writes, when it has loaded the networks."""


def to_request(shot: Shot, number: int) -> bytes:
    """The head of a request, which the page's bytes follow."""
    head = {"number": number, "rows": shot.rows, "columns": shot.columns, "dpi": shot.dpi}
    return json.dumps(head).encode() + b"\n"


def to_answer(reading: PictureReading) -> bytes:
    """A page's reading as a line."""
    ink = reading.ink
    frame = ink.frame
    told = {
        "number": ink.number,
        "frame": (frame.width, frame.height, frame.turn, frame.skew),
        "glyphs": ink.glyphs,
        "horizontals": ink.horizontals,
        "verticals": ink.verticals,
        "seals": [(*seal.box, seal.is_cut) for seal in reading.seals],
    }
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def read_answer(line: bytes) -> PictureReading:
    """
    The reading that an answer tells.

    Raises:
        ValueError: The line is no answer: the process has ended, or says what went wrong.
    """
    told: Any = json.loads(line)
    if "failure" in told:
        raise ValueError(told["failure"])
    ink = PageInk(
        told["number"],
        Frame(*told["frame"]),
        tuple(Glyph(*glyph) for glyph in told["glyphs"]),
        tuple(Rule(*rule) for rule in told["horizontals"]),
        tuple(Rule(*rule) for rule in told["verticals"]),
    )
    seals = tuple(SealPlace(Rectangle(*seal[:4]), seal[4]) for seal in told["seals"])
    return PictureReading(ink, seals)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    import cv2  # noqa: PLC0415  (both heavy, and not there without the extra)
    import numpy as np  # noqa: PLC0415

    from hospplan.picture.network import Networks  # noqa: PLC0415
    from hospplan.picture.reading import read_picture  # noqa: PLC0415
    from hospplan.picture.sheet import PagePicture  # noqa: PLC0415

    cv2.setNumThreads(1)
    network = Networks()
    answers.write(READY)
    answers.flush()
    for line in requests:
        head = json.loads(line)
        shape = (head["rows"], head["columns"], 3)
        pixels = np.frombuffer(requests.read(shape[0] * shape[1] * 3), np.uint8).reshape(shape)
        try:
            answer = to_answer(read_picture(PagePicture(pixels, head["dpi"]), head["number"], network))
        except Exception as error:  # noqa: BLE001  (told to the process that asked; the next page is read)
            answer = json.dumps({"failure": f"{type(error).__name__}: {error}"}).encode() + b"\n"
        answers.write(answer)
        answers.flush()


def _widen() -> None:
    """
    Take a bound on address space away that was meant for the process that started this one; POSIX alone.

    The networks map more than they use.
    """
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  (not on Windows)

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


if __name__ == "__main__":
    _widen()
    serve(sys.stdin.buffer, sys.stdout.buffer)
