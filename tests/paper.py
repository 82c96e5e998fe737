"""
PDFs drawn from the plain notation of `notation.py`, laid out as GB/T 9704-2012 asks for.

    draw(text, Look(numbers="— {page} —"))            a document as the file of a PDF
    pdf(Sheet([Text(90, 120, "工作计划")]))             a page drawn mark by mark
    locked(as_forms(draw(text)), user="2024")         and what other programs do to a finished file

The same notation gives the same bytes each time: the date is fixed, nothing comes from a clock or a user's name.
The one font is embedded as a subset, as Word and WPS do it: two bytes a glyph, with a map to characters.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it ships none
from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.fonts import TTFFont
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)
from tests.build import CELL, HEAD_CELL, STYLES, Style
from tests.notation import Cell, Paragraph, Table, number_text, read_notation, runs_of

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
TOP, BOTTOM, LEFT, RIGHT = 37 * MM, 35 * MM, 28 * MM, 26 * MM
"""The margins of GB/T 9704-2012, 5.2."""
TWIP = 1 / 20
"""Points in the unit of the styles."""
ASCENT = 0.88
"""Part of a character's square above the line that it stands on."""
PADDING = 5.4
"""Points between a cell's side and its text: 0.19 cm, as Word sets it."""
NO_START = frozenset("，。、；：？！）』」”’》〉】〕％℃,;:?!)]}%·")
NO_END = frozenset("（『「“‘《〈【〔([{")
UNPARTED = frozenset({"——", "……"})
WORD = re.compile(r"[0-9A-Za-z]+(?:[.,:/+\-][0-9A-Za-z]+)*%?")
QUOTES = frozenset("“”‘’")
RADICALS = str.maketrans({normalize("NFKC", chr(point)): chr(point) for point in range(0x2F00, 0x2FD6)})
FIXED_DATE = datetime(2024, 1, 1, tzinfo=UTC)

TableStyle = Literal["full", "open sides", "three lines", "bars", "dashed", "dashes"]
"""Strokes; no outer vertical ones; 三线表; thin filled rectangles; a dash pattern; each dash a stroke of its own."""


# Marks: what a page is made of. Lengths in points, from the top left corner of the page.


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that are drawn in one go from *x* to the right."""

    x: float
    base: float
    """The height that they stand on."""
    text: str
    size: float = 16
    spacing: float = 0
    """After each character."""
    turn: float = 0
    """Degrees counter-clockwise around its start."""
    grey: int = 0
    """255 is white."""
    is_unseen: bool = False
    """Drawn without ink (render mode 3), as OCR programs lay their text."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.5
    dash: tuple[float, float] | None = None
    """Lengths of a dash and of the gap after it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that fills a rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float


Mark = Text | Stroke | Bar | Picture


@dataclass
class Sheet:
    """A page: its marks in the order in which they are drawn."""

    marks: list[Mark] = field(default_factory=list)
    width: float = A4[0]
    height: float = A4[1]


def box(x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> list[Stroke]:
    """The four sides of a rectangle."""
    return [
        Stroke(x0, y0, x1, y0, width),
        Stroke(x0, y1, x1, y1, width),
        Stroke(x0, y0, x0, y1, width),
        Stroke(x1, y0, x1, y1, width),
    ]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Stroke]:
    """The rules of a table without merged cells."""
    return [Stroke(xs[0], y, xs[-1], y) for y in ys] + [Stroke(x, ys[0], x, ys[-1]) for x in xs]


def pdf(*sheets: Sheet) -> bytes:
    """The file of some pages."""
    paper = _paper()
    for sheet in sheets:
        paper.add_page(format=(sheet.width, sheet.height))
        for mark in sheet.marks:
            _draw(paper, mark)
        paper.set_char_spacing(0)  # a page starts without
    return bytes(paper.output())


def _paper() -> FPDF:
    """A file without pages. It is copied: to load its font takes a fifth of a second."""
    paper = deepcopy(_blank_paper())
    for font in paper.fonts.values():
        if isinstance(font, TTFFont):
            # A copy shares its glyphs, of which writing keeps only those that were drawn.
            font.ttfont = TTFont(font.ttffile, recalcTimestamp=False, lazy=True)
    return paper


@cache
def _blank_paper() -> FPDF:
    package = find_spec("zhplot")  # found, not imported: that would load matplotlib
    assert package is not None, "the tests' font comes with zhplot: pip install zhplot"
    assert package.origin is not None
    paper = FPDF(unit="pt", format="A4")
    paper.set_creation_date(FIXED_DATE)
    paper.set_compression(compress=False)
    paper.set_auto_page_break(auto=False)
    paper.add_font("Song", fname=Path(package.origin).parent / "fonts" / "NotoSansSC-Regular.ttf")
    paper.set_font("Song", size=16)
    return paper


@cache
def _ruler() -> FPDF:
    paper = _paper()
    paper.set_font_size(1000)
    return paper


@cache
def width_of(char: str) -> float:
    """How wide a character is, as a part of its size."""
    return _ruler().get_string_width(char) / 1000


def _draw(paper: FPDF, mark: Mark) -> None:
    match mark:
        case Text():
            _write(paper, mark)
        case Stroke(x0, y0, x1, y1, width, dash):
            paper.set_line_width(width)
            paper.set_dash_pattern(*(dash or (0, 0)))
            paper.line(x0, y0, x1, y1)
        case Bar(x0, y0, x1, y1):
            paper.set_fill_color(0)
            paper.rect(x0, y0, x1 - x0, y1 - y0, style="F")
        case Picture(x0, y0, x1, y1):
            paper.image(Image.new("L", (8, 8), 200), x0, y0, x1 - x0, y1 - y0)


def _write(paper: FPDF, mark: Text) -> None:
    paper.set_font_size(mark.size)
    paper.set_char_spacing(mark.spacing)
    paper.set_text_color(mark.grey)
    paper.text_mode = TextMode.INVISIBLE if mark.is_unseen else TextMode.FILL
    if mark.turn:
        with paper.rotation(mark.turn, mark.x, mark.base):
            paper.text(mark.x, mark.base, mark.text)
    else:
        paper.text(mark.x, mark.base, mark.text)


# Layout: from the notation to marks.


@dataclass(frozen=True, slots=True)
class Look:
    """How a document is laid out."""

    size: float = 16
    """Of the text, in points (3号); the other sizes go with it."""
    is_landscape: bool = False
    columns: int = 1
    """Of the text under the title."""
    numbers: str = ""
    """At the foot of each page: "— {page} —", "第{page}页 共{pages}页"."""
    head: str = ""
    """Over the text of each page."""
    foot: str = ""
    watermark: str = ""
    """Large and grey, lying across each page under its text."""
    table: TableStyle = "full"
    repeats_heads: bool = True
    """The heading rows of a table stand on each page that it goes on to."""
    cuts_rows: bool = True
    """A page may end inside a row."""
    closes_cuts: bool = True
    """A rule closes a row that a page cut, and another opens its rest."""
    cells: Literal["left", "center"] = "left"
    is_overprinted: bool = False
    """Each character is drawn twice, a third of a point apart: a cheap bold."""
    quotes_last: bool = False
    """The quotation marks of a line are drawn after the rest of it."""
    script_gap: float = 0.25
    """Between Chinese and Latin characters, as a part of the size: Word leaves a fourth by itself."""
    note_marks: str = "①②③④⑤⑥⑦⑧⑨"
    """The mark of each footnote, in order through the document."""

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height."""
        return (A4[1], A4[0]) if self.is_landscape else A4

    @property
    def scale(self) -> float:
        """What lengths of the styles, made for 16 points, are multiplied by."""
        return self.size / 16


STANDARD = Look()


def draw(source: str, look: Look = STANDARD) -> bytes:
    """A document in the notation as the file of a PDF."""
    return pdf(*lay_out(source, look))


def lay_out(source: str, look: Look = STANDARD) -> list[Sheet]:
    """
    The pages of a document in the notation.

    Raises:
        ValueError: *source* is not in the notation.
    """
    elements = read_notation(source)
    flow = _Flow(look, is_letter=any(isinstance(e, Paragraph) and e.kind == "信头" for e in elements))
    for element in elements:
        if isinstance(element, Table):
            _TableSetter(flow, element).set()
        else:
            _set_paragraph(flow, element)
    flow.close_sheet()
    for page, sheet in enumerate(flow.sheets, 1):
        sheet.marks[:0] = _watermark(look, sheet)
        sheet.marks += _furniture(look, sheet, page, len(flow.sheets))
    return flow.sheets


def lay_out_vertically(paragraphs: Sequence[str], size: float = 16) -> Sheet:
    """A page in vertical writing: lines run down, from the right to the left, the first two characters set in."""
    sheet = Sheet()
    rows = int((sheet.height - TOP - BOTTOM) / size)
    x = sheet.width - RIGHT - size
    for paragraph in paragraphs:
        text = "\u3000\u3000" + paragraph
        for start in range(0, len(text), rows):
            sheet.marks += [
                Text(x, TOP + (row + ASCENT) * size, char, size)
                for row, char in enumerate(text[start : start + rows])
                if char != "\u3000"
            ]
            x -= 1.7 * size
    return sheet


def as_scan(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages as a scanner with OCR gives them: the text unseen, a picture over it."""
    return [
        Sheet(
            [
                *(replace(m, is_unseen=True) for m in sheet.marks if isinstance(m, Text)),
                Picture(0, 0, sheet.width, sheet.height),
            ],
            sheet.width,
            sheet.height,
        )
        for sheet in sheets
    ]


def with_radicals(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages as some programs export them: Kangxi radicals (⼯) where a character (工) looks like one."""
    return [
        Sheet(
            [replace(m, text=m.text.translate(RADICALS)) if isinstance(m, Text) else m for m in sheet.marks],
            sheet.width,
            sheet.height,
        )
        for sheet in sheets
    ]


@dataclass(frozen=True, slots=True)
class Char:
    """A character that is to be set."""

    text: str
    size: float
    is_raised: bool = False
    note: str = ""
    """The footnote that it calls."""

    @property
    def is_wide(self) -> bool:
        """Whether it fills the square of a Chinese character."""
        return self.text >= "\u2014"


class _Flow:
    """Where the next line stands: pages, their columns, and the notes that wait at their feet."""

    def __init__(self, look: Look, *, is_letter: bool) -> None:
        self.look = look
        self.is_letter = is_letter
        self.sheets: list[Sheet] = []
        self.counts = [0, 0, 0, 0]
        """Of the automatic numbers, by level."""
        self._columns = 1
        self._calls = 0
        self._open_sheet()

    def _open_sheet(self) -> None:
        self.sheets.append(Sheet([], *self.look.paper))
        self.y = self._column_top = TOP
        self._column = 0
        self._notes: list[list[Char]] = []

    @property
    def text_width(self) -> float:
        """Of the page."""
        return self.look.paper[0] - LEFT - RIGHT

    @property
    def width(self) -> float:
        """Of the column."""
        gap = 2 * self.look.size
        return (self.text_width - gap * (self._columns - 1)) / self._columns

    @property
    def left(self) -> float:
        return LEFT + self._column * (self.width + 2 * self.look.size)

    @property
    def room(self) -> float:
        """Down to the foot of the column."""
        return self.look.paper[1] - BOTTOM - self.y - self._height_of(self._notes)

    @property
    def is_at_top(self) -> bool:
        return self.y == self._column_top

    def draw(self, *marks: Mark) -> None:
        self.sheets[-1].marks += marks

    def start_columns(self) -> None:
        """From here on the page has its columns."""
        if self._columns < self.look.columns:
            self._columns, self._column_top = self.look.columns, self.y

    def skip(self, height: float) -> None:
        """Leave space, but not at the top of a page."""
        self.y += 0 if self.is_at_top else height

    def take(self, height: float, line: Sequence[Char] = ()) -> float:
        """Where a line (or a row) of that height stands; on the next page if there is no room for it and its notes."""
        notes = [note for char in line if char.note for note in self._lines_of_note(char)]
        if self.room - self._height_of(notes, is_more=bool(self._notes)) < height and not self.is_at_top:
            self.next_area()
        self._notes += notes
        y = self.y
        self.y += height
        return y

    def next_area(self) -> None:
        """Go on in the next column, or on the next page."""
        if self._column + 1 < self._columns:
            self._column += 1
            self.y = self._column_top
        else:
            self.next_page()

    def next_page(self) -> None:
        """Go on on the next page, if this one has anything on it."""
        if self.sheets[-1].marks:
            self.close_sheet()
            self._open_sheet()

    def call(self, note: str) -> Char:
        """The raised mark that calls a note."""
        self._calls += 1
        return Char(self.look.note_marks[self._calls - 1], 0.6 * self.look.size, is_raised=True, note=note)

    def _lines_of_note(self, call: Char) -> list[list[Char]]:
        size = 0.5625 * self.look.size  # 小五 (9 pt) under 3号
        chars = [Char(text, size) for text in call.text + call.note]
        return break_lines(chars, self.text_width, self.text_width, self.look)

    def _height_of(self, notes: Sequence[object], *, is_more: bool = False) -> float:
        return len(notes) * 0.9 * self.look.size + (0 if is_more or not notes else 8)

    def close_sheet(self) -> None:
        """Write the notes of the page at its foot, under a short rule."""
        if not self._notes:
            return
        y = self.look.paper[1] - BOTTOM - self._height_of(self._notes)
        self.draw(Stroke(LEFT, y + 4, LEFT + 144, y + 4))
        y += 8
        for line in self._notes:
            self.draw(*set_line(line, LEFT, y + 0.7 * self.look.size, self.look))
            y += 0.9 * self.look.size
        self._notes = []


def _set_paragraph(flow: _Flow, paragraph: Paragraph) -> None:
    look, style = flow.look, _style_of(paragraph, is_letter=flow.is_letter)
    if paragraph.starts_page:
        flow.next_page()
    if paragraph.kind == "正文":
        flow.start_columns()
    number = _number(flow, paragraph.auto_level)
    scale = TWIP * look.scale
    left, width = style.left * scale, flow.width - (style.left + style.right) * scale
    size, pitch = style.size / 2 * look.scale, style.line * scale
    if paragraph.kind in {"机关", "机关框", "信头"}:  # as large as one line allows
        size = min(size, width / len(paragraph.text))
    flow.skip(style.before * scale)
    rules = {side: weight / 8 for side, _, weight, _ in style.rules}
    for nth, (text, ends) in enumerate(_parts(paragraph, style, flow, number, size)):
        first = style.first_line * scale if nth == 0 else 0.0
        lines = break_lines(text, width - first, width, look) or [[]]
        for at, line in enumerate(lines):
            y = flow.take(pitch, line)
            if "top" in rules and nth == at == 0:
                _rule(flow, y, rules["top"])
            shift = first if at == 0 else 0.0
            base = y + (pitch - size) / 2 + ASCENT * size
            align = "left" if style.align == "both" and at + 1 == len(lines) else style.align
            flow.draw(*set_line(line, flow.left + left + shift, base, look, width=width - shift, align=align))
            if ends:
                end = flow.left + (style.tab or 0) * scale
                flow.draw(*set_line(ends, flow.left, base, look, width=end - flow.left, align="right"))
    if "bottom" in rules:
        _rule(flow, flow.y, rules["bottom"])


def _rule(flow: _Flow, y: float, width: float) -> None:
    flow.draw(Stroke(flow.left, y, flow.left + flow.width, y, width))


def _style_of(paragraph: Paragraph, *, is_letter: bool) -> Style:
    """As `build.py` sets it: where a number stands and how a list hangs depends on more than the kind."""
    style = STYLES[paragraph.kind]
    if paragraph.kind == "字号" and is_letter:
        return replace(style, align="right", before=0, rules=())
    if paragraph.kind == "字号" and "\t" in paragraph.text:
        return replace(style, align="left", left=320, right=320, tab=8845 - 320)
    if paragraph.kind == "附件列" and paragraph.text.startswith("附件"):
        return replace(style, left=5 * 320, first_line=-3 * 320)
    if paragraph.kind == "附件列":
        return replace(style, left=6 * 320)
    return style


def _number(flow: _Flow, level: int | None) -> str:
    if level is None:
        return ""
    flow.counts[level] += 1
    flow.counts[level + 1 :] = [0] * (3 - level)
    return number_text(level, flow.counts[level])


def _parts(
    paragraph: Paragraph, style: Style, flow: _Flow, number: str, size: float
) -> Iterator[tuple[list[Char], list[Char]]]:
    """What stands between hard breaks, each with what a tab sends to its right end."""
    left: list[Char] = [Char(text, size) for text in number]
    right: list[Char] = []
    is_right = False
    for run in paragraph.runs():
        match run.sort:
            case "break":
                yield left, right
                left, right, is_right = [], [], False
            case "tab":
                is_right = style.tab is not None
            case "note":
                (right if is_right else left).append(flow.call(run.text))
            case "plain" | "inserted":
                (right if is_right else left).extend(Char(text, size) for text in run.text)
            case "deleted":
                pass
    yield left, right


# Lines.


def break_lines(chars: Sequence[Char], first: float, width: float, look: Look) -> list[list[Char]]:
    """
    The lines of a paragraph without hard breaks.

    A number or a Latin word is not parted, a closing mark does not start a line, an opening one does not end it.

    Args:
        chars: Its characters.
        first: The width of the first line.
        width: That of the others.
        look: For the space between scripts.
    """
    words = _words(chars)
    lines: list[list[Char]] = []
    start, room = 0, first
    while start < len(chars):
        end, used = start, 0.0
        while end < len(chars):
            used += _advance(chars[end]) + (_gap(chars, end - 1, words, look) if end > start else 0)
            if used > room + 0.01:
                break
            end += 1
        if end < len(chars):
            seams = (at for at in range(end, start, -1) if _may_part(chars, at, words))
            end = next(seams, max(end, start + 1))
        lines.append(list(chars[start:end]))
        start, room = end, width
        while start < len(chars) and chars[start].text == " ":
            start += 1
    return lines


def _words(chars: Sequence[Char]) -> list[int]:
    """For each character the number of its Latin word, 0 for others."""
    words = [0] * len(chars)
    text = "".join(char.text for char in chars)
    for number, match in enumerate(WORD.finditer(text), 1):
        words[match.start() : match.end()] = [number] * (match.end() - match.start())
    return words


def _may_part(chars: Sequence[Char], at: int, words: Sequence[int]) -> bool:
    before, after = chars[at - 1], chars[at]
    return (
        after.text not in NO_START
        and before.text not in NO_END
        and before.text + after.text not in UNPARTED
        and not after.is_raised
        and (words[at] == 0 or words[at] != words[at - 1])
    )


def _advance(char: Char) -> float:
    """From a character's start to the next one's: 28 characters fill the line of 156 mm (GB/T 9704-2012, 5.2.4)."""
    tracking = 442.2 / round(442.2 / char.size) / char.size - 1 if char.is_wide and not char.is_raised else 0
    return (width_of(char.text) + tracking) * char.size


def _gap(chars: Sequence[Char], at: int, words: Sequence[int], look: Look) -> float:
    """The space between a character and the next: some where Chinese and Latin meet."""
    one, other = chars[at], chars[at + 1]
    is_seam = (words[at] and _is_han(other)) or (words[at + 1] and _is_han(one))
    return look.script_gap * one.size if is_seam else 0.0


def _is_han(char: Char) -> bool:
    return "\u3400" <= char.text <= "\u9fff"


def set_line(
    chars: Sequence[Char],
    x: float,
    base: float,
    look: Look,
    *,
    width: float = 0,
    align: Literal["left", "center", "right", "both"] = "left",
) -> list[Text]:
    """The marks of one line in a room of that width; with "both" it is stretched to fill it."""
    if not chars:
        return []
    words = _words(chars)
    gaps = [_gap(chars, at, words, look) for at in range(len(chars) - 1)] + [0.0]
    slack = width - sum(map(_advance, chars)) - sum(gaps)
    if align == "center":
        x += slack / 2
    elif align == "right":
        x += slack
    elif align == "both":
        seams = [at for at in range(len(chars) - 1) if not words[at] or words[at] != words[at + 1]]
        for at in seams:
            gaps[at] += slack / len(seams)
    marks = _runs(chars, x, base, gaps, words)
    if look.quotes_last:
        marks = [m for m in marks if m.text not in QUOTES] + [m for m in marks if m.text in QUOTES]
    return [copy for mark in marks for copy in _copies(mark, look)]


def _runs(
    chars: Sequence[Char], x: float, base: float, gaps: Sequence[float], words: Sequence[int]
) -> list[Text]:
    """Characters with equal spaces after them as one mark; quotation marks by themselves."""
    starts = [x]
    for char, gap in zip(chars, gaps, strict=True):
        starts.append(starts[-1] + _advance(char) + gap)

    def sort(at: int) -> tuple[object, ...]:
        char = chars[at]
        # A space goes with what stands before it: programs draw it so, and pdfium leaves out one that is alone.
        if char.text == " " and at:
            return sort(at - 1)
        return (words[at], char.size, char.is_raised, char.is_wide, char.text if char.text in QUOTES else "")

    marks = []
    for _, run in groupby(range(len(chars)), key=sort):
        members = list(run)
        first = chars[members[0]]
        text = "".join(chars[at].text for at in members)
        spacing = 0.0
        if len(members) > 1 and not words[members[0]]:
            spacing = starts[members[1]] - starts[members[0]] - width_of(first.text) * first.size
        height = base - 0.6 * first.size if first.is_raised else base
        marks.append(Text(starts[members[0]], height, text, first.size, spacing))
    return marks


def _copies(mark: Text, look: Look) -> tuple[Text, ...]:
    return (mark, replace(mark, x=mark.x + 0.3)) if look.is_overprinted else (mark,)


# Tables.


@dataclass
class _Box:
    """A cell, merged or not: half-open rows and columns, its lines, and how many of them are drawn."""

    row: int
    col: int
    row_end: int
    col_end: int
    lines: list[list[Char]]
    done: int = 0

    @property
    def is_single(self) -> bool:
        return self.row_end - self.row == 1


@dataclass(frozen=True, slots=True)
class _Band:
    """A row of the table on a page, or the part of it that stands there: half-open lines."""

    row: int
    start: int
    end: int
    y: float
    height: float
    is_whole: bool = True


class _TableSetter:
    """A table over one page or more."""

    def __init__(self, flow: _Flow, table: Table) -> None:
        self._flow, self._look, self._table = flow, flow.look, table
        scale = flow.width / sum(table.widths)
        self._widths = [sum(table.widths[:k]) * scale for k in range(len(table.widths) + 1)]
        self._pitch = CELL.line * TWIP * self._look.scale
        self._size = CELL.size / 2 * self._look.scale
        self._boxes = [self._box(row, col) for row, col in _origins(table)]
        self._heights = self._heights_in_lines()

    @property
    def _edges(self) -> list[float]:
        """Of the columns, where the table stands now."""
        return [self._flow.left + width for width in self._widths]

    def _box(self, row: int, col: int) -> _Box:
        rows, columns = len(self._table.rows), len(self._table.widths)
        row_end, col_end = row + 1, col + 1
        while col_end < columns and self._table.rows[row][col_end].merged == "left":
            col_end += 1
        while row_end < rows and self._table.rows[row_end][col].merged == "above":
            row_end += 1
        width = self._widths[col_end] - self._widths[col] - 2 * PADDING
        return _Box(row, col, row_end, col_end, self._lines(self._table.rows[row][col], width))

    def _lines(self, cell: Cell, width: float) -> list[list[Char]]:
        lines: list[list[Char]] = []
        for text in cell.text.split("⏎"):
            shown = "".join(run.text for run in runs_of(text) if run.sort in {"plain", "inserted"})
            lines += break_lines([Char(c, self._size) for c in shown], width, width, self._look) or [[]]
        return lines if cell.text else []

    def _heights_in_lines(self) -> list[int]:
        """Of each row; a merged cell that needs more makes its last row higher."""
        heights = [1] * len(self._table.rows)
        for cell in self._boxes:
            if cell.is_single:
                heights[cell.row] = max(heights[cell.row], len(cell.lines))
        for cell in self._boxes:
            heights[cell.row_end - 1] += max(0, len(cell.lines) - sum(heights[cell.row : cell.row_end]))
        return heights

    def _height(self, lines: int) -> float:
        return lines * self._pitch + 2

    def set(self) -> None:
        """Draw the table, page after page."""
        flow, heads = self._flow, self._table.heading_rows
        bands: list[_Band] = []
        for row, height in enumerate(self._heights):
            start = 0
            while start < height:
                fit = int((flow.room - 2) / self._pitch)
                is_cut = fit < height - start
                if is_cut and (fit < 1 or row < heads or not self._look.cuts_rows) and not flow.is_at_top:
                    self._draw(bands)
                    flow.next_area()
                    bands = self._repeated_heads() if row >= heads and self._look.repeats_heads else []
                    continue
                end = start + max(fit, 1) if is_cut else height
                y, whole = flow.take(self._height(end - start)), start == 0 and end == height
                bands.append(_Band(row, start, end, y, self._height(end - start), is_whole=whole))
                start = end
        self._draw(bands)

    def _repeated_heads(self) -> list[_Band]:
        bands = []
        for cell in self._boxes:
            if cell.row < self._table.heading_rows:
                cell.done = 0
        for row in range(self._table.heading_rows):
            height = self._height(self._heights[row])
            bands.append(_Band(row, 0, self._heights[row], self._flow.take(height), height))
        return bands

    def _draw(self, bands: Sequence[_Band]) -> None:
        """The part of the table that stands on one page."""
        for cell in self._boxes:
            own = [band for band in bands if cell.row <= band.row < cell.row_end]
            if own:
                self._draw_text(cell, own)
                self._draw_sides(cell, own)
        if bands and self._look.table == "three lines":
            self._draw_three_lines(bands)

    def _draw_text(self, cell: _Box, bands: Sequence[_Band]) -> None:
        top, bottom = bands[0].y, bands[-1].y + bands[-1].height
        if cell.is_single:
            lines = cell.lines[bands[0].start : bands[0].end]
        else:
            lines = cell.lines[cell.done : cell.done + int((bottom - top - 2 + 0.01) / self._pitch)]
            cell.done += len(lines)
        is_head = cell.row < self._table.heading_rows
        y = top + 1
        if all(band.is_whole for band in bands):  # in the middle; what a page cut starts at the top
            y += (bottom - top - 2 - len(lines) * self._pitch) / 2
        x, end = self._edges[cell.col] + PADDING, self._edges[cell.col_end] - PADDING
        align = HEAD_CELL.align if is_head else self._look.cells
        for line in lines:
            base = y + (self._pitch - self._size) / 2 + ASCENT * self._size
            self._flow.draw(*set_line(line, x, base, self._look, width=end - x, align=align))
            y += self._pitch

    def _draw_sides(self, cell: _Box, bands: Sequence[_Band]) -> None:
        look = self._look
        if look.table == "three lines":
            return
        x0, x1 = self._edges[cell.col], self._edges[cell.col_end]
        y0, y1 = bands[0].y, bands[-1].y + bands[-1].height
        first, last = bands[0], bands[-1]
        is_cut_above = first.start > 0 or first.row > cell.row
        is_cut_below = last.end < self._heights[last.row] or last.row + 1 < cell.row_end
        sides = []
        if look.closes_cuts or not is_cut_above:
            sides.append((x0, y0, x1, y0))
        if look.closes_cuts or not is_cut_below:
            sides.append((x0, y1, x1, y1))
        if look.table != "open sides" or cell.col > 0:
            sides.append((x0, y0, x0, y1))
        if look.table != "open sides" or cell.col_end < len(self._edges) - 1:
            sides.append((x1, y0, x1, y1))
        for side in sides:
            self._flow.draw(*_side(look.table, *side))

    def _draw_three_lines(self, bands: Sequence[_Band]) -> None:
        left, right = self._edges[0], self._edges[-1]
        heads = self._table.heading_rows
        for at, band in enumerate(bands):
            foot = band.y + band.height
            if band.row == 0 and band.start == 0:
                self._flow.draw(Stroke(left, band.y, right, band.y, 1.5))
            if band.row + 1 == heads:
                self._flow.draw(Stroke(left, foot, right, foot, 0.75))
            if at + 1 == len(bands) and band.row + 1 == len(self._heights) and band.end == self._heights[-1]:
                self._flow.draw(Stroke(left, foot, right, foot, 1.5))


def _origins(table: Table) -> Iterator[tuple[int, int]]:
    """The top left square of each cell; a `<` under a `^` belongs to the merge above."""
    for row, cells in enumerate(table.rows):
        for col, cell in enumerate(cells):
            if cell.merged is None:
                yield row, col


def _side(style: TableStyle, x0: float, y0: float, x1: float, y1: float) -> Iterator[Mark]:
    if style == "bars":
        yield Bar(x0 - 0.24, y0 - 0.24, x1 + 0.24, y1 + 0.24)
    elif style == "dashed":
        yield Stroke(x0, y0, x1, y1, dash=(3, 2))
    elif style == "dashes":
        length = (x1 - x0) + (y1 - y0)
        for start in range(0, int(length), 5):
            a, b = start / length, min(start + 3, length) / length
            yield Stroke(x0 + a * (x1 - x0), y0 + a * (y1 - y0), x0 + b * (x1 - x0), y0 + b * (y1 - y0))
    else:
        yield Stroke(x0, y0, x1, y1)


# Furniture.


def _watermark(look: Look, sheet: Sheet) -> list[Text]:
    if not look.watermark:
        return []
    size = 60.0
    half = sum(map(width_of, look.watermark)) * size / 2 * 0.7071
    return [Text(sheet.width / 2 - half, sheet.height / 2 + half, look.watermark, size, turn=45, grey=200)]


def _furniture(look: Look, sheet: Sheet, page: int, pages: int) -> list[Text]:
    width, foot = sheet.width - LEFT - RIGHT, sheet.height - BOTTOM
    head, low, number = (
        [Char(c, size) for c in text.format(page=page, pages=pages)]
        for text, size in ((look.head, 10.5), (look.foot, 10.5), (look.numbers, 14))
    )
    # The number on the outer side of the sheet, 7 mm under the text (GB/T 9704-2012, 7.5).
    side: Literal["left", "right"] = "right" if page % 2 else "left"
    return [
        *set_line(head, LEFT, 20 * MM, look, width=width, align="center"),
        *set_line(low, LEFT, sheet.height - 15 * MM, look, width=width, align="center"),
        *set_line(number, LEFT + 14, foot + 7 * MM + 14, look, width=width - 28, align=side),
    ]


# What other programs do to a finished file.


def turned(data: bytes, *, rotate: int) -> bytes:
    """
    Each page with its content turned a quarter to the left, on paper turned likewise.

    Args:
        data: A PDF.
        rotate: By how much a viewer is to turn the page clockwise (/Rotate): 90 shows it upright again.
    """
    writer = _copy(data)
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        page.mediabox = page.cropbox = RectangleObject((0, 0, height, width))
        page[NameObject("/Rotate")] = FloatObject(rotate)
    return _bytes(writer)


def without_character_map(data: bytes, pages: Sequence[int] | None = None) -> bytes:
    """The fonts of some pages (from 1) or of all without /ToUnicode: nothing says which characters the glyphs are."""
    writer = _copy(data)
    for number, page in enumerate(writer.pages, 1):
        if pages is not None and number not in pages:
            continue
        resources = _resources(page)
        own_fonts = DictionaryObject()
        for name, font in _dictionary(resources["/Font"]).items():
            stripped = DictionaryObject(_dictionary(font))
            del stripped["/ToUnicode"]
            own_fonts[NameObject(name)] = writer._add_object(stripped)
        own = DictionaryObject(resources)
        own[NameObject("/Font")] = own_fonts
        page[NameObject("/Resources")] = own
    return _bytes(writer)


def as_forms(data: bytes) -> bytes:
    """Each page as one form that its content only names, as programs do that stamp or impose pages."""
    writer = _copy(data)
    for page in writer.pages:
        form = writer._add_object(_form(page))
        page[NameObject("/Contents")] = writer._add_object(_stream(b"q /Page Do Q"))
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/Page"): form})}
        )
    return _bytes(writer)


def with_text_box(data: bytes, *marks: Mark, kind: str = "/FreeText") -> bytes:
    """The marks as a text box, or as another annotation with an appearance, on the first page."""
    writer = _copy(data)
    page = writer.pages[0]
    drawn = _copy(pdf(Sheet(list(marks), float(page.mediabox.width), float(page.mediabox.height)))).pages[0]
    appearance = writer._add_object(_form(drawn).clone(writer))
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): RectangleObject(page.mediabox),
            NameObject("/F"): FloatObject(4),  # to be printed
            NameObject("/DA"): TextStringObject("/F1 12 Tf"),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): appearance}),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    return _bytes(writer)


def locked(data: bytes, *, user: str = "", owner: str = "2024") -> bytes:
    """The file encrypted; *user* is what it asks for before it shows anything, *owner* before it may be changed."""
    writer = _copy(data)
    writer.encrypt(user, owner, algorithm="RC4-128")  # the other ways are salted: other bytes each time
    assert writer._ID is not None
    writer._ID = ArrayObject([writer._ID[0], writer._ID[0]])  # the second half is drawn by lot
    return _bytes(writer)


def _copy(data: bytes) -> PdfWriter:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.metadata = None
    return writer


def _bytes(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _dictionary(value: object) -> DictionaryObject:
    got = value.get_object() if hasattr(value, "get_object") else value
    assert isinstance(got, DictionaryObject)
    return got


def _resources(page: PageObject) -> DictionaryObject:
    return _dictionary(page["/Resources"])


def _stream(data: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    return stream


def _form(page: PageObject) -> StreamObject:
    """What a page draws as a form."""
    contents = page.get_contents()
    assert contents is not None
    form = _stream(contents.get_data())
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = RectangleObject(page.mediabox)
    form[NameObject("/Resources")] = page["/Resources"]
    return form
