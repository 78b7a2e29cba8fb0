"""When the guide of the lake must look."""

from __future__ import annotations

from varde.plugin.alerts import Alert, Text, is_true, when

PROGRAMME = "lake"

ALERTS = (
    Alert(
        "lake.weather-worse",
        Text(
            "Været er minst 50 poeng verre enn ved start eller forrige svar.",
            "Vêret er minst 50 poeng verre enn ved start eller førre svar.",
            "The weather is at least 50 points worse than at the start or the answer before.",
        ),
        is_true("worse"),
        "amber",
        "weather",
        PROGRAMME,
    ),
    Alert(
        "lake.hazard",
        Text("Svarte ja på en fare.", "Svarte ja på ein fare.", "Said yes to a hazard."),
        is_true("flag:clinician_review"),
        "amber",
        "hazards",
        PROGRAMME,
    ),
    Alert(
        "lake.no-answer",
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
        "lake.inactive",
        Text("Ikke aktiv på fire uker.", "Ikkje aktiv på fire veker.", "Not active for four weeks."),
        when("days_inactive", ">=", 28),
        "amber",
        programme=PROGRAMME,
    ),
)
