"""The errors that a user can mend: which file, what is wrong, what to do."""

import re
from typing import ClassVar
from unicodedata import east_asian_width


class HospplanError(Exception):
    """
    Anything that hospplan raises on purpose.

    Attributes:
        code: Stable, kebab-case, for manifests and scripts.
        message: What is wrong, in English, without the file's name.
        mend: What to do about it, or None.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, mend: str | None = None) -> None:
        """Say what is wrong and, where there is a way, how to mend it."""
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}; {self.mend}" if self.mend else self.message


class SourceError(HospplanError):
    """A file that can't be read as a document."""

    code = "unreadable"


class DamagedSourceError(SourceError):
    """The file is of a known format, and broken."""

    code = "damaged"


class EncryptedSourceError(SourceError):
    """The file asks for a password."""

    code = "encrypted"


class EmptySourceError(SourceError):
    """The file holds no bytes or no text."""

    code = "empty"


class UnsupportedSourceError(SourceError):
    """The file is of a format that hospplan does not read."""

    code = "unsupported"


class ForeignExportError(SourceError):
    """The file is none that hospplan wrote."""

    code = "foreign"


class OfficeMissingError(UnsupportedSourceError):
    """The file is of a format that LibreOffice reads for hospplan, and there is none."""

    code = "needs-office"


class MissingPartError(SourceError):
    """What was asked for is done by a part of hospplan that is installed apart, and is not there; `mend` names it."""

    code = "part-missing"

    @property
    def extra(self) -> str:
        """The extra of the package that brings the part: postgres of `pip install 'hospplan[postgres]'`."""
        named = re.search(r"hospplan\[([a-z-]{1,40})\]", self.mend or "")
        return named[1] if named else "ocr"


class UnreachedError(SourceError):
    """An address that is none, or a store that gives nothing at it."""

    code = "unreached"


class LimitError(SourceError):
    """The file is over one of the budgets for input from strangers (`hospplan.limits`)."""

    code = "over-limit"


class TimedOutError(SourceError):
    """To read the file took longer than one document may (`hospplan.batch.run.bounds`)."""

    code = "timed-out"


class OutOfMemoryError(SourceError):
    """To read the file took more memory than one document may."""

    code = "out-of-memory"


class CrashedError(SourceError):
    """The process that read the file came to its end over it: a fault of a library, which no reader can catch."""

    code = "crashed"


class WorkersError(HospplanError):
    """The processes that documents are read in do not start."""

    code = "no-workers"


class BrokenRowsError(HospplanError):
    """What was kept of an earlier run for the tables can't be read any more."""

    code = "rows-broken"


class StoreError(HospplanError):
    """A database that can't take what is to be stored; it is as it was before."""

    code = "database"


class ForeignDatabaseError(StoreError):
    """The file or schema holds something else than a database of hospplan, which is never written into."""

    code = "database-foreign"


class DatabaseVersionError(StoreError):
    """The database was made by a version of hospplan with other tables."""

    code = "database-version"


class BusyDatabaseError(StoreError):
    """Another process has been writing into the database for too long."""

    code = "database-busy"


class DatabaseAccessError(StoreError):
    """The server can't be reached, or does not let this user in or do what is needed."""

    code = "database-access"


class ClusterError(HospplanError):
    """Other machines can't be reached, or can't do the work as this one would."""

    code = "cluster"


class LexiconError(HospplanError):
    """A table of the lexicon is not well formed."""

    code = "lexicon"


class PhraseError(HospplanError):
    """
    A text is not the phrase that was asked for.

    `str()` shows the text with carets under what was not understood; a Chinese character takes two columns.
    """

    code = "phrase"

    def __init__(self, message: str, *, text: str, span: tuple[int, int]) -> None:
        """Mark `text[span[0]:span[1]]`."""
        super().__init__(message)
        self.text = text
        self.span = span

    def __str__(self) -> str:
        start, end = self.span
        return (
            f"{self.message}\n    {self.text}\n    {' ' * _columns(self.text[:start])}"
            f"{'^' * max(1, _columns(self.text[start:end]))}"
        )


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
