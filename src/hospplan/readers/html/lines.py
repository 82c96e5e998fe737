"""The text of an element as a browser would break it into lines, with how much of it is links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hospplan.models.source import Align
from hospplan.readers.html.marks import BLOCKS, Element, align_of, is_silent, numbered_items, tag_of
from hospplan.readers.plain.encoding import INKLESS

_SPACES = re.compile(r"[ \t\r\n\f]+")
_SOURCE_BREAK = re.compile(
    "(?<=[\u2014-\u2026\u3001-\u9fff\uff01-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2014-\u2026\u3001-\u9fff\uff01-\uffef])"
)
"""A line break of the page's source between two Chinese characters is no space (CSS Text 3, 4.1.3)."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WIDE_SPACES = str.maketrans({"\u2003": "\u3000"})
"""An em space before a line is as wide as a Chinese character: it is the indent that 　 is elsewhere."""


@dataclass(slots=True)
class Paragraph:
    """What stands between two elements that part lines: one line, or several that <br> parts."""

    lines: list[str]
    align: Align | None
    owner: Element
    """The nearest element that parts lines around it."""
    linked: int = 0
    """Characters of its lines that are links."""
    calls: list[str] = field(default_factory=list)
    """Names of footnotes that it calls."""

    @property
    def text(self) -> str:
        """Its lines with a space between them, for looking at."""
        return " ".join(line.strip() for line in self.lines if line.strip())


@dataclass(frozen=True, slots=True)
class Notes:
    """Footnotes of a page: the names that calls point to, and the elements that are no text where they stand."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """Name of a note → its text."""
    bodies: frozenset[Element] = frozenset()
    """Blocks that hold notes."""
    calls: Mapping[Element, str] = field(default_factory=dict)
    """Link → the note that it calls."""


NO_NOTES = Notes()


def find_paragraphs(
    root: Element, *, skipped: frozenset[Element] = frozenset(), notes: Notes = NO_NOTES
) -> Iterator[Paragraph | Element]:
    """
    The paragraphs under *root* in order; a table that is in *skipped* is handed on as the element that it is.

    Other elements in *skipped* are passed over.
    """
    writer = _Writer(notes)
    yield from writer.walk(root, root, None, skipped)
    yield from writer.flush(root)


class _Writer:
    """Lines while they are written; `walk` is one pass in document order."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._lines: list[str] = []
        self._line: list[str] = []
        self._linked = 0
        self._calls: list[str] = []
        self._align: Align | None = None
        self._number = ""
        """Of the list item that begins; it stands before its first ink, also where that is a p of its own."""

    def walk(
        self,
        element: Element,
        owner: Element,
        align: Align | None,
        skipped: frozenset[Element],
        *,
        in_link: bool = False,
        in_pre: bool = False,
    ) -> Iterator[Paragraph | Element]:
        tag = tag_of(element)
        is_block = tag in BLOCKS
        if is_block:
            yield from self.flush(owner)
            owner, align = element, align_of(element) or align
        if tag == "br":
            self._end_line()
        self._align = align
        in_link = in_link or (tag == "a" and element.get("href") is not None)
        in_pre = in_pre or tag == "pre"
        self._write(element.text, is_link=in_link, is_pre=in_pre, is_raised=tag == "sup")
        numbers = dict(numbered_items(element))
        for child in element:
            if child in skipped:
                if tag_of(child) == "table":
                    yield from self.flush(owner)
                    yield child
            elif child in self._notes.calls:
                self._calls.append(self._notes.calls[child])
            elif child not in self._notes.bodies and not is_silent(child):
                if child in numbers:
                    yield from self.flush(owner)
                    self._number = numbers[child]
                yield from self.walk(child, owner, align, skipped, in_link=in_link, in_pre=in_pre)
                if child in numbers:
                    self._number = ""  # an item that shows no line has no number to give away
            self._align = align
            self._write(child.tail, is_link=in_link, is_pre=in_pre, is_raised=tag == "sup")
        if is_block:
            yield from self.flush(owner)

    def _write(self, text: str | None, *, is_link: bool, is_pre: bool, is_raised: bool) -> None:
        if not text:
            return
        if is_raised and text.strip().isdigit():
            text = text.translate(_RAISED)  # m², no 2 of a value
        if is_link:
            self._linked += len(text.strip())
        if not is_pre:
            self._line.append(text)
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for other in others:
            self._end_line()
            self._line.append(other)

    def _end_line(self) -> None:
        text = INKLESS.sub("", "".join(self._line))
        text = _SPACES.sub(" ", _SOURCE_BREAK.sub("", text)).strip(" ")
        head = text[: len(text) - len(text.lstrip())]
        self._lines.append(head.translate(_WIDE_SPACES) + text[len(head) :].rstrip())
        self._line = []

    def flush(self, owner: Element) -> Iterator[Paragraph]:
        """End the paragraph; one without ink, and without a note that it calls, is none."""
        self._end_line()
        lines, self._lines = self._lines, []
        linked, self._linked = self._linked, 0
        calls, self._calls = self._calls, []
        if calls or any(line.strip() for line in lines):
            if self._number:
                first = next((i for i, line in enumerate(lines) if line.strip()), 0)
                lines[first] = self._number + lines[first].lstrip()
                self._number = ""
            yield Paragraph(lines, self._align, owner, linked, calls)
