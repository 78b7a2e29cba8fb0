"""What Mage-tarmskolen can show for itself: symptoms, quality of life, satisfaction.

No reliable change is declared: neither scale has a sourced limit beyond the responder rule.
"""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.benefits import Measure, Responder, SeverityStep, Subscale, Text

PROGRAMME = "ibs"
FOLLOW_UP = ("3m", "6m")

SYMPTOMS = Measure(
    key="ibs.symptoms",
    programme=PROGRAMME,
    title=Text("Mageplager (IBS-SSS)", "Mageplager (IBS-SSS)", "Bowel symptoms (IBS-SSS)"),
    instrument="ibs-sss",
    scale="ibs-sss",
    start_occasion="start",
    follow_up=FOLLOW_UP,
    direction="lower_better",
    low=0,
    high=500,
    primary=True,
    # 50 or more, as the published cohort and the trial NCT06117865 count; the 2023 report prints "more than 50".
    responder=Responder("points", 50, ">="),
    # Half of what is a clear change for one person: our proposal, for the clinical owner to sign.
    margin=25,
    severity=(
        SeverityStep(
            "none_or_mild", Text("Ingen eller mild", "Ingen eller mild", "None or mild"), ("remission", "mild")
        ),
        SeverityStep("moderate", Text("Moderat", "Moderat", "Moderate"), ("moderate",)),
        SeverityStep("severe", Text("Alvorlig", "Alvorleg", "Severe"), ("severe",)),
    ),
)

QUALITY_OF_LIFE = Measure(
    key="ibs.quality_of_life",
    programme=PROGRAMME,
    title=Text("Livskvalitet (IBS-QOL)", "Livskvalitet (IBS-QOL)", "Quality of life (IBS-QOL)"),
    instrument="ibs-qol",
    scale="ibs-qol",
    start_occasion="start",
    follow_up=FOLLOW_UP,
    direction="higher_better",
    low=0,
    high=100,
    responder=Responder("points", 14, ">="),
    subscales=(
        Subscale("ibs-qol.dysphoria", Text("Nedstemthet", "Nedstemtheit", "Low mood")),
        Subscale("ibs-qol.food_avoidance", Text("Matunngåelse", "Unngåing av mat", "Avoiding food")),
        Subscale("ibs-qol.body_image", Text("Kroppsbilde", "Kroppsbilete", "Body image")),
        Subscale("ibs-qol.interference", Text("Aktivitetsnivå", "Aktivitetsnivå", "Activity")),
        Subscale("ibs-qol.health_worry", Text("Helsebekymring", "Helseuro", "Worry about health")),
        Subscale("ibs-qol.social_reaction", Text("Møtet med andre", "Møtet med andre", "Meeting others")),
        Subscale("ibs-qol.relationships", Text("Relasjoner", "Relasjonar", "Relationships")),
        Subscale("ibs-qol.sexual", Text("Seksuell aktivitet", "Seksuell aktivitet", "Sexual activity")),
    ),
)

SATISFACTION = Measure(
    key="ibs.satisfaction",
    programme=PROGRAMME,
    title=Text("Tilfredshet (CSQ-8)", "Kor nøgde deltakarane er (CSQ-8)", "Satisfaction (CSQ-8)"),
    instrument="csq-8",
    scale="csq-8",
    start_occasion=None,
    follow_up=FOLLOW_UP,
    direction="higher_better",
    low=8,
    high=32,
)

MEASURES = (SYMPTOMS, QUALITY_OF_LIFE, SATISFACTION)

COURSE_MEASURES = tuple(
    replace(measure, key=measure.key.replace(f"{PROGRAMME}.", "ibs-course."), programme="ibs-course")
    for measure in MEASURES
)
"""The same of the course, so that the two stand side by side."""
