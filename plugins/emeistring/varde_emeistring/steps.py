"""What the modules of the three tracks of eMeistring have alike: the steps that several of them have, and how each ends."""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.programmes import Module, Reading, Text
from varde_emeistring.look_for import LOOK_FOR

THE_MODEL = Reading(
    "the-model",
    Text("Sirkelen som holder det i gang", "Sirkelen som held det i gang", "The circle that keeps it going"),
    3,
)
FIRST_STEPS = Reading("first-steps", Text("De første stegene", "Dei første stega", "The first steps"), 3)
EARLY_SIGNS = Reading("early-signs", Text("De første tegnene", "Dei første teikna", "The first signs"), 3)
GOODBYE = Reading("goodbye", Text("Veien videre", "Vegen vidare", "The way on"), 3)
SUMMARY = Reading(
    "summary",
    Text("Det viktigste og ukens øving", "Det viktigaste og øvinga for veka", "What matters most, and this week"),
    2,
)
"""The key points, what to practise this week, and whom to call when it is urgent."""


def of_track(track: str, *modules: Module) -> tuple[Module, ...]:
    """The modules of one track, each with its summary as the last step, and what to look for in its homework."""
    return tuple(
        replace(module, steps=(*module.steps, SUMMARY), tracks=(track,), look_for=LOOK_FOR[module.key])
        for module in modules
    )
