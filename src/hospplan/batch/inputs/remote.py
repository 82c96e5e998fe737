"""Documents in object stores: one by its URL, those below a folder, those of a pattern, those in an archive."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from hospplan.batch.inputs.archives import open_archive
from hospplan.batch.inputs.input import Fault, Input
from hospplan.batch.inputs.names import ARCHIVE_SUFFIX, READ_SUFFIXES, is_left_out, portable
from hospplan.batch.inputs.patterns import WILD, fits
from hospplan.batch.places import Listed, Place, open_place
from hospplan.batch.places.opening import split_url
from hospplan.batch.places.ranges import open_ranges
from hospplan.errors import HospplanError, UnreachedError
from hospplan.limits import Limits

_HERE = PurePosixPath()
_SECRET = re.compile(r"(?<=://)[^/]{0,1000}@")
"""Who asks, and a password: no part of an address."""


@dataclass(slots=True)
class Remote:
    """What a URL stands for; nothing where nothing is there."""

    inputs: list[Input] = field(default_factory=list)
    """Its documents; the URL itself with a fault where the store can't be asked."""
    passed_over: list[PurePosixPath] = field(default_factory=list)


def split_object(url: str) -> tuple[Place, str]:
    """
    The place of an object and its name there.

    Raises:
        HospplanError, OSError: As of `open_place`.
    """
    scheme, bucket, key = split_url(url)
    return open_place(f"{scheme}://{bucket}"), key


def find_remote(url: str, ours: str | None, limits: Limits, *, is_line: bool) -> Remote:
    """
    The documents of one URL, after the rules of folders.

    Args:
        url: Of an object, of a folder, or with a pattern in its key.
        ours: The URL of the folder to write into, which is left out.
        limits: Those of archives.
        is_line: It is a line of a list, named by its bucket and key; and no pattern.
    """
    found = Remote()
    try:
        _find(url, ours, limits, found, is_line=is_line)
    except (HospplanError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            return Remote()
        code = error.code if isinstance(error, HospplanError) else UnreachedError.code
        what = error.message if isinstance(error, HospplanError) else error.strerror or str(error)
        mend = error.mend if isinstance(error, HospplanError) else None
        mend = mend or "check the address, the network, and the credentials in the environment"
        shown = _SECRET.sub("***@", url)  # it is told, and its name goes into the manifest
        name = portable(shown.partition("://")[2]) or PurePosixPath("url")
        return Remote([Input(None, name, url=shown, fault=Fault(code, what, mend))])
    return found


def _find(url: str, ours: str | None, limits: Limits, found: Remote, *, is_line: bool) -> None:
    scheme, bucket, key = split_url(url)
    root = open_place(f"{scheme}://{bucket}")
    size = root.size(key) if key and not key.endswith("/") else None
    if size is not None:
        name = portable(f"{bucket}/{key}" if is_line else key.rpartition("/")[2])
        _add(found, root, Listed(key, size), name, limits)
        return
    pattern = key if WILD.search(key) and not is_line else ""
    folder = _fixed(key) if pattern else key
    prefix = portable(f"{bucket}/{key}") if is_line else None
    for listed in _below(root, folder, ours):
        name = portable(listed.name.removeprefix(folder).lstrip("/"))
        if name is None or any(map(is_left_out, name.parts)):
            continue
        name = (prefix or _HERE) / name
        parts = listed.name.split("/")
        if pattern and not any(fits(parts[:end], pattern.split("/")) for end in range(1, len(parts) + 1)):
            continue
        if PurePosixPath(listed.name).suffix.lower() in READ_SUFFIXES:
            _add(found, root, listed, name, limits)
        else:
            found.passed_over.append(name)


def _below(root: Place, folder: str, ours: str | None) -> Iterator[Listed]:
    for listed in root.list(folder.rstrip("/")):
        if ours is None or not f"{root.url}/{listed.name}".startswith(f"{ours.rstrip('/')}/"):
            yield listed


def _fixed(key: str) -> str:
    """The folder of a pattern before its first wild part, with its /."""
    fixed: list[str] = []
    for part in key.split("/")[:-1]:
        if WILD.search(part):
            break
        fixed.append(part)
    return "".join(f"{part}/" for part in fixed)


def _add(found: Remote, root: Place, listed: Listed, name: PurePosixPath | None, limits: Limits) -> None:
    name = name or PurePosixPath("document")
    url = f"{root.url}/{listed.name}"
    own_name = listed.name.rpartition("/")[2]
    given_name = None if own_name == name.name else own_name
    given = Input(None, name, url=url, own_name=given_name, size=listed.size)
    if name.suffix.lower() != ARCHIVE_SUFFIX:
        found.inputs.append(given)
        return
    try:
        with open_ranges(root, listed.name) as file:
            opened = open_archive(file, None, name, limits, url=url)
    except OSError:  # reading it says so again, as the fault of this one alone
        found.inputs.append(given)
        return
    found.inputs += opened.inputs
    found.passed_over += opened.passed_over
