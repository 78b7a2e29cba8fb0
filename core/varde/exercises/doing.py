"""What she does: planned by the clock with mood before and after, led by what matters to her, and problems taken step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from varde.exercises.asking import MOOD_AFTER, MOOD_BEFORE, NOT_AT_ALL, VERY_MUCH, line, one_of, ten, words
from varde.exercises.saying import in_figures, whole_day
from varde.exercises.shifts import FROM_TO, ShiftOverview, name_of
from varde.kernel.words import Counted, Text
from varde.kinds.asking import Field
from varde.kinds.moments import CalendarDay, ClockTime
from varde.programmes.exercise_kinds import DatedEntries, FormPart
from varde.programmes.overviews import (
    LineState,
    Overview,
    OverviewBlock,
    OverviewLine,
    OverviewPart,
    Seen,
    SeenEntry,
    own_words,
)
from varde.programmes.values import Exercise

AREAS = (
    ("close", Text("De nærmeste", "Dei nærmaste", "Those close to me")),
    ("work", Text("Arbeid eller skole", "Arbeid eller skule", "Work or school")),
    ("body", Text("Kroppen", "Kroppen", "My body")),
    ("home", Text("Hjemme", "Heime", "At home")),
    ("leisure", Text("Fritid", "Fritid", "Leisure")),
    ("community", Text("Fellesskap", "Fellesskap", "Community")),
)
DONE = (
    ("yes", Text("Gjort", "Gjort", "Done")),
    ("partly", Text("Delvis", "Delvis", "Partly")),
    ("no", Text("Ikke denne gangen", "Ikkje denne gongen", "Not this time")),
)
MOOD = Text("Humør", "Humør", "Mood")
FEWEST = 2
"""So many times of one sort, at least, before anything is said of it."""


@dataclass(frozen=True, slots=True)
class ActivityWeek(Overview):
    """The week from Monday on with what is planned each day, and what the mood did by sort of activity."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        planned = [(date.fromisoformat(entry.answers["on"]), entry) for entry in seen.own if "on" in entry.answers]
        if not planned:
            return ()
        monday = seen.today - timedelta(days=seen.today.weekday())
        days = [monday + timedelta(days=number) for number in range(7)]
        lines = tuple(
            OverviewLine(
                whole_day(day),
                details=() if any(on == day for on, _ in planned) else (NOTHING_PLANNED,),
                state="here" if day == seen.today else "",
                lines=tuple(_activity(entry, on, seen.today) for on, entry in sorted(planned, key=_when) if on == day),
            )
            for day in days
        )
        return [OverviewBlock(THE_WEEK, lines, "week"), *_lifted([entry for _, entry in planned])]


def _when(planned: tuple[date, SeenEntry]) -> tuple[date, str]:
    return planned[0], str(planned[1].answers.get("at", ""))


def _activity(entry: SeenEntry, on: date, today: date) -> OverviewLine:
    answers = entry.answers
    state: LineState = "done" if "done" in answers else "here" if on <= today else "later"
    tag = dict(DONE)[answers["done"]] if "done" in answers else HOW_DID_IT_GO if on <= today else None
    at = [AT.filled(at=str(answers["at"]).replace(":", "."))] if "at" in answers else []
    mood = [
        FROM_TO.filled(what=MOOD, before=in_figures(answers["before"]), after=in_figures(answers["after"]))
        for _ in (1,)
        if "before" in answers and "after" in answers
    ]
    return OverviewLine(name_of(entry, "activity"), tag=tag, details=(*at, *mood), state=state, entry=entry.id)


def _lifted(entries: Sequence[SeenEntry]) -> list[OverviewBlock]:
    """By sort of activity, how the mood changed on average; nothing of a sort with fewer than :data:`FEWEST`."""
    lines = []
    for key, named in AREAS:
        changes = [
            entry.answers["after"] - entry.answers["before"]
            for entry in entries
            if entry.answers.get("area") == key and "before" in entry.answers and "after" in entry.answers
        ]
        if len(changes) >= FEWEST:
            mean = round(sum(changes) / len(changes), 1)
            words_of = UP if mean > 0 else DOWN if mean < 0 else SAME
            change = in_figures(abs(mean), 0 if float(mean).is_integer() else 1)
            lines.append(
                OverviewLine(named, details=(words_of.of(len(changes)).filled(change=change, n=len(changes)),))
            )
    return [OverviewBlock(WHAT_LIFTED, tuple(lines))] if lines else []


def activity_plan(key: str = "activity-plan", *, minutes: int = 8) -> Exercise:
    """One thing to do, by the clock and not by the wish; afterwards mood before and after, pleasure and mastery."""
    return Exercise(
        key,
        Text("Planlegg noe å gjøre", "Planlegg noko å gjere", "Plan something to do"),
        minutes,
        (
            line(
                "activity",
                Text("Hva vil du gjøre?", "Kva vil du gjere?", "What will you do?"),
                Text(
                    "Noe lite. Halver det, og halver det igjen hvis du er i tvil.",
                    "Noko lite. Halver det, og halver det igjen om du er i tvil.",
                    "Something small. Halve it, and halve it again if in doubt.",
                ),
            ),
            Field("on", CalendarDay(), Text("Hvilken dag?", "Kva dag?", "Which day?")),
            Field("at", ClockTime(), Text("Når på dagen?", "Når på dagen?", "At what time?")),
            one_of("area", Text("Hva handler det om?", "Kva handlar det om?", "What is it about?"), *AREAS),
            one_of(
                "size",
                Text("Hvor stort er det?", "Kor stort er det?", "How large is it?"),
                ("small", Text("Lite", "Lite", "Small")),
                ("middle", Text("Middels", "Middels", "Middling")),
                ("large", Text("Stort", "Stort", "Large")),
            ),
            line("with_whom", Text("Hvem er med?", "Kven er med?", "Who joins you?")),
            line("obstacle", Text("Hva kan komme i veien?", "Kva kan kome i vegen?", "What can get in the way?")),
            line(
                "smaller", Text("Hva er en mindre versjon?", "Kva er ein mindre versjon?", "What is a smaller version?")
            ),
            one_of("done", Text("Ble det gjort?", "Blei det gjort?", "Was it done?"), *DONE),
            MOOD_BEFORE,
            MOOD_AFTER,
            ten(
                "pleasure",
                Text("Hvor mye glede ga det?", "Kor mykje glede gav det?", "How much pleasure did it give?"),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            ten(
                "mastery",
                Text("Hvor mye fikk du det til?", "Kor mykje fekk du det til?", "How much did you manage?"),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
        ),
        kind=DatedEntries(
            needed=("activity", "on"),
            named=("activity", "on"),
            daily=False,
            later=("done", "before", "after", "pleasure", "mastery"),
            overview=ActivityWeek(),
        ),
    )


@dataclass(frozen=True, slots=True)
class ValuesOverview(Overview):
    """What matters most and was lived least stands first, as she last wrote it."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        if not seen.own:
            return ()
        newest = seen.own[-1].answers
        rated = [
            (newest[f"{key}_weight"] - newest[f"{key}_lived"], key, named)
            for key, named in AREAS
            if f"{key}_weight" in newest and f"{key}_lived" in newest
        ]
        lines = tuple(
            OverviewLine(
                named,
                details=(
                    *([own_words(str(newest[f"{key}_matters"]))] if f"{key}_matters" in newest else ()),
                    WEIGHT.filled(weight=newest[f"{key}_weight"], lived=newest[f"{key}_lived"]),
                ),
            )
            for _, key, named in sorted(rated, key=lambda each: -each[0])
        )
        return [OverviewBlock(MATTERS, lines, lead=MATTERS_LEAD)] if lines else []


def values(key: str = "values", *, minutes: int = 15) -> Exercise:
    """Six areas of life: what matters there, how much, and how much of it there was last week."""
    fields = []
    for area, named in AREAS:
        fields += [
            words(f"{area}_matters", IN_AREA.filled(area=named)),
            ten(f"{area}_weight", IMPORTANT, NOT_AT_ALL, VERY_MUCH),
            ten(f"{area}_lived", LIVED, NOT_AT_ALL, VERY_MUCH),
        ]
    return Exercise(
        key,
        Text("Det som betyr noe", "Det som tyder noko", "What matters"),
        minutes,
        tuple(fields),
        kind=DatedEntries(
            daily=False,
            named=tuple(f"{area}_matters" for area, _ in AREAS),
            parts=tuple(
                FormPart(named, (f"{area}_matters", f"{area}_weight", f"{area}_lived")) for area, named in AREAS
            ),
            overview=ValuesOverview(),
        ),
    )


def goals(key: str = "goals", *, minutes: int = 10) -> Exercise:
    """One to three goals, each an entry: how she will see it, how much it matters and how sure she is."""
    return Exercise(
        key,
        Text("Målene mine", "Måla mine", "My goals"),
        minutes,
        (
            line("goal", Text("Hva er målet?", "Kva er målet?", "What is the goal?")),
            words(
                "sign",
                Text(
                    "Hvordan vil du se at du er på vei?",
                    "Korleis vil du sjå at du er på veg?",
                    "How will you see that you are on your way?",
                ),
            ),
            ten(
                "importance",
                Text("Hvor viktig er det?", "Kor viktig er det?", "How important is it?"),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            ten(
                "confidence",
                Text(
                    "Hvor sikker er du på å få det til?",
                    "Kor sikker er du på å få det til?",
                    "How sure are you to manage it?",
                ),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
        ),
        kind=DatedEntries(at_home=("goal",), needed=("goal",), named=("goal",), daily=False),
    )


def problem_solving(key: str = "problem-solving", *, minutes: int = 15) -> Exercise:
    """A problem, what can be done about it, three ideas or more, one step with a time; later how it went."""
    return Exercise(
        key,
        Text("Løs et problem", "Løys eit problem", "Solve a problem"),
        minutes,
        (
            words("problem", Text("Hva er problemet?", "Kva er problemet?", "What is the problem?")),
            words(
                "influence",
                Text("Hva kan du gjøre noe med?", "Kva kan du gjere noko med?", "What can you do something about?"),
            ),
            words(
                "ideas",
                Text("Hva kan du prøve?", "Kva kan du prøve?", "What can you try?"),
                Text(
                    "Minst tre ideer. De trenger ikke være gode ennå.",
                    "Minst tre idear. Dei treng ikkje vere gode enno.",
                    "At least three ideas. They need not be good yet.",
                ),
            ),
            words("choice", Text("Hvilken velger du?", "Kven vel du?", "Which do you choose?")),
            words("step", Text("Hva er det første steget?", "Kva er det første steget?", "What is the first step?")),
            Field("on", CalendarDay(), Text("Når gjør du det?", "Når gjer du det?", "When will you do it?")),
            words("outcome", Text("Hvordan gikk det?", "Korleis gjekk det?", "How did it go?")),
        ),
        kind=DatedEntries(
            needed=("problem",),
            named=("problem",),
            daily=False,
            later=("outcome",),
            parts=(
                FormPart(Text("Problemet", "Problemet", "The problem"), ("problem", "influence")),
                FormPart(Text("Ideene", "Ideane", "The ideas"), ("ideas",)),
                FormPart(Text("Planen", "Planen", "The plan"), ("choice", "step", "on")),
            ),
            overview=ShiftOverview(called="problem", after="outcome", later=True),
        ),
    )


THE_WEEK = Text("Uken din", "Veka di", "Your week")
NOTHING_PLANNED = Text("Ingenting planlagt", "Ingenting planlagt", "Nothing planned")
HOW_DID_IT_GO = Text("Hvordan gikk det?", "Korleis gjekk det?", "How did it go?")
AT = Text("kl. {at}", "kl. {at}", "{at}")
WHAT_LIFTED = Text("Humøret før og etter", "Humøret før og etter", "Mood before and after")
UP = Counted(
    Text("Opp {change}, {n} gang", "Opp {change}, {n} gong", "Up {change}, {n} time"),
    Text("Opp {change} i snitt, {n} ganger", "Opp {change} i snitt, {n} gonger", "Up {change} on average, {n} times"),
)
DOWN = Counted(
    Text("Ned {change}, {n} gang", "Ned {change}, {n} gong", "Down {change}, {n} time"),
    Text("Ned {change} i snitt, {n} ganger", "Ned {change} i snitt, {n} gonger", "Down {change} on average, {n} times"),
)
SAME = Counted(
    Text("Som før, {n} gang", "Som før, {n} gong", "As before, {n} time"),
    Text("Som før i snitt, {n} ganger", "Som før i snitt, {n} gonger", "As before on average, {n} times"),
)
IN_AREA = Text("{area}: Hva betyr noe for deg?", "{area}: Kva tyder noko for deg?", "{area}: What matters to you?")
IMPORTANT = Text("Hvor viktig er det?", "Kor viktig er det?", "How important is it?")
LIVED = Text(
    "Hvor mye av det var det sist uke?", "Kor mykje av det var det sist veke?", "How much of it was there last week?"
)
WEIGHT = Text(
    "Viktig: {weight}. Sist uke: {lived}.",
    "Viktig: {weight}. Sist veke: {lived}.",
    "Important: {weight}. Last week: {lived}.",
)
MATTERS = Text("Det som betyr noe for deg", "Det som tyder noko for deg", "What matters to you")
MATTERS_LEAD = Text(
    "Øverst står det som betyr mye, og som det var lite av.",
    "Øvst står det som tyder mykje, og som det var lite av.",
    "What matters much and there was little of stands at the top.",
)
