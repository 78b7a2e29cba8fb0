"""What a film tells of itself is made blank, and nothing else of it is changed."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.files.boxes import Untold, telling_boxes
from varde.files.models import StoredFile
from varde.files.service import opened

from . import samples_of_files as samples
from .conftest import Kept

PLACE = b"+60.3930+005.3242/"


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return (len(content) + 8).to_bytes(4, "big") + name + content


def long_box(name: bytes, content: bytes) -> bytes:
    return (1).to_bytes(4, "big") + name + (len(content) + 16).to_bytes(8, "big") + content


TYPE, MOVIE = box(b"ftyp", b"mp42\x00\x00\x00\x00isom"), box(b"mvhd", bytes(100))
TRACK = box(b"tkhd", bytes(84))
TABLE = box(b"mdia", b"udta is a word in here, and no box")
PICTURES = box(b"mdat", b"pictures meta udta " * 50)
FILM = (
    TYPE
    + box(
        b"moov",
        MOVIE,
        box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7" + PLACE)),
        box(b"trak", TRACK, TABLE, box(b"meta", PLACE)),
        box(b"meta", b"com.apple.quicktime.location.ISO6709", PLACE),
    )
    + PICTURES
    + box(b"uuid", b"<x:xmpmeta>", PLACE)
)
UNTOLD = (
    TYPE
    + box(
        b"moov",
        MOVIE,
        box(b"free", bytes(len(PLACE) + 12)),
        box(b"trak", TRACK, TABLE, box(b"free", bytes(len(PLACE)))),
        box(b"free", bytes(36 + len(PLACE))),
    )
    + PICTURES
    + box(b"free", bytes(11 + len(PLACE)))
)


def untold(content: bytes, piece: int = 65_536) -> bytes:
    plain = io.BytesIO(content)
    file = Untold(plain, telling_boxes(plain, len(content)))
    return b"".join(iter(lambda: file.read(piece) or b"", b""))


def test_place_and_name_are_blank_and_nothing_else_is_changed() -> None:
    assert untold(FILM) == UNTOLD
    assert PLACE not in untold(FILM)


@given(piece=st.integers(1, 700), at=st.integers(0, len(FILM)))
def test_it_is_the_same_in_whatever_pieces_it_is_read(piece: int, at: int) -> None:
    assert untold(FILM, piece) == UNTOLD
    plain = io.BytesIO(FILM)
    file = Untold(plain, telling_boxes(plain, len(FILM)))
    file.seek(at)
    assert file.read(piece) == UNTOLD[at : at + piece]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TYPE + long_box(b"meta", PLACE), TYPE + long_box(b"free", bytes(len(PLACE)))),
        (TYPE + b"\0\0\0\0meta" + PLACE, TYPE + b"\0\0\0\0free" + bytes(len(PLACE))),
        (TYPE + PICTURES, TYPE + PICTURES),
        (b"", b""),
        (TYPE[:5], TYPE[:5]),
    ],
)
def test_every_way_a_length_is_written(content: bytes, expected: bytes) -> None:
    assert untold(content) == expected


@pytest.mark.parametrize(
    "broken",
    [
        TYPE + b"\x7f\xff\xff\xffmoov",
        TYPE + b"\0\0\0\x04moov",
        TYPE + b"\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff",
        TYPE + box(b"moov", b"\0\0\0\x03udta"),
        box(b"moov", box(b"moov", box(b"moov", b"\0\0\0\x08trak" * 30_000))),
        b"".join((8 * deep).to_bytes(4, "big") + b"moov" for deep in range(3000, 0, -1)),
    ],
)
def test_what_is_no_boxes_ends_the_search(broken: bytes) -> None:
    assert untold(broken) == broken


@given(st.binary(max_size=300))
def test_nothing_makes_it_stumble(content: bytes) -> None:
    assert len(untold(TYPE + content)) == len(TYPE + content)


@pytest.mark.parametrize("medium", ["film", "sound"])
def test_a_film_is_kept_without_its_place(kept: Kept, medium: str) -> None:
    key = kept.add(FILM, medium)
    with kept.house.work() as work:
        content = opened(work.settings, work.session.get_one(StoredFile, key))
    assert content.read(10_000) == UNTOLD


def test_what_has_no_boxes_is_kept_as_it_came(kept: Kept) -> None:
    key = kept.add(samples.MP3, "sound")
    with kept.house.work() as work:
        assert opened(work.settings, work.session.get_one(StoredFile, key)).read(10_000) == samples.MP3
