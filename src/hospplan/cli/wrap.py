"""Lines of a given width for text that mixes Chinese and Latin."""

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_NEVER_FIRST = "，。；：、）】〕》”’？！…%％"
_NEVER_LAST = "（【〔《“‘"


def columns(text: str) -> int:
    """Columns that a text takes on a screen: a Chinese character two, an accent none."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, width: int, *, after: str = "") -> Iterator[str]:
    """
    Lines of at most *width* columns, broken at spaces and between Chinese characters.

    A number or Latin word stays whole where a line has room for it; no line begins with a closing mark.

    Args:
        text: Without line feeds.
        width: At least 2.
        after: Marks after which lines are broken first: "、" of a list of names.
    """
    if not after:
        yield from _filled(_words(text), width)
        return
    pieces: list[str] = []
    for piece in _split_after(text, after):
        pieces += [piece] if columns(piece.rstrip()) <= width else _words(piece)
    yield from _filled(iter(pieces), width)


def _filled(words: Iterator[str], width: int) -> Iterator[str]:
    line = ""
    for word in words:
        if line.strip() and columns(line + word.rstrip()) > width:
            yield line.rstrip()
            line = word.lstrip()
        else:
            line += word
        while columns(line.rstrip()) > width:  # one word longer than the line
            cut = _cut(line, width)
            yield line[:cut]
            line = line[cut:]
    yield line.rstrip()


def _cut(text: str, width: int) -> int:
    """How many characters fit, at least one."""
    taken = 0
    for at, c in enumerate(text):
        taken += columns(c)
        if taken > width:
            return max(at, 1)
    return len(text)


def _split_after(text: str, marks: str) -> Iterator[str]:
    start = 0
    for at, c in enumerate(text, start=1):
        if c in marks:
            yield text[start:at]
            start = at
    if start < len(text):
        yield text[start:]


def _words(text: str) -> Iterator[str]:
    """Pieces that stay whole: a Latin word with its space, or a Chinese character with the marks about it."""
    word = ""
    was_wide = False
    for c in text:
        is_wide = east_asian_width(c) in "WF"
        if word and (is_wide or was_wide) and c not in _NEVER_FIRST and word[-1] not in _NEVER_LAST:
            yield word
            word = ""
        word += c
        was_wide = is_wide
        if c == " ":
            yield word
            word = ""
            was_wide = False
    if word:
        yield word
