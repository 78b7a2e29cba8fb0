"""What can be wrong with handling an alert."""

from __future__ import annotations

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
