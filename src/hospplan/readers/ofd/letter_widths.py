"""How wide characters commonly are, where a file does not say it."""

_NARROW = frozenset(" !'()*,-./:;I[]`fijlrt{|}‘’“”·")
_BROAD = frozenset("%&@GMOQWmw")
_LATIN_WIDTHS = (0.3, 0.56, 0.85)
"""Of narrow, other and broad characters, as parts of the size, in common fonts."""
_HALF_WIDE = frozenset("‘’“”–·×÷±°§")
"""Marks that Chinese fonts draw as wide as Latin ones do, or as wide as a Chinese character."""
_LETTERS = ("\u0370", "\u04ff")
"""Greek and Cyrillic ones likewise."""


def common_width(char: str) -> float:
    """The width of a character as a part of its size."""
    if is_wide(char):
        return 1.0
    narrow, other, broad = _LATIN_WIDTHS
    return narrow if char in _NARROW else broad if char in _BROAD else other


def is_wide(text: str) -> bool:
    """Whether a character fills the square of a Chinese one in Chinese fonts: also —, …, ①, Ⅰ, ≥."""
    return text[0] >= "\u2010" and text[0] not in _HALF_WIDE


def may_be_wide(text: str) -> bool:
    """Whether it does so in some fonts and not in others."""
    return text in _HALF_WIDE or _LETTERS[0] <= text <= _LETTERS[1]
