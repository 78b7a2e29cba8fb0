"""When the guide of the lake must look."""

from __future__ import annotations

from varde.plugin.alerts import Alert, is_true, when
from varde.testing.samples import crossed

PROGRAMME = "lake"

ALERTS = (
    Alert(
        "lake.weather-worse",
        crossed(
            "Været er minst 50 poeng verre enn ved start.",
            "Vêret er minst 50 poeng verre enn ved start.",
            "The weather is at least 50 points worse than at the start.",
        ),
        is_true("worse"),
        "amber",
        "weather",
        PROGRAMME,
    ),
    Alert(
        "lake.hazard",
        crossed("Svarte ja på en fare.", "Svarte ja på ein fare.", "Said yes to a hazard."),
        is_true("flag:clinician_review"),
        "amber",
        "hazards",
        PROGRAMME,
    ),
    Alert(
        "lake.no-answer",
        crossed(
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
        crossed("Ikke aktiv på fire uker.", "Ikkje aktiv på fire veker.", "Not active for four weeks."),
        when("days_inactive", ">=", 28),
        "amber",
        programme=PROGRAMME,
    ),
)
