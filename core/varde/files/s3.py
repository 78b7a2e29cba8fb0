"""Sealed blobs in a bucket of S3, or of anything that speaks as S3 does. Needs the extra ``varde[s3]``."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store as Bucket

from varde.files.errors import DamagedFile, StoreDown
from varde.files.rules import BLOB_NAME

PART = 5 * 1024 * 1024
"""Bytes of one part of an upload in parts, the least that S3 takes; a smaller blob is one request."""


class S3Store:
    """Blobs as objects under a prefix. An object is there whole or not at all, also one that is put in parts."""

    def __init__(
        self, bucket: str, prefix: str, endpoint: str | None, region: str, key_id: str | None, secret: str | None
    ) -> None:
        self._about = f"s3://{bucket}"
        self._bucket = Bucket(
            bucket,
            prefix=prefix or None,
            endpoint=endpoint,
            region=region,
            access_key_id=key_id,
            secret_access_key=secret,
            virtual_hosted_style_request=not endpoint,
            client_options={
                "allow_http": (endpoint or "").startswith("http://"),
                "timeout": "60s",
                "connect_timeout": "5s",
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=30)},
        )

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        left, first = iter(chunks), bytearray()
        for chunk in left:
            first += chunk
            if len(first) >= PART:
                break
        whole = bytes(first) if len(first) < PART else chain((bytes(first),), left)
        try:
            obstore.put(self._bucket, self._path(name), whole, chunk_size=PART, max_concurrency=1)
        except (BaseError, OSError) as fault:
            raise StoreDown() from fault

    def read(self, name: str, start: int, length: int) -> bytes:
        try:
            return bytes(obstore.get_range(self._bucket, self._path(name), start=start, length=length))
        except FileNotFoundError:
            raise DamagedFile() from None
        except (BaseError, OSError) as fault:
            raise StoreDown() from fault

    def size(self, name: str) -> int | None:
        try:
            return int(obstore.head(self._bucket, self._path(name))["size"])
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as fault:
            raise StoreDown() from fault

    def remove(self, name: str) -> None:
        try:
            obstore.delete(self._bucket, self._path(name))
        except FileNotFoundError:
            return
        except (BaseError, OSError) as fault:
            raise StoreDown() from fault

    def names(self) -> Iterator[str]:
        try:
            pages: Any = obstore.list(self._bucket)
            for page in pages:
                for each in page:
                    name = each["path"].rpartition("/")[2]
                    if BLOB_NAME.fullmatch(name):
                        yield name
        except (BaseError, OSError) as fault:
            raise StoreDown() from fault

    def fault(self) -> str | None:
        """A sentence when a blob cannot be put, read and removed. Its name is new: several processes start at once."""
        probe = secrets.token_hex(16)
        try:
            self.put(probe, [b"varde"])
            kept = self.read(probe, 0, 5)
            self.remove(probe)
        except (StoreDown, DamagedFile) as fault:
            why = type(fault.__cause__ or fault).__name__
            return f"VARDE_FILES is {self._about}, and nothing can be kept there: {why}."
        return None if kept == b"varde" else f"VARDE_FILES is {self._about}, and what is put there is not what is read."

    def _path(self, name: str) -> str:
        """:raises ValueError: a name that is none of ours."""
        if not BLOB_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a blob")
        return f"{name[:2]}/{name}"
