"""The programme of the lake: five modules over 24 weeks."""

from __future__ import annotations

from varde.plugin.kinds import Field, LongText, RatingScale, SingleChoice
from varde.plugin.programmes import (
    DatedEntries,
    Exercise,
    IntendedUse,
    MediaSlot,
    MessageTemplate,
    Module,
    Occasion,
    Programme,
    Reading,
    Text,
    all_of,
    any_of,
    at_start,
    completed,
    days_since_start,
    opened_by_therapist,
)
from varde.testing.samples.lake.eligibility import ELIGIBILITY
from varde.testing.samples.lake.locks import AFRAID, CANNOT_SWIM, STORM, THIN_ICE

_LOW, _HIGH = Text("ingen", "ingen", "none"), Text("så mye som mulig", "så mykje som mogleg", "as much as can be")


def _text(key: str, nb: str, nn: str, en: str, hint: Text | None = None) -> Field:
    return Field(key, LongText(), Text(nb, nn, en), hint)


def _scale(key: str, nb: str, nn: str, en: str) -> Field:
    return Field(key, RatingScale(0, 10, _LOW, _HIGH), Text(nb, nn, en))


DIARY = (
    _scale("cold", "Hvor kaldt var vannet i dag?", "Kor kaldt var vatnet i dag?", "How cold was the water today?"),
    _scale("wet", "Hvor våt ble du?", "Kor våt vart du?", "How wet did you get?"),
    Field(
        "waves",
        SingleChoice(
            (
                ("none", Text("Ingen", "Ingen", "None")),
                ("small", Text("Små", "Små", "Small")),
                ("usual", Text("Som vanlig", "Som vanleg", "As usual")),
                ("large", Text("Store", "Store", "Large")),
                ("both", Text("Både små og store", "Både små og store", "Small and large")),
            )
        ),
        Text("Hvordan var bølgene?", "Korleis var bølgjene?", "What were the waves like?"),
    ),
    _text(
        "day",
        "Hva skjedde i dag?",
        "Kva hende i dag?",
        "What happened today?",
        Text("For eksempel noe hyggelig.", "Til dømes noko hyggeleg.", "For example something pleasant."),
    ),
)
NOTES = (
    _scale("calm", "Hvor rolig var du?", "Kor roleg var du?", "How calm were you?"),
    _text("noticed", "Hva la du merke til?", "Kva la du merke til?", "What did you notice?"),
)

WAVES = MediaSlot(
    "waves",
    Text("Hør bølgene", "Høyr bølgjene", "Hear the waves"),
    "sound",
    Text("Bølger mot land i lett vind.", "Bølgjer mot land i lett vind.", "Waves on the shore in a light wind."),
    4,
)

KNOW_THE_LAKE = Module(
    key="know-the-lake",
    number=1,
    title=Text("Kjenn vannet ditt", "Kjenn vatnet ditt", "Know your lake"),
    summary=Text("Hva et vann er og ikke er.", "Kva eit vatn er og ikkje er.", "What a lake is and is not."),
    look_for=(
        Text(
            "Går ut på is som ingen har målt",
            "Går ut på is som ingen har målt",
            "Walks on ice that nobody has measured",
        ),
        Text("Ror alene i mørket", "Ror åleine i mørkret", "Rows alone in the dark"),
    ),
    release=at_start(),
    steps=(
        Reading("what-it-is", Text("Hva er et vann?", "Kva er eit vatn?", "What is a lake?"), 3, slots=(WAVES,)),
        Reading("wind-and-water", Text("Vinden og vannet", "Vinden og vatnet", "The wind and the water"), 3),
        Reading("danger-signs", Text("Tegn du skal ta på alvor", "Teikn du skal ta på alvor", "Signs of danger"), 3),
        Exercise("water-diary", Text("Skriv vanndagbok", "Skriv vassdagbok", "Keep a water diary"), 5, DIARY),
        Reading("summary", Text("Oppsummering", "Oppsummering", "Summary"), 2),
    ),
)

BOAT_AND_OARS = Module(
    key="boat-and-oars",
    number=2,
    title=Text("Båt og årer", "Båt og årar", "Boat and oars"),
    summary=Text("Rolige tak som holder.", "Rolege tak som held.", "Gentle strokes that last."),
    look_for=(Text("Slår med årene", "Slår med årane", "Strikes with the oars"),),
    release=any_of(all_of(completed("know-the-lake"), days_since_start(7)), opened_by_therapist()),
    steps=(
        Reading("oars-and-breath", Text("Årer og pust", "Årar og pust", "Oars and breath"), 3),
        Exercise(
            "rowing",
            Text("Øv på å ro", "Øv på å ro", "Practise rowing"),
            12,
            NOTES,
            kind=DatedEntries(needed=("calm",), charted=("calm",)),
        ),
        Reading("gentle-strokes", Text("Rolige tak", "Rolege tak", "Gentle strokes"), 3),
        Exercise("rowing-plan", Text("Lag en roplan", "Lag ein roplan", "Make a rowing plan"), 8, NOTES),
        Reading("summary", Text("Oppsummering", "Oppsummering", "Summary"), 2),
    ),
)

NET_AND_HOOK = Module(
    key="net-and-hook",
    number=3,
    title=Text("Garn og krok", "Garn og krok", "Net and hook"),
    summary=Text("Vent, og se hva som biter.", "Vent, og sjå kva som bit.", "Wait, and see what bites."),
    release=any_of(all_of(completed("boat-and-oars"), days_since_start(21)), opened_by_therapist()),
    steps=(
        Reading("nets", Text("Garnet", "Garnet", "The net"), 3),
        Exercise("fishing", Text("Fisk en kveld", "Fisk ein kveld", "Fish for an evening"), 15, NOTES, (STORM,)),
        Reading("sleep-by-the-lake", Text("Hvile ved vannet", "Kvile ved vatnet", "Rest by the lake"), 3),
    ),
)

SAFE_ON_ICE = Module(
    key="safe-on-ice",
    number=4,
    title=Text("Trygg på isen", "Trygg på isen", "Safe on the ice"),
    summary=Text("Øvelser for is.", "Øvingar for is.", "Exercises for ice."),
    release=any_of(days_since_start(70), opened_by_therapist()),
    optional=True,
    steps=(
        Reading("ice", Text("Isen", "Isen", "The ice"), 3),
        Exercise(
            "first-stride",
            Text("Ta ett steg", "Ta eitt steg", "Take one stride"),
            10,
            NOTES,
            (THIN_ICE,),
            kind=DatedEntries(needed=("calm",), charted=("calm",), once_a_day=True),
        ),
    ),
)

FISH_FOR_SUPPER = Module(
    key="fish-for-supper",
    number=5,
    title=Text("Fisk til kvelds", "Fisk til kvelds", "Fish for supper"),
    summary=Text("Fra krok til panne.", "Frå krok til panne.", "From the hook to the pan."),
    release=any_of(days_since_start(84), opened_by_therapist()),
    optional=True,
    steps=(
        Reading("the-pan", Text("Pannen", "Panna", "The pan"), 3),
        Exercise(
            "supper-diary",
            Text("Skriv kveldsbok", "Skriv kveldsbok", "Keep a supper diary"),
            5,
            NOTES,
            (AFRAID, CANNOT_SWIM),
        ),
    ),
)

OCCASIONS = (
    Occasion(
        "start",
        Text("Spørreskjema, start", "Spørjeskjema, start", "Questionnaire, start"),
        ("weather", "outlook"),
        minutes=15,
        postpone_days=7,
    ),
    Occasion(
        "3m",
        Text("Spørreskjema, 3 måneder", "Spørjeskjema, 3 månader", "Questionnaire, 3 months"),
        ("weather", "outlook", "csq-8"),
        minutes=18,
        months=3,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "6m",
        Text("Siste skjema, 6 måneder", "Siste skjema, 6 månader", "Last questionnaire, 6 months"),
        ("weather", "outlook", "csq-8"),
        minutes=18,
        months=6,
        postpone_days=7,
        asked_after="exit",
    ),
    Occasion(
        "extra-weather",
        Text("Ekstra værskjema", "Ekstra vêrskjema", "Extra questionnaire about the weather"),
        ("weather", "gear", "footing"),
        minutes=9,
        closes_after=7,
        remind=(3, 7),
        on_demand="therapist",
        postpone_days=3,
    ),
    Occasion(
        "danger-signs",
        Text("Farer vi må vite om", "Farar vi må vite om", "Hazards we need to know about"),
        ("hazards",),
        minutes=3,
        closes_after=7,
        remind=(2,),
        on_demand="therapist",
    ),
)

PROGRAMME = Programme(
    key="lake",
    title=Text("Vannrunden", "Vassrunden", "Round the lake"),
    summary=Text("Ro rundt vannet i ditt eget tempo.", "Ro rundt vatnet i ditt eige tempo.", "Row at your own pace."),
    for_whom=(
        Text("har kart", "har kart", "have a map"),
        Text("er 18 år eller eldre", "er 18 år eller eldre", "are 18 years or older"),
        Text("leser norsk", "les norsk", "read Norwegian"),
    ),
    duration=Text("6 måneder, 5 moduler", "6 månader, 5 modular", "6 months, 5 modules"),
    guide=Text("Båtvakt", "Båtvakt", "Boat keeper"),
    effort=Text("Omtrent én time i uken", "Om lag éin time i veka", "About one hour a week"),
    eligibility=ELIGIBILITY,
    modules=(KNOW_THE_LAKE, BOAT_AND_OARS, NET_AND_HOOK, SAFE_ON_ICE, FISH_FOR_SUPPER),
    occasions=OCCASIONS,
    package="varde.testing.samples.lake",
    access_days=180,
    templates=(
        MessageTemplate(
            "thanks",
            Text("Takk for praten", "Takk for praten", "Thanks for the talk"),
            Text("Takk for praten, {fornavn}. Hilsen {behandler}", "Takk for praten, {fornavn}. Helsing {behandler}"),
        ),
    ),
    weeks=24,
    main_instruments=(("", "weather"),),
    intended=IntendedUse(
        Text("Laget for prøver på vannet.", "Laga for prøver på vatnet.", "Made for tests on the lake."),
        (Text("akutt hjelp", "akutt hjelp", "help in an emergency"),),
        "1.0",
    ),
)
