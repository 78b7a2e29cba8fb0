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
SIGNED_OUT = Counted(
    Text("Logget ut av 1 nettleser.", "Logga ut av 1 nettlesar.", "Signed out of 1 browser."),
    Text("Logget ut av {n} nettlesere.", "Logga ut av {n} nettlesarar.", "Signed out of {n} browsers."),
)
NOWHERE_SIGNED_IN = Text(
    "Ingen nettleser var logget inn.", "Ingen nettlesar var logga inn.", "No browser was signed in."
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
HANDED_OVER_BY = Counted(
    Text(
        "1 forløp ved {place} har ingen ansvarlig nå. {heads} fordeler det.",
        "1 forløp ved {place} har ingen ansvarleg no. {heads} fordeler det.",
        "1 enrolment at {place} has nobody responsible now. {heads} hands it over.",
    ),
    Text(
        "{n} forløp ved {place} har ingen ansvarlig nå. {heads} fordeler dem.",
        "{n} forløp ved {place} har ingen ansvarleg no. {heads} fordeler dei.",
        "{n} enrolments at {place} have nobody responsible now. {heads} hands them over.",
    ),
)
HANDED_OVER_BY_NOBODY = Counted(
    Text(
        "1 forløp ved {place} har ingen ansvarlig nå, og ingen er seksjonsleder der. Gi noen den rollen.",
        "1 forløp ved {place} har ingen ansvarleg no, og ingen er seksjonsleiar der. Gi nokon den rolla.",
        "1 enrolment at {place} has nobody responsible now, and nobody is head of the clinic there. Give somebody that role.",
    ),
    Text(
        "{n} forløp ved {place} har ingen ansvarlig nå, og ingen er seksjonsleder der. Gi noen den rollen.",
        "{n} forløp ved {place} har ingen ansvarleg no, og ingen er seksjonsleiar der. Gi nokon den rolla.",
        "{n} enrolments at {place} have nobody responsible now, and nobody is head of the clinic there. Give somebody that role.",
    ),
)
CONFIRMED = Text(
    "Rollen er gitt, med to bak seg.", "Rolla er gitt, med to bak seg.", "The role is given, with two behind it."
)
REFUSED = Text("Det er ikke gitt.", "Det er ikkje gitt.", "It is not given.")
CHANGE_NAMES = {
    "name": Text("navn", "namn", "name"),
    "under": Text("står under", "står under", "stands under"),
    "closed": Text("stengt", "stengd", "closed"),
    "presence": Text("til stede", "til stades", "present"),
    "absence": Text("fravær", "fråvær", "absence"),
    "title": Text("tittel", "tittel", "title"),
    "hpr": Text("HPR-nummer", "HPR-nummer", "HPR number"),
    "browsers": Text("nettlesere som var logget inn", "nettlesarar som var logga inn", "browsers that were signed in"),
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

# --- the official words of instruments

INSTRUMENT = Text("Spørreskjema", "Spørjeskjema", "Questionnaire")
VERSION = Text("Skjemaets versjon her", "Versjonen av skjemaet her", "Version of the questionnaire here")
LANGUAGE = Text("Språk", "Språk", "Language")
LICENCE = Text("Rett til å vise ordlyden", "Rett til å vise ordlyden", "Right to show the wording")
LICENCES = {
    "free": Text("fri bruk", "fri bruk", "free to use"),
    "permission": Text("krever tillatelse", "krev løyve", "needs permission"),
    "fee": Text("krever avtale og avgift", "krev avtale og avgift", "needs a contract and a fee"),
    "own": Text("vår egen", "vår eigen", "our own"),
}
WORDING_PARTS = {
    "title": Text("navnet", "namnet", "the name"),
    "recall": Text("perioden", "perioden", "the period"),
    "question": Text("innledningen", "innleiinga", "the introduction"),
    "heading": Text("overskrift over {item}", "overskrift over {item}", "heading over {item}"),
    "label": Text("spørsmål {item}", "spørsmål {item}", "item {item}"),
    "choice": Text("svar {code} på {item}", "svar {code} på {item}", "answer {code} to {item}"),
    "low_label": Text("laveste ende av {item}", "lågaste ende av {item}", "low end of {item}"),
    "high_label": Text("høyeste ende av {item}", "høgaste ende av {item}", "high end of {item}"),
}
NO_PACK = Text(
    "Velg en fil med en ordlydspakke.", "Vel ei fil med ein ordlydspakke.", "Choose a file with a wording pack."
)
LARGE_PACK = Text(
    "Filen er større enn {most} kB. Last den inn på maskinen, med varde wording import.",
    "Fila er større enn {most} kB. Last henne inn på maskina, med varde wording import.",
    "The file is larger than {most} kB. Load it at the machine, with varde wording import.",
)
NOT_TEXT = Text(
    "Filen er ikke tekst i UTF-8: byte {byte} kan ikke leses.",
    "Fila er ikkje tekst i UTF-8: byte {byte} kan ikkje lesast.",
    "The file is no text in UTF-8: byte {byte} cannot be read.",
)
WORDS_SHOWN = Text(
    "Ordlyden er publisert og vises for pasientene fra nå.",
    "Ordlyden er publisert og blir vist for pasientane frå no.",
    "The wording is published, and patients read it from now on.",
)
WORDS_KNOWN = Text(
    "De samme ordene vises allerede. Ingenting er endret.",
    "Dei same orda blir alt viste. Ingenting er endra.",
    "The same words are shown already. Nothing was changed.",
)
WENT_BACK = Text(
    "Ordlyden er endret. Det som er besvart, beholder ordene det ble besvart med.",
    "Ordlyden er endra. Det som er svart på, beheld orda det vart svart på med.",
    "The wording is changed. What has been answered keeps the words it was answered with.",
)
WORDING_VERSION = Text("versjon {n}", "versjon {n}", "version {n}")
STANDS_IN = Text("{days}, ellers {name}", "{days}, elles {name}", "{days}, otherwise {name}")
