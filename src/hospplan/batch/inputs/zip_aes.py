"""Members of a zip archive that are locked by AES, as 7-Zip and WinZip do (WinZip's "AES Encryption Information")."""

import hmac
from collections.abc import Iterator
from hashlib import pbkdf2_hmac, sha1
from typing import Any

from hospplan.errors import DamagedSourceError, EncryptedSourceError

_KEY_BYTES = {1: 16, 2: 24, 3: 32}
"""By the strength that the extra field tells; the salt is half as long."""
_CHECK, _CODE, _BLOCK = 2, 10, 16
_TURNS = 1000
_CODES = ("utf-8", "gb18030")


def decrypted(packed: Iterator[bytes], strength: int, password: str) -> Iterator[bytes]:
    """
    The packed bytes without the lock.

    Raises:
        EncryptedSourceError: The password does not fit.
        DamagedSourceError: They end too early, or were changed; whoever has taken them drops them.
    """
    size = _KEY_BYTES.get(strength)
    if size is None:
        raise DamagedSourceError("the document in the archive is damaged: it is locked in no known way")
    buffer = b""
    head = size // 2 + _CHECK
    for piece in packed:
        buffer += piece
        if len(buffer) >= head + _CODE:
            break
    if len(buffer) < head + _CODE:
        raise DamagedSourceError("the document in the archive is damaged: it is cut off")
    keys = _keys(password, buffer[: size // 2], size, buffer[size // 2 : head])
    seal = hmac.new(keys[1], digestmod=sha1)
    stream = _Stream(keys[0])
    buffer = buffer[head:]
    while True:
        # Pieces end with whole blocks; the last bytes are the code, not content.
        ready = max(0, len(buffer) - _CODE) // _BLOCK * _BLOCK
        seal.update(buffer[:ready])
        yield stream.open(buffer[:ready])
        buffer = buffer[ready:]
        piece = next(packed, b"")
        if not piece:
            break
        buffer += piece
    seal.update(buffer[:-_CODE])
    yield stream.open(buffer[:-_CODE])
    if not hmac.compare_digest(seal.digest()[:_CODE], buffer[-_CODE:]):
        raise DamagedSourceError("the document in the archive is damaged: it was changed after it was locked")


def _keys(password: str, salt: bytes, size: int, check: bytes) -> tuple[bytes, bytes]:
    """The keys of AES and of the seal, of a password that may have been typed in UTF-8 or GBK."""
    for code in _CODES:
        made = pbkdf2_hmac("sha1", password.encode(code, "replace"), salt, _TURNS, 2 * size + _CHECK)
        if made[-_CHECK:] == check:
            return made[:size], made[size : 2 * size]
    raise EncryptedSourceError(
        "the password does not open the archive", mend="give the right one with --password"
    )


class _Stream:
    """AES in counter mode; the counter begins at 1 and has its low byte first, as in no other use of it."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415  (heavy)

        # ECB is applied to counters alone, which is what makes a counter mode of it.
        self._cipher: Any = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305
        self._next = 1

    def open(self, data: bytes) -> bytes:
        """The same bytes without the lock; whole blocks but at the end."""
        blocks = -(-len(data) // _BLOCK)
        counters = b"".join(
            number.to_bytes(_BLOCK, "little") for number in range(self._next, self._next + blocks)
        )
        self._next += blocks
        mask = self._cipher.update(counters)[: len(data)]
        return (int.from_bytes(data, "big") ^ int.from_bytes(mask, "big")).to_bytes(len(data), "big")
