"""What a patient is told when her record was opened by break-glass, as the head reads it before and she afterwards."""

from __future__ import annotations

from varde.enrolments.models import BreakGlass
from varde.identity.names import signed
from varde.kernel.words import Text
from varde.web.shell import http

KIND = {
    "danger": Text("Fare for liv eller helse nå", "Fare for liv eller helse no", "Danger to life or health now"),
    "call": Text(
        "Pasienten eller pårørende ringer, og noe må vites",
        "Pasienten eller pårørande ringjer, og noko må vitast",
        "The patient or kin rings, and something must be known",
    ),
    "service": Text(
        "Legevakt, ambulanse eller sykehus spør",
        "Legevakt, ambulanse eller sjukehus spør",
        "An emergency service or a hospital asks",
    ),
}
TOLD = Text(
    "{name} åpnet journalen din {day} {clock} med nødrett, og skrev at hjelpen ikke kunne vente. {kind}.",
    "{name} opna journalen din {day} {clock} med naudrett, og skreiv at hjelpa ikkje kunne vente. {kind}.",
    "{name} opened your record on {day}, {clock}, by break-glass, and wrote that help could not wait. {kind}.",
)
TOLD_VERDICT = {
    "": Text("Lederen går gjennom det.", "Leiaren går gjennom det.", "The head of the clinic reviews it."),
    "yes": Text(
        "{name} har gått gjennom det: det var grunn til å åpne.",
        "{name} har gått gjennom det: det var grunn til å opne.",
        "{name} has reviewed it: there was reason to open.",
    ),
    "more": Text(
        "{name} har gått gjennom det: det var grunn til å åpne, men det ble åpnet mer enn nødvendig.",
        "{name} har gått gjennom det: det var grunn til å opne, men det vart opna meir enn nødvendig.",
        "{name} has reviewed it: there was reason to open, but more was opened than needed.",
    ),
    "no": Text(
        "{name} har gått gjennom det: det var ikke grunn til å åpne.",
        "{name} har gått gjennom det: det var ikkje grunn til å opne.",
        "{name} has reviewed it: there was no reason to open.",
    ),
}


def told_in_words(row: BreakGlass) -> str:
    """Who opened it, when and why, and what the review came to."""
    speech, at = http.speech(), row.opened_at or row.asked_at
    name = signed(row.by.name, row.by.title)
    reviewer = row.reviewed_by.name if row.reviewed_by is not None else ""
    kind = speech.say(KIND[row.kind])
    opened = speech.say(TOLD, name=name, day=speech.day(at), clock=speech.clock(at), kind=kind)
    return " ".join((opened, f"«{row.reason}»", speech.say(TOLD_VERDICT[row.verdict or ""], name=reviewer)))
