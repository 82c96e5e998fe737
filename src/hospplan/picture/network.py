"""The two networks that come in the wheel of rapidocr, run by onnxruntime: where text is, and what it says."""

from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from hospplan.picture.network_files import network_file
from hospplan.picture.sheet import Pixels

Scores = NDArray[np.float32]

_STEP = 32
"""Sides of a picture that the first network sees are multiples of it."""
_HEIGHT = 48
"""Rows of a line that the second network sees."""
_NARROWEST = 48
_WIDEST = 3_200
"""Columns of a line that the second network sees: a hundred characters."""


class Network(Protocol):
    """What recognition asks of networks; a test may stand in for them."""

    def where(self, pixels: Pixels, longest: int) -> Scores:
        """
        How surely each place is in a line of text.

        Args:
            pixels: A page.
            longest: To how many pixels its longer side is brought.

        Returns:
            Rows × columns, from 0 to 1, of about that size.
        """

    def read(self, line: Pixels) -> tuple[list[tuple[str, float, float]], int]:
        """
        The characters of one line.

        Returns:
            Character, how sure it is (0 to 1) and where its middle is, and of how many places that is one.
        """


class Networks:
    """Both networks, loaded; each call runs on one thread, so that the same picture gives the same numbers."""

    def __init__(self) -> None:
        """
        Load them, which takes a second.

        Raises:
            LookupError: The installed rapidocr brings none.
        """
        import onnxruntime  # noqa: PLC0415  (the room is imported where nothing is recognised)

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._where, self._read = (
            onnxruntime.InferenceSession(str(network_file(task)), options, providers=["CPUExecutionProvider"])
            for task in ("det", "rec")
        )
        names = self._read.get_modelmeta().custom_metadata_map["character"].split("\n")
        # Class 0 is "none", the last one a space (PaddleOCR's CTC labels).
        self._characters = ["", *names, " "]

    def where(self, pixels: Pixels, longest: int) -> Scores:
        """See `Network`."""
        high, wide = pixels.shape[:2]
        scale = min(1.0, longest / max(high, wide))
        size = tuple(max(_STEP, round(side * scale / _STEP) * _STEP) for side in (wide, high))
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        return np.asarray(self._where.run(None, {self._where.get_inputs()[0].name: _planes(small)})[0][0, 0])

    def read(self, line: Pixels) -> tuple[list[tuple[str, float, float]], int]:
        """See `Network`."""
        high, wide = line.shape[:2]
        columns = int(min(max(_NARROWEST, round(wide * _HEIGHT / high)), _WIDEST))
        shrinks = high > _HEIGHT
        scaled = cv2.resize(
            line, (columns, _HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
        )
        scores = self._read.run(None, {self._read.get_inputs()[0].name: _planes(scaled)})[0][0]
        best = scores.argmax(axis=1)
        sure = scores[np.arange(len(best)), best]
        found: list[tuple[str, float, float]] = []
        start = 0
        for at in range(1, len(best) + 1):
            if at == len(best) or best[at] != best[start]:
                if best[start]:
                    middle = (start + at) / 2
                    found.append((self._characters[best[start]], float(sure[start:at].max()), middle))
                start = at
        return found, len(best)


def _planes(pixels: Pixels) -> Scores:
    """Pixels as a network takes them: 1 × blue, green, red × rows × columns, from -1 to 1."""
    planes = pixels[..., ::-1].transpose(2, 0, 1)[None].astype(np.float32)
    return np.ascontiguousarray(planes / np.float32(127.5) - np.float32(1))
