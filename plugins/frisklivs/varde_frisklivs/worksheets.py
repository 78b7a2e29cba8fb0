"""What participants write where the library has no exercise of that kind: a swap of food, stopping tobacco, a diary of drinks, an
even amount in spite of pain, and a plan made anew. Doses and minima are proposed, to be signed by the clinical owner."""

from __future__ import annotations

from varde.plugin.exercises import DatedEntries, FormPart
from varde.plugin.kinds import (
    CalendarDay,
    Field,
    GrowingTable,
    LongText,
    RatingScale,
    ShortText,
    SingleChoice,
    WholeNumber,
)
from varde.plugin.programmes import Exercise, SafetyLock, Text

NONE = Text("ingen", "ingen", "none")
WORST = Text("verst tenkelig", "verst tenkeleg", "worst imaginable")
PIECES = Text("stykker", "stykke", "pieces")


def _words(key: str, label: Text) -> Field:
    return Field(key, LongText(), label)


def _line(key: str, label: Text) -> Field:
    return Field(key, ShortText(), label)


def _ten(key: str, label: Text) -> Field:
    return Field(key, RatingScale(0, 10, NONE, WORST), label)


def food_swap(key: str, *, locks: tuple[SafetyLock, ...]) -> Exercise:
    """One thing put in the place of another, once a week; nothing is weighed or counted."""
    return Exercise(
        key,
        Text("Bytt én ting", "Byt éin ting", "Swap one thing"),
        3,
        (
            _line("instead_of", Text("Hva bytter du ut?", "Kva byter du ut?", "What do you swap out?")),
            _line("with", Text("Hva setter du inn?", "Kva set du inn?", "What do you put in its place?")),
            _line("when", Text("Når gjør du det?", "Når gjer du det?", "When do you do it?")),
            _words("how", Text("Hvordan gikk det?", "Korleis gjekk det?", "How did it go?")),
        ),
        locks,
        kind=DatedEntries(needed=("instead_of", "with"), named=("instead_of", "with"), daily=False, later=("how",)),
    )


QUIT_PLAN = Exercise(
    "quit-plan",
    Text("Plan for å slutte", "Plan for å slutte", "A plan to stop"),
    10,
    (
        Field(
            "on", CalendarDay(), Text("Hvilken dato slutter du?", "Kva dato sluttar du?", "On which date do you stop?")
        ),
        Field(
            "triggers",
            GrowingTable(
                (
                    Field("what", ShortText(), Text("Hva utløser suget?", "Kva utløyser suget?", "What sets it off?")),
                    Field("instead", ShortText(), Text("Hva gjør du da?", "Kva gjer du då?", "What do you do then?")),
                ),
                Text("Utløser", "Utløysar", "Trigger"),
                8,
            ),
            Text("Hva utløser suget?", "Kva utløyser suget?", "What sets it off?"),
        ),
        Field(
            "way",
            SingleChoice(
                (
                    ("at_once", Text("Alt på én dag", "Alt på éin dag", "All on one day")),
                    ("in_steps", Text("Trapper ned", "Trappar ned", "In steps")),
                )
            ),
            Text("Hvordan slutter du?", "Korleis sluttar du?", "How do you stop?"),
        ),
        _words("reasons", Text("Hvorfor vil du slutte?", "Kvifor vil du slutte?", "Why do you want to stop?")),
        Field(
            "aid",
            SingleChoice(
                (
                    ("without_prescription", Text("Uten resept", "Utan resept", "Without a prescription")),
                    ("ask_doctor", Text("Vil spørre legen", "Vil spørje legen", "Will ask the doctor")),
                    ("none", Text("Ingen", "Ingen", "None")),
                    ("unsure", Text("Vet ikke ennå", "Veit ikkje enno", "Do not know yet")),
                )
            ),
            Text("Vil du bruke et hjelpemiddel?", "Vil du bruke eit hjelpemiddel?", "Will you use an aid?"),
        ),
        _line("who", Text("Hvem sier du det til?", "Kven seier du det til?", "Whom do you tell?")),
    ),
    kind=DatedEntries(
        needed=("on", "triggers"),
        named=("on",),
        daily=False,
        parts=(
            FormPart(Text("Datoen", "Datoen", "The date"), ("on", "way")),
            FormPart(Text("Suget", "Suget", "The craving"), ("triggers",)),
            FormPart(Text("Grunnene og hjelpen", "Grunnane og hjelpa", "Reasons and help"), ("reasons", "aid", "who")),
        ),
    ),
)

CRAVING_LOG = Exercise(
    "craving-log",
    Text("Logg for de første dagene", "Logg for dei første dagane", "A log of the first days"),
    2,
    (
        Field(
            "craving",
            RatingScale(0, 10, NONE, Text("så sterkt som mulig", "så sterkt som mogleg", "as strong as can be")),
            Text("Hvor sterkt var suget?", "Kor sterkt var suget?", "How strong was the craving?"),
        ),
        Field(
            "used",
            WholeNumber(0, 100, PIECES),
            Text("Hvor mange tok du?", "Kor mange tok du?", "How many did you take?"),
        ),
        _words("helped", Text("Hva hjalp?", "Kva hjelpte?", "What helped?")),
    ),
    kind=DatedEntries(needed=("craving",), charted=("craving", "used"), once_a_day=True),
)

DRINK_DIARY = Exercise(
    "drink-diary",
    Text("Skriv ned det du drikker", "Skriv ned det du drikk", "Write down what you drink"),
    2,
    (
        Field(
            "units",
            WholeNumber(0, 60, Text("enheter", "einingar", "units")),
            Text("Hvor mange enheter?", "Kor mange einingar?", "How many units?"),
            Text(
                "Én enhet er 12 gram ren alkohol. Skriv 0 når det ble ingenting.",
                "Éi eining er 12 gram rein alkohol. Skriv 0 når det vart ingenting.",
                "One unit is 12 grams of pure alcohol. Write 0 when there was none.",
            ),
        ),
        _line("with_whom", Text("Hvem var du sammen med?", "Kven var du saman med?", "Who were you with?")),
        _words("why", Text("Hvorfor akkurat da?", "Kvifor akkurat då?", "Why just then?")),
        Field(
            "goal",
            SingleChoice(
                (
                    ("stop", Text("Slutte", "Slutte", "Stop")),
                    ("less", Text("Mindre", "Mindre", "Less")),
                    ("as_now", Text("Som nå", "Som no", "As now")),
                )
            ),
            Text("Hva er målet ditt nå?", "Kva er målet ditt no?", "What is your goal now?"),
        ),
        _words(
            "plan_b",
            Text(
                "Hva gjør du når det blir vanskelig?",
                "Kva gjer du når det blir vanskeleg?",
                "What do you do when it is hard?",
            ),
        ),
    ),
    kind=DatedEntries(needed=("units",), charted=("units",), once_a_day=True),
)


def pacing(key: str, *, locks: tuple[SafetyLock, ...]) -> Exercise:
    """An even amount: 80 per cent of the mean of three tries, 10 per cent more each week; pain before, during and next morning."""
    return Exercise(
        key,
        Text("Finn mengden din", "Finn mengda di", "Find your amount"),
        3,
        (
            _line("what", Text("Hva gjorde du?", "Kva gjorde du?", "What did you do?")),
            Field(
                "lasted",
                WholeNumber(1, 600, Text("minutter", "minutt", "minutes")),
                Text("Hvor lenge?", "Kor lenge?", "For how long?"),
            ),
            Field(
                "amount",
                WholeNumber(1, 600, Text("minutter", "minutt", "minutes")),
                Text("Hva er mengden din nå?", "Kva er mengda di no?", "What is your amount now?"),
                Text(
                    "80 prosent av snittet av tre ganger.",
                    "80 prosent av snittet av tre gonger.",
                    "80 per cent of the mean of three times.",
                ),
            ),
            _ten("before", Text("Hvor vondt hadde du før?", "Kor vondt hadde du før?", "How much did it hurt before?")),
            _ten("during", Text("Og underveis?", "Og undervegs?", "And while you did it?")),
            _ten("morning", Text("Og neste morgen?", "Og neste morgon?", "And the next morning?")),
        ),
        locks,
        kind=DatedEntries(
            needed=("what", "lasted"), named=("what",), charted=("lasted",), later=("morning",), daily=False
        ),
    )


REPLAN = Exercise(
    "replan",
    Text("Lag planen om", "Lag planen om", "Make the plan anew"),
    8,
    (
        _words("worked", Text("Hva virket?", "Kva verka?", "What worked?")),
        _words("left", Text("Hva er igjen?", "Kva er att?", "What is left?")),
        Field(
            "signs",
            GrowingTable(
                (Field("sign", ShortText(), Text("Hva merker du?", "Kva merkar du?", "What do you notice?")),),
                Text("Tegn", "Teikn", "Sign"),
                6,
            ),
            Text(
                "Hva er tegnene på at vanen glir?", "Kva er teikna på at vanen glir?", "What are the signs of slipping?"
            ),
        ),
        _words("plan_b", Text("Hva er plan B?", "Kva er plan B?", "What is plan B?")),
        Field(
            "again",
            CalendarDay(),
            Text("Når ser du på den igjen?", "Når ser du på han igjen?", "When will you look again?"),
        ),
    ),
    kind=DatedEntries(needed=("worked",), named=("worked",), daily=False),
)
