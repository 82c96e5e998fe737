"""Automatic numbers: what Word draws before a paragraph of a list, and no text of the file holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hospplan.readers.docx.numerals import NUMBER_FORMATS, write_number
from hospplan.readers.docx.styles import Style, Styles
from hospplan.readers.docx.xml import (
    HIDDEN,
    NUMBER_ID,
    NUMBER_LEVEL,
    RUN_PROPERTIES,
    STYLE_OF_PARAGRAPH,
    VAL,
    W,
    is_on,
    read_int,
    value_of,
)
from hospplan.readers.safe_xml import Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LONGEST = 255
"""Characters of a level's pattern that are read: it comes back at each paragraph of the list."""
_NO_NUMBER = frozenset({"none", "bullet"})
_PADDED = re.compile(r"(0*)1(?:,|$)")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list (w:lvl)."""

    start: int = 1
    number_format: str = "decimal"
    pattern: str = ""
    """The text with %1 to %9 for the numbers of the levels: "%1.%2"."""
    restart: int | None = None
    """w:lvlRestart: restarts after a level up to this one (from 1); 0: never; None: after each above."""
    is_legal: bool = False
    """All numbers in the pattern are decimal."""
    style: str | None = None
    is_hidden: bool = False
    gap: bool = True
    """A tab or space parts number and text."""


@dataclass(slots=True)
class _Definition:
    """w:abstractNum: its levels, and how far they are counted. Lists that share it count on."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _List:
    """w:num: a use of a definition, with what it overrides."""

    definition: _Definition
    levels: dict[int, _Level]
    restarts: dict[int, int]
    """Level → start, not yet applied: the list's first paragraph restarts these levels."""


class Numbers:
    """The lists of one document, counted on with each paragraph that is numbered, in document order."""

    def __init__(self, load: Callable[[], Element | None], styles: Styles) -> None:
        """Lists of the numbering part whose root *load* gives; None where the document has none."""
        self._load = load
        self._styles = styles
        self._root: Element | None = None
        self._loaded = False
        self._lists: dict[str, _List | None] = {}
        self._definitions: dict[str, _Definition] = {}
        self._nums: dict[str, Element] = {}
        self._abstracts: dict[str, Element] = {}
        self.unknown_formats: dict[str, None] = {}
        """Number formats that were met and are not known, and so were written decimal."""

    def next(self, numbering: Element | None, style: Style) -> str:
        """
        The number of the next paragraph, with a space after it where text would grow into it; "" for none.

        Args:
            numbering: The paragraph's own w:numPr.
            style: Its style.
        """
        direct = value_of(numbering, NUMBER_ID)
        list_id = style.number if direct is None else direct
        if list_id is None or list_id == "0":
            return ""
        found = self._list(list_id)
        if found is None:
            return ""
        level = self._level_of(found, value_of(numbering, NUMBER_LEVEL), style, is_direct=direct is not None)
        return self._count(found, level)

    def _level_of(self, found: _List, own: str | None, style: Style, *, is_direct: bool) -> int:
        if own is not None:
            return min(max(read_int(own, 0), 0), _LEVELS - 1)
        if is_direct and style.number is None:
            return 0
        # A level that names the style holds over the style's own w:ilvl (ISO/IEC 29500-1, 17.9.23).
        for style_id in style.ids:
            for index, level in found.levels.items():
                if level.style == style_id:
                    return index
        return min(max(read_int(style.level, 0), 0), _LEVELS - 1)

    def _count(self, found: _List, index: int) -> str:
        counts = found.definition.counts
        for restarted in found.restarts:
            counts[restarted] = None
        found.restarts.clear()
        level = found.levels.get(index, _Level())
        count = counts[index]
        counts[index] = level.start if count is None else count + 1
        for below in range(index + 1, _LEVELS):
            restart = found.levels.get(below, _Level()).restart
            if restart is None or restart > below or index < restart:
                counts[below] = None
        return "" if level.is_hidden else self._write(found, level, index)

    def _write(self, found: _List, level: _Level, index: int) -> str:
        if level.number_format == "bullet":
            return ""

        def number(place: re.Match[str]) -> str:
            above = int(place[1]) - 1
            if above > index:
                return ""
            source = found.levels.get(above, _Level())
            if source.number_format in _NO_NUMBER:
                return ""
            count = found.definition.counts[above]
            return self._numeral(
                source.start if count is None else count,
                "decimal" if level.is_legal else source.number_format,
            )

        text = _PLACE.sub(number, level.pattern)
        # "1.1" before "2.5万人" must not become 1.12.5; after a mark ("一、", "1.") nothing grows together.
        return text + " " if level.gap and text and text[-1].isalnum() else text

    def _numeral(self, value: int, number_format: str) -> str:
        if number_format.startswith("0"):  # a custom format, kept as its zeros: 001, 002
            return str(value).zfill(len(number_format))
        if number_format not in NUMBER_FORMATS:
            self.unknown_formats[number_format] = None
        return write_number(value, number_format)

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._open()
            self._lists[list_id] = self._read_list(list_id)
        return self._lists[list_id]

    def _open(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        root = self._load()
        if root is not None:
            self._nums = {e.get(NUMBER_ID, ""): e for e in root.iterchildren(f"{W}num")}
            self._abstracts = {
                e.get(f"{W}abstractNumId", ""): e for e in root.iterchildren(f"{W}abstractNum")
            }

    def _read_list(self, list_id: str) -> _List | None:
        element = self._nums.get(list_id)
        abstract = self._abstract_of(list_id, set())
        if element is None or abstract is None:
            return None
        definition = self._definitions.get(abstract)
        if definition is None:
            levels = dict(_read_levels(self._abstracts[abstract]))
            definition = self._definitions[abstract] = _Definition(levels)
        levels, restarts = dict(definition.levels), {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            levels |= _read_levels(override)
            index = read_int(override.get(NUMBER_LEVEL), -1)
            start = value_of(override, f"{W}startOverride")
            if start is not None and 0 <= index < _LEVELS:
                restarts[index] = read_int(start, 1)
                levels[index] = replace(levels.get(index, _Level()), start=restarts[index])
        return _List(definition, levels, restarts)

    def _abstract_of(self, list_id: str, seen: set[str]) -> str | None:
        """The id of a list's definition; one that links to a numbering style leads to that style's list."""
        element = self._nums.get(list_id)
        abstract = value_of(element, f"{W}abstractNumId")
        if abstract is None or abstract not in self._abstracts or list_id in seen:
            return None
        link = value_of(self._abstracts[abstract], f"{W}numStyleLink")
        target = None if link is None else self._styles.number_of_list_style(link)
        if target is None:
            return abstract
        return self._abstract_of(target, seen | {list_id}) or abstract


def _read_levels(parent: Element) -> dict[int, _Level]:
    """The w:lvl of a definition or an override, by number."""
    levels = {}
    for element in parent.iterchildren(f"{W}lvl"):
        index = read_int(element.get(NUMBER_LEVEL), -1)
        if 0 <= index < _LEVELS:
            levels[index] = _read_level(element)
    return levels


def _read_level(element: Element) -> _Level:
    restart = value_of(element, f"{W}lvlRestart")
    return _Level(
        start=read_int(value_of(element, f"{W}start"), 0),  # without w:start it is 0 (17.9.25)
        number_format=_read_format(element),
        pattern=(value_of(element, f"{W}lvlText") or "")[:_LONGEST],
        restart=None if restart is None else read_int(restart, 0),
        is_legal=bool(is_on(element.find(f"{W}isLgl"))),
        style=value_of(element, STYLE_OF_PARAGRAPH),
        is_hidden=bool(is_on(element.find(f"{RUN_PROPERTIES}/{HIDDEN}"))),
        gap=value_of(element, f"{W}suff") != "nothing",
    )


def _read_format(level: Element) -> str:
    # Word 2010 wraps a custom format in mc:AlternateContent, "decimal" as its fallback: the first is meant.
    found = next(level.iter(f"{W}numFmt"), None)
    if found is None:
        return "decimal"
    custom = _PADDED.match(found.get(f"{W}format", "")) if found.get(VAL) == "custom" else None
    return "0" * (len(custom[1]) + 1) if custom else found.get(VAL, "decimal")
