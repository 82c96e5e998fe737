"""Whether the characters of a page can be trusted, and whether it is only a picture."""

from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import category

from hospplan.models.source import Frame
from hospplan.page.ink import Glyph

RUBBISH = 0.1
"""Part of a page's characters without a meaning from which none of them is trusted."""
_FEW = 10
"""Characters; a page with fewer has no text layer to speak of."""
_COVERED = 0.5
"""Part of a page that a scan's picture takes."""
_FULL = 0.85
"""The same of one that bears a line of a program at its edge."""
_STAMPED = 60
"""Characters of such a line at most."""
_EDGE = 0.08
"""Part of the page's height from its edge in which it stands."""
_OUTLINES = 300
"""Paths on a page without text from which its letters are taken for drawn."""
_PRIVATE = range(0xE000, 0xF900)
_MEANINGLESS = frozenset({"Cn", "Co", "Cc", "Cs"})


def characters_of(glyphs: Iterable[Glyph]) -> Counter[str]:
    """How often each character but white space stands on a page."""
    texts = Counter("".join([glyph.text for glyph in glyphs]))
    for char in [char for char in texts if char.isspace()]:
        del texts[char]
    return texts


def count_meaningless(texts: Counter[str]) -> int:
    """How many of the characters are private or unassigned: glyph numbers, as a rule."""
    return sum(
        times for char, times in texts.items() if ord(char) in _PRIVATE or category(char) in _MEANINGLESS
    )


def is_picture(
    glyphs: Sequence[Glyph],
    pictures: Iterable[tuple[float, float, float, float]],
    paths: int,
    paper: Frame,
) -> bool:
    """
    Whether a page without text to speak of shows something that a person would read.

    What a telephone's program prints at the edge of a scan (扫描全能王) is no text to speak of.

    Args:
        glyphs: Of the page, before it is turned upright.
        pictures: The sides of each picture on it.
        paths: How many it draws.
        paper: Its size.
    """
    area = paper.width * paper.height
    covered = sum(abs((x1 - x0) * (y1 - y0)) for x0, y0, x1, y1 in pictures)
    if len(glyphs) >= 2 * _FEW or sum(not glyph.text.isspace() for glyph in glyphs) >= _FEW:
        edge = _EDGE * paper.height
        return (
            covered > _FULL * area
            and len(glyphs) <= _STAMPED
            and all(glyph.bottom < edge or glyph.top > paper.height - edge for glyph in glyphs)
        )
    return covered > _COVERED * area or paths > _OUTLINES
