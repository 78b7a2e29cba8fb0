"""Whom Pusten hjemme is for. Every limit is an example, and to be signed by a clinical owner."""

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
        "asthma",
        "boolean",
        Text("Har astma", "Har astma", "Has asthma"),
        Text(
            "Har en lege sagt at du har astma?",
            "Har ein lege sagt at du har astma?",
            "Has a doctor said that you have asthma?",
        ),
    ),
    Fact(
        "needs_plan",
        "boolean",
        Text("Trenger en skriftlig plan", "Treng ein skriftleg plan", "Needs a written plan"),
        Text(
            "Trenger du hjelp til å lage en skriftlig plan for hva du gjør når pusten blir tung?",
            "Treng du hjelp til å lage ein skriftleg plan for kva du gjer når pusten blir tung?",
            "Do you need help to make a written plan for what to do when breathing gets heavy?",
        ),
    ),
    Fact(
        "heavy_now",
        "boolean",
        Text("Tung pust nå", "Tung pust no", "Heavy breath now"),
        Text(
            "Er det tyngre å puste enn vanlig akkurat nå?",
            "Er det tyngre å puste enn vanleg akkurat no?",
            "Is breathing heavier than usual right now?",
        ),
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
            "asthma",
            is_true("asthma"),
            Text(
                "Programmet er laget for astma. Er pusten tung av noe annet, kan fastlegen hjelpe deg videre.",
                "Programmet er laga for astma. Er pusten tung av noko anna, kan fastlegen hjelpe deg vidare.",
                "The programme is made for asthma. If your breath is heavy for another reason, your GP can help.",
            ),
        ),
    ),
    review=(
        Criterion(
            "needs_plan",
            is_true("needs_plan"),
            Text(
                "Du vil gjerne ha en skriftlig plan, så vi lager en sammen med deg først.",
                "Du vil gjerne ha ein skriftleg plan, så vi lagar ein saman med deg først.",
                "You would like a written plan, so we make one with you first.",
            ),
        ),
        Criterion(
            "heavy_now",
            is_true("heavy_now"),
            Text(
                "Du har fortalt at det er tungt å puste nå, så vi snakker med deg om det først.",
                "Du har fortalt at det er tungt å puste no, så vi snakkar med deg om det først.",
                "You have told us that breathing is heavy now, so we talk with you about that first.",
            ),
            advice=Text(
                "Vent ikke på svar fra oss: ring legevakten på 116 117, og 113 når det haster.",
                "Vent ikkje på svar frå oss: ring legevakta på 116 117, og 113 når det hastar.",
                "Do not wait for our answer: ring the doctor on call on 116 117, and 113 when it is urgent.",
            ),
        ),
    ),
)
