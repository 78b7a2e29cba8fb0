"""Diaries of symptoms, food and activity: one answer and one button, in less than a quarter of a minute on a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from varde.exercises.asking import MOOD_AFTER, MOOD_BEFORE, NOT_AT_ALL, one_of, ten, words
from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import YesNo
from varde.kinds.numbers import WholeNumber
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.overviews import Overview, OverviewBlock, OverviewPart, Seen
from varde.programmes.values import Exercise, SafetyLock


def symptom_diary(key: str = "symptom-diary", *, minutes: int = 2) -> Exercise:
    """The stomach day by day. The form of the stool is in words of our own. What it asks is proposed, until a clinical owner
    has signed."""
    return Exercise(
        key,
        Text("Skriv magedagbok", "Skriv magedagbok", "Keep a stomach diary"),
        minutes,
        (
            ten("pain", Text("Hvor vondt gjorde magen?", "Kor vondt gjorde magen?", "How much did your stomach hurt?")),
            ten("bloating", Text("Hvor oppblåst var du?", "Kor oppblåst var du?", "How bloated were you?")),
            ten(
                "urgency",
                Text(
                    "Hvor mye hastet det å komme på do?",
                    "Kor mykje hasta det å kome på do?",
                    "How urgent was it to reach a toilet?",
                ),
                NOT_AT_ALL,
            ),
            Field(
                "times",
                WholeNumber(0, 40, Text("ganger", "gonger", "times")),
                Text(
                    "Hvor mange ganger hadde du avføring?",
                    "Kor mange gonger hadde du avføring?",
                    "How many bowel movements?",
                ),
            ),
            one_of(
                "stool",
                Text("Hvordan var avføringen?", "Korleis var avføringa?", "What was your stool like?"),
                ("hard", Text("Hard eller klumpete", "Hard eller klumpete", "Hard or lumpy")),
                ("formed", Text("Formet", "Forma", "Formed")),
                ("loose", Text("Løs", "Laus", "Loose")),
                ("watery", Text("Vannaktig", "Som vatn", "Watery")),
                ("both", Text("Både hard og løs", "Både hard og laus", "Both hard and loose")),
            ),
            Field(
                "skipped",
                YesNo(),
                Text("Hoppet du over et måltid?", "Hoppa du over eit måltid?", "Did you skip a meal?"),
            ),
            Field("period", YesNo(), Text("Hadde du mensen?", "Hadde du mensen?", "Were you menstruating?")),
            words(
                "day",
                Text("Hva skjedde den dagen?", "Kva hende den dagen?", "What happened that day?"),
                Text(
                    "For eksempel mat, søvn, stress, bevegelse eller noe hyggelig. Én linje er nok.",
                    "Til dømes mat, søvn, stress, rørsle eller noko hyggeleg. Éi linje er nok.",
                    "For example food, sleep, stress, movement or something pleasant. One line is enough.",
                ),
            ),
        ),
        kind=DatedEntries(needed=("pain",), charted=("pain", "bloating"), once_a_day=True),
    )


def food_diary(key: str = "food-diary", *, locks: tuple[SafetyLock, ...], minutes: int = 2) -> Exercise:
    """What she ate and drank, meal by meal, over three or four ordinary days. Nothing is weighed and no calories are counted.
    ``locks`` must close it to whoever has or has had an eating disorder."""
    return Exercise(
        key,
        Text("Skriv matdagbok", "Skriv matdagbok", "Keep a food diary"),
        minutes,
        (
            words(
                "eaten",
                Text("Hva spiste og drakk du?", "Kva åt og drakk du?", "What did you eat and drink?"),
                Text(
                    "Skriv omtrent hvor mye. Du trenger ikke veie noe.",
                    "Skriv om lag kor mykje. Du treng ikkje vege noko.",
                    "Write roughly how much. You do not need to weigh anything.",
                ),
            ),
            ten(
                "symptoms",
                Text(
                    "Hvor mye plager hadde du de neste timene?",
                    "Kor mykje plager hadde du dei neste timane?",
                    "How strong were your symptoms in the next hours?",
                ),
            ),
            words(
                "around",
                Text("Hva skjedde rundt måltidet?", "Kva hende rundt måltidet?", "What happened around the meal?"),
                Text(
                    "Stress, søvn og tempo betyr også noe for magen.",
                    "Stress, søvn og tempo har òg noko å seie for magen.",
                    "Stress, sleep and pace matter to the stomach too.",
                ),
            ),
        ),
        locks,
        kind=DatedEntries(needed=("eaten",), charted=("symptoms",)),
    )


@dataclass(frozen=True, slots=True)
class ActivitySum(Overview):
    """The minutes of the last seven days beside the goal that she has set herself. No other number stands there."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        week = [entry for entry in seen.own if seen.today - timedelta(days=7) < entry.day <= seen.today]
        total = sum(entry.answers.get("lasted", 0) for entry in week)
        if not total:
            return ()
        goal = next((entry.answers["goal"] for entry in reversed(seen.own) if "goal" in entry.answers), None)
        lead = SUM.filled(total=total) if goal is None else SUM_AND_GOAL.filled(total=total, goal=goal)
        return [OverviewBlock(LAST_WEEK, lead=lead)]


def activity_log(key: str = "activity-log", *, locks: tuple[SafetyLock, ...] = (), minutes: int = 2) -> Exercise:
    """What she did, as it happens: all activity counts. The sum of a week stands beside her own goal."""
    return Exercise(
        key,
        Text("Aktivitetslogg", "Aktivitetslogg", "Activity log"),
        minutes,
        (
            Field(
                "lasted",
                WholeNumber(1, 600, Text("minutter", "minutt", "minutes")),
                Text("Hvor lenge var du i bevegelse?", "Kor lenge var du i rørsle?", "How long were you active?"),
            ),
            words("what", Text("Hva gjorde du?", "Kva gjorde du?", "What did you do?")),
            one_of(
                "effort",
                Text("Hvor hardt var det?", "Kor hardt var det?", "How hard was it?"),
                ("calm", Text("Rolig", "Roleg", "Calm")),
                (
                    "some",
                    Text(
                        "Litt andpusten, kunne snakke",
                        "Litt andpusten, kunne snakke",
                        "A little out of breath, could talk",
                    ),
                ),
                ("much", Text("Veldig andpusten", "Veldig andpusten", "Very out of breath")),
            ),
            MOOD_BEFORE,
            MOOD_AFTER,
            Field(
                "goal",
                WholeNumber(1, 3000, Text("minutter", "minutt", "minutes")),
                Text(
                    "Har du et nytt mål for uken?",
                    "Har du eit nytt mål for veka?",
                    "Do you have a new goal for the week?",
                ),
                Text(
                    "Bare hvis du vil sette eller endre det.",
                    "Berre om du vil setje eller endre det.",
                    "Only if you want to set or change it.",
                ),
            ),
        ),
        locks,
        kind=DatedEntries(needed=("lasted",), charted=("lasted",), overview=ActivitySum()),
    )


LAST_WEEK = Text("De siste sju dagene", "Dei siste sju dagane", "The last seven days")
SUM = Text(
    "{total} minutter i bevegelse. Alt teller.",
    "{total} minutt i rørsle. Alt tel.",
    "{total} minutes of activity. All of it counts.",
)
SUM_AND_GOAL = Text(
    "{total} minutter i bevegelse. Målet du har satt deg, er {goal}.",
    "{total} minutt i rørsle. Målet du har sett deg, er {goal}.",
    "{total} minutes of activity. The goal you have set is {goal}.",
)
