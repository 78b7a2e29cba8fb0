"""What is said of appointments to staff."""

from __future__ import annotations

from varde.kernel.words import Text

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
