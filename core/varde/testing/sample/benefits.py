"""What the trail can show for itself."""

from __future__ import annotations

from varde.plugin.benefits import Measure, Responder, SeverityStep
from varde.plugin.programmes import Text
from varde.testing.sample.programme import KEY

WELL_BEING = Measure(
    key="sample.well_being",
    programme=KEY,
    title=Text("Trivsel (WHO-5)", "Trivsel (WHO-5)", "Well-being (WHO-5)"),
    instrument="who-5",
    scale="who-5",
    start_occasion="start",
    follow_up=("3m",),
    direction="higher_better",
    low=0,
    high=100,
    primary=True,
    responder=Responder("points", 10, ">="),
    severity=(
        SeverityStep("adequate", Text("God trivsel", "God trivsel", "Good"), ("adequate",)),
        SeverityStep("low", Text("Lav trivsel", "Låg trivsel", "Low"), ("low",)),
        SeverityStep("very_low", Text("Svært lav trivsel", "Svært låg trivsel", "Very low"), ("very_low",)),
    ),
)
