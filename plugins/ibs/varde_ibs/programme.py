"""Mage-tarmskolen: five modules over 24 weeks for adults with irritable bowel syndrome."""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.exercises import (
    activity_plan,
    attempts,
    attention_log,
    calm_breathing,
    fodmap_tracker,
    food_diary,
    ladder,
    letting_go,
    muscle_relaxation,
    problem_solving,
    sleep_diary,
    symptom_diary,
    thought_record,
    worry_time,
)
from varde.plugin.programmes import (
    USUAL_TEMPLATES,
    AskAgain,
    IntendedUse,
    Meeting,
    Module,
    Occasion,
    Programme,
    Reading,
    Text,
    all_of,
    any_of,
    completed,
    days_since_start,
    library,
    opened_by_therapist,
)
from varde_ibs import locks, slots
from varde_ibs.eligibility import ELIGIBILITY
from varde_ibs.groups import AFTER_THE_START, COURSE, START
from varde_ibs.guides import GUT_RELAXATION
from varde_ibs.look_for import LOOK_FOR

SUMMARY = Reading("summary", Text("Oppsummering", "Oppsummering", "Summary"), 3)
ASK_AGAIN = AskAgain(days=14, most=2)
"""Of what she chooses herself: asked about again twice, and then never. Proposed."""

KNOW_YOUR_GUT = Module(
    key="know-your-gut",
    number=1,
    sources=("NKFM, Helse Bergen", "Helsedirektoratet, pathway for bowel cancer"),
    title=Text("Kjenn tarmen din", "Kjenn tarmen din", "Know your gut"),
    summary=Text(
        "Hva IBS er og ikke er, hvilke tegn du skal ta på alvor, og hva som kan hjelpe.",
        "Kva IBS er og ikkje er, kva teikn du skal ta på alvor, og kva som kan hjelpe.",
        "What IBS is and is not, which signs to take seriously, and what can help.",
    ),
    look_for=LOOK_FOR["know-your-gut"],
    release=AFTER_THE_START,
    steps=(
        Reading("what-it-is", Text("Hva er IBS?", "Kva er IBS?", "What is IBS?"), 3, slots=(slots.STORY,)),
        Reading("gut-and-brain", Text("Tarmen og hjernen", "Tarmen og hjernen", "The gut and the brain"), 3),
        Reading(
            "alarm-signs", Text("Tegn du skal ta på alvor", "Teikn du skal ta på alvor", "Signs to take seriously"), 3
        ),
        symptom_diary(),
        Reading("treatment", Text("Det som kan hjelpe", "Det som kan hjelpe", "What can help"), 3),
        SUMMARY,
    ),
)

BODY_AND_MOVEMENT = Module(
    key="body-and-movement",
    number=2,
    sources=("NICE CG61",),
    title=Text("Kropp og bevegelse", "Kropp og rørsle", "Body and movement"),
    summary=Text(
        "Pust, muskler og rolig aktivitet som kan dempe uroen i magen.",
        "Pust, musklar og roleg aktivitet som kan dempe uroa i magen.",
        "Breath, muscles and gentle activity that may calm the stomach.",
    ),
    look_for=LOOK_FOR["body-and-movement"],
    release=any_of(all_of(completed("know-your-gut"), days_since_start(7)), opened_by_therapist()),
    steps=(
        Reading("muscles-and-breath", Text("Muskler og pust", "Musklar og pust", "Muscles and breath"), 3),
        replace(
            calm_breathing(
                "belly-breathing",
                title=Text("Øv på å puste med magen", "Øv på å puste med magen", "Practise breathing with your belly"),
            ),
            slots=(slots.BREATH,),
        ),
        Reading("toilet", Text("På toalettet", "På toalettet", "On the toilet"), 3),
        Reading("gentle-activity", Text("Rolig bevegelse", "Roleg rørsle", "Gentle activity"), 3),
        activity_plan(),
        replace(muscle_relaxation(), slots=(slots.MUSCLES,)),
        SUMMARY,
    ),
)

HEAD_AND_GUT = Module(
    key="head-and-gut",
    number=3,
    sources=("NICE CG61", "Häuser, Front Psychol 2024", "NHI on insomnia without medicine"),
    title=Text("Hodet og magen", "Hovudet og magen", "The head and the gut"),
    summary=Text(
        "Stress, oppmerksomhet, bekymring og søvn, og hva du kan gjøre med dem.",
        "Stress, merksemd, bekymring og søvn, og kva du kan gjere med dei.",
        "Stress, attention, worry and sleep, and what you can do about them.",
    ),
    look_for=LOOK_FOR["head-and-gut"],
    release=any_of(all_of(completed("body-and-movement"), days_since_start(21)), opened_by_therapist()),
    steps=(
        Reading("stress-and-gut", Text("Stress og magen", "Stress og magen", "Stress and the stomach"), 3),
        Reading("attention", Text("Det du legger merke til", "Det du legg merke til", "What you pay attention to"), 3),
        replace(attention_log(), slots=(slots.ATTENTION,)),
        worry_time(),
        replace(
            letting_go(
                "gut-relaxation",
                Text("Avspenning for magen", "Avspenning for magen", "Relaxation for the stomach"),
                12,
                GUT_RELAXATION,
            ),
            slots=(slots.GUT,),
        ),
        Reading("sleep", Text("Hvile og søvn", "Kvile og søvn", "Rest and sleep"), 3),
        SUMMARY,
    ),
)

SAFE_EVERYDAY = Module(
    key="safe-everyday",
    number=4,
    sources=("Ljótsson et al., Behav Res Ther 2014", "Craske et al., Behav Res Ther 2014"),
    title=Text("Trygg i hverdagen", "Trygg i kvardagen", "Safe in everyday life"),
    summary=Text(
        "For deg som lar være å gjøre ting på grunn av magen. Du velger selv om du vil ta den.",
        "For deg som lèt vere å gjere ting på grunn av magen. Du vel sjølv om du vil ta han.",
        "For you who leave things undone because of your stomach. You choose whether to take it.",
    ),
    look_for=LOOK_FOR["safe-everyday"],
    release=any_of(days_since_start(56), opened_by_therapist()),
    optional=True,
    ask_again=ASK_AGAIN,
    steps=(
        Reading(
            "thoughts-and-avoidance", Text("Tanker og unngåelse", "Tankar og unngåing", "Thoughts and avoidance"), 3
        ),
        thought_record(),
        Reading("exposure", Text("Å møte det du unngår", "Å møte det du unngår", "Facing what you avoid"), 3),
        ladder("my-ladder", locks=locks.EXPOSURE),
        attempts("exposure-ladder", of="my-ladder", locks=locks.EXPOSURE),
        Reading("safety-acts", Text("Slipp trygghetsgrepene", "Slepp tryggleiksgrepa", "Let the safety acts go"), 3),
        Reading("keep-going", Text("Hold det ved like", "Hald det ved like", "Keep it going"), 3),
    ),
)

CALMING_FOOD = Module(
    key="calming-food",
    number=5,
    sources=(
        "NKFM, Helse Bergen",
        "NKFM/Haukeland brochure 2017",
        "Chey et al., AGA 2022",
        "Lomer, Proc Nutr Soc 2023",
        "lavfodmap.no",
        "IBD Centre of BC",
    ),
    title=Text("Mat som roer magen", "Mat som roar magen", "Food that calms the stomach"),
    summary=Text(
        "Vanlige råd om mat først, og lavFODMAP i tre faser for dem det passer for. Du velger selv.",
        "Vanlege råd om mat først, og lågFODMAP i tre fasar for dei det passar for. Du vel sjølv.",
        "Ordinary advice on food first, and low-FODMAP in three phases for whom it suits. You choose.",
    ),
    look_for=LOOK_FOR["calming-food"],
    release=any_of(days_since_start(28), opened_by_therapist()),
    optional=True,
    ask_again=ASK_AGAIN,
    steps=(
        Reading("regular-meals", Text("Faste måltider først", "Faste måltid først", "Regular meals first"), 3),
        Reading("fibre-and-drink", Text("Drikke og fiber", "Drikke og fiber", "Drink and fibre"), 3),
        food_diary(locks=locks.FOOD_DIARY),
        Reading(
            "low-fodmap", Text("Hva er lavFODMAP?", "Kva er lågFODMAP?", "What is low-FODMAP?"), 3, locks=locks.DIET
        ),
        Reading(
            "food-lists", Text("Fase 1: bytt mat", "Fase 1: byt mat", "Phase 1: swap foods"), 3, locks=locks.SWAPPING
        ),
        fodmap_tracker("reintroduction", locks=locks.SWAPPING),
        Reading("personal-diet", Text("Maten som passer deg", "Maten som passar deg", "The food that suits you"), 3),
    ),
)

MORE_EXERCISES = library(
    "more-exercises",
    Text("Flere øvelser", "Fleire øvingar", "More exercises"),
    Text(
        "Øvelser som behandleren legger til for én om gangen, når de trengs.",
        "Øvingar som behandlaren legg til for éin om gongen, når dei trengst.",
        "Exercises that the therapist adds for one at a time, when they are needed.",
    ),
    (sleep_diary(), problem_solving()),
)

OCCASIONS = (
    Occasion(
        "start",
        Text("Spørreskjema, start", "Spørjeskjema, start", "Questionnaire, start"),
        ("ibs-sss", "ibs-qol"),
        minutes=15,
        postpone_days=7,
    ),
    Occasion(
        "3m",
        Text("Spørreskjema, 3 måneder", "Spørjeskjema, 3 månader", "Questionnaire, 3 months"),
        ("ibs-sss", "ibs-qol", "csq-8"),
        minutes=18,
        months=3,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "6m",
        Text("Siste skjema, 6 måneder", "Siste skjema, 6 månader", "Last questionnaire, 6 months"),
        ("ibs-sss", "ibs-qol", "csq-8"),
        minutes=18,
        months=6,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "symptoms",
        Text("Ekstra symptomskjema", "Ekstra symptomskjema", "Extra questionnaire about symptoms"),
        ("ibs-sss", "gsrs-ibs", "vsi"),
        minutes=9,
        closes_after=7,
        remind=(3, 7),
        on_demand="therapist",
        postpone_days=3,
    ),
    Occasion(
        "alarm-signs",
        Text("Tegn vi må vite om", "Teikn vi må vite om", "Signs we need to know about"),
        ("ibs-redflags",),
        minutes=3,
        closes_after=7,
        remind=(2,),
        on_demand="therapist",
    ),
)

# Lengths and limits are our own, proposed.
MEETINGS = (
    Meeting("talk", Text("Samtale", "Samtale", "Talk"), 30, ways=("phone", "video"), buffer=15, self_booked=True),
)

PROGRAMME = Programme(
    key="ibs",
    title=Text("Mage-tarmskolen", "Mage-tarmskolen", "Mage-tarmskolen"),
    summary=Text(
        "Lær å leve bedre med irritabel tarm (IBS). Du går i ditt eget tempo, og en fagperson svarer når du spør.",
        "Lær å leve betre med irritabel tarm (IBS). Du går i ditt eige tempo, og ein fagperson svarar når du spør.",
        "Learn to live better with irritable bowel syndrome (IBS), at your own pace, with a professional to ask.",
    ),
    for_whom=(
        Text("har fått diagnosen IBS av lege", "har fått diagnosen IBS av lege", "have IBS diagnosed by a doctor"),
        Text("er 18 år eller eldre", "er 18 år eller eldre", "are 18 years or older"),
        Text("har BankID og leser norsk", "har BankID og les norsk", "have BankID and read Norwegian"),
    ),
    duration=Text("6 måneder, 5 moduler", "6 månader, 5 modular", "6 months, 5 modules"),
    guide=Text("Klinisk ernæringsfysiolog", "Klinisk ernæringsfysiolog", "Clinical dietitian"),
    effort=Text("Omtrent én time i uken", "Om lag éin time i veka", "About one hour a week"),
    eligibility=ELIGIBILITY,
    modules=(KNOW_YOUR_GUT, BODY_AND_MOVEMENT, HEAD_AND_GUT, SAFE_EVERYDAY, CALMING_FOOD, MORE_EXERCISES),
    occasions=OCCASIONS,
    package="varde_ibs",
    access_days=180,
    weeks=24,
    active_modules=("calming-food",),
    referrers=("doctor", "dietitian"),
    meetings=MEETINGS,
    templates=USUAL_TEMPLATES,
    groups=(START,),
    main_instruments=(("", "ibs-sss"),),
    intended=IntendedUse(
        Text(
            "Mage-tarmskolen er laget for voksne som har fått diagnosen irritabel tarm av en lege. Programmet gir "
            "kunnskap, øvelser og råd om mat, og spør hvordan det går. En behandler følger med og svarer, og en "
            "ernæringsfysiolog kan hjelpe med maten.",
            "Mage-tarmskolen er laga for vaksne som har fått diagnosen irritabel tarm av ein lege. Programmet gir "
            "kunnskap, øvingar og råd om mat, og spør korleis det går. Ein behandlar følgjer med og svarer, og ein "
            "ernæringsfysiolog kan hjelpe med maten.",
            "The programme is made for adults whom a doctor has diagnosed with irritable bowel syndrome. It gives "
            "knowledge, exercises and advice about food, and asks how it goes. A therapist follows and answers, and "
            "a dietitian can help with the food.",
        ),
        (
            Text("akutt hjelp eller fare for liv", "akutt hjelp eller fare for liv", "an emergency or danger to life"),
            Text(
                "å finne ut om du har irritabel tarm",
                "å finne ut om du har irritabel tarm",
                "finding out whether you have irritable bowel syndrome",
            ),
            Text(
                "alarmtegn som ingen lege har undersøkt, som blod i avføringen eller vekttap du ikke har villet",
                "alarmteikn som ingen lege har undersøkt, som blod i avføringa eller vekttap du ikkje har villa",
                "alarm signs that no doctor has examined, such as blood in the stool or weight loss you did not intend",
            ),
        ),
        "1.0",
    ),
)

COURSE_PROGRAMME = replace(
    PROGRAMME,
    key="ibs-course",
    templates=tuple(each for each in USUAL_TEMPLATES if each.key != "module"),  # it has none
    title=Text("Mage-tarmskolen, kurs", "Mage-tarmskolen, kurs", "Mage-tarmskolen, course"),
    summary=Text(
        "To dager på kurs for deg med irritabel tarm (IBS). Du svarer på de samme spørsmålene som de som går digitalt.",
        "To dagar på kurs for deg med irritabel tarm (IBS). Du svarar på dei same spørsmåla som dei som går digitalt.",
        "A course of two days for you with irritable bowel syndrome (IBS), with the same questions as the digital one.",
    ),
    duration=Text("2 dager", "2 dagar", "2 days"),
    effort=Text(
        "To hele dager, og noen skjemaer", "To heile dagar, og nokre skjema", "Two whole days, and some questionnaires"
    ),
    modules=(),
    active_modules=(),
    digital=False,
    meetings=(),
    groups=(COURSE,),
)
"""The physical twin: the same questionnaires at the same times, so that the two can be compared."""
