"""Files as they come: pictures that are drawn for a test, and the beginnings of others, written by hand."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

from varde.files.service import Incoming
from varde.files.spool import Spool

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00\x00\x00\x08free" + bytes(200)
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  " + bytes(200)
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42" + bytes(200)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01" + bytes(200)
WAV = b"RIFF\xd0\x00\x00\x00WAVEfmt " + bytes(200)
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(200)
MP3_WITHOUT_TAG = b"\xff\xfb\x90\x64" + bytes(200)
OGG = b"OggS\x00\x02" + bytes(200)
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01" + bytes(200)
ZIP = b"PK\x03\x04\x14\x00" + bytes(200)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
GIF = b"GIF89a\x01\x00\x01\x00" + bytes(200)


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **options: Any) -> bytes:
    """A picture with a red left half and a blue right half."""
    drawn = Image.new("RGB", size, "blue")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.convert(mode).save(out, kind, **options)
    return out.getvalue()


def telling_picture() -> bytes:
    """A JPEG as a telephone writes it: where it was taken and by what, how it was held, a comment, and something behind its end."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F], notes[0x9286] = 6, "SecretPhone", "secret note"
    notes[0x8825] = {1: "N", 2: (60.0, 23.0, 4.0), 3: "E", 4: (5.0, 19.0, 0.0)}
    return picture(exif=notes, comment=b"secret comment") + b"<script>secret()</script>"


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of some kilobytes that says it has 900 million points."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * 64), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def came(content: bytes, name: str = "bilde.jpg") -> Incoming:
    """A file as a form brings it."""
    spool = Spool()
    spool.write(content)
    spool.seek(0)
    return Incoming(spool, len(content), name)


def opened_picture(content: bytes) -> Image.Image:
    """What a browser would show."""
    shown = Image.open(io.BytesIO(content))
    shown.load()
    return shown
