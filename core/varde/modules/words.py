"""Words of entries that a sentence is put together of."""

from __future__ import annotations

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


def day_said(day: date) -> Text:
    """“tirsdag 17. november”, in every language."""
    return Text(*(weekday_day(day, language) for language in LANGUAGES))
