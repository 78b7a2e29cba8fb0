"""What is said of appointments to staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from varde.enrolments.gates import GateAhead
from varde.kernel.words import Text
from varde.programmes.values import Meeting

CHOOSE_ROOM = Text("Velg et rom, eller la det stå.", "Vel eit rom, eller lat det stå.", "Choose a room, or leave it.")
NEVER_THAT_NIGHT = Text(
    "Klokken {clock} finnes ikke den natten: den stilles frem. Velg et annet klokkeslett.",
    "Klokka {clock} finst ikkje den natta: ho blir stilt fram. Vel eit anna klokkeslett.",
    "{clock} does not exist that night: the clock goes forward. Choose another time.",
)
TWICE_THAT_NIGHT = Text(
    "Klokken {clock} kommer to ganger den natten. Velg hvilken.",
    "Klokka {clock} kjem to gonger den natta. Vel kva for ein.",
    "{clock} comes twice that night. Choose which.",
)
ATTENDANCE_SAVED = Text("Oppmøtet er ført.", "Oppmøtet er ført.", "Attendance is recorded.")
MAY_BEGIN = Text(
    "Oppmøtet er ført. {name} kan begynne nå.",
    "Oppmøtet er ført. {name} kan begynne no.",
    "Attendance is recorded. {name} can begin now.",
)
TO_DECIDE = Text(
    "Oppmøtet er ført. Skriv hva dere fant, og bestem spor og start.",
    "Oppmøtet er ført. Skriv kva de fann, og bestem spor og start.",
    "Attendance is recorded. Write what you found, and decide the track and the start.",
)
MAY_FINISH = Text(
    "Oppmøtet er ført. Behandlingen kan avsluttes nå.",
    "Oppmøtet er ført. Behandlinga kan avsluttast no.",
    "Attendance is recorded. The treatment can be finished now.",
)
CHOOSE_ATTENDANCE = Text(
    "Velg om pasienten møtte, kom sent eller ikke møtte.",
    "Vel om pasienten møtte, kom seint eller ikkje møtte.",
    "Choose whether the patient attended, came late or missed it.",
)
APPOINTMENT_MOVED = Text(
    "Timen er flyttet. Pasienten får beskjed.",
    "Timen er flytta. Pasienten får beskjed.",
    "The appointment is moved. The patient is told.",
)
APPOINTMENT_CANCELLED = Text(
    "Timen er avlyst. Pasienten får beskjed.",
    "Timen er avlyst. Pasienten får beskjed.",
    "The appointment is cancelled. The patient is told.",
)
TIMES_OFFERED = Text(
    "Tidene er tilbudt. Pasienten får beskjed.",
    "Tidene er tilbodne. Pasienten får beskjed.",
    "The times are offered. The patient is told.",
)
CHOOSE_TIMES = Text("Velg fra én til fem tider.", "Vel frå éi til fem tider.", "Choose from one to five times.")
WHY_EXCUSED = {
    "met": Text(
        "Pasienten er møtt i et tidligere forløp.",
        "Pasienten er møtt i eit tidlegare forløp.",
        "The patient was met in an earlier enrolment.",
    ),
    "elsewhere": Text(
        "Samtalen er holdt et annet sted.", "Samtalen er halden ein annan stad.", "The talk was held elsewhere."
    ),
    "weighed": Text(
        "Behandleren har vurdert at den ikke trengs.",
        "Behandlaren har vurdert at han ikkje trengst.",
        "The therapist has weighed that it is not needed.",
    ),
}
"""Why a meeting need not be held; stands in the history."""
MEETING_EXCUSED = Text(
    "Møtet trengs ikke lenger, og pasienten kan begynne.",
    "Møtet trengst ikkje lenger, og pasienten kan begynne.",
    "The meeting is no longer needed, and the patient can begin.",
)
BOOKED = Text("Timen er satt opp.", "Timen er sett opp.", "The appointment has been made.")
CHOOSE_DAY = Text("Velg hvilken dag timen er.", "Vel kva dag timen er.", "Choose which day the appointment is.")
CHOOSE_LENGTH = Text(
    "Velg hvor lenge timen varer, fra 5 til 480 minutter.",
    "Vel kor lenge timen varer, frå 5 til 480 minutt.",
    "Choose how long the appointment lasts, from 5 to 480 minutes.",
)
WRITE_CLOCK = Text(
    "Skriv når timen begynner, for eksempel 14.30.",
    "Skriv når timen byrjar, for eksempel 14.30.",
    "Write when the appointment begins, for example 14.30.",
)
HOW_OFTEN = Text(
    "Velg hvor mange uker det er mellom timene, fra 1 til 8.",
    "Vel kor mange veker det er mellom timane, frå 1 til 8.",
    "Choose how many weeks lie between the appointments, from 1 to 8.",
)
HOW_MANY = Text(
    "Skriv hvor mange timer det skal være, fra 2 til 26.",
    "Skriv kor mange timar det skal vere, frå 2 til 26.",
    "Write how many appointments there are to be, from 2 to 26.",
)
TWO_AT_LEAST = Text(
    "Velg minst to tider. En enkelt time settes opp fra pasientens side.",
    "Vel minst to tider. Ein enkelt time blir sett opp frå sida til pasienten.",
    "Choose two times at least. A single appointment is made from the patient's page.",
)
ROW_BOOKED = Text(
    "{number} timer er satt opp. Pasienten får én beskjed.",
    "{number} timar er sette opp. Pasienten får éin beskjed.",
    "{number} appointments are made. The patient is told once.",
)
ROW_MOVED = Text(
    "Rekken er flyttet. Timer som er flyttet for seg, står. Pasienten får én beskjed.",
    "Rekkja er flytta. Timar som er flytta for seg, står. Pasienten får éin beskjed.",
    "The row is moved. What was moved by itself stands. The patient is told once.",
)
ROW_CANCELLED = Text(
    "Timene i rekken er avlyst. Timer som er flyttet for seg, står. Pasienten får én beskjed.",
    "Timane i rekkja er avlyste. Timar som er flytta for seg, står. Pasienten får éin beskjed.",
    "The appointments of the row are cancelled. What was moved by itself stands. The patient is told once.",
)
CHOOSE_SCOPE = Text(
    "Velg bare denne timen, denne og de etter, eller hele rekken.",
    "Vel berre denne timen, denne og dei etter, eller heile rekkja.",
    "Choose this appointment alone, this and those after, or the whole row.",
)
SCOPES: dict[str, Literal["one", "after", "all"]] = {"one": "one", "after": "after", "all": "all"}
"""How much of a row is moved or cancelled, by what is sent."""
PIN_KEPT = Text("PIN-koden er lagret.", "PIN-koden er lagra.", "The PIN is saved.")
DECISIONS = {
    "begin": Text("Kan begynne", "Kan byrje", "May begin"),
    "wait": Text("Skal vente", "Skal vente", "Is to wait"),
    "not": Text("Skal ikke begynne", "Skal ikkje byrje", "Is not to begin"),
}
"""What whoever held the first meeting decides."""
RECORD_KEPT = Text("Referatet er lagret.", "Referatet er lagra.", "The record is saved.")
RECORD_BEGINS = Text(
    "Referatet er lagret. {name} kan begynne nå, og får beskjed.",
    "Referatet er lagra. {name} kan byrje no, og får beskjed.",
    "The record is saved. {name} may begin now, and is told.",
)
RECORD_WAITS = Text(
    "Referatet er lagret. {name} kan ikke begynne ennå.",
    "Referatet er lagra. {name} kan ikkje byrje enno.",
    "The record is saved. {name} may not begin yet.",
)
RECORD_CLOSES = Text(
    "Referatet er lagret. Her avslutter du behandlingen.",
    "Referatet er lagra. Her avsluttar du behandlinga.",
    "The record is saved. Here you end the treatment.",
)
RECORD_NOT = Text(
    "Referatet er lagret. Her avslutter du forløpet, siden det ikke skal begynne.",
    "Referatet er lagra. Her avsluttar du forløpet, sidan det ikkje skal byrje.",
    "The record is saved. Here you end the enrolment, which is not to begin.",
)
END_EXCUSED = Text(
    "Møtet trengs ikke lenger, og behandlingen kan fullføres.",
    "Møtet trengst ikkje lenger, og behandlinga kan fullførast.",
    "The meeting is no longer needed, and the treatment can be completed.",
)


@dataclass(frozen=True, slots=True)
class GateOfHers:
    """How it stands with a meeting that is a gate: in a word, and what remains. ``{meeting}`` is its name."""

    meeting: Meeting
    tag: Text
    words: Text


_FIRST = Text("Må møtes først", "Må møtast først", "Must meet first")
_GATES: dict[str, tuple[Text, Text]] = {
    "end": (
        _FIRST,
        Text(
            "{meeting} må være holdt før behandlingen fullføres.",
            "{meeting} må vere halden før behandlinga blir fullført.",
            "{meeting} must be held before the treatment is completed.",
        ),
    ),
    "start": (
        _FIRST,
        Text(
            "{meeting} må være holdt før pasienten kan begynne.",
            "{meeting} må vere halden før pasienten kan byrje.",
            "{meeting} must be held before the patient can begin.",
        ),
    ),
    "ahead": (
        _FIRST,
        Text(
            "{meeting} må være holdt, og starten gitt i referatet, før pasienten kan begynne.",
            "{meeting} må vere halden, og starten gitt i referatet, før pasienten kan byrje.",
            "{meeting} must be held, and the start given in its record, before the patient can begin.",
        ),
    ),
    "undecided": (
        Text("Referat mangler", "Referat manglar", "Record missing"),
        Text(
            "{meeting} er holdt. Pasienten kan begynne når referatet gir starten.",
            "{meeting} er halden. Pasienten kan byrje når referatet gir starten.",
            "{meeting} has been held. The patient can begin when its record gives the start.",
        ),
    ),
    "wait": (
        DECISIONS["wait"],
        Text(
            "{meeting} er holdt, og pasienten skal vente. Starten blir gitt i en ny utgave av referatet.",
            "{meeting} er halden, og pasienten skal vente. Starten blir gitt i ei ny utgåve av referatet.",
            "{meeting} has been held, and the patient is to wait. The start is given in a new version of its record.",
        ),
    ),
    "not": (
        DECISIONS["not"],
        Text(
            "{meeting} er holdt, og pasienten skal ikke begynne. Forløpet er ikke avsluttet ennå.",
            "{meeting} er halden, og pasienten skal ikkje byrje. Forløpet er ikkje avslutta enno.",
            "{meeting} has been held, and the patient is not to begin. The enrolment has not been ended yet.",
        ),
    ),
}


def gate_said(gate: GateAhead) -> GateOfHers:
    """What is said of a gate on every page of hers."""
    tag, words = _GATES[gate.stands if gate.meeting.decides else gate.meeting.gate or "start"]
    return GateOfHers(gate.meeting, tag, words)
