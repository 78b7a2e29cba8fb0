"""When a clinician must look. Each limit is an example figure, and to be signed by a clinical owner."""

from __future__ import annotations

from varde.plugin.alerts import Alert, Text, is_true, when
from varde_breath.series import FALL_A_WEEK, SINCE, YELLOW_DAYS, ZONE

RED = Alert(
    "breath.red",
    Text("Pusten er i rød sone.", "Pusten er i raud sone.", "The breath is in the red zone."),
    when(ZONE, "==", "red"),
    "red",
    programme="breath",
    crisis=True,
    cause=Text("Rød sone", "Raud sone", "Red zone"),
    patient_text=Text(
        "Pusten din er i rød sone. Gjør det som står i planen din nå, og be gjerne noen være hos deg. "
        "Blir det ikke lettere å puste, ring 113 og vent ikke på oss.",
        "Pusten din er i raud sone. Gjer det som står i planen din no, og be gjerne nokon vere hos deg. "
        "Blir det ikkje lettare å puste, ring 113 og vent ikkje på oss.",
        "Your breath is in the red zone. Do what your plan says now, and ask somebody to be with you. "
        "If breathing gets no easier, ring 113 and do not wait for us.",
    ),
)
YELLOW = Alert(
    "breath.yellow",
    Text("Gul sone tre dager av sju.", "Gul sone tre dagar av sju.", "In the yellow zone three days of seven."),
    when(YELLOW_DAYS, ">=", 3),
    "amber",
    programme="breath",
    cause=Text("Gul sone", "Gul sone", "Yellow zone"),
)
FALLS = Alert(
    "breath.falls",
    Text(
        "Pusten har gått jevnt ned i to uker.", "Pusten har gått jamt ned i to veker.", "The breath falls, two weeks."
    ),
    when(FALL_A_WEEK, "<=", -30),
    "amber",
    programme="breath",
    cause=Text("Pusten går ned", "Pusten går ned", "Breath falls"),
)
SILENT = Alert(
    "breath.silent",
    Text("Har ikke målt på en uke.", "Har ikkje målt på ei veke.", "Has not measured for a week."),
    when(SINCE, ">=", 7),
    "amber",
    programme="breath",
    cause=Text("Ikke målt", "Ikkje målt", "Not measured"),
)
WORSE = Alert(
    "breath.worse",
    Text("Uken var tyngre enn før.", "Veka var tyngre enn før.", "The week was heavier than before."),
    is_true("worse"),
    "amber",
    "breath-week",
    "breath",
)

ALERTS = (RED, YELLOW, FALLS, SILENT, WORSE)
