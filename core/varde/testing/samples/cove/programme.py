"""The programme of the cove: one module, a questionnaire at the start, and a diary beside it."""

from __future__ import annotations

from datetime import time

from varde.plugin.alerts import Alert
from varde.plugin.programmes import (
    Criterion,
    Eligibility,
    IntendedUse,
    Module,
    Occasion,
    Programme,
    Reading,
    Rhythm,
    Text,
    at_start,
    when,
)
from varde.testing.samples import AGE

KEY = "cove"

DIARY = Occasion(
    "diary",
    Text("Dagboken", "Dagboka", "The diary"),
    ("cove-day",),
    minutes=1,
    rhythm=Rhythm(until=28, at=time(20, 0), remind=time(20, 45)),
)

PROGRAMME = Programme(
    key=KEY,
    title=Text("Vika", "Vika", "The cove"),
    summary=Text("Fire uker ved vannet.", "Fire veker ved vatnet.", "Four weeks by the water."),
    for_whom=(Text("vil skrive dagbok", "vil skrive dagbok", "want to keep a diary"),),
    duration=Text("4 uker, 1 modul", "4 veker, 1 modul", "4 weeks, 1 module"),
    guide=Text("Veileder", "Rettleiar", "Guide"),
    effort=Text("Litt hver kveld", "Litt kvar kveld", "A little every evening"),
    eligibility=Eligibility(
        facts=(AGE,),
        require=(
            Criterion(
                "age",
                when("age", ">=", 18),
                Text("Vika er for voksne.", "Vika er for vaksne.", "The cove is for adults."),
            ),
        ),
    ),
    modules=(
        Module(
            key="by-the-sea",
            number=1,
            title=Text("Ved sjøen", "Ved sjøen", "By the sea"),
            summary=Text("Det er stille her.", "Det er stille her.", "It is quiet here."),
            release=at_start(),
            steps=(Reading("calm-water", Text("Stille vann", "Stille vatn", "Calm water"), 2),),
        ),
    ),
    occasions=(
        Occasion("start", Text("Ved start", "Ved start", "At the start"), ("who-5",), minutes=2),
        DIARY,
        Occasion(
            "note",
            Text("Et notat når du vil", "Eit notat når du vil", "A note whenever you want"),
            ("cove-day",),
            minutes=1,
            days=1,
            closes_after=1,
            remind=(),
            on_demand="both",
        ),
    ),
    package="varde.testing.samples.cove",
    access_days=60,
    weeks=4,
    main_instruments=(("", "who-5"),),
    intended=IntendedUse(
        Text("Laget for prøver i vika.", "Laga for prøver i vika.", "Made for tests in the cove."),
        (Text("akutt hjelp", "akutt hjelp", "help in an emergency"),),
        "1.0",
    ),
)

ALERTS = (
    Alert(
        "cove.unanswered",
        Text("Tre skjemaer på rad uten svar.", "Tre skjema på rad utan svar.", "Three forms in a row unanswered."),
        when("unanswered_in_row", ">=", 3),
        "amber",
        programme=KEY,
    ),
    Alert(
        "cove.overdue",
        Text("Et skjema er to dager over fristen.", "Eit skjema er to dagar over fristen.", "A form is two days late."),
        when("days_overdue", ">=", 2),
        "amber",
        programme=KEY,
    ),
)
