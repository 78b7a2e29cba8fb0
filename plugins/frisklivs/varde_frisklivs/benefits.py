"""What digital follow-up from a frisklivssentral can show for itself: how people feel."""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.benefits import Measure, Responder, SeverityStep, Text

WELL_BEING = Measure(
    key="frisklivs.well_being",
    programme="frisklivs",
    title=Text("Trivsel (WHO-5)", "Trivsel (WHO-5)", "Well-being (WHO-5)"),
    instrument="who-5",
    scale="who-5",
    start_occasion="start",
    follow_up=("12w", "6m"),
    direction="higher_better",
    low=0,
    high=100,
    primary=True,
    responder=Responder("points", 10, ">="),
    # Half of what is a clear change for one person: our proposal, for the clinical owner to sign.
    margin=5,
    severity=(
        SeverityStep("adequate", Text("God trivsel", "God trivsel", "Good"), ("adequate",)),
        SeverityStep("low", Text("Lav trivsel", "Låg trivsel", "Low"), ("low",)),
        SeverityStep("very_low", Text("Svært lav trivsel", "Svært låg trivsel", "Very low"), ("very_low",)),
    ),
)

MEASURES = (WELL_BEING,)

IN_PERSON_MEASURES = tuple(
    replace(measure, key=measure.key.replace("frisklivs.", "frisklivs-in-person."), programme="frisklivs-in-person")
    for measure in MEASURES
)
"""The same of those without digital follow-up, so that the two stand side by side."""
