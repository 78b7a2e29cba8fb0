"""What can be wrong with handling an alert."""

from __future__ import annotations

from typing import ClassVar

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text


class NoSuchAlert(NotFound):
    sentence = Text("Vi finner ikke dette varselet.", "Vi finn ikkje dette varselet.", "We cannot find this alert.")


class DangerOpen(Conflict):
    sentence = Text(
        "Det er et åpent varsel om personen, og hun kan ikke slettes før noen har lukket det.",
        "Det er eit ope varsel om personen, og ho kan ikkje slettast før nokon har lukka det.",
        "There is an open alert about the person, and she cannot be erased until somebody has closed it.",
    )


class AlreadyClosed(Conflict):
    sentence = Text(
        "Varselet er allerede lukket. Det som ble skrevet da, står.",
        "Varselet er alt lukka. Det som vart skrive då, står.",
        "The alert is already closed. What was written then stands.",
    )


class AllClosed(Conflict):
    sentence = Text(
        "Alle varslene du krysset av, ble lukket av noen andre imens. Notatet ditt er ikke skrevet noe sted ennå.",
        "Alle varsla du kryssa av, vart lukka av nokon andre imens. Notatet ditt er ikkje skrive nokon stad enno.",
        "All the alerts you ticked were closed by somebody else meanwhile. Your note is not written anywhere yet.",
    )


class NoneChosen(BadInput):
    sentence = Text(
        "Kryss av for hvilke varsler notatet gjelder.",
        "Kryss av for kva varsel notatet gjeld.",
        "Tick which alerts the note is about.",
    )


class NoteNeeded(BadInput):
    sentence = Text(
        "Skriv hva som ble gjort, minst ti tegn.",
        "Skriv kva som vart gjort, minst ti teikn.",
        "Write what was done, at least ten characters.",
    )


class ReasonNeeded(BadInput):
    sentence = Text(
        "Skriv hvorfor det ikke skal varsles, minst ti tegn.",
        "Skriv kvifor det ikkje skal varslast, minst ti teikn.",
        "Write why there is to be no alert, at least ten characters.",
    )


class NoCallIn(Conflict):
    sentence = Text(
        "Fra dette varselet kalles ingen inn.",
        "Frå dette varselet blir ingen kalla inn.",
        "Nobody is called in from this alert.",
    )


class NotNowInCall(Conflict):
    """Something about a call-in that does not fit how it stands (:mod:`varde.alerts.call_in_rules`)."""

    sentence = Text("{why}", "{why}", "{why}")
    _BY_STAND: ClassVar[dict[str, Text]] = {
        "none": Text(
            "Ingen er kalt inn. Kall inn først, eller skriv ned hva som ble gjort.",
            "Ingen er kalla inn. Kall inn først, eller skriv ned kva som vart gjort.",
            "Nobody is called in. Call in first, or write down what was done.",
        ),
        "ahead": Text(
            "Samtalen er satt opp og har ikke vært ennå. Skal den være en annen gang, flyttes timen.",
            "Samtalen er sett opp og har ikkje vore enno. Skal han vere ein annan gong, blir timen flytta.",
            "The talk is set up and has not been held yet. Move the appointment if it is to be another time.",
        ),
        "due": Text(
            "Samtalen skulle vært holdt. Si først hvordan det gikk.",
            "Samtalen skulle vore halden. Sei først korleis det gjekk.",
            "The talk should have been held. Say first how it went.",
        ),
        "off": Text(
            "Timen er avlyst. Kall inn på nytt.",
            "Timen er avlyst. Kall inn på nytt.",
            "The appointment is cancelled. Call in anew.",
        ),
    }

    def __init__(self, stand: str) -> None:
        super().__init__(why=self._BY_STAND[stand])


class OutcomeOfCall(BadInput):
    sentence = Text(
        "Velg hvordan det gikk med samtalen.", "Vel korleis det gjekk med samtalen.", "Choose how the talk went."
    )


class AgreedNeeded(BadInput):
    sentence = Text(
        "Skriv hva som ble avtalt eller sagt, minst {least} tegn.",
        "Skriv kva som vart avtalt eller sagt, minst {least} teikn.",
        "Write what was agreed or said, at least {least} characters.",
    )


class PlanNeeded(BadInput):
    sentence = Text(
        "Skriv hva dere gjør, minst {least} tegn.",
        "Skriv kva de gjer, minst {least} teikn.",
        "Write what you will do, at least {least} characters.",
    )


class PlanUntil(BadInput):
    sentence = Text(
        "Velg en dag etter i dag, innen {weeks} uker.",
        "Vel ein dag etter i dag, innan {weeks} veker.",
        "Choose a day after today, within {weeks} weeks.",
    )


class NotWorse(Conflict):
    """A plan closes a deterioration, and there is none."""

    sentence = Text(
        "Siste svar er ikke verre lenger, så det er ingen forverring å lage en plan for.",
        "Siste svar er ikkje verre lenger, så det er inga forverring å lage ein plan for.",
        "The latest answer is no longer worse, so there is no deterioration to plan for.",
    )


class NeverOptedOut(Conflict):
    """An alert that shows the crisis text is raised about everybody."""

    sentence = Text(
        "Dette varselet handler om fare for liv og kan ikke slås av.",
        "Dette varselet handlar om fare for liv og kan ikkje slåast av.",
        "This alert is about danger to life and cannot be turned off.",
    )


class NoCrisisText(Conflict):
    """The organisation has no crisis text, so a programme with safety questions does not open there."""

    sentence = Text(
        "Programmet er ikke åpent her ennå: organisasjonen mangler krisetekst.",
        "Programmet er ikkje ope her enno: organisasjonen manglar krisetekst.",
        "The programme is not open here yet: the organisation has no crisis text.",
    )
