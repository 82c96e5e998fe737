"""The characters of a file that does not say how it writes them."""

import re

from hospplan.errors import DamagedSourceError, EmptySourceError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_LEGACY_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_LOW_TRAIL = re.compile(rb"[\xa1-\xf9][\x40-\x7e]")
INKLESS = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+"
)
"""No ink: zero-width marks, marks of direction, a byte order mark inside, control characters."""


def decode(data: bytes) -> str:
    """
    The characters of a text file.

    A byte order mark decides; else UTF-8 if it is valid, UTF-16 if one byte order gives Chinese or ASCII,
    GB18030, and Big5.

    Raises:
        EmptySourceError: No bytes.
        DamagedSourceError: None of these fits, or the text holds NUL.
    """
    if not data:
        raise EmptySourceError("the file is empty")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(_decode(data[len(bom) :], encoding))
    if b"\0" not in data:
        text = _decode(data, "utf-8")
        if text is not None:
            return text
        _refuse_broken_utf8(data)
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _decode(data, encoding) if len(data) % 2 == 0 else None
        if text and _is_plausible(text):
            return text
    if b"\0" not in data:
        text = _decode(data, "gb18030")
        if text is not None and not _looks_like_big5(data):
            return text
        return _checked(_decode(data, "cp950") or text)
    return _checked(_decode(data, "utf-8"))


def _refuse_broken_utf8(data: bytes) -> None:
    """UTF-8 with some broken bytes must not be read as GB18030: each character would come out as another."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 20 < sum(c > "\x7f" for c in text):
        raise DamagedSourceError(
            f"the text is UTF-8, but broken in {broken} {'place' if broken == 1 else 'places'}",
            mend="get the file again from where it comes",
        )


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str | None) -> str:
    if text is None:
        raise DamagedSourceError(
            "the encoding of the text could not be read: it is no UTF-8, UTF-16, GB18030 or Big5",
            mend="save it as UTF-8",
        )
    if "\0" in text:
        raise DamagedSourceError(
            "the file holds NUL characters, so it is no plain text", mend="save it as .txt or .docx"
        )
    return text


def _is_plausible(text: str) -> bool:
    """Whether nearly all characters are Chinese or ASCII, as a wrong reading's are not."""
    sample = text[:20_000]
    fitting = sum(
        "\t" <= c <= "\r" or " " <= c <= "~" or "\u3000" <= c <= "\u303f" or "\u4e00" <= c <= "\u9fff"
        or "\u2010" <= c <= "\u2027" or "\uff01" <= c <= "\uff5e"
        for c in sample
    )  # fmt: skip
    return fitting * 20 >= len(sample) * 19


def _looks_like_big5(data: bytes) -> bool:
    """
    Whether bytes that are GB18030 too are more likely Big5.

    Nearly all Big5 is valid GB18030. But simplified text has hardly any second byte below 0x7f, Big5 has four
    in ten, and traditional text in GB18030, which has them too, has first bytes that Big5 does not know.
    """
    pairs = _LEGACY_PAIR.findall(data[:100_000])
    low = sum(_LOW_TRAIL.fullmatch(pair) is not None for pair in pairs)
    return low * 6 > len(pairs) and _decode(data, "cp950") is not None
