"""What break-glass and its review refuse."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text


class GlassReasonNeeded(BadInput):
    sentence = Text(
        "Velg hva det gjelder, og skriv hvorfor, med minst femten tegn og høyst {most}. Pasienten og lederen leser det.",
        "Vel kva det gjeld, og skriv kvifor, med minst femten teikn og høgst {most}. Pasienten og leiaren les det.",
        "Choose what it is about, and write why, in fifteen letters at least and {most} at most. The patient and the head read it.",
    )


class NotConfirmed(Conflict):
    sentence = Text(
        "Du må bekrefte med HelseID etter at du skrev grunnen, og åpne innen ti minutter. Begynn på nytt.",
        "Du må stadfeste med HelseID etter at du skreiv grunnen, og opne innan ti minutt. Byrj på nytt.",
        "You must confirm with HelseID after you wrote the reason, and open within ten minutes. Begin again.",
    )


class GlassNotNeeded(Conflict):
    sentence = Text(
        "Du har tilgang til denne journalen og trenger ikke nødrett.",
        "Du har tilgang til denne journalen og treng ikkje naudrett.",
        "You have access to this record and need no break-glass.",
    )


class NoSuchReview(NotFound):
    sentence = Text(
        "Vi finner ikke denne bruken av nødrett blant dem du går gjennom.",
        "Vi finn ikkje denne bruken av naudrett blant dei du går gjennom.",
        "We cannot find this use of break-glass among those you review.",
    )


class NotYourReview(Conflict):
    sentence = Text(
        "En annen leder må vurdere dette. Ingen vurderer det hun eller han selv har åpnet.",
        "Ein annan leiar må vurdere dette. Ingen vurderer det ho eller han sjølv har opna.",
        "Another head must judge this. Nobody judges what she or he has opened.",
    )


class ReviewedAlready(Conflict):
    sentence = Text("Dette er allerede vurdert.", "Dette er alt vurdert.", "This has been judged already.")


class VerdictNeeded(BadInput):
    sentence = Text(
        "Velg om det var grunn til å åpne. Er svaret noe annet enn ja, skriver du noen ord.",
        "Vel om det var grunn til å opne. Er svaret noko anna enn ja, skriv du nokre ord.",
        "Choose whether there was reason to open. Unless the answer is yes, write a few words.",
    )


class DelayNeeds(BadInput):
    sentence = Text(
        "Skal pasienten få vite det senere, skriver du hvorfor og velger en dag innen tre måneder fra journalen ble åpnet.",
        "Skal pasienten få vite det seinare, skriv du kvifor og vel ein dag innan tre månader frå journalen vart opna.",
        "If the patient is to be told later, write why and choose a day within three months of the opening.",
    )
