"""Words of the administrator's pages that are put together in Python."""

from __future__ import annotations

from varde.kernel.words import Counted, Text

CHANGED = Text("Endringen er lagret.", "Endringa er lagra.", "The change is saved.")
UNCHANGED = Text("Alt står som det sto.", "Alt står som det stod.", "Everything stands as it stood.")
ADDED = Text("{name} er lagt til.", "{name} er lagt til.", "{name} is added.")
CLOSED = Text("{name} er stengt.", "{name} er stengd.", "{name} is closed.")
OPENED = Text("{name} er åpnet igjen.", "{name} er opna igjen.", "{name} is open again.")
GIVEN = Text("Rollen er gitt.", "Rolla er gitt.", "The role is given.")
ASKED = Text(
    "Det er bedt om rollen. En annen administrator må bekrefte innen sju dager.",
    "Det er bede om rolla. Ein annan administrator må stadfeste innan sju dagar.",
    "The role is asked for. Another administrator must confirm within seven days.",
)
ALL_ENDED = Counted(
    Text(
        "1 rolle er avsluttet, og innloggingen er stengt.",
        "1 rolle er avslutta, og innlogginga er stengd.",
        "1 role is ended, and the sign-in is closed.",
    ),
    Text(
        "{n} roller er avsluttet, og innloggingen er stengt.",
        "{n} roller er avslutta, og innlogginga er stengd.",
        "{n} roles are ended, and the sign-in is closed.",
    ),
)
CONFIRMED = Text(
    "Rollen er gitt, med to bak seg.", "Rolla er gitt, med to bak seg.", "The role is given, with two behind it."
)
REFUSED = Text("Det er ikke gitt.", "Det er ikkje gitt.", "It is not given.")
WHOLE_NUMBER = Text("Skriv et helt tall.", "Skriv eit heilt tal.", "Write a whole number.")
A_DAY = Text(
    "Skriv en dag, for eksempel 2026-12-31.", "Skriv ein dag, til dømes 2026-12-31.", "Write a day, such as 2026-12-31."
)
CHANGE_NAMES = {
    "name": Text("navn", "namn", "name"),
    "under": Text("står under", "står under", "stands under"),
    "closed": Text("stengt", "stengd", "closed"),
    "title": Text("tittel", "tittel", "title"),
    "hpr": Text("HPR-nummer", "HPR-nummer", "HPR number"),
    "added": Text("lagt til", "lagt til", "added"),
    "crisis": Text("krisetekst", "krisetekst", "crisis text"),
    "front": Text("forsidetekst", "forsidetekst", "front text"),
}
"""What a change is about, where its name is not that of a role, a programme, a day or a setting."""
ANSWERS = {
    "asked": Text("bedt om", "bede om", "asked for"),
    "given": Text("gitt", "gitt", "given"),
    "refused": Text("avslått", "avslått", "refused"),
    "withdrawn": Text("trukket", "trekt", "withdrawn"),
}
YES, NO = Text("ja", "ja", "yes"), Text("nei", "nei", "no")
