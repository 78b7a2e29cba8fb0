"""Words of the manager's pages."""

from __future__ import annotations

from varde.kernel.words import Text

ALL_TRACKS = Text("Alle spor", "Alle spor", "All tracks")
APART = Text("Respondere og ikke-respondere", "Respondarar og ikkje-respondarar", "Responders and non-responders")
BAD_MONTH = Text(
    "En måned skrives slik: 2024-11.", "Ein månad skriv du slik: 2024-11.", "A month is written like this: 2024-11."
)
MONTHS_REVERSED = Text(
    "Fra-måneden må komme før til-måneden.",
    "Frå-månaden må kome før til-månaden.",
    "The first month must come before the last.",
)
TOGETHER = Text("Alle samlet", "Alle samla", "All together")
UNKNOWN_TRACK = Text(
    "Sporet i adressen kan ikke vises for seg. Velg et av dem i listen.",
    "Sporet i adressa kan ikkje visast for seg. Vel eitt av dei i lista.",
    "The track in the address cannot be shown on its own. Choose one from the list.",
)
FEW = Text("færre enn {n}, eller skjult", "færre enn {n}, eller skjult", "fewer than {n}, or hidden")
NO_SUCH_MEMBERS = Text("Ingen", "Ingen", "None")
NO_FIGURE = Text("vises ikke", "blir ikkje vist", "not shown")
ATTENDANCE_SHARE = Text(
    "{share} % ({low} til {high}), n = {times} ganger av {people}",
    "{share} % ({low} til {high}), n = {times} gonger av {people}",
    "{share} % ({low} to {high}), n = {times} times by {people}",
)
ATTENDANCE_HIDDEN = Text("Skjult: for få", "Skjult: for få", "Hidden: too few")
