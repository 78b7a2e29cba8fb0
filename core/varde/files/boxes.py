"""What a film or a recording in MP4 or QuickTime tells of itself: where it was filmed, by whom, with what. It is made blank.

Such a file is boxes within boxes, each with its length and name in front. A telephone writes the place into ``udta`` or ``meta``,
in the film as a whole (``moov``) or in a track (``trak``), and a recorder the name of the place. These boxes keep their length and
are named ``free``, which every player skips, so that nothing else in the file moves. Sources: ISO/IEC 14496-12, 4.2 and 8.1.2;
QuickTime File Format, "User data atoms" and "Metadata".
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from varde.files.spool import Plain

BOXED = ("mp4", "mov", "m4a")
"""The types of files that are made of boxes."""
_TELLING, _AROUND = (b"udta", b"meta", b"uuid"), (b"moov", b"trak", b"moof", b"traf")
MOST_BOXES, DEEPEST = 20_000, 4
FREE = b"free"


@dataclass(frozen=True, slots=True)
class Box:
    """Where a box stands: its length in front at ``at``, what is in it from ``inside`` to ``end``."""

    name: bytes
    at: int
    inside: int
    end: int


def telling_boxes(plain: Plain, size: int) -> list[Box]:
    """The boxes of a file of ``size`` bytes that tell of it. What cannot be read as boxes ends the search there."""
    telling = [box for box in _boxes(plain, 0, size, [MOST_BOXES], DEEPEST) if box.name in _TELLING]
    plain.seek(0)
    return telling


def _boxes(plain: Plain, start: int, end: int, left: list[int], deeper: int) -> Iterator[Box]:
    at = start
    while at + 8 <= end and left[0] > 0:
        left[0] -= 1
        box = _box(plain, at, end)
        if box is None:
            return
        yield box
        if box.name in _AROUND and deeper:
            yield from _boxes(plain, box.inside, box.end, left, deeper - 1)
        at = box.end


def _box(plain: Plain, at: int, end: int) -> Box | None:
    plain.seek(at)
    head = plain.read(16) or b""
    length, name, inside = int.from_bytes(head[:4], "big"), head[4:8], at + 8
    if length == 1:  # the length is written in eight bytes behind the name
        length, inside = int.from_bytes(head[8:16], "big"), at + 16
    elif length == 0:  # to the end
        length = end - at
    return Box(name, at, inside, at + length) if inside - at <= length <= end - at else None


class Untold(io.RawIOBase):
    """A file as it is, but for these boxes, which are blank."""

    def __init__(self, plain: Plain, boxes: Sequence[Box]) -> None:
        self._plain, self._boxes, self._at = plain, boxes, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = self._plain.seek(offset, whence)
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = bytearray(self._plain.read(len(view)) or b"")
        for box in self._boxes:
            _put(piece, self._at, box.at + 4, FREE)
            _put(piece, self._at, box.inside, bytes(max(0, min(box.end, self._at + len(piece)) - box.inside)))
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _put(piece: bytearray, at: int, place: int, content: bytes) -> None:
    """Write what stands at ``place`` of the file into a piece of it that begins at ``at``, as far as it reaches."""
    first, last = max(place, at), min(place + len(content), at + len(piece))
    if first < last:
        piece[first - at : last - at] = content[first - place : last - place]
