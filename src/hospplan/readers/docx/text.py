"""The text of one paragraph: runs, fields, tracked changes, symbols, formulas, and what is anchored in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from hospplan.readers.docx.math import read_formula
from hospplan.readers.docx.styles import Styles
from hospplan.readers.docx.symbols import is_symbol_font, read_symbol, read_symbols
from hospplan.readers.docx.xml import (
    ALTERNATIVES,
    BOX_CONTENT,
    FALLBACK,
    HIDDEN,
    ID,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    STYLE_OF_RUN,
    TYPE,
    VAL,
    M,
    V,
    W,
    choose,
    is_on,
)
from hospplan.readers.safe_xml import Element

LINE_BREAK = "\n"
PAGE_BREAK = "\f"
"""Marks of breaks inside `Inline.text()`. XML allows neither \\f nor, in a w:t as read here, \\n in text."""

_RUN = f"{W}r"
_TEXT = f"{W}t"
_FIELD_CHAR = f"{W}fldChar"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORD_ART = f"{V}textpath"
_SKIPPED = frozenset(
    {
        RUN_PROPERTIES,
        PARAGRAPH_PROPERTIES,
        FALLBACK,
        f"{W}del",
        f"{W}moveFrom",
        f"{W}delText",
        f"{W}delInstrText",
        f"{W}fldData",
        f"{W}sdtPr",
        f"{W}sdtEndPr",
        f"{W}rubyPr",
        f"{W}rt",
        f"{W}softHyphen",
        f"{W}footnoteRef",
        f"{W}endnoteRef",
        f"{W}annotationRef",
        f"{W}lastRenderedPageBreak",
    }
)
_FORMULAS = frozenset({f"{M}oMath", f"{M}oMathPara"})
_SHAPES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}cr": LINE_BREAK}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_WHITE = re.compile(r"[\t\r\n]")
# Word's "enclose characters": EQ \o\ac(○,1) draws the second over the first, and keeps no result.
_ENCLOSED = re.compile(r"\bEQ\s+\\o\s*\\a[clr]\s*\(\s*[^,，]{0,3}[,，]\s*([^()]{1,4}?)\s*\)", re.IGNORECASE)
_CIRCLED = {str(n): chr(0x245F + n) for n in range(1, 21)} | {
    c: chr(0x3280 + n) for n, c in enumerate("一二三四五六七八九十")
}


class NoteCall(NamedTuple):
    """Where a note is called."""

    line: int
    """Of the paragraph, counted over all breaks."""
    kind: str
    """footnote or endnote."""
    id: str


@dataclass(slots=True)
class Inline:
    """What stands in one paragraph."""

    pieces: list[str] = field(default_factory=list)
    notes: list[NoteCall] = field(default_factory=list)
    shapes: list[Element | str] = field(default_factory=list)
    """Contents of text boxes, and the texts of WordArt."""
    line: int = 0

    def text(self) -> str:
        """The text, with `LINE_BREAK` and `PAGE_BREAK` for breaks."""
        return "".join(self.pieces)

    def break_line(self, mark: str) -> None:
        """Begin a new line, on a new page for `PAGE_BREAK`."""
        self.pieces.append(mark)
        self.line += 1

    def take(self, following: "Inline") -> None:
        """Go on with the contents of the next paragraph, on the same line."""
        self.notes += (NoteCall(self.line + line, kind, note) for line, kind, note in following.notes)
        self.pieces += following.pieces
        self.line += following.line


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code goes on until "separate", its result until "end"."""

    in_code: bool = True
    code: list[str] = field(default_factory=list)
    box: Element | None = None
    """w:checkBox of a form's tick box, which has no result: Word draws it."""


class TextReader:
    """
    Reads the paragraphs of one story in their order.

    A story is the body, a text box, a note, a header. Fields may begin in one paragraph and end in another (a
    table of contents does), so a reader remembers those that are open.
    """

    def __init__(self, story: Element, styles: Styles) -> None:
        """Begin at the head of *story*, the element that holds all its paragraphs."""
        self._story = story
        self._styles = styles
        self._fields: list[_Field] = []
        self._in_code = 0
        self._is_balanced: bool | None = None
        self.unknown_symbols = 0
        """Characters of symbol fonts that have no known look-alike."""
        self.unclosed_fields = 0

    def read(self, paragraph: Element, *, is_hidden: bool = False) -> Inline:
        """
        The contents of the story's next paragraph.

        Args:
            paragraph: A w:p.
            is_hidden: Its style hides text that does not say otherwise.
        """
        inline = Inline()
        self._descend(paragraph, inline, is_hidden)
        if self._in_code and not self._closes():
            # A field that never gets a result would swallow the rest of the text.
            self.unclosed_fields += 1
            self._fields.clear()
            self._in_code = 0
        return inline

    def _closes(self) -> bool:
        if self._is_balanced is None:
            kinds = [mark.get(f"{W}fldCharType") for mark in self._story.iter(_FIELD_CHAR)]
            self._is_balanced = kinds.count("begin") <= kinds.count("end")
        return self._is_balanced

    def _descend(self, parent: Element, inline: Inline, is_hidden: bool) -> None:  # noqa: FBT001
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, inline, is_hidden)
            elif tag in _SKIPPED:
                continue
            elif tag == ALTERNATIVES:
                chosen = choose(child)
                if chosen is not None:
                    self._descend(chosen, inline, is_hidden)
            elif tag in _FORMULAS:
                if not self._in_code:
                    inline.pieces.append(read_formula(child))
            elif tag == BOX_CONTENT:
                inline.shapes.append(child)
            else:  # w:hyperlink, w:ins, w:moveTo, w:smartTag, w:sdt, w:fldSimple and all that only wraps
                self._descend(child, inline, is_hidden)

    def _run(self, run: Element, inline: Inline, is_hidden: bool) -> None:  # noqa: FBT001
        font = ""
        for child in run:
            tag = child.tag
            if tag == RUN_PROPERTIES:
                is_hidden = self._hides(child, is_hidden)
                font = _symbol_font(child)
            elif tag == _FIELD_CHAR:
                self._field(child, inline, is_hidden)
            elif tag == f"{W}instrText":
                if self._fields and self._fields[-1].in_code:
                    self._fields[-1].code.append(child.text or "")
            elif is_hidden or self._in_code or tag in _SKIPPED:
                continue
            elif tag == _TEXT:
                text = _text(child)
                if font or _PRIVATE.search(text):
                    text, unknown = read_symbols(font, text)
                    self.unknown_symbols += unknown
                inline.pieces.append(text)
            else:
                self._special(child, str(tag), inline)

    def _special(self, child: Element, tag: str, inline: Inline) -> None:
        if tag in _CHARACTERS:
            if tag == f"{W}cr":
                inline.break_line(LINE_BREAK)
            else:
                inline.pieces.append(_CHARACTERS[tag])
        elif tag == f"{W}br":
            inline.break_line(PAGE_BREAK if child.get(TYPE) == "page" else LINE_BREAK)
        elif tag == f"{W}sym":
            character, is_known = read_symbol(child.get(f"{W}font", ""), child.get(f"{W}char", ""))
            inline.pieces.append(character)
            self.unknown_symbols += not is_known
        elif tag in _SHAPES:
            if next(child.iter(BOX_CONTENT, _WORD_ART), None) is not None:  # a picture holds no text
                inline.shapes.extend(_shapes(child))
        elif tag == ALTERNATIVES:
            chosen = choose(child)
            if chosen is not None:
                self._run(chosen, inline, is_hidden=False)
        elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            kind = "footnote" if "footnote" in tag else "endnote"
            inline.notes.append(NoteCall(inline.line, kind, child.get(ID, "")))
        elif len(child):  # w:ruby with its base, and what is not known
            self._descend(child, inline, is_hidden=False)

    def _hides(self, properties: Element, inherited: bool) -> bool:  # noqa: FBT001
        hidden = is_on(properties.find(HIDDEN))
        if hidden is None:
            style = properties.find(STYLE_OF_RUN)
            hidden = None if style is None else self._styles[style.get(VAL)].hidden
        return inherited if hidden is None else hidden

    def _field(self, mark: Element, inline: Inline, is_hidden: bool) -> None:  # noqa: FBT001
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field(box=mark.find(f"{W}ffData/{W}checkBox")))
            self._in_code += 1
        elif kind == "separate" and self._fields and self._fields[-1].in_code:
            self._fields[-1].in_code = False
            self._in_code -= 1
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.in_code:
                self._in_code -= 1
                if not is_hidden and not self._in_code:
                    inline.pieces.append(_drawn(ended))


def _symbol_font(properties: Element) -> str:
    """The symbol font that a run's letters are set in, or ""."""
    fonts = properties.find(f"{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii", "")
    return font if is_symbol_font(font) else ""


def _text(element: Element) -> str:
    text = element.text or ""
    if element.get(_SPACE) != "preserve":
        text = text.strip(" \t\r\n")  # as Word does (17.3.3.31); a full-width space is no XML white space
    return _WHITE.sub(" ", text) if "\n" in text or "\t" in text or "\r" in text else text


def _drawn(ended: _Field) -> str:
    """What Word draws for a field without a result: a tick box, an enclosed character, else nothing."""
    if ended.box is not None:
        ticked = is_on(ended.box.find(f"{W}checked"))
        ticked = is_on(ended.box.find(f"{W}default")) if ticked is None else ticked
        return "☒" if ticked else "□"
    found = _ENCLOSED.search("".join(ended.code))
    return "" if found is None else _CIRCLED.get(found[1], found[1])


def _shapes(parent: Element) -> Iterator[Element | str]:
    """Text boxes and WordArt beneath a drawing, in document order."""
    for child in parent:
        if child.tag == BOX_CONTENT:
            yield child
        elif child.tag == _WORD_ART:
            yield child.get("string", "")
        elif child.tag == ALTERNATIVES:
            chosen = choose(child)
            if chosen is not None:
                yield from _shapes(chosen)
        else:
            yield from _shapes(child)
