"""The programme of the workshop: whoever is in it may try every exercise at once."""

from __future__ import annotations

from varde.plugin.exercises import (
    SAFETY_CHECK,
    action_plan,
    activity_log,
    activity_plan,
    attempts,
    attention_log,
    bodily_exercises,
    calm_breathing,
    check_in,
    circle,
    experiment,
    fodmap_tracker,
    food_diary,
    goals,
    health_talk,
    ladder,
    muscle_relaxation,
    plan_goals,
    problem_solving,
    relapse_plan,
    sleep_diary,
    sleep_window,
    symptom_diary,
    thought_record,
    values,
    worry_time,
)
from varde.plugin.programmes import (
    Criterion,
    Eligibility,
    IntendedUse,
    Module,
    Programme,
    Reading,
    SafetyLock,
    Text,
    at_start,
    is_true,
    library,
    when,
)
from varde.testing.samples import AGE

KEY = "workshop"
MODULE = "everything"
SHELF = "shelf"

EATING = (
    SafetyLock(
        "workshop-eating",
        is_true("s0_eating"),
        unknown_locks=True,
        opener="dietitian",
        why=Text(
            "Du har fortalt om mat og vekt.",
            "Du har fortalt om mat og vekt.",
            "You have told us about food and weight.",
        ),
        instead=Text("Prøv en av de andre.", "Prøv ei av dei andre.", "Try one of the others."),
        source="an example",
    ),
)

EXERCISES = (
    ladder(),
    attempts(),
    bodily_exercises(),
    circle(),
    thought_record(),
    worry_time(),
    experiment(),
    activity_plan(),
    values(),
    goals(),
    problem_solving(),
    sleep_diary(),
    sleep_window(),
    attention_log(),
    calm_breathing(),
    muscle_relaxation(),
    symptom_diary(),
    food_diary(locks=EATING),
    activity_log(),
    relapse_plan(),
    health_talk(),
    plan_goals(),
    action_plan(),
    check_in(),
    fodmap_tracker(locks=EATING),
)

PROGRAMME = Programme(
    key=KEY,
    title=Text("Verkstedet", "Verkstaden", "The workshop"),
    summary=Text("Alle øvelsene på ett sted.", "Alle øvingane på éin stad.", "All the exercises in one place."),
    for_whom=(Text("vil prøve alt", "vil prøve alt", "want to try everything"),),
    duration=Text("12 uker", "12 veker", "12 weeks"),
    guide=Text("Behandler", "Behandlar", "Therapist"),
    effort=Text("Litt hver uke", "Litt kvar veke", "A little every week"),
    eligibility=Eligibility(
        facts=(AGE, *SAFETY_CHECK),
        require=(
            Criterion("age", when("age", ">=", 18), Text("Du må være 18 år.", "Du må vere 18 år.", "You must be 18.")),
        ),
    ),
    modules=(
        Module(
            key=MODULE,
            number=1,
            title=Text("Alt", "Alt", "Everything"),
            summary=Text("Hver øvelse for seg.", "Kvar øving for seg.", "Each exercise by itself."),
            release=at_start(),
            steps=(Reading("welcome", Text("Velkommen", "Velkomen", "Welcome"), 1), *EXERCISES),
        ),
        library(
            SHELF,
            Text("Fra hyllen", "Frå hylla", "From the shelf"),
            Text("Det som legges til for én.", "Det som blir lagt til for éin.", "What is added for one."),
            (sleep_diary(), food_diary(locks=EATING)),
        ),
    ),
    occasions=(),
    package="varde.testing.samples.workshop",
    access_days=180,
    weeks=12,
    intended=IntendedUse(
        Text("Laget for å prøve øvelser.", "Laga for å prøve øvingar.", "Made to try exercises."),
        (Text("akutt hjelp", "akutt hjelp", "help in an emergency"),),
        "1.0",
    ),
)
