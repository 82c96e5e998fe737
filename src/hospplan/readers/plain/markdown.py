"""The marks of Markdown, taken off: what a person sees when it is rendered stays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]*(?=[^\s#])")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
_ORDERED = re.compile(r"[ \t]*\d{1,9}[.)][ \t]+(?=\S)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![*\w\\])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*\\])\*(?![*\w])")
_IMAGE = re.compile(r"!\[([^\]\n]{0,1000})\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"(?<!\\)\[([^\[\]\n]{1,1000})\]\([^()\s]{1,2000}(?:[ \t]\"[^\"\n]{0,500}\")?\)")
_TAG = re.compile(
    r"</?(?:u|b|i|s|em|strong|sup|sub|span|font|div|p|center)(?:\s[^<>\n]{0,500})?/?>", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Lines without marks, one for each line that came, and what the marks said."""

    lines: list[str]
    starts: frozenset[int] = frozenset()
    """Places of lines that start a paragraph: items of lists."""
    alone: frozenset[int] = frozenset()
    """Places of lines that are one: headings, lines of code."""


def remove_marks(lines: Sequence[str]) -> Unmarked:
    """
    Lines of Markdown without their marks.

    Marks of headings, bullets, quotes, emphasis, fences and rules go, and backslashes before marks; the
    numbers of lists stay, since they are the document's own. A pipe table stays, for the reader of tables.
    """
    out: list[str] = []
    starts: set[int] = set()
    alone: set[int] = set()
    fence: str | None = None
    for at, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence is not None:
            is_end = mark is not None and mark[1].startswith(fence) and not line[mark.end() :].strip()
            fence = None if is_end else fence
            out.append("" if is_end else line)
            alone.add(at)
            continue
        if mark is not None:
            fence = mark[1]
            out.append("")
            continue
        text = line
        while (quote := _QUOTE.match(text)) is not None:
            text = text[quote.end() :]
        if _RULE.fullmatch(text) or (
            at and _UNDERLINE.fullmatch(text) and out[-1].strip() and "|" not in out[-1]
        ):
            if at and not _RULE.fullmatch(text):
                alone.add(at - 1)
            out.append("")
            continue
        if (heading := _HEADING.match(text)) is not None:
            text = _HEADING_END.sub("", text[heading.end() :])
            alone.add(at)
        elif (bullet := _BULLET.match(text)) is not None:
            text = text[bullet.end() :]
            starts.add(at)
        elif _ORDERED.match(text):
            starts.add(at)
        text = text.lstrip(" \t")  # an indent is a mark of lists here
        out.append(text if "|" in text else remove_inline_marks(text))
    return Unmarked(out, frozenset(starts), frozenset(alone))


def remove_inline_marks(text: str) -> str:
    """A text without marks of emphasis, links, pictures and plain tags, its escapes and entities read."""
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    if "*" in text or "__" in text:
        text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", _STRONG.sub(r"\2", text)))
    if "<" in text:
        text = _TAG.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return unescape(text) if "&" in text else text
