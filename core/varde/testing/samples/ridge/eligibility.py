"""Whom the ridge is for, and which of the three tracks the answers point to."""

from __future__ import annotations

from varde.plugin.programmes import Criterion, Eligibility, Fact, Text, is_true, one_of, when
from varde.testing.samples import AGE, ASSURANCE, yes_no
from varde.testing.samples.ridge.tracks import NORTH, SOUTH, TRACKS, WEST, suggest_track

HELP_NOW = Text(
    "Svarene leses ikke om natten. Er det fare for liv, ring 113.",
    "Svara blir ikkje lesne om natta. Er det fare for liv, ring 113.",
    "Nobody reads the answers at night. If life is in danger, call 113.",
)

FACTS = (
    AGE,
    ASSURANCE,
    yes_no(
        "reads_norwegian",
        Text("Leser norsk", "Les norsk", "Reads Norwegian"),
        Text("Kan du lese norsk?", "Kan du lese norsk?", "Can you read Norwegian?"),
    ),
    Fact(
        "side",
        "choice",
        Text("Side av fjellet", "Side av fjellet", "Side of the mountain"),
        Text("Hvilken side vil du gå?", "Kva side vil du gå?", "Which side do you want to walk?"),
        choices=(
            *((track.key, track.title) for track in TRACKS),
            ("other", Text("Ingen av dem", "Ingen av dei", "None of them")),
        ),
    ),
    yes_no(
        "time_available",
        Text("Har tid", "Har tid", "Has the time"),
        Text("Har du tid i 14 uker?", "Har du tid i 14 veker?", "Do you have time for 14 weeks?"),
    ),
    Fact(
        "phq9_item9",
        "count",
        Text("PHQ-9, spørsmål 9", "PHQ-9, spørsmål 9", "PHQ-9, item 9"),
        Text("Hvor ofte er det for tungt?", "Kor ofte er det for tungt?", "How often is it too heavy?"),
        HELP_NOW,
        choices=(
            ("0", Text("Aldri", "Aldri", "Never")),
            ("1", Text("Noen dager", "Nokre dagar", "Some days")),
            ("2", Text("Mer enn halvparten av dagene", "Meir enn halvparten av dagane", "More than half the days")),
            ("3", Text("Nesten hver dag", "Nesten kvar dag", "Nearly every day")),
        ),
        low=0,
        high=3,
        source="score",
        item="phq-9:q9",
        safety=True,
    ),
    Fact(
        "phq9_total",
        "number",
        Text("PHQ-9, poengsum", "PHQ-9, poengsum", "PHQ-9, total"),
        Text("Hvilken poengsum fikk du på PHQ-9?", "Kva poengsum fekk du på PHQ-9?", "What was your total on PHQ-9?"),
        low=0,
        high=27,
        source="score",
    ),
    yes_no(
        "dizzy", Text("Svimmel", "Svimmel", "Dizzy"), Text("Blir du svimmel?", "Blir du svimmel?", "Do you get dizzy?")
    ),
)

ELIGIBILITY = Eligibility(
    facts=FACTS,
    require=(
        Criterion(
            "age",
            when("age", ">=", 18),
            Text(
                "Eggen er for voksne fra 18 år, så noen hjemme kan si hva som passer deg.",
                "Eggen er for vaksne frå 18 år, så nokon heime kan seie kva som passar deg.",
                "The ridge is for adults from 18 years, so somebody at home can say what suits you.",
            ),
        ),
        Criterion(
            "assurance",
            when("assurance", "==", "high"),
            Text(
                "Du trenger en sterk innlogging, fordi det du skriver, er ditt.",
                "Du treng ei sterk innlogging, fordi det du skriv, er ditt.",
                "You need a strong sign-in, because what you write is yours.",
            ),
        ),
        Criterion(
            "reads_norwegian",
            is_true("reads_norwegian"),
            Text(
                "Eggen finnes bare på norsk, så spør om hjelp på et språk du leser.",
                "Eggen finst berre på norsk, så spør om hjelp på eit språk du les.",
                "The ridge is in Norwegian only, so ask for help in a language you read.",
            ),
        ),
        Criterion(
            "side",
            one_of("side", SOUTH, WEST, NORTH),
            Text(
                "Eggen har tre sider, så velg en annen tur om ingen av dem passer.",
                "Eggen har tre sider, så vel ein annan tur om ingen av dei passar.",
                "The ridge has three sides, so choose another walk if none of them suits you.",
            ),
        ),
        Criterion(
            "time_available",
            is_true("time_available"),
            Text(
                "Turen tar tid, så meld deg gjerne på igjen når det passer bedre.",
                "Turen tek tid, så meld deg gjerne på igjen når det passar betre.",
                "The walk takes time, so you are welcome to apply when it suits you better.",
            ),
        ),
    ),
    review=(
        Criterion(
            "phq9_item9",
            when("phq9_item9", ">=", 2),
            Text(
                "Du svarte at det er for tungt, så en veileder tar kontakt med deg samme dag som svaret blir lest.",
                "Du svarte at det er for tungt, så ein rettleiar tek kontakt med deg same dag som svaret blir lese.",
                "You answered that it is too heavy, so a guide contacts you the day your answer is read.",
            ),
            HELP_NOW,
            urgent=True,
        ),
        Criterion(
            "dizzy",
            is_true("dizzy"),
            Text(
                "Du blir svimmel, så en veileder ser sammen med deg om dette er trygt nå.",
                "Du blir svimmel, så ein rettleiar ser saman med deg om dette er trygt no.",
                "You get dizzy, so a guide looks with you at whether this is safe now.",
            ),
        ),
    ),
    suggest_track=suggest_track,
)
