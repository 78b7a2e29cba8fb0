"""A sample programme, so that the core's tests need no other distribution: ``Prøveløypa``, three months about nothing much.

It has one of everything that a test of the core may need: modules that open by themselves, by time and by the therapist,
exercises, questionnaires at the start, later and on request, alerts with and without the crisis text, a measure of
benefit, and rules for whom it is for. It is a plugin like any other, and no entry point leads to it: see
:func:`varde.testing.house.sample_only`.
"""

from __future__ import annotations

from varde.plugin import Part, hookimpl
from varde.plugin.alerts import Alert
from varde.plugin.benefits import Measure, Responder, SeverityStep
from varde.plugin.programmes import (
    Criterion,
    Eligibility,
    Exercise,
    Fact,
    Field,
    Module,
    Occasion,
    Programme,
    Reading,
    Text,
    all_of,
    any_of,
    at_start,
    completed,
    days_since_start,
    is_true,
    opened_by_therapist,
    when,
)
from varde.testing.sample.series import BREATH, PRESSURE

KEY = "sample"

ELIGIBILITY = Eligibility(
    facts=(
        Fact(
            "age",
            "count",
            Text("Alder", "Alder", "Age"),
            Text("Hvor gammel er du?", "Kor gammal er du?", "How old are you?"),
            low=0,
            high=120,
            source="birth_date",
        ),
        Fact(
            "wants_to",
            "boolean",
            Text("Vil prøve", "Vil prøve", "Wants to try"),
            Text("Vil du prøve?", "Vil du prøve?", "Do you want to try?"),
        ),
        Fact(
            "unsure",
            "boolean",
            Text("Er i tvil", "Er i tvil", "Is unsure"),
            Text("Er du i tvil?", "Er du i tvil?", "Are you unsure?"),
        ),
    ),
    require=(
        Criterion(
            "age",
            when("age", ">=", 18),
            Text(
                "Løypa er for deg som er 18 år eller eldre.",
                "Løypa er for deg som er 18 år eller eldre.",
                "The trail is for people of 18 years or older.",
            ),
        ),
        Criterion(
            "wants_to",
            is_true("wants_to"),
            Text("Du er velkommen når du vil.", "Du er velkomen når du vil.", "You are welcome when you want to."),
        ),
    ),
    review=(
        Criterion(
            "unsure",
            is_true("unsure"),
            Text(
                "Du er i tvil, så en veileder snakker med deg først.",
                "Du er i tvil, så ein rettleiar snakkar med deg først.",
                "You are unsure, so a guide talks to you first.",
            ),
        ),
    ),
)

FIRST_STEPS = Module(
    key="first-steps",
    number=1,
    title=Text("De første stegene", "Dei første stega", "The first steps"),
    summary=Text("Hvor løypa går.", "Kvar løypa går.", "Where the trail goes."),
    release=at_start(),
    steps=(
        Reading("the-trail", Text("Løypa", "Løypa", "The trail"), 3),
        Exercise(
            "packing",
            Text("Pakk sekken", "Pakk sekken", "Pack your bag"),
            5,
            (
                Field("things", "text", Text("Hva tar du med?", "Kva tek du med?", "What do you bring?")),
                Field(
                    "ready",
                    "scale",
                    Text("Hvor klar er du?", "Kor klar er du?", "How ready are you?"),
                    low=Text("ikke klar", "ikkje klar", "not ready"),
                    high=Text("helt klar", "heilt klar", "quite ready"),
                ),
            ),
        ),
    ),
)

FURTHER = Module(
    key="further",
    number=2,
    title=Text("Videre oppover", "Vidare oppover", "Further up"),
    summary=Text("Etter en uke.", "Etter ei veke.", "After a week."),
    release=any_of(all_of(completed("first-steps"), days_since_start(7)), opened_by_therapist()),
    steps=(Reading("the-view", Text("Utsikten", "Utsikta", "The view"), 3),),
)

BY_REQUEST = Module(
    key="detour",
    number=3,
    title=Text("En omvei", "Ein omveg", "A detour"),
    summary=Text("For den som vil.", "For den som vil.", "For those who want to."),
    release=opened_by_therapist(),
    optional=True,
    steps=(Reading("the-lake", Text("Vannet", "Vatnet", "The lake"), 3),),
)

OCCASIONS = (
    Occasion(
        "start",
        Text("Spørreskjema, start", "Spørjeskjema, start", "Questionnaire, start"),
        ("who-5", "phq-9"),
        minutes=5,
        postpone_days=7,
    ),
    Occasion(
        "3m",
        Text("Spørreskjema, 3 måneder", "Spørjeskjema, 3 månader", "Questionnaire, 3 months"),
        ("who-5", "phq-9", "csq-8"),
        minutes=8,
        months=3,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "extra",
        Text("Ekstra skjema", "Ekstra skjema", "Extra questionnaire"),
        ("who-5",),
        minutes=2,
        closes_after=7,
        remind=(2,),
        on_demand=True,
    ),
)

_HEAVY = Text("Svarte at det er tungt.", "Svarte at det er tungt.", "Answered that it is heavy.")
_WORSE = Text("Trivselen er tydelig lavere.", "Trivselen er tydeleg lågare.", "Well-being is clearly lower.")
_LATE = Text(
    "Et skjema er en uke over fristen.", "Eit skjema er ei veke over fristen.", "A form is a week past its deadline."
)
_SILENT = Text("Ikke aktiv på fire uker.", "Ikkje aktiv på fire veker.", "Not active for four weeks.")

ALERTS = (
    Alert("sample.thoughts", _HEAVY, when("answer:q9", ">=", 1), "red", "phq-9", KEY, crisis=True),
    Alert("sample.worse", _WORSE, is_true("worse"), "amber", "who-5", KEY),
    Alert("sample.no-answer", _LATE, when("days_overdue", ">=", 7), "amber", programme=KEY),
    Alert("sample.inactive", _SILENT, when("days_inactive", ">=", 28), "amber", programme=KEY),
)

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

PROGRAMME = Programme(
    key=KEY,
    title=Text("Prøveløypa", "Prøveløypa", "The sample trail"),
    summary=Text("En løype å prøve ting i.", "Ei løype å prøve ting i.", "A trail to try things on."),
    for_whom=(Text("vil prøve noe", "vil prøve noko", "want to try something"),),
    duration=Text("3 måneder, 3 moduler", "3 månader, 3 modular", "3 months, 3 modules"),
    guide=Text("Veileder", "Rettleiar", "Guide"),
    effort=Text("Litt hver uke", "Litt kvar veke", "A little every week"),
    eligibility=ELIGIBILITY,
    modules=(FIRST_STEPS, FURTHER, BY_REQUEST),
    occasions=OCCASIONS,
    package="varde.testing.sample",
    access_days=180,
    weeks=12,
    main_instruments=(("", "who-5"),),
)


PART = Part(key=KEY, declares=(PROGRAMME, WELL_BEING, *ALERTS, BREATH, PRESSURE))


@hookimpl
def varde_part() -> Part:
    """A programme, what it can show for itself, and when a clinician must look."""
    return PART
