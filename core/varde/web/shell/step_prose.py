"""The words of a step as a page draws them: running text, pictures, films and sounds, and the clinic's telephone number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from varde.content.blocks import CLINIC, Piece, with_number
from varde.content.drawings import Figure, drawn
from varde.content.editing import number_of
from varde.content.media import ShownMedium, media_named
from varde.content.rules import PLAYED
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class DrawnPiece:
    """A part of what is read; a picture, film or sound with what is known of it, None when it is not there."""

    kind: str
    html: str = ""
    alt: str = ""
    shown: ShownMedium | None = None


def drawn_pieces(work: Work, pieces: Sequence[Piece], organisation_id: int) -> list[DrawnPiece]:
    """The parts of a step for whoever is treated at this organisation. No statement for words alone; one for pictures, films and
    sounds, two where the number of the clinic is put in, however many there are. A drawing that no installed plugin ships is told
    in words."""
    return drawn_texts(work, {"": pieces}, organisation_id)[""]


def drawn_texts(work: Work, texts: Mapping[str, Sequence[Piece]], organisation_id: int) -> dict[str, list[DrawnPiece]]:
    """The same of a step in several languages, by language. As many statements as of one."""
    every = [piece for pieces in texts.values() for piece in pieces]
    media = media_named(work, {piece.code for piece in every if piece.kind in ("picture", *PLAYED)})
    number = number_of(work, organisation_id) if any(CLINIC in piece.html for piece in every) else ""
    figures = work.catalogue.all(Figure)
    return {
        language: [
            _figure(piece, figures.get(piece.code))
            if piece.kind == "figure"
            else DrawnPiece(piece.kind, with_number(piece.html, number), piece.alt, media.get(piece.code))
            for piece in pieces
        ]
        for language, pieces in texts.items()
    }


def _figure(piece: Piece, figure: Figure | None) -> DrawnPiece:
    shown = drawn(figure, piece.alt, piece.labels) if figure else f"<p>{escape(piece.alt)}</p>"
    return DrawnPiece("text", shown, piece.alt)
