"""When the dietitian must look: a clear worsening, an alarm sign, silence, forms that do not come, and whoever stays away twice,
from the start together too. All within one working day; each clinic's own governance must sign the limits. A severe score alone
raises none: many begin with one."""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.alerts import Alert, Text, is_true, when

PROGRAMME = "ibs"

ALERTS = (
    Alert(
        "ibs.sss-worse",
        Text(
            "Magesymptomene er minst 50 poeng verre enn ved start eller forrige svar.",
            "Magesymptoma er minst 50 poeng verre enn ved start eller førre svar.",
            "Bowel symptoms are at least 50 points worse than at the start or the answer before.",
        ),
        is_true("worse"),
        "amber",
        "ibs-sss",
        PROGRAMME,
    ),
    Alert(
        "ibs.qol-worse",
        Text(
            "Livskvaliteten er tydelig lavere enn ved start eller forrige svar.",
            "Livskvaliteten er tydeleg lågare enn ved start eller førre svar.",
            "Quality of life is clearly lower than at the start or the answer before.",
        ),
        is_true("worse"),
        "amber",
        "ibs-qol",
        PROGRAMME,
    ),
    Alert(
        "ibs.alarm-sign",
        Text(
            "Svarte ja på et alarmtegn, eller lot være å svare.",
            "Svarte ja på eit alarmteikn, eller lét vere å svare.",
            "Said yes to an alarm sign, or did not answer.",
        ),
        is_true("flag:clinician_review"),
        "amber",
        "ibs-redflags",
        PROGRAMME,
        cause=Text("Alarmtegn", "Alarmteikn", "Alarm sign"),
    ),
    Alert(
        "ibs.no-answer",
        Text(
            "Et skjema er en uke over fristen.",
            "Eit skjema er ei veke over fristen.",
            "A form is a week past its deadline.",
        ),
        when("days_overdue", ">=", 7),
        "amber",
        programme=PROGRAMME,
    ),
    Alert(
        "ibs.missed-appointments",
        Text(
            "Møtte ikke to ganger på rad, til time eller gruppe.",
            "Møtte ikkje to gonger på rad, til time eller gruppe.",
            "Did not come twice in a row, to an appointment or a group.",
        ),
        when("missed_appointments", ">=", 2),
        "amber",
        programme=PROGRAMME,
    ),
    Alert(
        "ibs.inactive",
        Text("Ikke aktiv på fire uker.", "Ikkje aktiv på fire veker.", "Not active for four weeks."),
        when("days_inactive", ">=", 28),
        "amber",
        programme=PROGRAMME,
    ),
)

COURSE_ALERTS = tuple(
    replace(alert, key=alert.key.replace(f"{PROGRAMME}.", "ibs-course."), programme="ibs-course")
    for alert in ALERTS
    if not alert.key.endswith(".inactive")
)
"""Those on the course answer the same, and are looked after in the same way; but nobody expects them to sign in."""
