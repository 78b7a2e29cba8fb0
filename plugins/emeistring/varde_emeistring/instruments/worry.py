"""Worry as a habit: PSWQ."""

from __future__ import annotations

from varde.plugin.instruments import (
    Flag,
    Instrument,
    Licence,
    Limit,
    ReliableChange,
    Text,
    bands,
    choice_items,
    choices,
    total_of,
)

_ITEMS = choice_items(
    choices(
        1,
        ("Stemmer ikke", "Stemmer ikkje", "Not true"),
        ("Stemmer litt", "Stemmer litt", "A little true"),
        ("Stemmer delvis", "Stemmer delvis", "Partly true"),
        ("Stemmer godt", "Stemmer godt", "Quite true"),
        ("Stemmer helt", "Stemmer heilt", "Completely true"),
    ),
    {
        "q1": (
            "Selv om jeg ikke rekker alt, er jeg ikke bekymret",
            "Sjølv om eg ikkje rekk alt, er eg ikkje uroleg",
            "Even when I cannot get everything done, I am not worried",
        ),
        "q2": ("Bekymringene blir for mye for meg", "Uroa blir for mykje for meg", "My worries are too much for me"),
        "q3": (
            "Jeg er ikke den som bekymrer meg mest",
            "Eg er ikkje den som uroar meg mest",
            "I am not one to worry much",
        ),
        "q4": (
            "Jeg bekymrer meg for mange slags ting",
            "Eg uroar meg for mange slags ting",
            "I worry about all kinds of things",
        ),
        "q5": (
            "Jeg vet at jeg burde la være, men klarer det ikke",
            "Eg veit at eg burde la vere, men klarer det ikkje",
            "I know I should let it be, but I cannot",
        ),
        "q6": ("Under press bekymrer jeg meg mye", "Under press uroar eg meg mykje", "Under pressure I worry a lot"),
        "q7": (
            "Det er alltid noe som bekymrer meg",
            "Det er alltid noko som uroar meg",
            "There is always something on my mind",
        ),
        "q8": ("Jeg legger lett bekymringer fra meg", "Eg legg lett uroa frå meg", "I put worries away easily"),
        "q9": (
            "Når jeg er ferdig med én ting, bekymrer jeg meg for den neste",
            "Når eg er ferdig med éin ting, uroar eg meg for den neste",
            "When one thing is done, I worry about the next",
        ),
        "q10": ("Jeg bekymrer meg aldri", "Eg uroar meg aldri", "I never worry"),
        "q11": (
            "Når jeg ikke kan gjøre mer, slutter jeg å bekymre meg",
            "Når eg ikkje kan gjere meir, sluttar eg å uroe meg",
            "When I can do no more, I stop worrying",
        ),
        "q12": ("Jeg har bekymret meg hele livet", "Eg har uroa meg heile livet", "I have worried all my life"),
        "q13": (
            "Jeg legger merke til at jeg bekymrer meg",
            "Eg legg merke til at eg uroar meg",
            "I notice myself worrying",
        ),
        "q14": (
            "Når jeg først er i gang, klarer jeg ikke å stoppe",
            "Når eg først er i gang, klarer eg ikkje å stoppe",
            "Once I have begun to worry, I cannot stop",
        ),
        "q15": ("Jeg er bekymret hele tiden", "Eg er uroleg heile tida", "I am worried all the time"),
        "q16": (
            "Jeg bekymrer meg for noe til det er gjort",
            "Eg uroar meg for noko til det er gjort",
            "I worry about a thing until it is done",
        ),
    },
    reverse=("q1", "q3", "q8", "q10", "q11"),
)

PSWQ = Instrument(
    key="pswq",
    title=Text("PSWQ: bekymring", "PSWQ: uro og bekymring", "PSWQ: worry"),
    recall=Text("Slik det pleier å være", "Slik det pleier å vere", "As it usually is"),
    question=Text("Hvor godt stemmer dette for deg?", "Kor godt stemmer dette for deg?", "How true is this for you?"),
    items=_ITEMS,
    total=total_of(_ITEMS, max_missing=2),
    total_range=(16, 80),
    whole=True,
    bands=bands(
        ("low", 16, 39, ("Lite bekymring", "Lite uro", "Low")),
        ("moderate", 40, 59, ("En del bekymring", "Ein del uro", "Moderate")),
        ("high", 60, 80, ("Mye bekymring", "Mykje uro", "High")),
    ),
    flags=(Flag("caseness_nhs_ge45", Limit(">=", 45)),),
    reliable_change=ReliableChange(9, "To be confirmed"),
    caseness=Limit(">=", 45),
    words=(
        (
            "caseness_nhs_ge45",
            Text(
                "Over grensen i NHS Talking Therapies",
                "Over grensa i NHS Talking Therapies",
                "Above the limit of NHS Talking Therapies",
            ),
        ),
    ),
    licence=Licence("free", "Meyer and colleagues"),
    proposed=("items", "missing", "bands", "flags", "reliable_change", "caseness"),
)
