"""The track for panic."""

from __future__ import annotations

from varde.plugin.exercises import circle
from varde.plugin.programmes import Module, Reading, Text, at_start
from varde_emeistring.steps import summary
from varde_emeistring.tracks import PANIC

MODULES = (
    Module(
        key="understanding-panic",
        number=1,
        title=Text("Forstå panikken", "Forstå panikken", "Understanding panic"),
        summary=Text(
            "Hva som skjer i kropp og tanker under et anfall, og hvorfor det kommer igjen.",
            "Kva som skjer i kropp og tankar under eit anfall, og kvifor det kjem igjen.",
            "What happens in body and mind during an attack, and why it returns.",
        ),
        release=at_start(),
        steps=(
            Reading("what-it-is", Text("Hva er panikkangst?", "Kva er panikkangst?", "What is panic?"), 3),
            Reading(
                "the-model",
                Text(
                    "Sirkelen som holder det i gang", "Sirkelen som held det i gang", "The circle that keeps it going"
                ),
                3,
            ),
            circle("my-circle", Text("Min panikksirkel", "Panikksirkelen min", "My panic circle")),
            Reading("first-steps", Text("De første stegene", "Dei første stega", "The first steps"), 3),
            summary(),
        ),
        tracks=(PANIC,),
    ),
)
