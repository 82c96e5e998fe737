"""Names of WordprocessingML, and the XML of its parts, parsed so that a stranger's file can do no harm."""

from collections.abc import Iterator
from typing import Final

from hospplan.limits import Limits
from hospplan.readers.safe_xml import Element, parse_safely

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
# The namespaces of the strict form (ISO/IEC 29500-1) → those of the transitional one (29500-4), known here.
_NAMESPACES = {
    f"{_STRICT}wordprocessingml/main": f"{_TRANSITIONAL}wordprocessingml/2006/main",
    f"{_STRICT}officeDocument/relationships": f"{_TRANSITIONAL}officeDocument/2006/relationships",
    f"{_STRICT}officeDocument/math": f"{_TRANSITIONAL}officeDocument/2006/math",
}
W: Final = f"{{{_TRANSITIONAL}wordprocessingml/2006/main}}"
R: Final = f"{{{_TRANSITIONAL}officeDocument/2006/relationships}}"
M: Final = f"{{{_TRANSITIONAL}officeDocument/2006/math}}"
MC: Final = f"{{{_TRANSITIONAL}markup-compatibility/2006}}"
V: Final = "{urn:schemas-microsoft-com:vml}"

VAL: Final = f"{W}val"
ID: Final = f"{W}id"
TYPE: Final = f"{W}type"
PARAGRAPH: Final = f"{W}p"
TABLE: Final = f"{W}tbl"
PARAGRAPH_PROPERTIES: Final = f"{W}pPr"
RUN_PROPERTIES: Final = f"{W}rPr"
NUMBER_PROPERTIES: Final = f"{W}numPr"
NUMBER_ID: Final = f"{W}numId"
NUMBER_LEVEL: Final = f"{W}ilvl"
STYLE_OF_PARAGRAPH: Final = f"{W}pStyle"
STYLE_OF_RUN: Final = f"{W}rStyle"
HIDDEN: Final = f"{W}vanish"
ALIGNMENT: Final = f"{W}jc"
SECTION: Final = f"{W}sectPr"
BOX_CONTENT: Final = f"{W}txbxContent"
ALTERNATIVES: Final = f"{MC}AlternateContent"
CHOICE: Final = f"{MC}Choice"
FALLBACK: Final = f"{MC}Fallback"
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)


def parse_xml(data: bytes, part: str, limits: Limits) -> Element:
    """
    The root of one part, in the names of the transitional form, whichever the part has.

    Errors are those of `parse_safely`.
    """
    root = parse_safely(data, part, limits, "a Word document")
    if any(uri.startswith(_STRICT) for uri in root.nsmap.values()):
        _rename(root)
    return root


def _rename(root: Element) -> None:
    """Give strict elements and attributes their transitional names, in place."""
    names = {f"{{{strict}}}": f"{{{known}}}" for strict, known in _NAMESPACES.items()}
    for element in root.iter("*"):
        namespace, _, local = str(element.tag).rpartition("}")
        known = names.get(namespace + "}")
        if known is not None:
            element.tag = known + local
        for name, value in element.items():
            namespace, _, local = str(name).rpartition("}")
            known = names.get(namespace + "}")
            if known is not None:
                element.set(known + local, value)


def choose(alternatives: Element) -> Element | None:
    """The branch of an mc:AlternateContent that is read: its first choice, else its fallback."""
    choice = alternatives.find(CHOICE)
    return alternatives.find(FALLBACK) if choice is None else choice


def unwrap(parent: Element) -> Iterator[Element]:
    """The children of *parent*, with those that only wrap others (w:sdt, w:ins) replaced by theirs."""
    for child in parent:
        tag = child.tag
        if tag in _WRAPPERS:
            yield from unwrap(child)
        elif tag == ALTERNATIVES:
            chosen = choose(child)
            if chosen is not None:
                yield from unwrap(chosen)
        else:
            yield child


def value_of(parent: Element | None, name: str) -> str | None:
    """The w:val of the child *name*; None where there is no such child or value."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(VAL)


def is_on(toggle: Element | None) -> bool | None:
    """An on/off property (ISO/IEC 29500-1, 17.17.4): on where it has no value, None where it is absent."""
    if toggle is None:
        return None
    return toggle.get(VAL, "1").lower() not in {"0", "false", "off", "none"}


def read_int(text: str | None, default: int) -> int:
    """A whole number of up to nine digits; *default* for anything else."""
    if text is None:
        return default
    digits = text.strip().removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else default
