"""Marks put right where only one reading makes sense: the width of a comma, a dash between two numbers, ‰."""

import re

from hospplan.picture.lines import ReadLine

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_ALIKE_PAIRS = {
    ("%", "o"): "‰",
    ("%", "O"): "‰",
    ("%", "0"): "‰",
    ("%", "₀"): "‰",
    ("%", "°"): "‰",
    ("°", "℃"): "℃",
    ("°", "C"): "℃",
}
"""Two characters that stand beside each other in no text, and the one that is seen as these two."""


_YEAR = re.compile(r"(?P<open>[〔\[(（【])(?:19|20)\d\d(?P<close>[〕\])）】])")
"""A year in brackets: where one of the two is 〔 or 〕, both are (GB/T 9704-2012, 7.2.5)."""


def with_marks(line: ReadLine) -> ReadLine:
    """
    The line with its marks as its writer set them.

    A network reads marks by their shape, and full and half width have the same. In Chinese text they are wide, but
    between digits (1,200; 1:0.4). 一 between two digits is a dash (3一5名). Nothing else is changed.
    """
    text = _YEAR.sub(_year_in_brackets, line.text)
    kept: list[tuple[str, float, float]] = []
    for at, char in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        mark, place, sure = char, line.middles[at], line.sureness[at]
        if kept and (both := _ALIKE_PAIRS.get((kept[-1][0], char))):
            last = kept.pop()
            kept.append((both, (last[1] + place) / 2, min(last[2], sure)))
            continue
        if char in _WIDE and (_is_han(before) or _is_han(after)):
            mark = _WIDE[char]
        elif char == "一" and before.isdecimal() and after.isdecimal():
            mark = "—"
        kept.append((mark, place, sure))
    return ReadLine(
        line.box,
        "".join(char for char, _, _ in kept),
        tuple(place for _, place, _ in kept),
        tuple(sure for _, _, sure in kept),
    )


def _year_in_brackets(match: re.Match[str]) -> str:
    if match["open"] == "〔" or match["close"] == "〕":
        return f"〔{match[0][1:-1]}〕"
    return match[0]


def _is_han(char: str) -> bool:
    return bool(char) and (char >= "\u3001" or char in "“”")
