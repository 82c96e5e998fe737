"""Lists of documents: a path or URL a line, as `find`, `dir /b /s` or a spreadsheet gives them."""

import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from hospplan.errors import EmptySourceError, LimitError
from hospplan.limits import Limits

STANDARD_INPUT = "-"


def read_list(given: str, limits: Limits) -> list[str]:
    """
    The lines of a list without those that are blank.

    UTF-8, with or without a byte order mark; UTF-16 with one, as Windows PowerShell writes; else GB18030. Lines end as on any system, or
    in a zero byte (`find -print0`), which lets a name hold a line feed.

    Args:
        given: A file, or "-" for standard input.
        limits: A list is no larger than a document.

    Raises:
        OSError: It can't be opened.
        EmptySourceError: It has no line.
        LimitError: It is too large.
    """
    data = _bytes(given, limits)
    text = _text(data)
    lines = text.split("\0") if "\0" in text else text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [line for line in lines if line.strip()]
    if not kept:
        raise EmptySourceError("the list names no document", mend="write a path or URL on each line")
    return kept


def _bytes(given: str, limits: Limits) -> bytes:
    if given == STANDARD_INPUT:
        data = sys.stdin.buffer.read(limits.file_bytes + 1) if sys.stdin is not None else b""
    else:
        with Path(given).open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise LimitError(f"the list is over {limits.file_bytes:,} bytes", mend="split it")
    return data


def _text(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        # Names of a file system that are of no one code: as the system itself gives them.
        return data.decode("utf-8", "surrogateescape")
