"""The programme of the workshop: whoever is in it may try every exercise at once."""

from __future__ import annotations

from varde.plugin.exercises import SAFETY_CHECK, attempts, bodily_exercises, ladder
from varde.plugin.programmes import Criterion, Eligibility, Module, Programme, Reading, Text, at_start, when
from varde.testing.samples import AGE

KEY = "workshop"
MODULE = "everything"

EXERCISES = (ladder(), attempts(), bodily_exercises())

PROGRAMME = Programme(
    key=KEY,
    title=Text("Verkstedet", "Verkstaden", "The workshop"),
    summary=Text("Alle øvelsene på ett sted.", "Alle øvingane på éin stad.", "All the exercises in one place."),
    for_whom=(Text("vil prøve alt", "vil prøve alt", "want to try everything"),),
    duration=Text("12 uker", "12 veker", "12 weeks"),
    guide=Text("Behandler", "Behandlar", "Therapist"),
    effort=Text("Litt hver uke", "Litt kvar veke", "A little every week"),
    eligibility=Eligibility(
        facts=(AGE, *SAFETY_CHECK),
        require=(
            Criterion("age", when("age", ">=", 18), Text("Du må være 18 år.", "Du må vere 18 år.", "You must be 18.")),
        ),
    ),
    modules=(
        Module(
            key=MODULE,
            number=1,
            title=Text("Alt", "Alt", "Everything"),
            summary=Text("Hver øvelse for seg.", "Kvar øving for seg.", "Each exercise by itself."),
            release=at_start(),
            steps=(Reading("welcome", Text("Velkommen", "Velkomen", "Welcome"), 1), *EXERCISES),
        ),
    ),
    occasions=(),
    package="varde.testing.samples.workshop",
    access_days=180,
    weeks=12,
)
