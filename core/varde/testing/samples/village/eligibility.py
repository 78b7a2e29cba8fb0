"""Whom the village is for. The age limit, and whether a referral is needed, are the municipality's choice."""

from __future__ import annotations

from varde.plugin.programmes import Criterion, Eligibility, Fact, Ref, Text, any_of, is_true, when
from varde.testing.samples import AGE, yes_no

FACTS = (
    AGE,
    yes_no(
        "in_municipality",
        Text("Bor i kommunen", "Bur i kommunen", "Lives in the municipality"),
        Text("Bor du i kommunen?", "Bur du i kommunen?", "Do you live in the municipality?"),
    ),
    yes_no(
        "referred",
        Text("Henvist", "Tilvist", "Referred"),
        Text("Har noen henvist deg?", "Har nokon tilvist deg?", "Has anybody referred you?"),
    ),
    yes_no(
        "wants_to_walk",
        Text("Vil gå", "Vil gå", "Wants to walk"),
        Text("Er det en tur du vil gå?", "Er det ein tur du vil gå?", "Is there a walk you want to take?"),
    ),
    yes_no(
        "sore_foot",
        Text("Vondt i foten", "Vondt i foten", "Sore foot"),
        Text("Får du vondt i foten?", "Får du vondt i foten?", "Does your foot get sore?"),
    ),
    Fact(
        "pack_kilos",
        "number",
        Text("Sekken", "Sekken", "The pack"),
        Text("Hvor mye veier sekken?", "Kor mykje veg sekken?", "What does your pack weigh?"),
        Text("I kilo.", "I kilo.", "In kilos."),
        low=0,
        high=60,
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
)

ELIGIBILITY = Eligibility(
    facts=FACTS,
    require=(
        Criterion(
            "age",
            when("age", ">=", Ref("age_limit")),
            Text(
                "Tunet er for deg som er {age_limit} år eller eldre, så spør hva som passer nå.",
                "Tunet er for deg som er {age_limit} år eller eldre, så spør kva som passar no.",
                "The village is for people of {age_limit} years or older, so ask what suits you now.",
            ),
        ),
        Criterion(
            "in_municipality",
            is_true("in_municipality"),
            Text(
                "Tunet er for deg som bor i kommunen, så spør der du bor.",
                "Tunet er for deg som bur i kommunen, så spør der du bur.",
                "The village is for people who live in the municipality, so ask where you live.",
            ),
        ),
        Criterion(
            "referred",
            any_of(is_true("self_referral"), is_true("referred")),
            Text(
                "I denne kommunen trenger du en henvisning, så be om det.",
                "I denne kommunen treng du ei tilvising, så be om det.",
                "In this municipality you need a referral, so ask for one.",
            ),
        ),
        Criterion(
            "wants_to_walk",
            is_true("wants_to_walk"),
            Text(
                "Du er velkommen når du har funnet en tur.",
                "Du er velkomen når du har funne ein tur.",
                "You are welcome once you have found a walk.",
            ),
        ),
    ),
    review=(
        Criterion(
            "sore_foot",
            is_true("sore_foot"),
            Text(
                "Du får vondt i foten, så en veileder ser på det før du begynner.",
                "Du får vondt i foten, så ein rettleiar ser på det før du byrjar.",
                "Your foot gets sore, so a guide looks at it before you start.",
            ),
            Text("Ta på gode sko.", "Ta på gode sko.", "Put on good shoes."),
        ),
        Criterion(
            "pack_kilos",
            any_of(when("pack_kilos", ">=", 20), when("pack_kilos", "<", 1)),
            Text(
                "Sekken kan kreve litt hensyn, så en veileder ser på den.",
                "Sekken kan krevje litt omsyn, så ein rettleiar ser på han.",
                "The pack may call for some care, so a guide looks at it.",
            ),
        ),
    ),
)
