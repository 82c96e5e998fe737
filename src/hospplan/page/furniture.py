"""Page furniture: page numbers, running heads and feet, a browser's lines, watermarks; found by repetition and place."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hospplan.page.lines import Line
from hospplan.text.fold import fold
from hospplan.text.layout import NUMBER_MARK

Kind = Literal["page number", "running head", "browser line", "watermark"]

_PAGE_NUMBER = re.compile(
    r"""
    (?P<dashed> [-—_～·•]{1,3}\s* (?P<a>\d{1,4}) \s*[-—_～·•]{1,3} )
    | (?P<named> 第\s*(?P<b>\d{1,4})\s*页 (?:\s*[,，/;；]?\s*[(]?共\s*\d{1,4}\s*页[)]?)?
      | (?:page|p\.)\s*(?P<c>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?
      | (?P<d>\d{1,4})\s*/\s*\d{1,4} )
    | (?P<bare> (?P<e>\d{1,3}) )  # four digits are a year
    | (?P<roman> [ivxIVX]{1,6} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BROWSER = re.compile(
    r"(?:https?://|file://|www\.)\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?"
    r"|(?:19|20)\d\d[/年.-]\d{1,2}[/月.-]\d{1,2}日?\s*(?:[上下]午)?\s*\d{1,2}:\d\d(?::\d\d)?(?:\s.{0,80})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_MARGIN = 35 / 297
"""Part of the page's longer side at its head and foot in which furniture stands (GB/T 9704-2012, 5.2)."""
_MOST = 0.17
"""The same of its height, for landscape pages."""
_EDGE = 0.07
"""The same for what a browser prints."""
_OUTERMOST = 3
"""Lines at the head and at the foot of a page among which running heads are looked for."""
_SAME_PLACE = 4.0
"""Points by which a line of furniture may move from page to page."""
_FEWEST = 3
"""Pages that repeat a line before it is furniture."""
_NEVER = re.compile(r"附[件表录图]|[(（]?续|.{0,4}[表图]\s?\d|\d{1,2}月")
"""What heads an attachment, a table or a chapter of a month, which may stand where a running head would."""
_SMALLER = 0.93
"""Size of a running head, against the text's, from which it is set apart."""
_HEADER = 0.075
"""Part of the page's longer side in which no text stands: 22 mm of 297."""
_LONGEST = 80
"""Characters of a running head."""


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page that stand in no table, from its top."""

    number: int
    height: float
    width: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that is no text of the document."""

    page: int
    line: int
    """Index in the page's lines."""
    kind: Kind
    text: str


def find_furniture(pages: Sequence[PageLines]) -> list[Dropped]:
    """The furniture of all pages, in order; each line is looked at a bounded number of times."""
    found = {(d.page, d.line): d for d in _numbers(pages)}
    for dropped in (*_browser_lines(pages), *_repeated(pages)):
        found.setdefault((dropped.page, dropped.line), dropped)
    return [found[key] for key in sorted(found)]


def _outer(page: PageLines) -> Iterator[int]:
    """Indices of the lines at the head and at the foot of a page, outermost first."""
    count = len(page.lines)
    for k in range(min(_OUTERMOST, count)):
        yield k
        if count - 1 - k >= _OUTERMOST:
            yield count - 1 - k


def _is_in_margin(page: PageLines, line: Line, part: float = _MARGIN) -> bool:
    margin = min(part * max(page.width, page.height), _MOST * page.height)
    return line.bottom < margin or line.top > page.height - margin


def _numbers(pages: Sequence[PageLines]) -> Iterator[Dropped]:
    """
    Page numbers: lines in the margin that count the pages.

    One with dashes or words is one by itself; a bare number only if it counts up with the pages.
    """
    found: list[tuple[PageLines, int, int | None, bool]] = []
    for page in pages:
        for at in _outer(page):
            line = page.lines[at]
            if len(line.text) > 24 or not _is_in_margin(page, line):
                continue
            match = _PAGE_NUMBER.fullmatch(fold(line.text).strip())
            if match is None:
                continue
            value = next((int(match[name]) for name in "abcde" if match[name]), None)
            found.append((page, at, value, match["dashed"] is not None or match["named"] is not None))
    steps = Counter(value - page.number for page, _, value, _ in found if value is not None)
    for page, at, value, is_sure in found:
        # On a file of one page only 1 is its number.
        counts_up = value is not None and (steps[value - page.number] >= 2 or value == len(pages) == 1)
        is_roman = value is None and len(pages) > 1
        if is_sure or counts_up or is_roman:
            yield Dropped(page.number, at, "page number", page.lines[at].text)


def _browser_lines(pages: Sequence[PageLines]) -> Iterator[Dropped]:
    for page in pages:
        for at in _outer(page):
            line = page.lines[at]
            if _is_in_margin(page, line, _EDGE) and _BROWSER.fullmatch(fold(line.text)):
                yield Dropped(page.number, at, "browser line", line.text)


def _repeated(pages: Sequence[PageLines]) -> Iterator[Dropped]:
    """Lines that come again at the same height: at the head or foot of pages, or on most pages wherever it is."""
    found: dict[_Key, list[int]] = {}
    sizes: Counter[float] = Counter()
    for page in pages:
        for key in {key for line in page.lines for key in _keys(page, line)}:
            found.setdefault(key, []).append(page.number)
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    for page in pages:
        outer = set(_outer(page))
        for at, line in enumerate(page.lines):
            keys = _keys(page, line)
            if not keys:
                continue
            if at in outer and _is_in_margin(page, line):
                is_apart = line.size <= _SMALLER * size or _is_in_margin(page, line, _HEADER)
                if line.size <= size * 1.02 and any(
                    _is_running(found[key], is_apart=is_apart) for key in keys
                ):
                    yield Dropped(page.number, at, "running head", line.text)
            elif max(len(found[key]) for key in keys) * 5 > max(len(pages), _FEWEST) * 4 and _overlaps(
                page, at
            ):
                yield Dropped(page.number, at, "watermark", line.text)


def _is_running(numbers: Sequence[int], *, is_apart: bool) -> bool:
    """
    Whether a line on these pages runs through them: on nearly all, or all odd or even ones, from its first to its last.

    Two pages prove it only for a line that is set apart from the text, by its size or in the outer margin.
    """
    run = numbers[-1] - numbers[0] + 1
    of_a_side = (run + 1) // 2 if all((number - numbers[0]) % 2 == 0 for number in numbers) else run
    fewest = 2 if is_apart else _FEWEST
    return len(numbers) >= fewest and len(numbers) * 5 >= of_a_side * 4


_Key = tuple[str, int]


def _keys(page: PageLines, line: Line) -> list[_Key]:
    """
    What a line has in common with those that repeat it: its text, and its height within a few points.

    A number that counts the pages is taken as it counts, any other as it is: 附件1 and 附件2 are two lines.
    """
    text = "".join(line.text.split())
    if len(text) > _LONGEST or not _DIGITS.sub("", text) or _NEVER.match(text) or _is_heading(text):
        return []
    is_foot = line.middle * 2 > page.height
    # Heights from the nearer edge: pages of two sizes share their feet. Counted at a height and at the next, so
    # that a border between two does not part them.
    height = int((page.height - line.middle if is_foot else line.middle) / (2 * _SAME_PLACE) * 2)
    side = "-" if is_foot else "+"
    counted = _DIGITS.sub(
        lambda digits: f"#{int(digits[0]) - page.number}" if len(digits[0]) < 4 else digits[0], text
    )
    return [(side + form, at) for form in {text, counted} for at in (height, height + 1)]


def _is_heading(text: str) -> bool:
    folded = fold(text)
    return NUMBER_MARK.match(folded) is not None and _PAGE_NUMBER.match(folded) is None


def _overlaps(page: PageLines, at: int) -> bool:
    """Whether a line is drawn over another one."""
    line = page.lines[at]
    for other in page.lines[max(0, at - 3) : at + 4]:
        if (
            other is not line
            and other.top < line.bottom - 1
            and line.top < other.bottom - 1
            and other.x0 < line.x1
            and line.x0 < other.x1
        ):
            return True
    return False
