"""The track for social anxiety: nine modules. What each must hold, and its sources, stand in docs/clinical/content.md.

A module that waits for the therapist opens after the homework of the one before is read. How far apart the last are, is proposed.
"""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.exercises import (
    attempts,
    attention_log,
    circle,
    experiment,
    goals,
    ladder,
    relapse_plan,
    values,
    worry_time,
)
from varde.plugin.programmes import (
    Module,
    Reading,
    Text,
    all_of,
    any_of,
    at_start,
    completed,
    days_since_start,
    opened_by_therapist,
)
from varde_emeistring.exercises import film_of_me, rumination_log, social_log
from varde_emeistring.slots import ATTENTION, SOCIAL_STORY
from varde_emeistring.sources import CLARK, EXPOSURE, INSOMNIA, NICE_SOCIAL, SELF_FOCUS
from varde_emeistring.steps import FIRST_STEPS, GOODBYE, THE_MODEL, of_track
from varde_emeistring.tracks import SOCIAL_ANXIETY

MODULES = of_track(
    SOCIAL_ANXIETY,
    Module(
        key="understanding-social-anxiety",
        number=1,
        sources=(CLARK, NICE_SOCIAL, SELF_FOCUS),
        title=Text("Forstå den sosiale angsten", "Forstå den sosiale angsten", "Understanding social anxiety"),
        summary=Text(
            "Hvorfor det er så vanskelig å bli sett, og hva som holder frykten ved like.",
            "Kvifor det er så vanskeleg å bli sett, og kva som held frykta ved like.",
            "Why being seen is so hard, and what keeps the fear alive.",
        ),
        release=at_start(),
        steps=(
            Reading(
                "what-it-is",
                Text("Hva er sosial angst?", "Kva er sosial angst?", "What is social anxiety?"),
                3,
                slots=(SOCIAL_STORY,),
            ),
            THE_MODEL,
            circle(
                "my-circle",
                Text("Min sirkel sammen med andre", "Sirkelen min saman med andre", "My circle with other people"),
            ),
            Reading(
                "picture-from-within",
                Text("Bildet som lages innenfra", "Biletet som blir laga innanfrå", "The picture made from within"),
                3,
            ),
            FIRST_STEPS,
        ),
    ),
    Module(
        key="social-mapping",
        number=2,
        sources=(CLARK, NICE_SOCIAL),
        title=Text("Mål og kartlegging", "Mål og kartlegging", "Goals and looking"),
        summary=Text(
            "Du ser på fem møter med andre, på reglene dine, og på hva du vil bruke kreftene på.",
            "Du ser på fem møte med andre, på reglane dine, og på kva du vil bruke kreftene på.",
            "Five meetings with others, your rules, and what you want.",
        ),
        release=all_of(completed("understanding-social-anxiety"), days_since_start(5)),
        steps=(
            Reading("looking", Text("Fem møter denne uken", "Fem møte denne veka", "Five meetings this week"), 3),
            social_log(),
            Reading("rules", Text("Reglene du lever etter", "Reglane du lever etter", "The rules you live by"), 3),
            goals("my-goals"),
            values("my-values"),
        ),
    ),
    Module(
        key="social-outward",
        number=3,
        sources=(CLARK, SELF_FOCUS),
        title=Text("Blikket ut, grepene bort", "Blikket ut, grepa bort", "Looking out, acts away"),
        summary=Text(
            "Du prøver hva oppmerksomheten gjør med en samtale, og øver den opp.",
            "Du prøver kva merksemda gjer med ein samtale, og øver ho opp.",
            "What attention does to a talk, and how to train it.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading("two-ways", Text("To måter å snakke på", "To måtar å snakke på", "Two ways of talking"), 3),
            experiment(),
            replace(attention_log(), slots=(ATTENTION,)),
            Reading("outward-in-a-talk", Text("Utover i en samtale", "Utover i ein samtale", "Outward in a talk"), 3),
        ),
    ),
    Module(
        key="social-film",
        number=4,
        sources=(CLARK,),
        title=Text("Filmen av meg selv", "Filmen av meg sjølv", "The film of myself"),
        summary=Text(
            "Du ser hva andre faktisk ser, og sammenligner med bildet du har.",
            "Du ser kva andre faktisk ser, og samanliknar med biletet du har.",
            "Seeing what others see, beside the picture you have.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading("why-a-film", Text("Hvorfor en film?", "Kvifor ein film?", "Why a film?"), 3),
            Reading("predict", Text("Spå filmen", "Spå filmen", "Predict the film"), 3),
            film_of_me(),
            Reading(
                "compare",
                Text(
                    "To bilder ved siden av hverandre", "To bilete ved sida av kvarandre", "Two pictures side by side"
                ),
                3,
            ),
        ),
    ),
    Module(
        key="social-experiments",
        number=5,
        sources=(CLARK,),
        title=Text("Eksperimenter", "Eksperiment", "Experiments"),
        summary=Text(
            "Du gjør redde tanker om til spådommer, og prøver dem.",
            "Du gjer redde tankar om til spådommar, og prøver dei.",
            "Turning fearful thoughts into predictions, and trying them.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading(
                "from-thought-to-prediction",
                Text("Fra tanke til spådom", "Frå tanke til spådom", "From thought to prediction"),
                3,
            ),
            Reading("design", Text("Et godt eksperiment", "Eit godt eksperiment", "A good experiment"), 3),
            experiment(),
            Reading("survey", Text("Spør fem", "Spør fem", "Ask five"), 3),
        ),
    ),
    Module(
        key="social-going-out",
        number=6,
        sources=(EXPOSURE, CLARK),
        title=Text("Ut i livet", "Ut i livet", "Out into life"),
        summary=Text(
            "Du lager en stige, er mer sammen med folk, og gjør noen små tabber med vilje.",
            "Du lagar ein stige, er meir saman med folk, og gjer nokre små tabbar med vilje.",
            "A ladder, more time with people, and small blunders on purpose.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading("why-a-ladder", Text("En stige med folk", "Ein stige med folk", "A ladder with people"), 3),
            ladder("my-ladder"),
            attempts("practice", of="my-ladder"),
            Reading("blunders", Text("Små tabber med vilje", "Små tabbar med vilje", "Small blunders on purpose"), 3),
            Reading("when-it-goes-badly", Text("Når det går dårlig", "Når det går dårleg", "When it goes badly"), 3),
        ),
    ),
    Module(
        key="social-before-after",
        number=7,
        sources=(CLARK, INSOMNIA),
        title=Text("Før og etter", "Før og etter", "Before and after"),
        summary=Text(
            "Du tar tiden tilbake fra gruingen før og dommen etterpå.",
            "Du tek tida tilbake frå gruinga før og dommen etterpå.",
            "Taking time back from dread before and judging after.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading("before", Text("Ventetiden", "Ventetida", "The waiting"), 3),
            worry_time(),
            Reading("after", Text("Dommen etterpå", "Dommen etterpå", "The judging after"), 3),
            rumination_log(),
            Reading("the-night", Text("Natten etter", "Natta etter", "The night after"), 3),
        ),
    ),
    Module(
        key="social-plan",
        number=8,
        sources=(NICE_SOCIAL,),
        title=Text("Plan for tunge tider", "Plan for tunge tider", "A plan for heavy times"),
        summary=Text(
            "Du finner ut hva som virket, og lager en plan for tunge dager.",
            "Du finn ut kva som verka, og lagar ein plan for tunge dagar.",
            "What worked, and a plan for heavy days.",
        ),
        release=any_of(all_of(completed("social-before-after"), days_since_start(49)), opened_by_therapist()),
        steps=(
            Reading("looking-back", Text("Det som virket", "Det som verka", "What worked"), 3),
            Reading("small-signs", Text("De små tegnene", "Dei små teikna", "The small signs"), 3),
            relapse_plan(),
            Reading("lapses", Text("Når du trekker deg", "Når du trekkjer deg", "When you draw back"), 3),
            Reading("keep-it", Text("Hold det ved like", "Hald det ved like", "Keep it going"), 3),
        ),
    ),
    Module(
        key="social-longer",
        number=9,
        sources=(CLARK,),
        title=Text("Lenger", "Lenger", "Further on"),
        summary=Text(
            "Du øver på å ta plass, og på det du har satt på vent.",
            "Du øver på å ta plass, og på det du har sett på vent.",
            "Taking room, and what was put off.",
        ),
        release=any_of(all_of(completed("social-plan"), days_since_start(56)), opened_by_therapist()),
        steps=(
            Reading("taking-room", Text("Å ta plass", "Å ta plass", "Taking room"), 3),
            experiment(),
            Reading("old-memories", Text("Gamle bilder", "Gamle bilete", "Old pictures"), 3),
            ladder("big-ladder"),
            GOODBYE,
        ),
    ),
)
