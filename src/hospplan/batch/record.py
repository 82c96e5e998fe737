"""What one document of a batch comes to, before anything of it is written."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Literal, Self

from hospplan import __version__
from hospplan.errors import HospplanError

Status = Literal["read", "failed"]
SEVERITIES: tuple[Literal["error", "warning", "info"], ...] = ("error", "warning", "info")


def _none() -> Mapping[str, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document was not read."""

    code: str
    """Stable: the code of a `HospplanError`, else the name of the exception's type."""
    message: str
    mend: str | None = None
    number: int | None = None
    """The system's own number of an error, where it was the system that refused."""
    trace: str = ""
    """For whoever looks for a bug; in no output."""

    @classmethod
    def of(cls, error: BaseException, trace: str = "") -> Self:
        """What *error* tells; of the system's errors not the path, which is the machine's and not the document's."""
        match error:
            case HospplanError():
                return cls(error.code, _line(error.message), error.mend and _line(error.mend), trace=trace)
            case OSError(strerror=str(text)):
                return cls(type(error).__name__, _line(text), number=error.errno, trace=trace)
            case _:
                return cls(type(error).__name__, _line(str(error)), trace=trace)

    @property
    def whole(self) -> str:
        """What is wrong, and what to do."""
        return f"{self.message}; {self.mend}" if self.mend else self.message

    def error(self) -> Exception:
        """An exception that tells the same as the one that this was made of."""
        if self.number is not None:
            return OSError(self.number, self.message)  # Python makes the right kind of it: PermissionError …
        for kind in _kinds(HospplanError):
            if kind.code == self.code and kind.__init__ is HospplanError.__init__:
                return kind(self.message, mend=self.mend)
        named: type[Exception] = type(self.code, (Exception,), {})  # by its own name, as messages show it
        return named(self.message)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of manifest.jsonl: no clock, no host, no path of this machine."""

    name: str
    """The document's path below its argument, which its files in OUT are called after."""
    sha256: str | None = None
    """Of its bytes; None where they could not be read."""
    size: int | None = None
    """Bytes."""
    status: Status = "read"
    error: str | None = None
    """Code of the failure."""
    message: str | None = None
    """What is wrong."""
    mend: str | None = None
    """What to do about it."""
    duplicate_of: str | None = None
    """Name of the first input with the same bytes, whose rows stand in the tables for both."""
    media_type: str | None = None
    counts: Mapping[str, int] = field(default_factory=_none)
    """targets, results, tasks, findings; left_out by min_confidence; quotes, and misquotes among them, where verified."""
    findings: Mapping[str, int] = field(default_factory=_none)
    """Severity → how many findings have it."""
    files: Mapping[str, int] = field(default_factory=_none)
    """Suffix of each of its own files in OUT → bytes."""
    hospplan: str = __version__
    lexicon: str = ""
    """Version of the words that it was read with."""
    recipe: str = ""
    """`Recipe.key` of the run."""

    def to_json(self) -> dict[str, Any]:
        """What `from_json` makes an equal entry of, keys in the order of the fields."""
        told = {item.name: getattr(self, item.name) for item in fields(self)}
        return {key: dict(value) if isinstance(value, Mapping) else value for key, value in told.items()}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """
        The entry that `to_json` told of; fields that a later version has are passed over.

        Raises:
            ValueError: It is no entry of a manifest.
        """
        try:
            known = {item.name: told[item.name] for item in fields(cls)}
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a line of a manifest: {error}") from error
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Record:
    """One document: its line of the manifest, its own files, its rows of the collection's tables."""

    entry: Entry
    failure: Failure | None = None
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Suffix → content, in the order of the formats; none where it failed."""
    rows: bytes | None = field(default=None, repr=False)
    """`DocumentRows.to_bytes`, where the recipe asks for rows; also of one that failed."""
    misquotes: tuple[Mapping[str, Any], ...] = ()
    """The first wrong quotes, for messages: record, quote, block, start, end, text (None: there is no such block)."""

    def to_json(self) -> tuple[dict[str, Any], list[bytes]]:
        """The record as plain data and the bytes beside it; see `from_json`."""
        head = {
            "entry": self.entry.to_json(),
            "failure": None if self.failure is None else asdict(self.failure),
            "files": list(self.files),
            "has_rows": self.rows is not None,
            "misquotes": [dict(one) for one in self.misquotes],
        }
        return head, [*self.files.values(), *([] if self.rows is None else [self.rows])]

    @classmethod
    def from_json(cls, head: Mapping[str, Any], blobs: list[bytes]) -> Self:
        """
        The record that `to_json` told of.

        Raises:
            ValueError: It is no record.
        """
        try:
            names, has_rows = head["files"], head["has_rows"]
            if len(blobs) != len(names) + bool(has_rows):
                raise ValueError(f"a record of {len(names)} files has {len(blobs)} blobs")
            return cls(
                Entry.from_json(head["entry"]),
                None if head["failure"] is None else Failure(**head["failure"]),
                dict(zip(names, blobs, strict=False)),
                blobs[-1] if has_rows else None,
                tuple(head["misquotes"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a record: {error}") from error

    def named(self, **changes: Any) -> Self:
        """The same with other fields of its entry."""
        return replace(self, entry=replace(self.entry, **changes))


def _line(text: str) -> str:
    return " ".join(text.split())


def _kinds(of: type[HospplanError]) -> list[type[HospplanError]]:
    return [of, *(kind for below in of.__subclasses__() for kind in _kinds(below))]
