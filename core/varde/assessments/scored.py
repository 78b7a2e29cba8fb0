"""What the instrument makes of a response: one way to write a score down, whoever answered and however often."""

from __future__ import annotations

from varde.assessments.models import Response
from varde.instruments.rules import score
from varde.instruments.values import Instrument


def write_score(instrument: Instrument, response: Response) -> None:
    """Score the answers as they stand, with what is known besides, and put the result in the response."""
    scored = score(instrument, response.answers, response.context)
    response.status, response.total, response.band = scored.status, scored.total, scored.band
    response.subscores, response.flags = dict(scored.subscores), dict(scored.flags)
    response.n_missing = scored.n_missing
