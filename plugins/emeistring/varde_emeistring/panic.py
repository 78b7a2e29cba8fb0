"""The track for panic: nine modules. What each must hold, and its sources, stand in docs/clinical/content.md.

A module that waits for the therapist opens after the homework of the one before is read. How far apart the last are, is proposed.
"""

from __future__ import annotations

from varde.plugin.exercises import (
    attempts,
    bodily_exercises,
    circle,
    experiment,
    goals,
    ladder,
    relapse_plan,
    thought_record,
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
from varde_emeistring.exercises import panic_log
from varde_emeistring.slots import PANIC_STORY
from varde_emeistring.sources import BERGEN_ON_PANIC, EMEISTRING, EXPOSURE, INSOMNIA, INTEROCEPTION
from varde_emeistring.steps import EARLY_SIGNS, FIRST_STEPS, GOODBYE, THE_MODEL, of_track
from varde_emeistring.tracks import PANIC

MODULES = of_track(
    PANIC,
    Module(
        key="understanding-panic",
        number=1,
        sources=(EMEISTRING, BERGEN_ON_PANIC),
        title=Text("Forstå panikken", "Forstå panikken", "Understanding panic"),
        summary=Text(
            "Hva som skjer i kropp og tanker under et anfall, og hvorfor det kommer igjen.",
            "Kva som skjer i kropp og tankar under eit anfall, og kvifor det kjem igjen.",
            "What happens in body and mind during an attack, and why it returns.",
        ),
        release=at_start(),
        steps=(
            Reading(
                "what-it-is",
                Text("Hva er panikkangst?", "Kva er panikkangst?", "What is panic?"),
                3,
                slots=(PANIC_STORY,),
            ),
            THE_MODEL,
            circle("my-circle", Text("Min panikksirkel", "Panikksirkelen min", "My panic circle")),
            Reading(
                "small-acts", Text("Små grep for å være trygg", "Små grep for å vere trygg", "Small acts to be safe"), 3
            ),
            FIRST_STEPS,
        ),
    ),
    Module(
        key="panic-mapping",
        number=2,
        sources=(EMEISTRING,),
        title=Text("Mål og kartlegging", "Mål og kartlegging", "Goals and looking"),
        summary=Text(
            "Du ser etter hva som setter anfallene i gang, hva du gjør for å være trygg, og hva du vil ha tilbake.",
            "Du ser etter kva som set anfalla i gang, kva du gjer for å vere trygg, og kva du vil ha tilbake.",
            "What sets attacks off, what you do to be safe, and what you want back.",
        ),
        release=all_of(completed("understanding-panic"), days_since_start(5)),
        steps=(
            Reading(
                "a-week-of-looking", Text("En uke der du ser etter", "Ei veke der du ser etter", "A week of looking"), 3
            ),
            panic_log(),
            Reading("safety-acts", Text("Grepene dine", "Grepa dine", "Your safety acts"), 3),
            Reading("what-it-costs", Text("Hva panikken koster", "Kva panikken kostar", "What panic costs"), 3),
            goals("my-goals"),
        ),
    ),
    Module(
        key="panic-thoughts",
        number=3,
        sources=(BERGEN_ON_PANIC,),
        title=Text("Tankene i alarmen", "Tankane i alarmen", "Thoughts in the alarm"),
        summary=Text(
            "Du skiller det du vet, fra det du frykter, og prøver en tanke i det små.",
            "Du skil det du veit, frå det du fryktar, og prøver ein tanke i det små.",
            "Telling what you know from what you fear, and trying a thought.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading("scary-thoughts", Text("Tanker som skremmer", "Tankar som skremmer", "Thoughts that scare"), 3),
            Reading("three-questions", Text("Tre spørsmål", "Tre spørsmål", "Three questions"), 3),
            thought_record(),
            experiment(),
        ),
    ),
    Module(
        key="panic-body",
        number=4,
        sources=(INTEROCEPTION, EXPOSURE),
        title=Text("Kroppsøvelser", "Kroppsøvingar", "Bodily exercises"),
        summary=Text(
            "Du henter fram signalene med vilje, og lærer at de kan være der.",
            "Du hentar fram signala med vilje, og lærer at dei kan vere der.",
            "Bringing the sensations on, and learning that they can be there.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading(
                "why-bring-it-on", Text("Hvorfor hente det fram?", "Kvifor hente det fram?", "Why bring it on?"), 3
            ),
            Reading("before-you-start", Text("Før du begynner", "Før du byrjar", "Before you start"), 3),
            bodily_exercises(),
            Reading(
                "when-it-sticks",
                Text(
                    "Når det går for lett eller for tungt",
                    "Når det går for lett eller for tungt",
                    "When it is too easy or too hard",
                ),
                3,
            ),
        ),
    ),
    Module(
        key="panic-safety-acts",
        number=5,
        sources=(EXPOSURE,),
        title=Text("Trygghetsgrepene ut", "Tryggleiksgrepa ut", "Safety acts out"),
        summary=Text(
            "Du legger bort ett grep om gangen, og ser hva som skjer.",
            "Du legg bort eitt grep om gongen, og ser kva som hender.",
            "Leaving out one safety act at a time, and seeing what happens.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading(
                "what-an-act-teaches",
                Text("Det et grep lærer deg", "Det eit grep lærer deg", "What an act teaches you"),
                3,
            ),
            Reading("hidden-acts", Text("Grepene som ingen ser", "Grepa som ingen ser", "Acts that nobody sees"), 3),
            experiment(),
            Reading("drop-plan", Text("Rekkefølgen din", "Rekkjefølgja di", "Your order"), 3),
        ),
    ),
    Module(
        key="panic-going-out",
        number=6,
        sources=(EXPOSURE,),
        title=Text("Ut i livet, del 1", "Ut i livet, del 1", "Out into life, part 1"),
        summary=Text(
            "Du lager en stige, og går til stedene du har holdt deg unna.",
            "Du lagar ein stige, og går til stadene du har halde deg unna.",
            "Making a ladder, and going where you have kept away from.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading(
                "what-exposure-is", Text("Å møte det du unngår", "Å møte det du unngår", "Facing what you avoid"), 3
            ),
            ladder("my-ladder"),
            attempts("practice", of="my-ladder"),
            Reading("after-a-try", Text("Etter et forsøk", "Etter eit forsøk", "After a try"), 3),
        ),
    ),
    Module(
        key="panic-going-further",
        number=7,
        sources=(EXPOSURE, INSOMNIA),
        title=Text("Ut i livet, del 2, og uro", "Ut i livet, del 2, og uro", "Out into life, part 2, and worry"),
        summary=Text(
            "Du øver flere steder, setter sammen kropp og sted, og gir uroen en fast tid.",
            "Du øver fleire stader, set saman kropp og stad, og gjev uroa ei fast tid.",
            "More places, body and place together, and a time for worry.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading("several-places", Text("Flere steder", "Fleire stader", "Several places"), 3),
            Reading(
                "body-and-place",
                Text("Kroppen og stedet sammen", "Kroppen og staden saman", "Body and place together"),
                3,
            ),
            attempts("practice", of="panic-going-out/my-ladder"),
            worry_time(),
            Reading("sleep-in-brief", Text("Kort om søvn og signaler", "Kort om søvn og signal", "Sleep in brief"), 3),
        ),
    ),
    Module(
        key="panic-plan",
        number=8,
        sources=(EMEISTRING,),
        title=Text("Plan for tunge tider", "Plan for tunge tider", "A plan for heavy times"),
        summary=Text(
            "Du samler det du har lært, og lager en plan for dager da du er sliten.",
            "Du samlar det du har lært, og lagar ein plan for dagar då du er sliten.",
            "What you have learnt, and a plan for days when you are worn.",
        ),
        release=any_of(all_of(completed("panic-going-further"), days_since_start(49)), opened_by_therapist()),
        steps=(
            Reading("what-you-have-learnt", Text("Det du har lært", "Det du har lært", "What you have learnt"), 3),
            EARLY_SIGNS,
            relapse_plan(),
            Reading("lapse-and-relapse", Text("Glipp og tilbakeslag", "Glipp og tilbakeslag", "Lapse and setback"), 3),
            Reading("letter", Text("Et brev til deg selv", "Eit brev til deg sjølv", "A letter to yourself"), 3),
        ),
    ),
    Module(
        key="panic-longer",
        number=9,
        sources=(EXPOSURE,),
        title=Text("Lenger", "Lenger", "Further on"),
        summary=Text(
            "Du tar det du har satt på vent, og gjør deg klar til å øve på egen hånd.",
            "Du tek det du har sett på vent, og gjer deg klar til å øve på eiga hand.",
            "What was put off, and practising on your own.",
        ),
        release=any_of(all_of(completed("panic-plan"), days_since_start(56)), opened_by_therapist()),
        steps=(
            Reading("one-big-thing", Text("Én stor ting", "Éin stor ting", "One big thing"), 3),
            ladder("big-ladder"),
            experiment(),
            Reading(
                "life-without-panic", Text("Plass til noe annet", "Plass til noko anna", "Room for something else"), 3
            ),
            GOODBYE,
        ),
    ),
)
