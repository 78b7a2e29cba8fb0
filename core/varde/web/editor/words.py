"""Words of the pages on which the words of programmes are written."""

from __future__ import annotations

from varde.kernel.words import Text

DEEDS = {
    "sent": Text("sendt til godkjenning", "send til godkjenning", "sent for approval"),
    "withdrawn": Text("trukket tilbake", "trekt tilbake", "withdrawn"),
    "refused": Text("ikke godkjent", "ikkje godkjend", "not approved"),
    "published": Text("publisert", "publisert", "published"),
    "kept": Text(
        "vår tekst beholdt, etter at programmet endret sin",
        "teksten vår halden på, etter at programmet endra sin",
        "our text kept after the programme changed its own",
    ),
    "moved": Text("alle flyttet til teksten", "alle flytta til teksten", "everybody moved to the text"),
}
VERSION_STATES = {
    "waits": Text("Venter", "Ventar", "Waits"),
    "shown": Text("Ute nå", "Ute no", "Shown now"),
    "planned": Text("Planlagt", "Planlagd", "Planned"),
    "earlier": Text("Tidligere", "Tidlegare", "Earlier"),
    "refused": Text("Ikke godkjent", "Ikkje godkjend", "Not approved"),
    "withdrawn": Text("Trukket", "Trekt", "Withdrawn"),
}
PUT_TOGETHER = Text(
    "En annen redaktør har også skrevet i dette steget. Alt er satt sammen her; se over det og send når det stemmer.",
    "Ein annan redaktør har òg skrive i dette steget. Alt er sett saman her; sjå over det og send når det stemmer.",
    "Another editor has written in this step too. All of it is put together here; look it over, and send it when it is right.",
)
DRAFT_KEPT = Text("Utkastet er lagret.", "Utkastet er lagra.", "The draft is saved.")
SENT = Text(
    "Versjon {number} er sendt til godkjenning.",
    "Versjon {number} er send til godkjenning.",
    "Version {number} is sent for approval.",
)
WRITE_DAY = Text("Skriv dagen det gjelder fra.", "Skriv dagen det gjeld frå.", "Write the day it holds from.")
WENT_BACK_TO = Text("Teksten vises fra nå av.", "Teksten blir vist frå no av.", "The text is shown from now on.")
DONE = {
    "kast": Text("Utkastet er kastet.", "Utkastet er kasta.", "The draft is thrown away."),
    "behold": Text("Deres tekst står.", "Teksten dykkar står.", "Your text stands."),
    "ta-inn": Text(
        "Det programmet har endret, er tatt inn i utkastet. Ingenting er publisert.",
        "Det programmet har endra, er teke inn i utkastet. Ingenting er publisert.",
        "What the programme has changed is taken into the draft. Nothing is published.",
    ),
}
MOVED_ALL = Text("{n} er flyttet til teksten.", "{n} er flytta til teksten.", "{n} are moved to the text.")
APPROVED = Text(
    "Versjon {number} er godkjent og gjelder fra {day}.",
    "Versjon {number} er godkjend og gjeld frå {day}.",
    "Version {number} is approved and holds from {day}.",
)
SIGNED = Text("Utsagnet er signert.", "Utsegna er signert.", "The statement is signed.")
SIGNATURE_TAKEN_BACK = Text("Signaturen er trukket.", "Signaturen er trekt.", "The signature is taken back.")
SIGN_OR_TAKE_BACK = Text(
    "Velg om utsagnet skal signeres, eller signaturen trekkes. Ingenting er endret.",
    "Vel om utsegna skal signerast, eller signaturen trekkjast. Ingenting er endra.",
    "Choose whether to sign the statement or to take the signature back. Nothing is changed.",
)
NOT_APPROVED = Text("Versjonen er ikke godkjent.", "Versjonen er ikkje godkjend.", "The version is not approved.")
WITHDRAWN = Text("Versjonen er trukket tilbake.", "Versjonen er trekt tilbake.", "The version is withdrawn.")
MEDIUM_KEPT = Text(
    "Lagt i biblioteket. Skriv {mark} alene på en linje der det skal stå.",
    "Lagt i biblioteket. Skriv {mark} åleine på ei linje der det skal stå.",
    "Put in the library. Write {mark} alone on a line where it is to stand.",
)
NO_FILE = Text("Velg en fil.", "Vel ei fil.", "Choose a file.")
NOT_UTF8 = Text("Filen er ikke tekst i UTF-8.", "Fila er ikkje tekst i UTF-8.", "The file is no text in UTF-8.")
MEDIUM_WITHDRAWN = Text(
    "Trukket fra biblioteket. Den vises ikke for noen mer.",
    "Trekt frå biblioteket. Den blir ikkje vist for nokon meir.",
    "Withdrawn from the library. It is shown to nobody any more.",
)
KINDS_OF_SLOTS = {"film": Text("Film", "Film", "Film"), "sound": Text("Lyd", "Lyd", "Sound")}
SLOT_DEEDS = {
    "sent": Text("sendt til godkjenning", "send til godkjenning", "sent for approval"),
    "withdrawn": Text("trukket tilbake", "trekt tilbake", "withdrawn"),
    "refused": Text("ikke godkjent", "ikkje godkjend", "not approved"),
    "shown": Text("godkjent og vist", "godkjend og vist", "approved and shown"),
    "emptied": Text("tatt ut", "teken ut", "taken out"),
}
SLOT_SENT = Text("Sendt til godkjenning.", "Sendt til godkjenning.", "Sent for approval.")
SLOT_DONE = {
    "godkjenn": Text(
        "Godkjent. Det vises fra nå av.", "Godkjent. Det blir vist frå no av.", "Approved. It is shown from now on."
    ),
    "avslaa": Text("Ikke godkjent.", "Ikkje godkjent.", "Not approved."),
    "trekk": Text("Trukket tilbake.", "Trekt tilbake.", "Withdrawn."),
    "tom": Text("Tatt ut av plassen.", "Teke ut av plassen.", "Taken out of the slot."),
}

TOO_FEW = Text("færre enn {n}, eller skjult", "færre enn {n}, eller skjult", "fewer than {n}, or hidden")
REMOVED = Text("Det som var skrevet, er fjernet.", "Det som var skrive, er fjerna.", "What was written is removed.")
