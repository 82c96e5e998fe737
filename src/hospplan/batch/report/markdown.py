"""Names and messages of strangers inside Markdown that a CI system shows."""

import re
from collections.abc import Iterable

from hospplan.text.visible import visible

# Markup of Markdown and HTML; what GitHub and GitLab act on beside it (@person, #12, $formula$, :smile:); and what
# they make links of by themselves (https://…, mailto:…, www.…).
_ACTS = re.compile(r"[\\`*_\[\]~|<>&@#$]|:(?=\S)|(?<=\bwww)\.", re.IGNORECASE)
_SLASHED = frozenset("`*_[]~")
"""Marks that a backslash makes plain in every dialect; the others are written as references."""


def plain(text: str, most: int) -> str:
    """
    A text on one line that is shown as it is: no markup, no HTML, no link, nobody called.

    Args:
        text: Whatever a stranger wrote.
        most: Characters; what is longer loses its middle, since names differ at both ends.
    """
    text = " ".join(visible(text).split())
    if len(text) > most:
        head = most // 2
        text = f"{text[:head]}…{text[head + 1 - most :]}"
    return _ACTS.sub(_written, text)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are Markdown already: lines that end in a line feed."""
    heads = tuple(head)
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _written(match: re.Match[str]) -> str:
    mark = match[0]
    return f"\\{mark}" if mark in _SLASHED else f"&#{ord(mark)};"
