"""What can be wrong when somebody changes or answers something about a person."""

from __future__ import annotations

from varde.kernel.errors import Conflict, NotAllowed, NotFound
from varde.kernel.words import Text


class NoSuchQuestion(NotFound):
    sentence = Text(
        "Vi finner ikke dette spørsmålet.", "Vi finn ikkje dette spørsmålet.", "We cannot find this question."
    )


class QuestionAnswered(Conflict):
    sentence = Text(
        "Spørsmålet er allerede besvart. Svaret står i historikken.",
        "Spørsmålet er alt svart på. Svaret står i historikken.",
        "The question has already been answered. The answer stands in the history.",
    )


class NoSuchJoin(NotFound):
    sentence = Text("Vi finner ikke dette.", "Vi finn ikkje dette.", "We cannot find this.")


class CannotJoin(Conflict):
    """Not one D-number and one F-number, or one of the two works here."""

    sentence = Text(
        "Bare et D-nummer og fødselsnummeret som kom etter det, kan slås sammen, og ingen som har en rolle som ansatt.",
        "Berre eit D-nummer og fødselsnummeret som kom etter det, kan slåast saman, og ingen som har ei rolle som tilsett.",
        "Only a D-number and the identity number that came after it can be joined, and nobody who has a role as staff.",
    )


class JoinDecided(Conflict):
    sentence = Text("Dette er allerede avgjort.", "Dette er alt avgjort.", "This has already been decided.")


class JoinTooOld(Conflict):
    sentence = Text(
        "Det er mer enn {days} dager siden, og kan ikke angres her. Ta kontakt med klinikken.",
        "Det er meir enn {days} dagar sidan, og kan ikkje angrast her. Ta kontakt med klinikken.",
        "It is more than {days} days ago and cannot be undone here. Contact the clinic.",
    )


class NotYoursToAnswer(NotAllowed):
    """The one who says that a name is changed does not also confirm it."""

    sentence = Text(
        "Dette må bekreftes av den andre parten: pasienten eller klinikken.",
        "Dette må stadfestast av den andre parten: pasienten eller klinikken.",
        "This must be confirmed by the other side: the patient or the clinic.",
    )
