"""The steps of Frisk i hverdagen that are not safe for everybody: a plan of one's own and more activity, before the coach has heard
of the heart, of falls and of what else F1 of the facts names; and food, of whoever weighs too little. Proposed, to be signed by the
clinical owner."""

from __future__ import annotations

from varde.plugin.programmes import Rule, SafetyLock, Text, any_of, is_true, when

PROPOSED = "proposed, to be signed by the clinical owner"

_WRITE = Text(
    "Skriv til veilederen din om det du har lyst til. Resten av modulen er åpen.",
    "Skriv til rettleiaren din om det du har lyst til. Resten av modulen er open.",
    "Write to your coach about what you would like to do. The rest of the module is open.",
)
_ASK_GP = Text(
    "Snakk med fastlegen, og skriv til veilederen din. Resten av modulen er åpen. Ring 113 hvis du ikke får puste eller besvimer.",
    "Snakk med fastlegen, og skriv til rettleiaren din. Resten av modulen er open. Ring 113 om du ikkje får puste eller svimar av.",
    "Talk to your GP, and write to your coach. The rest of the module is open. Call 113 if you cannot breathe, or faint.",
)


def _plan(key: str, rule: Rule, why: Text, instead: Text, *, unknown_locks: bool = True) -> SafetyLock:
    return SafetyLock(f"plan-{key}", rule, unknown_locks, "therapist", why, instead, PROPOSED)


PLAN = (
    _plan(
        "chest-pain",
        is_true("chest_pain_on_exertion"),
        Text(
            "Du har fortalt at du får vondt i brystet når du anstrenger deg. Fastlegen bør se på det før du gjør mer.",
            "Du har fortalt at du får vondt i brystet når du anstrengjer deg. Fastlegen bør sjå på det før du gjer meir.",
            "You have told us that you get chest pain when you exert yourself. Your GP should look at it before you do more.",
        ),
        Text(
            "Bestill time hos fastlegen, og skriv til veilederen din. Resten av modulen er åpen. "
            "Ring 113 hvis du har brystsmerter nå som ikke gir seg.",
            "Bestill time hos fastlegen, og skriv til rettleiaren din. Resten av modulen er open. "
            "Ring 113 om du har brystsmerter no som ikkje gir seg.",
            "Make an appointment with your GP, and write to your coach. The rest of the module is open. "
            "Call 113 if you have chest pain now that does not pass.",
        ),
    ),
    _plan(
        "blood-pressure",
        is_true("uncontrolled_blood_pressure"),
        Text(
            "Du har fortalt om blodtrykk som ikke er under kontroll. Vi vil lage planen sammen med deg.",
            "Du har fortalt om blodtrykk som ikkje er under kontroll. Vi vil lage planen saman med deg.",
            "You have told us about blood pressure that is not under control. We would make the plan together with you.",
        ),
        Text(
            "Snakk med fastlegen om blodtrykket, og skriv til veilederen din. Resten av modulen er åpen.",
            "Snakk med fastlegen om blodtrykket, og skriv til rettleiaren din. Resten av modulen er open.",
            "Talk to your GP about your blood pressure, and write to your coach. The rest of the module is open.",
        ),
    ),
    _plan(
        "fall-risk",
        is_true("fall_risk"),
        Text(
            "Du har fortalt at du har falt, eller er redd for å falle. Vi vil finne noe trygt sammen med deg.",
            "Du har fortalt at du har falle, eller er redd for å falle. Vi vil finne noko trygt saman med deg.",
            "You have told us that you have fallen, or are afraid of falling. We would find something safe together with you.",
        ),
        _WRITE,
    ),
    _plan(
        "breathless",
        is_true("new_breathlessness"),
        Text(
            "Du har fortalt at du er blitt mer tungpustet. Fastlegen bør se på det før du gjør mer.",
            "Du har fortalt at du er blitt meir tungpusta. Fastlegen bør sjå på det før du gjer meir.",
            "You have told us that you have become more short of breath. Your GP should look at it before you do more.",
        ),
        _ASK_GP,
    ),
    _plan(
        "fainting",
        is_true("s0_fainting"),
        Text(
            "Du har fortalt om epilepsi, eller at du har besvimt. Vi vil lage planen sammen med deg.",
            "Du har fortalt om epilepsi, eller at du har svima av. Vi vil lage planen saman med deg.",
            "You have told us about epilepsy, or that you have fainted. We would make the plan together with you.",
        ),
        _ASK_GP,
    ),
    _plan(
        "treated",
        is_true("s0_treated"),
        Text(
            "Du har fortalt om insulin, SU, grønn stær eller en operasjon. Vi vil lage planen sammen med deg.",
            "Du har fortalt om insulin, SU, grøn stær eller ein operasjon. Vi vil lage planen saman med deg.",
            "You have told us about insulin, SU, glaucoma or an operation. We would make the plan together with you.",
        ),
        _WRITE,
    ),
    _plan(
        "weight",
        any_of(when("bmi", "<", 18.5), when("bmi", ">=", 40)),
        Text(
            "Vekten din kan kreve litt ekstra hensyn. Vi vil finne noe trygt sammen med deg.",
            "Vekta di kan krevje litt ekstra omsyn. Vi vil finne noko trygt saman med deg.",
            "Your weight may call for some extra care. We would find something safe together with you.",
        ),
        _WRITE,
        unknown_locks=False,
    ),
)
"""The coach hears of it before somebody plans to do more. Nobody has to say what she weighs."""

FOOD = (
    SafetyLock(
        "food-eating-disorder",
        is_true("s0_eating"),
        unknown_locks=True,
        opener="therapist",
        why=Text(
            "Du har fortalt om en spiseforstyrrelse, undervekt eller vekttap. Da er det annen hjelp enn dette temaet som passer.",
            "Du har fortalt om ei eteforstyrring, undervekt eller vekttap. Då er det anna hjelp enn dette temaet som passar.",
            "You have told us about an eating disorder, underweight or weight loss. Then other help than this theme is right.",
        ),
        instead=Text(
            "Skriv til veilederen din, eller snakk med fastlegen. De andre temaene er for deg også.",
            "Skriv til rettleiaren din, eller snakk med fastlegen. Dei andre temaa er for deg òg.",
            "Write to your coach, or talk to your GP. The other themes are for you too.",
        ),
        source=PROPOSED,
    ),
    SafetyLock(
        "food-underweight",
        when("bmi", "<", 18.5),
        unknown_locks=False,
        opener="therapist",
        why=Text(
            "Vekten din er lav for høyden. Da er det ikke dette temaet du trenger nå.",
            "Vekta di er låg for høgda. Då er det ikkje dette temaet du treng no.",
            "Your weight is low for your height. Then this is not the theme you need now.",
        ),
        instead=Text(
            "Skriv til veilederen din, eller snakk med fastlegen. De andre temaene er for deg også.",
            "Skriv til rettleiaren din, eller snakk med fastlegen. Dei andre temaa er for deg òg.",
            "Write to your coach, or talk to your GP. The other themes are for you too.",
        ),
        source=PROPOSED,
    ),
)
"""What is about changing food: the safety check asks about an eating disorder, and whoever has not answered waits."""
