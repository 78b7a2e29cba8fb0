"""Exercises of the track for depression: a grid of the week, a plan for the worst hours, and who a window of sleep is closed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.plugin.exercises import (
    DatedEntries,
    Overview,
    OverviewBlock,
    OverviewLine,
    OverviewPart,
    Seen,
    SeenEntry,
    own_words,
)
from varde.plugin.kinds import Field, LongText, RatingScale, ShortText, SingleChoice, Text
from varde.plugin.programmes import Exercise, SafetyLock, is_true, when

ENOUGH = 4
"""Lines from which the best and the worst are shown: with fewer, one line would be both."""
_TIMES = (
    ("morning", Text("Morgen", "Morgon", "Morning")),
    ("midday", Text("Midt på dagen", "Midt på dagen", "Midday")),
    ("afternoon", Text("Ettermiddag", "Ettermiddag", "Afternoon")),
    ("evening", Text("Kveld", "Kveld", "Evening")),
    ("night", Text("Natt", "Natt", "Night")),
)
_NOT_AT_ALL = Text("ikke i det hele tatt", "ikkje i det heile", "not at all")
_VERY_MUCH = Text("svært mye", "svært mykje", "very much")


@dataclass(frozen=True, slots=True)
class BestAndWorst(Overview):
    """The line with the highest mood and the one with the lowest, as she wrote them; of equal ones the latest."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        lines = [entry for entry in seen.own if "mood" in entry.answers]
        if len(lines) < ENOUGH:
            return ()
        best = max(reversed(lines), key=_mood)
        worst = min(reversed(lines), key=_mood)
        return [OverviewBlock(WEEK, (_line(BEST, best), _line(WORST, worst)), lead=WEEK_LEAD)]


def _mood(entry: SeenEntry) -> int:
    return int(entry.answers["mood"])


def _line(named: Text, entry: SeenEntry) -> OverviewLine:
    return OverviewLine(named.filled(mood=_mood(entry)), details=(own_words(str(entry.answers["what"])),))


def week_grid(key: str = "week-grid", *, minutes: int = 2) -> Exercise:
    """What she did in two or three hours, with mood, pleasure and mastery from 0 to 10."""
    return Exercise(
        key,
        Text("Rutenettet for uken", "Rutenettet for veka", "The grid of the week"),
        minutes,
        (
            Field(
                "what",
                ShortText(),
                Text("Hva gjorde du?", "Kva gjorde du?", "What did you do?"),
                Text("Å ligge er også noe.", "Å liggje er òg noko.", "Lying down counts too."),
            ),
            Field(
                "mood",
                RatingScale(
                    0, 10, Text("svært tungt", "svært tungt", "very low"), Text("svært godt", "svært godt", "very good")
                ),
                Text("Hvordan var humøret?", "Korleis var humøret?", "How was your mood?"),
            ),
            Field("time", SingleChoice(_TIMES), Text("Når på dagen?", "Når på dagen?", "What time of day?")),
            Field(
                "pleasure",
                RatingScale(0, 10, _NOT_AT_ALL, _VERY_MUCH),
                Text("Hvor mye glede ga det?", "Kor mykje glede gav det?", "How much pleasure was there?"),
            ),
            Field(
                "mastery",
                RatingScale(0, 10, _NOT_AT_ALL, _VERY_MUCH),
                Text("Hvor mye fikk du det til?", "Kor mykje fekk du det til?", "How much did you manage?"),
            ),
        ),
        kind=DatedEntries(needed=("what", "mood"), named=("what",), charted=("mood",), overview=BestAndWorst()),
    )


@dataclass(frozen=True, slots=True)
class SafetySheet(Overview):
    """The plan as she last wrote it, to print, with whom to call."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        if not seen.own:
            return ()
        answers = seen.own[-1].answers
        lines = tuple(
            OverviewLine(field.label, details=(own_words(str(answers[field.key])),))
            for field in seen.fields
            if field.key in answers
        )
        return [OverviewBlock(SHEET, lines, "sheet", NUMBERS)]


def safety_plan(key: str = "safety-plan", *, minutes: int = 10) -> Exercise:
    """What she notices first, what she does alone, whom she calls, and what she puts away. Offered to all, demanded of nobody
    (proposed)."""
    return Exercise(
        key,
        Text("Trygghetsplan", "Tryggleiksplan", "Safety plan"),
        minutes,
        (
            Field(
                "signs", LongText(), Text("Hva merker du først?", "Kva merkar du først?", "What do you notice first?")
            ),
            Field(
                "alone",
                LongText(),
                Text("Hva kan du gjøre alene?", "Kva kan du gjere åleine?", "What can you do alone?"),
            ),
            Field(
                "call",
                LongText(),
                Text("Hvem ringer du?", "Kven ringjer du?", "Whom do you call?"),
                Text("Gjerne to, med nummer.", "Gjerne to, med nummer.", "Two, with numbers, if you can."),
            ),
            Field(
                "put_away",
                LongText(),
                Text("Hva legger du bort?", "Kva legg du bort?", "What do you put away?"),
                Text(
                    "Noe du vil ha på avstand, eller gi til noen.",
                    "Noko du vil ha på avstand, eller gi til nokon.",
                    "Something to keep at a distance, or give to someone.",
                ),
            ),
        ),
        kind=DatedEntries(needed=("signs",), named=("signs",), daily=False, overview=SafetySheet()),
    )


_INSTEAD = Text(
    "Du kan føre søvndagboken og stå opp til fast tid. Skriv til behandleren før du tenker på et søvnvindu.",
    "Du kan føre søvndagboka og stå opp til fast tid. Skriv til behandlaren før du tenkjer på eit søvnvindauge.",
    "You can keep the diary and rise at a fixed time. Write to your therapist before you think of a sleep window.",
)
WINDOW_LOCKS = (
    SafetyLock(
        "window-psychosis",
        is_true("psychosis"),
        True,
        "therapist",
        Text(
            "Du har fortalt om en psykose. Da kan lite søvn gjøre det verre.",
            "Du har fortalt om ein psykose. Då kan lite søvn gjere det verre.",
            "You have told us about a psychosis. Then little sleep can make it worse.",
        ),
        _INSTEAD,
        "NHI on insomnia; who it is closed to is proposed, to be signed by the clinical owner",
    ),
    SafetyLock(
        "window-thoughts",
        when("phq9_item9", ">=", 1),
        True,
        "therapist",
        Text(
            "Du har svart at du har hatt tanker om å dø. Da vil vi snakke med deg før du sover mindre.",
            "Du har svart at du har hatt tankar om å døy. Då vil vi snakke med deg før du søv mindre.",
            "You have answered that you had thoughts of dying. Then we want to talk with you before you sleep less.",
        ),
        _INSTEAD,
        "proposed, to be signed by the clinical owner",
    ),
    SafetyLock(
        "window-wish-to-live",
        when("madrs_item9", ">=", 2),
        False,
        "therapist",
        Text(
            "Du har svart at livet har kjentes lite verdt. Da vil vi snakke med deg før du sover mindre.",
            "Du har svart at livet har kjentest lite verdt. Då vil vi snakke med deg før du søv mindre.",
            "You have answered that life felt little worth. Then we want to talk with you before you sleep less.",
        ),
        _INSTEAD,
        "MADRS-S item 9 is amber from 2, as PHQ-9 item 9 from 1; proposed, to be signed by the clinical owner",
    ),
)
"""Beside the locks of the library's sleep window. Item 9 is what she answered last, in whatever form; who has answered MADRS-S
nowhere has answered PHQ-9."""
WEEK = Text("Det høyeste og det laveste", "Det høgaste og det lågaste", "The highest and the lowest")
WEEK_LEAD = Text(
    "Hva var der i den beste timen, som ikke var der i den verste?",
    "Kva var der i den beste timen, som ikkje var der i den verste?",
    "What was there in the best hour that was not there in the worst?",
)
BEST = Text("Humør {mood}, det høyeste", "Humør {mood}, det høgaste", "Mood {mood}, the highest")
WORST = Text("Humør {mood}, det laveste", "Humør {mood}, det lågaste", "Mood {mood}, the lowest")
SHEET = Text("Trygghetsplanen din", "Tryggleiksplanen din", "Your safety plan")
NUMBERS = Text(
    "Har du en plan om å ta livet ditt, ring 113 nå. Legevakten svarer på 116 117, og Mental Helse på 116 123.",
    "Har du ein plan om å ta livet ditt, ring 113 no. Legevakta svarar på 116 117, og Mental Helse på 116 123.",
    "If you have a plan to take your life, call 113 now. The casualty clinic answers on 116 117, Mental Helse on 116 123.",
)
