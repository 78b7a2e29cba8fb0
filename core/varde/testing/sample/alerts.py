"""When a clinician must look."""

from __future__ import annotations

from varde.plugin.alerts import Alert
from varde.plugin.programmes import Text, is_true, when
from varde.testing.sample.programme import KEY

_HEAVY = Text("Svarte at det er tungt.", "Svarte at det er tungt.", "Answered that it is heavy.")
_WORSE = Text("Trivselen er tydelig lavere.", "Trivselen er tydeleg lågare.", "Well-being is clearly lower.")
_LATE = Text(
    "Et skjema er en uke over fristen.", "Eit skjema er ei veke over fristen.", "A form is a week past its deadline."
)
_SILENT = Text("Ikke aktiv på fire uker.", "Ikkje aktiv på fire veker.", "Not active for four weeks.")

ALERTS = (
    Alert("sample.thoughts", _HEAVY, when("answer:q9", ">=", 1), "red", "phq-9", KEY, crisis=True),
    Alert("sample.worse", _WORSE, is_true("worse"), "amber", "who-5", KEY),
    Alert("sample.no-answer", _LATE, when("days_overdue", ">=", 7), "amber", programme=KEY),
    Alert("sample.inactive", _SILENT, when("days_inactive", ">=", 28), "amber", programme=KEY),
)
