"""The four modules of Bekymringstid, and what is written in them. When each opens is proposed."""

from __future__ import annotations

from varde.plugin.kinds import Field, LongText, RatingScale, SingleChoice
from varde.plugin.programmes import (
    Exercise,
    Module,
    Reading,
    Ref,
    Text,
    all_of,
    any_of,
    at_start,
    completed,
    days_since_start,
    opened_by_therapist,
)
from varde.plugin.settings import decided
from varde_worry.locks import RETURN

NOTICED = (
    Field(
        "worry",
        LongText(),
        Text("Hva bekymret du deg for?", "Kva uroa du deg for?", "What did you worry about?"),
        Text("Noen få ord er nok.", "Nokre få ord er nok.", "A few words are enough."),
    ),
    Field(
        "where",
        LongText(),
        Text("Hvor var du, og hva gjorde du?", "Kvar var du, og kva gjorde du?", "Where were you, doing what?"),
    ),
    Field(
        "strength",
        RatingScale(
            0,
            10,
            Text("så vidt der", "så vidt der", "hardly there"),
            Text("tok all plass", "tok all plass", "took all room"),
        ),
        Text("Hvor sterk var bekymringen?", "Kor sterk var uroa?", "How strong was the worry?"),
    ),
)

PLANNED = (
    Field(
        "when",
        SingleChoice(
            (
                ("morning", Text("Om formiddagen", "Om formiddagen", "Late in the morning")),
                ("afternoon", Text("Om ettermiddagen", "Om ettermiddagen", "In the afternoon")),
                ("evening", Text("Tidlig på kvelden", "Tidleg på kvelden", "Early in the evening")),
            )
        ),
        Text("Når på dagen passer det?", "Når på dagen passar det?", "What time of the day suits you?"),
    ),
    Field(
        "place",
        LongText(),
        Text("Hvor vil du sitte?", "Kvar vil du sitje?", "Where will you sit?"),
        Text("Helst ikke der du sover.", "Helst ikkje der du søv.", "Rather not where you sleep."),
    ),
)

POSTPONED = (
    Field(
        "worry",
        LongText(),
        Text("Hvilken bekymring lot du vente?", "Kva uro lét du vente?", "Which worry did you let wait?"),
    ),
    Field(
        "later",
        LongText(),
        Text(
            "Hva så du da bekymringstiden kom?", "Kva såg du då urotida kom?", "What did you see when worry time came?"
        ),
    ),
    Field(
        "ease",
        RatingScale(0, 10, Text("svært vanskelig", "svært vanskeleg", "very hard"), Text("lett", "lett", "easy")),
        Text("Hvor lett var det å la den vente?", "Kor lett var det å la ho vente?", "How easy was it to let it wait?"),
    ),
)

STEPS_BACK = (
    Field(
        "avoided",
        LongText(),
        Text("Hva vil du tilbake til?", "Kva vil du tilbake til?", "What do you want to return to?"),
    ),
    Field(
        "first",
        LongText(),
        Text(
            "Hva er det minste første steget?", "Kva er det minste første steget?", "What is the smallest first step?"
        ),
        Text(
            "Så lite at du nesten er sikker på å få det til.",
            "Så lite at du nesten er sikker på å få det til.",
            "So small that you are almost sure to manage.",
        ),
    ),
    Field(
        "found",
        LongText(),
        Text("Hva fant du ut?", "Kva fann du ut?", "What did you find out?"),
        Text("Skriv dette etterpå.", "Skriv dette etterpå.", "Write this afterwards."),
    ),
)

NOTICING = Module(
    key="noticing",
    number=1,
    title=Text("Å legge merke til", "Å leggje merke til", "Noticing"),
    summary=Text(
        "Hva programmet er, og hva bekymringer gjør.",
        "Kva programmet er, og kva uro gjer.",
        "What the programme is, and what worry does.",
    ),
    release=at_start(),
    steps=(
        Reading("welcome", Text("Velkommen", "Velkomen", "Welcome"), 2),
        Reading("what-worry-does", Text("Hva bekymringer gjør", "Kva uro gjer", "What worry does"), 3),
        Exercise("notice", Text("Legg merke til én", "Legg merke til éi", "Notice one"), 5, NOTICED),
    ),
)

WORRY_TIME = Module(
    key="worry-time",
    number=2,
    title=Text("Bekymringstiden", "Urotida", "Worry time"),
    summary=Text(
        "En fast stund på dagen som bekymringene får ha.",
        "Ei fast stund på dagen som uroa får ha.",
        "A set time of the day that the worries may have.",
    ),
    release=any_of(all_of(days_since_start(7), completed("noticing")), opened_by_therapist()),
    steps=(
        Reading("a-set-time", Text("En fast stund", "Ei fast stund", "A set time"), 3),
        Exercise("choose", Text("Velg din stund", "Vel di stund", "Choose your time"), 5, PLANNED),
    ),
)

LETTING_WAIT = Module(
    key="letting-wait",
    number=3,
    title=Text("La det vente", "La det vente", "Let it wait"),
    summary=Text(
        "Å flytte en bekymring til stunden den har fått.",
        "Å flytte ei uro til stunda ho har fått.",
        "To move a worry to the time it was given.",
    ),
    release=any_of(all_of(days_since_start(14), completed("worry-time")), opened_by_therapist()),
    steps=(
        Reading("later", Text("Ikke nå, men senere", "Ikkje no, men seinare", "Not now, but later"), 3),
        Exercise("let-wait", Text("La én vente", "La éi vente", "Let one wait"), 5, POSTPONED),
    ),
)

RETURNING = Module(
    key="returning",
    number=4,
    title=Text("Tilbake, litt om litt", "Tilbake, litt om litt", "Back, little by little"),
    summary=Text(
        "Ett lite steg mot noe du har holdt deg unna.",
        "Eitt lite steg mot noko du har halde deg unna.",
        "One small step towards something you have kept away from.",
    ),
    release=any_of(
        all_of(days_since_start(Ref(decided("days_before_return"))), completed("letting-wait")), opened_by_therapist()
    ),
    steps=(
        Reading("little-by-little", Text("Litt om litt", "Litt om litt", "Little by little"), 3),
        Exercise(
            "steps-back",
            Text("Ditt første steg", "Ditt første steg", "Your first step"),
            8,
            STEPS_BACK,
            locks=(RETURN,),
        ),
        Reading("going-on", Text("Veien videre", "Vegen vidare", "Going on"), 2),
    ),
)

MODULES = (NOTICING, WORRY_TIME, LETTING_WAIT, RETURNING)
