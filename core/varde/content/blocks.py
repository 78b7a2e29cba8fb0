"""What the words of a step are made of beside running text: pictures, films, sounds, and the clinic's own telephone number.

A picture is ``![what it shows](bilde:code)``, a film ``[film: code]`` and a sound ``[lyd: code]``, each alone on its line;
``[telefon: klinikk]`` stands anywhere in a sentence for the number of the organisation that treats whoever reads. A drawing that
the plugin ships is ``![what it says](figur:key "label | label")``, with the words that stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

from varde.kernel.text import markdown, phone

CODE = r"[a-z0-9][a-z0-9-]{0,59}"
_PICTURE = re.compile(rf"!\[([^\]\n]*)\]\(bilde:({CODE})\)", re.ASCII)
_FIGURE = re.compile(rf'!\[([^\]\n]*)\]\(figur:({CODE})(?: "([^"\n]*)")?\)', re.ASCII)
_PLAYED = re.compile(rf"\[(film|lyd): ?({CODE})\]", re.ASCII)
CLINIC = "[telefon: klinikk]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what is read: ``text`` with HTML that is safe to show, or a ``picture``, ``film``, ``sound`` or ``figure`` by its
    code.
    ``alt`` says what a picture or figure shows to whoever does not see it, ``labels`` are the words in a figure."""

    kind: Literal["text", "picture", "film", "sound", "figure"]
    html: str = ""
    code: str = ""
    alt: str = ""
    labels: tuple[str, ...] = ()


@lru_cache(maxsize=1000)
def pieces_of(body: str) -> tuple[Piece, ...]:
    """The parts in their order. What a step says does not change, so that it is made safe once however many read it.

    >>> [piece.kind for piece in pieces_of("Hei.\\n\\n[film: pust]\\n\\nGå.")]
    ['text', 'film', 'text']
    """
    return tuple(_pieces(body))


def _pieces(body: str) -> Iterator[Piece]:
    words: list[str] = []
    for line in (*body.split("\n"), None):
        medium = _alone(line) if line is not None else None
        if line is not None and medium is None:
            words.append(line)
            continue
        if any(each.strip() for each in words):
            yield Piece("text", html=markdown("\n".join(words)))
        words = []
        if medium is not None:
            yield medium


def _alone(line: str) -> Piece | None:
    if picture := _PICTURE.fullmatch(line.strip()):
        return Piece("picture", code=picture[2], alt=picture[1].strip())
    if figure := _FIGURE.fullmatch(line.strip()):
        labels = tuple(label.strip() for label in (figure[3] or "").split("|") if label.strip())
        return Piece("figure", code=figure[2], alt=figure[1].strip(), labels=labels)
    if played := _PLAYED.fullmatch(line.strip()):
        return Piece("film" if played[1] == "film" else "sound", code=played[2])
    return None


def with_number(html: str, number: str) -> str:
    """The text with the telephone number of the clinic, as a link that dials it.

    >>> with_number("<p>Ring [telefon: klinikk].</p>", "55 00 00 00")
    '<p>Ring <a href="tel:55000000">55\\xa000\\xa000\\xa000</a>.</p>'
    """
    dialled = re.sub(r"[^+0-9]", "", number)
    return html.replace(CLINIC, f'<a href="tel:{dialled}">{escape(phone(number))}</a>' if dialled else "")


def media_in(body: str) -> tuple[Piece, ...]:
    """The pictures, films, sounds and figures that stand alone on their lines."""
    return tuple(piece for _, piece in media_lines(body))


def media_lines(body: str) -> tuple[tuple[int, Piece], ...]:
    """The same, each with the number of its line, from 1."""
    pieces = ((number, _alone(line)) for number, line in enumerate(body.split("\n"), start=1))
    return tuple((number, piece) for number, piece in pieces if piece is not None)


def without_media(body: str) -> str:
    """The same lines, those of a picture, a film or a sound empty."""
    return "\n".join("" if _alone(line) else line for line in body.split("\n"))
