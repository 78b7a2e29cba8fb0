"""A picture that was drawn anew has its points and nothing else of what came."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from varde.files import pictures
from varde.files.errors import DamagedPicture, TooManyPixels

from . import samples_of_files as samples

RED, BLUE, WHITE = (254, 0, 0), (0, 0, 254), (255, 255, 255)


def drawn(content: bytes) -> tuple[Image.Image, Image.Image, bytes]:
    """The whole picture, the small one, and all that is kept."""
    kept = pictures.drawn_anew(samples.came(content).plain)
    kept.file.seek(0)
    everything = kept.file.read()
    assert len(everything) == kept.size
    return (
        samples.opened_picture(everything[kept.small :]),
        samples.opened_picture(everything[: kept.small]),
        everything,
    )


def near(point: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(seen - meant) < 12 for seen, meant in zip(point, colour, strict=True))


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_what_comes_out_is_jpeg_and_looks_the_same(kind: str, mode: str) -> None:
    whole, small, _ = drawn(samples.picture(kind, mode=mode))
    assert (whole.format, whole.mode, whole.size) == ("JPEG", "RGB", (640, 480))
    assert (small.format, small.size) == ("JPEG", (360, 270))
    if mode not in ("L", "CMYK"):
        assert near(whole.getpixel((100, 100)), RED)
        assert near(whole.getpixel((500, 100)), BLUE)


def test_nothing_is_told_that_was_not_seen() -> None:
    told = samples.telling_picture()
    assert b"SecretPhone" in told
    whole, small, kept = drawn(told)
    for secret in (b"SecretPhone", b"secret", b"Exif", b"script"):
        assert secret not in kept
    for shown in (whole, small):
        assert dict(shown.getexif()) == {}
        assert not {"exif", "comment", "icc_profile", "xmp"} & shown.info.keys()


WAYS_UP = {  # the note of the camera: where the red half, drawn to the left, is to be seen
    1: "left",
    2: "right",
    3: "right",
    4: "left",
    5: "above",
    6: "above",
    7: "below",
    8: "below",
}
SEEN = {"left": (60, 240), "right": (580, 240), "above": (240, 60), "below": (240, 580)}


@pytest.mark.parametrize("note", WAYS_UP)
def test_it_stands_the_way_it_was_held(note: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = note
    whole, small, _ = drawn(samples.picture(exif=exif))
    turned = WAYS_UP[note] in ("above", "below")
    assert whole.size == ((480, 640) if turned else (640, 480))
    assert small.size == ((270, 360) if turned else (360, 270))
    assert near(whole.getpixel(SEEN[WAYS_UP[note]]), RED)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # Pillow says so too
def test_a_broken_note_does_not_make_a_broken_picture() -> None:
    whole, _, _ = drawn(samples.picture(exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff" + bytes(30)))
    assert whole.size == (640, 480)


def test_what_one_saw_through_is_white() -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")
    whole, _, _ = drawn(out.getvalue())
    assert near(whole.getpixel((150, 150)), WHITE)


@pytest.mark.parametrize(
    ("size", "kept"),
    [((5000, 100), (2000, 40)), ((100, 5000), (40, 2000)), ((2000, 1500), (2000, 1500)), ((1, 1), (1, 1))],
)
def test_no_edge_is_longer_than_is_kept(size: tuple[int, int], kept: tuple[int, int]) -> None:
    whole, _, _ = drawn(samples.picture("PNG", size=size))
    assert whole.size == kept


@pytest.mark.parametrize("size", [(30_000, 30_000), (50_001, 1000), (1000, 50_001), (9000, 9000)])
def test_a_picture_that_would_fill_the_memory_is_not_unpacked(size: tuple[int, int], monkeypatch: Any) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("it was unpacked"))
    with pytest.raises(TooManyPixels, match="more than 50 million points"):
        pictures.drawn_anew(samples.came(samples.bomb(*size)).plain)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_half_a_picture_is_none(kind: str, part: float) -> None:
    noise = Image.effect_noise((640, 480), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, kind)
    with pytest.raises(DamagedPicture):
        drawn(out.getvalue()[: int(len(out.getvalue()) * part)])


@pytest.mark.parametrize(
    "content",
    [samples.GIF, samples.SVG, samples.PDF, samples.PROGRAM, samples.HEIC, b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"],
)
def test_what_only_begins_as_one_is_none(content: bytes) -> None:
    with pytest.raises(DamagedPicture):
        drawn(content)
