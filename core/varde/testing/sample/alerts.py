"""When a clinician must look."""

from __future__ import annotations

from varde.plugin.alerts import Alert
from varde.plugin.programmes import Text, is_true, when
from varde.plugin.series import measured
from varde.testing.sample.programme import KEY
from varde.testing.sample.series import BREATH

_HEAVY = Text("Svarte at det er tungt.", "Svarte at det er tungt.", "Answered that it is heavy.")
_WORSE = Text("Trivselen er tydelig lavere.", "Trivselen er tydeleg lågare.", "Well-being is clearly lower.")
_LATE = Text(
    "Et skjema er en uke over fristen.", "Eit skjema er ei veke over fristen.", "A form is a week past its deadline."
)
_SILENT = Text("Ikke aktiv på fire uker.", "Ikkje aktiv på fire veker.", "Not active for four weeks.")

_UNMEASURED = Text("Har ikke målt på tre dager.", "Har ikkje målt på tre dagar.", "Has not measured for three days.")
_LOW = Text("Pusten er i den laveste sonen.", "Pusten er i den lågaste sona.", "The breath is in the lowest zone.")
_FALLING = Text(
    "Pusten har gått ned over to uker.", "Pusten har gått ned over to veker.", "The breath has fallen in two weeks."
)

ALERTS = (
    Alert("sample.thoughts", _HEAVY, when("answer:q9", ">=", 1), "red", "phq-9", KEY, crisis=True),
    Alert("sample.worse", _WORSE, is_true("worse"), "amber", "who-5", KEY),
    Alert("sample.no-answer", _LATE, when("days_overdue", ">=", 7), "amber", programme=KEY),
    Alert("sample.inactive", _SILENT, when("days_inactive", ">=", 28), "amber", programme=KEY, call_in="talk"),
    Alert(
        "sample.breath-low",
        _LOW,
        when(measured(BREATH.key, "zone"), "==", "act"),
        "red",
        programme=KEY,
        crisis=True,
        cause=Text("Tung pust", "Tung pust", "Heavy breath"),
        patient_text=Text(
            "Pusten din er i den laveste sonen. Ta medisinen for anfall og ring 113. Ikke vent på oss.",
            "Pusten din er i den lågaste sona. Ta medisinen for anfall og ring 113. Ikkje vent på oss.",
            "Your breath is in the lowest zone. Take the medicine for attacks and ring 113. Do not wait for us.",
        ),
    ),
    Alert(
        "sample.breath-falls",
        _FALLING,
        when(measured(BREATH.key, "slope", days=14), "<=", -40),
        "amber",
        programme=KEY,
        cause=Text("Pusten ned", "Pusten ned", "Breath down"),
    ),
    Alert(
        "sample.breath-silent",
        _UNMEASURED,
        when(measured(BREATH.key, "days_since"), ">=", 3),
        "amber",
        programme=KEY,
        cause=Text("Ikke målt", "Ikkje målt", "Not measured"),
    ),
)
