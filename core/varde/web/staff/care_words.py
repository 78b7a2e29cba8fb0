"""Words of the pages about who cares for whom."""

from __future__ import annotations

from varde.kernel.words import Counted, Text

JOINED = Text("{name} er i teamet.", "{name} er i teamet.", "{name} is in the team.")
KIN_DECLARED = Text(
    "Du holdes utenfor forløpene til den du oppga.",
    "Du blir halden utanfor forløpa til den du oppgav.",
    "You are kept out of the enrolments of the person you named.",
)
KIN_WITHDRAWN = Text("Det er tatt bort.", "Det er teke bort.", "It has been removed.")
LEFT_TEAM = Text("Teamet er endret.", "Teamet er endra.", "The team has been changed.")
TEXT_MOVED = Text("Teksten er byttet.", "Teksten er bytt.", "The text has been changed.")
UNTIL_IN_PAST = Text(
    "Den siste dagen i teamet må være i dag eller senere.",
    "Den siste dagen i teamet må vere i dag eller seinare.",
    "The last day in the team must be today or later.",
)
WRITE_KINS_NAME = Text(
    "Skriv fødselsnummeret, eller fornavn og etternavn og fødselsdato.",
    "Skriv fødselsnummeret, eller fornamn og etternamn og fødselsdato.",
    "Write the national identity number, or first and last name and date of birth.",
)
ABSENCE_CANCELLED = Text("Fraværet er avlyst.", "Fråværet er avlyst.", "The absence has been cancelled.")
ABSENCE_SAVED = Text(
    "Fraværet er lagret. Pasientene ser hvem som svarer.",
    "Fråværet er lagra. Pasientane ser kven som svarar.",
    "The absence has been saved. The patients see who answers.",
)
CHOOSE_REASON = Text("Velg en grunn.", "Vel ein grunn.", "Choose a reason.")
CHOOSE_WHO = Text(
    "Velg en ny ansvarlig for minst én.",
    "Vel ein ny ansvarleg for minst éin.",
    "Choose somebody for one of them at least.",
)
CHOOSE_WHAT_TO_DO = Text(
    "Velg hva som skal skje med timen.",
    "Vel kva som skal skje med timen.",
    "Choose what is to happen to the appointment.",
)
CLINICS_QUEUE = Text("Klinikkens kø", "Køen til klinikken", "The clinic's queue")
DAYS_SAVED = Text("Dagene dine er lagret.", "Dagane dine er lagra.", "Your days have been saved.")
HANDED_OVER = Counted(
    Text(
        "Én pasient har fått ny ansvarlig.", "Éin pasient har fått ny ansvarleg.", "One patient has been handed over."
    ),
    Text(
        "{n} pasienter har fått ny ansvarlig.",
        "{n} pasientar har fått ny ansvarleg.",
        "{n} patients have been handed over.",
    ),
)
HAS_NOW = Text("{name} (har {n} nå)", "{name} (har {n} no)", "{name} (has {n} now)")
WAITS_FOR_NOBODY = Text(
    "Ingen: gi pasienten en ansvarlig over",
    "Ingen: gje pasienten ein ansvarleg over",
    "Nobody: choose who is responsible above",
)
AWAY_WITH_SUBSTITUTE = Text(
    "{name}, borte i dag, vikar {substitute}",
    "{name}, borte i dag, vikar {substitute}",
    "{name}, away today, substitute {substitute}",
)
AWAY_WITHOUT_SUBSTITUTE = Text(
    "{name}, borte i dag uten vikar", "{name}, borte i dag utan vikar", "{name}, away today without a substitute"
)
NOBODY_BEFORE = Text("Ingen før", "Ingen før", "Nobody before")
OUTSIDE_ABSENCE = Text(
    "Velg en dag utenfor fraværet.", "Vel ein dag utanfor fråværet.", "Choose a day outside the absence."
)
CHOOSE_FIRST_DAY = Text("Velg den første dagen.", "Vel den første dagen.", "Choose the first day.")
CHOOSE_LAST_DAY = Text("Velg den siste dagen.", "Vel den siste dagen.", "Choose the last day.")
