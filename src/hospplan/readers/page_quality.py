"""Whether the characters of a page can be trusted, and whether it is only a picture."""

from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import category

from hospplan.page.ink import Glyph

RUBBISH = 0.1
"""Part of a page's characters without a meaning from which none of them is trusted."""
_FEW = 10
"""Characters; a page with fewer has no text layer to speak of."""
_COVERED = 0.5
"""Part of a page that a scan's picture takes."""
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
    area: float,
) -> bool:
    """Whether a page without text to speak of shows something that a person would read."""
    if len(glyphs) >= 2 * _FEW or sum(not glyph.text.isspace() for glyph in glyphs) >= _FEW:
        return False
    covered = sum((right - left) * (bottom - top) for left, top, right, bottom in pictures)
    return covered > _COVERED * area or paths > _OUTLINES
