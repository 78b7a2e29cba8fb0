"""What can go wrong with an appointment."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict
from varde.kernel.words import Text


class NotHeldYet(Conflict):
    """Nobody has come, or stayed away, before the time."""

    sentence = Text(
        nb="Timen har ikke begynt ennå. Si fra om oppmøte etterpå.",
        nn="Timen har ikkje begynt enno. Sei frå om oppmøte etterpå.",
        en="The appointment has not begun yet. Say who came afterwards.",
    )


class Cancelled(Conflict):
    """A time that is not booked is neither attended nor missed, nor moved."""

    sentence = Text(
        nb="Timen er avlyst eller gjelder ikke lenger, så den kan ikke endres.",
        nn="Timen er avlyst eller gjeld ikkje lenger, så han kan ikkje endrast.",
        en="The appointment is cancelled or does not hold any more, so it cannot be changed.",
    )


class NotAhead(BadInput):
    sentence = Text(
        nb="Den nye tiden må være frem i tid.",
        nn="Den nye tida må vere fram i tid.",
        en="The new time must be in the future.",
    )


class NoSuchHour(BadInput):
    sentence = Text(
        "Det finnes ikke noe {clock} {day}: da stilles klokken. Velg en annen tid.",
        "Det finst ikkje noko {clock} {day}: då blir klokka stilt. Vel ei anna tid.",
        "There is no {clock} on {day}: the clocks change then. Choose another time.",
    )


class HourTwice(BadInput):
    sentence = Text(
        "Det blir {clock} to ganger {day}, fordi klokken stilles. Velg hvilken.",
        "Det blir {clock} to gonger {day}, fordi klokka blir stilt. Vel kva for ein.",
        "It is {clock} twice on {day}, because the clocks change. Choose which.",
    )


THERAPIST_TAKEN = Text(
    nb="Behandleren har en annen time da.",
    nn="Behandlaren har ein annan time då.",
    en="The therapist has another appointment then.",
)
PATIENT_TAKEN = Text(
    nb="Pasienten har en annen time da.",
    nn="Pasienten har ein annan time då.",
    en="The patient has another appointment then.",
)
ROOM_TAKEN = Text(nb="Rommet er opptatt da.", nn="Rommet er oppteke då.", en="The room is taken then.")


class NotFree(BadInput):
    """The time is somebody else's; with a sentence for each of those who are taken."""


class HostNotAllowed(BadInput):
    sentence = Text(
        "Adressen må begynne med https:// og gå til et sted der videorom kan være: {hosts}.",
        "Adressa må byrje med https:// og gå til ein stad der videorom kan vere: {hosts}.",
        "The address must begin with https:// and lead to where video rooms may be: {hosts}.",
    )
