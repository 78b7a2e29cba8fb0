"""Words of the caseload's page."""

from __future__ import annotations

from varde.kernel.words import Counted, Text

EVERYBODY_FIRST = Text(
    "Listen åpner med alle som venter.", "Lista opnar med alle som ventar.", "Your list opens with everybody who waits."
)
VIEW_DROPPED = Text("Visningen «{name}» er slettet.", "Visninga «{name}» er sletta.", "The view “{name}” is deleted.")
VIEW_FIRST = Text(
    "Listen åpner med denne visningen.", "Lista opnar med denne visninga.", "Your list opens with this view."
)
VIEW_KEPT = Text("Visningen «{name}» er lagret.", "Visninga «{name}» er lagra.", "The view “{name}” is saved.")
GREETING = Text(
    "Hei! Det er en stund siden du var innom. Er det noe som står i veien? Skriv gjerne til meg, eller bare logg inn og "
    "ta det neste lille steget.",
    "Hei! Det er ei stund sidan du var innom. Er det noko som står i vegen? Skriv gjerne til meg, eller berre logg inn og "
    "ta det neste vesle steget.",
    "Hello! It is a while since you were here. Is something in the way? Do write to me, or just sign in and take the "
    "next small step.",
)
DONE = {
    "nudge": Counted(
        Text("Hilsenen er sendt til én.", "Helsinga er send til éin.", "The greeting was sent to one."),
        Text("Hilsenen er sendt til {n}.", "Helsinga er send til {n}.", "The greeting was sent to {n}."),
    ),
    "hand_over": Counted(
        Text("Én er gitt videre.", "Éin er gitt vidare.", "One was handed over."),
        Text("{n} er gitt videre.", "{n} er gitt vidare.", "{n} were handed over."),
    ),
    "book": Counted(
        Text("Én time er satt opp.", "Éin time er sett opp.", "One appointment was made."),
        Text("{n} timer er satt opp.", "{n} timar er sette opp.", "{n} appointments were made."),
    ),
}
NOTHING_DONE = Text("Ingenting ble gjort.", "Ingenting blei gjort.", "Nothing was done.")
