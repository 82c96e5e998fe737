"""The bytes of an input, never more of them than is allowed; and its hash, without holding it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from hospplan.batch.inputs.input import Input
from hospplan.errors import LimitError
from hospplan.limits import DEFAULT_LIMITS, Limits

_PIECE = 1 << 20
SMALLER = "split it, or take out large pictures"


def read_input(given: Input, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """
    The bytes of a document.

    Raises:
        LimitError: It is over `limits.file_bytes`; no more than these were read.
        HospplanError: Its archive is damaged or locked (`given.fault` is raised as it is).
        OSError: There is no such file, or it can't be opened.
    """
    if given.fault is not None:
        raise given.fault.error()
    with _opened(given) as file:
        # One byte more than allowed: also a file that grows, or whose size the system does not know (a pipe).
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        what = "standard input" if given.path is None else "the file"
        raise LimitError(f"{what} is over {limits.file_bytes:,} bytes", mend=SMALLER)
    return data


def hash_input(given: Input) -> tuple[str, int]:
    """
    SHA-256 in hexadecimal digits and the number of bytes, read piece by piece: a file over the limit has both.

    An input with a fault is hashed as the file that it is: the archive.

    Raises:
        ValueError: It is a stream, which could not be read a second time: hash what `read_input` gave.
        HospplanError, OSError: As of `read_input`, but for what is too large.
    """
    if given.is_stream:
        raise ValueError(f"{given.name} can be read once only")
    digest, size = sha256(), 0
    with _opened(given) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


@contextmanager
def _opened(given: Input) -> Iterator[BinaryIO]:
    if given.path is not None:
        with given.path.open("rb") as file:
            yield file
    elif sys.stdin is not None:  # else closed by the caller
        yield sys.stdin.buffer
    else:
        yield BytesIO()
