"""Words about a person's own facts."""

from __future__ import annotations

from varde.instruments.words import NO as NO
from varde.instruments.words import YES as YES
from varde.kernel.words import Text

ANSWERED_KEPT = Text("Takk. Det som sto, står.", "Takk. Det som stod, står.", "Thank you. What stood there stays.")
ANSWERED_TAKEN = Text("Takk. Det er endret.", "Takk. Det er endra.", "Thank you. It has been changed.")
CAME_FROM = {
    "referral": Text("etter en henvisning", "etter ei tilvising", "after a referral"),
    "doubt": Text("etter en henvisning", "etter ei tilvising", "after a referral"),
    "join": Text(
        "da to identiteter ble slått sammen", "då to identitetar vart slått saman", "when two identities were joined"
    ),
}
CHOOSE_LANGUAGE = Text("Velg språk.", "Vel språk.", "Choose a language.")
CHOOSE_WHICH = Text("Velg hva som er riktig.", "Vel kva som er rett.", "Choose which is right.")
FACT = {
    "name": Text("Navn", "Namn", "Name"),
    "birth_date": Text("Fødselsdato", "Fødselsdato", "Date of birth"),
    "reach": Text("Får beskjed ved", "Får beskjed ved", "Is told by"),
    "phone": Text("Telefon", "Telefon", "Telephone"),
    "email": Text("E-post", "E-post", "E-mail"),
    "language": Text("Språk i Varde", "Språk i Varde", "Language in Varde"),
    "interpreter": Text("Trenger tolk", "Treng tolk", "Needs an interpreter"),
    "address_protected": Text("Beskyttet adresse", "Verna adresse", "Protected address"),
    "guardian": Text("Foresatt eller verge", "Føresett eller verje", "Parent or guardian"),
}
FACTS_KEPT = Text("Opplysningene er lagret.", "Opplysningane er lagra.", "The information has been saved.")
JOIN_DONE = {
    "join": Text("Nå er alt samlet på ett sted.", "No er alt samla på éin stad.", "Everything is now in one place."),
    "refuse": Text("Takk. Ingenting er flyttet.", "Takk. Ingenting er flytta.", "Thank you. Nothing has been moved."),
    "undo": Text(
        "Det er angret, og alt ligger der det lå.",
        "Det er angra, og alt ligg der det låg.",
        "Undone, and everything is where it was.",
    ),
}
NAME_ASKED = Text(
    "Det nye navnet er meldt. Klinikken bekrefter det før det blir brukt.",
    "Det nye namnet er meldt. Klinikken stadfestar det før det blir brukt.",
    "The new name has been reported. The clinic confirms it before it is used.",
)
NAME_ASKED_OF_PATIENT = Text(
    "Navnet er foreslått. Pasienten bekrefter det når hun eller han logger inn.",
    "Namnet er føreslått. Pasienten stadfestar det når ho eller han loggar inn.",
    "The name has been proposed. The patient confirms it when signing in.",
)
NAME_IS_KNOWN = Text(
    "Det er dette navnet vi har, eller så venter det alt på å bli bekreftet.",
    "Det er dette namnet vi har, eller så ventar det alt på å bli stadfesta.",
    "This is the name we have, or it already waits to be confirmed.",
)
NOTHING_CHANGED = Text("Ingenting var endret.", "Ingenting var endra.", "Nothing was changed.")
NOTHING_KNOWN = Text("ikke oppgitt", "ikkje oppgitt", "not given")
SAID_BY = {
    "own": Text("Pasienten meldte dette {day}.", "Pasienten melde dette {day}.", "The patient reported this on {day}."),
    "staff": Text("Foreslått av {name} {day}.", "Føreslått av {name} {day}.", "Proposed by {name} on {day}."),
    "referral": Text("Sto i en henvisning {day}.", "Stod i ei tilvising {day}.", "Stood in a referral on {day}."),
    "doubt": Text(
        "Sto i en henvisning {day} med et annet navn enn pasientens. Den kan gjelde en annen: ring den som henviste.",
        "Stod i ei tilvising {day} med eit anna namn enn pasienten sitt. Ho kan gjelde ein annan: ring den som tilviste.",
        "Stood in a referral on {day} with another name than the patient's. It may be about somebody else: ring the referrer.",
    ),
    "join": Text(
        "Sto på den andre identiteten, {day}.",
        "Stod på den andre identiteten, {day}.",
        "Stood with the other identity, {day}.",
    ),
}
SOMEBODY = Text("klinikken", "klinikken", "the clinic")
NO_SUCH_PATIENT_OF_YOURS = Text(
    "Vi finner ingen pasient du følger, med dette nummeret. Begge må være i forløp du har ansvar for.",
    "Vi finn ingen pasient du følgjer, med dette nummeret. Begge må vere i forløp du har ansvar for.",
    "We find no patient of yours with this number. Both must be in enrolments that you are responsible for.",
)
TICK_OR_NOT = Text(
    "Kryss av, eller la ruten stå tom.", "Kryss av, eller lat ruta stå tom.", "Tick the box, or leave it empty."
)
WHICH_IS_RIGHT = {
    "name": Text("Hvilket navn er riktig?", "Kva namn er rett?", "Which name is right?"),
    "birth_date": Text("Hvilken fødselsdato er riktig?", "Kva fødselsdato er rett?", "Which date of birth is right?"),
    "reach": Text("Hvordan skal vi gi deg beskjed?", "Korleis skal vi gi deg beskjed?", "How shall we let you know?"),
    "phone": Text("Hvilket telefonnummer er riktig?", "Kva telefonnummer er rett?", "Which telephone number is right?"),
    "email": Text("Hvilken e-postadresse er riktig?", "Kva e-postadresse er rett?", "Which e-mail address is right?"),
}
WHICH_OF_PATIENT = {
    "name": Text("Hva heter pasienten?", "Kva heiter pasienten?", "What is the patient's name?"),
    "birth_date": Text("Når er pasienten født?", "Når er pasienten fødd?", "When was the patient born?"),
    "reach": Text("Hvordan får pasienten beskjed?", "Korleis får pasienten beskjed?", "How is the patient told?"),
    "phone": Text(
        "Hvilket telefonnummer har pasienten?",
        "Kva telefonnummer har pasienten?",
        "Which telephone number does the patient have?",
    ),
    "email": Text(
        "Hvilken e-postadresse har pasienten?",
        "Kva e-postadresse har pasienten?",
        "Which e-mail address does the patient have?",
    ),
}
WRITE_WHY_SAME = Text(
    "Skriv hvordan du vet at det er samme person.",
    "Skriv korleis du veit at det er same person.",
    "Write how you know that it is the same person.",
)
YOU = Text("Du", "Du", "You")
