"""What the ridge can show for itself: each track's own scale, and what all of them are asked."""

from __future__ import annotations

from varde.plugin.benefits import JacobsonTruax, Measure, ReliableChange, Responder, SeverityStep, StartSample, Text
from varde.testing.samples.ridge.tracks import NORTH, SOUTH, WEST

PROGRAMME = "ridge"
START = "start"
FOLLOW_UP = ("end", "6m")
MILD = Text("Ingen eller mild", "Ingen eller mild", "None or mild")
MODERATE = Text("Moderat", "Moderat", "Moderate")
SEVERE = Text("Alvorlig", "Alvorleg", "Severe")


def _severity(mild: tuple[str, ...], moderate: tuple[str, ...], severe: tuple[str, ...]) -> tuple[SeverityStep, ...]:
    return (
        SeverityStep("none_or_mild", MILD, mild),
        SeverityStep("moderate", MODERATE, moderate),
        SeverityStep("severe", SEVERE, severe),
    )


DIZZINESS = Measure(
    key="ridge.south",
    programme=PROGRAMME,
    title=Text("Svimmelhet", "Svimmelheit", "Dizziness"),
    instrument="dizziness",
    scale="dizziness",
    start_occasion=START,
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=28,
    primary=True,
    responder=Responder("percent", 40, ">="),
    severity=_severity(("steady", "borderline"), ("slightly_dizzy", "dizzy"), ("very_dizzy",)),
    tracks=(SOUTH,),
)
HEAVINESS = Measure(
    key="ridge.north",
    programme=PROGRAMME,
    title=Text("Tunge steg (MADRS-S)", "Tunge steg (MADRS-S)", "Heavy steps (MADRS-S)"),
    instrument="madrs-s",
    scale="madrs-s",
    start_occasion=START,
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=54,
    primary=True,
    responder=Responder("percent", 50, ">="),
    severity=_severity(("none_or_minimal", "mild"), ("moderate",), ("severe",)),
    tracks=(NORTH,),
)
MOOD = Measure(
    key="ridge.mood",
    programme=PROGRAMME,
    title=Text("Humør (PHQ-9)", "Humør (PHQ-9)", "Mood (PHQ-9)"),
    instrument="phq-9",
    scale="phq-9",
    start_occasion=START,
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=27,
    responder=Responder("percent", 50, ">="),
    reliable_change=ReliableChange(6, "NHS Talking Therapies"),
    cutoff=10,
    severity=_severity(("minimal", "mild"), ("moderate", "moderately_severe"), ("severe",)),
)
WORRY = Measure(
    key="ridge.worry",
    programme=PROGRAMME,
    title=Text("Uro (GAD-7)", "Uro (GAD-7)", "Unease (GAD-7)"),
    instrument="gad-7",
    scale="gad-7",
    start_occasion=START,
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=21,
    responder=Responder("percent", 50, ">="),
    reliable_change=ReliableChange(4, "NHS Talking Therapies"),
    cutoff=8,
    severity=_severity(("minimal", "mild"), ("moderate",), ("severe",)),
)
GUIDES_VIEW = Measure(
    key="ridge.guides_view",
    programme=PROGRAMME,
    title=Text("Tunge steg, sett av veilederen", "Tunge steg, sett av rettleiaren", "Heavy steps, seen by the guide"),
    instrument="guide-total",
    scale="guide-total",
    start_occasion=START,
    follow_up=("end",),
    direction="lower_better",
    low=0,
    high=52,
    jacobson_truax=JacobsonTruax(reliability=0.80, functional_mean=8, functional_sd=8, cutoff="c"),
    start_sample=StartSample(24.5, 3.5, "invented for tests"),
    tracks=(NORTH,),
)
SATISFACTION = Measure(
    key="ridge.satisfaction",
    programme=PROGRAMME,
    title=Text("Tilfredshet (CSQ-8)", "Kor nøgde folk er (CSQ-8)", "Satisfaction (CSQ-8)"),
    instrument="csq-8",
    scale="csq-8",
    start_occasion=None,
    follow_up=("end",),
    direction="higher_better",
    low=8,
    high=32,
)
VERTIGO = Measure(
    key="ridge.west",
    programme=PROGRAMME,
    title=Text("Frykt for å bli sett (høydeskrekk)", "Frykt for å bli sett (høgdeskrekk)", "Fear of heights"),
    instrument="heights",
    scale="heights",
    start_occasion=START,
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=192,
    primary=True,
    responder=Responder("percent", 28, ">="),
    severity=_severity(("low",), ("medium",), ("high",)),
    tracks=(WEST,),
)
MEASURES = (DIZZINESS, HEAVINESS, MOOD, WORRY, GUIDES_VIEW, SATISFACTION, VERTIGO)
