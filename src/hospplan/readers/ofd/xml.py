"""The XML of OFD parts: names without their namespace, and the small types of GB/T 33190-2016, 7.3."""

import re
from collections.abc import Iterator
from math import isfinite
from typing import Final

from hospplan.errors import DamagedSourceError
from hospplan.limits import Limits
from hospplan.models.source import Frame
from hospplan.page.figures import Matrix
from hospplan.readers.safe_xml import Element, parse_safely

POINTS: Final = 72 / 25.4
"""In a millimetre, the unit of OFD."""
_DECLARED = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,80}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})"
)
_DECLARATION_END = "?>"
_CHINESE = frozenset({"gb18030", "gbk", "gb2312", "cp936", "x-gbk", "euc-cn"})
_LARGEST = 1e6
"""Millimetres: what is larger is no place on a page."""
_LONGEST_SIDE = 20_000.0
"""Millimetres of a page."""

Box = tuple[float, float, float, float]
"""x, y, width, height."""


def parse_ofd(data: bytes, part: str, limits: Limits) -> Element:
    """
    The root of one part; its elements are named without namespace, whichever prefix they have, or none.

    Args:
        data: The part's bytes: UTF-8, UTF-16 or GB18030, as declared or, where nothing is declared, as they are.
        part: Its name in the package, for messages.
        limits: The budgets for depth and number of nodes.

    Raises:
        DamagedSourceError: The XML is not well formed, or has a DOCTYPE.
        LimitError: Too deep, or too many nodes.
    """
    root = parse_safely(_as_utf8(data, part), part, limits, "an OFD document")
    for element in root.iter("*"):
        element.tag = str(element.tag).rpartition("}")[2]
    return root


def _as_utf8(data: bytes, part: str) -> bytes:
    """The bytes, of Chinese encodings as UTF-8: not every build of libxml2 knows GB18030."""
    declared = _DECLARED.match(data)
    name = declared[1].decode("ascii").lower().replace("_", "") if declared else ""
    if name not in _CHINESE:
        if name not in {"", "utf-8", "utf8"} or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass  # it says UTF-8, and is what old programs write
        else:
            return data
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise DamagedSourceError(f"{part} is not well-formed XML ({error.reason})") from error
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("<?xml"):
        text = text[text.find(_DECLARATION_END) + len(_DECLARATION_END) :]
    return text.encode("utf-8", "surrogatepass")


def read_number(text: str | None, default: float) -> float:
    """A number; *default* for anything that is none, or not on any page."""
    try:
        number = float(text or "")
    except ValueError:
        return default
    return number if isfinite(number) and abs(number) <= _LARGEST else default


def read_numbers(text: str | None) -> list[float]:
    """The numbers of an ST_Array, parted by white space; commas part them, too."""
    return [read_number(token, 0.0) for token in (text or "").replace(",", " ").split()]


def read_flag(text: str | None, *, default: bool) -> bool:
    """An xs:boolean."""
    return default if text is None else text.strip().lower() in {"true", "1"}


def read_box(text: str | None) -> Box | None:
    """An ST_Box; None if it is none."""
    numbers = read_numbers(text)
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def read_matrix(text: str | None) -> Matrix | None:
    """A CTM of six numbers; None if it is none."""
    numbers = read_numbers(text)
    if len(numbers) != 6:
        return None
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])


def read_paper(area: Element | None) -> Frame | None:
    """The page that a CT_PageArea describes, in points; None if it says nothing that can be."""
    for name in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        box = read_box(text_of(area, name))
        if box is not None and 0 < box[2] <= _LONGEST_SIDE and 0 < box[3] <= _LONGEST_SIDE:
            return Frame(box[2] * POINTS, box[3] * POINTS)
    return None


def text_of(parent: Element | None, name: str) -> str:
    """The text of the child *name*, stripped; empty if there is no such child."""
    child = None if parent is None else parent.find(name)
    return "" if child is None or child.text is None else child.text.strip()


def texts_of(parent: Element | None, name: str) -> Iterator[str]:
    """The texts of all children *name* that have one."""
    if parent is not None:
        for child in parent.iterfind(name):
            if child.text is not None and child.text.strip():
                yield child.text.strip()
