"""The words of a step as a page draws them: running text, pictures and films, and the clinic's telephone number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from varde.content.blocks import CLINIC, Piece, with_number
from varde.content.editing import number_of
from varde.content.media import media_named
from varde.content.models import ContentMedium
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class DrawnPiece:
    """A part of what is read; a picture or film with what is known of it, None when it is not there."""

    kind: str
    html: str = ""
    alt: str = ""
    medium: ContentMedium | None = None


def drawn_pieces(work: Work, pieces: Sequence[Piece], organisation_id: int) -> list[DrawnPiece]:
    """The parts of a step for whoever is treated at this organisation. No statement for words alone; one for pictures and films,
    two where the number of the clinic is put in, however many there are."""
    return drawn_texts(work, {"": pieces}, organisation_id)[""]


def drawn_texts(work: Work, texts: Mapping[str, Sequence[Piece]], organisation_id: int) -> dict[str, list[DrawnPiece]]:
    """The same of a step in several languages, by language. As many statements as of one."""
    every = [piece for pieces in texts.values() for piece in pieces]
    media = media_named(work, {piece.code for piece in every if piece.code})
    number = number_of(work, organisation_id) if any(CLINIC in piece.html for piece in every) else ""
    return {
        language: [
            DrawnPiece(piece.kind, with_number(piece.html, number), piece.alt, media.get(piece.code))
            for piece in pieces
        ]
        for language, pieces in texts.items()
    }
