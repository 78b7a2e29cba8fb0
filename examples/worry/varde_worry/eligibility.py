"""Whom Bekymringstid is for. Every limit is proposed, and to be signed by a clinical owner."""

from __future__ import annotations

from varde.plugin.programmes import Criterion, Eligibility, Fact, Text, is_true, when

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
        "worries_much",
        "boolean",
        Text("Bekymrer seg mye", "Uroar seg mykje", "Worries much"),
        Text(
            "Bruker du mye tid på bekymringer du gjerne vil ha mindre av?",
            "Bruker du mykje tid på uro du gjerne vil ha mindre av?",
            "Do you spend much time on worries that you would like less of?",
        ),
    ),
    Fact(
        "other_treatment",
        "boolean",
        Text("Annen behandling", "Anna behandling", "Other treatment"),
        Text(
            "Får du behandling for det samme et annet sted?",
            "Får du behandling for det same ein annan stad?",
            "Are you treated for the same elsewhere?",
        ),
    ),
    Fact(
        "threatened",
        "boolean",
        Text("Truet eller skadet av noen", "Truga eller skadd av nokon", "Threatened or harmed by somebody"),
        Text(
            "Er det noen som truer deg, skader deg eller gjør deg utrygg nå?",
            "Er det nokon som trugar deg, skader deg eller gjer deg utrygg no?",
            "Does anybody threaten you, harm you or make you unsafe now?",
        ),
        safety=True,
    ),
)

ELIGIBILITY = Eligibility(
    facts=FACTS,
    require=(
        Criterion(
            "age",
            when("age", ">=", 18),
            Text(
                "Tilbudet er for deg som er 18 år eller eldre, så snakk med fastlegen om hva som passer nå.",
                "Tilbodet er for deg som er 18 år eller eldre, så snakk med fastlegen om kva som passar no.",
                "The programme is for people of 18 years or older, so ask your GP what suits you now.",
            ),
        ),
        Criterion(
            "worries_much",
            is_true("worries_much"),
            Text(
                "Programmet handler om bekymringer, så snakk med fastlegen om noe annet passer bedre for deg.",
                "Programmet handlar om uro, så snakk med fastlegen om noko anna passar betre for deg.",
                "The programme is about worry, so ask your GP whether something else suits you better.",
            ),
        ),
    ),
    review=(
        Criterion(
            "other_treatment",
            is_true("other_treatment"),
            Text(
                "Du får behandling et annet sted, så vi ser sammen på om det passer å gjøre begge deler.",
                "Du får behandling ein annan stad, så vi ser saman på om det passar å gjere begge delar.",
                "You are treated elsewhere, so we look together at whether both at once is a good idea.",
            ),
        ),
        Criterion(
            "threatened",
            is_true("threatened"),
            Text(
                "Du har fortalt at noen gjør deg utrygg, så vi snakker med deg om det først.",
                "Du har fortalt at nokon gjer deg utrygg, så vi snakkar med deg om det først.",
                "You have told us that somebody makes you unsafe, so we talk with you about that first.",
            ),
            advice=Text(
                "Er du i fare nå, ring politiet på 112.",
                "Er du i fare no, ring politiet på 112.",
                "If you are in danger now, ring the police on 112.",
            ),
        ),
    ),
)
