"""What a patient reads of her own answers at once, where the instrument declares it: a sentence for the band she is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from varde.assessments.models import Response
from varde.instruments.engine import bands_for
from varde.instruments.values import Instrument
from varde.kernel.words import Text


def feedback_on(known: Mapping[str, Instrument], responses: Iterable[Response]) -> tuple[Text, ...]:
    """The feedback of the band of each response that was handed in, in order; nothing for an instrument of another version."""
    said = []
    for response in responses:
        instrument = known.get(response.instrument)
        if instrument is None or response.submitted_at is None or response.version != instrument.version:
            continue
        bands = {band.key: band.feedback for band in bands_for(instrument, response.context or {})}
        words = bands.get(response.band) if response.band is not None else None
        if words is not None:
            said.append(words)
    return tuple(said)
