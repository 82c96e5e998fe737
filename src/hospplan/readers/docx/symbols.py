"""Characters of symbol fonts (w:sym), as the Unicode characters that look like them."""

from collections.abc import Mapping
from types import MappingProxyType

# The commonest in official documents: bullets, boxes, ticks, arrows, bounds.
# Source: the fonts' published character tables.
_WINGDINGS = {
    0x28: "☎",
    0x2A: "✉",
    0x4A: "☺",
    0x6C: "●",
    0x6D: "○",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "□",
    0x72: "□",
    0x73: "◆",
    0x74: "◆",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    0x9E: "·",
    0x9F: "•",
    0xA0: "▪",
    0xA1: "○",
    0xA4: "◉",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xB6: "☆",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xEF: "⇦",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{0x80 + n: "⓪①②③④⑤⑥⑦⑧⑨⑩"[n] for n in range(11)},
    **{0x8B + n: "⓿❶❷❸❹❺❻❼❽❾❿"[n] for n in range(11)},
}
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0x99: "○",
    0xA3: "□",
    0xA1: "■",
    0xEA: "★",
    **{0x69 + n: "⓪①②③④⑤⑥⑦⑧⑨⑩"[n] for n in range(11)},
    **{0x74 + n: "⓿❶❷❸❹❺❻❼❽❾❿"[n] for n in range(11)},
}
_WINGDINGS_3 = {0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x7D: "▶", 0x75: "◀", 0x70: "▲", 0x71: "▼"}
_SYMBOL = {
    **{
        code: chr(code)
        for code in (*range(0x20, 0x22), *range(0x28, 0x2A), *range(0x2B, 0x2D), *range(0x2E, 0x40))
    },
    0x25: "%",
    0x2D: "−",
    0x5B: "[",
    0x5D: "]",
    0x61: "α",
    0x62: "β",
    0x63: "χ",
    0x64: "δ",
    0x65: "ε",
    0x67: "γ",
    0x6C: "λ",
    0x6D: "μ",
    0x70: "π",
    0x71: "θ",
    0x72: "ρ",
    0x73: "σ",
    0x77: "ω",
    0x44: "Δ",
    0x53: "Σ",
    0x57: "Ω",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xD6: "√",
    0xD7: "⋅",
    0xE5: "∑",
}
_FONTS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "wingdings": _WINGDINGS,
        "wingdings 2": _WINGDINGS_2,
        "wingdings 3": _WINGDINGS_3,
        "symbol": _SYMBOL,
    }
)


def is_symbol_font(font: str) -> bool:
    """Whether the letters of a font are drawn as signs that the tables know."""
    return font.strip().lower() in _FONTS


def read_symbols(font: str, text: str) -> tuple[str, int]:
    """
    A text set in a symbol font, and how many of its characters are not known.

    "R" in Wingdings 2 is a ticked box: the usual way of Chinese forms to tick. A private character outside such
    a font stays as it is, and so do Chinese characters in it, which Word draws in the East Asian font.
    """
    pieces, unknown = [], 0
    for character in text:
        if "\ue000" <= character <= "\uf8ff" or ("!" <= character <= "\xff" and is_symbol_font(font)):
            piece, is_known = read_symbol(font, f"{ord(character):x}")
            pieces.append(piece)
            unknown += not is_known
        else:
            pieces.append(character)
    return "".join(pieces), unknown


def read_symbol(font: str, code: str) -> tuple[str, bool]:
    """
    The character of a w:sym, and whether it is known.

    Args:
        font: Its w:font.
        code: Its w:char: a code point in hexadecimal, of a symbol font mostly at F000 and more.

    Returns:
        The look-alike; where the tables have none, the code point as it is and False; "" for no code point.
    """
    try:
        point = int(code, 16)
        character = chr(point)
    except (ValueError, OverflowError):
        return "", False
    if not character.isprintable() and not 0xE000 <= point <= 0xF8FF:
        return "", False
    table = _FONTS.get(font.strip().lower())
    look_alike = None if table is None else table.get(point & 0xFF if 0xF000 <= point <= 0xF0FF else point)
    if look_alike is not None:
        return look_alike, True
    # In a font of text it is just a character; in a symbol font, "A" is not what a person sees.
    return character, table is None and not 0xE000 <= point <= 0xF8FF
