"""Thoughts: written down and looked at, put off to a time of their own, and tried in the world."""

from __future__ import annotations

from varde.exercises.asking import (
    CERTAIN,
    NO_BELIEF,
    NO_RIGHT_ANSWER,
    NOT_AT_ALL,
    VERY_MUCH,
    hundred,
    one_of,
    ten,
    words,
)
from varde.exercises.shifts import ShiftOverview
from varde.kernel.words import Text
from varde.programmes.exercise_kinds import DatedEntries, FormPart
from varde.programmes.values import Exercise

SURE = Text("Så sikker", "Så sikker", "How sure")
UNEASY = Text("Så urolig", "Så uroleg", "How uneasy")
NOT_HARD = Text("ikke vanskelig", "ikkje vanskeleg", "not hard")
AS_HARD = Text("så vanskelig som mulig", "så vanskeleg som mogleg", "as hard as can be")
NOT_UNEASY = Text("ikke urolig", "ikkje uroleg", "not uneasy")
VERY_UNEASY = Text("svært urolig", "svært uroleg", "very uneasy")
FEELINGS = (
    ("afraid", Text("Redd", "Redd", "Afraid")),
    ("sad", Text("Trist", "Trist", "Sad")),
    ("angry", Text("Sint", "Sint", "Angry")),
    ("ashamed", Text("Skamfull", "Skamfull", "Ashamed")),
    ("guilty", Text("Skyldig", "Skuldig", "Guilty")),
    ("other", Text("Noe annet", "Noko anna", "Something else")),
)


def circle(key: str = "my-circle", title: Text | None = None, *, minutes: int = 10) -> Exercise:
    """One time that was hard, as a circle: what happened, the thoughts, the body, and what she did to be safe."""
    return Exercise(
        key,
        title or Text("Sirkelen min", "Sirkelen min", "My circle"),
        minutes,
        (
            words(
                "situation",
                Text(
                    "Hva skjedde, og hvor var du?", "Kva hende, og kvar var du?", "What happened, and where were you?"
                ),
                Text(
                    "Velg én gang fra de siste dagene.",
                    "Vel éin gong frå dei siste dagane.",
                    "Choose one time from the last few days.",
                ),
            ),
            words("thoughts", Text("Hva tenkte du?", "Kva tenkte du?", "What did you think?")),
            words(
                "body", Text("Hva kjente du i kroppen?", "Kva kjende du i kroppen?", "What did you feel in your body?")
            ),
            words(
                "actions",
                Text(
                    "Hva gjorde du, eller lot være å gjøre?",
                    "Kva gjorde du, eller lét vere å gjere?",
                    "What did you do, or avoid doing?",
                ),
            ),
            words(
                "safety_acts",
                Text(
                    "Hva gjorde du for å være trygg?", "Kva gjorde du for å vere trygg?", "What did you do to be safe?"
                ),
            ),
            ten(
                "distress",
                Text("Hvor vanskelig var det?", "Kor vanskeleg var det?", "How hard was it?"),
                NOT_HARD,
                AS_HARD,
            ),
        ),
        kind=DatedEntries(
            needed=("situation",),
            named=("situation",),
            charted=("distress",),
            daily=False,
            parts=(
                FormPart(Text("Det som skjedde", "Det som hende", "What happened"), ("situation",)),
                FormPart(Text("Tanker og kropp", "Tankar og kropp", "Thoughts and body"), ("thoughts", "body")),
                FormPart(
                    Text("Det du gjorde", "Det du gjorde", "What you did"), ("actions", "safety_acts", "distress")
                ),
            ),
        ),
    )


def thought_record(key: str = "thought-record", *, minutes: int = 10) -> Exercise:
    """A thought that weighs, looked at in six parts. It is not for thoughts of death: the programme's text says whom to call."""
    return Exercise(
        key,
        Text("Skriv ned en tanke", "Skriv ned ein tanke", "Write down a thought"),
        minutes,
        (
            words(
                "situation",
                Text(
                    "Hva skjedde, og hvor var du?", "Kva hende, og kvar var du?", "What happened, and where were you?"
                ),
            ),
            one_of("feeling", Text("Hva følte du mest?", "Kva følte du mest?", "What did you feel most?"), *FEELINGS),
            hundred(
                "strength",
                Text("Hvor sterk var følelsen?", "Kor sterk var kjensla?", "How strong was it?"),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            words("thought", Text("Hva tenkte du?", "Kva tenkte du?", "What did you think?")),
            hundred(
                "belief",
                Text(
                    "Hvor sikker var du på tanken?", "Kor sikker var du på tanken?", "How sure of the thought were you?"
                ),
                NO_BELIEF,
                CERTAIN,
            ),
            words(
                "speaks_for",
                Text("Hva taler for tanken?", "Kva taler for tanken?", "What speaks for the thought?"),
                Text(
                    "Skriv det du vet, ikke det du frykter.",
                    "Skriv det du veit, ikkje det du fryktar.",
                    "Write what you know, not what you fear.",
                ),
            ),
            words("speaks_against", Text("Hva taler imot?", "Kva taler imot?", "What speaks against it?")),
            words(
                "other_view",
                Text(
                    "Hvordan kan det også forstås?", "Korleis kan det òg forståast?", "How else can it be understood?"
                ),
                Text(
                    "Hva ville du sagt til en god venn?",
                    "Kva ville du sagt til ein god ven?",
                    "What would you say to a good friend?",
                ),
            ),
            hundred(
                "belief_after",
                Text(
                    "Hvor sikker er du på tanken nå?",
                    "Kor sikker er du på tanken no?",
                    "How sure of the thought are you now?",
                ),
                NO_BELIEF,
                CERTAIN,
            ),
            words("deed", Text("Hva gjør du nå?", "Kva gjer du no?", "What will you do now?")),
        ),
        kind=DatedEntries(
            needed=("thought",),
            named=("thought",),
            daily=False,
            parts=(
                FormPart(Text("Hva skjedde?", "Kva hende?", "What happened?"), ("situation",)),
                FormPart(Text("Hva følte du?", "Kva følte du?", "What did you feel?"), ("feeling", "strength")),
                FormPart(Text("Hva tenkte du?", "Kva tenkte du?", "What did you think?"), ("thought", "belief")),
                FormPart(
                    Text(
                        "Hva taler for, og hva taler imot?",
                        "Kva taler for, og kva taler imot?",
                        "What speaks for, and what against?",
                    ),
                    ("speaks_for", "speaks_against"),
                ),
                FormPart(
                    Text("Sett det fra en annen side", "Sjå det frå ei anna side", "See it from another side"),
                    ("other_view", "belief_after"),
                ),
                FormPart(Text("Og nå?", "Og no?", "And now?"), ("deed",)),
            ),
            overview=ShiftOverview(called="thought", before="belief", after="belief_after", what=SURE),
        ),
    )


def worry_time(key: str = "worry-time", *, minutes: int = 15) -> Exercise:
    """A quarter of an hour a day for worries, and not in the last two hours before bed (proposed)."""
    return Exercise(
        key,
        Text("Bekymringstid", "Bekymringstid", "Worry time"),
        minutes,
        (
            words(
                "place",
                Text(
                    "Når og hvor var bekymringstiden?",
                    "Når og kvar var bekymringstida?",
                    "When and where was your worry time?",
                ),
            ),
            words(
                "worries",
                Text("Hva bekymret du deg for?", "Kva bekymra du deg for?", "What did you worry about?"),
                NO_RIGHT_ANSWER,
            ),
            ten(
                "before",
                Text("Hvor urolig var du før?", "Kor uroleg var du før?", "How uneasy were you before?"),
                NOT_UNEASY,
                VERY_UNEASY,
            ),
            ten(
                "after",
                Text("Hvor urolig var du etterpå?", "Kor uroleg var du etterpå?", "How uneasy were you afterwards?"),
                NOT_UNEASY,
                VERY_UNEASY,
            ),
            one_of(
                "solvable",
                Text(
                    "Kan du gjøre noe med den største?",
                    "Kan du gjere noko med den største?",
                    "Can you do something about the largest?",
                ),
                ("yes", Text("Ja", "Ja", "Yes")),
                ("no", Text("Nei, ikke nå", "Nei, ikkje no", "No, not now")),
                ("unsure", Text("Vet ikke", "Veit ikkje", "Not sure")),
            ),
            words("deed", Text("Hva er et lite steg?", "Kva er eit lite steg?", "What is a small step?")),
        ),
        kind=DatedEntries(
            needed=("before",),
            charted=("before", "after"),
            overview=ShiftOverview(before="before", after="after", what=UNEASY),
        ),
    )


def experiment(key: str = "experiment", *, minutes: int = 10) -> Exercise:
    """A thought tried in the world: what she expects, as a camera could see it, before; what happened and what she learnt,
    later."""
    return Exercise(
        key,
        Text("Prøv en tanke", "Prøv ein tanke", "Try a thought"),
        minutes,
        (
            words(
                "thought",
                Text("Hvilken tanke vil du prøve?", "Kva tanke vil du prøve?", "Which thought do you want to try?"),
            ),
            hundred(
                "belief",
                Text("Hvor sikker er du på den?", "Kor sikker er du på han?", "How sure of it are you?"),
                NO_BELIEF,
                CERTAIN,
            ),
            words("deed", Text("Hva vil du gjøre?", "Kva vil du gjere?", "What will you do?")),
            words("occasion", Text("Når og hvor?", "Når og kvar?", "When and where?")),
            words(
                "dropped",
                Text(
                    "Hvilket trygghetsgrep lar du være?",
                    "Kva tryggleiksgrep lèt du vere?",
                    "Which safety act do you leave out?",
                ),
            ),
            words(
                "prediction",
                Text("Hva tror du vil skje?", "Kva trur du vil hende?", "What do you think will happen?"),
                Text(
                    "Skriv det slik et kamera ville sett det.",
                    "Skriv det slik eit kamera ville sett det.",
                    "Write it as a camera would see it.",
                ),
            ),
            words("outcome", Text("Hva skjedde?", "Kva hende?", "What happened?")),
            hundred(
                "belief_after",
                Text(
                    "Hvor sikker er du på tanken nå?", "Kor sikker er du på tanken no?", "How sure of it are you now?"
                ),
                NO_BELIEF,
                CERTAIN,
            ),
            words("learnt", Text("Hva lærte du?", "Kva lærte du?", "What did you learn?")),
        ),
        kind=DatedEntries(
            needed=("thought", "prediction"),
            named=("thought",),
            daily=False,
            later=("outcome", "belief_after", "learnt"),
            parts=(
                FormPart(Text("Tanken", "Tanken", "The thought"), ("thought", "belief")),
                FormPart(
                    Text("Slik vil du prøve", "Slik vil du prøve", "How you will try"), ("deed", "occasion", "dropped")
                ),
                FormPart(Text("Det du venter", "Det du ventar", "What you expect"), ("prediction",)),
            ),
            overview=ShiftOverview(called="thought", before="belief", after="belief_after", what=SURE, later=True),
        ),
    )
