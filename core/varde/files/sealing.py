"""A blob is sealed with a key of its own, in chunks of 64 KiB, so that any part of it can be read without the rest.

Each chunk is AES-GCM. Its nonce is its number and whether it is the last one, its associated data the name of the blob: a chunk
that was moved, left out, put twice or taken from another blob does not open, nor does a blob that was cut short. A key seals one
blob, once, so a nonce never comes twice under it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from varde.files.errors import DamagedFile
from varde.files.rules import CHUNK, TAG, chunks_in
from varde.files.spool import PlaceKept, Plain

READ_AHEAD = 16
"""Chunks that are fetched at once: a megabyte, so that a film is not a thousand requests."""


class Readable(Protocol):
    """Where sealed bytes are."""

    def read(self, name: str, start: int, length: int) -> bytes: ...


def new_key() -> bytes:
    """A key for one blob: 32 bytes."""
    return AESGCM.generate_key(256)


def sealed(name: str, key: bytes, plain: Plain, size: int) -> Iterator[bytes]:
    """The sealed chunks of ``size`` bytes of ``plain``, one at a time."""
    cipher, count = AESGCM(key), chunks_in(size)
    for index in range(count):
        chunk = _all_of(plain, min(CHUNK, size - index * CHUNK))
        yield cipher.encrypt(_nonce(index, count), chunk, name.encode())


def _all_of(plain: Plain, length: int) -> bytes:
    """:raises EOFError: there is less than was said."""
    chunk = plain.read(length) or b""
    if len(chunk) != length:
        raise EOFError(f"{length - len(chunk)} bytes are missing")
    return chunk


def _nonce(index: int, count: int) -> bytes:
    return index.to_bytes(8, "big") + bytes((0, 0, 0, index == count - 1))


class OpenedFile(PlaceKept):
    """``size`` bytes of a sealed blob from ``start`` on, as a file that can be read and moved about in; ``whole`` is how many
    bytes the blob has. Holds a megabyte at most, and nothing of the database.

    :raises DamagedFile: while it is read, when something there is not what was sealed.
    """

    def __init__(
        self, store: Readable, name: str, key: bytes, whole: int, start: int = 0, size: int | None = None
    ) -> None:
        self._store, self._name, self._cipher = store, name, AESGCM(key)
        self._whole, self._start = whole, start
        self.size = whole - start if size is None else size
        self._first, self._chunks = 0, list[bytes]()

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        wanted = min(len(view), self.size - self._at)
        if wanted <= 0:
            return 0
        index, offset = divmod(self._start + self._at, CHUNK)
        piece = self._chunk(index)[offset : offset + wanted]
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _chunk(self, index: int) -> bytes:
        if not self._first <= index < self._first + len(self._chunks):
            self._fetch(index)
        return self._chunks[index - self._first]

    def _fetch(self, index: int) -> None:
        count = chunks_in(self._whole)
        last = min(count, index + READ_AHEAD, chunks_in(self._start + self.size))
        start, end = index * (CHUNK + TAG), min(last * (CHUNK + TAG), self._whole + count * TAG)
        fetched = self._store.read(self._name, start, end - start)
        if len(fetched) != end - start:
            raise DamagedFile()
        parts = [fetched[at : at + CHUNK + TAG] for at in range(0, len(fetched), CHUNK + TAG)]
        try:
            opened = [
                self._cipher.decrypt(_nonce(index + number, count), part, self._name.encode())
                for number, part in enumerate(parts)
            ]
        except InvalidTag:
            raise DamagedFile() from None
        self._first, self._chunks = index, opened
