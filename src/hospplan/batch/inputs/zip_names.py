"""Names of the members of a zip archive: in which characters they are written, and what may be left of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

_UTF8 = 0x800
"""Flag of a name in UTF-8 (APPNOTE 4.4.4)."""
_CODES = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True)
class RawName:
    """A name as it stands in the directory."""

    data: bytes
    flags: int
    unicode: bytes | None
    """The content of Info-ZIP's field of the same name in UTF-8 (APPNOTE 4.6.9)."""


def read_names(raw: Sequence[RawName]) -> list[str]:
    """
    The names of one archive.

    A Chinese Windows writes GBK and does not say so, macOS and many programs of Linux write UTF-8 and do not say
    so. All names that say nothing are taken for the same: UTF-8 if they are that without a fault and hold more
    than the two-byte characters that GBK can be mistaken for, else GB18030, else the code page 437 of the
    standard.
    """
    told = [_told(name) for name in raw]
    silent = [name.data for name, known in zip(raw, told, strict=True) if known is None]
    code = _code(silent)
    return [
        name.data.decode(code, "replace") if known is None else known
        for name, known in zip(raw, told, strict=True)
    ]


def _told(name: RawName) -> str | None:
    """The name where the archive says how it is written."""
    if name.data.isascii():
        return name.data.decode("ascii")
    field = name.unicode
    # Version 1, the sum of the name that it is the Unicode of: a program that renames leaves the field behind.
    if field is not None and field[:1] == b"\x01" and field[1:5] == crc32(name.data).to_bytes(4, "little"):
        return field[5:].decode("utf-8", "replace")
    if name.flags & _UTF8:
        try:
            return name.data.decode("utf-8")
        except UnicodeDecodeError:
            return None  # the flag is wrong
    return None


def _code(names: Sequence[bytes]) -> str:
    for code in _CODES:
        try:
            texts = [name.decode(code) for name in names]
        except UnicodeDecodeError:
            continue
        if code != "utf-8" or any(character >= "\u0800" for text in texts for character in text):
            return code
    return "cp437"
