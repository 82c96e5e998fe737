"""One run at a time writes into a folder."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from hospplan.errors import HospplanError


class BusyFolderError(HospplanError):
    """Another run writes into the folder."""

    code = "out-busy"


class Lock:
    """
    The lock of a work folder, held by the process that made this until it lets go or ends.

    It is the system's lock on an open file, not the file's being there: that of a process that was killed is none.

    Raises:
        BusyFolderError: Another process holds it.
        OSError: The file can't be made.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock; the folder has to be there."""
        self._path = path
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _take(descriptor):
                os.close(descriptor)
                raise BusyFolderError(
                    "another run writes into this folder",
                    mend="wait until it is done, or end it, or choose another OUT",
                )
            # The one before may have taken the file away between our two steps: then ours is locked and nameless.
            if _is_still(path, descriptor):
                self._descriptor = descriptor
                return
            os.close(descriptor)

    def release(self) -> None:
        """Take the file away and let go; again does nothing."""
        if self._descriptor < 0:
            return
        descriptor, self._descriptor = self._descriptor, -1
        if sys.platform == "win32":  # an open file can't be taken away there
            os.close(descriptor)
            with suppress(OSError):
                self._path.unlink()
        else:
            with suppress(OSError):
                self._path.unlink()
            os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Some network folders have no locks at all: there nobody can be kept out, and nobody is.
            return error.errno not in {errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN}
        return True
