"""Whom Frisk i hverdagen is for. Age limit and self-referral are the municipality's choice."""

from __future__ import annotations

from collections.abc import Mapping

from varde.plugin.exercises import SAFETY_CHECK
from varde.plugin.programmes import Criterion, Eligibility, Fact, Ref, Text, Value, WorkedOut, any_of, is_true, when

SHARED = tuple(fact for fact in SAFETY_CHECK if fact.key in ("s0_fainting", "s0_eating", "s0_treated"))
"""Of the shared safety check: what closes the theme of food, and what the coach hears of before more activity. Heart and falls are
asked about above."""

FACTS = (
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
        "in_municipality",
        "boolean",
        Text("Bor i kommunen", "Bur i kommunen", "Lives in the municipality"),
        Text("Bor du i kommunen?", "Bur du i kommunen?", "Do you live in the municipality?"),
    ),
    Fact(
        "referred",
        "boolean",
        Text("Henvist", "Tilvist", "Referred"),
        Text(
            "Har fastlegen eller en fysioterapeut henvist deg?",
            "Har fastlegen eller ein fysioterapeut tilvist deg?",
            "Has your GP or a physiotherapist referred you?",
        ),
    ),
    Fact(
        "wants_change",
        "boolean",
        Text("Vil endre en vane", "Vil endre ein vane", "Wants to change a habit"),
        Text(
            "Er det minst én vane du vil endre?",
            "Er det minst éin vane du vil endre?",
            "Is there at least one habit you want to change?",
        ),
        Text(
            "For eksempel bevegelse, mat, tobakk, søvn, alkohol eller psykisk helse.",
            "Til dømes rørsle, mat, tobakk, søvn, alkohol eller psykisk helse.",
            "For example movement, food, tobacco, sleep, alcohol or mental health.",
        ),
    ),
    Fact(
        "chest_pain_on_exertion",
        "boolean",
        Text("Brystsmerter ved anstrengelse", "Brystsmerter ved anstrenging", "Chest pain on exertion"),
        Text(
            "Får du vondt i brystet når du anstrenger deg?",
            "Får du vondt i brystet når du anstrengjer deg?",
            "Do you get chest pain when you exert yourself?",
        ),
        Text(
            "Ring 113 hvis du har brystsmerter nå som ikke gir seg.",
            "Ring 113 om du har brystsmerter no som ikkje gir seg.",
            "Call 113 if you have chest pain now that does not pass.",
        ),
        safety=True,
    ),
    Fact(
        "new_breathlessness",
        "boolean",
        Text("Ny tungpust", "Ny tungpust", "New breathlessness"),
        Text(
            "Er du blitt mer tungpustet i det siste, uten å vite hvorfor?",
            "Er du blitt meir tungpusta i det siste, utan å vite kvifor?",
            "Have you become more short of breath lately, without knowing why?",
        ),
        safety=True,
    ),
    Fact(
        "uncontrolled_blood_pressure",
        "boolean",
        Text("Uregulert blodtrykk", "Uregulert blodtrykk", "Uncontrolled blood pressure"),
        Text(
            "Har du høyt blodtrykk som ikke er under kontroll?",
            "Har du høgt blodtrykk som ikkje er under kontroll?",
            "Do you have high blood pressure that is not under control?",
        ),
        safety=True,
    ),
    Fact(
        "fall_risk",
        "boolean",
        Text("Fare for fall", "Fare for fall", "Risk of falling"),
        Text(
            "Har du falt det siste året, eller er du redd for å falle?",
            "Har du falle det siste året, eller er du redd for å falle?",
            "Have you fallen in the last year, or are you afraid of falling?",
        ),
        safety=True,
    ),
    Fact(
        "height_cm",
        "count",
        Text("Høyde, cm", "Høgd, cm", "Height, cm"),
        Text("Hvor høy er du, i centimeter?", "Kor høg er du, i centimeter?", "How tall are you, in centimetres?"),
        low=100,
        high=250,
    ),
    Fact(
        "weight_kg",
        "number",
        Text("Vekt, kg", "Vekt, kg", "Weight, kg"),
        Text("Hvor mye veier du, i kilo?", "Kor mykje veg du, i kilo?", "What do you weigh, in kilos?"),
        Text("Resten regner vi ut selv.", "Resten reknar vi ut sjølve.", "We work out the rest ourselves."),
        low=20,
        high=400,
    ),
    Fact(
        "bmi",
        "number",
        Text("KMI", "KMI", "BMI"),
        Text(
            "Hva er kroppsmasseindeksen din (KMI)?",
            "Kva er kroppsmasseindeksen din (KMI)?",
            "What is your body mass index (BMI)?",
        ),
        Text(
            "Vekten i kilo delt på høyden i meter ganget med seg selv.",
            "Vekta i kilo delt på høgda i meter gonga med seg sjølv.",
            "The weight in kilos divided by the square of the height in metres.",
        ),
        low=3,
        high=400,
        safety=True,
    ),
    Fact(
        "age_limit",
        "count",
        Text("Aldersgrense", "Aldersgrense", "Age limit"),
        low=0,
        high=120,
        source="setting",
        default=18,
    ),
    Fact(
        "self_referral",
        "boolean",
        Text("Tar imot uten henvisning", "Tek imot utan tilvising", "Takes people without a referral"),
        source="setting",
        default=True,
    ),
    *SHARED,
)


def body_mass_index(values: Mapping[str, Value]) -> Value | None:
    """Kilos divided by metres squared, not rounded; None when either is not known."""
    height, weight = values.get("height_cm"), values.get("weight_kg")
    if isinstance(height, str) or isinstance(weight, str) or not height or not weight:
        return None
    return weight / (height / 100) ** 2


BMI = WorkedOut(
    "bmi",
    ("height_cm", "weight_kg"),
    body_mass_index,
    Text(
        "KMI er vekten i kilo delt på høyden i meter ganget med seg selv. Grensene 18,5 og 40 måles mot tallet uten avrunding.",
        "KMI er vekta i kilo delt på høgda i meter gonga med seg sjølv. Grensene 18,5 og 40 blir målte mot talet utan avrunding.",
        "BMI is the weight in kilos divided by the square of the height in metres. 18.5 and 40 are held against that number, not "
        "rounded.",
    ),
    clinician=True,
)

ELIGIBILITY = Eligibility(
    facts=FACTS,
    worked_out=(BMI,),
    require=(
        Criterion(
            "age",
            when("age", ">=", Ref("age_limit")),
            Text(
                "Tilbudet er for deg som er {age_limit} år eller eldre, så spør helsesykepleieren om hva som passer nå.",
                "Tilbodet er for deg som er {age_limit} år eller eldre, så spør helsesjukepleiaren om kva som passar no.",
                "The offer is for people of {age_limit} years or older, so ask the school nurse what suits you now.",
            ),
        ),
        Criterion(
            "in_municipality",
            is_true("in_municipality"),
            Text(
                "Tilbudet er for deg som bor i kommunen, så spør frisklivssentralen der du bor.",
                "Tilbodet er for deg som bur i kommunen, så spør frisklivssentralen der du bur.",
                "The offer is for people who live in the municipality, so ask the healthy life centre where you live.",
            ),
        ),
        Criterion(
            "referred",
            any_of(is_true("self_referral"), is_true("referred")),
            Text(
                "I denne kommunen trenger du en henvisning, så be fastlegen eller fysioterapeuten om det.",
                "I denne kommunen treng du ei tilvising, så be fastlegen eller fysioterapeuten om det.",
                "In this municipality you need a referral, so ask your GP or physiotherapist for one.",
            ),
        ),
        Criterion(
            "wants_change",
            is_true("wants_change"),
            Text(
                "Her jobber du med en vane du selv vil endre, så du er velkommen når du har funnet en.",
                "Her jobbar du med ein vane du sjølv vil endre, så du er velkomen når du har funne ein.",
                "Here you work on a habit you want to change, so you are welcome once you have found one.",
            ),
        ),
    ),
    review=(
        Criterion(
            "chest_pain_on_exertion",
            is_true("chest_pain_on_exertion"),
            Text(
                "Du får vondt i brystet når du anstrenger deg, så fastlegen bør se på det før du begynner å trene.",
                "Du får vondt i brystet når du anstrengjer deg, så fastlegen bør sjå på det før du byrjar å trene.",
                "You get chest pain when you exert yourself, so your GP should look at it before you start training.",
            ),
            Text(
                "Bestill time hos fastlegen. Ring 113 hvis du har brystsmerter nå som ikke gir seg.",
                "Bestill time hos fastlegen. Ring 113 om du har brystsmerter no som ikkje gir seg.",
                "Make an appointment with your GP. Call 113 if you have chest pain now that does not pass.",
            ),
        ),
        Criterion(
            "uncontrolled_blood_pressure",
            is_true("uncontrolled_blood_pressure"),
            Text(
                "Blodtrykket ditt er ikke under kontroll, så en veileder ser på hva som er trygt for deg.",
                "Blodtrykket ditt er ikkje under kontroll, så ein rettleiar ser på kva som er trygt for deg.",
                "Your blood pressure is not under control, so a guide looks at what is safe for you.",
            ),
            Text(
                "Snakk med fastlegen om blodtrykket, gjerne før du begynner.",
                "Snakk med fastlegen om blodtrykket, gjerne før du byrjar.",
                "Talk to your GP about your blood pressure, preferably before you start.",
            ),
        ),
        Criterion(
            "fall_risk",
            is_true("fall_risk"),
            Text(
                "Du har falt eller er redd for å falle, så en veileder finner aktivitet som er trygg for deg.",
                "Du har falle eller er redd for å falle, så ein rettleiar finn aktivitet som er trygg for deg.",
                "You have fallen or are afraid of falling, so a guide finds activity that is safe for you.",
            ),
        ),
        Criterion(
            "bmi",
            any_of(when("bmi", ">=", 40), when("bmi", "<", 18.5)),
            Text(
                "Vekten din kan kreve litt ekstra hensyn, så en veileder ser på hva som er trygt for deg.",
                "Vekta di kan krevje litt ekstra omsyn, så ein rettleiar ser på kva som er trygt for deg.",
                "Your weight may call for some extra care, so a guide looks at what is safe for you.",
            ),
            Text(
                "Snakk gjerne med fastlegen før du endrer mye på mat eller trening.",
                "Snakk gjerne med fastlegen før du endrar mykje på mat eller trening.",
                "Do talk to your GP before you change much in food or training.",
            ),
        ),
    ),
)
