"""What can be wrong with handling an alert."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text


class NoSuchAlert(NotFound):
    sentence = Text("Vi finner ikke dette varselet.", "Vi finn ikkje dette varselet.", "We cannot find this alert.")


class AlreadyClosed(Conflict):
    sentence = Text(
        "Varselet er allerede lukket. Det som ble skrevet da, står.",
        "Varselet er alt lukka. Det som vart skrive då, står.",
        "The alert is already closed. What was written then stands.",
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
