"""Habits and health in daily life: COOP/WONCA, nicotine (FTND), diet (DIET-5) and stages of change."""

from __future__ import annotations

from collections.abc import Mapping

from varde.plugin.instruments import (
    Band,
    Choices,
    Context,
    Instrument,
    Item,
    Licence,
    Outcome,
    ReadAnswers,
    Scale,
    Text,
    Values,
    Words,
    bands,
    choice_items,
    choices,
    total_of,
    yes_no_items,
)

_HINDERED = choices(
    1,
    ("Ikke noe", "Ikkje noko", "Not at all"),
    ("Litt", "Litt", "A little"),
    ("En del", "Ein del", "Somewhat"),
    ("Mye", "Mykje", "A lot"),
    ("Svært mye", "Svært mykje", "Very much"),
)
_CHARTS: tuple[tuple[str, Words, Words, Choices], ...] = (
    (
        "fitness",
        ("Form", "Form", "Fitness"),
        (
            "Hva er det meste du klarer i to minutter?",
            "Kva er det meste du klarer i to minutt?",
            "What is the most you can manage for two minutes?",
        ),
        choices(
            1,
            ("Løpe fort", "Springe fort", "Run fast"),
            ("Jogge", "Jogge", "Jog"),
            ("Gå fort", "Gå fort", "Walk fast"),
            ("Gå rolig", "Gå roleg", "Walk gently"),
            ("Gå svært sakte, eller ikke gå", "Gå svært sakte, eller ikkje gå", "Walk very slowly, or not at all"),
        ),
    ),
    (
        "feelings",
        ("Følelser", "Kjensler", "Feelings"),
        (
            "Hvor mye har vonde følelser plaget deg?",
            "Kor mykje har vonde kjensler plaga deg?",
            "How much have hard feelings troubled you?",
        ),
        _HINDERED,
    ),
    (
        "daily",
        ("Daglige gjøremål", "Daglege gjeremål", "Daily activities"),
        (
            "Hvor vanskelig har det vært å gjøre det du pleier?",
            "Kor vanskeleg har det vore å gjere det du pleier?",
            "How hard has it been to do what you usually do?",
        ),
        _HINDERED,
    ),
    (
        "social",
        ("Tid med andre", "Tid med andre", "Social activities"),
        (
            "Hvor mye har helsen hindret deg i å være med andre?",
            "Kor mykje har helsa hindra deg i å vere med andre?",
            "How much has your health kept you from being with others?",
        ),
        _HINDERED,
    ),
    (
        "change",
        ("Endring", "Endring", "Change"),
        (
            "Hvordan er helsen nå, mot for to uker siden?",
            "Korleis er helsa no, mot for to veker sidan?",
            "How is your health now, compared with two weeks ago?",
        ),
        choices(
            1,
            ("Mye bedre", "Mykje betre", "Much better"),
            ("Litt bedre", "Litt betre", "A little better"),
            ("Som før", "Som før", "The same"),
            ("Litt verre", "Litt verre", "A little worse"),
            ("Mye verre", "Mykje verre", "Much worse"),
        ),
    ),
    (
        "overall",
        ("Helsen i det hele", "Helsa i det heile", "Overall health"),
        ("Hvordan er helsen din alt i alt?", "Korleis er helsa di alt i alt?", "How is your health, all in all?"),
        choices(
            1,
            ("Svært god", "Svært god", "Very good"),
            ("God", "God", "Good"),
            ("Verken god eller dårlig", "Verken god eller dårleg", "Neither good nor bad"),
            ("Dårlig", "Dårleg", "Bad"),
            ("Svært dårlig", "Svært dårleg", "Very bad"),
        ),
    ),
)


def worst_charts(reading: ReadAnswers) -> Mapping[str, object]:
    """The charts answered 4 or 5, in the order of the form."""
    return {"worst_charts": [key for key, *_ in _CHARTS if reading.values.get(key, 0) >= 4]}


COOP_WONCA = Instrument(
    key="coop-wonca",
    title=Text(
        "COOP/WONCA: hvordan du har hatt det", "COOP/WONCA: korleis du har hatt det", "COOP/WONCA: how you have been"
    ),
    recall=Text("De siste to ukene", "Dei siste to vekene", "The last two weeks"),
    items=tuple(item for key, _, question, answers in _CHARTS for item in choice_items(answers, {key: question})),
    subscales=tuple(Scale(key, (key,), "sum", 0, Text(*name)) for key, name, *_ in _CHARTS),
    marks=worst_charts,
    words=(
        (
            "worst_charts",
            Text("Områder med dårligste svar", "Område med dårlegaste svar", "Areas with the worst answers"),
        ),
    ),
    licence=Licence("free", "WONCA", "Free for care and research."),
    proposed=("items", "missing"),
)

_NO_YES = choices(0, ("Nei", "Nei", "No"), ("Ja", "Ja", "Yes"))
_FTND_ITEMS = (
    *choice_items(
        choices(
            0,
            ("Etter mer enn en time", "Etter meir enn ein time", "After more than an hour"),
            ("Etter 31-60 minutter", "Etter 31-60 minutt", "After 31-60 minutes"),
            ("Etter 6-30 minutter", "Etter 6-30 minutt", "After 6-30 minutes"),
            ("Innen 5 minutter", "Innan 5 minutt", "Within 5 minutes"),
        ),
        {
            "q1": (
                "Hvor lenge etter at du våkner, tenner du den første sigaretten?",
                "Kor lenge etter at du vaknar, tenner du den første sigaretten?",
                "How long after waking do you light your first cigarette?",
            )
        },
    ),
    *choice_items(
        _NO_YES,
        {
            "q2": (
                "Er det vanskelig å la være der røyking ikke er lov?",
                "Er det vanskeleg å la vere der røyking ikkje er lov?",
                "Is it hard to hold back where smoking is not allowed?",
            )
        },
    ),
    *choice_items(
        choices(0, ("En annen", "Ein annan", "Another one"), ("Den første", "Den første", "The first")),
        {
            "q3": (
                "Hvilken sigarett er vanskeligst å gi slipp på?",
                "Kva sigarett er vanskelegast å gi slepp på?",
                "Which cigarette is hardest to give up?",
            )
        },
    ),
    *choice_items(
        choices(
            0,
            ("10 eller færre", "10 eller færre", "10 or fewer"),
            ("11-20", "11-20", "11-20"),
            ("21-30", "21-30", "21-30"),
            ("31 eller flere", "31 eller fleire", "31 or more"),
        ),
        {
            "q4": (
                "Hvor mange sigaretter røyker du om dagen?",
                "Kor mange sigarettar røykjer du om dagen?",
                "How many cigarettes do you smoke a day?",
            )
        },
    ),
    *choice_items(
        _NO_YES,
        {
            "q5": (
                "Røyker du mest de første timene etter at du våkner?",
                "Røykjer du mest dei første timane etter at du vaknar?",
                "Do you smoke most in the first hours after waking?",
            ),
            "q6": (
                "Røyker du også når du er syk og ligger til sengs?",
                "Røykjer du også når du er sjuk og ligg til sengs?",
                "Do you smoke also when you are ill in bed?",
            ),
        },
    ),
)

FTND = Instrument(
    key="ftnd",
    title=Text("Fagerström: sigaretter", "Fagerström: sigarettar", "Fagerström: cigarettes"),
    recall=Text("Nå for tiden", "No for tida", "These days"),
    items=_FTND_ITEMS,
    total=total_of(_FTND_ITEMS),
    subscales=(Scale("hsi", ("q1", "q4"), "sum", 0, Text("Røykemengde", "Røykjemengd", "Heaviness of smoking")),),
    total_range=(0, 10),
    whole=True,
    bands=bands(
        ("very_low", 0, 2, ("Svært lite avhengig", "Svært lite avhengig", "Very low")),
        ("low", 3, 4, ("Lite avhengig", "Lite avhengig", "Low")),
        ("medium", 5, 5, ("Middels avhengig", "Middels avhengig", "Medium")),
        ("high", 6, 7, ("Avhengig", "Avhengig", "High")),
        ("very_high", 8, 10, ("Svært avhengig", "Svært avhengig", "Very high")),
    ),
    licence=Licence("free", "Fagerström"),
    proposed=("missing",),
)


def _portions(*words: Words) -> Choices:
    return choices(0, *words)


_DIET_ITEMS = (
    *choice_items(
        _portions(
            ("Under 2 porsjoner", "Under 2 porsjonar", "Under 2 portions"),
            ("2-4 porsjoner", "2-4 porsjonar", "2-4 portions"),
            ("5 porsjoner eller mer", "5 porsjonar eller meir", "5 portions or more"),
        ),
        {
            "veg_fruit": (
                "Grønnsaker, frukt og bær om dagen",
                "Grønsaker, frukt og bær om dagen",
                "Vegetables, fruit and berries a day",
            )
        },
    ),
    *choice_items(
        _portions(
            ("Under 1 porsjon", "Under 1 porsjon", "Under 1 serving"),
            ("1-2 porsjoner", "1-2 porsjonar", "1-2 servings"),
            ("3 porsjoner eller mer", "3 porsjonar eller meir", "3 servings or more"),
        ),
        {
            "wholegrain": (
                "Grovt brød og andre grove kornvarer om dagen",
                "Grovt brød og andre grove kornvarer om dagen",
                "Wholegrain bread and cereals a day",
            )
        },
    ),
    *choice_items(
        _portions(
            ("Ingen", "Ingen", "None"),
            ("1 gang", "1 gong", "Once"),
            ("2 ganger eller mer", "2 gonger eller meir", "Twice or more"),
        ),
        {"fish": ("Fisk til middag i uken", "Fisk til middag i veka", "Fish for dinner a week")},
    ),
    *choice_items(
        _portions(
            ("Over 500 gram", "Over 500 gram", "Over 500 grams"),
            ("351-500 gram", "351-500 gram", "351-500 grams"),
            ("350 gram eller mindre", "350 gram eller mindre", "350 grams or less"),
        ),
        {
            "red_processed_meat": (
                "Rødt kjøtt og kjøttprodukter i uken",
                "Raudt kjøt og kjøtprodukt i veka",
                "Red and processed meat a week",
            )
        },
    ),
    *choice_items(
        _portions(
            ("4 ganger eller mer", "4 gonger eller meir", "4 times or more"),
            ("1-3 ganger", "1-3 gonger", "1-3 times"),
            ("Aldri", "Aldri", "Never"),
        ),
        {"sugar_drinks": ("Drikke med sukker i uken", "Drikke med sukker i veka", "Sugary drinks a week")},
    ),
)

DIET5 = Instrument(
    key="diet-5",
    title=Text("Kosthold, fem spørsmål", "Kosthald, fem spørsmål", "Diet, five questions"),
    recall=Text("De siste fire ukene", "Dei siste fire vekene", "The last four weeks"),
    question=Text(
        "Hvor mye spiser og drikker du til vanlig?",
        "Kor mykje et og drikk du til vanleg?",
        "How much do you usually eat and drink?",
    ),
    items=_DIET_ITEMS,
    direction="higher_better",
    total=total_of(_DIET_ITEMS),
    total_range=(0, 10),
    whole=True,
    bands=bands(
        ("low", 0, 3, ("Et stykke fra kostrådene", "Eit stykke frå kostråda", "Some way from the advice")),
        ("medium", 4, 7, ("På vei mot kostrådene", "På veg mot kostråda", "On the way to the advice")),
        ("high", 8, 10, ("Nær kostrådene", "Nær kostråda", "Close to the advice")),
    ),
    licence=Licence("own", "Varde", "Our own, after the national dietary advice. Not validated."),
    proposed=("items", "scoring", "missing", "bands"),
)


def stage(values: Values, _context: Context) -> Outcome:
    """The stage of change. At the goal: action, from six months maintenance. Otherwise what is intended, and when."""
    if "meets_goal_now" not in values:
        return Outcome("not_scored", n_missing=1)
    if values["meets_goal_now"]:
        if "months_at_goal" not in values:
            return Outcome("not_scored", n_missing=1)
        return Outcome("scored", band="maintenance" if values["months_at_goal"] >= 6 else "action")
    soon, later = values.get("intends_30d"), values.get("intends_6m")
    if soon:
        return Outcome("scored", band="preparation")
    missing = (soon, later).count(None)
    if missing:
        return Outcome("not_scored", n_missing=missing)
    return Outcome("scored", band="contemplation" if later else "precontemplation")


_INTENTIONS = yes_no_items(
    {
        "intends_30d": (
            "Har du tenkt å begynne i løpet av 30 dager?",
            "Har du tenkt å byrje i løpet av 30 dagar?",
            "Do you intend to begin within 30 days?",
        ),
        "intends_6m": (
            "Har du tenkt å begynne i løpet av seks måneder?",
            "Har du tenkt å byrje i løpet av seks månader?",
            "Do you intend to begin within six months?",
        ),
    }
)
_AT_GOAL = yes_no_items(
    {"meets_goal_now": ("Er du ved målet ditt nå?", "Er du ved målet ditt no?", "Are you at your goal now?")}
)

STAGES = Instrument(
    key="stages",
    title=Text("Hvor er du i endringen?", "Kvar er du i endringa?", "Where are you in the change?"),
    recall=Text("Nå", "No", "Now"),
    items=(
        *_AT_GOAL,
        Item(
            "months_at_goal",
            "integer",
            0,
            1200,
            Text(
                "Hvor mange måneder har du vært der?",
                "Kor mange månader har du vore der?",
                "For how many months have you been there?",
            ),
            unit=Text("måneder", "månader", "months"),
            gate="meets_goal_now",
        ),
        *_INTENTIONS,
    ),
    direction="",
    bands=(
        Band("precontemplation", Text("Ikke nå", "Ikkje no", "Precontemplation")),
        Band("contemplation", Text("Tenker på det", "Tenkjer på det", "Contemplation")),
        Band("preparation", Text("Gjør deg klar", "Gjer deg klar", "Preparation")),
        Band("action", Text("I gang", "I gang", "Action")),
        Band("maintenance", Text("Holder det ved like", "Held det ved like", "Maintenance")),
    ),
    licence=Licence("free", "Prochaska and DiClemente", "The idea is free."),
    proposed=("scoring", "missing"),
    custom=stage,
)
