"""What is asked on the trail, and when."""

from __future__ import annotations

from varde.plugin.programmes import Occasion, Text

OCCASIONS = (
    Occasion(
        "start",
        Text("Spørreskjema, start", "Spørjeskjema, start", "Questionnaire, start"),
        ("who-5", "phq-9"),
        minutes=5,
        postpone_days=7,
    ),
    Occasion(
        "3m",
        Text("Spørreskjema, 3 måneder", "Spørjeskjema, 3 månader", "Questionnaire, 3 months"),
        ("who-5", "phq-9", "csq-8"),
        minutes=8,
        months=3,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "extra",
        Text("Ekstra skjema", "Ekstra skjema", "Extra questionnaire"),
        ("who-5",),
        minutes=2,
        closes_after=7,
        remind=(2,),
        on_demand="therapist",
    ),
)
