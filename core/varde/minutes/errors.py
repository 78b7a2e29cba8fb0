"""What can be wrong with minutes."""

from __future__ import annotations

from varde.kernel.errors import BadInput, NotFound
from varde.kernel.words import Text


class NotMinutes(BadInput):
    sentence = Text(
        "Skriv hele minutter, fra 0 til 1440, som er et døgn.",
        "Skriv heile minutt, frå 0 til 1440, som er eit døgn.",
        "Write whole minutes, from 0 to 1440, which is a day.",
    )


class DayNotYet(BadInput):
    sentence = Text(
        "Dagen kan ikke være fram i tid.", "Dagen kan ikkje vere fram i tid.", "The day cannot be in the future."
    )


class DayBefore(BadInput):
    sentence = Text(
        "Dagen er før forløpet begynte, {day}.",
        "Dagen er før forløpet byrja, {day}.",
        "The day is before the enrolment began, {day}.",
    )


class MinutesReason(BadInput):
    sentence = Text(
        "Skriv hvorfor det var et annet tall.", "Skriv kvifor det var eit anna tal.", "Write why it was another number."
    )


class NoSuchMinutes(NotFound):
    sentence = Text("Det er ikke ført noen tid her.", "Det er ikkje ført noka tid her.", "No time is kept here.")
