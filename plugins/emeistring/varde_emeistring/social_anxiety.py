"""The track for social anxiety."""

from __future__ import annotations

from varde.plugin.exercises import circle
from varde.plugin.programmes import Module, Reading, Text, at_start
from varde_emeistring.steps import summary
from varde_emeistring.tracks import SOCIAL_ANXIETY

MODULES = (
    Module(
        key="understanding-social-anxiety",
        number=1,
        title=Text("Forstå den sosiale angsten", "Forstå den sosiale angsten", "Understanding social anxiety"),
        summary=Text(
            "Hvorfor det er så vanskelig å bli sett, og hva som holder frykten ved like.",
            "Kvifor det er så vanskeleg å bli sett, og kva som held frykta ved like.",
            "Why being seen is so hard, and what keeps the fear alive.",
        ),
        release=at_start(),
        steps=(
            Reading("what-it-is", Text("Hva er sosial angst?", "Kva er sosial angst?", "What is social anxiety?"), 3),
            Reading(
                "the-model",
                Text(
                    "Sirkelen som holder det i gang", "Sirkelen som held det i gang", "The circle that keeps it going"
                ),
                3,
            ),
            circle(
                "my-circle",
                Text("Min sirkel sammen med andre", "Sirkelen min saman med andre", "My circle with other people"),
            ),
            Reading("first-steps", Text("De første stegene", "Dei første stega", "The first steps"), 3),
            summary(),
        ),
        tracks=(SOCIAL_ANXIETY,),
    ),
)
