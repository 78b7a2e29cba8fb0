"""Frisk i hverdagen: twelve weeks with a coach, from a talk about everyday life to a plan that lasts."""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.exercises import action_plan, check_in, health_talk, plan_goals, problem_solving, values
from varde.plugin.programmes import (
    USUAL_TEMPLATES,
    GroupKind,
    IntendedUse,
    Meeting,
    Module,
    Occasion,
    Programme,
    Reading,
    Text,
    any_of,
    at_start,
    is_true,
    library,
    when,
)
from varde_frisklivs.contact import CONTACT_CHOICES, NUDGES
from varde_frisklivs.eligibility import ELIGIBILITY
from varde_frisklivs.locks import PLAN
from varde_frisklivs.look_for import LOOK_FOR
from varde_frisklivs.series import STEPS_A_DAY
from varde_frisklivs.themes import THEMES

HEALTH_CONVERSATION = Module(
    key="health-conversation",
    number=1,
    sources=("Helsedirektoratet, Veileder for kommunale frisklivssentraler",),
    look_for=LOOK_FOR["health-conversation"],
    title=Text("Samtale om hverdagen din", "Samtale om kvardagen din", "A talk about your everyday life"),
    summary=Text(
        "Hvor du er i dag, hva du ønsker deg, og en plan for det første lille steget.",
        "Kvar du er i dag, kva du ønskjer deg, og ein plan for det første vesle steget.",
        "Where you are today, what you wish for, and a plan for the first small step.",
    ),
    release=at_start(),
    steps=(
        Reading("where-you-are", Text("Der du er nå", "Der du er no", "Where you are now"), 3),
        health_talk("strengths-and-wishes"),
        Reading("small-steps", Text("Små steg holder lenger", "Små steg held lenger", "Small steps last longer"), 3),
        plan_goals("my-goals"),
        action_plan("action-plan", of="my-goals", locks=PLAN),
        check_in("check-in", of="action-plan", goals="my-goals"),
        Reading("summary", Text("Oppsummering", "Oppsummering", "Summary"), 3),
    ),
)

MORE_EXERCISES = library(
    "more-exercises",
    Text("Flere øvelser", "Fleire øvingar", "More exercises"),
    Text(
        "Øvelser som veilederen legger til for én om gangen, når de trengs.",
        "Øvingar som rettleiaren legg til for éin om gongen, når dei trengst.",
        "Exercises that the coach adds for one at a time, when they are needed.",
    ),
    (problem_solving(), values()),
)

OUTCOMES = ("who-5", "coop-wonca", "ipaq-sf", "gse", "stages")
"""How the person is, what she does, whether she trusts herself to change, and where in the change she is."""
WEEKS = 12


def _check_in(number: int) -> Occasion:
    """The weekly check-in: open from the day before until four days after, so that two are never open at once."""
    return Occasion(
        f"week-{number}",
        Text(f"Ukens innsjekk, uke {number}", f"Innsjekk for veka, veke {number}", f"Weekly check-in, week {number}"),
        ("weekly-check-in",),
        minutes=2,
        days=7 * number,
        opens_before=1,
        closes_after=4,
        remind=(2,),
    )


# Four is positive for a woman and for a man, so also for whoever has not said.
AUDIT_TOO = any_of(is_true("audit-c:flag:positive"), when("audit-c:total", ">=", 4))

OCCASIONS = (
    # AUDIT is for those whose three first answers say there is something to ask more about.
    Occasion(
        "start",
        Text("Spørreskjema, start", "Spørjeskjema, start", "Questionnaire, start"),
        (*OUTCOMES, "audit-c", "audit"),
        minutes=12,
        conditions=(("audit", AUDIT_TOO),),
        postpone_days=7,
    ),
    *(_check_in(number) for number in range(1, WEEKS + 1)),
    Occasion(
        "12w",
        Text("Spørreskjema, 12 uker", "Spørjeskjema, 12 veker", "Questionnaire, 12 weeks"),
        OUTCOMES,
        minutes=10,
        days=7 * WEEKS,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "6m",
        Text("Spørreskjema, 6 måneder", "Spørjeskjema, 6 månader", "Questionnaire, 6 months"),
        OUTCOMES,
        minutes=10,
        months=6,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "measurements",
        Text("Målinger sammen med veilederen", "Målingar saman med rettleiaren", "Measurements with the coach"),
        ("6mwt", "sts-30", "bmi-waist"),
        minutes=15,
        on_demand="therapist",
        remind=(),
    ),
    Occasion(
        "diet",
        Text("Skjema om kosthold", "Skjema om kosthald", "Questionnaire about diet"),
        ("diet-5",),
        minutes=2,
        on_demand="therapist",
    ),
    Occasion(
        "tobacco",
        Text("Skjema om røyking", "Skjema om røyking", "Questionnaire about smoking"),
        ("ftnd",),
        minutes=2,
        on_demand="therapist",
    ),
)

# It starts and ends with a health talk: Helsedirektoratet, Veileder for kommunale frisklivssentraler. Lengths, limits and who may
# be there besides are our own, proposed.
MEETINGS = tuple(
    replace(each, parties=("gp", "interpreter", "relative"))
    for each in (
        Meeting(
            "first", Text("Helsesamtale", "Helsesamtale", "Health talk"), 60, gate="start", buffer=15, self_booked=True
        ),
        Meeting("follow-up", Text("Oppfølging", "Oppfølging", "Follow-up"), 30, buffer=15, self_booked=True),
        Meeting("end", Text("Sluttsamtale", "Sluttsamtale", "End talk"), 60, gate="end", buffer=15, closes=True),
        Meeting("visit", Text("Hjemmebesøk", "Heimebesøk", "Home visit"), 60, ways=("home",), buffer=30),
    )
)

# Lengths and seats are our own, proposed.
ACTIVITY = GroupKind(
    "activity",
    Text("Aktivitetsgruppe", "Aktivitetsgruppe", "Activity group"),
    "activity",
    minutes=60,
    sessions=12,
    seats=14,
    drop_in=True,
    with_programmes=("frisklivs-in-person",),
)

PROGRAMME = Programme(
    key="frisklivs",
    title=Text("Frisk i hverdagen", "Frisk i kvardagen", "Well in everyday life"),
    summary=Text(
        "Støtte fra frisklivssentralen til å endre vaner på en måte som varer.",
        "Støtte frå frisklivssentralen til å endre vanar på ein måte som varer.",
        "Support from the healthy life centre to change habits in a way that lasts.",
    ),
    for_whom=(
        Text(
            "har en livsstilssykdom eller økt risiko",
            "har ein livsstilssjukdom eller auka risiko",
            "have a lifestyle illness or raised risk",
        ),
        Text("vil endre minst én vane", "vil endre minst éin vane", "want to change at least one habit"),
        Text("vil ha en plan og noen å spørre", "vil ha ein plan og nokon å spørje", "want a plan and someone to ask"),
    ),
    duration=Text("12 uker, kan forlenges", "12 veker, kan forlengjast", "12 weeks, can be extended"),
    guide=Text("Frisklivsveileder", "Frisklivsrettleiar", "Healthy life coach"),
    effort=Text(
        "Så mye du selv vil, gjerne litt hver uke",
        "Så mykje du sjølv vil, gjerne litt kvar veke",
        "As much as you like, preferably a little every week",
    ),
    eligibility=ELIGIBILITY,
    modules=(HEALTH_CONVERSATION, *THEMES, MORE_EXERCISES),
    occasions=OCCASIONS,
    package="varde_frisklivs",
    access_days=365,
    weeks=WEEKS,
    referrers=("doctor", "physiotherapist"),
    owner="municipality",
    meetings=MEETINGS,
    templates=USUAL_TEMPLATES,
    contact_choices=CONTACT_CHOICES,
    nudges=NUDGES,
    groups=(ACTIVITY,),
    main_instruments=(("", "who-5"),),
    series=(STEPS_A_DAY.key,),
    intended=IntendedUse(
        Text(
            "Frisk i hverdagen er laget for deg som vil endre en eller flere vaner sammen med en veileder på "
            "frisklivssentralen. Programmet hjelper deg å lage en plan, prøve den og holde den ved like. Du eier "
            "endringen, og veilederen følger opp.",
            "Frisk i kvardagen er laga for deg som vil endre ein eller fleire vanar saman med ein rettleiar på "
            "frisklivssentralen. Programmet hjelper deg å lage ein plan, prøve han og halde han ved like. Du eig "
            "endringa, og rettleiaren følgjer opp.",
            "The programme is made for you who want to change one or more habits together with a coach at the "
            "healthy life centre. It helps you to make a plan, to try it and to keep it up. The change is yours, "
            "and the coach follows up.",
        ),
        (
            Text("akutt hjelp eller fare for liv", "akutt hjelp eller fare for liv", "an emergency or danger to life"),
            Text(
                "å undersøke eller behandle en sykdom i stedet for fastlegen",
                "å undersøkje eller behandle ein sjukdom i staden for fastlegen",
                "examining or treating an illness in place of your GP",
            ),
            Text(
                "avrusning, eller å slutte brått når du drikker mye hver dag",
                "avrusing, eller å slutte brått når du drikk mykje kvar dag",
                "detoxification, or stopping abruptly when you drink much every day",
            ),
            Text(
                "behandling av en spiseforstyrrelse", "behandling av ei eteforstyrring", "treating an eating disorder"
            ),
        ),
        "1.0",
    ),
)

IN_PERSON = replace(
    PROGRAMME,
    key="frisklivs-in-person",
    templates=tuple(each for each in USUAL_TEMPLATES if each.key != "module"),  # it has none
    title=Text(
        "Frisk i hverdagen, uten digital oppfølging",
        "Frisk i kvardagen, utan digital oppfølging",
        "Well in everyday life, without digital follow-up",
    ),
    summary=Text(
        "Samtaler og grupper på frisklivssentralen, for deg som ikke vil følges opp på nett.",
        "Samtalar og grupper på frisklivssentralen, for deg som ikkje vil bli følgd opp på nett.",
        "Talks and groups at the healthy life centre, for you who do not want to be followed up online.",
    ),
    modules=(),
    digital=False,
    contact_choices=(),
    nudges=(),
    occasions=tuple(each for each in OCCASIONS if not each.after_module),
    groups=(),
    series=(),
)
"""Those who are in the same groups, so that attendance with and without digital follow-up can be compared."""
