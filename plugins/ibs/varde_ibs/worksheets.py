"""What the patient writes on the worksheets of Mage-tarmskolen."""

from __future__ import annotations

from varde.plugin.kinds import Field, LongText, RatingScale, SingleChoice
from varde.plugin.programmes import Text

NOTHING = Text("ingen", "ingen", "none")
WORST = Text("verst tenkelig", "verst tenkeleg", "worst imaginable")
CALM = Text("helt rolig", "heilt roleg", "completely calm")
TENSE = Text("så anspent som mulig", "så anspent som mogleg", "as tense as can be")
NO_RIGHT_ANSWER = Text(
    "Det finnes ikke noe riktig svar. Skriv så lite eller mye du vil.",
    "Det finst ikkje noko rett svar. Skriv så lite eller mykje du vil.",
    "There is no right answer. Write as little or as much as you like.",
)
NOTICED = Text("Hva la du merke til?", "Kva la du merke til?", "What did you notice?")


def scale(key: str, label: Text, low: Text = NOTHING, high: Text = WORST, hint: Text | None = None) -> Field:
    """0-10 with words at both ends."""
    return Field(key, RatingScale(0, 10, low, high), label, hint)


def text(key: str, label: Text, hint: Text | None = None) -> Field:
    """Free text."""
    return Field(key, LongText(), label, hint)


BELLY_BREATHING = (
    scale(
        "before",
        Text(
            "Hvor anspent var magen før øvelsen?",
            "Kor anspent var magen før øvinga?",
            "How tense was your stomach before the exercise?",
        ),
        CALM,
        TENSE,
    ),
    scale(
        "after",
        Text(
            "Hvor anspent var magen etter øvelsen?",
            "Kor anspent var magen etter øvinga?",
            "How tense was your stomach after the exercise?",
        ),
        CALM,
        TENSE,
    ),
    text("noticed", NOTICED, NO_RIGHT_ANSWER),
)

ACTIVITY_PLAN = (
    text(
        "activity",
        Text("Hva vil du gjøre?", "Kva vil du gjere?", "What will you do?"),
        Text(
            "Velg noe lite, for eksempel ti minutter tur.",
            "Vel noko lite, til dømes ti minutt tur.",
            "Choose something small, such as a ten-minute walk.",
        ),
    ),
    text(
        "when",
        Text("Hvilke dager, og når på dagen?", "Kva dagar, og når på dagen?", "Which days, and what time of day?"),
    ),
    text(
        "with_whom",
        Text(
            "Hvem kan være med, eller heie på deg?",
            "Kven kan vere med, eller heie på deg?",
            "Who can join you, or cheer you on?",
        ),
    ),
    text(
        "if_bad_day",
        Text(
            "Hva gjør du på en dag med mye plager?",
            "Kva gjer du ein dag med mykje plager?",
            "What do you do on a day with many symptoms?",
        ),
    ),
    scale(
        "confidence",
        Text(
            "Hvor trygg er du på at du får det til?",
            "Kor trygg er du på at du får det til?",
            "How sure are you that you can do it?",
        ),
        Text("ikke trygg", "ikkje trygg", "not sure"),
        Text("helt trygg", "heilt trygg", "quite sure"),
    ),
)

REINTRODUCTION = (
    Field(
        "group",
        SingleChoice(
            (
                (
                    "fructans",
                    Text(
                        "Fruktaner (hvete, løk, hvitløk)",
                        "Fruktan (kveite, lauk, kvitlauk)",
                        "Fructans (wheat, onion, garlic)",
                    ),
                ),
                (
                    "gos",
                    Text(
                        "GOS (bønner, linser, kikerter)",
                        "GOS (bønner, linser, kikerter)",
                        "GOS (beans, lentils, chickpeas)",
                    ),
                ),
                ("lactose", Text("Laktose (melk, yoghurt)", "Laktose (mjølk, yoghurt)", "Lactose (milk, yoghurt)")),
                (
                    "excess_fructose",
                    Text(
                        "Overskudd av fruktose (honning, mango)",
                        "Overskot av fruktose (honning, mango)",
                        "Excess fructose (honey, mango)",
                    ),
                ),
                (
                    "sorbitol",
                    Text(
                        "Sorbitol (bjørnebær, noen sukkerfrie pastiller)",
                        "Sorbitol (bjørnebær, nokre sukkerfrie pastillar)",
                        "Sorbitol (blackberries, some sugar-free pastilles)",
                    ),
                ),
                (
                    "mannitol",
                    Text("Mannitol (sopp, blomkål)", "Mannitol (sopp, blomkål)", "Mannitol (mushrooms, cauliflower)"),
                ),
            )
        ),
        Text("Hvilken gruppe prøver du?", "Kva gruppe prøver du?", "Which group are you trying?"),
    ),
    Field(
        "day",
        SingleChoice(
            (
                ("day_1", Text("Dag 1, liten porsjon", "Dag 1, liten porsjon", "Day 1, small portion")),
                ("day_2", Text("Dag 2, middels porsjon", "Dag 2, middels porsjon", "Day 2, medium portion")),
                ("day_3", Text("Dag 3, stor porsjon", "Dag 3, stor porsjon", "Day 3, large portion")),
            )
        ),
        Text("Hvilken dag er det?", "Kva dag er det?", "Which day is it?"),
    ),
    text("portion", Text("Hva spiste du, og hvor mye?", "Kva åt du, og kor mykje?", "What did you eat, and how much?")),
    scale("symptoms", Text("Hvor mye plager fikk du?", "Kor mykje plager fekk du?", "How strong were your symptoms?")),
    Field(
        "tolerated",
        SingleChoice(
            (
                ("yes", Text("Ja", "Ja", "Yes")),
                ("partly", Text("Litt plager, men greit", "Litt plager, men greitt", "Some symptoms, but all right")),
                ("no", Text("Nei", "Nei", "No")),
                ("unsure", Text("Vet ikke ennå", "Veit ikkje enno", "Not sure yet")),
            )
        ),
        Text("Tålte du porsjonen?", "Tolte du porsjonen?", "Did you tolerate the portion?"),
    ),
)
