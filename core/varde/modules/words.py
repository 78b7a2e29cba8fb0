"""Words of entries that a sentence is put together of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from varde.kernel.text import weekday_day
from varde.kernel.words import LANGUAGES, Text

NEEDED = Text(
    "{label} Svar på denne, så er det lagret.",
    "{label} Svar på denne, så er det lagra.",
    "{label} Answer this one, and it is saved.",
)

NOT_KNOWN_YET = Text(
    "Vi vet ikke nok ennå. Svar på spørsmålene under «Noe å si fra om», så ser vi.",
    "Vi veit ikkje nok enno. Svar på spørsmåla under «Noko å seie frå om», så ser vi.",
    "We do not know enough yet. Answer the questions under “Something to tell us”, and we shall see.",
)

NOTHING_TO_MOVE = Text(
    "Den nyeste teksten i steget er den som leses.",
    "Den nyaste teksten i steget er den som blir lesen.",
    "The newest text of the step is what is read.",
)
WHY_MOVED = Text(
    "Skriv hvorfor, med {least} til {most} tegn. Det står i historikken.",
    "Skriv kvifor, med {least} til {most} teikn. Det står i historikken.",
    "Write why, with {least} to {most} characters. It stands in the history.",
)

STANDING: Mapping[str, Text] = {
    "locked": Text("ikke åpen ennå", "ikkje open enno", "not open yet"),
    "closed": Text("lukket", "lukka", "closed"),
    "open": Text("åpen", "open", "open"),
    "done": Text("ferdig", "ferdig", "done"),
    "skipped": Text("hoppet over", "hoppa over", "skipped"),
    "hidden": Text("skjult", "gøymd", "hidden"),
    "outside": Text("ikke på veien", "ikkje på vegen", "not on the way"),
    "held": Text("låst for trygghetens skyld", "låst for tryggleikens skuld", "locked for safety"),
    "added": Text("lagt til", "lagd til", "added"),
    "withheld": Text("venter på faglig signatur", "ventar på fagleg signatur", "waits for a clinical signature"),
    "library": Text("et bibliotek", "eit bibliotek", "a library"),
}
"""How a module or a step stands, inside a sentence."""
DEED: Mapping[str, Text] = {
    "open": Text("Åpne", "Opne", "Open"),
    "close": Text("Lukk inntil videre", "Lukk inntil vidare", "Close for the time being"),
    "skip": Text("Hopp over", "Hopp over", "Skip"),
    "repeat": Text("Gjør om igjen", "Gjer om att", "Do again"),
    "hide": Text("Skjul", "Gøym", "Hide"),
    "show": Text("Vis igjen", "Vis att", "Show again"),
    "add": Text("Legg til", "Legg til", "Add"),
}
"""What a therapist can do about a module or a step."""
DEED_DONE: Mapping[str, Text] = {
    "open": Text("åpnet", "opna", "opened"),
    "close": Text("lukket", "lukka", "closed"),
    "skip": Text("hoppet over", "hoppa over", "skipped"),
    "repeat": Text("satt til å gjøres om igjen", "sett til å gjerast om att", "set to be done again"),
    "hide": Text("skjult", "gøymd", "hidden"),
    "show": Text("vist igjen", "vist att", "shown again"),
    "add": Text("lagt til", "lagd til", "added"),
    "choose": Text("valgt", "vald", "chosen"),
    "decline": Text("valgt bort", "vald bort", "left out"),
}
"""That it was done."""


def day_said(day: date) -> Text:
    """“tirsdag 17. november”, in every language."""
    return Text(*(weekday_day(day, language) for language in LANGUAGES))
