"""The members of a zip package, measured before anything in it is unpacked."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from hospplan.errors import DamagedSourceError, EncryptedSourceError, LimitError
from hospplan.limits import Limits

BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)
"""What zipfile raises on bytes that are not what they claim."""


def measure(data: bytes, limits: Limits, kind: str, suffix: str, mend: str) -> dict[str, ZipInfo]:
    """
    The members by lower-case name, after all of them were found to be within the limits.

    Of two members of one name the last holds, as for zipfile and thus for python-docx.

    Args:
        data: The bytes of the package.
        limits: The budgets for input from strangers.
        kind: What the package is, for messages: "a Word document".
        suffix: Likewise: ".docx".
        mend: What to do about one that is broken.

    Raises:
        DamagedSourceError: No zip, cut off, or packed in another way than its kind ever is.
        EncryptedSourceError: Its members are locked with a zip password.
        LimitError: The members are over one of *limits*.
    """
    # Before zipfile makes an object of each entry: "PK\\1\\2" begins an entry of the directory.
    if data.count(b"PK\x01\x02") > limits.members:
        raise LimitError(f"the package has over {limits.members:,} members")
    try:
        with ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except BROKEN as error:
        message = f"the {suffix} package is broken or cut off ({error})"
        raise DamagedSourceError(message, mend=mend) from error
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise LimitError(f"the package unpacks to over {limits.unpacked_bytes:,} bytes")
    for member in members:
        name = member.filename
        if member.flag_bits & 0x1:
            raise EncryptedSourceError("the package is locked with a password", mend="save it without one")
        if member.file_size > limits.member_bytes:
            raise LimitError(f"{name} unpacks to over {limits.member_bytes:,} bytes")
        if member.file_size > 2**20 and member.file_size > limits.ratio * max(1, member.compress_size):
            raise LimitError(f"{name} unpacks to over {limits.ratio:,} times its size, as no document does")
        if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise DamagedSourceError(f"{name} is packed in a way that {kind} never is")
    return {member.filename.lower().replace("\\", "/").lstrip("/"): member for member in members}
