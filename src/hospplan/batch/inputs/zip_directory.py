"""The directory of a zip archive (APPNOTE 4.3), read once for all members and believed in nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from struct import Struct, error, unpack_from
from typing import BinaryIO

from hospplan.batch.inputs.input import Member
from hospplan.batch.inputs.zip_names import RawName, read_names
from hospplan.errors import DamagedSourceError, EmptySourceError, LimitError, UnsupportedSourceError
from hospplan.limits import Limits

AGAIN = "make the archive anew, or copy or download it again"
_END, _END_SIZE = b"PK\x05\x06", 22
_COMMENT = 0xFFFF
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_END64, _END64_SIZE = b"PK\x06\x06", 56
_ENTRY, _HEAD = b"PK\x01\x02", Struct("<4s6H3I5H2I")
_LOCAL_HEAD = 30
_WIDE = 0xFFFFFFFF
"""A field that is in the extra field instead, in 64 bits (APPNOTE 4.5.3)."""
_OTHERS = ((b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gzip"))
_AES = 99
"""The method of what is locked by AES; the real one stands in an extra field of its own."""
_LINK = 0o120000
_FOLDER = 0x10


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the directory."""

    name: str
    """As the archive has it; it may hold anything."""
    member: Member
    is_folder: bool
    is_link: bool
    """A symbolic link of Unix, whose content is a path."""


@dataclass(frozen=True, slots=True)
class _End:
    """The record at the end: where the directory is."""

    count: int
    size: int
    start: int
    shift: int
    """Bytes before the archive proper, as of one that unpacks itself; offsets do not count them."""


def read_directory(file: BinaryIO, limits: Limits) -> list[Entry]:
    """
    All entries, in the order of the directory.

    Raises:
        EmptySourceError: No bytes.
        UnsupportedSourceError: An archive of another kind, whatever its name says, or a part of one.
        DamagedSourceError: No directory, or one that can't be true.
        LimitError: More entries than allowed.
    """
    end = _end(file)
    if end.count > limits.archive_members or end.size > limits.archive_directory_bytes:
        raise LimitError(f"the archive has over {limits.archive_members:,} members", mend="unpack it")
    file.seek(end.start)
    data = file.read(end.size)
    if len(data) < end.size:
        raise _damaged("its directory is cut off")
    try:
        raw = list(_entries(data, end, limits))
    except error as fault:
        raise _damaged("its directory is broken") from fault
    if len(raw) != end.count:
        raise _damaged(f"its directory has {len(raw):,} entries and tells of {end.count:,}")
    _check_places([member for _, member, _ in raw], end.start)
    names = read_names([name for name, _, _ in raw])
    return [
        Entry(
            name,
            member,
            is_folder=name.endswith(("/", "\\")) or bool(attributes & _FOLDER and not member.size),
            is_link=attributes >> 16 & 0o170000 == _LINK,
        )
        for name, (_, member, attributes) in zip(names, raw, strict=True)
    ]


def _end(file: BinaryIO) -> _End:
    size = file.seek(0, 2)
    if size == 0:
        raise EmptySourceError("the archive is empty (0 bytes)", mend=AGAIN)
    start = max(0, size - _COMMENT - _END_SIZE)
    file.seek(start)
    tail = file.read(size - start)
    at = tail.rfind(_END)
    # A comment may hold the mark too: the record is the one whose comment ends with the file.
    other = at
    while other >= 0:
        if _comment_ends(tail, other) == len(tail):
            at = other
            break
        other = tail.rfind(_END, 0, other)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise _no_zip(file)
    disk, first, here, count, length, offset = unpack_from("<4H2I", tail, at + 4)
    place = start + at
    locator = _read_at(file, place - _LOCATOR_SIZE, _LOCATOR_SIZE) if place >= _LOCATOR_SIZE else b""
    if locator.startswith(_LOCATOR):
        # Where the 64 bit record says that it is, or right before its locator where bytes were put before.
        for at64 in (unpack_from("<Q", locator, 8)[0], place - _LOCATOR_SIZE - _END64_SIZE):
            record = _read_at(file, at64, _END64_SIZE) if 0 <= at64 < size else b""
            if record.startswith(_END64) and len(record) == _END64_SIZE:
                disk, first, here, count, length, offset = unpack_from("<2I4Q", record, 16)
                place = at64
                break
    if disk not in {0, 0xFFFF} or first not in {0, 0xFFFF} or here != count:
        raise UnsupportedSourceError(
            "the archive is one part of several", mend="join the parts with the program that made them"
        )
    shift = place - length - offset
    if shift < 0:
        raise _damaged("its directory is cut off")
    return _End(count, length, offset + shift, shift)


def _comment_ends(tail: bytes, at: int) -> int:
    if len(tail) < at + _END_SIZE:
        return -1
    return at + _END_SIZE + int.from_bytes(tail[at + 20 : at + 22], "little")


def _entries(data: bytes, end: _End, limits: Limits) -> Iterator[tuple[RawName, Member, int]]:
    at = number = 0
    while data.startswith(_ENTRY, at):
        number += 1
        if number > limits.archive_members:  # whatever the record at the end says
            raise LimitError(f"the archive has over {limits.archive_members:,} members", mend="unpack it")
        (
            _,
            _,
            _,
            flags,
            method,
            time,
            _,
            crc,
            packed,
            size,
            name_length,
            extra_length,
            comment,
            _,
            _,
            attributes,
            offset,
        ) = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        name, extra = data[at : at + name_length], data[at + name_length : at + name_length + extra_length]
        at += name_length + extra_length + comment
        if at > len(data):
            raise _damaged("its directory is cut off")
        fields = _fields(extra)
        wide = iter(unpack_from(f"<{len(fields.get(1, b'')) // 8}Q", fields.get(1, b"")))
        size, packed, offset = (next(wide, _WIDE) if x == _WIDE else x for x in (size, packed, offset))
        aes = fields.get(0x9901, b"") if method == _AES else b""
        strength = 0
        if len(aes) >= 7:
            strength, method = unpack_from("<BH", aes, 4)
        member = Member(offset + end.shift, packed, size, crc, method, flags, time, strength)
        yield RawName(name, flags, fields.get(0x7075)), member, attributes


def _fields(extra: bytes) -> dict[int, bytes]:
    """The parts of an extra field by their numbers (APPNOTE 4.5)."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 4 <= len(extra):
        kind, length = unpack_from("<2H", extra, at)
        found.setdefault(kind, extra[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def _check_places(members: Sequence[Member], directory: int) -> None:
    """
    Refuse members that share bytes: a bomb of this kind has one of a gigabyte, unpacked as a thousand.

    Source: D. Fifield, A better zip bomb, 2019; Python refuses to open such members since 3.11.8.
    """
    stretches = sorted((member.offset, member.offset + _LOCAL_HEAD + member.packed) for member in members)
    if any(after[0] < before[1] for before, after in pairwise(stretches)):
        raise _damaged("its members overlap, as in an archive that is made to fill a disk")
    if stretches and stretches[-1][1] > directory:
        raise _damaged("a member goes on where there is no more of the file")


def _no_zip(file: BinaryIO) -> DamagedSourceError | UnsupportedSourceError:
    head = _read_at(file, 0, 8)
    for magic, kind in _OTHERS:
        if head.startswith(magic):
            return UnsupportedSourceError(
                f"it is a {kind} archive, which hospplan does not open", mend="unpack it and name the folder"
            )
    if head.startswith(b"PK"):
        return _damaged("it is cut off: the directory at its end is missing")
    return _damaged("it is no zip archive, whatever its name says")


def _read_at(file: BinaryIO, at: int, size: int) -> bytes:
    file.seek(at)
    return file.read(size)


def _damaged(message: str) -> DamagedSourceError:
    return DamagedSourceError(f"the archive is damaged: {message}", mend=AGAIN)
