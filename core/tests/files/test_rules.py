"""What a file is, by its content. The expectations are written by hand."""

from __future__ import annotations

import pytest

from varde.files.rules import chunks_in, in_megabytes, is_heic, sealed_size, title_of, type_of
from varde.files.values import ACCEPTED, LARGEST, MB, MEDIA, NAMED, TYPES

from . import samples_of_files as samples

TABLE = [
    # content, asked for, what it is
    (samples.picture("JPEG"), "picture", "jpeg"),
    (samples.picture("PNG"), "picture", "png"),
    (samples.picture("WEBP"), "picture", "webp"),
    (samples.MP3, "sound", "mp3"),
    (samples.MP3_WITHOUT_TAG, "sound", "mp3"),
    (samples.M4A, "sound", "m4a"),
    (samples.MP4, "sound", "m4a"),
    (samples.WAV, "sound", "wav"),
    (samples.OGG, "sound", "ogg"),
    (samples.WEBM, "sound", "weba"),
    (samples.MP4, "film", "mp4"),
    (samples.MOV, "film", "mov"),
    (samples.WEBM, "film", "webm"),
    (samples.PDF, "document", "pdf"),
    # what is good, and not what is asked for
    (samples.MP4, "picture", None),
    (samples.MOV, "sound", None),
    (samples.M4A, "film", None),
    (samples.PDF, "picture", None),
    (samples.picture("JPEG"), "film", None),
    # what nobody is given
    (samples.HEIC, "picture", None),
    (samples.HEIC, "sound", None),
    (samples.HEIC, "film", None),
    (samples.GIF, "picture", None),
    (samples.SVG, "picture", None),
    (samples.HTML, "picture", None),
    (samples.PROGRAM, "picture", None),
    (samples.ELF, "film", None),
    (samples.ZIP, "document", None),
    (b"", "picture", None),
    (b"\xff", "sound", None),
    (b"\xff\xff\xff\xff", "sound", None),
    # a frame of MPEG layer III: eleven bits set, the layer, a rate that is neither free nor bad
    (b"\xff\xfb\x90", "sound", "mp3"),
    (b"\xff\xe2\x10", "sound", "mp3"),
    (b"\xff\xfb", "sound", None),
    (b"\x7f\xfb\x90", "sound", None),
    (b"\xff\xfd\x90", "sound", None),
    (b"\xff\x1b\x90", "sound", None),
    (b"\xff\xfb\x00", "sound", None),
    (b"\xff\xfb\x01", "sound", None),
    (b"\xff\xfb\xf0", "sound", None),
    (b" %PDF-1.7", "document", None),
]


@pytest.mark.parametrize(("content", "wanted", "key"), TABLE)
def test_content_decides(content: bytes, wanted: str, key: str | None) -> None:
    read = type_of(content[:64], (wanted,))
    assert (read.key if read else None) == key


def test_where_both_are_asked_for_film_comes_before_sound() -> None:
    both = type_of(samples.MP4, ("sound", "film"))
    assert both is not None
    assert both.key == "mp4"


def test_what_a_browser_cannot_show_is_known() -> None:
    assert is_heic(samples.HEIC)
    assert not is_heic(samples.MP4)
    assert not is_heic(b"\0\0\0\x18free" + b"heic")


@pytest.mark.parametrize(
    ("sent", "title"),
    [
        ("bilde.jpg", "bilde.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\kari\\Desktop\\plan.pdf", "plan.pdf"),
        ("/", ""),
        ("..", ""),
        (None, ""),
        ("", ""),
        ("a\r\nb\0c.pdf", "a bc.pdf"),
        ("x" * 5000 + ".pdf", "x" * 80),
        ("\u202egpj.exe", "gpj.exe"),
        (" .hva?. ", "hva?"),
        ("\u200b" * 999 + "ab", "a"),
    ],
)
def test_a_name_is_only_words(sent: str | None, title: str) -> None:
    assert title_of(sent) == title


@pytest.mark.parametrize(
    ("size", "chunks", "in_store"),
    [(0, 1, 16), (1, 1, 17), (65_536, 1, 65_552), (65_537, 2, 65_569), (10_000_000, 153, 10_002_448)],
)
def test_sizes(size: int, chunks: int, in_store: int) -> None:
    assert (chunks_in(size), sealed_size(size)) == (chunks, in_store)


@pytest.mark.parametrize(("size", "said"), [(0, "1"), (1.4, "1"), (1.6, "2"), (25, "25")])
def test_a_size_is_said_in_whole_megabytes(size: float, said: str) -> None:
    assert in_megabytes(int(size * MB)) == said


def test_every_type_and_medium_is_spoken_of() -> None:
    assert {each.medium for each in TYPES.values()} == set(MEDIA) == set(LARGEST) == set(ACCEPTED) == set(NAMED)
    assert not {"text/html", "image/svg+xml"} & {each.media_type for each in TYPES.values()}
