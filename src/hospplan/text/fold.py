"""Folding: one character to one character, so that offsets into folded text are offsets into the source."""

from functools import cache, lru_cache
from unicodedata import normalize

from hospplan.text.radicals import likenesses

_EXTRA = {
    "\u3000": " ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\t": " ",
    "∶": ":",
    "﹪": "%",
    "〜": "～",
    "~": "～",
    "∼": "～",
    "－": "-",
    "–": "—",
    "―": "—",
    "─": "—",
    "﹣": "-",
    "−": "-",
    "≧": "≥",
    "≦": "≤",
    "⩾": "≥",
    "⩽": "≤",
    "﹥": ">",
    "﹤": "<",
    "﹝": "〔",
    "﹞": "〕",
}
# Kept wide: in Chinese text these marks carry the structure, and a half-width "," or ":" of a typist does not.
_KEPT = "，；！？～"


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    blocks = ((0xFF01, 0xFF5F), (0xFE50, 0xFE6C))
    for low, high in blocks:
        for point in range(low, high):
            folded = normalize("NFKC", chr(point))
            if len(folded) == 1 and chr(point) not in _KEPT:
                table[point] = folded
    # A vertical bracket is folded on, as the wide bracket that it is.
    table.update({point: table.get(ord(common), common) for point, common in likenesses().items()})
    table.update({ord(a): b for a, b in _EXTRA.items()})
    return table


def fold(text: str) -> str:
    """
    The text with full-width letters, digits, brackets and ％ made half-width, spaces made one kind.

    Circled numbers, units such as ㎡ and anything that would change the length stay as they are. ，；！？ stay
    full-width. `len(fold(s)) == len(s)` and `fold(fold(s)) == fold(s)` for every string.
    """
    # Each stage folds the same blocks again; only short ones are kept, so that memory stays bounded.
    return _kept(text) if len(text) <= _KEPT_CHARS else text.translate(_table())


_KEPT_CHARS = 2_000


@lru_cache(maxsize=2_048)
def _kept(text: str) -> str:
    return text.translate(_table())
