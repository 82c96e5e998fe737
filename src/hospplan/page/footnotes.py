"""Footnotes: small lines at the foot of a page, under a short rule or with a mark that the text calls."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hospplan.page.columns import wide_gaps
from hospplan.page.ink import Rule
from hospplan.page.lines import Line
from hospplan.text.fold import fold
from hospplan.text.wrap import seam

_MARK = re.compile(
    "(?P<mark>[\u2460-\u2473\u2776-\u277f]|\\[\\d{1,2}\\]|\\(\\d{1,2}\\)|\\d{1,2}(?=[^\\d.,%]|$)|[*†‡]{1,3}|注\\d{0,2}[::])\\s*"
)
_SMALLER = 0.92
"""Size of a note, against the page's text."""
_SHORT_RULE = (40.0, 0.5)
"""The rule over notes: at least so many points, at most this part of the page's width."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: its mark as written, and its text."""

    mark: str
    text: str
    lines: tuple[Line, ...] = ()


def find_footnotes(
    lines: Sequence[Line], rules: Sequence[Rule], width: float, height: float, size: float
) -> tuple[int, list[Footnote]]:
    """
    The notes at the foot of a page, and how many of its lines are above them.

    Args:
        lines: Of the page's text, from its top, its furniture left out.
        rules: The page's horizontal rules.
        width: Of the page, in points.
        height: Of the page.
        size: Of the document's text.
    """
    start = len(lines)
    while start and lines[start - 1].size <= _SMALLER * size and lines[start - 1].top > 0.5 * height:
        start -= 1
    while start < len(lines) and not _mark(lines[start]):
        start += 1
    if start == len(lines) or start == 0:
        return len(lines), []
    if any(True for line in lines[start:] for _ in wide_gaps(line)):
        return len(lines), []  # a small table stands among them: its words keep their places
    above, first = lines[start - 1], lines[start]
    is_ruled = any(
        above.bottom - 2 < rule.at < first.top + 2
        and _SHORT_RULE[0] <= rule.end - rule.start <= _SHORT_RULE[1] * width
        for rule in rules
    )
    marks = {_mark(line) for line in lines[start:]} - {""}
    called = {mark for line in lines[:start] for mark in marks if _call(line, mark) is not None}
    if not is_ruled and not called:
        return len(lines), []
    notes: list[Footnote] = []
    for line in lines[start:]:
        mark = _mark(line)
        if mark or not notes:
            notes.append(Footnote(mark, line.text[len(_whole_mark(line)) :], (line,)))
        else:
            last = notes[-1]
            text = last.text + seam(last.text, line.text) + line.text
            notes[-1] = Footnote(last.mark, text, (*last.lines, line))
    return start, notes


def take_calls(line: Line, notes: Sequence[Footnote]) -> tuple[Line, list[Footnote]]:
    """The line without the raised marks that call notes, and these notes in order."""
    called = [
        (places, note) for note in notes if note.mark and (places := _call(line, note.mark)) is not None
    ]
    if not called:
        return line, []
    called.sort(key=lambda pair: pair[0][0])
    return line.without(place for places, _ in called for place in places), [note for _, note in called]


def _mark(line: Line) -> str:
    match = _MARK.match(fold(line.text))
    return match["mark"] if match else ""


def _whole_mark(line: Line) -> str:
    match = _MARK.match(fold(line.text))
    return match[0] if match else ""


def _call(line: Line, mark: str) -> tuple[int, ...] | None:
    """Places of the raised characters that are *mark*, in a row."""
    raised = line.raised
    for at in range(len(raised) - len(mark) + 1):
        places = raised[at : at + len(mark)]
        if places[-1] - places[0] == len(mark) - 1 and fold("".join(line.text[i] for i in places)) == mark:
            before, after = raised[:at], raised[at + len(mark) :]
            if places[0] - 1 not in before and places[-1] + 1 not in after:
                return places
    return None
