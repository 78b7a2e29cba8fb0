"""The track for depression."""

from __future__ import annotations

from varde.plugin.exercises import circle
from varde.plugin.programmes import Module, Reading, Text, at_start
from varde_emeistring.steps import summary
from varde_emeistring.tracks import DEPRESSION

MODULES = (
    Module(
        key="understanding-depression",
        number=1,
        title=Text("Forstå depresjonen", "Forstå depresjonen", "Understanding depression"),
        summary=Text(
            "Hvordan tristhet, tanker og det du gjør, henger sammen.",
            "Korleis tristheit, tankar og det du gjer, heng saman.",
            "How sadness, thoughts and what you do hang together.",
        ),
        release=at_start(),
        steps=(
            Reading("what-it-is", Text("Hva er depresjon?", "Kva er depresjon?", "What is depression?"), 3),
            Reading(
                "the-model",
                Text(
                    "Sirkelen som holder det i gang", "Sirkelen som held det i gang", "The circle that keeps it going"
                ),
                3,
            ),
            circle(
                "my-circle",
                Text("Min sirkel på en tung dag", "Sirkelen min på ein tung dag", "My circle on a heavy day"),
            ),
            Reading("first-steps", Text("De første stegene", "Dei første stega", "The first steps"), 3),
            summary(),
        ),
        tracks=(DEPRESSION,),
    ),
)
