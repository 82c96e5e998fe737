"""
What a run and its workers say to each other: plain data and bytes, each with its length before it.

Never pickle: what comes from a worker may have been made by whoever took it over, and must not act here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from struct import Struct
from typing import Any, BinaryIO

_START = Struct(">4sI")
_LENGTH = Struct(">Q")
_MARK = b"HPf1"
_PARTS = 64
"""The most parts of one frame: a document has a handful of files."""
_PIECE = 1 << 20
"""Bytes that are read at once, so that a length alone takes no memory."""

END_OF_OUTPUT = b"\x1ehospplan-end\n"
"""What a worker writes on standard error behind all that was printed over a document."""


class FrameError(ValueError):
    """What was read is no frame, or one that is cut short."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    head: Mapping[str, Any]
    blobs: list[bytes] = field(default_factory=list)


def write_frame(stream: BinaryIO, head: Mapping[str, Any], blobs: Sequence[bytes] = ()) -> None:
    """Write one message; *head* is what JSON can tell."""
    parts = (json.dumps(head).encode("ascii"), *blobs)
    lengths = b"".join(_LENGTH.pack(len(part)) for part in parts)
    stream.write(_START.pack(_MARK, len(parts)) + lengths + parts[0])
    stream.writelines(parts[1:])
    stream.flush()


def read_frame(stream: BinaryIO, most: int) -> Frame | None:
    """
    The next message, or None where the other side has ended.

    Args:
        stream: Where it comes from.
        most: Bytes of all its parts together.

    Raises:
        FrameError: It is none, it is larger, or it ends early.
    """
    start = stream.read(_START.size)
    if not start:
        return None
    mark, count = _START.unpack(_whole(start, _START.size))
    if mark != _MARK or not 0 < count <= _PARTS:
        raise FrameError("not a frame")
    told = _read(stream, _LENGTH.size * count)
    lengths = [length for (length,) in _LENGTH.iter_unpack(told)]
    if sum(lengths) > most:
        raise FrameError(f"a frame of over {most:,} bytes")
    parts = [_read(stream, length) for length in lengths]
    try:
        head = json.loads(parts[0])
    except (ValueError, RecursionError) as error:
        raise FrameError("a frame without a head") from error
    if not isinstance(head, dict):
        raise FrameError("a frame whose head is no object")
    return Frame(head, parts[1:])


def _read(stream: BinaryIO, length: int) -> bytes:
    if length <= _PIECE:
        return _whole(stream.read(length), length)
    pieces = bytearray()
    while len(pieces) < length:
        piece = stream.read(min(_PIECE, length - len(pieces)))
        if not piece:
            break
        pieces += piece
    return _whole(bytes(pieces), length)


def _whole(data: bytes, length: int) -> bytes:
    if len(data) != length:
        raise FrameError("a frame that is cut short")
    return data
