"""Members of a zip archive that are locked: by AES, or in the traditional way (APPNOTE 6.1)."""

from collections.abc import Iterator
from functools import cache

from hospplan.batch.inputs import zip_aes
from hospplan.batch.inputs.input import Member
from hospplan.errors import DamagedSourceError, EncryptedSourceError

_HEADER = 12
_SIZE_BEHIND = 0x8
"""Flag: sums and sizes stand behind the data; then the password is checked against the time."""
_CODES = ("utf-8", "gb18030")


def opened(packed: Iterator[bytes], member: Member, password: str | None) -> Iterator[bytes]:
    """
    The packed bytes without the lock; the traditional one costs about a second for a megabyte.

    A password of Chinese characters is tried as UTF-8 and as GBK, as Windows takes it.

    Raises:
        EncryptedSourceError: There is no password, or it does not fit.
        DamagedSourceError: They are cut off or changed.
    """
    if password is None:
        raise EncryptedSourceError(
            "the archive is locked with a password", mend="give it with --password, or unpack the archive"
        )
    return (
        zip_aes.decrypted(packed, member.aes, password)
        if member.aes
        else _traditional(packed, member, password)
    )


def _traditional(packed: Iterator[bytes], member: Member, password: str) -> Iterator[bytes]:
    buffer = b""
    while len(buffer) < _HEADER:
        piece = next(packed, None)
        if piece is None:
            raise DamagedSourceError("the document in the archive is damaged: it is cut off")
        buffer += piece
    expected = (member.time >> 8 if member.flags & _SIZE_BEHIND else member.crc >> 24) & 0xFF
    for code in _CODES:
        keys = _Keys(password.encode(code, "surrogateescape"))
        if keys.open(buffer[:_HEADER])[-1] == expected:
            yield keys.open(buffer[_HEADER:])
            yield from map(keys.open, packed)
            return
    raise EncryptedSourceError(
        "the password does not open the archive", mend="give the right one with --password"
    )


class _Keys:
    """The three keys, which each byte changes."""

    def __init__(self, password: bytes) -> None:
        self._state = (0x12345678, 0x23456789, 0x34567890)
        self.open(password, is_plain=True)

    def open(self, data: bytes, *, is_plain: bool = False) -> bytes:
        """The same bytes without the lock; those of the password are taken as they are."""
        table = _crc_table()
        first, second, third = self._state
        out = bytearray()
        for locked in data:
            byte = locked
            if not is_plain:
                pair = third | 2
                byte ^= (pair * (pair ^ 1) >> 8) & 0xFF
            out.append(byte)
            first = (first >> 8) ^ table[(first ^ byte) & 0xFF]
            second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
            third = (third >> 8) ^ table[(third ^ second >> 24) & 0xFF]
        self._state = (first, second, third)
        return bytes(out)


@cache
def _crc_table() -> tuple[int, ...]:
    def row(value: int) -> int:
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        return value

    return tuple(map(row, range(256)))
