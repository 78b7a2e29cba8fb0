"""When the guide of the village must look: walks that are not gone, wish that falls, and silence."""

from __future__ import annotations

from varde.plugin.alerts import Alert, Text, all_of, any_of, when

PROGRAMME = "village"
WEEK_LOG = "week-log"

ALERTS = (
    Alert(
        "village.not-done",
        Text("Ikke gått, to ganger på rad.", "Ikkje gått, to gonger på rad.", "Not walked, twice in a row."),
        all_of(when("answer:walked", "==", 0), when("before:walked", "==", 0)),
        "amber",
        WEEK_LOG,
        PROGRAMME,
    ),
    Alert(
        "village.wish",
        Text("Lysten er lav eller har falt.", "Lysta er låg eller har falle.", "The wish is low or has fallen."),
        any_of(when("answer:wish", "<=", 2), when("fell:wish", ">=", 3)),
        "amber",
        WEEK_LOG,
        PROGRAMME,
    ),
    Alert(
        "village.missed-appointments",
        Text(
            "Møtte ikke til to timer på rad.", "Møtte ikkje til to timar på rad.", "Missed two appointments in a row."
        ),
        when("missed_appointments", ">=", 2),
        "amber",
        programme=PROGRAMME,
    ),
    Alert(
        "village.no-answer",
        Text(
            "Et skjema er en uke over fristen, eller to på rad er ikke levert.",
            "Eit skjema er ei veke over fristen, eller to på rad er ikkje leverte.",
            "A form is a week past its deadline, or two in a row were not handed in.",
        ),
        any_of(when("days_overdue", ">=", 7), when("unanswered_in_row", ">=", 2)),
        "amber",
        programme=PROGRAMME,
    ),
    Alert(
        "village.inactive",
        Text("Ikke aktiv på to uker.", "Ikkje aktiv på to veker.", "Not active for two weeks."),
        when("days_inactive", ">=", 14),
        "amber",
        programme=PROGRAMME,
    ),
)
