"""One document to read: where it is, what it is called, and what is known to be wrong with it."""

import os
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Self

from hospplan.errors import (
    DamagedSourceError,
    EmptySourceError,
    EncryptedSourceError,
    HospplanError,
    LimitError,
    MissingPartError,
    SourceError,
    UnreachedError,
    UnsupportedSourceError,
)

_KINDS = {
    kind.code: kind
    for kind in (
        DamagedSourceError,
        EmptySourceError,
        EncryptedSourceError,
        LimitError,
        MissingPartError,
        SourceError,
        UnreachedError,
        UnsupportedSourceError,
    )
}


@dataclass(frozen=True, slots=True)
class Member:
    """Where a document stands in a zip archive, so that reading it needs no second look at the directory."""

    offset: int
    """Of its local header, from the start of the file."""
    packed: int
    """Bytes in the archive."""
    size: int
    """Bytes that it unpacks to, as the directory says."""
    crc: int
    method: int
    flags: int
    time: int = 0
    """Of its last change, as DOS has it: a password is checked against it."""
    aes: int = 0
    """How strongly it is locked by AES: 1 to 3; 0 where it is not."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What was found to be wrong before reading: an archive that is damaged is an input that fails."""

    code: str
    message: str
    mend: str | None = None

    def error(self) -> HospplanError:
        """The error of its code."""
        return _KINDS[self.code](self.message, mend=self.mend)


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read; small and plain, so that it can be read in another process or on another machine."""

    path: Path | None
    """The local file, which is the archive for a member; None for a URL and for standard input."""
    name: PurePosixPath
    """Its name in the output: the folders below the argument that it was found by, and its own name."""
    url: str | None = None
    """The object that holds it, where that is no local file."""
    member: Member | None = None
    """It is one document of a zip archive."""
    own_name: str | None = None
    """Its own name where *name* had to end in another: plan.docx (2)."""
    inner: str | None = None
    """Its path in the archive, as a person knows it."""
    size: int | None = None
    """Bytes, where finding it told them."""
    fault: Fault | None = None
    """Known before reading; reading raises it."""
    is_stream: bool = False
    """It can be read once only, and by this process alone: standard input, a named pipe."""

    @property
    def shown(self) -> str:
        """The name of a document by itself, for `source.name` and messages; always valid Unicode."""
        return self.own_name or readable(self.name.name)

    @property
    def where(self) -> str:
        """Where it is, for messages to the person who made the call."""
        holder = str(self.path) if self.path is not None else self.url
        if holder is None:
            return str(self.name)
        return holder if self.inner is None else f"{holder}/{self.inner}"

    def to_json(self) -> dict[str, Any]:
        """What `from_json` makes an equal input of; valid Unicode also where the file's name is none."""
        told: dict[str, Any] = {"name": str(self.name)}
        if self.path is not None:
            text = str(self.path)
            is_unicode = readable(text) == text
            told |= {"path": text} if is_unicode else {"path_bytes": os.fsencode(self.path).hex()}
        if self.member is not None:
            told["member"] = list(astuple(self.member))
        if self.fault is not None:
            told["fault"] = [self.fault.code, self.fault.message, self.fault.mend]
        plain = {"url": self.url, "own_name": self.own_name, "inner": self.inner, "size": self.size}
        told |= {key: value for key, value in plain.items() if value is not None}
        if self.is_stream:
            told["is_stream"] = True
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The input that `to_json` told of."""
        path = None
        if "path" in told:
            path = Path(told["path"])
        elif "path_bytes" in told:
            path = Path(os.fsdecode(bytes.fromhex(told["path_bytes"])))
        return cls(
            path,
            PurePosixPath(told["name"]),
            url=told.get("url"),
            member=Member(*told["member"]) if "member" in told else None,
            own_name=told.get("own_name"),
            inner=told.get("inner"),
            size=told.get("size"),
            fault=Fault(*told["fault"]) if "fault" in told else None,
            is_stream=told.get("is_stream", False),
        )


def readable(name: str) -> str:
    """A file's name as valid Unicode: bytes that the system could not decode become �."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
