"""What Bekymringstid can show for itself."""

from __future__ import annotations

from varde.plugin.benefits import Measure, Responder, SeverityStep, Text

WORRY = Measure(
    key="worry.worry",
    programme="worry",
    title=Text("Uro og bekymring", "Uro", "Unease and worry"),
    instrument="gad-7",
    scale="gad-7",
    start_occasion="start",
    follow_up=("3w", "6w"),
    direction="lower_better",
    low=0,
    high=21,
    primary=True,
    responder=Responder("percent", 50),
    severity=(
        SeverityStep("light", Text("Lite", "Lite", "Light"), ("minimal", "mild")),
        SeverityStep("moderate", Text("Moderat", "Moderat", "Moderate"), ("moderate",)),
        SeverityStep("heavy", Text("Mye", "Mykje", "Heavy"), ("severe",)),
    ),
)
WELL_BEING = Measure(
    key="worry.well_being",
    programme="worry",
    title=Text("Trivsel", "Trivsel", "Well-being"),
    instrument="who-5",
    scale="who-5",
    start_occasion="start",
    follow_up=("3w", "6w"),
    direction="higher_better",
    low=0,
    high=100,
    responder=Responder("points", 10),
)

MEASURES = (WORRY, WELL_BEING)
