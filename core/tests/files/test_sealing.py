"""A sealed blob opens as it was, any part of it, and not at all when anything was done to it."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.files.errors import DamagedFile
from varde.files.rules import CHUNK, TAG, sealed_size
from varde.files.sealing import OpenedFile, new_key, sealed
from varde.files.spool import IN_MEMORY, Spool

NAME, OTHER, KEY = "a" * 32, "b" * 32, new_key()
WORDS = os.urandom(3 * CHUNK + 100)
STEP = CHUNK + TAG


@dataclass
class InMemory:
    blobs: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str, start: int, length: int) -> bytes:
        return self.blobs[name][start : start + length]


def seal(content: bytes, name: str = NAME) -> bytes:
    return b"".join(sealed(name, KEY, io.BytesIO(content), len(content)))


def everything(file: io.RawIOBase) -> bytes:
    return b"".join(iter(lambda: file.read(10_000) or b"", b""))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_sealed_opens(size: int) -> None:
    content = WORDS[:size]
    blob = seal(content)
    assert len(blob) == sealed_size(size)
    assert content not in blob or size < 2
    assert everything(OpenedFile(InMemory({NAME: blob}), NAME, KEY, size)) == content


SEALED = seal(WORDS)


@given(st.integers(0, len(WORDS)), st.integers(0, len(WORDS)), st.integers(0, len(WORDS)))
def test_any_part_is_read_as_of_the_whole(start: int, size: int, at: int) -> None:
    size = min(size, len(WORDS) - start)
    part = OpenedFile(InMemory({NAME: SEALED}), NAME, KEY, len(WORDS), start, size)
    part.seek(at)
    assert everything(part) == WORDS[start : start + size][at:]


def test_two_blobs_of_the_same_are_not_the_same() -> None:
    one, two = (b"".join(sealed(NAME, new_key(), io.BytesIO(WORDS), len(WORDS))) for _ in range(2))
    assert one != two


CHANGED = {
    "one bit": SEALED[:100] + bytes([SEALED[100] ^ 1]) + SEALED[101:],
    "two chunks that changed places": SEALED[STEP : 2 * STEP] + SEALED[:STEP] + SEALED[2 * STEP :],
    "a chunk twice": SEALED[:STEP] * 2 + SEALED[2 * STEP :],
    "the last chunk gone": SEALED[: 3 * STEP],
    "half of it gone": SEALED[: len(SEALED) // 2],
    "nothing there": b"",
    "sealed for another name": seal(WORDS, OTHER),
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_was_changed_does_not_open(what: str) -> None:
    with pytest.raises(DamagedFile):
        everything(OpenedFile(InMemory({NAME: CHANGED[what]}), NAME, KEY, len(WORDS)))


def test_a_blob_that_was_cut_at_a_chunk_does_not_pass_for_a_shorter_one() -> None:
    with pytest.raises(DamagedFile):
        everything(OpenedFile(InMemory({NAME: SEALED[: 3 * STEP]}), NAME, KEY, 3 * CHUNK))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(DamagedFile):
        OpenedFile(InMemory({NAME: SEALED}), NAME, new_key(), len(WORDS)).read(1)


def test_what_says_more_than_there_is_is_not_sealed() -> None:
    with pytest.raises(EOFError, match="1 bytes are missing"):
        list(sealed(NAME, KEY, io.BytesIO(b"12"), 3))


# --- the spool


@given(st.lists(st.binary(max_size=3000), max_size=4), st.booleans(), st.integers(0, 20_000))
def test_a_spool_gives_what_was_put_in_it(pieces: list[bytes], large: bool, at: int) -> None:
    pieces = [b"x" * (IN_MEMORY - 10), *pieces] if large else pieces
    whole = b"".join(pieces)
    with Spool() as spool:
        for piece in pieces:
            spool.write(piece)
        assert spool.size == len(whole)
        spool.seek(at)
        assert everything(spool) == whole[at:]


def test_what_a_spool_has_on_disk_is_not_in_the_clear() -> None:
    words = b"what she wrote " * 40_000
    with Spool() as spool:
        spool.write(words)
        disk = spool._disk
        assert disk is not None
        disk.seek(0)
        assert b"what she wrote" not in disk.read()
        spool.seek(len(words) - 5)
        assert spool.read() == b"rote "
