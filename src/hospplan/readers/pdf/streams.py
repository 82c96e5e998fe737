"""The packed streams of a PDF measured before a library unpacks them."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from hospplan.errors import LimitError
from hospplan.limits import Limits

_START = re.compile(rb"stream\r?\n")
_END = b"endstream"
_DICTIONARY = 1_000
"""Bytes before a stream in which its dictionary is looked for."""
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
"""A character of a name by its code (ISO 32000-1, 7.3.5)."""
_RESOURCE = re.compile(rb"/(?:Image|Length1|CIDFontType0C|Type1C|OpenType)\b")
"""What a picture's or a font's dictionary holds: it may be large, and is not run as a program."""
_RATIO = 1_032
"""The most that deflate packs: 1,032 bytes to one (RFC 1951)."""
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class _Stream:
    """A packed stream: half-open places in the file."""

    start: int
    end: int
    is_resource: bool


def check_streams(data: bytes, limits: Limits) -> None:
    """
    Measure what streams unpack to, those that may be too large only. Encrypted streams can't be measured.

    Raises:
        LimitError: A page's program, or another stream, is over its limit.
    """
    for stream in _streams(data):
        limit = limits.member_bytes if stream.is_resource else limits.page_program_bytes
        if (stream.end - stream.start) * _RATIO > limit and _unpacked(data, stream, limit) > limit:
            raise LimitError(
                f"a stream of the PDF unpacks to more than {limit:,} bytes",
                mend="print the file to a new PDF",
            )


def _streams(data: bytes) -> Iterator[_Stream]:
    at = 0
    while (match := _START.search(data, at)) is not None:
        start = match.end()
        end = data.find(_END, start)
        if end < 0:
            end = len(data)
        head = data[max(at, match.start() - _DICTIONARY) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        head = _ESCAPED.sub(lambda name: bytes([int(name[1], 16)]), head)
        packings = len(_FLATE.findall(head))
        if packings > 1:
            raise LimitError(
                "a stream of the PDF is packed several times over", mend="print the file to a new PDF"
            )
        if packings:
            yield _Stream(start, end, _RESOURCE.search(head) is not None)
        at = end + len(_END)


def _unpacked(data: bytes, stream: _Stream, limit: int) -> int:
    """Bytes that a stream unpacks to, counted no further than over *limit*."""
    unpacker = zlib.decompressobj()
    packed = memoryview(data)[stream.start : stream.end]
    total = 0
    try:
        for at in range(0, len(packed), _CHUNK):
            piece: bytes | memoryview = packed[at : at + _CHUNK]
            while piece and not unpacker.eof:
                total += len(unpacker.decompress(piece, 4 * _CHUNK))
                if total > limit:
                    return total
                piece = unpacker.unconsumed_tail
    except zlib.error:  # broken or encrypted: the library says so where a page needs it
        return total
    return total
