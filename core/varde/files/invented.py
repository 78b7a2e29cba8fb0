"""Files that nobody made, for invented people: a picture drawn here, and a sound worked out."""

from __future__ import annotations

import io
import math
import wave
from random import Random

WIDE, HIGH = 320, 240
RATE, SECONDS = 8000, 1


def invented_file(medium: str, chance: Random) -> bytes | None:
    """A small file of this medium that is what it says it is: a PNG of hills, or a WAV of one second with two tones. None of a
    film, which takes an encoder that Varde does not have, nor of a document."""
    match medium:
        case "picture":
            return _hills(chance)
        case "sound":
            return _tones(chance)
    return None


def _hills(chance: Random) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (WIDE, HIGH), (200 + chance.randint(0, 40), 220, 235))
    pen = ImageDraw.Draw(picture)
    for ridge in range(3):
        top = HIGH // 3 + ridge * HIGH // 5
        line = [(x, top + chance.randint(-18, 18)) for x in range(0, WIDE + 40, 40)]
        pen.polygon([(0, HIGH), *line, (WIDE, HIGH)], fill=(90 - ridge * 20, 130 - ridge * 25, 110 - ridge * 25))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _tones(chance: Random) -> bytes:
    low, high = sorted(chance.sample((440, 523, 587, 659, 784), 2))
    half = RATE * SECONDS // 2
    points = (math.sin(math.tau * (low if at < half else high) * at / RATE) for at in range(RATE * SECONDS))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)  # eight bits, around 128
        sound.setframerate(RATE)
        sound.writeframes(bytes(128 + round(60 * point) for point in points))
    return file.getvalue()
