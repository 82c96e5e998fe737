"""From a path or URL to its place."""

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hospplan.batch.places.folder import Folder
from hospplan.batch.places.place import Place
from hospplan.errors import MissingPartError, UnreachedError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_STORES = ("s3", "gs", "oss", "az")
SCHEMES = (*_STORES, "file")
OF_STORES = ("AWS_", "OSS_", "AZURE_", "GOOGLE_")
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,30})://")
"""A scheme has two letters at least: C:\\ is a drive."""


def is_url(text: str) -> bool:
    """Whether it is meant as a URL, of whatever scheme."""
    return _URL.match(text) is not None


def open_place(where: str | Path, *, temporary: Path | None = None) -> Place:
    """
    The folder that a path or URL names. Nothing is asked of a store yet.

    In s3://bucket/key, gs://, oss:// and az://container/key the key is verbatim: % and + are themselves. A file://
    URL is one of RFC 8089, with %20 for a blank.

    Args:
        where: A path, or a URL.
        temporary: Where a local folder keeps files that are not whole yet.

    Raises:
        UnreachedError: The URL has a scheme that is not known, no bucket, or a password in it.
        MissingPartError: Neither obstore nor fsspec (with the package for this store) is installed.
        OSError: The environment does not say where the store is.
    """
    if isinstance(where, Path) or not is_url(where):
        return Folder(Path(where), temporary)
    scheme, bucket, key = split_url(where)
    if scheme == "file":
        return Folder(Path(key), temporary)
    return _place(scheme, bucket, key)


def split_url(url: str) -> tuple[str, str, str]:
    """
    Scheme, bucket and key of a URL; of file:// an empty bucket and a path of this system.

    Raises:
        UnreachedError: The scheme is not known, there is no bucket, or a password is in it.
    """
    scheme, _, rest = url.partition("://")
    scheme = scheme.lower()
    if scheme not in SCHEMES:
        known = ", ".join(f"{known}://" for known in SCHEMES)
        raise UnreachedError(f"hospplan knows no {scheme}:// addresses", mend=f"it knows {known}")
    if scheme == "file":
        from urllib.request import url2pathname  # noqa: PLC0415  (it brings all of http)

        parts = urlsplit(url, allow_fragments=False)
        host = "" if parts.netloc in {"", "localhost"} else f"//{parts.netloc}"
        query = f"?{parts.query}" if parts.query else ""
        return scheme, "", url2pathname(f"{host}{parts.path}{query}")
    bucket, _, key = rest.partition("/")
    if "@" in bucket:
        raise UnreachedError(
            f"the address holds credentials: {scheme}://***@{bucket.rpartition('@')[2]}/…",
            mend="give them in the environment, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        )
    if not bucket:
        raise UnreachedError(f"{scheme}:// names no bucket", mend=f"write it as {scheme}://bucket/folder")
    return scheme, bucket, key


def _place(scheme: str, bucket: str, key: str) -> Place:
    for engine in ENGINES:
        try:
            return engine(scheme, bucket, key)
        except ImportError:
            continue
    raise MissingPartError(
        f"{scheme}:// addresses are read by obstore or fsspec, and neither is there with what {scheme} needs",
        mend="install it: pip install 'hospplan[cloud]'",
    )


def by_obstore(scheme: str, bucket: str, key: str) -> Place:
    """
    A place through obstore.

    Raises:
        ImportError: It is not installed.
    """
    from hospplan.batch.places.bucket import Bucket  # noqa: PLC0415  (only where asked for)

    return Bucket(_store(scheme, bucket, _surroundings()), f"{scheme}://{bucket}", key)


def by_fsspec(scheme: str, bucket: str, key: str) -> Place:
    """
    A place through fsspec.

    Raises:
        ImportError: It is not installed, or not with the package that knows this store (s3fs, gcsfs, ossfs, adlfs).
    """
    from hospplan.batch.places.filesystem import FileSystem  # noqa: PLC0415

    return FileSystem(_system(scheme, _surroundings()), f"{scheme}://{bucket}", key)


ENGINES = (by_obstore, by_fsspec)
"""The first that is installed is used: obstore is faster and has all stores in one package."""


def _surroundings() -> tuple[tuple[str, str], ...]:
    """What of the environment says where a store is and who asks; a connection holds as long as it is the same."""
    return tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith(OF_STORES)))


@lru_cache(maxsize=64)
def _store(scheme: str, bucket: str, surroundings: tuple[tuple[str, str], ...]) -> "ObjectStore":  # noqa: ARG001
    from hospplan.batch.places.bucket import open_bucket  # noqa: PLC0415

    return open_bucket(scheme, bucket)


@lru_cache(maxsize=8)
def _system(scheme: str, surroundings: tuple[tuple[str, str], ...]) -> Any:  # noqa: ARG001
    from hospplan.batch.places.filesystem import open_system  # noqa: PLC0415

    return open_system(scheme)
