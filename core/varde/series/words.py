"""What is said of numbers that are measured."""

from __future__ import annotations

from varde.kernel.words import Text

BETWEEN = Text("{low} til {high}", "{low} til {high}", "{low} to {high}")
EVERYTHING = Text("alle tall", "alle tal", "every number")
FAR_HIGHER = Text("Det er {by} høyere enn sist.", "Det er {by} høgare enn sist.", "It is {by} higher than last time.")
FAR_LOWER = Text("Det er {by} lavere enn sist.", "Det er {by} lågare enn sist.", "It is {by} lower than last time.")
FROM = Text("{low} og over", "{low} og over", "{low} and above")
NOT_FALLING = Text(
    "{lower} må være lavere enn {upper}. Se over tallene.",
    "{lower} må vere lågare enn {upper}. Sjå over tala.",
    "{lower} must be lower than {upper}. Look over the numbers.",
)
NOT_POSSIBLE = Text(
    "{name} må være fra {low} til {high} {unit}. Se over tallet.",
    "{name} må vere frå {low} til {high} {unit}. Sjå over talet.",
    "{name} must be from {low} to {high} {unit}. Look over the number.",
)
NOT_WHOLE = Text(
    "{name} skrives uten desimaler.", "{name} blir skrive utan desimalar.", "{name} is written without decimals."
)
TOO_FINE = Text(
    "{name} skrives med høyst {n} desimaler.",
    "{name} blir skrive med høgst {n} desimalar.",
    "{name} is written with at most {n} decimals.",
)
UNDER = Text("under {high}", "under {high}", "under {high}")
UNUSUAL = Text("Det er utenfor det som er vanlig.", "Det er utanfor det som er vanleg.", "It is outside what is usual.")
