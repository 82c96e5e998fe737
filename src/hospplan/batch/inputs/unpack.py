"""A member of a zip archive, unpacked piece by piece and never beyond what the directory says of it."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from hospplan.batch.inputs.input import Member
from hospplan.batch.inputs.zip_directory import AGAIN
from hospplan.batch.inputs.zip_password import opened
from hospplan.errors import DamagedSourceError, EncryptedSourceError, LimitError, UnsupportedSourceError
from hospplan.limits import Limits

_STORED, _DEFLATED = 0, 8
_LOCKED = 0x1
_METHODS = {
    1: "Shrink",
    6: "Implode",
    9: "Deflate64",
    12: "bzip2",
    14: "LZMA",
    93: "Zstandard",
    95: "xz",
    98: "PPMd",
}
_PIECE = 1 << 18


def check(member: Member, limits: Limits) -> None:
    """
    Refuse what is not worth to be unpacked, by what the directory says.

    Raises:
        LimitError: It is larger than any file may be, or as dense as no document is.
        UnsupportedSourceError: It is packed in a way that is not read.
    """
    if member.size > limits.file_bytes:
        raise LimitError(f"the document unpacks to over {limits.file_bytes:,} bytes", mend="split it")
    if member.size > 2**20 and member.size > limits.ratio * max(1, member.packed):
        raise LimitError(
            f"the document unpacks to over {limits.ratio:,} times its size, as none does", mend="leave it out"
        )
    if member.method not in {_STORED, _DEFLATED}:
        way = _METHODS.get(member.method, f"method {member.method}")
        raise UnsupportedSourceError(
            f"the archive is packed by {way}, which hospplan does not unpack",
            mend="unpack it and name the folder, or pack it as an ordinary zip",
        )


def unpack(file: BinaryIO, member: Member, password: str | None) -> Iterator[bytes]:
    """
    The bytes of a member in pieces.

    Raises:
        EncryptedSourceError: There is no password, or it is wrong.
        DamagedSourceError: It is not where or what the directory says; whoever has taken the pieces drops them.
    """
    packed = _packed(file, member)
    if member.flags & _LOCKED:
        packed = opened(packed, member, password)
    size = crc = 0
    try:
        for piece in packed if member.method == _STORED else _inflated(packed):
            size += len(piece)
            if size > member.size:
                raise _damaged("it is longer than the directory of the archive says")
            crc = zlib.crc32(piece, crc)
            yield piece
    except zlib.error as error:
        raise _wrong(member, "its packed bytes are broken") from error
    if size != member.size:
        raise _wrong(member, "it is cut off")
    # The second version of AES tells no sum, which would tell what a small document holds.
    if crc != member.crc and not (member.aes and not member.crc):
        raise _wrong(member, "its checksum is wrong")


def _packed(file: BinaryIO, member: Member) -> Iterator[bytes]:
    file.seek(member.offset)
    head = file.read(30)
    if len(head) < 30 or not head.startswith(b"PK\x03\x04"):
        raise _damaged("it is not where the directory says")
    # Name and extra field may be longer here than in the directory.
    file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
    left = member.packed
    while left:
        piece = file.read(min(left, _PIECE))
        if not piece:
            raise _damaged("the archive ends in it")
        left -= len(piece)
        yield piece


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    for piece in packed:
        rest = piece
        while True:
            out = inflater.decompress(rest, _PIECE)
            if out:
                yield out
            rest = inflater.unconsumed_tail
            # A full piece may have more behind it that needs no further input.
            if inflater.eof or (not rest and len(out) < _PIECE):
                break
        if inflater.eof:
            for _ in packed:
                pass  # to its end, where the seal of a lock is checked
            return
    if not inflater.eof:
        raise zlib.error("incomplete")


def _wrong(member: Member, what: str) -> DamagedSourceError | EncryptedSourceError:
    if (
        member.flags & _LOCKED and not member.aes
    ):  # one wrong password in 256 is found out by what it makes of the document
        return EncryptedSourceError(
            "the password does not open the archive", mend="give the right one with --password"
        )
    return _damaged(what)


def _damaged(what: str) -> DamagedSourceError:
    return DamagedSourceError(f"the document in the archive is damaged: {what}", mend=AGAIN)
