"""Pusten hjemme: twelve weeks, and when somebody asks how it goes."""

from __future__ import annotations

from varde.plugin.programmes import IntendedUse, Occasion, Programme, Text
from varde_breath.eligibility import ELIGIBILITY
from varde_breath.modules import MODULES

ASKED = ("breath-week",)

OCCASIONS = (
    Occasion("start", Text("Spørreskjema, start", "Spørjeskjema, start", "Questionnaire, start"), ASKED, minutes=2),
    Occasion(
        "4w", Text("Spørreskjema, 4 uker", "Spørjeskjema, 4 veker", "Questionnaire, 4 weeks"), ASKED, minutes=2, days=28
    ),
    Occasion(
        "12w",
        Text("Spørreskjema, 12 uker", "Spørjeskjema, 12 veker", "Questionnaire, 12 weeks"),
        ASKED,
        minutes=2,
        days=84,
        asked_after="completion",
    ),
)

PROGRAMME = Programme(
    key="breath",
    title=Text("Pusten hjemme", "Pusten heime", "Breath at home"),
    summary=Text(
        "Følg pusten din hjemme, og vit hva du skal gjøre når den blir tung.",
        "Følg pusten din heime, og vit kva du skal gjere når han blir tung.",
        "Follow your breath at home, and know what to do when it gets heavy.",
    ),
    for_whom=(
        Text("er 18 år eller eldre", "er 18 år eller eldre", "are 18 years or older"),
        Text(
            "har astma og vil følge pusten selv",
            "har astma og vil følgje pusten sjølv",
            "have asthma and want to follow your breath yourself",
        ),
    ),
    duration=Text("12 uker", "12 veker", "12 weeks"),
    guide=Text("Behandler", "Behandlar", "Therapist"),
    effort=Text("Noen minutter om dagen", "Nokre minutt om dagen", "A few minutes a day"),
    eligibility=ELIGIBILITY,
    modules=MODULES,
    occasions=OCCASIONS,
    package="varde_breath",
    access_days=180,
    weeks=12,
    main_instruments=(("", "breath-week"),),
    series=("breath-flow",),
    intended=IntendedUse(
        Text(
            "For voksne med astma som vil følge pusten sin hjemme mellom timene.",
            "For vaksne med astma som vil følgje pusten sin heime mellom timane.",
            "For adults with asthma who want to follow their breath at home between appointments.",
        ),
        (Text("akutt hjelp", "akutt hjelp", "help in an emergency"),),
        "1.0",
    ),
)
