"""The one coordinate system: a stretch of one block's text."""

from typing import NamedTuple


class Anchor(NamedTuple):
    """A half-open stretch of a block's verbatim text, counted in Unicode code points."""

    block: str
    start: int
    end: int
