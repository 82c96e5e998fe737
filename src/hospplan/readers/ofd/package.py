"""The package of an OFD file: a zip whose members name each other by paths (GB/T 33190-2016, 7.1)."""

from io import BytesIO
from zipfile import ZipFile, ZipInfo

from hospplan.errors import DamagedSourceError, EncryptedSourceError, LimitError
from hospplan.limits import Limits
from hospplan.readers.ofd.xml import parse_ofd
from hospplan.readers.safe_xml import Element
from hospplan.readers.zip_members import BROKEN, measure

AGAIN = "copy or download the file again, or open it in an OFD reader and save it anew"
MAIN = "OFD.xml"
_LOCKS = ("encryptions.xml", "decryptseed.dat", "encryptentriesmap.dat")
"""Ends of the names of the members that describe how others are encrypted (GM/T 0099-2020), in lower case."""
_UTF8_NAMES = 0x800
"""Flag of a member whose name is UTF-8 (APPNOTE 4.4.4)."""


class OfdPackage:
    """The members of one OFD file by their paths."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """
        Open a package; nothing is unpacked but a member that is asked for.

        Raises:
            DamagedSourceError: No zip, cut off, or without OFD.xml.
            EncryptedSourceError: Its members are locked with a zip password.
            LimitError: The members are over one of *limits*.
        """
        self._limits = limits
        self._unpacked = 0
        members = measure(data, limits, "an OFD document", ".ofd", AGAIN)
        self._zip = ZipFile(BytesIO(data))
        self._members: dict[str, ZipInfo] = dict(members)
        for member in members.values():
            if not member.flag_bits & _UTF8_NAMES and not member.filename.isascii():
                # Written on a Chinese Windows: zipfile takes its bytes for those of the code page 437.
                self._members.setdefault(_as_chinese(member.filename), member)
        self.is_locked = any(name.endswith(_LOCKS) for name in self._members)
        """It says that some of its members are encrypted."""
        if MAIN.lower() not in self._members:
            raise DamagedSourceError(f"the .ofd package has no {MAIN}", mend=AGAIN)

    def find(self, path: str, *, from_part: str = "") -> str | None:
        """
        The name of the member that a part calls *path*; None if there is none.

        Absolute paths begin at the root of the package, others at the folder of the part; many programs write them
        from a folder further up, and in another case than the member has.

        Raises:
            DamagedSourceError: The path leaves the package.
        """
        steps = path.strip().replace("\\", "/").split("/")
        folder = [] if steps[0] == "" else from_part.split("/")[:-1]
        if _joined(folder, steps) is None:
            raise DamagedSourceError(
                f"{from_part} names a file outside of the package: {path.strip()[:80]}", mend=AGAIN
            )
        for end in range(len(folder), -1, -1):
            name = _joined(folder[:end], steps)
            if name and name.lower() in self._members:
                return name
        return None

    def xml(self, name: str, *, is_page: bool = False) -> Element:
        """
        The root element of a member, its elements named without namespace.

        Args:
            name: As `find` gives it.
            is_page: It draws a page: less of it is read.

        Raises:
            DamagedSourceError: It can't be unpacked, or is no XML.
            LimitError: It is too large, too deep or has too many nodes.
        """
        size = self._members[name.lower()].file_size
        if is_page and size > self._limits.page_program_bytes:
            raise LimitError(
                f"{name} unpacks to more than {self._limits.page_program_bytes:,} bytes",
                mend="print the file to a new OFD",
            )
        return parse_ofd(self.unpack(name), name, self._limits)

    def unpack(self, name: str) -> bytes:
        """
        The bytes of a member.

        Raises:
            DamagedSourceError: It can't be unpacked.
            LimitError: Members were unpacked so often that all together are over the limit of a package.
        """
        member = self._members[name.lower()]
        try:
            with self._zip.open(member) as file:
                # No more than it says, so that a member that is longer costs nothing.
                data = file.read(member.file_size + 1)
        except BROKEN as error:
            raise DamagedSourceError(f"{name} can't be unpacked ({error})", mend=AGAIN) from error
        self._unpacked += len(data)
        if self._unpacked > self._limits.unpacked_bytes:
            raise LimitError(
                f"the document uses its parts again and again: {self._limits.unpacked_bytes:,} bytes were unpacked"
            )
        if len(data) != member.file_size:
            raise DamagedSourceError(f"{name} can't be unpacked (it is cut off)", mend=AGAIN)
        return data

    def locked(self) -> EncryptedSourceError:
        """What to say where encrypted members keep the document from being read."""
        return EncryptedSourceError(
            "the OFD file is encrypted",
            mend="open it in an OFD reader with its password and save it without one",
        )


def _as_chinese(name: str) -> str:
    try:
        return name.encode("cp437").decode("gb18030").lower().replace("\\", "/").lstrip("/")
    except UnicodeError:
        return name


def _joined(folder: list[str], steps: list[str]) -> str | None:
    """The path without . and ..; None where it leaves the package."""
    path = list(folder)
    for step in steps:
        if step == "..":
            if not path:
                return None
            path.pop()
        elif step not in {"", "."}:
            path.append(step)
    return "/".join(path)
