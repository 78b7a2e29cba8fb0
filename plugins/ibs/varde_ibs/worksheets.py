"""What the patient writes on the worksheets of Mage-tarmskolen."""

from __future__ import annotations

from varde.plugin.kinds import Field, LongText, RatingScale, SingleChoice, WholeNumber, YesNo
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


SYMPTOM_DIARY = (
    scale("pain", Text("Hvor vondt gjorde magen?", "Kor vondt gjorde magen?", "How much did your stomach hurt?")),
    scale("bloating", Text("Hvor oppblåst var du?", "Kor oppblåst var du?", "How bloated were you?")),
    scale(
        "urgency",
        Text(
            "Hvor mye hastet det å komme på do?",
            "Kor mykje hasta det å kome på do?",
            "How urgent was it to reach a toilet?",
        ),
        Text("ikke i det hele tatt", "ikkje i det heile", "not at all"),
    ),
    Field(
        "times",
        WholeNumber(0, 40, Text("ganger", "gonger", "times")),
        Text(
            "Hvor mange ganger hadde du avføring?", "Kor mange gonger hadde du avføring?", "How many bowel movements?"
        ),
    ),
    Field(
        "stool",
        SingleChoice(
            (
                ("hard", Text("Hard eller klumpete", "Hard eller klumpete", "Hard or lumpy")),
                ("formed", Text("Formet", "Forma", "Formed")),
                ("loose", Text("Løs", "Laus", "Loose")),
                ("watery", Text("Vannaktig", "Som vatn", "Watery")),
                ("both", Text("Både hard og løs", "Både hard og laus", "Both hard and loose")),
            )
        ),
        Text("Hvordan var avføringen?", "Korleis var avføringa?", "What was your stool like?"),
    ),
    Field("skipped", YesNo(), Text("Hoppet du over et måltid?", "Hoppa du over eit måltid?", "Did you skip a meal?")),
    Field("period", YesNo(), Text("Hadde du mensen?", "Hadde du mensen?", "Were you menstruating?")),
    text(
        "day",
        Text("Hva skjedde den dagen?", "Kva hende den dagen?", "What happened that day?"),
        Text(
            "For eksempel mat, søvn, stress, bevegelse eller noe hyggelig. Én linje er nok.",
            "Til dømes mat, søvn, stress, rørsle eller noko hyggeleg. Éi linje er nok.",
            "For example food, sleep, stress, movement or something pleasant. One line is enough.",
        ),
    ),
)
"""One a day. Proposed, until a clinical owner has signed what it asks. The form of the stool is in words of our own."""

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

_NO_WORRY = Text("ikke urolig", "ikkje uroleg", "not worried")
_WORRIED = Text("svært urolig", "svært uroleg", "very worried")

WORRY_TIME = (
    text(
        "time_and_place",
        Text(
            "Når og hvor er bekymringstiden din?",
            "Når og kvar er bekymringstida di?",
            "When and where is your worry time?",
        ),
    ),
    text(
        "worries",
        Text("Hva bekymret du deg for i dag?", "Kva bekymra du deg for i dag?", "What did you worry about today?"),
        NO_RIGHT_ANSWER,
    ),
    scale(
        "before",
        Text(
            "Hvor urolig var du før bekymringstiden?",
            "Kor uroleg var du før bekymringstida?",
            "How worried were you before the worry time?",
        ),
        _NO_WORRY,
        _WORRIED,
    ),
    scale(
        "after",
        Text("Hvor urolig var du etterpå?", "Kor uroleg var du etterpå?", "How worried were you afterwards?"),
        _NO_WORRY,
        _WORRIED,
    ),
    text(
        "next",
        Text(
            "Er det noe du vil gjøre med én av bekymringene?",
            "Er det noko du vil gjere med ei av bekymringane?",
            "Is there something you want to do about one of the worries?",
        ),
    ),
)

_OUTWARD = Text("bare på det rundt meg", "berre på det rundt meg", "only on what is around me")
_INWARD = Text("bare på magen", "berre på magen", "only on my stomach")

ATTENTION_TRAINING = (
    scale(
        "before",
        Text(
            "Hvor var oppmerksomheten før øvelsen?",
            "Kvar var merksemda før øvinga?",
            "Where was your attention before the exercise?",
        ),
        _OUTWARD,
        _INWARD,
    ),
    scale(
        "after",
        Text(
            "Hvor var oppmerksomheten etter øvelsen?",
            "Kvar var merksemda etter øvinga?",
            "Where was your attention after the exercise?",
        ),
        _OUTWARD,
        _INWARD,
    ),
    text("noticed", NOTICED, NO_RIGHT_ANSWER),
)

_BELIEF = (
    Text("tror ikke på den", "trur ikkje på han", "do not believe it"),
    Text("helt sikker", "heilt sikker", "quite certain"),
)

THOUGHT_RECORD = (
    text("situation", Text("Hva skjedde?", "Kva hende?", "What happened?")),
    text("thought", Text("Hva tenkte du?", "Kva tenkte du?", "What did you think?")),
    scale(
        "belief_before",
        Text(
            "Hvor sterkt trodde du på tanken?",
            "Kor sterkt trudde du på tanken?",
            "How strongly did you believe the thought?",
        ),
        *_BELIEF,
    ),
    text(
        "feeling",
        Text(
            "Hva kjente du i kroppen, og hva gjorde du?",
            "Kva kjende du i kroppen, og kva gjorde du?",
            "What did you feel in your body, and what did you do?",
        ),
    ),
    text(
        "other_view",
        Text("Hvordan kan det også forstås?", "Korleis kan det også forståast?", "How else can it be understood?"),
        Text(
            "Hva ville du sagt til en god venn?",
            "Kva ville du sagt til ein god ven?",
            "What would you say to a good friend?",
        ),
    ),
    scale(
        "belief_after",
        Text(
            "Hvor sterkt tror du på tanken nå?",
            "Kor sterkt trur du på tanken no?",
            "How strongly do you believe the thought now?",
        ),
        *_BELIEF,
    ),
)

FOOD_DIARY = (
    text("when", Text("Når spiste du?", "Når åt du?", "When did you eat?")),
    text(
        "eaten",
        Text("Hva spiste og drakk du?", "Kva åt og drakk du?", "What did you eat and drink?"),
        Text(
            "Skriv omtrent hvor mye. Du trenger ikke veie noe.",
            "Skriv om lag kor mykje. Du treng ikkje vege noko.",
            "Write roughly how much. You do not need to weigh anything.",
        ),
    ),
    scale(
        "symptoms",
        Text(
            "Hvor mye plager hadde du de neste timene?",
            "Kor mykje plager hadde du dei neste timane?",
            "How strong were your symptoms in the next hours?",
        ),
    ),
    text(
        "around",
        Text("Hvordan var dagen ellers?", "Korleis var dagen elles?", "How was the day otherwise?"),
        Text(
            "Stress, søvn og tempo betyr også noe for magen.",
            "Stress, søvn og tempo har òg noko å seie for magen.",
            "Stress, sleep and pace matter to the stomach too.",
        ),
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
