"""What the round of the lake can show for itself: the weather, the outlook, and whether people were content."""

from __future__ import annotations

from varde.plugin.benefits import BenefitProposal, Measure, Responder, SeverityStep, Subscale, Text
from varde.testing.samples.lake.instruments import OUTLOOK

PROGRAMME = "lake"
FOLLOW_UP = ("3m", "6m")

WEATHER = Measure(
    key="lake.weather",
    programme=PROGRAMME,
    title=Text("Vær", "Vêr", "Weather"),
    instrument="weather",
    scale="weather",
    start_occasion="start",
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=500,
    primary=True,
    responder=Responder("points", 50, ">="),
    severity=(
        SeverityStep("none_or_mild", Text("Ingen eller mild", "Ingen eller mild", "None or mild"), ("dry", "mild")),
        SeverityStep("moderate", Text("Moderat", "Moderat", "Moderate"), ("moderate",)),
        SeverityStep("severe", Text("Alvorlig", "Alvorleg", "Severe"), ("severe",)),
    ),
)

OUTLOOK_OF_LIFE = Measure(
    key="lake.outlook",
    programme=PROGRAMME,
    title=Text("Utsikt", "Utsikt", "Outlook"),
    instrument="outlook",
    scale="outlook",
    start_occasion="start",
    follow_up=FOLLOW_UP,
    direction="higher_better",
    low=0,
    high=100,
    responder=Responder("points", 14, ">="),
    subscales=tuple(Subscale(f"outlook.{scale.key}", scale.label or Text("", "")) for scale in OUTLOOK.subscales),
)

SATISFACTION = Measure(
    key="lake.satisfaction",
    programme=PROGRAMME,
    title=Text("Tilfredshet (CSQ-8)", "Kor nøgde folk er (CSQ-8)", "Satisfaction (CSQ-8)"),
    instrument="csq-8",
    scale="csq-8",
    start_occasion=None,
    follow_up=FOLLOW_UP,
    direction="higher_better",
    low=8,
    high=32,
)

MEASURES = (WEATHER, OUTLOOK_OF_LIFE, SATISFACTION)

PROPOSAL = BenefitProposal(
    key="lake.warmth",
    programme=PROGRAMME,
    goal=Text("Ut i all slags vær", "Ut i all slags vêr", "Out in all weathers"),
    benefit=Text("Varmere føtter", "Varmare føter", "Warmer feet"),
    category="quality",
    receiver="patient",
    indicator=Text("Utsikten etterpå", "Utsikta etterpå", "The outlook afterwards"),
    source=Text("Det er Varde sitt forslag.", "Det er Varde sitt forslag.", "This is a proposal of Varde's."),
    figure="mean",
    measure="lake.outlook",
    occasion=FOLLOW_UP[0],
)
