"""Styles: what a paragraph or a run gets from its style and the styles that this one is based on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hospplan.models.source import Align
from hospplan.readers.docx.xml import (
    ALIGNMENT,
    HIDDEN,
    NUMBER_ID,
    NUMBER_LEVEL,
    NUMBER_PROPERTIES,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    TYPE,
    VAL,
    W,
    is_on,
    value_of,
)
from hospplan.readers.safe_xml import Element

_ALIGNS: dict[str, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "both",
    "thaiDistribute": "both",
    "lowKashida": "both",
    "mediumKashida": "both",
    "highKashida": "both",
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a chain of styles says; None where it says nothing."""

    align: Align | None = None
    starts_page: bool | None = None
    hidden: bool | None = None
    number: str | None = None
    """w:numId."""
    level: str | None = None
    """w:ilvl, which holds only where no level of the list names the style."""
    ids: tuple[str, ...] = ()
    """The chain's ids, the nearest first."""


_NOTHING = Style()


class Styles:
    """The styles of one document. Their part, often the largest, is parsed when first asked for."""

    def __init__(self, load: Callable[[], Element | None]) -> None:
        """Styles of the root that *load* gives; None where the document has none."""
        self._load = load
        self._by_id: dict[str, Element] | None = None
        self._root: Element | None = None
        self._read: dict[str, Style] = {}
        self._default: Style | None = None

    def __getitem__(self, style: str | None) -> Style:
        """The style of an id; one without properties where there is none of this id."""
        if style is None:
            return _NOTHING
        found = self._read.get(style)
        if found is None:
            found = self._read[style] = self._resolve(style)
        return found

    @property
    def default(self) -> Style:
        """The style of paragraphs that name none, with the document's own defaults beneath it."""
        if self._default is None:
            elements = self._elements()
            named = [
                style
                for style, element in elements.items()
                if element.get(f"{W}default") in {"1", "true", "on"} and element.get(TYPE) == "paragraph"
            ]
            self._default = self[named[0]] if named else _NOTHING
        return self._default

    def align(self, style: str | None) -> Align:
        """How a paragraph of a style is set that does not say so itself."""
        chosen = self[style] if style is not None and style in self._elements() else self.default
        if chosen.align is not None:
            return chosen.align
        root = self._root
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}pPrDefault/{PARAGRAPH_PROPERTIES}")
        return read_align(defaults) or "left"

    def number_of_list_style(self, style: str) -> str | None:
        """The w:numId of a numbering style, through which lists refer to one another."""
        return self[style].number

    def _elements(self) -> dict[str, Element]:
        if self._by_id is None:
            self._root = self._load()
            styles = () if self._root is None else self._root.iterchildren(f"{W}style")
            self._by_id = {element.get(f"{W}styleId", ""): element for element in styles}
        return self._by_id

    def _chain(self, style: str) -> Iterator[tuple[str, Element]]:
        """The style and those that it is based on, nearest first; a circle is cut."""
        elements = self._elements()
        seen: set[str] = set()
        current: str | None = style
        while current is not None and current not in seen and current in elements:
            seen.add(current)
            yield current, elements[current]
            current = value_of(elements[current], f"{W}basedOn")

    def _resolve(self, style: str) -> Style:
        align: Align | None = None
        starts_page = hidden = None
        number = level = None
        ids = []
        for name, element in self._chain(style):
            ids.append(name)
            properties = element.find(PARAGRAPH_PROPERTIES)
            if properties is not None:
                align = align or read_align(properties)
                if starts_page is None:
                    starts_page = is_on(properties.find(f"{W}pageBreakBefore"))
                numbering = properties.find(NUMBER_PROPERTIES)
                level = value_of(numbering, NUMBER_LEVEL) if level is None else level
                number = value_of(numbering, NUMBER_ID) if number is None else number
            if hidden is None:
                hidden = is_on(element.find(f"{RUN_PROPERTIES}/{HIDDEN}"))
        return Style(align, starts_page, hidden, number, level, tuple(ids))


def read_align(properties: Element | None) -> Align | None:
    """The alignment that paragraph properties set."""
    alignment = None if properties is None else properties.find(ALIGNMENT)
    return None if alignment is None else _ALIGNS.get(alignment.get(VAL, ""))
