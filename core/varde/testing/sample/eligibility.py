"""Whom the trail is for."""

from __future__ import annotations

from varde.plugin.programmes import Criterion, Eligibility, Fact, Text, is_true, when

ELIGIBILITY = Eligibility(
    facts=(
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
            "wants_to",
            "boolean",
            Text("Vil prøve", "Vil prøve", "Wants to try"),
            Text("Vil du prøve?", "Vil du prøve?", "Do you want to try?"),
        ),
        Fact(
            "unsure",
            "boolean",
            Text("Er i tvil", "Er i tvil", "Is unsure"),
            Text("Er du i tvil?", "Er du i tvil?", "Are you unsure?"),
        ),
        Fact(
            "breathless",
            "boolean",
            Text("Får ikke puste", "Får ikkje puste", "Cannot breathe"),
            Text(
                "Er pusten så tung nå at du ikke klarer å snakke?",
                "Er pusten så tung no at du ikkje klarer å snakke?",
                "Is your breath so heavy now that you cannot talk?",
            ),
        ),
    ),
    require=(
        Criterion(
            "age",
            when("age", ">=", 18),
            Text(
                "Løypa er for deg som er 18 år eller eldre.",
                "Løypa er for deg som er 18 år eller eldre.",
                "The trail is for people of 18 years or older.",
            ),
        ),
        Criterion(
            "wants_to",
            is_true("wants_to"),
            Text("Du er velkommen når du vil.", "Du er velkomen når du vil.", "You are welcome when you want to."),
        ),
    ),
    review=(
        Criterion(
            "unsure",
            is_true("unsure"),
            Text(
                "Du er i tvil, så en veileder snakker med deg først.",
                "Du er i tvil, så ein rettleiar snakkar med deg først.",
                "You are unsure, so a guide talks to you first.",
            ),
        ),
        Criterion(
            "breathless",
            is_true("breathless"),
            Text(
                "Du puster tungt, så en veileder ringer deg i dag.",
                "Du pustar tungt, så ein rettleiar ringjer deg i dag.",
                "Your breath is heavy, so a guide rings you today.",
            ),
            urgent=True,
            patient_text=Text(
                "Du svarte at du puster så tungt at du ikke klarer å snakke. Ring 113 nå. Ikke vent på oss.",
                "Du svarte at du pustar så tungt at du ikkje klarer å snakke. Ring 113 no. Ikkje vent på oss.",
                "You answered that your breath is so heavy that you cannot talk. Ring 113 now. Do not wait for us.",
            ),
        ),
    ),
)
