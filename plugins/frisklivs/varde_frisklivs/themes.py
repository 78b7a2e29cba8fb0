"""The themes of Frisk i hverdagen, chosen after the health conversation: one to three, in no order; then keeping it going, and an
end that looks back. Each theme has the same shape: how it is for her, what is worth knowing, something to try, and what then."""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.exercises import activity_log, activity_plan, calm_breathing, relapse_plan, sleep_diary, worry_time
from varde.plugin.programmes import (
    Module,
    Reading,
    Rule,
    Step,
    Text,
    any_of,
    completed,
    days_since_start,
    opened_by_therapist,
)
from varde_frisklivs.locks import FOOD, PLAN
from varde_frisklivs.look_for import LOOK_FOR
from varde_frisklivs.slots import MOVING, PLACES, QUITTING
from varde_frisklivs.worksheets import CRAVING_LOG, DRINK_DIARY, QUIT_PLAN, REPLAN, food_swap, pacing

CHOSEN = any_of(completed("health-conversation"), opened_by_therapist())
FOR_YOU = Reading("for-you", Text("Slik er det for deg", "Slik er det for deg", "How it is for you"), 2)
KNOWING_TITLE = Text("Det som er verdt å vite", "Det som er verdt å vite", "What is worth knowing")
KNOWING = Reading("worth-knowing", KNOWING_TITLE, 3)
ONWARD = Reading("onward", Text("Veien videre", "Vegen vidare", "The way on"), 3)


SOURCES = {
    "activity": ("Helsedirektoratet, Fysisk aktivitet i forebygging og behandling",),
    "food": ("Helsenorge and Helsedirektoratet, kostrådene 2024", "OFG, August 2024"),
    "sleep": ("NHI on insomnia without medicine",),
    "tobacco": ("Helsedirektoratet, røykeavvenning 2016", "Helsenorge, hjelpemidler ved røykeslutt"),
    "alcohol": ("Helsedirektoratet, Avrusning", "Felles nettløsning, Alkohol og helse"),
    "strain-and-mood": ("Helsedirektoratet, Veileder for kommunale frisklivssentraler",),
    "pain-and-joints": ("Helsekompetanse, Smerte: aktivitetsregulering",),
    "keeping-going": ("Helsedirektoratet, Veileder for kommunale frisklivssentraler",),
    "maintenance": ("Helsedirektoratet, Veileder for kommunale frisklivssentraler",),
}
"""What the texts of each theme rest on, as it is cited."""


def _theme(
    key: str, number: int, title: Text, summary: Text, *steps: Step, release: Rule = CHOSEN, optional: bool = True
) -> Module:
    return Module(
        key,
        number,
        title,
        summary,
        release,
        (*steps, ONWARD),
        optional=optional,
        sources=SOURCES[key],
        look_for=LOOK_FOR.get(key, ()),
    )


ACTIVITY = _theme(
    "activity",
    2,
    Text("Bevegelse", "Rørsle", "Activity"),
    Text(
        "Litt mer enn i dag, på din måte. Alt teller.",
        "Litt meir enn i dag, på din måte. Alt tel.",
        "A little more than today, in your way. All of it counts.",
    ),
    replace(FOR_YOU, slots=(MOVING,)),
    KNOWING,
    activity_log(locks=PLAN),
)
FOOD_THEME = _theme(
    "food",
    3,
    Text("Mat", "Mat", "Food"),
    Text(
        "Kostrådene i korte trekk, og ett bytte om gangen.",
        "Kostråda i korte trekk, og eitt byte om gongen.",
        "The advice on food in brief, and one swap at a time.",
    ),
    FOR_YOU,
    Reading("worth-knowing", KNOWING_TITLE, 3, locks=FOOD),
    food_swap("food-swap", locks=FOOD),
)
SLEEP = _theme(
    "sleep",
    4,
    Text("Søvn", "Søvn", "Sleep"),
    Text(
        "Fast tid opp, lys om morgenen og en roligere kveld.",
        "Fast tid opp, lys om morgonen og ein rolegare kveld.",
        "A fixed time to rise, light in the morning and a calmer evening.",
    ),
    FOR_YOU,
    KNOWING,
    sleep_diary(),
)
TOBACCO = _theme(
    "tobacco",
    5,
    Text("Tobakk", "Tobakk", "Tobacco"),
    Text(
        "En dato, en plan for suget, og hjelpemidler som virker.",
        "Ein dato, ein plan for suget, og hjelpemiddel som verkar.",
        "A date, a plan for the craving, and aids that work.",
    ),
    replace(FOR_YOU, slots=(QUITTING,)),
    KNOWING,
    QUIT_PLAN,
    CRAVING_LOG,
)
ALCOHOL = _theme(
    "alcohol",
    6,
    Text("Alkohol", "Alkohol", "Alcohol"),
    Text(
        "Skriv ned, se på det, og velg selv hva du vil.",
        "Skriv ned, sjå på det, og vel sjølv kva du vil.",
        "Write it down, look at it, and choose for yourself.",
    ),
    FOR_YOU,
    KNOWING,
    DRINK_DIARY,
)
STRAIN_AND_MOOD = _theme(
    "strain-and-mood",
    7,
    Text("Belastning og humør", "Belastning og humør", "Strain and mood"),
    Text(
        "Det som tar krefter, det som gir, og små gode ting på klokken.",
        "Det som tek krefter, det som gir, og små gode ting på klokka.",
        "What takes strength, what gives it, and small good things by the clock.",
    ),
    FOR_YOU,
    KNOWING,
    activity_plan("good-things"),
    worry_time(),
    calm_breathing(),
)
PAIN_AND_JOINTS = _theme(
    "pain-and-joints",
    8,
    Text("Smerte og ledd", "Smerte og ledd", "Pain and joints"),
    Text(
        "Jevn mengde i stedet for alt eller ingenting.",
        "Jamn mengd i staden for alt eller ingenting.",
        "An even amount instead of all or nothing.",
    ),
    FOR_YOU,
    KNOWING,
    pacing("pacing", locks=PLAN),
)
KEEPING_GOING = _theme(
    "keeping-going",
    9,
    Text("Å holde det gående", "Å halde det gåande", "Keeping it going"),
    Text(
        "Når en vane glir, hva du gjør dagen etter, og når vi ringer.",
        "Når ein vane glir, kva du gjer dagen etter, og når vi ringjer.",
        "When a habit slips, what you do the next day, and when we ring.",
    ),
    Reading("slips", Text("Glipp er vanlig", "Glipp er vanleg", "Slips are ordinary"), 3),
    REPLAN,
    Reading("contact", Text("Når lysten faller", "Når lysta fell", "When the wish fades"), 3),
    release=any_of(days_since_start(42), opened_by_therapist()),
    optional=False,
)
MAINTENANCE = _theme(
    "maintenance",
    10,
    Text("Vedlikehold", "Vedlikehald", "Holding on"),
    Text(
        "Tallene ved siden av hverandre, det du beholder, og hva som finnes der du bor.",
        "Tala ved sida av kvarandre, det du held på, og kva som finst der du bur.",
        "The numbers side by side, what you keep, and what there is where you live.",
    ),
    Reading("looking-back", Text("Se tilbake", "Sjå tilbake", "Looking back"), 3),
    Reading("places", Text("Der du bor", "Der du bur", "Where you live"), 3, slots=(PLACES,)),
    relapse_plan("heavy-times"),
    release=any_of(days_since_start(70), opened_by_therapist()),
    optional=False,
)
THEMES = (ACTIVITY, FOOD_THEME, SLEEP, TOBACCO, ALCOHOL, STRAIN_AND_MOOD, PAIN_AND_JOINTS, KEEPING_GOING, MAINTENANCE)
