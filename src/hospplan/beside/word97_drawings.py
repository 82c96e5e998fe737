"""The drawings of a Word 97 document (MS-ODRAW): which shape belongs to which group, and the words of WordArt."""

from dataclasses import dataclass, field

_HEADER = 8
_CONTAINER = 0xF
_DRAWING = 0xF002
_GROUP = 0xF003
_SHAPE = 0xF004
_IDENTITY = 0xF00A
_PROPERTIES = 0xF00B
_WORD_ART_TEXT = 0x00C0
"""gtextUNICODE (MS-ODRAW, 2.3.22.1)."""
_NAMED_PICTURE = 0x66
"""MM_SHAPEFILE: the name of a file stands before the drawing."""
_COMPLEX = 0x8000
_DEEPEST = 32


@dataclass(slots=True)
class Drawings:
    """What is known of shapes, by their ids."""

    groups: dict[int, int] = field(default_factory=dict)
    """Shape → the first shape of the group that holds it, which stands for the group."""
    words: dict[int, str] = field(default_factory=dict)
    """Shape → the words of its WordArt."""

    def family(self, shape: int) -> list[int]:
        """The shape, its group, the group of that, and so on."""
        found = [shape]
        while (group := self.groups.get(found[-1])) is not None and group not in found:
            found.append(group)
        return found


def read_drawings(data: bytes) -> Drawings:
    """
    The drawings in an OfficeArtContent (MS-DOC, 2.9.172).

    Nothing is checked that is not needed: a shape whose outline is broken may hold the red head all the same.
    What can't be followed is passed over.
    """
    drawings = Drawings()
    header = _header(data, 0)
    if header is None:
        return drawings
    position = header[2]  # the drawing group, which holds pictures and defaults
    while (found := _header(data, position + 1)) is not None:  # a byte says whether of the body or of headers
        kind, start, end = found
        if kind == _DRAWING:
            _read(data, start, end, [], drawings, 0)
        position = end
    return drawings


def read_inline_words(data: bytes, at: int) -> str:
    """The words of WordArt that stands in the line: a picture (MS-DOC, 2.9.192) at a place of the stream Data."""
    size, header, kind = (
        int.from_bytes(data[at + k : at + end], "little") for k, end in ((0, 4), (4, 6), (6, 8))
    )
    start = at + header
    if kind == _NAMED_PICTURE:
        start += 1 + int.from_bytes(data[start : start + 1], "little")
    drawings = Drawings()
    _read(data, start, min(at + size, len(data)), [], drawings, 0)
    return next(iter(drawings.words.values()), "")


def _header(data: bytes, position: int) -> tuple[int, int, int] | None:
    """Kind, start and end of what a record holds; None at the end."""
    if position + _HEADER > len(data):
        return None
    start = position + _HEADER
    length = int.from_bytes(data[position + 4 : start], "little")
    return int.from_bytes(data[position + 2 : position + 4], "little"), start, min(start + length, len(data))


def _read(data: bytes, position: int, end: int, group: list[int], drawings: Drawings, depth: int) -> None:
    """Read the records from *position* to *end*; *group* gets the id of the shape that stands for it."""
    shape = 0
    while position < end and (found := _header(data, position)) is not None:
        kind, start, stop = found
        stop = min(stop, end)
        if kind == _GROUP and depth < _DEEPEST:
            inner: list[int] = []
            _read(data, start, stop, inner, drawings, depth + 1)
            if group and inner:
                drawings.groups.setdefault(inner[0], group[0])
        elif data[position] & 0xF == _CONTAINER and depth < _DEEPEST:
            _read(data, start, stop, group, drawings, depth + 1)
        elif kind == _IDENTITY and stop - start >= 4:
            shape = int.from_bytes(data[start : start + 4], "little")
            if group:
                drawings.groups.setdefault(shape, group[0])
            group.append(shape)
        elif kind == _PROPERTIES:
            count = int.from_bytes(data[position : position + 2], "little") >> 4
            words = _word_art(data[start:stop], count)
            if words:
                drawings.words[shape] = words
        position = stop


def _word_art(properties: bytes, count: int) -> str:
    """The words among the properties of a shape: the long values stand behind the table, in its order."""
    place = 6 * count
    for index in range(min(count, len(properties) // 6)):
        entry = properties[6 * index : 6 * index + 6]
        kind = int.from_bytes(entry[:2], "little")
        if kind & _COMPLEX:
            size = int.from_bytes(entry[2:], "little")
            if kind & 0x3FFF == _WORD_ART_TEXT:
                return properties[place : place + size].decode("utf-16-le", "ignore").partition("\0")[0]
            place += size
    return ""
