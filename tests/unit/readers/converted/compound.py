"""The streams of compound files: taken out, changed and put into a new one, to lock and to break documents."""

from collections.abc import Mapping
from hashlib import md5

from doc2docx.cfb import CompoundFile, ObjectType
from doc2docx.cfb.writer import write_compound_storage

_CLEAR = 68
"""Bytes of WordDocument that no password locks (MS-DOC, 2.2.6.2)."""
_FLAGS, _KEY = 0x0A, 0x0E
"""Where FibBase has its flags and lKey."""
_ENCRYPTED, _OBFUSCATED = 0x0100, 0x8000
_BLOCK = 512


def streams(document: bytes) -> dict[str, bytes]:
    """Name → content of each stream."""
    compound = CompoundFile(document)
    return {
        entry.path: compound.open_stream(entry.path)
        for entry in compound.entries
        if entry.object_type is ObjectType.STREAM
    }


def rebuild(document: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The compound file with other contents of these streams."""
    compound = CompoundFile(document)
    contents = streams(document) | dict(changed)
    entries = [entry for entry in compound.entries if entry.path]
    whole: bytes = write_compound_storage(
        compound.get_entry(""), tuple((entry.path, entry, contents.get(entry.path)) for entry in entries)
    )
    return whole


def table_of(document: bytes) -> str:
    """The name of the table stream that a document uses."""
    flags = int.from_bytes(streams(document)["WordDocument"][_FLAGS : _FLAGS + 2], "little")
    return "1Table" if flags & 0x0200 else "0Table"


def obfuscate(document: bytes, password: str) -> bytes:
    """The document as Word locks it with the plain way of exclusive or."""
    from doc2docx.msdoc.encryption import xor_password_verifier, xor_transform

    contents = streams(document)
    word = bytearray(xor_transform(contents["WordDocument"], password, clear_prefix=_CLEAR))
    _mark(word, _ENCRYPTED | _OBFUSCATED, xor_password_verifier(password))
    changed = {"WordDocument": bytes(word)}
    for name in (table_of(document), "Data"):
        if name in contents:
            changed[name] = xor_transform(contents[name], password)
    return rebuild(document, changed)


def encrypt(document: bytes, password: str) -> bytes:
    """
    The document as Word 97 locks it with RC4 (MS-OFFCRYPTO, 2.3.6.2).

    The header of encryption takes the beginning of the table stream, so all that stood there moves.
    """
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    check = _rc4(_key(password, salt, 0), verifier + md5(verifier, usedforsecurity=False).digest())
    header = b"\x01\x00\x01\x00" + salt + check
    contents = streams(document)
    table = table_of(document)
    word = bytearray(contents["WordDocument"])
    _mark(word, _ENCRYPTED, len(header))
    _move(word, len(header))
    changed = {"WordDocument": bytes(word[:_CLEAR]) + _lock(bytes(word), password, salt)[_CLEAR:]}
    changed[table] = header + _lock(header + contents[table], password, salt)[len(header) :]
    if "Data" in contents:
        changed["Data"] = _lock(contents["Data"], password, salt)
    return rebuild(document, changed)


def _mark(word: bytearray, flags: int, key: int) -> None:
    old = int.from_bytes(word[_FLAGS : _FLAGS + 2], "little")
    word[_FLAGS : _FLAGS + 2] = (old | flags).to_bytes(2, "little")
    word[_KEY : _KEY + 4] = key.to_bytes(4, "little")


def _move(word: bytearray, by: int) -> None:
    """Add to each place in the table stream that the FIB names (MS-DOC, 2.5.1)."""
    words = int.from_bytes(word[32:34], "little")
    longs = 34 + 2 * words
    pairs = longs + 2 + 4 * int.from_bytes(word[longs : longs + 2], "little")
    for index in range(int.from_bytes(word[pairs : pairs + 2], "little")):
        at = pairs + 2 + 8 * index
        place, size = (int.from_bytes(word[at + k : at + k + 4], "little") for k in (0, 4))
        if size:
            word[at : at + 4] = (place + by).to_bytes(4, "little")


def _key(password: str, salt: bytes, block: int) -> bytes:
    first = md5(password.encode("utf-16-le"), usedforsecurity=False).digest()[:5]
    second = md5((first + salt) * 16, usedforsecurity=False).digest()[:5]
    return md5(second + block.to_bytes(4, "little"), usedforsecurity=False).digest()


def _lock(data: bytes, password: str, salt: bytes) -> bytes:
    blocks = range(0, len(data), _BLOCK)
    return b"".join(
        _rc4(_key(password, salt, number), data[start : start + _BLOCK])
        for number, start in enumerate(blocks)
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
