"""The documents in a zip archive, each an input of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from hospplan.batch.inputs.input import Fault, Input
from hospplan.batch.inputs.names import READ_SUFFIXES, is_left_out, portable
from hospplan.batch.inputs.zip_directory import Entry, read_directory
from hospplan.errors import HospplanError, LimitError
from hospplan.limits import Limits

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = "[content_types].xml"
_OFD = "ofd.xml"
_OPEN_DOCUMENT = {"mimetype", "content.xml"}


@dataclass(frozen=True, slots=True)
class Opened:
    """What an archive holds."""

    inputs: tuple[Input, ...]
    """Its documents; the archive itself with a fault where it can't be read."""
    passed_over: tuple[PurePosixPath, ...] = ()
    """Members that are no documents; the archive itself where it has none."""


def open_archive(
    file: BinaryIO, path: Path | None, name: PurePosixPath, limits: Limits, *, url: str | None = None
) -> Opened:
    """
    The documents of an archive, after the rules of folders, none of them unpacked.

    An archive in the archive is an input, so that it is told that it is not read.

    Args:
        file: The archive; it can be read from any place.
        path: Where it is, unless it is at *url*.
        name: Its own name in the output; the documents' names begin with it.
        limits: The budgets for input from strangers.
        url: Where it is.
    """
    try:
        entries = read_directory(file, limits)
        if _is_package([entry.name for entry in entries]):
            return Opened((Input(path, name, url=url),))
        _check_sum(entries, limits)
    except HospplanError as error:
        fault = Fault(error.code, error.message, error.mend)
        return Opened((Input(path, name, url=url, fault=fault),))
    inputs: list[Input] = []
    passed_over: list[PurePosixPath] = []
    for entry in entries:
        inner = None if entry.is_folder else portable(entry.name)
        if inner is None or any(map(is_left_out, inner.parts)):
            continue
        if entry.is_link or inner.suffix.lower() not in READ_SUFFIXES:
            passed_over.append(name / inner)
            continue
        own_name = entry.name.replace("\\", "/").rsplit("/", 1)[-1]
        inputs.append(
            Input(
                path,
                name / inner,
                url=url,
                member=entry.member,
                own_name=None if own_name == inner.name else own_name,
                inner=str(inner),
                size=entry.member.size,
            )
        )
    if not inputs:
        passed_over.append(name)
    return Opened(tuple(inputs), tuple(passed_over))


def is_archive(path: Path) -> bool:
    """
    Whether a file whose name does not say so is a zip archive of documents, by its content.

    Raises:
        OSError: It can't be opened.
    """
    with path.open("rb") as file:
        if not file.read(4).startswith(_MAGIC):
            return False
        try:
            entries = read_directory(file, Limits())
        except HospplanError:
            return False  # the readers say what is wrong with it
        return not _is_package([entry.name for entry in entries])


def _is_package(names: Sequence[str]) -> bool:
    """Whether it is one document: of Office, an OFD or an OpenDocument file, which are zip archives too."""
    lowered = {name.lower().replace("\\", "/").lstrip("/") for name in names}
    return _OFFICE in lowered or _OFD in lowered or lowered >= _OPEN_DOCUMENT


def _check_sum(entries: Sequence[Entry], limits: Limits) -> None:
    if sum(entry.member.size for entry in entries) > limits.archive_bytes:
        raise LimitError(
            f"the archive unpacks to over {limits.archive_bytes:,} bytes",
            mend="unpack it and name the folder",
        )
