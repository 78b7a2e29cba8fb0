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
    ),
)
