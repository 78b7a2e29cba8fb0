"""What comes in while it is taken in: in memory while it is small, then on disk, where it is never in the clear."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from typing import IO, Protocol

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from varde.files.errors import NoRoom

IN_MEMORY = 262_144


class Plain(Protocol):
    """The bytes of a file, that can be moved about in."""

    def read(self, size: int = -1, /) -> bytes | None: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...


_BLOCK = 16


class PlaceKept(io.RawIOBase):
    """A file of ``size`` bytes that can be read and moved about in; ``_at`` is where the next byte is read."""

    size: int
    _at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at


class Spool(PlaceKept):
    """A file for a while: it is written to its end, then read in any order. On disk it is enciphered with a key that is nowhere
    but in this object, and has no name, so whatever becomes of the process nothing of it can be read afterwards.

    When the disk is full the rest is thrown away, so that whoever reads a form reads the words in it all the same; see
    :meth:`must_be_whole`.
    """

    def __init__(self) -> None:
        self._key, self._nonce = os.urandom(32), os.urandom(_BLOCK)
        self._memory: bytearray | None = bytearray()
        self._disk: IO[bytes] | None = None
        self._encryptor = Cipher(AES(self._key), CTR(self._nonce)).encryptor()
        self.size = 0
        self._full = False

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        """Add at the end, wherever it is read."""
        view = bytes(data)  # type: ignore[call-overload]
        if self._full:
            return len(view)
        if self._memory is not None and self.size + len(view) <= IN_MEMORY:
            self._memory += view
        else:
            self._to_disk(view)
        self.size += len(view)
        self._at = self.size
        return len(view)

    def _to_disk(self, view: bytes) -> None:
        try:
            if self._disk is None:
                self._disk = tempfile.TemporaryFile(prefix="varde-", buffering=0)  # noqa: SIM115 - it lives as long as this
            if self._memory is not None:
                self._put(bytes(self._memory))
                self._memory = None
            self._put(view)
        except OSError as fault:
            if fault.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            self._full = True

    def _put(self, view: bytes) -> None:
        assert self._disk is not None
        left = memoryview(self._encryptor.update(view))
        while left:
            left = left[self._disk.write(left) :]

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        wanted = max(0, min(len(view), self.size - self._at))
        if self._memory is not None:
            piece = bytes(self._memory[self._at : self._at + wanted])
        else:
            piece = self._from_disk(wanted) if wanted else b""
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _from_disk(self, wanted: int) -> bytes:
        assert self._disk is not None
        block, before = divmod(self._at, _BLOCK)
        counter = (int.from_bytes(self._nonce, "big") + block) % (1 << 128)
        decryptor = Cipher(AES(self._key), CTR(counter.to_bytes(_BLOCK, "big"))).decryptor()
        self._disk.seek(block * _BLOCK)
        return decryptor.update(self._disk.read(before + wanted))[before:]

    def must_be_whole(self) -> None:
        """:raises NoRoom: not all that was written is here, since the disk was full."""
        if self._full:
            raise NoRoom()

    def close(self) -> None:
        if self._disk is not None:
            self._disk.close()
        if self._memory is not None:
            self._memory = bytearray()
        super().close()


class Discarded(io.RawIOBase):
    """Takes whatever comes and keeps nothing of it."""

    size = 0

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:  # noqa: ARG002 - there is one place
        return 0

    def tell(self) -> int:
        return 0

    def write(self, data: object) -> int:
        return len(memoryview(data))  # type: ignore[arg-type]

    def readinto(self, buffer: object) -> int:  # noqa: ARG002 - there is nothing to give
        return 0
