"""Words of the pages for everybody: the links at the foot."""

from __future__ import annotations

from varde.kernel.words import Text

ACCESSIBILITY = Text("Tilgjengelighet", "Tilgjenge", "Accessibility")
HELP = Text("Hjelp og kontakt", "Hjelp og kontakt", "Help and contact")
PRIVACY = Text("Personvern", "Personvern", "Privacy")
ANSWER_SENT = Text(
    "Takk. Svaret er sendt til klinikken.",
    "Takk. Svaret er sendt til klinikken.",
    "Thank you. The clinic has your answer.",
)
GP_KEPT = Text("Det er lagret.", "Det er lagra.", "It is saved.")
