"""What kinds of files there are, and how each is known by its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from varde.kernel.words import Text

Medium = Literal["picture", "sound", "film", "document"]
MEDIA: tuple[str, ...] = get_args(Medium)
MB = 1_000_000
LARGEST: dict[str, int] = {"picture": 10 * MB, "sound": 25 * MB, "film": 100 * MB, "document": 10 * MB}
"""Bytes of each that Varde takes at most; whoever asks for a file may ask for less."""


@dataclass(frozen=True, slots=True)
class FileType:
    """One type of file: what it is, how it is told to a browser, and the end of the name that it is downloaded under."""

    key: str
    medium: Medium
    media_type: str
    ending: str


TYPES: dict[str, FileType] = {
    each.key: each
    for each in (
        FileType("jpeg", "picture", "image/jpeg", "jpg"),
        FileType("png", "picture", "image/png", "png"),
        FileType("webp", "picture", "image/webp", "webp"),
        FileType("mp3", "sound", "audio/mpeg", "mp3"),
        FileType("m4a", "sound", "audio/mp4", "m4a"),
        FileType("wav", "sound", "audio/wav", "wav"),
        FileType("ogg", "sound", "audio/ogg", "ogg"),
        FileType("weba", "sound", "audio/webm", "weba"),
        FileType("mp4", "film", "video/mp4", "mp4"),
        FileType("mov", "film", "video/quicktime", "mov"),
        FileType("webm", "film", "video/webm", "webm"),
        FileType("pdf", "document", "application/pdf", "pdf"),
    )
}

ACCEPTED: dict[str, str] = {
    "picture": "image/jpeg,image/png,image/webp",
    "sound": "audio/mpeg,audio/mp4,audio/wav,audio/ogg,audio/webm,.m4a",
    "film": "video/mp4,video/quicktime,video/webm",
    "document": "application/pdf",
}
"""What a browser is told to offer. A telephone that keeps pictures as HEIC sends a JPEG when HEIC is not among them."""

NAMED: dict[str, Text] = {
    "picture": Text("bilde", "bilete", "picture"),
    "sound": Text("lydopptak", "lydopptak", "sound recording"),
    "film": Text("film", "film", "film"),
    "document": Text("PDF", "PDF", "PDF"),
}
