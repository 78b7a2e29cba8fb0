"""Files that nobody made, for invented people and for the demo: a picture drawn here, and sounds worked out."""

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
    return _wav(bytes(128 + round(60 * point) for point in points))


LOW_TONE, HIGH_TONE = 196.0, 294.0
"""Hertz of a tone that leads the breath: a fifth, low enough to be calm."""


def paced_tone(rising: int, falling: int, rounds: int) -> bytes:
    """A WAV in which a soft tone rises for so many seconds and falls for so many, this many times. The pitch glides, and between
    two tones it is still for a moment, so that nothing clicks."""
    return _wav((_glide(LOW_TONE, HIGH_TONE, rising) + _glide(HIGH_TONE, LOW_TONE, falling)) * rounds)


def _glide(start: float, end: float, seconds: int) -> bytes:
    samples, phase, points = RATE * seconds, 0.0, bytearray()
    for at in range(samples):
        gone = at / samples
        phase += math.tau * (start + (end - start) * gone) / RATE
        points.append(128 + round(70 * math.sin(math.pi * gone) * math.sin(phase)))
    return bytes(points)


def _wav(points: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)  # eight bits, around 128
        sound.setframerate(RATE)
        sound.writeframes(points)
    return file.getvalue()
