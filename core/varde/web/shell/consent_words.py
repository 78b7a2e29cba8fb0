"""What is said about a yes and a no."""

from __future__ import annotations

from varde.kernel.words import Text

STANDING: dict[str, Text] = {
    "yes": Text("Du har sagt ja", "Du har sagt ja", "You have said yes"),
    "no": Text("Du har sagt nei", "Du har sagt nei", "You have said no"),
    "asked_anew": Text("Du sa ja til en eldre tekst", "Du sa ja til ein eldre tekst", "You said yes to an older text"),
    "unasked": Text("Du har ikke svart", "Du har ikkje svart", "You have not answered"),
}
OF_HER: dict[str, Text] = {
    "yes": Text("Ja", "Ja", "Yes"),
    "no": Text("Nei", "Nei", "No"),
    "asked_anew": Text("Ja til en eldre tekst", "Ja til ein eldre tekst", "Yes to an older text"),
    "unasked": Text("Ikke svart", "Ikkje svart", "Not answered"),
}
SAID_YES = Text("Ja til {what}, tekst {version}", "Ja til {what}, tekst {version}", "Yes to {what}, text {version}")
SAID_NO = Text("Nei til {what}, tekst {version}", "Nei til {what}, tekst {version}", "No to {what}, text {version}")
KEPT_YES = Text(
    "Du har sagt ja. Du kan ombestemme deg når du vil.",
    "Du har sagt ja. Du kan ombestemme deg når du vil.",
    "You have said yes. You can change your mind whenever you like.",
)
KEPT_NO = Text(
    "Du har sagt nei. Det gjelder fra nå av.",
    "Du har sagt nei. Det gjeld frå no av.",
    "You have said no. It holds from now on.",
)
WRITTEN = Text(
    "Skrevet ned. Pasienten ser det på siden sin.",
    "Skrive ned. Pasienten ser det på sida si.",
    "Written down. The patient sees it on her page.",
)
CHOOSE = Text("Velg ja eller nei.", "Vel ja eller nei.", "Choose yes or no.")
