"""The track for depression: eight modules. What each must hold, and its sources, stand in docs/clinical/content.md.

A module that waits for the therapist opens after the homework of the one before is read. How far apart the last is, is proposed.
"""

from __future__ import annotations

from varde.plugin.exercises import (
    activity_plan,
    circle,
    goals,
    problem_solving,
    relapse_plan,
    sleep_diary,
    sleep_window,
    thought_record,
    values,
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
    scored,
    when,
)
from varde_emeistring.depression_exercises import WINDOW_LOCKS, safety_plan, week_grid
from varde_emeistring.exercises import rumination_log
from varde_emeistring.slots import DEPRESSION_STORY
from varde_emeistring.sources import ACTIVATION, EMEISTRING, INSOMNIA, MARTELL, SLEEP_WINDOW
from varde_emeistring.steps import EARLY_SIGNS, FIRST_STEPS, GOODBYE, THE_MODEL, of_track
from varde_emeistring.tracks import DEPRESSION

SLEEPS_BADLY = when(scored("isi", "total"), ">=", 15)
"""The module about sleep opens without waiting for the others: 15 is where moderate insomnia begins. Proposed."""

MODULES = of_track(
    DEPRESSION,
    Module(
        key="understanding-depression",
        number=1,
        sources=(ACTIVATION, MARTELL, EMEISTRING),
        title=Text("Forstå depresjonen", "Forstå depresjonen", "Understanding depression"),
        summary=Text(
            "Hvordan tristhet, tanker og det du gjør, henger sammen.",
            "Korleis tristheit, tankar og det du gjer, heng saman.",
            "How sadness, thoughts and what you do hang together.",
        ),
        release=at_start(),
        steps=(
            Reading(
                "what-it-is",
                Text("Hva er depresjon?", "Kva er depresjon?", "What is depression?"),
                3,
                slots=(DEPRESSION_STORY,),
            ),
            THE_MODEL,
            circle(
                "my-circle",
                Text("Min sirkel på en tung dag", "Sirkelen min på ein tung dag", "My circle on a heavy day"),
            ),
            safety_plan(),
            FIRST_STEPS,
        ),
    ),
    Module(
        key="depression-week",
        number=2,
        sources=(ACTIVATION,),
        title=Text("Se uken din", "Sjå veka di", "See your week"),
        summary=Text(
            "Du ser hva dagene er laget av, og setter deg mål.",
            "Du ser kva dagane er laga av, og set deg mål.",
            "What the days are made of, and goals.",
        ),
        release=all_of(completed("understanding-depression"), days_since_start(5)),
        steps=(
            Reading(
                "memory-and-mood", Text("Det vi husker, og det som er", "Det vi hugsar, og det som er", "Memory"), 3
            ),
            week_grid(),
            Reading("read-the-grid", Text("Les rutenettet", "Les rutenettet", "Read the grid"), 3),
            goals("my-goals"),
        ),
    ),
    Module(
        key="depression-small-steps",
        number=3,
        sources=(ACTIVATION, MARTELL),
        title=Text("Små ting, etter klokken", "Små ting, etter klokka", "Small things, by the clock"),
        summary=Text(
            "Du legger inn én liten ting om dagen, og ser hva den gjør.",
            "Du legg inn éin liten ting om dagen, og ser kva han gjer.",
            "One small thing a day, and what it does.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading("how-it-works", Text("Slik virker det", "Slik verkar det", "How it works"), 3),
            Reading("small-things", Text("Tjue små ting", "Tjue små ting", "Twenty small things"), 3),
            Reading("size-ladder", Text("Hvor lite er lite?", "Kor lite er lite?", "How small is small?"), 3),
            activity_plan(),
            Reading(
                "if-it-did-not-go", Text("Når det ikke gikk", "Når det ikkje gjekk", "When it did not work out"), 3
            ),
        ),
    ),
    Module(
        key="depression-what-matters",
        number=4,
        sources=(ACTIVATION, MARTELL),
        title=Text("Det som betyr noe", "Det som tyder noko", "What matters"),
        summary=Text(
            "Du velger ut fra det som er viktig for deg, og finner en annen vei enn å trekke deg unna.",
            "Du vel ut frå det som er viktig for deg, og finn ein annan veg enn å dra deg unna.",
            "Choosing by what matters, and another way than withdrawing.",
        ),
        release=opened_by_therapist(),
        steps=(
            values("my-values"),
            Reading(
                "from-value-to-deed", Text("Fra verdi til handling", "Frå verdi til handling", "From value to deed"), 3
            ),
            Reading("cut-in-five", Text("Del det i fem", "Del det i fem", "Cut it in five"), 3),
            Reading("another-way", Text("En annen vei", "Ein annan veg", "Another way"), 3),
            activity_plan(),
            Reading("people", Text("Folk rundt deg", "Folk rundt deg", "People around you"), 3),
        ),
    ),
    Module(
        key="depression-thoughts",
        number=5,
        sources=(MARTELL,),
        title=Text("Tanker og grubling", "Tankar og grubling", "Thoughts and rumination"),
        summary=Text(
            "Du ser på strenge tanker, og bytter «hvorfor» med «hva nå».",
            "Du ser på strenge tankar, og byter «kvifor» med «kva no».",
            "Harsh thoughts, and from why to what now.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading("thought-as-thought", Text("En tanke er en tanke", "Ein tanke er ein tanke", "A thought"), 3),
            thought_record(),
            Reading("brooding", Text("Når du grubler", "Når du grublar", "When you ruminate"), 3),
            Reading("from-why-to-what", Text("Fra hvorfor til hva nå", "Frå kvifor til kva no", "From why to what"), 3),
            rumination_log(),
            Reading("attention-out", Text("Blikket ut", "Blikket ut", "Looking out"), 3),
        ),
    ),
    Module(
        key="depression-sleep",
        number=6,
        sources=(INSOMNIA, SLEEP_WINDOW),
        title=Text("Søvn og kropp", "Søvn og kropp", "Sleep and body"),
        summary=Text(
            "Du finner en fast rytme, og kan prøve et søvnvindu hvis det passer for deg.",
            "Du finn ein fast rytme, og kan prøve eit søvnvindauge om det passar for deg.",
            "A fixed rhythm, and a window of sleep for whom it suits.",
        ),
        release=any_of(opened_by_therapist(), SLEEPS_BADLY),
        steps=(
            Reading("sleep-facts", Text("Litt om søvn", "Litt om søvn", "About sleep"), 3),
            sleep_diary(),
            Reading("bed-is-for-sleep", Text("Sengen er til søvn", "Senga er til søvn", "The bed is for sleep"), 3),
            sleep_window(locks=WINDOW_LOCKS, bipolar="bipolar"),
            Reading(
                "daylight-and-movement", Text("Dagslys og bevegelse", "Dagslys og rørsle", "Daylight and movement"), 3
            ),
        ),
    ),
    Module(
        key="depression-people",
        number=7,
        sources=(MARTELL,),
        title=Text("Folk, problemer og vennlighet", "Folk, problem og venlegskap", "People, problems and kindness"),
        summary=Text(
            "Du løser ett problem, ber om én ting og øver på en vennlig stemme.",
            "Du løyser eitt problem, ber om éin ting og øver på ei venleg røyst.",
            "Solving one problem, asking for one thing, and a friendly voice.",
        ),
        release=opened_by_therapist(),
        steps=(
            Reading("which-problem", Text("Hvilket problem?", "Kva problem?", "Which problem?"), 3),
            problem_solving(),
            Reading("asking", Text("Be om noe", "Be om noko", "Asking"), 3),
            Reading("relations", Text("De som er nær", "Dei som er nær", "Those who are close"), 3),
            Reading("friendly-voice", Text("En vennlig stemme", "Ei venleg røyst", "A friendly voice"), 3),
            Reading("work", Text("Arbeid og sykmelding", "Arbeid og sjukmelding", "Work and sick leave"), 2),
        ),
    ),
    Module(
        key="depression-plan",
        number=8,
        sources=(ACTIVATION,),
        title=Text("Plan for tunge tider", "Plan for tunge tider", "A plan for heavy times"),
        summary=Text(
            "Du samler det som hjalp, og lager en plan med datoer.",
            "Du samlar det som hjelpte, og lagar ein plan med datoar.",
            "What helped, and a plan with dates.",
        ),
        release=any_of(all_of(completed("depression-people"), days_since_start(63)), opened_by_therapist()),
        steps=(
            Reading("what-helped", Text("Det som hjalp", "Det som hjelpte", "What helped"), 3),
            EARLY_SIGNS,
            relapse_plan(),
            Reading("small-dose", Text("Én ting om dagen", "Éin ting om dagen", "One thing a day"), 3),
            GOODBYE,
        ),
    ),
)
