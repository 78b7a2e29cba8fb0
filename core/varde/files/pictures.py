"""Pictures are drawn anew: what comes out has the points of what came in, and nothing else of it.

No place, time, telephone, owner or comment, no picture within the picture, and nothing that stood behind its end. What way is up,
which a camera only notes beside the points, is drawn in. Pillow is imported when the first picture comes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import IO, Any, cast

from varde.files.errors import DamagedPicture, TooManyPixels
from varde.files.spool import Plain, Spool

MOST_PIXELS = 50_000_000
"""The cameras of telephones take 12 to 48 million."""
LONGEST_EDGE, SMALL_EDGE = 2000, 360
"""Half of what a telephone's camera takes along an edge: a JPEG is then unpacked at half its size, for a quarter of the memory."""
QUALITY, SMALL_QUALITY = 85, 72
_ORIENTATION = 0x0112
_READ = ("JPEG", "PNG", "WEBP")
# Drawing takes up to 200 MB for a moment, so no more than two are drawn at once, however many come.
_DRAWING = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture drawn anew, as JPEG: the small one first, ``small`` bytes, and the whole behind it, in one file."""

    file: Spool
    small: int

    @property
    def size(self) -> int:
        return self.file.size


def drawn_anew(plain: Plain) -> DrawnPicture:
    """The picture in this file, at most 2000 points along its longer edge, and a small one of 360.

    :raises TooManyPixels: it says that it is larger than any telephone's; nothing was unpacked.
    :raises DamagedPicture: it cannot be read to its end.
    """
    from PIL import Image

    with _DRAWING:
        try:
            plain.seek(0)
            with Image.open(cast("IO[bytes]", plain), formats=_READ) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise TooManyPixels(most=MOST_PIXELS // 1_000_000)
                longest = max(picture.size)
                if longest > LONGEST_EDGE:  # a JPEG is then unpacked no larger than it will be drawn, as near as it can
                    wide, high = (edge * LONGEST_EDGE // longest for edge in picture.size)
                    picture.draft("RGB", (wide, high))
                return _written(_upright(picture))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
            raise TooManyPixels(most=MOST_PIXELS // 1_000_000) from fault
        except (OSError, SyntaxError, ValueError, EOFError) as fault:
            raise DamagedPicture() from fault


def _upright(picture: Any) -> Any:
    """The points alone, the right way up, on white where one saw through, and no larger than is kept."""
    from PIL import Image

    way_up = _way_up(picture)
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    points = picture if way_up is None else picture.transpose(way_up)
    if points.mode in ("RGBA", "LA", "PA", "P"):
        seen_through = points.convert("RGBA")
        white = Image.new("RGB", seen_through.size, "white")
        white.paste(seen_through, mask=seen_through.getchannel("A"))
        return white
    return points.convert("RGB")


def _way_up(picture: Any) -> Any:
    """How it must be turned, as the camera noted it; None when it stands, or the note cannot be read."""
    from PIL import Image

    turned = Image.Transpose
    ways = {
        2: turned.FLIP_LEFT_RIGHT,
        3: turned.ROTATE_180,
        4: turned.FLIP_TOP_BOTTOM,
        5: turned.TRANSPOSE,
        6: turned.ROTATE_270,
        7: turned.TRANSVERSE,
        8: turned.ROTATE_90,
    }
    try:
        return ways.get(picture.getexif().get(_ORIENTATION))
    except Exception:  # noqa: BLE001 - Pillow reads what anybody wrote; a broken note does not make a broken picture
        return None


def _written(points: Any) -> DrawnPicture:
    from PIL import Image

    # What a picture carries beside its points is not asked for by name: a new one is made, and only the points put in.
    bare = Image.new("RGB", points.size)
    bare.paste(points)
    small = bare.copy()
    small.thumbnail((SMALL_EDGE, SMALL_EDGE), Image.Resampling.LANCZOS)
    file, first = Spool(), io.BytesIO()
    small.save(first, "JPEG", quality=SMALL_QUALITY, optimize=True)
    file.write(first.getvalue())
    whole = io.BytesIO()
    bare.save(whole, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    file.write(whole.getvalue())
    file.must_be_whole()
    return DrawnPicture(file, len(first.getvalue()))
