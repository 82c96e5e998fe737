"""The bytes of an input, never more of them than is allowed; and its hash, without holding it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from hospplan.batch.inputs.input import Input
from hospplan.batch.inputs.remote import split_object
from hospplan.batch.inputs.unpack import check, unpack
from hospplan.batch.places.ranges import open_ranges
from hospplan.errors import LimitError
from hospplan.limits import DEFAULT_LIMITS, Limits

_PIECE = 1 << 20
_SMALLEST_FETCH, _LARGEST_FETCH = 1 << 16, 1 << 23
"""Bytes of one request for a part of an object."""
_HEAD = 30 + 2 * 0xFFFF
"""Bytes before a member's content, at most: its name and extra field may be longer there than in the directory."""
SMALLER = "split it, or take out large pictures"


def read_input(given: Input, limits: Limits = DEFAULT_LIMITS, *, password: str | None = None) -> bytes:
    """
    The bytes of a document; a member of an archive is unpacked here, and no other.

    Args:
        given: Where it is.
        limits: The budgets for input from strangers.
        password: Tried on an archive that is locked.

    Raises:
        LimitError: It is over `limits.file_bytes`; no more than these were read.
        HospplanError: It or its archive is damaged or locked (`given.fault` is raised as it is).
        OSError: There is no such file, or it can't be opened.
    """
    if given.fault is not None:
        raise given.fault.error()
    if given.url is not None and given.member is None:
        place, name = split_object(given.url)
        return place.read(name, limits.file_bytes)  # in one request
    with _opened(given) as file:
        if given.member is not None:
            check(given.member, limits)
            return b"".join(unpack(file, given.member, password))
        # One byte more than allowed: also a file that grows, or whose size the system does not know (a pipe).
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        what = "standard input" if given.path is None else "the file"
        raise LimitError(f"{what} is over {limits.file_bytes:,} bytes", mend=SMALLER)
    return data


def hash_input(
    given: Input, limits: Limits = DEFAULT_LIMITS, *, password: str | None = None
) -> tuple[str, int]:
    """
    SHA-256 in hexadecimal digits and the number of bytes, read piece by piece: a file over the limit has both.

    An input with a fault is hashed as the file that it is: the archive. A member of an archive is unpacked for it, so
    one that is over the limits has no hash.

    Raises:
        ValueError: It is a stream, which could not be read a second time: hash what `read_input` gave.
        HospplanError, OSError: As of `read_input`, but for a file that is too large.
    """
    if given.is_stream:
        raise ValueError(f"{given.name} can be read once only")
    digest, size = sha256(), 0
    with _opened(given) as file:
        for piece in _pieces(file, given, limits, password):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def _pieces(file: BinaryIO, given: Input, limits: Limits, password: str | None) -> Iterator[bytes]:
    if given.member is not None:
        check(given.member, limits)
        yield from unpack(file, given.member, password)
        return
    while piece := file.read(_PIECE):
        yield piece


@contextmanager
def _opened(given: Input) -> Iterator[BinaryIO]:
    if given.path is not None:
        with given.path.open("rb") as file:
            yield file
    elif given.url is not None:
        place, name = split_object(given.url)
        member = given.member
        if member is None:
            with open_ranges(place, name, _LARGEST_FETCH) as file:
                yield file
            return
        whole = member.packed + _HEAD
        fetch = min(max(whole, _SMALLEST_FETCH), _LARGEST_FETCH)
        with open_ranges(place, name, fetch, size=member.offset + whole) as file:
            yield file
    elif sys.stdin is not None:  # else closed by the caller
        yield sys.stdin.buffer
    else:
        yield BytesIO()
