"""When the coach must look: activities that are not done, motivation that falls, and silence. All within one working day;
each centre's own governance must sign the limits."""

from __future__ import annotations

from varde.plugin.alerts import Alert, Text, all_of, any_of, when

PROGRAMME = "frisklivs"
CHECK_IN = "weekly-check-in"

ALERTS = (
    Alert(
        "frisklivs.not-done",
        Text(
            "Fikk ikke gjort det som var planlagt, to ganger på rad. Grensen frisklivssentralen har satt, er krysset.",
            "Fekk ikkje gjort det som var planlagt, to gonger på rad. Grensa frisklivssentralen har sett, er kryssa.",
            "Did not do what was planned, twice in a row. The limit the centre has set was crossed.",
        ),
        all_of(when("answer:did", "==", 0), when("before:did", "==", 0)),
        "amber",
        CHECK_IN,
        PROGRAMME,
    ),
    Alert(
        "frisklivs.motivation",
        Text(
            "Motivasjonen er lav eller har falt mye. Grensen frisklivssentralen har satt, er krysset.",
            "Motivasjonen er låg eller har falle mykje. Grensa frisklivssentralen har sett, er kryssa.",
            "Motivation is low or has fallen a lot. The limit the centre has set was crossed.",
        ),
        any_of(when("answer:motivation", "<=", 2), when("fell:motivation", ">=", 3)),
        "amber",
        CHECK_IN,
        PROGRAMME,
    ),
    Alert(
        "frisklivs.missed-appointments",
        Text(
            "Møtte ikke til to timer på rad. Grensen frisklivssentralen har satt, er krysset.",
            "Møtte ikkje til to timar på rad. Grensa frisklivssentralen har sett, er kryssa.",
            "Missed two appointments in a row. The limit the centre has set was crossed.",
        ),
        when("missed_appointments", ">=", 2),
        "amber",
        programme=PROGRAMME,
    ),
    Alert(
        "frisklivs.no-answer",
        Text(
            "Et skjema er en uke over fristen, eller to på rad er ikke levert. "
            "Grensen frisklivssentralen har satt, er krysset.",
            "Eit skjema er ei veke over fristen, eller to på rad er ikkje leverte. "
            "Grensa frisklivssentralen har sett, er kryssa.",
            "A form is a week past its deadline, or two in a row were not handed in. "
            "The limit the centre has set was crossed.",
        ),
        any_of(when("days_overdue", ">=", 7), when("unanswered_in_row", ">=", 2)),
        "amber",
        programme=PROGRAMME,
    ),
    Alert(
        "frisklivs.inactive",
        Text(
            "Ikke aktiv på to uker. Grensen frisklivssentralen har satt, er krysset.",
            "Ikkje aktiv på to veker. Grensa frisklivssentralen har sett, er kryssa.",
            "Not active for two weeks. The limit the centre has set was crossed.",
        ),
        when("days_inactive", ">=", 14),
        "amber",
        programme=PROGRAMME,
    ),
)
