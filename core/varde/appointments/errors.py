"""What can be wrong with a time that somebody wants."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.kernel.words import Text

IN_PAST = Text("Timen må være frem i tid.", "Timen må vere fram i tid.", "The appointment must be in the future.")
TOO_FAR = Text(
    "Timen kan settes opp høyst et år frem.",
    "Timen kan setjast opp høgst eit år fram.",
    "An appointment can be made for a year ahead at most.",
)
CLOSED_THEN = Text(
    "Det er stengt da. Velg en tid i åpningstiden.",
    "Det er stengt då. Vel ei tid i opningstida.",
    "It is closed then. Choose a time in the opening hours.",
)
NO_VIDEO = Text(
    "Pasienten har sagt nei til å møtes på video. Velg en annen måte.",
    "Pasienten har sagt nei til å møtast på video. Vel ein annan måte.",
    "The patient has said no to meeting on video. Choose another way.",
)
AWAY_THEN = Text(
    "Behandleren er borte den dagen.", "Behandlaren er borte den dagen.", "The therapist is away that day."
)
IN_GROUP_THEN = Text("Pasienten er i en gruppe da.", "Pasienten er i ei gruppe då.", "The patient is in a group then.")
NO_SUCH_ROOM = Text(
    "Rommet er stengt eller finnes ikke her.",
    "Rommet er stengt eller finst ikkje her.",
    "The room is closed, or not here.",
)
NO_SUCH_WAY = Text(
    "Denne timen holdes ikke slik. Velg en av måtene som står der.",
    "Denne timen blir ikkje halden slik. Vel ein av måtane som står der.",
    "This appointment is not held in that way. Choose one of those that are there.",
)


NO_SUCH_PARTY = Text(
    "Velg hvem som er med av dem som står der, og skriv hvem det er når det er en annen.",
    "Vel kven som er med av dei som står der, og skriv kven det er når det er ein annan.",
    "Choose who takes part among those that are there, and write who it is when it is somebody else.",
)


class NotThen(BadInput):
    """A time that cannot be; with a sentence for each reason."""


AT_THAT_TIME = Text("{at}: {fault}", "{at}: {fault}", "{at}: {fault}")


class BadRow(BadInput):
    sentence = Text(
        "En rekke har fra 2 til {most} timer, med fra 1 til {weeks} uker mellom.",
        "Ei rekkje har frå 2 til {most} timar, med frå 1 til {weeks} veker mellom.",
        "A row has from 2 to {most} appointments, with from 1 to {weeks} weeks between.",
    )


class RowNotFree(BadInput):
    """Some of the times cannot be; a sentence for each, and none of them was booked or moved."""


class NotSelfBooked(Conflict):
    sentence = Text(
        "Denne timen setter behandleren opp.",
        "Denne timen set behandlaren opp.",
        "The therapist makes this appointment.",
    )


class BookedAlready(Conflict):
    sentence = Text(
        "Du har en slik time allerede. Flytt den i stedet.",
        "Du har ein slik time alt. Flytt han i staden.",
        "You have such an appointment already. Move that one instead.",
    )


class NoTherapistYet(Conflict):
    sentence = Text(
        "Du har ingen behandler ennå. Vi tar kontakt med deg.",
        "Du har ingen behandlar enno. Vi tek kontakt med deg.",
        "You have no therapist yet. We will contact you.",
    )


class MovedTooOften(Conflict):
    sentence = Text(
        "Du har flyttet timen {times} ganger. Skriv til behandleren hvis du må flytte den igjen.",
        "Du har flytta timen {times} gonger. Skriv til behandlaren om du må flytte han igjen.",
        "You have moved the appointment {times} times. Write to the therapist if you must move it again.",
    )


class TooLateToMove(Conflict):
    sentence = Text(
        "Det er under {hours} timer til. Ring oss eller skriv til behandleren hvis du ikke kan komme.",
        "Det er under {hours} timar til. Ring oss eller skriv til behandlaren om du ikkje kan kome.",
        "It is less than {hours} hours away. Ring us or write to the therapist if you cannot come.",
    )


class JustTaken(BadInput):
    sentence = Text(
        "Timen er akkurat tatt av en annen. Velg en av de andre.",
        "Timen er nett teken av ein annan. Vel ein av dei andre.",
        "Somebody else has just taken that time. Choose one of the others.",
    )


class NoSuchAppointment(NotFound):
    sentence = Text("Vi finner ikke denne timen.", "Vi finn ikkje denne timen.", "We cannot find this appointment.")


class NoVideoRoom(Conflict):
    sentence = Text(
        "Videorommet er ikke klart. Behandleren ringer deg om det trengs.",
        "Videorommet er ikkje klart. Behandlaren ringjer deg om det trengst.",
        "The video room is not ready. The therapist will ring you if needed.",
    )


class BadPin(BadInput):
    sentence = Text(
        "En PIN-kode har fra 4 til 12 sifre, og ingenting annet.",
        "Ein PIN-kode har frå 4 til 12 siffer, og ikkje noko anna.",
        "A PIN has from 4 to 12 digits, and nothing else.",
    )


class NotHost(NotAllowed):
    sentence = Text(
        "Bare den som holder timen, går inn som vert.",
        "Berre den som held timen, går inn som vert.",
        "Only whoever holds the appointment enters as its host.",
    )
