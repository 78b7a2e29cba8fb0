"""What eMeistring can show for itself: each track's own scale, depression and anxiety in all, and everyday life.

Only sourced limits for reliable change stand here. Those for PDSS-SR, LSAS-SR, MADRS-S and WSAS are still to be
confirmed by a clinical owner, so these measures show response and severity but no classes. Recovery is read from PHQ-9 and GAD-7
on every track: a track's own scale would take the place of GAD-7, but its limits are not all sourced.
"""

from __future__ import annotations

from varde.plugin.benefits import Measure, ReliableChange, Responder, SeverityStep, Text

PROGRAMME = "emeistring"
START = "start"
FOLLOW_UP = ("end", "6m")
PANIC, SOCIAL_ANXIETY, DEPRESSION = "panic", "social_anxiety", "depression"

MILD = Text("Ingen eller mild", "Ingen eller mild", "None or mild")
MODERATE = Text("Moderat", "Moderat", "Moderate")
SEVERE = Text("Alvorlig", "Alvorleg", "Severe")

PANIC_SYMPTOMS = Measure(
    key="emeistring.panic",
    programme=PROGRAMME,
    title=Text("Panikk (PDSS-SR)", "Panikk (PDSS-SR)", "Panic (PDSS-SR)"),
    instrument="pdss-sr",
    scale="pdss-sr",
    start_occasion=START,
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=28,
    primary=True,
    responder=Responder("percent", 40, ">="),
    severity=(
        SeverityStep("none_or_mild", MILD, ("normal", "borderline")),
        SeverityStep("moderate", MODERATE, ("slightly_ill", "moderately_ill")),
        SeverityStep("severe", SEVERE, ("markedly_ill",)),
    ),
    tracks=(PANIC,),
)

SOCIAL_ANXIETY_SYMPTOMS = Measure(
    key="emeistring.social_anxiety",
    programme=PROGRAMME,
    title=Text("Sosial angst (LSAS-SR)", "Sosial angst (LSAS-SR)", "Social anxiety (LSAS-SR)"),
    instrument="lsas-sr",
    scale="lsas-sr",
    start_occasion=START,
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=144,
    primary=True,
    # von Glischinski 2018
    responder=Responder("percent", 28, ">="),
    severity=(
        SeverityStep("none_or_mild", MILD, ("below_threshold", "mild")),
        SeverityStep("moderate", MODERATE, ("moderate", "marked")),
        SeverityStep("severe", SEVERE, ("severe", "very_severe")),
    ),
    tracks=(SOCIAL_ANXIETY,),
)

DEPRESSION_SYMPTOMS = Measure(
    key="emeistring.depression",
    programme=PROGRAMME,
    title=Text("Depresjon (MADRS-S)", "Depresjon (MADRS-S)", "Depression (MADRS-S)"),
    instrument="madrs-s",
    scale="madrs-s",
    start_occasion=START,
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=54,
    primary=True,
    responder=Responder("percent", 50, ">="),
    severity=(
        SeverityStep("none_or_mild", MILD, ("none_or_minimal", "mild")),
        SeverityStep("moderate", MODERATE, ("moderate",)),
        SeverityStep("severe", SEVERE, ("severe",)),
    ),
    tracks=(DEPRESSION,),
)

MOOD = Measure(
    key="emeistring.mood",
    programme=PROGRAMME,
    title=Text("Nedstemthet (PHQ-9)", "Nedstemtheit (PHQ-9)", "Low mood (PHQ-9)"),
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
    beside="emeistring.worry",
    severity=(
        SeverityStep("none_or_mild", MILD, ("minimal", "mild")),
        SeverityStep("moderate", MODERATE, ("moderate", "moderately_severe")),
        SeverityStep("severe", SEVERE, ("severe",)),
    ),
)

WORRY = Measure(
    key="emeistring.worry",
    programme=PROGRAMME,
    title=Text("Angst og uro (GAD-7)", "Angst og uro (GAD-7)", "Anxiety and worry (GAD-7)"),
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
    severity=(
        SeverityStep("none_or_mild", MILD, ("minimal", "mild")),
        SeverityStep("moderate", MODERATE, ("moderate",)),
        SeverityStep("severe", SEVERE, ("severe",)),
    ),
)

EVERYDAY_LIFE = Measure(
    key="emeistring.everyday_life",
    programme=PROGRAMME,
    title=Text("Hverdagen (WSAS)", "Kvardagen (WSAS)", "Everyday life (WSAS)"),
    instrument="wsas",
    scale="wsas",
    start_occasion=START,
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=40,
    severity=(
        SeverityStep("subclinical", Text("Små vansker", "Små vanskar", "Little difficulty"), ("subclinical",)),
        SeverityStep("significant", Text("Tydelige vansker", "Tydelege vanskar", "Clear difficulty"), ("significant",)),
        SeverityStep("severe", Text("Store vansker", "Store vanskar", "Great difficulty"), ("severe",)),
    ),
)

CLINICIAN_RATED_DEPRESSION = Measure(
    key="emeistring.ham_d_total",
    programme=PROGRAMME,
    title=Text(
        "Depresjon vurdert av behandler (HAM-D)",
        "Depresjon vurdert av behandlar (HAM-D)",
        "Depression rated by the clinician (HAM-D)",
    ),
    instrument="ham-d-total",
    scale="ham-d-total",
    start_occasion=START,
    follow_up=("end",),
    direction="lower_better",
    low=0,
    high=52,
    responder=Responder("percent", 50),
    severity=(
        SeverityStep("remission", Text("Så godt som frisk", "Så godt som frisk", "All but well"), ("remission",)),
        SeverityStep("symptoms", Text("Fortsatt plaget", "Framleis plaga", "Still troubled"), ("symptoms",)),
    ),
    tracks=(DEPRESSION,),
)

SATISFACTION = Measure(
    key="emeistring.satisfaction",
    programme=PROGRAMME,
    title=Text("Tilfredshet (CSQ-8)", "Kor nøgde deltakarane er (CSQ-8)", "Satisfaction (CSQ-8)"),
    instrument="csq-8",
    scale="csq-8",
    start_occasion=None,
    follow_up=("end",),
    direction="higher_better",
    low=8,
    high=32,
)

MEASURES = (
    PANIC_SYMPTOMS,
    SOCIAL_ANXIETY_SYMPTOMS,
    DEPRESSION_SYMPTOMS,
    MOOD,
    WORRY,
    EVERYDAY_LIFE,
    SATISFACTION,
    CLINICIAN_RATED_DEPRESSION,
)
