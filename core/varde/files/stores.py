"""Where sealed blobs are kept: a folder, or S3 (:mod:`varde.files.s3`). A store knows names and bytes, not whose they are."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from varde.files.errors import DamagedFile, NoFilesHere, NoRoom, StoreDown
from varde.files.rules import BLOB_NAME
from varde.kernel.settings import Settings

FULL = (errno.ENOSPC, errno.EDQUOT)


class Store(Protocol):
    """Blobs by name. A name is put once and never changed, and what is put is there whole or not at all.

    Every verb may raise :class:`~varde.files.errors.StoreDown`.
    """

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Keep these bytes; when this returns they are safe. :raises NoRoom"""

    def read(self, name: str, start: int, length: int) -> bytes:
        """Bytes of a blob; fewer when it ends before. :raises DamagedFile: it is not there."""

    def size(self, name: str) -> int | None:
        """How many bytes it has; None when it is not there."""

    def remove(self, name: str) -> None:
        """Let it go. One that is not there is gone already."""

    def names(self) -> Iterator[str]:
        """Every name."""

    def fault(self) -> str | None:
        """A sentence for whoever runs Varde when nothing can be kept here."""


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Blobs as files in 256 folders by the first two letters of their names. What is being written lies beside these folders."""

    folder: Path

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        place = self._place(name)
        try:
            place.parent.mkdir(exist_ok=True)
            handle, part = tempfile.mkstemp(prefix=".part-", dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    for chunk in chunks:
                        file.write(chunk)
                    file.flush()
                    os.fsync(file.fileno())
                Path(part).replace(place)
                self._settle(place.parent)
            finally:
                with suppress(FileNotFoundError):
                    Path(part).unlink()
        except OSError as fault:
            raise (NoRoom() if fault.errno in FULL else StoreDown()) from fault

    def _settle(self, folder: Path) -> None:
        """Have the disk keep the names too, of the file and of a folder that may be new."""
        for each in (folder, self.folder):
            handle = os.open(each, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def read(self, name: str, start: int, length: int) -> bytes:
        try:
            with self._place(name).open("rb") as file:
                file.seek(start)
                return file.read(length)
        except FileNotFoundError:
            raise DamagedFile() from None
        except OSError as fault:
            raise StoreDown() from fault

    def size(self, name: str) -> int | None:
        try:
            return self._place(name).stat().st_size
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise StoreDown() from fault

    def remove(self, name: str) -> None:
        try:
            self._place(name).unlink(missing_ok=True)
        except OSError as fault:
            raise StoreDown() from fault

    def names(self) -> Iterator[str]:
        try:
            for shelf in sorted(self.folder.iterdir()):
                if shelf.is_dir():
                    yield from sorted(file.name for file in shelf.iterdir() if BLOB_NAME.fullmatch(file.name))
        except OSError as fault:
            raise StoreDown() from fault

    def forget_parts(self, older_than: float) -> None:
        """Remove what was being written when a process was ended, before this time (seconds since 1970)."""
        for part in self.folder.glob(".part-*"):
            with suppress(FileNotFoundError):
                if part.stat().st_mtime < older_than:
                    part.unlink()

    def fault(self) -> str | None:
        if not self.folder.is_dir():
            return f"VARDE_FILES is {self.folder}, and there is no such folder."
        try:
            with tempfile.TemporaryFile(dir=self.folder):
                return None
        except OSError as fault:
            return f"VARDE_FILES is {self.folder}, and nothing can be written there: {fault.strerror}."

    def _place(self, name: str) -> Path:
        """:raises ValueError: a name that is none of ours, and could lead elsewhere."""
        if not BLOB_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a blob")
        return self.folder / name[:2] / name


def is_on(settings: Settings) -> bool:
    """Whether this installation takes files at all."""
    return bool(settings.files)


@lru_cache(maxsize=8)
def _store(files: str, endpoint: str | None, region: str, key_id: str | None, secret: str | None) -> Store:
    if files.startswith("s3://"):
        from varde.files.s3 import S3Store

        bucket, _, prefix = files.removeprefix("s3://").partition("/")
        return S3Store(bucket, prefix.strip("/"), endpoint, region, key_id, secret)
    return FolderStore(Path(files))


def store_of(settings: Settings) -> Store:
    """The store of this installation; one for each process, since it may keep connections.

    :raises NoFilesHere: it has none.
    """
    if not settings.files:
        raise NoFilesHere()
    return _store(
        settings.files, settings.files_endpoint, settings.files_region, settings.files_key_id, settings.files_secret
    )


def store_fault(settings: Settings) -> str | None:
    """A sentence when there is a store and nothing can be kept in it."""
    if not settings.files:
        return None
    try:
        return store_of(settings).fault()
    except ImportError:
        return f"VARDE_FILES is {settings.files}, and that needs what stands under varde[s3], which is not installed."
