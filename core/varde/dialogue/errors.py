"""What can be wrong with a message."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict
from varde.kernel.words import Text


class EmptyMessage(BadInput):
    sentence = Text(
        "Skriv en melding før du sender.", "Skriv ei melding før du sender.", "Write a message before you send."
    )


class TooLongMessage(BadInput):
    sentence = Text(
        "Meldingen har {length} tegn og kan ha høyst {most}. Del den i to.",
        "Meldinga har {length} teikn og kan ha høgst {most}. Del henne i to.",
        "The message has {length} characters and may have at most {most}. Split it in two.",
    )


class TooManyInMessage(BadInput):
    sentence = Text(
        "En melding kan ha høyst {most} filer. Send resten i en til.",
        "Ei melding kan ha høgst {most} filer. Send resten i ei til.",
        "A message may have at most {most} files. Send the rest in another.",
    )


class DialogueClosed(Conflict):
    sentence = Text(
        "Det er ikke mulig å skrive her nå, fordi forløpet er {state}.",
        "Det går ikkje å skrive her no, fordi forløpet er {state}.",
        "You cannot write here now, because the enrolment is {state}.",
    )


class NamesAMember(BadInput):
    sentence = Text(
        "Meldingen nevner {name}, som er med i gruppen. De andre skal ikke få vite hvem som er med. Ta bort navnet.",
        "Meldinga nemner {name}, som er med i gruppa. Dei andre skal ikkje få vite kven som er med. Ta bort namnet.",
        "The message names {name}, who is in the group. The others are not to learn who is in it. Take the name out.",
    )
