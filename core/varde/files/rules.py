"""The type of a file by what is in it, never by its name nor by what the browser says of it."""

from __future__ import annotations

import re
from collections.abc import Collection

from varde.files.values import MB, TYPES, FileType
from varde.kernel.characters import name as one_line

HEAD = 64
"""Bytes of the beginning that decide."""
LONGEST_TITLE = 80
CHUNK, TAG = 65_536, 16
BLOB_NAME = re.compile(r"[0-9a-f]{32}")
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def type_of(head: bytes, wanted: Collection[str]) -> FileType | None:
    """The type of a file that begins with ``head``, among those of the media ``wanted``; None when it is none of them.

    MP4 and WebM hold sound or film: what is asked for decides, and where both are, it is film.
    """
    for key in _candidates(head):
        if TYPES[key].medium in wanted:
            return TYPES[key]
    return None


def _candidates(head: bytes) -> tuple[str, ...]:
    """The types that a beginning fits, the likeliest first."""
    for signature, keys in _SIGNATURES:
        if head.startswith(signature):
            return keys
    if head[:4] == b"RIFF":
        return {b"WEBP": ("webp",), b"WAVE": ("wav",)}.get(head[8:12], ())
    if head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    # A frame of MPEG layer III without a tag before it: eleven bits set, the layer, and neither a free nor a bad rate.
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] & 0xF0 not in (0x00, 0xF0):
        return ("mp3",)
    return ()


_SIGNATURES: tuple[tuple[bytes, tuple[str, ...]], ...] = (
    (b"\xff\xd8\xff", ("jpeg",)),
    (b"\x89PNG\r\n\x1a\n", ("png",)),
    (b"ID3", ("mp3",)),
    (b"OggS", ("ogg",)),
    (b"\x1aE\xdf\xa3", ("webm", "weba")),
    (b"%PDF-", ("pdf",)),
)


def _of_brand(brand: bytes) -> tuple[str, ...]:
    if brand in _HEIC:
        return ()
    if brand == b"qt  ":
        return ("mov",)
    return ("m4a",) if brand in (b"M4A ", b"M4B ") else ("mp4", "m4a")


def is_heic(head: bytes) -> bool:
    """Whether it is a picture as some telephones keep it, which browsers do not show."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC


def title_of(sent_name: str | None) -> str:
    """What a file may be called on a page, made of the name it came with: its last part, without paths and what cannot be
    seen, at most 80 characters; "" when nothing is left.

    >>> title_of("C:\\\\Users\\\\kari\\\\../Smerteplan.pdf"), title_of("../../etc/passwd"), title_of("/")
    ('Smerteplan.pdf', 'passwd', '')
    """
    last = (sent_name or "").replace("\\", "/").rpartition("/")[2]
    return one_line(last[:1000])[:LONGEST_TITLE].strip(" .")


def in_megabytes(size: int) -> str:
    """A size as it is said: whole megabytes, at least 1."""
    return str(max(1, round(size / MB)))


def chunks_in(size: int) -> int:
    """How many chunks a blob of so many bytes is sealed in; an empty one has one too."""
    return max(1, -(-size // CHUNK))


def sealed_size(size: int) -> int:
    """The bytes that a sealed blob takes in the store."""
    return size + chunks_in(size) * TAG
