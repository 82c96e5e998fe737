"""An object store through obstore: S3 and what speaks like it, Google, Azure, Alibaba."""

import os
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hospplan.batch.places.place import Listed, joined, over
from hospplan.batch.places.secrets import without_secrets

if TYPE_CHECKING:  # some systems have no obstore
    from obstore.store import ObjectStore

_RETRIES = 6
_PATIENCE = timedelta(seconds=60)


class Bucket:
    """
    A `Place` in an object store; a put is whole or not at all by itself.

    What fails for a moment (5xx, a lost connection) is tried again by obstore, each time after a longer while.
    """

    def __init__(self, store: "ObjectStore", root: str, prefix: str) -> None:
        """
        Know the place.

        Args:
            store: The bucket.
            root: Its URL: s3://bucket.
            prefix: The folder in it; empty for all of it.
        """
        self._store = store
        self._root = root
        self._prefix = joined(prefix)

    @property
    def url(self) -> str:
        """The URL, names verbatim."""
        return f"{self._root}/{self._prefix}".rstrip("/")

    @property
    def local(self) -> Path | None:
        """None: it is elsewhere."""
        return None

    def list(self, below: str = "") -> Iterator[Listed]:
        """All objects below, in the order of the store, which is that of their names."""
        import obstore  # noqa: PLC0415  (an extra)

        folder = joined(self._prefix, below)
        skipped = len(self._prefix) + 1 if self._prefix else 0
        try:
            for page in obstore.list(self._store, prefix=folder or None, chunk_size=1000):
                for found in page:
                    # A folder made by a web console is an object that is called like it.
                    if found["path"] != folder:
                        yield Listed(found["path"][skipped:], found["size"], found["e_tag"])
        except Exception as error:
            raise self._told(error, below) from error

    def size(self, name: str) -> int | None:
        """The bytes of an object; None where there is none."""
        import obstore  # noqa: PLC0415

        key = self._key(name)
        try:
            size: int = obstore.head(self._store, key)["size"]
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._told(error, name) from error
        return size

    def read(self, name: str, limit: int | None = None) -> bytes:
        """All of an object; its size is known before its content is fetched."""
        import obstore  # noqa: PLC0415

        key = self._key(name)
        try:
            found = obstore.get(self._store, key)
            is_over = limit is not None and found.meta["size"] > limit
            data: bytes = b"" if is_over else found.bytes().to_bytes()
        except Exception as error:
            raise self._told(error, name) from error
        if limit is not None and is_over:
            raise over(limit)
        return data

    def read_range(self, name: str, start: int, end: int) -> bytes:
        """Some bytes of an object."""
        import obstore  # noqa: PLC0415

        if start >= end:
            return b""
        key = self._key(name)
        try:
            data: bytes = obstore.get_range(self._store, key, start=start, end=end).to_bytes()
        except Exception as error:
            size = self.size(name)
            if size is not None and start >= size:
                return b""
            raise self._told(error, name) from error
        return data

    def write(self, name: str, data: bytes) -> None:
        """Put an object."""
        import obstore  # noqa: PLC0415

        key = self._key(name)
        try:
            obstore.put(self._store, key, data)
        except Exception as error:
            raise self._told(error, name) from error

    def put(self, name: str, file: Path) -> None:
        """Upload a file, in parts where it is large, and take it away."""
        import obstore  # noqa: PLC0415

        key = self._key(name)
        try:
            obstore.put(self._store, key, file)
        except Exception as error:
            raise self._told(error, name) from error
        file.unlink()

    def delete(self, name: str) -> None:
        """Delete an object; a store says nothing of one that is not there."""
        import obstore  # noqa: PLC0415

        key = self._key(name)
        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return
        except Exception as error:
            raise self._told(error, name) from error

    def join(self, name: str) -> "Bucket":
        """The place below."""
        return Bucket(self._store, self._root, self._key(name))

    def _key(self, name: str) -> str:
        return joined(self._prefix, name)

    def _told(self, error: Exception, name: str) -> OSError:
        from obstore.exceptions import (  # noqa: PLC0415
            InvalidPathError,
            NotFoundError,
            PermissionDeniedError,
            UnauthenticatedError,
        )

        url = f"{self.url}/{name}".rstrip("/")
        text = without_secrets(str(error))
        match error:
            case FileNotFoundError() | NotFoundError():
                return FileNotFoundError(2, "no such object", url)
            case PermissionDeniedError() | UnauthenticatedError() | PermissionError():
                return PermissionError(13, text, url)
            case InvalidPathError() | ValueError():
                return OSError(22, f"a name in it is none that hospplan can ask for: {text}", url)
            case _:
                return OSError(5, text, url)


def open_bucket(scheme: str, bucket: str) -> "ObjectStore":
    """
    The store of a bucket, with the credentials that the environment has.

    Args:
        scheme: s3, gs, oss or az.
        bucket: Its name; of az, the container.
    """
    from obstore.store import AzureStore, GCSStore, S3Store  # noqa: PLC0415  (an extra)

    retries: Any = {"max_retries": _RETRIES, "retry_timeout": _PATIENCE}
    match scheme:
        case "gs":
            return GCSStore(bucket, retry_config=retries)
        case "az":
            return AzureStore(bucket, retry_config=retries)
        case "oss":
            options = of_alibaba(bucket, os.environ)
            return S3Store(bucket, retry_config=retries, **options)
        case _:
            # A server of one's own (MinIO, Ceph) often has no certificate; its address says so.
            is_plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
            return S3Store(bucket, retry_config=retries, client_options={"allow_http": is_plain})


def of_alibaba(bucket: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """
    How S3's words are said to Alibaba's OSS, which takes the bucket's name in the host's alone.

    Raises:
        OSError: OSS_ENDPOINT is not set.
    """
    endpoint = environment.get("OSS_ENDPOINT", "")
    if not endpoint:
        raise OSError(22, "OSS_ENDPOINT is not set (as oss-cn-hangzhou.aliyuncs.com)", f"oss://{bucket}")
    scheme, _, host = endpoint.rpartition("://")
    scheme = scheme or "https"
    told = {
        "access_key_id": environment.get("OSS_ACCESS_KEY_ID"),
        "secret_access_key": environment.get("OSS_ACCESS_KEY_SECRET"),
        "session_token": environment.get("OSS_SESSION_TOKEN"),
        "region": environment.get("OSS_REGION") or host.split(".")[0].removesuffix("-internal"),
    }
    return {
        "endpoint": f"{scheme}://{bucket}.{host}",
        "virtual_hosted_style_request": True,
        "client_options": {"allow_http": scheme == "http"},
    } | {key: value for key, value in told.items() if value}
