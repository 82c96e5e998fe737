"""A PDF page as ink: its characters and rules, turned upright, without what is not to be read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import POINTER, addressof, byref, c_double, c_ushort, create_string_buffer
from ctypes import cast as cast_pointer
from dataclasses import dataclass, field, replace
from math import degrees, inf
from statistics import median
from typing import cast

import pypdfium2.raw as pdfium_c

from hospplan.errors import LimitError
from hospplan.limits import Limits
from hospplan.models.source import Frame, Turn
from hospplan.page.ink import Glyph
from hospplan.page.upright import SKEW, is_vertical, turn_upright
from hospplan.readers.page_findings import PageReading
from hospplan.readers.page_quality import RUBBISH, characters_of, count_meaningless, is_picture
from hospplan.readers.pdf.file import Sheet
from hospplan.readers.pdf.objects import Drawing, read_drawing
from hospplan.text.drawn import drawn_readings
from hospplan.text.wrap import is_han

_GENERATED = frozenset(" \r\n")
"""What the library adds to the text of a page by itself."""
_SAME_FOOT = 0.12
"""Part of its size by which the feet of boxes on one height differ."""
_RESTLESS = 3
_SMALLEST = 1.0
"""Points of a character."""
_TWO_WIDE = 1.4
"""Times its size that a glyph of two characters is wide."""
_CONDENSED = 0.2
"""Part of its size by which a Chinese font may be narrower than high."""
_SAMPLE = 30
"""Characters of a page that the library is asked about one by one."""


def read_page(sheet: Sheet, number: int, limits: Limits, *, may_lack_fonts: bool = False) -> PageReading:
    """
    One page, turned so that most of its text stands upright.

    Args:
        sheet: The open page.
        number: From 1.
        limits: The budgets for input from strangers.
        may_lack_fonts: The file has lost objects: a page of Latin letters alone shows glyph numbers.

    Raises:
        LimitError: It has too many characters or objects.
    """
    drawing = read_drawing(sheet.page.raw, limits)
    raw = sheet.text.raw
    count = pdfium_c.FPDFText_CountChars(raw)
    if count > limits.page_chars:
        raise LimitError(
            f"page {number} has {count:,} characters, more than {limits.page_chars:,}",
            mend="print the file to a new PDF",
        )
    bounds = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(sheet.page.raw, byref(bounds))
    left, top = bounds.left, bounds.top
    width, height = bounds.right - bounds.left, bounds.top - bounds.bottom
    rotation = pdfium_c.FPDFPage_GetRotation(sheet.page.raw) * 90

    paper = Frame(width, height)
    found = _characters(raw, count, left, top, paper)
    marks = found.glyphs
    hidden: set[int] = set()
    is_recognised = False
    if drawing.invisible:
        hidden = {at for at in marks if _is_hidden(raw, at, drawing)}
        is_recognised = len(hidden) * 10 >= 9 * len(marks) and bool(drawing.pictures)
        if is_recognised:
            hidden.clear()
    angles = _angles(raw, marks) if found.is_restless else {}
    main = Counter(angles.get(at, 0) for at in marks).most_common(1)[0][0] if angles else 0
    across = "".join(glyph.text for at, glyph in marks.items() if angles.get(at, 0) is None) if angles else ""
    kept = list(marks.values())
    if hidden or angles:
        kept = [glyph for at, glyph in marks.items() if at not in hidden and angles.get(at, 0) is not None]
    is_set_vertically = not angles and found.is_restless and is_vertical(kept)
    main = 270 if is_set_vertically else (main or 0)
    is_crowded = len(drawing.strokes) > limits.page_rules
    strokes = [] if is_crowded else drawing.strokes
    ink = turn_upright(
        number,
        paper,
        kept,
        ((x0 - left, top - high, x1 - left, top - low) for x0, low, x1, high in strokes),
        cast("Turn", main),
        rotation,
    )
    is_rubbish = _is_rubbish(raw, marks, may_lack_fonts=may_lack_fonts)
    if is_rubbish:
        ink = replace(ink, glyphs=())
    return PageReading(
        ink=ink,
        is_picture=not is_rubbish and is_picture(kept, drawing.pictures, drawing.paths, paper),
        is_rubbish=is_rubbish,
        is_recognised=is_recognised,
        is_vertical=is_set_vertically,
        is_crowded=is_crowded,
        hidden=len(hidden) + found.outside,
        across=across,
    )


@dataclass(slots=True)
class _Found:
    """The characters of a page by their index, from the top left corner of the paper before it is turned."""

    glyphs: dict[int, Glyph] = field(default_factory=dict)
    outside: int = 0
    """Characters off the paper."""
    is_restless: bool = False
    """Some follow each other otherwise than from left to right: turned text, or vertical writing."""


def _characters(raw: pdfium_c.FPDF_TEXTPAGE, count: int, left: float, top: float, paper: Frame) -> _Found:
    """The characters on the paper. The library is asked as little as possible: a call takes a microsecond."""
    found = _Found()
    glyphs = found.glyphs
    box = pdfium_c.FS_RECTF()
    place = byref(box)
    box_of, size_of = pdfium_c.FPDFText_GetLooseCharBox, pdfium_c.FPDFText_GetFontSize
    pen_of, pen_x, pen_y = pdfium_c.FPDFText_GetCharOrigin, c_double(), c_double()
    pen = (byref(pen_x), byref(pen_y))
    special = drawn_readings()
    width, height = paper.width, paper.height
    sizes: dict[int, float] = {}
    scales: list[float] = []
    restless = 0
    last_low = last_end = last_start = base = inf
    last_foot = inf
    for at, char in _code_units(raw, count):
        if char in special:
            char = _read_special(raw, at, char, special)  # noqa: PLW2901
            if not char:
                continue
        if not box_of(raw, at, place):
            continue
        x0, x1, low = box.left - left, box.right - left, top - box.bottom
        if char >= "\u2e80":
            wide = x1 - x0
            size = sizes.get(key := int(wide * 20))
            if size is None:
                size = sizes[key] = _size(size_of(raw, at), box.top - box.bottom)
                if is_han(char):
                    scales.append(wide / size)
        else:
            size, tall = size_of(raw, at), box.top - box.bottom
            if not 0.2 * tall < size < 5 * tall:
                size = _size(size, tall)
        # Characters of one text object stand on one height: only where boxes part the library is asked for it.
        if not (abs(low - last_low) < _SAME_FOOT * size and abs(x0 - last_end) < size):
            pen_of(raw, at, *pen)
            restless += abs(low - last_low) > 0.3 * size and abs(x0 - last_start) < 2 * size
            restless += abs(x1 - last_start) < 0.5 * size and abs(low - last_low) < _SAME_FOOT * size
            base = top - pen_y.value
            last_low = low
        if x1 < 0 or x0 > width or low < 0 or top - box.top > height:
            found.outside += not char.isspace()
            continue
        if (
            x1 - x0 > _TWO_WIDE * size
            and (x0, x1, low) == (last_start, last_end, last_foot)
            and at - 1 in glyphs
        ):
            # One glyph for two characters (——, ……): each has half of it.
            x0 = (x0 + x1) / 2
            glyphs[at - 1] = glyphs[at - 1]._replace(x1=x0)
        last_start, last_end, last_foot = x0, x1, low
        glyphs[at] = Glyph(char, x0, top - box.top, x1, low, size, base)
    found.is_restless = restless >= _RESTLESS
    if any(abs(scale - 1) > _CONDENSED for scale in scales):
        _scale(glyphs)
    return found


def _scale(glyphs: dict[int, Glyph]) -> None:
    """
    Mend the sizes of characters by what the Chinese ones of the page show, as wide as their font is high.

    The library tells a font's size before the page's matrix, which some programs scale by.
    """
    ratios = [(glyph.x1 - glyph.x0) / glyph.size for glyph in glyphs.values() if is_han(glyph.text[0])]
    scale = median(ratios) if ratios else 1.0
    for at, glyph in glyphs.items():
        seen = glyph.x1 - glyph.x0 if is_han(glyph.text[0]) else 0.9 * (glyph.bottom - glyph.top)
        size = glyph.size * scale
        glyphs[at] = glyph._replace(size=size if 0.5 * seen < size < 2 * seen else max(seen, _SMALLEST))


def _size(told: float, height: float) -> float:
    """A size above nothing, whatever a broken font says: the box's height where the two don't fit."""
    told, height = abs(told), max(abs(height), _SMALLEST)
    return told if 0.2 * height < told < 5 * height else height


def _code_units(raw: pdfium_c.FPDF_TEXTPAGE, count: int) -> Iterable[tuple[int, str]]:
    """Index and UTF-16 unit of each character; at once where the library's text has one for each."""
    buffer = create_string_buffer(2 * count + 2)
    written = pdfium_c.FPDFText_GetText(raw, 0, count, cast_pointer(buffer, POINTER(c_ushort)))
    if written == count + 1:
        text = buffer.raw[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return enumerate(text)
    return _one_by_one(raw, count)


def _one_by_one(raw: pdfium_c.FPDF_TEXTPAGE, count: int) -> Iterator[tuple[int, str]]:
    high = 0
    for at in range(count):
        point = pdfium_c.FPDFText_GetUnicode(raw, at)
        if 0xD800 <= point < 0xDC00:
            high = point
        elif 0xDC00 <= point < 0xE000 and high:
            yield at, chr(0x10000 + ((high - 0xD800) << 10) + point - 0xDC00)
            high = 0
        else:
            yield at, chr(point)


def _read_special(raw: pdfium_c.FPDF_TEXTPAGE, at: int, char: str, table: dict[str, str]) -> str:
    if char in _GENERATED:
        return "" if char != " " or pdfium_c.FPDFText_IsGenerated(raw, at) else " "
    return table[char]


def _is_hidden(raw: pdfium_c.FPDF_TEXTPAGE, at: int, drawing: Drawing) -> bool:
    item = pdfium_c.FPDFText_GetTextObject(raw, at)
    return bool(item) and addressof(item.contents) in drawing.invisible


def _angles(raw: pdfium_c.FPDF_TEXTPAGE, marks: Iterable[int]) -> dict[int, int | None]:
    """Quarter turns counter-clockwise of each character that is turned, in degrees; None of one that lies askew."""
    angles: dict[int, int | None] = {}
    for at in marks:
        angle = -degrees(pdfium_c.FPDFText_GetCharAngle(raw, at)) % 360  # the library counts clockwise
        quarter = round(angle / 90)
        if abs(angle - 90 * quarter) > SKEW:
            angles[at] = None
        elif quarter % 4:
            angles[at] = quarter % 4 * 90
    return angles


def _is_rubbish(raw: pdfium_c.FPDF_TEXTPAGE, marks: dict[int, Glyph], *, may_lack_fonts: bool) -> bool:
    """Whether too many characters have no meaning: private, unassigned, or of a font without a table of them."""
    texts = characters_of(marks.values())
    count = texts.total()
    if not count:
        return False
    bad = count_meaningless(texts)
    # Where the fonts are lost, glyph numbers stand in place of characters: no page of Chinese has none.
    if may_lack_fonts and all(char < "\u2e80" for char in texts):
        return True
    places = [at for at in list(marks)[:: max(1, len(marks) // _SAMPLE)] if not marks[at].text.isspace()]
    unmapped = sum(pdfium_c.FPDFText_HasUnicodeMapError(raw, at) == 1 for at in places)
    return bad > RUBBISH * count or unmapped > RUBBISH * len(places)
